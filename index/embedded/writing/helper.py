"""The second process that writes segments. One that does not come up leaves all the work to us."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index.embedded.writing.builder import Builder
from index.types import Document

_IDLE = "idle"  # what it says when it has nothing to do
_THAT_WAS_ALL: list[Document] = []
_FAREWELL = 5.0  # seconds for it to end by itself
_DIED = "the process that helped to write the index ended before its work was done"


class HelperDied(Exception):
    """The second process ended before its work was done. Nothing was committed; the same may be tried again."""


class Helper:
    """Used as a context; behind it the process is gone."""

    def __init__(self, folder: Path) -> None:
        spawned = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads as they stand
        self._pipe, theirs = spawned.Pipe()
        self._process = spawned.Process(target=_help, args=(folder, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._has_work = self._gone = False

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join(_FAREWELL if self._has_work else 0)
        self._process.kill()
        self._process.join()

    def takes(self, chunk: list[Document]) -> bool:
        """Whether it was idle, and has the chunk now. Raises HelperDied when earlier chunks went with it."""
        if self._gone or not self._pipe.poll():
            return False
        try:
            self._hear()
            self._tell(chunk)
        except HelperDied:
            if self._has_work:
                raise
            self._gone = True
            return False
        self._has_work = True
        return True

    def has_all(self) -> None:
        """Say that no more chunks will come."""
        if self._has_work:
            self._tell(_THAT_WAS_ALL)

    def finish(self) -> list[Any]:
        """The entries of what it wrote; waits for it. Raises HelperDied, or what went wrong in it."""
        if not self._has_work:
            return []
        while (answer := self._hear()) == _IDLE:
            pass
        return list(answer)

    def _tell(self, chunk: list[Document]) -> None:
        try:
            self._pipe.send(chunk)
        except ConnectionError as error:
            raise HelperDied(_DIED) from error

    def _hear(self) -> Any:
        try:
            answer = self._pipe.recv()
        except (EOFError, ConnectionError) as error:
            raise HelperDied(_DIED) from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def _help(folder: Path, asker: Connection) -> None:
    """Ask for chunks until there are no more, then answer with the entries, or with what went wrong."""
    try:
        builder = Builder(folder)
        asker.send(_IDLE)
        while chunk := asker.recv():
            builder.add(chunk)
            asker.send(_IDLE)
        asker.send(builder.finish())
    except (EOFError, ConnectionError):
        return  # who asked is gone, and nobody will name what was written
    except Exception as error:
        asker.send(error)
