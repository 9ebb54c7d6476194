"""From fetch to searchable: ours beside lemon24/reader, over the same feeds in the same run.

100 feeds of 100 items each stand on a server of their own on loopback. Each program runs in a process of its own, and
they take turns; every figure is a median over rounds. First everything is new, then nothing has changed: once at a
server that knows by ETag what was had, once at one that gives everything again. feedparser alone shows what parsing
takes of it.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.client import ROOT
from tests.bench.ingest import feeds
from tests.bench.ingest.programs import NEEDS, Told
from tests.bench.markdown import table

FEEDS, ITEMS = 100, 100  # and items in each
ROUNDS = 3
SERVERS = {"a 304": "yes", "the whole": "no"}  # what a server answers when nothing has changed
Times = dict[str, list[float]]  # seconds by step


def main(corpus: Path, names: Sequence[str]) -> None:
    measured: dict[str, Times] = {name: defaultdict(list) for name in names}
    with TemporaryDirectory() as made:
        folder = Path(made)
        feeds.write(corpus, folder, FEEDS, ITEMS)
        for number in range(ROUNDS):
            for answer, conditional in SERVERS.items():
                with served(folder, conditional) as port:
                    for name in names:
                        told = run(name, folder / f"{name}-{answer}-{number}", port, FEEDS)
                        _note(measured[name], answer, told)
    print(table(["", *names], _rows(measured)), flush=True)


def present(names: Sequence[str]) -> list[str]:
    """Those that can be run here; of each other one a sentence is printed."""
    for name in names:
        if not find_spec(NEEDS[name]):
            print(f"{name} is left out: it is not installed; `make bench-ingest` installs it")
    return [name for name in names if find_spec(NEEDS[name])]


def run(name: str, folder: Path, port: int, count: int) -> Told:
    """What one program takes for so many feeds of a server."""
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.bench.ingest.programs",
        name,
        str(folder),
        str(port),
        str(count),
    ]
    told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return Told(**json.loads(told))


def _note(times: Times, answer: str, told: Told) -> None:
    taken, indexed, again, indexed_again = told.seconds
    times["taking in"].append(taken)
    times["indexing"].append(indexed)
    times["first"].append(taken + indexed)
    times[answer].append(again + indexed_again)


def _rows(measured: dict[str, Times]) -> Iterator[list[str]]:
    took = [{step: median(seconds) for step, seconds in times.items()} for times in measured.values()]
    for step in ("taking in", "indexing"):
        yield [f"{step}, s", *(f"{one[step]:.2f}" for one in took)]
    yield ["from fetch to searchable, s", *(f"{one['first']:.2f}" for one in took)]
    yield ["items/s", *(f"{FEEDS * ITEMS / one['first']:,.0f}" for one in took)]
    yield ["time beside the first program", *(f"{one['first'] / took[0]['first']:.2f}×" for one in took)]
    for answer in SERVERS:
        yield [f"nothing new, and the server gives {answer}, s", *(f"{one[answer]:.2f}" for one in took)]
        yield ["faster than all new", *(f"{one['first'] / one[answer]:.1f}×" for one in took)]


@contextmanager
def served(folder: Path, conditional: str) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.ingest.server", str(folder), conditional]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        yield int(server.stdout.readline())
        server.stdin.close()
