"""A segment, open for reading: for each field its vocabulary and postings, for each document its numbers."""

import mmap
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.embedded.segments import flat
from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import FIELDS, TEXTS
from index.embedded.segments.vocabulary import Vocabulary

ENDING = ".flat"

Ids = np.ndarray[Any, np.dtype[np.uint32]]
Counts = np.ndarray[Any, np.dtype[np.int64]]


class Field:
    """The postings of one field: for each row of its vocabulary the documents that have the term, ascending."""

    def __init__(self, name: str, arrays: dict[str, Array]) -> None:
        self.name = name
        self.vocabulary = Vocabulary(arrays[f"{name}.text"], arrays[f"{name}.begins"])
        self.starts = arrays[f"{name}.starts"]  # for each row where its postings begin, and where one more would
        self.documents = arrays[f"{name}.documents"]
        self._start = self.starts.data

    def __len__(self) -> int:
        return len(self.vocabulary)

    def postings(self, row: int) -> Ids:
        return self.documents[self._start[row] : self._start[row + 1]]

    def count(self, row: int) -> int:
        """How many documents have the term of a row, deleted ones included."""
        return self._start[row + 1] - self._start[row]

    def counts(self, rows: Any) -> Counts:
        """The same for many rows."""
        counts: Counts = self.starts[rows + 1] - self.starts[rows]
        return counts

    def all_postings(self, rows: Any) -> Ids:
        """Those of many rows, one after the other: a document stands there once for each term it has."""
        if isinstance(rows, range):
            return self.documents[self._start[rows.start] : self._start[rows.stop]]
        rows = np.asarray(rows, dtype=np.int64)
        begins = self.starts[rows]
        return self.documents[spread(begins, self.starts[rows + 1] - begins)]


class TextField(Field):
    """Postings with how often, and where, each document has the term."""

    def __init__(self, name: str, arrays: dict[str, Array]) -> None:
        super().__init__(name, arrays)
        self.frequencies = arrays[f"{name}.frequencies"]  # for each posting
        self.places = arrays[f"{name}.places"]  # of all postings one after the other
        self.lengths = arrays[f"{name}.lengths"]  # for each document how many terms it has
        self.place_starts = arrays[f"{name}.place_starts"]  # of each row, as `starts` of postings
        self._place_start = self.place_starts.data

    def frequency(self, row: int) -> Array:
        return self.frequencies[self._start[row] : self._start[row + 1]]

    def all_places(self, row: int) -> Array:
        """Of one posting after the other, as many as the frequency says."""
        return self.places[self._place_start[row] : self._place_start[row + 1]]

    @cached_property
    def length(self) -> int:
        """Terms in all documents."""
        return int(self.lengths.sum(dtype=np.int64))


class Segment:
    """Documents are numbered from 0. Nothing in a segment ever changes; what is deleted is noted elsewhere."""

    def __init__(self, path: Path) -> None:
        self._mapped, arrays = flat.read(path)
        self.texts = {name: TextField(name, arrays) for name in TEXTS}
        self.fields: dict[str, Field] = {
            name: self.texts[name] if name in TEXTS else Field(name, arrays) for name in FIELDS
        }
        self.arrays = arrays
        self.keys = arrays["key"]  # for each document the row of its id in the vocabulary of `id`

    def __len__(self) -> int:
        return len(self.keys)

    def forget(self) -> None:
        """Let go of the memory that what was read takes; the system reads it again when it is wanted again."""
        self._mapped.madvise(mmap.MADV_DONTNEED)

    def numbers(self, name: str) -> Counts:
        """One of NUMBERS for each document; a date is in microseconds since 1970, or UNKNOWN."""
        return self.arrays[name]

    def rows(self, name: str, documents: Ids) -> Counts:
        """The rows of the values that some documents have in a field that facets are counted by."""
        starts = self.arrays[f"{name}.row_starts"]
        begins = starts[documents]
        return self.arrays[f"{name}.rows"][spread(begins, starts[documents + 1] - begins)]

    def spellings(self, name: str, row: int) -> Ids:
        """Of a value in such a field the rows of its spellings, among those of the field that is shown."""
        starts = self.arrays[f"{name}.spelling_starts"]
        return self.arrays[f"{name}.spellings"][starts[row] : starts[row + 1]]

    def id(self, document: int) -> str:
        return self.fields["id"].vocabulary.term(int(self.keys[document])).decode()

    def ids(self, documents: Ids) -> list[str]:
        """The same of many."""
        return self.fields["id"].vocabulary.texts(self.keys[documents].tolist())
