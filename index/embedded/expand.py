"""The words of the archive that a prefix, a pattern or a near spelling stands for, at most a thousand of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from index.embedded.leaf import Leaf
from index.embedded.schema import TEXTS
from index.embedded.words import Rows, Words

LIMIT = 1_000
_FUZZY_LENGTH = 64  # characters; beyond it an edit or two make no difference worth the time


@dataclass(frozen=True, slots=True)
class Expansion:
    words: tuple[bytes, ...]  # most frequent first
    cut: bool = False  # there are more


def prefixed(leaves: Iterable[Leaf], prefix: str, names: tuple[str, ...], limit: int = LIMIT) -> Expansion:
    """Words that begin with prefix, of titles, bodies or both."""
    return _frequent(leaves, lambda words: words.prefixed(prefix), names, limit)


def matching(leaves: Iterable[Leaf], pattern: str, names: tuple[str, ...]) -> Expansion:
    """Words that match a pattern of `*` and `?`."""
    return _frequent(leaves, lambda words: words.matching(pattern), names, LIMIT)


def near(leaves: Iterable[Leaf], text: str, distance: int) -> tuple[Expansion, ...]:
    """Words within an edit distance of text: those at distance 0, at 1, and so on."""
    found: list[dict[bytes, int]] = [{} for _ in range(distance + 1)]
    for leaf in leaves:
        for row, apart in leaf.words.near(text, distance) if len(text) <= _FUZZY_LENGTH else ():
            word = leaf.words.word(row)
            found[apart][word] = found[apart].get(word, 0) + int(leaf.words.counts[:, row].sum())
    return tuple(_top(counts, LIMIT, cut=False) for counts in found)


def _frequent(leaves: Iterable[Leaf], choose: Callable[[Words], Rows], names: tuple[str, ...], limit: int) -> Expansion:
    counts: dict[bytes, int] = {}
    cut = False
    for leaf in leaves:
        rows = choose(leaf.words)
        documents = leaf.words.counts[[TEXTS.index(name) for name in names]][:, rows].sum(axis=0, dtype=np.int64)
        rows, documents = rows[documents > 0], documents[documents > 0]
        if len(rows) > 2 * limit:  # twice, so that a word that is frequent in all segments together is not lost
            cut = True
            best = np.argpartition(documents, -2 * limit)[-2 * limit :]
            rows, documents = rows[best], documents[best]
        for row, count in zip(rows.tolist(), documents.tolist(), strict=True):
            word = leaf.words.word(row)
            counts[word] = counts.get(word, 0) + count
    return _top(counts, limit, cut=cut)


def _top(counts: dict[bytes, int], limit: int, *, cut: bool) -> Expansion:
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return Expansion(tuple(ranked[:limit]), cut or len(ranked) > limit)
