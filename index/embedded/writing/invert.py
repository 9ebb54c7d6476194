"""Inversion: from what each document has to which documents have it."""

from collections.abc import Collection, Iterator

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import DATES, SHOWN, WORDS
from index.embedded.segments.vocabulary import Packed
from index.embedded.writing.gather import Column, Gathered
from index.embedded.writing.ranks import ranked
from index.embedded.writing.readings import Read
from index.embedded.writing.values import searched

_RANGE = 16  # bits of a rank by which rows are sorted at once: NumPy sorts so short numbers by counting them
_BLOCK = 1 << 19  # pieces whose terms are looked up together
Named = Iterator[tuple[str, Array]]


def keys(gathered: Gathered) -> Named:
    """The fields without places, and the dates."""
    for name, strings in gathered.strings.items():
        yield from _key(name, gathered.key(name), strings)
    for name, shown in SHOWN.items():
        yield from _key(name, gathered.key(shown), searched(name, gathered.strings[shown]))
    for name in DATES:
        yield name, np.array(gathered.dates[name], dtype=np.int64)


def _key(name: str, column: Column, strings: Collection[str]) -> Named:
    vocabulary, rank = ranked(strings)
    there = np.fromiter(map(bool, strings), np.bool_)[column.numbers]
    return _exact(name, rank[column.numbers[there]], column.owners()[there], vocabulary)


def words(name: str, column: Column, read: Read) -> Named:
    """The words of a text as they stand."""
    column = read.cored(column)
    many, rank = _rows(column, read, read.surfaces)
    return _exact(WORDS[name], rank, np.repeat(column.owners(), many), read.vocabulary)


def text(name: str, column: Column, read: Read) -> Named:
    """The terms of a text with their places. Lets go of each long array as soon as it can."""
    column = read.cored(column)
    many, rank = _rows(column, read, read.terms)
    document = np.repeat(column.owners(), many)
    yield f"{name}.lengths", np.bincount(document, minlength=len(column.counts)).astype(np.uint32)
    place = np.repeat(_begun(column, read), many)
    place += _rows(column, read, read.places)[1]
    del many
    found: list[tuple[Array, Array, Array, Array]] = []
    for rows in _sorted(rank):
        its_rank, its_document = rank[rows], document[rows]
        begins = _begins((its_rank, its_document))
        often = np.diff(begins, append=len(rows)).astype(np.uint32)
        found.append((its_rank[begins], its_document[begins], often, place[rows]))
    del rank, document, place
    ranks, documents, frequencies, places = (np.concatenate(column) for column in zip(*found, strict=True))
    del found
    starts = np.append(_begins((ranks,)), len(ranks))
    yield from _postings(name, ranks, starts, documents, read.vocabulary)
    yield f"{name}.frequencies", narrow(frequencies)
    yield f"{name}.places", narrow(places)
    yield f"{name}.place_starts", np.append(0, np.cumsum(frequencies))[starts].astype(np.int64)


def _exact(name: str, rank: Array, document: Array, vocabulary: Packed) -> Named:
    found: list[tuple[Array, Array]] = []
    for rows in _sorted(rank):
        its_rank, its_document = rank[rows], document[rows]
        begins = _begins((its_rank, its_document))
        found.append((its_rank[begins], its_document[begins]))
    ranks, documents = (np.concatenate(column) for column in zip(*found, strict=True))
    del found
    return _postings(name, ranks, np.append(_begins((ranks,)), len(ranks)), documents, vocabulary)


def _postings(name: str, ranks: Array, starts: Array, documents: Array, vocabulary: Packed) -> Named:
    """A field's vocabulary and postings, from the rank among all terms and the document of each posting, in order."""
    chosen = vocabulary.chosen(ranks[starts[:-1]])
    yield f"{name}.text", chosen.text
    yield f"{name}.begins", chosen.begins
    yield f"{name}.starts", starts.astype(np.int64)
    yield f"{name}.documents", documents
    if name == "id":
        yield "key", inverse(starts, documents)


def narrow(numbers: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def inverse(starts: Array, documents: Array) -> Array:
    """For each document the row of its id: the inverse of the postings of ids, each of which has one document."""
    rows = np.zeros(len(documents), dtype=np.uint32)
    rows[documents] = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    return rows


def _rows(column: Column, read: Read, said: Array) -> tuple[Array, Array]:
    """Of each piece how many rows it has, and what is said of each of those."""
    counts = np.diff(read.starts)
    many = counts[column.numbers]
    rows = np.empty(int(many.sum()), said.dtype)
    at = 0
    for begin in range(0, len(many), _BLOCK):
        block = slice(begin, begin + _BLOCK)
        starts = read.starts[column.numbers[block]].astype(np.int64)
        taken = said[spread(starts, many[block])]
        rows[at : at + len(taken)] = taken
        at += len(taken)
    return many, rows


def _begun(column: Column, read: Read) -> Array:
    """For each piece the place in its document at which it begins."""
    taken = read.widths[column.numbers]
    before = np.cumsum(taken, dtype=np.int64) - taken
    first = np.cumsum(column.counts, dtype=np.int64) - column.counts  # of each document the row of its first piece
    base = np.append(before, 0)[first]
    before -= np.repeat(base, column.counts)
    return before.astype(np.uint32)


def _sorted(rank: Array) -> Iterator[Array]:
    """Rows in ascending order of their rank, those of one rank as they came; a range of ranks after the other."""
    high, low = (rank >> _RANGE).astype(np.uint16), rank.astype(np.uint16)
    for value in range(int(high.max(initial=0)) + 1):
        rows = np.flatnonzero(high == value)
        yield rows[np.argsort(low[rows], kind="stable")]


def _begins(columns: tuple[Array, ...]) -> Array:
    """The rows at which any of the sorted columns changes, the first among them."""
    if not len(columns[0]):
        return np.zeros(0, np.int64)
    changes = np.ones(len(columns[0]), dtype=np.bool_)
    changes[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changes)
