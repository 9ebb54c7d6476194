"""Scored terms: alone, or near one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce

import numpy as np

from index.embedded.searching.clock import Clock
from index.embedded.searching.found import NOTHING, Found, Mask, Scores, best, distinct, within
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.weighting import contribution
from index.embedded.segments.flat import Array, spread
from index.embedded.segments.segment import Ids, TextField

_PLACE = 32  # bits of a key below the document

_Column = tuple[tuple[int, float], ...]  # the terms for one place: the row of each, and its weight


@dataclass(frozen=True, slots=True)
class Scored:
    """A term of a text, as rare as it is in the whole archive."""

    field: str
    term: bytes
    weight: float  # its rarity, times that of its text

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        clock.check()
        text = leaf.segment.texts[self.field]
        row = text.vocabulary.row(self.term)
        if row is None:
            return NOTHING
        documents = text.postings(row)
        resistance = leaf.resistance(self.field)[documents]
        return Found(documents, contribution(text.frequency(row), resistance, self.weight))


@dataclass(frozen=True, slots=True)
class Spelled:
    """Terms that are one word to who asks, such as its stem and itself: each document counts the best of them."""

    terms: tuple[Scored, ...]

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        return best([term.match(leaf, clock) for term in self.terms])


@dataclass(frozen=True, slots=True)
class Near:
    """Terms of one text in this order, each at most gap places after the one before; at each place, alternatives."""

    field: str
    places: tuple[Spelled, ...]
    gap: int

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        text = leaf.segment.texts[self.field]
        columns = [_rows(text, word.terms) for word in self.places]
        if not all(columns):
            return NOTHING
        documents = _having_all(leaf, text, columns, clock)
        if not len(documents):
            return NOTHING
        where = cache(lambda column: _keys(text, column, documents))  # a phrase may say one word again and again
        ends = where(columns[0])
        for column in columns[1:]:
            clock.check()
            here = where(column)
            ends = here[_follows(here, ends, self.gap)]
            if not len(ends):
                return NOTHING
        documents = documents[distinct(ends >> _PLACE)]
        return Found(documents, self._scores(leaf, text, columns, documents))

    def _scores(self, leaf: Leaf, text: TextField, columns: Sequence[_Column], documents: Ids) -> Scores:
        """At each place the best of its terms counts, wherever it stands."""
        resistance = leaf.resistance(self.field)[documents]
        scores = np.zeros(len(documents))
        for column in columns:
            best_here = np.zeros(len(documents))
            for row, weight in column:
                postings, there = _found(text.postings(row), documents)
                given = contribution(text.frequency(row)[postings], resistance[there], weight)
                best_here[there] = np.maximum(best_here[there], given)
            scores += best_here
        return scores


def _rows(text: TextField, terms: tuple[Scored, ...]) -> _Column:
    """Of the terms that the segment has, the row and the weight."""
    rows = ((text.vocabulary.row(term.term), term.weight) for term in terms)
    return tuple((row, weight) for row, weight in rows if row is not None)


def _having_all(leaf: Leaf, text: TextField, columns: Sequence[_Column], clock: Clock) -> Ids:
    """The documents that have a term of every column."""
    rows = sorted(([row for row, _ in column] for column in columns), key=lambda some: sum(map(text.count, some)))
    documents = leaf.having(text.name, rows[0])
    for some in rows[1:]:
        clock.check()
        having = (within(documents, text.postings(row), len(leaf)) for row in some)
        documents = documents[reduce(np.logical_or, having)]
    return documents


def _keys(text: TextField, column: _Column, documents: Ids) -> Array:
    """Where any of a column's terms stands, ascending: the row among the documents, and the place in the document."""
    keys = [_keys_of(text, row, documents) for row, _ in column]
    return keys[0] if len(keys) == 1 else distinct(np.concatenate(keys))


def _keys_of(text: TextField, row: int, documents: Ids) -> Array:
    postings, there = _found(text.postings(row), documents)
    if not len(postings):
        return np.zeros(0, dtype=np.int64)
    frequency = text.frequency(row)[: postings[-1] + 1]
    often = frequency[postings].astype(np.int64)
    begins = np.append(0, postings[:-1] + 1)  # behind the posting before; what lies between is summed up, not listed
    ends = np.add.reduceat(frequency, begins, dtype=np.int64).cumsum()
    places = text.all_places(row)[spread(ends - often, often)].astype(np.int64)
    return there.nonzero()[0].repeat(often) << _PLACE | places


def _found(postings: Ids, documents: Ids) -> tuple[Array, Mask]:
    """Which of the postings are of the documents, and for each of the documents whether it is among them."""
    rows = postings.searchsorted(documents)
    there = postings.take(rows, mode="clip") == documents
    return rows[there], there


def _follows(here: Array, ends: Array, gap: int) -> Mask:
    """For each place whether one of the ends, which ascend, lies at most gap places before it."""
    before = ends.searchsorted(here) - 1
    return (before >= 0) & (here - ends[before] <= gap)
