"""From the pieces of documents to rows of terms, some documents at a time: a text has more terms than memory likes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.writing.gather import Column
from index.embedded.writing.readings import Read

_AT_ONCE = 1 << 18  # pieces that are looked up together
_MOST = 12_000_000  # rows that are inverted together


class Block(NamedTuple):
    """The terms of some documents, in their order."""

    rows: Array  # of each term the row among what was read
    documents: Array  # of each term the document
    places: Array  # of each term the place in its document


def blocks(column: Column, read: Read) -> Iterator[Block]:
    """One after the other, a document never in two of them."""
    many = np.diff(read.starts)
    for part in runs(column.counts, _AT_ONCE):
        pieces, counts = column.part(part)
        cores = read.cores[pieces]
        yield _block(part.start, counts, cores, many[cores], read)


def lengths(column: Column, read: Read) -> Array:
    """For each document how many rows it has."""
    many = np.diff(read.starts)
    found = np.zeros(len(column.counts), np.uint32)
    for part in runs(column.counts, _AT_ONCE):
        its = column.part(part)
        found[part] = np.bincount(its.owners(), many[read.cores[its.numbers]], len(its.counts))
    return found


def parts(columns: Iterable[Column], read: Read) -> list[slice]:
    """All documents in runs that have as many rows in all their texts as can be inverted together, or are but one."""
    return list(runs(np.sum([lengths(column, read) for column in columns], axis=0), _MOST))


def runs(sizes: Array, most: int) -> Iterator[slice]:
    """Runs of things of which the sizes add up to no more, but that one alone may be larger."""
    ends, begin, done = np.cumsum(sizes, dtype=np.int64), 0, 0
    while begin < len(sizes):
        end = max(begin + 1, int(np.searchsorted(ends, done + most, "right")))
        yield slice(begin, end)
        begin, done = end, int(ends[end - 1])


def _block(first: int, counts: Array, cores: Array, many: Array, read: Read) -> Block:
    owners = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    rows = spread(read.starts[cores].astype(np.int64), many)
    widths = read.widths[cores]
    places = np.cumsum(widths, dtype=np.int64) - widths  # of pieces, from the first document on
    begins = np.cumsum(counts, dtype=np.int64) - counts
    places -= np.append(places, 0)[begins][owners]
    return Block(rows, np.repeat(owners + np.uint32(first), many), np.repeat(places, many) + read.places[rows])
