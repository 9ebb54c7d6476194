"""The terms of several vocabularies as one, a range of the alphabet after the other."""

from collections.abc import Sequence

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.segments.vocabulary import Packed, Vocabulary, pack

_AT_ONCE = 200_000  # terms of all vocabularies that are compared together, if they spread alike


def union(vocabularies: Sequence[Vocabulary], kept: Sequence[Array]) -> tuple[list[Packed], list[Array]]:
    """The terms in the kept rows of any vocabulary, in packs; and for each of those rows the row among them."""
    largest = max(vocabularies, key=len)
    step = max(1, _AT_ONCE * len(largest) // max(1, sum(map(len, vocabularies))))
    bounds = [largest.term(row) for row in range(step, len(largest), step)]
    packs: list[Packed] = []
    rows: list[list[Array]] = [[] for _ in vocabularies]
    begins, done = [0] * len(vocabularies), 0
    for bound in (*bounds, None):
        ends = [len(one) if bound is None else one.first(bound) for one in vocabularies]
        terms = list(map(_terms, vocabularies, kept, begins, ends))
        together = sorted(set().union(*terms))
        row = dict(zip(together, range(done, done + len(together)), strict=True))
        for found, its in zip(rows, terms, strict=True):
            found.append(np.fromiter(map(row.__getitem__, its), np.uint32, len(its)))
        packs.append(pack(together))
        begins, done = ends, done + len(together)
    return packs, [np.concatenate(found) for found in rows]


def _terms(vocabulary: Vocabulary, kept: Array, begin: int, end: int) -> list[bytes]:
    """Those in the kept rows from begin, inclusive, to end, exclusive."""
    terms = vocabulary.terms(begin, end)
    some = kept[slice(*np.searchsorted(kept, (begin, end)).tolist())]
    return terms if len(some) == len(terms) else [terms[row] for row in (some - begin).tolist()]
