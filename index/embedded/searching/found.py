"""Sets of documents with their scores, and how they are combined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.segments.segment import Ids

Scores = np.ndarray[Any, np.dtype[np.float64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

_OBJECT = 300  # bytes of what holds the arrays
_FEW = 4  # times as many documents as another part has make it cheaper to look for the places of the others
_TABLED = 24  # what a twenty-fourth of the documents or more have, is quicker looked up in a table of all
SPARSE = 12  # where a twelfth of the documents or less is concerned, sorting beats a table of all


@dataclass(slots=True)
class Found:
    """Documents of one segment, each once, and ascending unless they were pooled."""

    documents: Ids
    scores: Scores | None = None  # None where the documents match without a score
    positive: bool = True  # all scores are above 0; not so where only a part of what was found has a score
    looked_at: bool = False  # documents were looked up in it before
    _table: Mask | None = None  # for each document of the segment whether it is found, made when it pays

    def __len__(self) -> int:
        return len(self.documents)

    def weight(self, size: int) -> int:
        """Bytes that it takes to keep, with the table that may be made of it; `size` is as there."""
        scores = 0 if self.scores is None else self.scores.nbytes + (size if self.in_table(size) else 0)
        return _OBJECT + self.documents.nbytes + scores

    def table(self, size: int) -> Mask:
        """For each of `size` documents whether it is found."""
        if self._table is None:
            table = np.zeros(size, dtype=np.bool_)
            table[self.documents] = True
            self._table = table
        return self._table

    def in_table(self, size: int) -> bool:
        """Whether a table is the cheaper way to look documents up, at the latest when it is done again."""
        return len(self) * _TABLED > size

    def narrowed(self, kept: Mask) -> "Found":
        """Those for which kept, which says it for each of the documents found, is true."""
        rows = kept.nonzero()[0]
        scores = None if self.scores is None else self.scores.take(rows)
        return Found(self.documents.take(rows), scores, self.positive)

    def times(self, factor: float) -> "Found":
        return Found(self.documents, None if self.scores is None else self.scores * factor, self.positive)


NOTHING = Found(np.zeros(0, dtype=np.uint32))


def union(parts: Sequence[Found], size: int) -> Found:
    """What is in any part, of `size` documents; scores add up."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if all(part.scores is None for part in parts):
        return Found(_either([part.documents for part in parts], size))
    positive = all(part.scores is not None and part.positive for part in parts)
    if positive and sum(map(len, parts)) > size:
        return _summed(parts, size)
    return _together(parts, np.add, positive=positive)


def pool(parts: Sequence[Found], size: int) -> Found:
    """The same as `union`, but the documents of two parts do not ascend, which takes half the time."""
    parts = [part for part in parts if len(part)]
    if len(parts) != 2 or not all(part.scores is not None and part.positive for part in parts):
        return union(parts, size)
    few, many = sorted(parts, key=len)
    rows, places = _places(many, few.documents, size)
    new = np.ones(len(few), dtype=np.bool_)
    new[rows] = False
    others = new.nonzero()[0]
    scores = np.concatenate([_scores(many), _scores(few).take(others)])
    scores[places] += _scores(few).take(rows)
    return Found(np.concatenate([many.documents, few.documents.take(others)]), scores)


def best(parts: Sequence[Found]) -> Found:
    """What is in any scored part, with the highest of its scores."""
    parts = [part for part in parts if len(part)]
    return _together(parts, np.maximum) if len(parts) > 1 else parts[0] if parts else NOTHING


def intersection(parts: Sequence[Found], size: int) -> Found:
    """What is in every part, of `size` documents; scores add up."""
    first, *rest = sorted(parts, key=len)
    documents, scores = first.documents, first.scores
    for part in rest:
        if not len(documents):
            break
        rows, more = _looked_up(part, documents, size)
        documents = documents.take(rows)
        scores = more if scores is None else scores.take(rows) if more is None else scores.take(rows) + more
    return Found(documents, scores, positive=any(part.scores is not None and part.positive for part in parts))


def _looked_up(part: Found, documents: Ids, size: int) -> tuple[Array, Scores | None]:
    """Which of the documents part has, by their rows, and with which scores."""
    if part.scores is None:
        return within(documents, part.documents, size).nonzero()[0], None
    rows, places = _places(part, documents, size)
    return rows, part.scores.take(places)


def _places(part: Found, documents: Ids, size: int) -> tuple[Array, Array]:
    """Which of the documents part has, by their rows, and where it has them."""
    again, part.looked_at = part.looked_at, True
    if part.in_table(size) and (again or len(documents) * _FEW > len(part)):
        rows = part.table(size).take(documents).nonzero()[0]
        return rows, part.documents.searchsorted(documents.take(rows))
    places = part.documents.searchsorted(documents)
    rows = (part.documents.take(places, mode="clip") == documents).nonzero()[0]
    return rows, places.take(rows)


def within(documents: Ids, others: Ids, size: int) -> Mask:
    """For each of the documents, which ascend, whether it is among others, which ascend as well."""
    if not len(others) or not len(documents):
        return np.zeros(len(documents), dtype=np.bool_)
    if len(documents) * SPARSE < len(others):
        there: Mask = others.take(others.searchsorted(documents), mode="clip") == documents
        return there
    table = np.zeros(size, dtype=np.bool_)
    table[others] = True
    return table[documents]


def distinct(numbers: Array) -> Array:
    """Each number once, ascending; best where they are a few runs that ascend."""
    numbers = np.sort(numbers, kind="stable")
    return numbers.take(_firsts(numbers).nonzero()[0])


def _firsts(numbers: Array) -> Mask:
    """For each number of an ascending list whether it is another than the one before."""
    first = np.empty(len(numbers), dtype=np.bool_)
    first[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return first


def _either(lists: Sequence[Ids], size: int) -> Ids:
    if sum(map(len, lists)) * SPARSE < size:
        return distinct(np.concatenate(lists))
    table = np.zeros(size, dtype=np.bool_)
    for documents in lists:
        table[documents] = True
    return np.flatnonzero(table).astype(np.uint32)


def _summed(parts: Sequence[Found], size: int) -> Found:
    """By a table of all documents, which is cheapest where most of them are concerned."""
    documents, scores = np.concatenate([part.documents for part in parts]), np.concatenate(list(map(_scores, parts)))
    table = np.bincount(documents, weights=scores, minlength=size).astype(np.float64, copy=False)
    found = np.flatnonzero(table > 0).astype(np.uint32)
    return Found(found, table[found])


def _together(parts: Sequence[Found], join: np.ufunc, *, positive: bool = True) -> Found:
    """By sorting, which for a few runs that are in order is merging them. What has no score counts as 0."""
    few, *_, many = sorted(parts, key=len)
    if len(parts) == 2 and len(few) * _FEW < len(many):
        return _poured(few, many, join, positive=positive)
    documents, scores = np.concatenate([part.documents for part in parts]), np.concatenate(list(map(_scores, parts)))
    order = documents.argsort(kind="stable")
    documents, scores = documents.take(order), scores.take(order)
    first = _firsts(documents)
    rows = first.nonzero()[0]
    if len(rows) == len(documents):
        return Found(documents, scores, positive=positive)
    if len(parts) == 2:  # no document is there three times
        again = (~first).nonzero()[0]
        scores[again - 1] = join(scores[again - 1], scores[again])
        return Found(documents.take(rows), scores.take(rows), positive=positive)
    return Found(documents.take(rows), join.reduceat(scores, rows), positive=positive)


def _poured(few: Found, many: Found, join: np.ufunc, *, positive: bool) -> Found:
    """The same for a few documents and many, by looking for the places of the few."""
    rows = many.documents.searchsorted(few.documents)
    there = many.documents.take(rows, mode="clip") == few.documents
    scores, more = _scores(many).copy(), _scores(few)
    known = rows[there]
    scores[known] = join(scores[known], more[there])
    others = (~there).nonzero()[0]
    if not len(others):
        return Found(many.documents, scores, positive=positive)
    places = rows.take(others) + np.arange(len(others))
    before = np.ones(len(many) + len(others), dtype=np.bool_)
    before[places] = False
    documents, all_scores = np.empty(len(before), dtype=np.uint32), np.empty(len(before))
    documents[before], documents[places] = many.documents, few.documents.take(others)
    all_scores[before], all_scores[places] = scores, more.take(others)
    return Found(documents, all_scores, positive=positive)


def _scores(part: Found) -> Scores:
    return np.zeros(len(part)) if part.scores is None else part.scores
