"""From the pieces of documents to rows of terms, some documents at a time: a text has more terms than memory likes."""

from collections.abc import Collection, Iterator

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.writing.gather import Column
from index.embedded.writing.readings import Read

_AT_ONCE = 1 << 19  # pieces that are looked up together
_MOST = 10_000_000  # rows that are inverted together


Rows = tuple[Array, ...]  # terms of documents, each as often as they have it: ranks, documents and, if wanted, places


def blocks(column: Column, read: Read, said: Array, *, placed: bool) -> Iterator[Rows]:
    """The terms of some documents after those of others, in the order of documents, with their places if wanted."""
    many = np.diff(read.starts)
    for part in runs(column.counts, _AT_ONCE):
        pieces, counts = column.part(part)
        cores = read.cores[pieces]
        its_many = many[cores]
        rows = spread(read.starts[cores], its_many)
        documents = np.repeat(np.arange(part.start, part.stop, dtype=np.uint32), counts)
        found = said[rows], np.repeat(documents, its_many)
        if placed:
            begun = np.repeat(_begun(read.widths[cores], counts), its_many)
            yield *found, narrow(begun + read.places[rows])
        else:
            yield found


def lengths(column: Column, read: Read) -> Array:
    """For each document how many rows it has."""
    many = np.diff(read.starts)
    found = np.zeros(len(column.counts), np.uint32)
    for part in runs(column.counts, _AT_ONCE):
        its = column.part(part)
        found[part] = np.bincount(its.owners(), many[read.cores[its.numbers]], len(its.counts))
    return found


def parts(lengths: Collection[Array]) -> list[slice]:
    """All documents in runs that have as many rows in all their texts as can be inverted together, or are but one."""
    return list(runs(np.sum(list(lengths), axis=0), _MOST))


def runs(sizes: Array, most: int) -> Iterator[slice]:
    """Runs of things of which the sizes add up to no more, but that one alone may be larger."""
    ends, begin, done = np.cumsum(sizes, dtype=np.int64), 0, 0
    while begin < len(sizes):
        end = max(begin + 1, int(np.searchsorted(ends, done + most, "right")))
        yield slice(begin, end)
        begin, done = end, int(ends[end - 1])


def narrow(numbers: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _begun(widths: Array, counts: Array) -> Array:
    """Of each piece the place in its document at which it begins."""
    places = np.cumsum(widths, dtype=np.int64) - widths
    firsts = np.cumsum(counts, dtype=np.int64) - counts
    places -= np.repeat(np.append(places, 0)[firsts], counts)
    return places.astype(np.uint32)
