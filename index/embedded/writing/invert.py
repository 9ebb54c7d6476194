"""Inversion: from what each document has to which documents have it, with one sort a field."""

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import DATES, WORDS, term
from index.embedded.segments.vocabulary import pack
from index.embedded.writing.gather import Column, Gathered, owners

_LOW = 32  # bits of a sort key below the rank of the term
_MASK = (1 << _LOW) - 1


class _Ranks:
    """The order of all strings by their bytes."""

    def __init__(self, strings: list[str]) -> None:
        encoded = [term(string) for string in strings]
        self.terms = sorted(set(encoded))
        places = dict(zip(self.terms, range(len(self.terms)), strict=True))
        self.of = np.fromiter(map(places.__getitem__, encoded), np.int64, len(encoded))


def invert(gathered: Gathered) -> dict[str, Array]:
    """The arrays of a segment that holds what was gathered."""
    ranks = _Ranks(list(gathered.strings))
    arrays: dict[str, Array] = {}
    for name, column in gathered.texts.items():
        arrays |= _text(name, column, gathered, ranks)
    for name, column in gathered.keys.items():
        arrays |= _exact(name, ranks.of[_numbers(column)], owners(column), ranks)
    for name in DATES:
        arrays[name] = np.array(gathered.dates[name], dtype=np.int64)
    arrays["key"] = keys(arrays["id.starts"], arrays["id.documents"])
    return arrays


def _text(name: str, column: Column, gathered: Gathered, ranks: _Ranks) -> dict[str, Array]:
    """A text's terms with their places, and its words as they stand."""
    readings = gathered.readings
    pieces, document = _numbers(column), owners(column)
    starts = np.array(readings.starts, dtype=np.int64)
    many = np.diff(starts)[pieces]  # terms of each piece
    source = spread(starts[pieces], many)  # for each term the row of the readings that it comes from
    document_of = np.repeat(document, many)
    place = _places(np.array(readings.widths, dtype=np.int64)[pieces], column) if len(pieces) else pieces
    place = np.repeat(place, many) + np.array(readings.places, dtype=np.int64)[source]
    rank = ranks.of[np.array(readings.terms, dtype=np.int64)[source]]
    surface = ranks.of[np.array(readings.surfaces, dtype=np.int64)[source]]
    del pieces, document, source
    lengths = np.bincount(document_of, minlength=len(gathered)).astype(np.uint32)
    words = _exact(WORDS[name], surface, document_of, ranks)
    del surface
    # Terms come in the order of documents and places, so that sorting by rank and then by row keeps both.
    key = rank << _LOW | np.arange(len(rank), dtype=np.int64)
    del rank
    key.sort()
    row = key & _MASK
    rank, document_of = key >> _LOW, document_of[row]
    begins = _begins((rank, document_of))
    frequencies = np.diff(np.append(begins, len(rank)))
    arrays = postings(name, rank[begins], document_of[begins], ranks.terms)
    place_starts = np.append(0, np.cumsum(frequencies))[arrays[f"{name}.starts"]]
    return words | arrays | {
        f"{name}.frequencies": narrow(frequencies),
        f"{name}.places": narrow(place[row]),
        f"{name}.place_starts": place_starts.astype(np.int64),
        f"{name}.lengths": lengths,
    }


def _exact(name: str, rank: Array, document: Array, ranks: _Ranks) -> dict[str, Array]:
    key = rank << _LOW | document
    key.sort()
    key = key[_begins((key,))]
    return postings(name, key >> _LOW, key & _MASK, ranks.terms)


def postings(name: str, rank: Array, documents: Array, terms: list[bytes]) -> dict[str, Array]:
    """A field's vocabulary and postings, from the rank among all terms and the document of each posting, in order."""
    begins = _begins((rank,))
    text, text_begins = pack([terms[at] for at in rank[begins].tolist()])
    return {
        f"{name}.text": text,
        f"{name}.begins": text_begins,
        f"{name}.starts": np.append(begins, len(rank)).astype(np.int64),
        f"{name}.documents": documents.astype(np.uint32),
    }


def narrow(numbers: Array) -> Array:
    """The same numbers in the smallest unsigned type that holds them."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _places(widths: Array, column: Column) -> Array:
    """For each piece the place in its document at which it begins."""
    before = np.cumsum(widths) - widths
    counts = np.frombuffer(column.counts, np.uint32)
    first = np.cumsum(counts, dtype=np.int64) - counts  # of each document the row of its first piece
    return before - np.repeat(before[np.minimum(first, len(before) - 1)], counts)


def _numbers(column: Column) -> Array:
    return np.array(column.numbers, dtype=np.int64)


def _begins(columns: tuple[Array, ...]) -> Array:
    """The rows at which any of the sorted columns changes, the first among them."""
    if not len(columns[0]):
        return np.zeros(0, np.int64)
    changes = np.ones(len(columns[0]), dtype=np.bool_)
    changes[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changes)


def keys(starts: Array, documents: Array) -> Array:
    """For each document the row of its id: the inverse of the postings of ids, each of which has one document."""
    rows = np.zeros(len(documents), dtype=np.uint32)
    rows[documents] = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
    return rows
