"""Rows in the order of their terms, as many at a time as memory likes."""

from collections.abc import Iterable, Iterator

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.writing.gather import Column
from index.embedded.writing.readings import Read
from index.embedded.writing.rows import Rows, blocks, runs

_BITS = 14  # of a rank by which rows of one range differ; by 16 bits and less NumPy sorts in linear time
_AT_ONCE = 1_000_000  # rows


def ordered(column: Column, read: Read, said: Array, *, placed: bool) -> Iterator[Rows]:
    """Rows in the order of the ranks that are said of them, equal ones as they come; those of one are never parted."""
    ranges = said >> _BITS
    sizes = _sizes(column, read, ranges)
    for some in runs(sizes, _AT_ONCE):
        chosen = np.flatnonzero((ranges >= some.start) & (ranges < some.stop))
        rows = _filled(blocks(column, read, said, chosen, placed=placed), int(sizes[some].sum()), 2 + placed)
        for order in by_rank(rows[0]):
            yield tuple(filled[order] for filled in rows)


def by_rank(ranks: Array) -> Iterator[Array]:
    """The places of ranks in their order, equal ones as they came; a range of ranks after the other."""
    ranges, low = (ranks >> _BITS).astype(np.uint16), ranks.astype(np.uint16)
    least, most = (int(ranges.min()), int(ranges.max())) if len(ranges) else (0, 0)
    if least == most:
        yield np.argsort(low, kind="stable")
        return
    for value in range(least, most + 1):
        those = np.flatnonzero(ranges == value)
        yield those[np.argsort(low[those], kind="stable")]


def _sizes(column: Column, read: Read, ranges: Array) -> Array:
    """How many rows there are in each range of ranks."""
    of_pieces = np.bincount(column.numbers, minlength=len(read.cores))
    of_cores = np.bincount(read.cores, of_pieces, len(read.widths))
    return np.bincount(ranges, np.repeat(of_cores, np.diff(read.starts)), 1).astype(np.int64)


def _filled(given: Iterable[Rows], size: int, columns: int) -> Rows:
    filled = tuple(np.empty(size, np.uint32) for _ in range(columns))
    done = 0
    for rows in given:
        part = slice(done, done := done + len(rows[0]))
        for whole, its in zip(filled, rows, strict=True):
            whole[part] = its
    return filled
