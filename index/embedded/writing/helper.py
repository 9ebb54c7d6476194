"""The second process: it reads what the first meets, and inverts the words as they stand."""

import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from index.embedded.segments.flat import Named
from index.embedded.writing.gather import Column
from index.embedded.writing.invert import words
from index.embedded.writing.readings import Read, Readings
from index.embedded.writing.rows import parts

_END = None


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


def _help(asker: Connection) -> None:
    readings = Readings()
    with suppress(EOFError, OSError):  # who asked is gone, and nobody will miss the answer
        while True:
            asker.send(readings.size)
            order = asker.recv()
            if isinstance(order, list):
                readings.read(order)
            else:
                read, readings = readings.all(), Readings()
                asker.send(read)
                _invert(order, read, asker)


def _invert(columns: Mapping[str, Column], read: Read, asker: Connection) -> None:
    for part in parts(columns.values(), read):
        found = [array for name, column in columns.items() for array in words(name, column.part(part), read)]
        for told in (*found, _END):
            asker.send(told)
