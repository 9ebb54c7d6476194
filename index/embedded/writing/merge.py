"""Several segments as one, without what was deleted: a range of terms after the other, so that memory holds little."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from index.embedded.segments.flat import Array, Named, spread
from index.embedded.segments.schema import FIELDS, NUMBERS, SHOWN, TEXTS
from index.embedded.segments.vocabulary import joined
from index.embedded.writing.kept import Kept, Part, Placed, numbering
from index.embedded.writing.rows import runs
from index.embedded.writing.spellings import with_spellings
from index.embedded.writing.union import union

_AT_ONCE = 1_000_000  # postings or places that are put in order together


def merge(parts: Sequence[Part]) -> Named:
    """The arrays of a segment with the live documents of all parts, in their order."""
    for name, array in with_spellings(_merged(parts)):
        yield name, _forgetful(parts, [array] if isinstance(array, np.ndarray) else array)


def _forgetful(parts: Sequence[Part], pieces: Iterable[Array]) -> Iterator[Array]:
    """The same pieces; behind each, memory lets go of what was read for it."""
    for piece in pieces:
        yield piece
        for part in parts:
            part.segment.forget()


def _merged(parts: Sequence[Part]) -> Named:
    numbers = numbering(parts)
    for name in FIELDS:
        kept = [Kept.of(name, part, its) for part, its in zip(parts, numbers, strict=True)]
        vocabulary, rows = union([one.field.vocabulary for one in kept], [one.rows for one in kept])
        terms = sum(map(len, vocabulary))
        text, begins = joined(vocabulary)
        yield f"{name}.text", text
        yield f"{name}.begins", begins
        order = _Order(terms, rows, [one.counts for one in kept])
        yield f"{name}.starts", order.starts
        yield f"{name}.documents", order.put([one.documents for one in kept])
        if name in TEXTS:
            placed = [Placed.of(name, one) for one in kept]
            yield f"{name}.frequencies", order.put([one.frequencies for one in placed])
            place_order = _Order(terms, rows, [one.counts for one in placed])
            yield f"{name}.place_starts", place_order.starts
            yield f"{name}.places", place_order.put([one.places for one in placed])
            yield f"{name}.lengths", (part.segment.texts[name].lengths[part.live] for part in parts)
        if name == "id":
            yield "key", _keys(kept, rows)
        if name in SHOWN:
            yield f"{name}.rows", _forward(kept, rows, terms)
            yield f"{name}.row_starts", _forward_starts(kept)
    for name in NUMBERS:
        yield name, (part.segment.numbers(name)[part.live] for part in parts)


class _Order:
    """The order of what parts have of their terms: term by term, and for each part by part."""

    def __init__(self, terms: int, rows: Sequence[Array], counts: Sequence[Array]) -> None:
        self._rows = rows  # for each part the rows of its terms among all
        self._counts = counts  # and how many things it has of each
        totals = np.zeros(terms, np.int64)
        for row, count in zip(rows, counts, strict=True):
            totals[row] += count
        self.starts = np.append(0, np.cumsum(totals))
        self._ranges = list(runs(totals, _AT_ONCE)) or [slice(0, 0)]

    def put(self, taken: Sequence[Callable[[slice], Array]]) -> Iterator[Array]:
        """Things in order, a range of terms after the other, from what is taken of some of the terms of each part."""
        for terms in self._ranges:
            free = self.starts[terms] - self.starts[terms.start]
            found = []
            for row, count, take in zip(self._rows, self._counts, taken, strict=True):
                some = slice(*np.searchsorted(row, (terms.start, terms.stop)).tolist())
                here = row[some] - np.uint32(terms.start)
                found.append((spread(free[here], count[some]), take(some)))
                free[here] += count[some]
            filled = np.empty(sum(len(slots) for slots, _ in found), np.result_type(*(things for _, things in found)))
            for slots, things in found:
                filled[slots] = things
            yield filled


def _keys(kept: Sequence[Kept], rows: Sequence[Array]) -> Iterator[Array]:
    """For each document the row of its id."""
    for one, row in zip(kept, rows, strict=True):
        yield _rows(one, row)[one.part.segment.keys[one.part.live]]


def _forward(kept: Sequence[Kept], rows: Sequence[Array], terms: int) -> Iterator[Array]:
    """For each document the rows of its terms: what facets are counted by."""
    for one, row in zip(kept, rows, strict=True):
        here = one.part.segment.arrays[f"{one.field.name}.rows"]
        left = np.repeat(one.part.live, _many(one))
        yield _rows(one, row)[here[left]].astype(np.min_scalar_type(max(0, terms - 1)))


def _forward_starts(kept: Sequence[Kept]) -> Array:
    many = np.concatenate([_many(one)[one.part.live] for one in kept])
    return np.append(0, np.cumsum(many, dtype=np.int64))


def _many(one: Kept) -> Array:
    """How many terms each document has."""
    return np.diff(one.part.segment.arrays[f"{one.field.name}.row_starts"])


def _rows(one: Kept, rows: Array) -> Array:
    """For each term of a part its row among those of all; that of one which is not kept means nothing."""
    found = np.zeros(len(one.field), np.uint32)
    found[one.rows] = rows
    return found
