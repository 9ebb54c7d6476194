"""Documents go in, segments come out: a new one whenever memory asks for it."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.embedded.segments import flat
from index.embedded.segments.codec import filename, new_segment
from index.embedded.writing.gather import Gathered
from index.embedded.writing.helper import Helper
from index.embedded.writing.invert import key, looked_up, text
from index.embedded.writing.memory import give_back
from index.embedded.writing.reader import Reader
from index.embedded.writing.rows import lengths, parts
from index.embedded.writing.spellings import with_spellings
from index.types import Document

_FULL = 7_000_000  # pieces in the documents that are inverted together
_MUCH = 200_000_000  # bytes that distinct pieces and what was read in them may take


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
        if len(self._gathered):
            self._flush()
        return self._entries

    def _flush(self) -> None:
        self._entries += written(self._folder, self._gathered, self._reader)
        self._reader = Reader(self._reader.helper)
        self._gathered = Gathered(self._reader.pieces)
        give_back()


def written(folder: Path, gathered: Gathered, reader: Reader) -> list[Any]:
    """Write segments, mostly one, with what was gathered; returns their entries."""
    columns = gathered.texts()
    reader.invert(columns)
    keys = looked_up(gathered)
    read = reader.told()
    many = {name: lengths(column, read) for name, column in columns.items()}

    def inverted(part: slice) -> flat.Named:
        """The arrays of a segment, in no order."""
        yield from with_spellings(pair for name, said in keys.items() for pair in key(name, said, part))
        yield from gathered.numbers(part)
        for name, column in columns.items():
            yield f"{name}.lengths", many[name][part]
            yield from text(name, column.part(part), read)
        yield from reader.words(part)

    return [write(folder, part.stop - part.start, inverted(part)) for part in parts(many.values())]


def write(folder: Path, documents: int, arrays: flat.Named) -> Any:
    """Write the arrays of a segment of so many documents under a name that no other has; returns its entry."""
    entry = new_segment(secrets.token_hex(8), documents)
    flat.write(folder / filename(entry), arrays)
    return entry
