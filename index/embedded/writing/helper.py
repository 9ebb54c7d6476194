"""The second process: it reads what the first meets, and inverts the words as they stand."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from index.embedded.segments.flat import Named
from index.embedded.writing.gather import Column
from index.embedded.writing.invert import words
from index.embedded.writing.memory import give_back, give_back_at_once
from index.embedded.writing.readings import Read, Readings
from index.embedded.writing.rows import lengths, parts

_END = None
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from index.embedded.writing.helper import serve; serve(int(sys.argv[2]))"
)
_ROOT = Path(__file__).parents[3]


class HelperDied(Exception):
    """The second process ended before its work was done."""


class Helper:
    """A context, behind which the process is gone. What goes wrong in it is HelperDied here: then do it yourself."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        command = [sys.executable, "-P", "-c", _PROGRAM, str(_ROOT), str(theirs.fileno())]
        self.process = subprocess.Popen(  # noqa: S603
            command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        theirs.close()
        self.size: int | None = None  # bytes of memory that what it has read takes, as it last told; None: not up yet

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self.process.kill()
        self.process.wait()

    def is_up(self) -> bool:
        """Whether it has come up. Listens to what it has to tell."""
        with _alive():
            while self._pipe.poll():
                self.size = self._pipe.recv()
        return self.size is not None

    def read(self, pieces: list[str]) -> None:
        """Waits while it is far behind."""
        with _alive():
            self._pipe.send(" ".join(pieces))  # which have no blanks

    def invert(self, columns: Mapping[str, Column]) -> None:
        """Have it look all up that it has read, then invert the words of these columns: `told` and `words` fetch it.

        Then it begins anew, with nothing read.
        """
        with _alive():
            self._pipe.send(columns)

    def told(self) -> Read:
        with _alive():
            while not isinstance(told := self._pipe.recv(), Read):
                self.size = told
        return told

    def words(self) -> Named:
        """Those of one part of the documents, to be asked for until all parts were fetched."""
        with _alive():
            while (told := self._pipe.recv()) is not _END:
                yield told


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise HelperDied from error


def serve(handle: int) -> None:
    """Read and invert what is asked until nobody asks any more."""
    give_back_at_once()
    asker = Connection(handle)
    with suppress(EOFError, OSError):  # who asked is gone, and nobody will miss the answer
        while True:
            _serve_once(asker)
            give_back()


def _serve_once(asker: Connection) -> None:
    """Read until asked to invert. Nothing of it is kept behind that: the next documents want the memory."""
    readings = Readings()
    asker.send(readings.size)
    while isinstance(order := asker.recv(), str):
        readings.read(order.split())
        asker.send(readings.size)
    columns, read = order, readings.all()
    del order, readings
    asker.send(read)
    give_back()
    left = parts([lengths(column, read) for column in columns.values()])
    while left:
        part = left.pop(0)
        found = [array for name, column in columns.items() for array in words(name, column.part(part), read)]
        if not left:
            del columns, read  # the words may have to wait
        for told in (*found, _END):
            asker.send(told)
