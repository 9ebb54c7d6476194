"""How many of the documents found carry each value of a field."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from index.embedded.searching.leaf import Leaf
from index.embedded.searching.ranking import Matches
from index.embedded.searching.snapshot import Snapshot
from index.embedded.segments.flat import Array
from index.embedded.segments.schema import SHOWN, UNKNOWN
from index.embedded.segments.segment import Counts
from index.types import Facet

MOST = 100  # values of a field that are counted out, the most frequent ones


def facets(snapshot: Snapshot, matches: Sequence[Matches], names: Iterable[str]) -> Mapping[str, tuple[Facet, ...]]:
    """For each field its values, most frequent first and then by their letters, and how many carry each."""
    return {name: _years(matches) if name == "year" else _values(snapshot, matches, name) for name in names}


def _values(snapshot: Snapshot, matches: Sequence[Matches], name: str) -> tuple[Facet, ...]:
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
    return tuple(Facet(_spelling(snapshot, name, value), totals[value]) for value in ranked)


def _counts(one: Matches, name: str) -> Counts:
    """For each row of a field's vocabulary how many of the documents found have it."""
    field, documents = one.leaf.segment.fields[name], one.found.documents
    if len(documents) == len(one.leaf):
        return np.diff(field.starts)
    return np.bincount(one.leaf.segment.rows(name, documents), minlength=len(field))


def _spelling(snapshot: Snapshot, name: str, value: bytes) -> str:
    known = snapshot.spellings.get((name, value))
    if known is None:
        counts: Counter[bytes] = Counter()
        for leaf in snapshot.leaves:
            shown = leaf.segment.fields[SHOWN[name]]
            row = leaf.segment.fields[name].vocabulary.row(value)
            for spelling in [] if row is None else leaf.segment.spellings(name, row).tolist():
                counts[shown.vocabulary.term(spelling)] += shown.count(spelling)
        known = min(counts, key=lambda spelling: (-counts[spelling], spelling), default=value).decode()
        snapshot.spellings[name, value] = known
    return known


def _years(matches: Sequence[Matches]) -> tuple[Facet, ...]:
    totals: Counter[int] = Counter()
    for one in matches:
        years: Array = one.leaf.kept.once("years", partial(_year_of_each, one.leaf))
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
