"""Rows in the order of their terms, as many at a time as memory likes."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.writing.gather import Column
from index.embedded.writing.readings import Read
from index.embedded.writing.rows import blocks, runs

_BITS = 16  # of a rank that are sorted at once: NumPy sorts so short numbers by counting them
_AT_ONCE = 3_000_000  # rows


class Rows(NamedTuple):
    """Terms in their order, each as often as documents have it, in the order of documents and places."""

    ranks: Array
    documents: Array
    places: Array


def ordered(column: Column, read: Read, said: Array) -> Iterator[Rows]:
    """All rows of a text, by the ranks that are said of what was read; the rows of one term are never parted."""
    sizes = _sizes(column, read, said)
    for ranges in runs(sizes, _AT_ONCE):
        rows = _chosen(column, read, said, ranges, int(sizes[ranges].sum()))
        for some in by_rank(rows.ranks):
            yield Rows(rows.ranks[some], rows.documents[some], rows.places[some])


def by_rank(ranks: Array) -> Iterator[Array]:
    """The places of ranks in their order, equal ones as they came; a range of ranks after the other."""
    high, low = (ranks >> _BITS).astype(np.uint16), ranks.astype(np.uint16)
    least, most = (int(high.min()), int(high.max())) if len(high) else (0, 0)
    for value in range(least, most + 1):
        those = np.flatnonzero(high == value).astype(np.uint32)
        yield those[np.argsort(low[those], kind="stable")]


def _sizes(column: Column, read: Read, said: Array) -> Array:
    """How many rows there are in each range of ranks."""
    of_pieces = np.bincount(column.numbers, minlength=len(read.cores))
    of_cores = np.bincount(read.cores, of_pieces, len(read.widths))
    return np.bincount(said >> _BITS, np.repeat(of_cores, np.diff(read.starts)), 1).astype(np.int64)


def _chosen(column: Column, read: Read, said: Array, ranges: slice, size: int) -> Rows:
    """The rows of some ranges, as they come in documents."""
    rows = Rows(*(np.empty(size, np.uint32) for _ in Rows._fields))
    done = 0
    for block in blocks(column, read):
        ranks = said[block.rows]
        high = ranks >> _BITS
        here = np.flatnonzero((high >= ranges.start) & (high < ranges.stop))
        part = slice(done, done := done + len(here))
        for filled, given in zip(rows, (ranks, block.documents, block.places), strict=True):
            filled[part] = given[here]
    return rows
