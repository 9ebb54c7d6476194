"""New segments from new documents: in this process, or in two when there are many."""

import multiprocessing
import secrets
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index.embedded.segments import flat
from index.embedded.segments.codec import filename, new_segment
from index.embedded.writing.gather import Gathered
from index.embedded.writing.invert import invert
from index.types import Document

_FULL = 2_500_000  # pieces of text gathered before a segment is written: some 300 MB
_MANY = 4_000  # documents that are worth the start of a second process
_CHUNK = 250  # documents handed over at once
_IDLE = "idle"  # what the helper says when it has nothing to do
_THAT_WAS_ALL: list[Document] = []
_FAREWELL = 5.0  # seconds for the helper to end by itself


class HelperDied(Exception):
    """The second process ended before its work was done. Nothing was committed; the same may be tried again."""


def build(folder: Path, documents: Iterable[Document]) -> list[Any]:
    """Write segments with all documents, no two of which have the same id; returns their entries, not yet committed."""
    source = iter(documents)
    builder = _Builder(folder)
    first = list(islice(source, _MANY))
    if len(first) < _MANY:
        builder.add(first)
        return builder.finish()
    return _build_by_two(builder, folder, chain(first, source))


def write(folder: Path, arrays: dict[str, flat.Array]) -> Any:
    """Write the arrays of a segment under a name that no other has; returns its entry."""
    entry = new_segment(secrets.token_hex(8), len(arrays["key"]))
    flat.write(folder / filename(entry), arrays)
    return entry


class _Builder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gathered = Gathered()
        self._entries: list[Any] = []

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._gathered.add(document)
            if self._gathered.size > _FULL:
                self._flush()

    def finish(self) -> list[Any]:
        self._flush()
        return self._entries

    def _flush(self) -> None:
        if len(self._gathered):
            self._entries.append(write(self._folder, invert(self._gathered)))
            self._gathered.clear()


def _build_by_two(builder: _Builder, folder: Path, documents: Iterator[Document]) -> list[Any]:
    """A helper takes a chunk whenever it is idle, and we take all others."""
    spawned = multiprocessing.get_context("spawn")  # a fork would copy the locks of other threads as they stand
    ours, theirs = spawned.Pipe()
    helper = spawned.Process(target=_help, args=(folder, theirs), daemon=True)
    helper.start()
    theirs.close()
    try:
        while chunk := list(islice(documents, _CHUNK)):
            if ours.poll():
                ours.recv()
                ours.send(chunk)
            else:
                builder.add(chunk)
        ours.send(_THAT_WAS_ALL)
        entries = builder.finish()
        while (answer := ours.recv()) == _IDLE:
            pass
        if isinstance(answer, BaseException):
            raise answer
        return [*entries, *answer]
    except (EOFError, ConnectionError) as error:
        raise HelperDied("the process that helped to write the index ended before its work was done") from error
    finally:
        ours.close()
        helper.join(_FAREWELL)
        helper.kill()


def _help(folder: Path, asker: Connection) -> None:
    """Ask for chunks until there are no more, then answer with the entries, or with what went wrong."""
    try:
        builder = _Builder(folder)
        asker.send(_IDLE)
        while chunk := asker.recv():
            builder.add(chunk)
            asker.send(_IDLE)
        asker.send(builder.finish())
    except (EOFError, ConnectionError):
        return  # who asked is gone, and nobody will name what was written
    except Exception as error:
        asker.send(error)
