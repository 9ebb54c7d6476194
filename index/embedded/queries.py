"""The two kinds of Whoosh query that Whoosh lacks: documents chosen without a score, and words near one another."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from whoosh.matching import IntersectionMatcher, NullMatcher, UnionMatcher, WrappingMatcher
from whoosh.matching.mcore import Matcher
from whoosh.query import Query, Term
from whoosh.util import make_binary_tree

from index.embedded.leaf import Ids, Leaf


class Chosen(Query):  # type: ignore[misc]
    """The documents of each leaf that a function picks, in ascending order, each with the same score."""

    def __init__(self, choose: Callable[[Leaf], Ids], score: float = 0.0) -> None:
        self.choose = choose
        self.score = score

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Any, _: Any = None) -> Matcher:
        return _Listed(self.choose(searcher.reader()).tolist(), self.score)


class Without(Query):  # type: ignore[misc]
    """The live documents that a query does not match, without a score."""

    def __init__(self, query: Query) -> None:
        self.query = query

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        left = searcher.reader().live.copy()
        left[matched(self.query.matcher(searcher, context))] = False
        return _Listed(np.nonzero(left)[0].tolist(), 0.0)


class Boosted(Query):  # type: ignore[misc]
    """A query, its scores times a factor."""

    def __init__(self, query: Query, factor: float) -> None:
        self.query = query
        self.factor = factor

    def estimate_size(self, reader: Any) -> int:
        return int(self.query.estimate_size(reader))

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        return WrappingMatcher(self.query.matcher(searcher, context), boost=self.factor)


class Near(Query):  # type: ignore[misc]
    """Terms of one field in this order, each at most gap places after the one before; at each place, alternatives.

    Whoosh's SpanNear2 keeps a span for every pair of places, which is quadratic in hostile texts; this keeps ends only.
    """

    def __init__(self, name: str, places: tuple[tuple[bytes, ...], ...], gap: int = 1) -> None:
        self.name = name
        self.places = places
        self.gap = gap

    def estimate_size(self, reader: Any) -> int:
        return min(sum(int(reader.doc_frequency(self.name, term)) for term in terms) for terms in self.places)

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        columns = [[Term(self.name, term).matcher(searcher, context) for term in terms] for terms in self.places]
        columns = [[matcher for matcher in column if matcher.is_active()] for column in columns]
        return _Near(columns, self.gap, searcher.reader().clock) if all(columns) else NullMatcher()


def matched(matcher: Matcher) -> list[int]:
    """All documents that a matcher stands for, from where it is."""
    ids: list[int] = []
    while matcher.is_active():
        ids.append(matcher.id())
        matcher.next()
    return ids


class _Listed(Matcher):  # type: ignore[misc]
    def __init__(self, ids: list[int], score: float) -> None:
        self._ids = ids
        self._score = score
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def id(self) -> int:
        return self._ids[self._at]

    def next(self) -> None:
        self._at += 1

    def skip_to(self, id: int) -> None:
        self._at = bisect_left(self._ids, id, self._at)

    def score(self) -> float:
        return self._score


class _Near(Matcher):  # type: ignore[misc]
    """Documents in which every column has a term, then those in which they stand in line."""

    def __init__(self, columns: list[list[Matcher]], gap: int, clock: Any) -> None:
        self._columns = columns
        self._gap = gap
        self._clock = clock
        unions = [make_binary_tree(UnionMatcher, column) for column in columns]
        self._all = make_binary_tree(IntersectionMatcher, unions)
        self._settle()

    def is_active(self) -> bool:
        return bool(self._all.is_active())

    def id(self) -> int:
        return int(self._all.id())

    def next(self) -> None:
        self._all.next()
        self._settle()

    def skip_to(self, id: int) -> None:
        if self.is_active() and id > self.id():
            self._all.skip_to(id)
            self._settle()

    def score(self) -> float:
        return float(self._all.score())

    def _settle(self) -> None:
        while self._all.is_active() and not self._in_line():
            self._all.next()

    def _in_line(self) -> bool:
        ends: list[int] | None = None
        for column in self._columns:
            self._clock.check()
            here = self._places(column)
            ends = here if ends is None else [place for place in here if _follows(place, ends, self._gap)]
            if not ends:
                return False
        return True

    def _places(self, column: Iterable[Matcher]) -> list[int]:
        """Where any of the terms stands in the present document."""
        document = self._all.id()
        here: set[int] = set()
        for matcher in column:
            if matcher.is_active() and matcher.id() == document:
                here.update(matcher.value_as("positions"))
        return sorted(here)


def _follows(place: int, ends: list[int], gap: int) -> bool:
    """Whether one of the sorted ends lies at most gap places before."""
    before = bisect_left(ends, place)
    return before > 0 and place - ends[before - 1] <= gap
