"""One engine in a process of its own: orders come as lines of JSON on standard input, each is answered by one.

Run as `python -m tests.bench.worker ENGINE FOLDER`. It imports no more than its engine, so that the memory it takes is
the engine's.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.corpus import Ask, Report, reports
from tests.bench.engines import Engine, load

_NOWHERE = Ask("term_rare", ("zyzzyvaqx",))  # a word that no report has


def build(engine: Engine, corpus: str, cores: int) -> dict[str, Any]:
    """On so many cores; the memory is that of this process and of the largest that helped it."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    began = perf_counter()
    engine.build(reports(Path(corpus)))
    seconds = perf_counter() - began
    used = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds, "memory": used * 1024}


def ready(engine: Engine) -> dict[str, Any]:
    """Open, and answer once, since some open only then."""
    began = perf_counter()
    engine.open()
    engine.rank(_NOWHERE.terms, 10)
    return {"seconds": perf_counter() - began}


def ask(engine: Engine, asked: dict[str, Any]) -> dict[str, Any]:
    wanted = Ask(**asked)
    began = perf_counter()
    answer = engine.ask(wanted)
    return {"seconds": perf_counter() - began} | asdict(answer)


def rank(engine: Engine, words: list[str], depth: int) -> dict[str, Any]:
    return {"keys": engine.rank(words, depth)}


def every(engine: Engine, asked: dict[str, Any]) -> dict[str, Any]:
    return {"keys": sorted(engine.every(Ask(**asked)))}


def add(engine: Engine, report: dict[str, Any], word: str) -> dict[str, Any]:
    """Until it is found by a word that only it has."""
    began = perf_counter()
    engine.add(Report(**report))
    found = engine.ask(Ask("term_rare", (word,))).keys
    return {"seconds": perf_counter() - began, "found": found == (report["key"],)}


_ORDERS: dict[str, Callable[..., dict[str, Any]]] = {
    "build": build,
    "ready": ready,
    "ask": ask,
    "rank": rank,
    "every": every,
    "add": add,
}


def main(name: str, folder: str) -> None:
    engine = load(name, Path(folder))
    for line in sys.stdin:
        order = json.loads(line)
        answer = _ORDERS[order.pop("do")](engine, **order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
