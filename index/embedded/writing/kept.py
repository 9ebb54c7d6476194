"""What a merge keeps of a field of one of its segments: all but what deleted documents have."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Self

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.segments.segment import Field, Segment, TextField
from index.embedded.writing.rows import runs

_AT_ONCE = 1_000_000  # postings that are looked at together


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that goes into another."""

    segment: Segment
    live: Array  # for each document whether it is kept

    @property
    def whole(self) -> bool:
        return bool(self.live.all())


@dataclass(frozen=True, slots=True)
class Kept:
    """The terms of which a document is left, and their postings."""

    field: Field
    part: Part
    numbers: Array  # of the documents among those of all parts; that of a deleted one means nothing
    rows: Array
    counts: Array  # of postings of each of the rows

    @classmethod
    def of(cls, name: str, part: Part, numbers: Array) -> Self:
        field = part.segment.fields[name]
        if part.whole:
            return cls(field, part, numbers, np.arange(len(field), dtype=np.uint32), _differences(field.starts))
        counts = np.zeros(len(field), np.uint32)
        for rows, postings in _looked_at(field):
            counts[rows] = _sums(part.live[field.documents[postings]], field.starts, rows)
        left = np.flatnonzero(counts).astype(np.uint32)
        return cls(field, part, numbers, left, counts[left])

    def documents(self, some: slice) -> Array:
        """Of the postings of some of the rows, one row after the other."""
        postings, left = self.postings(some)
        return self.numbers[self.field.documents[postings][left]]

    def postings(self, some: slice) -> tuple[slice, Array]:
        """Those of some of the rows and of the rows between them, and for each whether it is kept."""
        postings = _span(self.rows[some], self.field.starts)
        return postings, self.part.live[self.field.documents[postings]]


@dataclass(frozen=True, slots=True)
class Placed:
    """What only a text has of its postings."""

    text: TextField
    kept: Kept
    counts: Array  # of places of each of the rows

    @classmethod
    def of(cls, name: str, kept: Kept) -> Self:
        text = kept.part.segment.texts[name]
        if kept.part.whole:
            return cls(text, kept, _differences(text.place_starts))
        counts = np.zeros(len(text), np.uint32)
        for rows, postings in _looked_at(text):
            often = np.where(kept.part.live[text.documents[postings]], text.frequencies[postings], 0)
            counts[rows] = _sums(often, text.starts, rows)
        return cls(text, kept, counts[kept.rows])

    def frequencies(self, some: slice) -> Array:
        postings, left = self.kept.postings(some)
        found: Array = self.text.frequencies[postings][left]
        return found

    def places(self, some: slice) -> Array:
        postings, left = self.kept.postings(some)
        places = _span(self.kept.rows[some], self.text.place_starts)
        found: Array = self.text.places[places][np.repeat(left, self.text.frequencies[postings])]
        return found


def numbering(parts: Sequence[Part]) -> list[Array]:
    """For each part the new number of each of its documents."""
    bases = accumulate((int(part.live.sum()) for part in parts), initial=0)
    counted = [np.cumsum(part.live, dtype=np.uint32) for part in parts]
    return [count + np.uint32(base) - np.uint32(1) for count, base in zip(counted, bases, strict=False)]


def _looked_at(field: Field) -> list[tuple[slice, slice]]:
    """Runs of rows, each with the run of its postings."""
    starts = field.starts
    return [(rows, slice(*starts[[rows.start, rows.stop]].tolist())) for rows in runs(np.diff(starts), _AT_ONCE)]


def _span(rows: Array, starts: Array) -> slice:
    """From the first thing of the first row to the last of the last."""
    return slice(int(starts[rows[0]]), int(starts[rows[-1] + 1])) if len(rows) else slice(0, 0)


def _differences(starts: Array) -> Array:
    return np.diff(starts).astype(np.uint32)


def _sums(numbers: Array, starts: Array, rows: slice) -> Array:
    """Of each of the rows the sum of its numbers, which are those of all of them. No row is without any."""
    return np.add.reduceat(numbers, starts[rows] - starts[rows.start], dtype=np.int64)
