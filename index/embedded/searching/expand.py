"""The words of the archive that a prefix, a pattern or a near spelling stands for, at most a thousand of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index.embedded.searching.leaf import Leaf
from index.embedded.segments.schema import WORDS
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


def near(leaves: Sequence[Leaf], form: str, distance: int, texts: Sequence[str]) -> list[Expansion]:
    """Words within an edit distance: those at distance 0, at 1, and so on."""
    apart: list[dict[str, list[list[int]]]] = [{text: [] for text in texts} for _ in range(distance + 1)]
    for text in texts:
        for leaf in leaves:
            for found in apart:
                found[text].append([])
            for row, edits in _vocabulary(leaf, text).near(form, distance) if len(form) <= _FUZZY_LENGTH else ():
                apart[edits][text][-1].append(row)
    return [_bounded(leaves, {text: tuple(rows) for text, rows in found.items()}) for found in apart]


def completed(leaves: Sequence[Leaf], begin: str, texts: Sequence[str], limit: int) -> list[str]:
    """The most frequent words that begin so."""
    rows = {text: tuple(_vocabulary(leaf, text).prefixed(begin) for leaf in leaves) for text in texts}
    return [word.decode() for word in _most_frequent(leaves, rows, limit)]


def _expanded(leaves: Sequence[Leaf], texts: Sequence[str], find: Callable[[Vocabulary], Rows]) -> Expansion:
    return _bounded(leaves, {text: tuple(find(_vocabulary(leaf, text)) for leaf in leaves) for text in texts})


def _bounded(leaves: Sequence[Leaf], rows: dict[str, tuple[Rows, ...]]) -> Expansion:
    """All words where there are few enough, else the most frequent."""
    if sum(len(some) for several in rows.values() for some in several) <= LIMIT:
        return Expansion(rows)
    words = _most_frequent(leaves, rows, LIMIT + 1)
    best = words[:LIMIT]
    kept = {text: tuple(np.array(leaf.rows(WORDS[text], best), dtype=np.int64) for leaf in leaves) for text in rows}
    return Expansion(kept, cut=len(words) > LIMIT)


def _most_frequent(leaves: Sequence[Leaf], rows: dict[str, tuple[Rows, ...]], limit: int) -> list[bytes]:
    """Words by how many titles and bodies have them, then by their letters."""
    counts: Counter[bytes] = Counter()
    for text, several in rows.items():
        for leaf, some in zip(leaves, several, strict=True):
            words = leaf.segment.fields[WORDS[text]]
            some = np.asarray(some, dtype=np.int64)
            many = words.counts(some)
            if len(some) > 4 * limit:  # more, so that a word that is frequent in all segments together is not lost
                best = np.argpartition(many, -4 * limit)[-4 * limit :]
                some, many = some[best], many[best]
            for row, count in zip(some.tolist(), many.tolist(), strict=True):
                counts[words.vocabulary.term(row)] += count
    return sorted(counts, key=lambda word: (-counts[word], word))[:limit]


def _vocabulary(leaf: Leaf, text: str) -> Vocabulary:
    return leaf.segment.fields[WORDS[text]].vocabulary
