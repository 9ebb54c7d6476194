"""Inversion: from what each document has to which documents have it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.embedded.segments.flat import Array, Named
from index.embedded.segments.schema import SHOWN, WORDS
from index.embedded.segments.vocabulary import Packed
from index.embedded.writing.gather import Column, Gathered
from index.embedded.writing.order import ordered
from index.embedded.writing.ranks import ranked
from index.embedded.writing.readings import Read
from index.embedded.writing.rows import blocks, narrow
from index.embedded.writing.values import searched


class Key(NamedTuple):
    """A field without places of all documents, and its terms in their order."""

    column: Column
    there: Array  # for each number of the column whether there is a term at all
    vocabulary: Packed
    ranks: Array  # and the rank of its term


class _Postings(NamedTuple):
    """Those of some terms, one term after the other."""

    ranks: Array  # of the terms among all
    counts: Array  # of each term how many documents have it
    documents: Array
    often: Array  # for each posting how often the document has the term
    places: Array  # of each term how many places it has in all


def looked_up(gathered: Gathered) -> dict[str, Key]:
    """The fields without places, each with the order of its terms."""
    keys = gathered.keys()
    for name, shown in SHOWN.items():
        column, strings = keys[shown]
        keys[name] = column, searched(name, strings)
    return {
        name: Key(column, np.fromiter(map(bool, strings), np.bool_, len(strings)), *ranked(strings))
        for name, (column, strings) in keys.items()
    }


def key(name: str, said: Key, part: slice) -> Named:
    """A field without places of some documents."""
    column = said.column.part(part)
    there = said.there[column.numbers]
    rank, document = said.ranks[column.numbers[there]], column.owners()[there]
    found = [_postings(*rows) for rows in ordered([(rank, document)])]
    yield from _field(name, found, said.vocabulary)
    if name in SHOWN:
        documents = _joined([some.documents for some in found])
        yield from transposed(name, _starts([some.counts for some in found]), documents, len(column.counts))


def words(name: str, column: Column, read: Read) -> Named:
    """The words of a text as they stand."""
    found = [_postings(*rows) for rows in ordered(blocks(column, read, read.surfaces, placed=False))]
    return _field(WORDS[name], found, read.vocabulary)


def text(name: str, column: Column, read: Read) -> Named:
    """The terms of a text with their places."""
    found: list[_Postings] = []
    places: list[Array] = []
    for rank, document, place in ordered(blocks(column, read, read.terms, placed=True)):
        found.append(_postings(rank, document))
        places.append(narrow(place))
    yield f"{name}.places", _pieces(places)
    del places  # they are large, and written by now
    yield f"{name}.place_starts", _starts([some.places for some in found])
    yield f"{name}.frequencies", _pieces([some.often for some in found])
    yield from _field(name, found, read.vocabulary)


def inverse(starts: Array, documents: Array) -> Array:
    """For each document the row of its id: the inverse of the postings of ids, each of which has one document."""
    rows = np.zeros(len(documents), dtype=np.uint32)
    rows[documents] = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    return rows


def transposed(name: str, starts: Array, documents: Array, count: int) -> Named:
    """For each of `count` documents the rows of its terms: what facets are counted by."""
    rows = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    yield f"{name}.rows", narrow(rows[np.argsort(documents, kind="stable")])
    yield f"{name}.row_starts", np.append(0, np.cumsum(np.bincount(documents, minlength=count), dtype=np.int64))


def _postings(rank: Array, document: Array) -> _Postings:
    """Those of sorted terms, each of which may be there often in one document."""
    begins = _begins(rank, document)
    ranks = rank[begins]
    firsts = _begins(ranks)
    return _Postings(
        ranks[firsts],
        np.diff(firsts, append=len(begins)),
        document[begins],
        narrow(np.diff(begins, append=len(rank))),
        np.diff(begins[firsts], append=len(rank)),
    )


def _field(name: str, found: Sequence[_Postings], vocabulary: Packed) -> Named:
    chosen = vocabulary.chosen(_joined([some.ranks for some in found]))
    yield f"{name}.text", chosen.text
    yield f"{name}.begins", chosen.begins
    starts = _starts([some.counts for some in found])
    yield f"{name}.starts", starts
    if name == "id":
        yield "key", inverse(starts, _joined([some.documents for some in found]))
    yield f"{name}.documents", [some.documents for some in found]


def _starts(counts: Sequence[Array]) -> Array:
    """For each term where what it has begins, and where one more would."""
    return np.append(0, np.cumsum(_joined(counts), dtype=np.int64))


def _begins(*columns: Array) -> Array:
    """The rows at which any of the sorted columns changes, the first among them."""
    changes = np.ones(len(columns[0]), dtype=np.bool_)
    if len(changes):
        changes[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changes)


def _joined(arrays: Sequence[Array]) -> Array:
    joined: Array = np.concatenate(arrays)
    return joined


def _pieces(arrays: Sequence[Array]) -> list[Array]:
    """The same in one type."""
    kind = np.result_type(*arrays)
    return [array.astype(kind, copy=False) for array in arrays]
