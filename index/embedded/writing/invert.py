"""Inversion: from what each document has to which documents have it, with one sort a field."""

from array import array

import numpy as np

from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import NUMBERS, WORDS, term
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
        arrays |= _exact(name, _ranked(ranks, column.numbers), owners(column), ranks)
    for name in NUMBERS:
        arrays[name] = np.array(gathered.numbers[name], dtype=np.int64)
    arrays["key"] = keys(arrays["id.starts"], arrays["id.documents"])
    return arrays


def _text(name: str, column: Column, gathered: Gathered, ranks: _Ranks) -> dict[str, Array]:
    """A text's terms with their places, and its words as they stand. Lets go of each long array as soon as it can."""
    readings = gathered.readings
    pieces = _held(column.numbers)
    starts = _held(readings.starts).astype(np.int64)
    many = np.diff(starts)[pieces]  # terms of each piece
    source = spread(starts[pieces], many)  # for each term the row of the readings that it comes from
    document = np.repeat(owners(column), many)
    lengths = np.bincount(document, minlength=len(gathered)).astype(np.uint32)
    words = _exact(WORDS[name], _ranked(ranks, readings.surfaces)[source], document, ranks)
    key = _ranked(ranks, readings.terms)[source]
    place = np.repeat(_begun(readings.widths, pieces, column), many)
    place += _held(readings.places)[source]
    del pieces, many, source
    # Terms come in the order of documents and places, so that sorting by rank and then by row keeps both.
    key <<= _LOW
    key |= np.arange(len(key))
    key.sort()
    row = (key & _MASK).astype(np.uint32)
    key >>= _LOW
    document, place = document[row], place[row]
    begins = _begins((key, document))
    frequencies = np.diff(np.append(begins, len(key)))
    arrays = postings(name, key[begins], document[begins], ranks.terms)
    place_starts = np.append(0, np.cumsum(frequencies))[arrays[f"{name}.starts"]]
    return (
        words
        | arrays
        | {
            f"{name}.frequencies": narrow(frequencies),
            f"{name}.places": narrow(place),
            f"{name}.place_starts": place_starts.astype(np.int64),
            f"{name}.lengths": lengths,
        }
    )


def _exact(name: str, rank: Array, document: Array, ranks: _Ranks) -> dict[str, Array]:
    key = rank << _LOW
    key |= document
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


def _begun(widths: "array[int]", pieces: Array, column: Column) -> Array:
    """For each piece the place in its document at which it begins."""
    if not len(pieces):
        return np.zeros(0, np.uint32)
    taken = _held(widths)[pieces]
    before = np.cumsum(taken, dtype=np.int64) - taken
    counts = np.frombuffer(column.counts, np.uint32)
    first = np.cumsum(counts, dtype=np.int64) - counts  # of each document the row of its first piece
    begun: Array = before - np.repeat(before[np.minimum(first, len(before) - 1)], counts)
    return begun.astype(np.uint32)


def _ranked(ranks: _Ranks, strings: "array[int]") -> Array:
    return ranks.of[_held(strings)]


def _held(numbers: "array[int]") -> Array:
    return np.frombuffer(numbers, np.uint32) if numbers else np.zeros(0, np.uint32)


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
