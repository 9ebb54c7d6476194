"""How many of the documents found carry each value of a field."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedded.searching.leaf import Leaf
from index.embedded.searching.ranking import Matches
from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import SHOWN, UNKNOWN, term
from index.embedded.segments.segment import Counts, Ids
from index.query.fields import normal_value
from index.types import Facet

MOST = 100  # values of a field that are counted out, the most frequent ones


@dataclass(frozen=True, slots=True)
class _Rows:
    """For each document the rows of its values in the vocabulary of a field."""

    starts: Counts  # for each document where its rows begin
    counts: Counts
    rows: Counts

    def of(self, documents: Ids) -> Counts:
        return self.rows[spread(self.starts[documents], self.counts[documents])]


def facets(matches: Sequence[Matches], names: Iterable[str]) -> Mapping[str, tuple[Facet, ...]]:
    """For each field its values, most frequent first and then by their letters, and how many carry each."""
    return {name: _years(matches) if name == "year" else _values(matches, name) for name in names}


def _values(matches: Sequence[Matches], name: str) -> tuple[Facet, ...]:
    """Spellings of one value count as one; the spelling that most documents of the archive have is shown."""
    totals: Counter[bytes] = Counter()
    for one in matches:
        vocabulary = one.leaf.segment.fields[name].vocabulary
        counts = _counts(one, name)
        rows = np.flatnonzero(counts)
        if len(matches) == 1 and len(rows) > MOST:
            least = np.partition(counts[rows], -MOST)[-MOST]
            rows = rows[counts[rows] >= least]
        for row, count in zip(rows.tolist(), counts[rows].tolist(), strict=True):
            totals[vocabulary.term(row)] += count
    ranked = sorted(totals, key=lambda value: (-totals[value], value))[:MOST]
    leaves = [one.leaf for one in matches]
    return tuple(Facet(_spelling(leaves, name, value), totals[value]) for value in ranked)


def _counts(one: Matches, name: str) -> Counts:
    """For each row of a field's vocabulary how many of the documents found have it."""
    field, documents = one.leaf.segment.fields[name], one.found.documents
    if len(documents) == len(one.leaf):
        return np.diff(field.starts)
    rows: _Rows = one.leaf.kept.once(f"rows of {name}", lambda: _by_document(one.leaf, name))
    return np.bincount(rows.of(documents), minlength=len(field))


def _by_document(leaf: Leaf, name: str) -> _Rows:
    field = leaf.segment.fields[name]
    order = np.argsort(field.documents, kind="stable")
    counts = np.bincount(field.documents, minlength=len(leaf))
    rows = np.repeat(np.arange(len(field), dtype=np.int64), np.diff(field.starts))[order]
    return _Rows(np.cumsum(counts) - counts, counts, rows)


def _spelling(leaves: Sequence[Leaf], name: str, value: bytes) -> str:
    counts: Counter[bytes] = Counter()
    for leaf in leaves:
        spellings: dict[bytes, list[tuple[bytes, int]]] = leaf.kept.once(
            f"spellings of {name}", lambda leaf=leaf: _spellings(leaf, name)
        )
        for spelling, count in spellings.get(value, ()):
            counts[spelling] += count
    return min(counts, key=lambda spelling: (-counts[spelling], spelling)).decode()


def _spellings(leaf: Leaf, name: str) -> dict[bytes, list[tuple[bytes, int]]]:
    """For each value how it is spelled, and how many documents spell it so."""
    shown = leaf.segment.fields[SHOWN[name]]
    found: dict[bytes, list[tuple[bytes, int]]] = {}
    for row, spelling in enumerate(shown.vocabulary.terms()):
        found.setdefault(term(normal_value(name, spelling.decode())), []).append((spelling, shown.count(row)))
    return found


def _years(matches: Sequence[Matches]) -> tuple[Facet, ...]:
    totals: Counter[int] = Counter()
    for one in matches:
        years: Array = one.leaf.kept.once("years", lambda one=one: _year_of_each(one.leaf))
        for year, count in enumerate(np.bincount(years[one.found.documents]).tolist()):
            if year and count:
                totals[year] += count
    ranked = sorted(totals, key=lambda year: (-totals[year], year))
    return tuple(Facet(f"{year:04}", totals[year]) for year in ranked)


def _year_of_each(leaf: Leaf) -> Array:
    """The year of each document's date, 0 where it is unknown."""
    dates = leaf.segment.numbers("date")
    known = dates != UNKNOWN
    years = np.zeros(len(dates), dtype=np.int64)
    years[known] = dates[known].astype("datetime64[us]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years
