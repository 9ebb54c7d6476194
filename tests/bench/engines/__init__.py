"""The engines that are measured, each a module here with a class `Engine`, behind one protocol."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tests.bench.corpus import Ask, Report

NEEDS = {"ours": "index.embedded", "tantivy": "tantivy", "fts5": "sqlite3", "xapian": "xapian", "whoosh": "whoosh"}
NAMES = tuple(NEEDS)
_SYSTEM = "/usr/bin/python3"  # which has the libraries that come as packages of the system, such as xapian


@dataclass(frozen=True, slots=True)
class Answer:
    keys: tuple[int, ...]  # of the ten best reports, best first
    total: int | None = None  # reports found; None where the engine would have to search again to tell
    facets: dict[str, int] = field(default_factory=dict)  # for the kind "facet": the most frequent tags
    cut: bool = False  # it gave up for want of time, and there may be more


class Engine(Protocol):
    """A search engine in a folder: the same fields searched (title, body) and stored (and tags, source, date)."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, reports: Iterable[Report], processes: int) -> None:
        """Index and store all of them, durable on return."""

    def open(self) -> None:
        """Get ready to answer from what build left."""

    def ask(self, ask: Ask) -> Answer:
        """The ten best; for the kind "snippet" with the part of each text that shows why."""

    def every(self, ask: Ask) -> set[int]:
        """The keys of all reports found."""

    def add(self, report: Report) -> None:
        """One more, durable and found by the next ask on return."""


def load(name: str, folder: Path) -> Engine:
    engine: Engine = import_module(f"tests.bench.engines.{name}").Engine(folder)
    return engine


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
