"""Several segments as one, without what was deleted: a range of terms after the other, so that memory holds little."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from index.embedded.segments.flat import Array, Named, spread
from index.embedded.segments.schema import FIELDS, NUMBERS, SHOWN, TEXTS
from index.embedded.segments.segment import Field, Segment, TextField
from index.embedded.writing.invert import inverse, transposed
from index.embedded.writing.rows import runs
from index.embedded.writing.union import union

_AT_ONCE = 2_000_000  # postings or places that are put in order together


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that goes into another."""

    segment: Segment
    live: Array  # for each document whether it is kept


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of one field of one part."""

    field: Field
    live: Array  # for each document of the part whether it is kept
    numbers: Array  # and its number among all; that of a deleted one means nothing
    rows: Array  # of the terms of which postings are kept
    counts: Array  # of each of them how many

    def documents(self, some: slice) -> Array:
        """Of the postings kept of some of the rows, one row after the other."""
        postings, kept = self.postings(some)
        return self.numbers[self.field.documents[postings][kept]]

    def postings(self, some: slice) -> tuple[slice, Array]:
        """Those of some of the rows and of rows between them, and for each whether it is kept."""
        rows, starts = self.rows[some], self.field.starts
        postings = slice(int(starts[rows[0]]), int(starts[rows[-1] + 1])) if len(rows) else slice(0, 0)
        return postings, self.live[self.field.documents[postings]]


@dataclass(frozen=True, slots=True)
class _Placed:
    """The same of what only a text has."""

    text: TextField
    kept: _Kept

    @property
    def counts(self) -> Array:
        """Of each of the rows how many places are kept."""
        if self.kept.live.all():
            return np.diff(self.text.place_starts)
        often = np.where(self.kept.live[self.text.documents], self.text.frequencies, 0)
        return _sums(often, self.text.starts)[self.kept.rows]

    def frequencies(self, some: slice) -> Array:
        postings, kept = self.kept.postings(some)
        found: Array = self.text.frequencies[postings][kept]
        return found

    def places(self, some: slice) -> Array:
        postings, kept = self.kept.postings(some)
        rows, starts = self.kept.rows[some], self.text.place_starts
        places = slice(int(starts[rows[0]]), int(starts[rows[-1] + 1])) if len(rows) else slice(0, 0)
        found: Array = self.text.places[places][np.repeat(kept, self.text.frequencies[postings])]
        return found


def merge(parts: Sequence[Part]) -> Named:
    """The arrays of a segment with the live documents of all parts, in their order."""
    numbers = _numbering(parts)
    for name in FIELDS:
        kept = [_kept(part.segment.fields[name], part.live, its) for part, its in zip(parts, numbers, strict=True)]
        vocabulary, rows = union([one.field.vocabulary for one in kept], [one.rows for one in kept])
        yield f"{name}.text", vocabulary.text
        yield f"{name}.begins", vocabulary.begins
        order = _Order(len(vocabulary), rows, [one.counts for one in kept])
        yield f"{name}.starts", order.starts
        if name in TEXTS:
            placed = [_Placed(part.segment.texts[name], one) for part, one in zip(parts, kept, strict=True)]
            yield f"{name}.frequencies", order.put([one.frequencies for one in placed])
            place_order = _Order(len(vocabulary), rows, [one.counts for one in placed])
            yield f"{name}.place_starts", place_order.starts
            yield f"{name}.places", place_order.put([one.places for one in placed])
            yield f"{name}.lengths", _live([part.segment.texts[name].lengths for part in parts], parts)
        if name == "id":
            documents = np.concatenate(list(order.put([one.documents for one in kept])))
            yield "key", inverse(order.starts, documents)
        elif name in SHOWN:
            documents = np.concatenate(list(order.put([one.documents for one in kept])))
            yield from transposed(name, order.starts, documents, sum(int(part.live.sum()) for part in parts))
        yield f"{name}.documents", order.put([one.documents for one in kept])
    for name in NUMBERS:
        yield name, _live([part.segment.numbers(name) for part in parts], parts)


class _Order:
    """The order of what parts have of their terms: term by term, and for each part by part."""

    def __init__(self, terms: int, rows: Sequence[Array], counts: Sequence[Array]) -> None:
        self._rows = rows  # for each part the rows of its terms among all
        self._counts = counts  # and how many things it has of each
        self._totals = np.zeros(terms, np.int64)
        for row, count in zip(rows, counts, strict=True):
            self._totals[row] += count
        self.starts = np.append(0, np.cumsum(self._totals))

    def put(self, taken: Sequence[Callable[[slice], Array]]) -> Iterator[Array]:
        """Things in order, a range of terms after the other, from what is taken of some of the terms of each part."""
        for terms in list(runs(self._totals, _AT_ONCE)) or [slice(0, 0)]:
            free = self.starts[terms] - self.starts[terms.start]
            found = []
            for row, count, take in zip(self._rows, self._counts, taken, strict=True):
                some = slice(*np.searchsorted(row, (terms.start, terms.stop)).tolist())
                here = row[some] - terms.start
                found.append((spread(free[here], count[some]), take(some)))
                free[here] += count[some]
            filled = np.empty(sum(len(slots) for slots, _ in found), np.result_type(*(things for _, things in found)))
            for slots, things in found:
                filled[slots] = things
            yield filled


def _kept(field: Field, live: Array, numbers: Array) -> _Kept:
    if live.all():
        return _Kept(field, live, numbers, np.arange(len(field)), np.diff(field.starts))
    counts = _sums(live[field.documents], field.starts)
    rows = np.flatnonzero(counts)
    return _Kept(field, live, numbers, rows, counts[rows])


def _numbering(parts: Sequence[Part]) -> list[Array]:
    """For each part the new number of each of its documents."""
    bases = accumulate((int(part.live.sum()) for part in parts), initial=0)
    counted = [np.cumsum(part.live, dtype=np.uint32) for part in parts]
    return [count + np.uint32(base) - np.uint32(1) for count, base in zip(counted, bases, strict=False)]


def _sums(numbers: Array, starts: Array) -> Array:
    """Of each run of numbers the sum; starts say where each begins, and where one more would. No run is empty."""
    return np.add.reduceat(numbers, starts[:-1], dtype=np.int64) if len(numbers) else np.zeros(0, np.int64)


def _live(columns: Sequence[Array], parts: Sequence[Part]) -> Array:
    return np.concatenate([column[part.live] for column, part in zip(columns, parts, strict=True)])
