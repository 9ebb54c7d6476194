"""The words of the archive that a prefix, a pattern or a near spelling stands for, at most a thousand of them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.embedded.searching.leaf import Leaf
from index.embedded.segments.schema import WORDS
from index.embedded.segments.segment import Counts
from index.embedded.segments.vocabulary import Vocabulary

LIMIT = 1_000
_FUZZY_LENGTH = 64  # characters; beyond it an edit or two make no difference worth the time

Rows = Any  # of a vocabulary: a range, or an array


@dataclass(frozen=True, slots=True)
class Expansion:
    """For each text its words, as rows of the vocabulary of each leaf."""

    rows: dict[str, tuple[Rows, ...]]
    cut: bool = False  # there are more


def prefixed(leaves: Sequence[Leaf], begin: str, texts: Sequence[str]) -> Expansion:
    """Words that begin so."""
    return _expanded(leaves, texts, lambda vocabulary: vocabulary.prefixed(begin))


def matching(leaves: Sequence[Leaf], pattern: str, texts: Sequence[str]) -> Expansion:
    """Words that match a pattern of `*` and `?`."""
    return _expanded(leaves, texts, lambda vocabulary: vocabulary.matching(pattern))


def near(
    leaves: Sequence[Leaf], form: str, distance: int, texts: Sequence[str], check: Callable[[], object]
) -> list[Expansion]:
    """Words within an edit distance: those at distance 0, at 1, and so on. What `check` raises ends it."""
    apart: list[dict[str, list[list[int]]]] = [{text: [] for text in texts} for _ in range(distance + 1)]
    for text in texts:
        for leaf in leaves:
            for found in apart:
                found[text].append([])
            for row, edits in _vocabulary(leaf, text).near(form, distance, check) if len(form) <= _FUZZY_LENGTH else ():
                apart[edits][text][-1].append(row)
    return [_bounded(leaves, {text: tuple(rows) for text, rows in found.items()}) for found in apart]


def _expanded(leaves: Sequence[Leaf], texts: Sequence[str], find: Callable[[Vocabulary], Rows]) -> Expansion:
    return _bounded(leaves, {text: tuple(find(_vocabulary(leaf, text)) for leaf in leaves) for text in texts})


def most_frequent(leaves: Sequence[Leaf], rows: Mapping[str, tuple[Rows, ...]], limit: int) -> list[bytes]:
    """Of the terms in these rows of fields, those that most documents have in either, then by their letters."""
    counts: Counter[bytes] = Counter()
    for name, several in rows.items():
        for leaf, some in zip(leaves, several, strict=True):
            field = leaf.segment.fields[name]
            some = np.arange(some.start, some.stop) if isinstance(some, range) else np.asarray(some, dtype=np.int64)
            many = field.counts(some)
            if len(some) > 4 * limit:  # more, so that a term that is frequent in all segments together is not lost
                best = _greatest(many, 4 * limit)
                some, many = some[best], many[best]
            for row, count in zip(some.tolist(), many.tolist(), strict=True):
                counts[field.vocabulary.term(row)] += count
    return sorted(counts, key=lambda term: (-counts[term], term))[:limit]


def _greatest(many: Counts, count: int) -> Counts:
    """Where the `count` greatest stand, of equal ones the first. Linear, also where nearly all are the same."""
    sums = np.cumsum(np.bincount(many)[::-1])  # how many are so great or greater, from the greatest down
    least = len(sums) - 1 - int(np.searchsorted(sums, count))
    above = np.flatnonzero(many > least)
    return np.concatenate([above, np.flatnonzero(many == least)[: count - len(above)]])


def _bounded(leaves: Sequence[Leaf], rows: dict[str, tuple[Rows, ...]]) -> Expansion:
    """All words where there are few enough, else the most frequent."""
    if sum(len(some) for several in rows.values() for some in several) <= LIMIT:
        return Expansion(rows)
    words = most_frequent(leaves, {WORDS[text]: several for text, several in rows.items()}, LIMIT + 1)
    best = words[:LIMIT]
    kept = {text: tuple(np.array(leaf.rows(WORDS[text], best), dtype=np.int64) for leaf in leaves) for text in rows}
    return Expansion(kept, cut=len(words) > LIMIT)


def _vocabulary(leaf: Leaf, text: str) -> Vocabulary:
    return leaf.segment.fields[WORDS[text]].vocabulary
