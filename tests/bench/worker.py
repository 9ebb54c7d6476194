"""One engine in a process of its own: orders come as lines of JSON on standard input, each is answered by one.

Run as `python -m tests.bench.worker ENGINE FOLDER`. It imports no more than its engine, so that the memory it takes is
the engine's.
"""

import json
import os
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from tests.bench.corpus import Ask, Report, reports
from tests.bench.engines import Engine, load

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
Told = TypeVar("Told")
_NOWHERE = Ask("term_rare", ("zyzzyvaqx",))  # a word that no report has


def build(engine: Engine, corpus: str, cores: int) -> dict[str, Any]:
    """On so many cores; the memory is that of this process and of the largest that helped it.

    That of this process is not asked of getrusage, which on Linux begins with what the process that started it had.
    """
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    began = perf_counter()
    engine.build(reports(Path(corpus)))
    seconds = perf_counter() - began
    kept = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    own = int(kept[1]) if kept else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "memory": (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024}


def ready(engine: Engine) -> dict[str, Any]:
    """Open, and answer once, since some open only then."""
    began = perf_counter()
    engine.open()
    engine.rank(_NOWHERE.terms, 10)
    return {"seconds": perf_counter() - began}


def ask(engine: Engine, asked: list[dict[str, Any]], waking: list[dict[str, Any]]) -> dict[str, Any]:
    """Some queries in a row, each timed, after others that are not.

    A process that waited finds the processor's caches full of what others did, which costs its first answers up to
    0.3 ms: more than some engines take for all they do.
    """
    for one in waking:
        engine.ask(_record(Ask, one))
    seconds, cut = [], 0
    for one in asked:
        wanted = _record(Ask, one)
        began = perf_counter()
        answer = engine.ask(wanted)
        seconds.append(perf_counter() - began)
        cut += answer.cut
    return {"seconds": seconds, "cut": cut}


def rank(engine: Engine, words: list[str], depth: int) -> dict[str, Any]:
    return {"keys": engine.rank(words, depth)}


def every(engine: Engine, asked: dict[str, Any]) -> dict[str, Any]:
    return {"keys": sorted(engine.every(_record(Ask, asked)))}


def add(engine: Engine, report: dict[str, Any], word: str) -> dict[str, Any]:
    """Until it is found by a word that only it has."""
    wanted = _record(Report, report)
    began = perf_counter()
    engine.add(wanted)
    found = engine.ask(Ask("term_rare", (word,))).keys
    return {"seconds": perf_counter() - began, "found": found == (report["key"],)}


def _record(kind: Callable[..., Told], told: dict[str, Any]) -> Told:
    """As it was before it became JSON, which has no tuples."""
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()})


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
