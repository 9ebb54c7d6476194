"""Reading beside other work: by a second process while that is idle, else here. What is read is the same."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from time import perf_counter
from types import TracebackType
from typing import Generic, Self, TypeVar

from ingest.types import Capture

T = TypeVar("T")

STARTING = 0.5  # seconds that a process takes to start: it is worth that when as much was read without one
PATIENCE = 1.0  # seconds that a capture waits for its turn there: reading it here holds up those who write
_SELDOM = 50_000  # objects between two looks for those that hold each other
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.beside import serve; serve(int(sys.argv[2]))"
_ROOT = Path(__file__).parents[1]


class Beside(Generic[T]):
    """Used as a context by many threads; behind it the process is gone. It ends by itself when we do.

    A process that dies, of what it read or by somebody's hand, takes nothing with it: what it had is read here.
    """

    def __init__(self, reading: Callable[[Capture], T], starting: float = STARTING) -> None:
        """`reading` is a function of a module, with what it is given besides; the process loads that module alone."""
        self._reading = reading
        self._starting = starting
        self._turn = Lock()  # who holds it may ask the process, or start it
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._is_loaded = False
        self._read_here = 0.0  # seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._turn:
            self._end()

    @property
    def pid(self) -> int | None:
        """Of the second process, once it was worth starting, and has loaded what it needs."""
        return self._process.pid if self._process and self._is_loaded else None

    def read(self, capture: Capture) -> T:
        """What a capture holds."""
        if self._turn.acquire(timeout=PATIENCE):
            try:
                if (read := self._ask(capture)) is not None:
                    return read
            finally:
                self._turn.release()
        begun = perf_counter()
        read = self._reading(capture)
        self._read_here += perf_counter() - begun
        return read

    def _ask(self, capture: Capture) -> T | None:
        """What the process reads; None where there is none, or it is still loading."""
        if self._process is None and self._read_here < self._starting:
            return None
        try:
            if self._process is None:
                self._start().send(self._reading)
            if self._pipe is None or not self._answers(self._pipe):
                return None
            self._pipe.send(capture)
            read: T = self._pipe.recv()
        except (EOFError, OSError):
            self._end()
            return None
        return read

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        command = [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), str(theirs.fileno())]
        self._process = subprocess.Popen(  # noqa: S603
            command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        theirs.close()
        self._pipe = ours
        return ours

    def _answers(self, pipe: Connection) -> bool:
        if not self._is_loaded and pipe.poll():
            self._is_loaded = pipe.recv()
        return self._is_loaded

    def _end(self) -> None:
        """For good: one that died is not started again."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def serve(handle: int) -> None:
    """Read what is asked until nobody asks any more."""
    asker = Connection(handle)
    try:
        with undisturbed():
            read = asker.recv()
            asker.send(True)
            while True:
                asker.send(read(asker.recv()))
    except (EOFError, OSError):
        return  # who asked is gone


@contextmanager
def undisturbed() -> Iterator[None]:
    """Have Python look for objects that hold each other seldom, and not among those that are there already: most of
    them were loaded to stay."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
