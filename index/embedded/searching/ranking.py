"""Matches: all of them found, the best of them in the order asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.searching.found import Found, Mask
from index.embedded.searching.leaf import Leaf
from index.embedded.searching.plans import Plan
from index.embedded.segments.flat import Array
from index.embedded.segments.schema import UNKNOWN
from index.embedded.segments.segment import Counts
from index.types import Cursor, Hit, Sort

_DIGITS = 9  # sums of floats in another order differ in what comes after: that makes no rank
_SAME = 10.0**-_DIGITS
_TIED = 4  # times as many as are wanted, of which it pays to look which come first
_SAMPLE = 512  # keys looked at to learn below which none can be among the best

Keys = Array  # scores, or instants


@dataclass(frozen=True, slots=True)
class Matches:
    """The live documents of one leaf that match."""

    leaf: Leaf
    found: Found

    def __len__(self) -> int:
        return len(self.found)


def run(leaves: Sequence[Leaf], plan: Plan, clock: Clock) -> tuple[list[Matches], bool]:
    """All matches, and whether time ran out before all were found."""
    matches: list[Matches] = []
    for leaf in leaves:
        try:
            found = plan.match(leaf, clock)
        except OutOfTime:
            return matches, True
        if leaf.live is not None and len(found):
            found = found.narrowed(leaf.live[found.documents])
        matches.append(Matches(leaf, found))
    return matches, clock.short


def page(
    matches: Sequence[Matches], sort: Sort, offset: int, size: int, after: Cursor | None
) -> tuple[tuple[Hit, ...], Cursor | None]:
    """The hits from offset, behind a cursor if one is given, and the cursor of the last when there are more."""
    if size <= 0:
        return (), None
    end = offset + size
    places = [place for one in matches if len(one) for place in _best(one, sort, end + 1, after)]
    places.sort(reverse=True)
    shown = places[offset:end]
    scored = sort is Sort.RELEVANCE
    hits = tuple([Hit(id_, key if scored else 0.0) for key, _, id_ in shown])
    return hits, Cursor(*shown[-1]) if shown and len(places) > end else None


def _best(one: Matches, sort: Sort, count: int, after: Cursor | None) -> list[tuple[float, int, str]]:
    """Where the best `count` matches of a leaf stand, and perhaps some more, as a Cursor says it, in no order."""
    segment, documents, keys = one.leaf.segment, one.found.documents, _keys(one, sort)
    if after is not None:
        rows = _behind(one, keys, after).nonzero()[0]
        documents, keys = documents.take(rows), keys.take(rows)
    if len(keys) > count:
        rows = _above(keys, count)
        documents, keys = documents.take(rows), keys.take(rows)
    keys = _rounded(keys)
    seen = segment.numbers("seen").take(documents)
    if len(keys) > _TIED * count:
        rows = _first((keys, seen, segment.keys[documents]), count)
        documents, keys, seen = documents.take(rows), keys.take(rows), seen.take(rows)
    return list(zip(keys.tolist(), seen.tolist(), segment.ids(documents), strict=True))


def _keys(one: Matches, sort: Sort) -> Keys:
    """What hits are sorted by, highest first."""
    if sort is Sort.RELEVANCE:
        return np.zeros(len(one)) if one.found.scores is None else one.found.scores
    dates: Keys = one.leaf.kept.once("dates", partial(_dates, one.leaf))
    when = dates[one.found.documents]
    return when if sort is Sort.NEWEST else -when


def _dates(leaf: Leaf) -> Keys:
    """The date of each document, or when it was first seen."""
    date = leaf.segment.numbers("date")
    return np.where(date == UNKNOWN, leaf.segment.numbers("seen"), date)


def _rounded(keys: Keys) -> Keys:
    return keys.round(_DIGITS) if keys.dtype.kind == "f" else keys


def _above(keys: Keys, count: int) -> Counts:
    """The rows of those that can be among the best, of more than `count`."""
    rows = None
    step = len(keys) // max(_SAMPLE, 8 * count)
    if step > 1:  # a part of the keys says below which none can
        rows = (keys >= _greatest(keys[::step], count) - _SAME).nonzero()[0]
        keys = keys.take(rows)
    among: Counts = (keys >= _greatest(keys, count) - _SAME).nonzero()[0]
    return among if rows is None else rows.take(among)


def _greatest(keys: Keys, count: int) -> Any:
    """The one that `count` of them are not below.

    Looking for the least of the reverse takes a tenth of the time where many are alike, as those of a prefix are.
    """
    reverse = np.negative if keys.dtype.kind == "f" else np.invert
    turned = reverse(keys)
    turned.partition(count - 1)
    return reverse(turned[count - 1])


def _behind(one: Matches, keys: Keys, after: Cursor) -> Mask:
    """Which stand behind a cursor."""
    segment, documents = one.leaf.segment, one.found.documents
    keys = _rounded(keys)
    level = keys == after.key
    seen = segment.numbers("seen")[documents]
    ids = segment.keys[documents] < segment.fields["id"].vocabulary.first(after.id.encode())
    return (keys < after.key) | (level & ((seen < after.seen) | ((seen == after.seen) & ids)))  # type: ignore[no-any-return]


def _first(columns: Sequence[Keys], count: int) -> Counts:
    """The rows of the greatest by the first column, then by the next: each is looked at only where those before tie."""
    rows = np.arange(len(columns[0]))
    chosen = []
    for column in columns:
        values = column[rows]
        if values.min() == values.max():
            continue
        least = _greatest(values, count)
        above = rows[values > least]
        chosen.append(above)
        count -= len(above)
        rows = rows[values == least]
        if len(rows) <= count:
            break
    return np.concatenate([*chosen, rows])
