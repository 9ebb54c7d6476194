"""The other end of a worker: one engine, asked from here."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.corpus import Ask, Report
from tests.bench.engines import interpreter

ROOT = Path(__file__).parents[2]


class Client:
    """A context: the worker ends with it. Raises EOFError when the worker died; what it died of stands on stderr."""

    def __init__(self, name: str, folder: Path) -> None:
        command = [interpreter(name) or "", "-W", "ignore", "-m", "tests.bench.worker", name, str(folder)]
        self.name = name
        self._worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def build(self, corpus: Path, cores: int) -> tuple[float, int]:
        """Seconds, and bytes of memory at the peak."""
        told = self._order("build", corpus=str(corpus), cores=cores)
        return told["seconds"], told["memory"]

    def ready(self) -> float:
        """Seconds that opening takes."""
        return float(self._order("ready")["seconds"])

    def ask(self, asks: Sequence[Ask], waking: Sequence[Ask]) -> tuple[list[float], int]:
        """Seconds of each, and how many answers were cut short; what is asked for waking is not timed."""
        told = self._order("ask", asked=[asdict(one) for one in asks], waking=[asdict(one) for one in waking])
        return told["seconds"], told["cut"]

    def rank(self, words: Sequence[str], depth: int) -> list[int]:
        keys: list[int] = self._order("rank", words=words, depth=depth)["keys"]
        return keys

    def every(self, ask: Ask) -> set[int]:
        return set(self._order("every", asked=asdict(ask))["keys"])

    def add(self, report: Report, word: str) -> float:
        """Seconds until a report is found by a word that only it has."""
        told = self._order("add", report=asdict(report), word=word)
        if not told["found"]:
            raise AssertionError(f"{self.name} does not find the report that was just added")
        return float(told["seconds"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker.stdin:
            self._worker.stdin.close()
        if self._worker.stdout:
            self._worker.stdout.close()
        self._worker.wait()

    def _order(self, do: str, **what: object) -> dict[str, Any]:
        assert self._worker.stdin
        assert self._worker.stdout
        self._worker.stdin.write(json.dumps({"do": do} | what) + "\n")
        self._worker.stdin.flush()
        line = self._worker.stdout.readline()
        if not line:
            raise EOFError(f"the worker of {self.name} ended at “{do}”")
        answer: dict[str, Any] = json.loads(line)
        return answer
