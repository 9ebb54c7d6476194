"""Rows in the order of their terms: dealt out to piles of near ranks as they come, then sorted pile by pile."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from index.embedded.writing.rows import Rows

_BITS = 14  # of a rank by which rows of one pile differ; by 16 bits and less NumPy sorts in linear time


def ordered(blocks: Iterable[Rows]) -> Iterator[Rows]:
    """Rows in the order of their first column, the ranks, equal ones as they come; those of one are never parted."""
    piles: defaultdict[int, list[Rows]] = defaultdict(list)
    for ranks, *others in blocks:
        high, low = (ranks >> _BITS).astype(np.uint16), (ranks % (1 << _BITS)).astype(np.uint16)
        order, ends = np.argsort(high, kind="stable"), np.cumsum(np.bincount(high, minlength=1))
        for pile, (begin, end) in enumerate(pairwise([0, *ends.tolist()])):
            piles[pile].append(tuple(column[order[begin:end]] for column in (low, *others)))
    for pile in sorted(piles):
        low, *others = map(np.concatenate, zip(*piles.pop(pile), strict=True))
        order = np.argsort(low, kind="stable")
        yield (low[order] + np.uint32(pile << _BITS), *(column[order] for column in others))
