"""Measuring engines side by side: they take turns, so that whatever else the machine does hits all of them alike."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tests.bench.client import Client
from tests.bench.corpus import Ask, reports
from tests.bench.figures import Figures

_ROUNDS = 3
_LONG = 60.0  # seconds; what takes longer to index is indexed once
_TURN = 5  # queries in a row
_WAKING = 3  # queries of the turn before, asked again before them
_ADDED = 5  # reports, one after the other


def build(all_figures: Sequence[Figures], place: Path, corpus: Path) -> None:
    """Index the corpus into a folder for each engine; the one made on the fewest cores stays."""
    for _ in range(_ROUNDS):
        for figures in all_figures:
            for cores in sorted(figures.building, reverse=True):
                if max(figures.building[cores], default=0) < _LONG:
                    _build(figures, place / figures.name, corpus, cores)


def _build(figures: Figures, folder: Path, corpus: Path, cores: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with Client(figures.name, folder) as client:
        seconds, memory = client.build(corpus, cores)
    figures.building[cores].append(seconds)
    figures.memory = max(figures.memory, memory)
    figures.size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def ask(all_figures: Sequence[Figures], place: Path, asks: Sequence[Ask]) -> None:
    """Each query once in each of some fresh processes, then some more times in the last of them.

    Some of these times for another number of reports than ever before: who remembers whole answers has none for that.
    """
    for figures in all_figures:
        figures.first, figures.warm, figures.anew = ([[] for _ in asks] for _ in range(3))
    for fresh in range(_ROUNDS):
        with _clients(all_figures, place) as clients:
            pairs = list(zip(all_figures, clients, strict=True))
            for figures, client in pairs:
                figures.opening.append(client.ready())
            _turns(pairs, asks, lambda figures: figures.first)
            if fresh == _ROUNDS - 1:
                for again in range(1, _ROUNDS + 1):
                    _turns(pairs, asks, lambda figures: figures.warm)
                    _turns(pairs, [replace(one, size=one.size + again) for one in asks], lambda figures: figures.anew)


def _turns(
    pairs: Sequence[tuple[Figures, Client]], asks: Sequence[Ask], measured: Callable[[Figures], list[list[float]]]
) -> None:
    """Every engine answers some queries before any answers the next, each time another one first."""
    for number, start in enumerate(range(0, len(asks), _TURN)):
        asked, waking = asks[start : start + _TURN], asks[max(0, start - _WAKING) : start]
        for turn in range(len(pairs)):
            figures, client = pairs[(number + turn) % len(pairs)]
            seconds, cut = client.ask(asked, waking)
            for times, taken in zip(measured(figures)[start:], seconds, strict=False):
                times.append(taken)
            figures.cut += cut


def compare(all_figures: Sequence[Figures], place: Path, asks: Sequence[Ask]) -> None:
    """What each engine finds in all."""
    with _clients(all_figures, place) as clients:
        for figures, client in zip(all_figures, clients, strict=True):
            client.ready()
            figures.found = [client.every(one) for one in asks]


def add(all_figures: Sequence[Figures], place: Path, corpus: Path, count: int) -> None:
    """Reports of the corpus once more, each with a word that no other has. Changes the indexes, so it comes last."""
    samples = list(islice(reports(corpus), _ADDED))
    with _clients(all_figures, place) as clients:
        for client in clients:
            client.ready()
        for number, sample in enumerate(samples, 1):
            word = f"zyzzyvaqz{number}"
            added = replace(sample, key=count + number, body=f"{sample.body} {word}")
            for figures, client in zip(all_figures, clients, strict=True):
                figures.adding.append(client.add(added, word))


@contextmanager
def _clients(all_figures: Sequence[Figures], place: Path) -> Iterator[list[Client]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Client(figures.name, place / figures.name)) for figures in all_figures]
