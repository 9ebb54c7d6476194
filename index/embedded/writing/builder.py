"""Documents go in, segments come out: a new one whenever memory asks for it."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.embedded.segments import flat
from index.embedded.segments.codec import filename, new_segment
from index.embedded.segments.schema import TEXTS
from index.embedded.writing.gather import Gathered
from index.embedded.writing.helper import Helper, HelperDied
from index.embedded.writing.invert import Named, keys, text
from index.embedded.writing.reader import Reader
from index.types import Document

_FULL = 8_000_000  # pieces in the documents that become a segment
_MUCH = 200_000_000  # bytes that pieces and what was read in them may take


class Builder:
    def __init__(self, folder: Path, helper: Helper | None = None) -> None:
        self._folder = folder
        self._reader = Reader(helper)
        self._gathered = Gathered(self._reader.pieces)
        self._entries: list[Any] = []

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            self._gathered.add(document)
            self._reader.go_on()
            if self._gathered.size > _FULL or self._reader.size > _MUCH:
                self._flush()

    def finish(self) -> list[Any]:
        self._flush()
        return self._entries

    def _flush(self) -> None:
        if not len(self._gathered):
            return
        try:
            self._write()
        except HelperDied:
            self._reader.alone()
            self._write()
        if self._reader.size > _MUCH // 2:
            self._reader.forget()
        self._gathered = Gathered(self._reader.pieces)

    def _write(self) -> None:
        self._entries.append(write(self._folder, len(self._gathered), inverted(self._gathered, self._reader)))


def inverted(gathered: Gathered, reader: Reader) -> Named:
    """The arrays of a segment that holds what was gathered, in no order. Raises HelperDied."""
    columns = {name: gathered.text(name) for name in TEXTS}
    reader.invert(columns)
    yield from keys(gathered)
    read = reader.told()
    for name, column in columns.items():
        yield from text(name, column, read)
    yield from reader.words()


def write(folder: Path, documents: int, arrays: Named) -> Any:
    """Write the arrays of a segment of so many documents under a name that no other has; returns its entry."""
    entry = new_segment(secrets.token_hex(8), documents)
    flat.write(folder / filename(entry), arrays)
    return entry
