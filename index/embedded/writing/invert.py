"""Inversion: from what each document has to which documents have it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.segments.flat import Array, Named
from index.embedded.segments.schema import DATES, SHOWN, WORDS
from index.embedded.segments.vocabulary import Packed
from index.embedded.writing.gather import Column, Gathered
from index.embedded.writing.ranks import ranked
from index.embedded.writing.readings import Read
from index.embedded.writing.rows import Block, blocks, lengths
from index.embedded.writing.values import searched


class _Postings(NamedTuple):
    """Those of some terms, one term after the other."""

    ranks: Array  # of the terms among all
    counts: Array  # of each term how many documents have it
    documents: Array


def keys(gathered: Gathered, part: slice) -> Named:
    """The fields without places, and the dates, of some documents."""
    columns = gathered.keys()
    for name, strings in gathered.strings.items():
        yield from _key(name, columns[name].part(part), strings)
    for name, shown in SHOWN.items():
        yield from _key(name, columns[shown].part(part), searched(name, gathered.strings[shown]))
    for name in DATES:
        yield name, np.array(gathered.dates[name][part], dtype=np.int64)


def words(name: str, column: Column, read: Read) -> Named:
    """The words of a text as they stand."""
    rank, document = _filled(blocks(column, read), int(lengths(column, read).sum()), read.surfaces)
    found = [_postings(rank[rows], document[rows])[0] for rows in _sorted(rank)]
    del rank, document
    return _field(WORDS[name], found, read.vocabulary)


def text(name: str, column: Column, read: Read) -> Named:
    """The terms of a text with their places. Lets go of each long array as soon as it can."""
    many = lengths(column, read)
    yield f"{name}.lengths", many
    places: list[Array] = []
    rank, document = _filled(_noted(blocks(column, read), places), int(many.sum()), read.terms)
    place = _joined(places)
    found, often = [], []
    places.clear()
    for rows in _sorted(rank):
        postings, begins = _postings(rank[rows], document[rows])
        found.append(postings)
        often.append(narrow(np.diff(begins, append=len(rows))))
        places.append(narrow(place[rows]))
    del rank, document, place
    yield f"{name}.places", _joined(places)
    places.clear()
    frequencies = _joined(often)
    yield f"{name}.frequencies", frequencies
    begins = np.append(0, np.cumsum(frequencies, dtype=np.int64))
    yield f"{name}.place_starts", begins[_starts(found)]
    del frequencies, begins
    yield from _field(name, found, read.vocabulary)


def narrow(numbers: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def inverse(starts: Array, documents: Array) -> Array:
    """For each document the row of its id: the inverse of the postings of ids, each of which has one document."""
    rows = np.zeros(len(documents), dtype=np.uint32)
    rows[documents] = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    return rows


def _key(name: str, column: Column, strings: Collection[str]) -> Named:
    vocabulary, ranks = ranked(strings)
    there = np.fromiter(map(bool, strings), np.bool_)[column.numbers]
    rank, document = ranks[column.numbers[there]], column.owners()[there]
    found = [_postings(rank[rows], document[rows])[0] for rows in _sorted(rank)]
    return _field(name, found, vocabulary)


def _filled(given: Iterable[Block], rows: int, said: Array) -> tuple[Array, Array]:
    """Of each term in each document the rank that is said of its row, and the document."""
    rank, document = np.empty(rows, np.uint32), np.empty(rows, np.uint32)
    done = 0
    for block in given:
        part = slice(done, done := done + len(block.rows))
        rank[part], document[part] = said[block.rows], block.documents
    return rank, document


def _noted(given: Iterable[Block], places: list[Array]) -> Iterator[Block]:
    for block in given:
        places.append(narrow(block.places))
        yield block


def _sorted(rank: Array) -> Iterator[Array]:
    """Rows in ascending order of their rank, those of one rank as they came; a range of ranks after the other.

    In a range the ranks differ in their lower 16 bits alone, and so short numbers NumPy sorts by counting them.
    """
    low, high = rank.astype("<u4", copy=False).view("<u2").reshape(-1, 2).T
    for value in range(int(high.max(initial=0)) + 1):
        rows = np.flatnonzero(high == value).astype(np.uint32)
        yield rows[np.argsort(low[rows], kind="stable")]


def _postings(rank: Array, document: Array) -> tuple[_Postings, Array]:
    """Those of sorted terms, each of which may be there often in one document; and where each posting begins."""
    begins = _begins(rank, document)
    ranks = rank[begins]
    firsts = _begins(ranks)
    return _Postings(ranks[firsts], np.diff(firsts, append=len(ranks)), document[begins]), begins


def _field(name: str, found: Sequence[_Postings], vocabulary: Packed) -> Named:
    chosen = vocabulary.chosen(_joined([some.ranks for some in found]))
    yield f"{name}.text", chosen.text
    yield f"{name}.begins", chosen.begins
    starts, documents = _starts(found), _joined([some.documents for some in found])
    yield f"{name}.starts", starts
    yield f"{name}.documents", documents
    if name == "id":
        yield "key", inverse(starts, documents)


def _starts(found: Sequence[_Postings]) -> Array:
    """For each term where its postings begin, and where one more would."""
    return np.append(0, np.cumsum(_joined([some.counts for some in found]), dtype=np.int64))


def _begins(*columns: Array) -> Array:
    """The rows at which any of the sorted columns changes, the first among them."""
    changes = np.ones(len(columns[0]), dtype=np.bool_)
    if len(changes):
        changes[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changes)


def _joined(arrays: Sequence[Array]) -> Array:
    joined: Array = np.concatenate(arrays)
    return joined
