"""The engines that are measured: each is a module here with a class `Engine`, behind one protocol."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from tests.bench.corpus import Ask, Report

NEEDS = {
    "ours": "index.embedded",
    "tantivy": "tantivy",
    "fts5": "sqlite3",
    "xapian": "xapian",
    "whoosh": "whoosh",
    "bm25s": "bm25s",
}
RANKERS = tuple(NEEDS)
NAMES = tuple(name for name in NEEDS if name != "bm25s")  # which neither filters nor sorts
_SYSTEM = "/usr/bin/python3"  # which has the libraries that come as packages of the system, such as xapian


@dataclass(frozen=True, slots=True)
class Answer:
    keys: tuple[int, ...]  # of the best reports, best first
    total: int | None = None  # reports found; None where the engine would have to search again to tell
    facets: dict[str, int] = field(default_factory=dict)  # for the kind "facet": the most frequent tags
    cut: bool = False  # it gave up for want of time, and there may be more


class Ranker(Protocol):
    """What ranks reports by words in title and body, kept in a folder. Making one touches nothing."""

    def build(self, reports: Iterable[Report]) -> None:
        """Index all of them, durable on return."""

    def open(self) -> None:
        """Get ready to answer from what build left."""

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        """The keys of the best reports with any of the words, best first, by the weights that the engine has itself.

        A word comes as often as it was typed.
        """


class Engine(Ranker, Protocol):
    """An engine of the scorecard, which stores all fields of a report: title, body, tags, source and date."""

    def ask(self, ask: Ask) -> Answer:
        """The ten best; for the kind "snippet" with the part of each text that shows why."""

    def every(self, ask: Ask) -> set[int]:
        """The keys of all reports found."""

    def add(self, report: Report) -> None:
        """One more, durable and found by the next ask on return."""


def load(name: str, folder: Path) -> Any:
    """A Ranker, and an Engine unless it is bm25s."""
    return import_module(f"tests.bench.engines.{name}").Engine(folder)


def present(names: Iterable[str]) -> list[str]:
    """Those that can be run here; of each other one a sentence is printed."""
    here = []
    for name in names:
        if interpreter(name):
            here.append(name)
        else:
            print(f"{name} is left out: no Python here has {NEEDS[name]}")
    return here


@cache
def interpreter(name: str) -> str | None:
    """The Python that has what an engine needs; None where none has."""
    for python in (sys.executable, _SYSTEM):
        found = subprocess.run(
            [python, "-W", "ignore", "-c", f"import {NEEDS[name]}"], capture_output=True, check=False
        )
        if found.returncode == 0:
            return python
    return None
