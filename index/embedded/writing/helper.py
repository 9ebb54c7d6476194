"""The second process: it reads what the first meets, and inverts the words as they stand."""

import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from index.embedded.writing.gather import Column
from index.embedded.writing.invert import Named, words
from index.embedded.writing.readings import Read, Readings

_NOTHING = None


class HelperDied(Exception):
    """The second process ended before its work was done."""


class Helper:
    """A context, behind which the process is gone. What goes wrong in it is HelperDied here: then do it yourself."""

    def __init__(self) -> None:
        spawned = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads as they stand
        self._pipe, theirs = spawned.Pipe()
        self._process = spawned.Process(target=_help, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.size: int | None = None  # bytes of memory that what it has read takes, as it last told; None: not up yet

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()

    def is_up(self) -> bool:
        """Whether it has come up. Listens to what it has to tell."""
        with _alive():
            while self._pipe.poll():
                self.size = self._pipe.recv()
        return self.size is not None

    def read(self, pieces: list[str]) -> None:
        """Waits while it is far behind."""
        with _alive():
            self._pipe.send(pieces)

    def forget(self) -> None:
        """Have it begin anew, with no piece read."""
        with _alive():
            self._pipe.send(_NOTHING)

    def invert(self, columns: Mapping[str, Column]) -> None:
        """Have it look all up that it has read, then invert the words of these columns: `told` and `words` fetch it."""
        with _alive():
            self._pipe.send(columns)

    def told(self) -> Read:
        with _alive():
            while not isinstance(told := self._pipe.recv(), Read):
                self.size = told
        return told

    def words(self) -> Named:
        with _alive():
            while isinstance(told := self._pipe.recv(), tuple):
                yield told
        self.size = told


@contextmanager
def _alive() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise HelperDied from error


def _help(asker: Connection) -> None:
    readings = Readings()
    with suppress(EOFError, OSError):  # who asked is gone, and nobody will miss the answer
        while True:
            asker.send(readings.size)
            match asker.recv():
                case list() as pieces:
                    readings.read(pieces)
                case dict() as columns:
                    read = readings.all()
                    asker.send(read)
                    for array in [array for name, column in columns.items() for array in words(name, column, read)]:
                        asker.send(array)
                case _:
                    readings = Readings()
