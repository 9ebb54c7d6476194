"""Documents as numbers: each distinct piece of their texts, and each of their values, has one."""

from array import array
from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from index.analysis import glue
from index.embedded.segments.flat import Array, Named, held
from index.embedded.segments.schema import DATES, KEYS, NUMBERS, SHOWN, TEXTS, UNKNOWN, WORDS, instant, story
from index.embedded.writing.numbers import Numbers
from index.embedded.writing.pieces import Pieces
from index.embedded.writing.values import values
from index.types import Document

_AT_ONCE = 500_000  # characters of texts of which the pieces are numbered together


class Column(NamedTuple):
    """Numbers of one field: those of one document after the other."""

    numbers: Array
    counts: Array  # for each document how many

    def part(self, documents: slice) -> "Column":
        """That of some documents that follow one another."""
        begins = np.append(0, np.cumsum(self.counts, dtype=np.int64))
        return Column(self.numbers[begins[documents.start] : begins[documents.stop]], self.counts[documents])

    def owners(self) -> Array:
        """For each number the document that it is of."""
        return np.repeat(np.arange(len(self.counts), dtype=np.uint32), self.counts)


class _Key:
    """A field without places while documents are added to it."""

    def __init__(self) -> None:
        self.strings = Numbers[str]()
        self._numbers, self._owners = array("I"), array("I")

    def add(self, document: int, values: Iterable[str]) -> None:
        for value in dict.fromkeys(values):
            if value:
                self._numbers.append(self.strings[value])
                self._owners.append(document)

    def column(self, documents: int) -> Column:
        return Column(held(self._numbers), np.bincount(held(self._owners), minlength=documents))


class _Text:
    """The column of a text while documents are added to it: the pieces of some of them are numbered together."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._waiting: list[str] = []
        self._characters = 0  # of those that wait
        self._numbers, self._counts = array("I"), array("I")

    def add(self, text: str) -> None:
        self._waiting.append(glue(text))
        self._characters += len(text)
        if self._characters > _AT_ONCE:
            self._number()

    def column(self) -> Column:
        self._number()
        return Column(held(self._numbers), held(self._counts))

    def _number(self) -> None:
        for grown, some in zip((self._numbers, self._counts), self._pieces.numbered(self._waiting), strict=True):
            grown.frombytes(some.astype(grown.typecode).tobytes())
        self._waiting, self._characters = [], 0


class Gathered:
    """Documents that wait to become a segment."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        names = [name for name in KEYS if name not in SHOWN and name not in WORDS.values()]
        self._texts = {name: _Text(pieces) for name in TEXTS}
        self._keys = {name: _Key() for name in names}
        self._numbers: dict[str, array[int]] = {name: array("q") for name in NUMBERS}
        self._documents = 0

    def __len__(self) -> int:
        return self._documents

    @property
    def size(self) -> int:
        """Pieces in all documents."""
        return self._pieces.met

    def add(self, document: Document) -> None:
        at = self._documents
        for name, text in self._texts.items():
            text.add(getattr(document, name))
        for name, said in values(document):
            self._keys[name].add(at, said)
        dates = document.published, document.updated, document.first_seen, document.date
        for name, date in zip(DATES, dates, strict=True):
            self._numbers[name].append(UNKNOWN if date is None else instant(date))
        self._numbers["story"].append(story(document))
        self._documents += 1

    def texts(self) -> dict[str, Column]:
        """The pieces of each text."""
        return {name: text.column() for name, text in self._texts.items()}

    def keys(self) -> dict[str, tuple[Column, Collection[str]]]:
        """The values of each field without places, and the strings of which they are the numbers; to be asked once."""
        keys, self._keys = self._keys, {}
        return {name: (key.column(self._documents), key.strings) for name, key in keys.items()}

    def numbers(self, part: slice) -> Named:
        """What there is one number of for each document, of some of them."""
        for name, numbers in self._numbers.items():
            yield name, np.array(numbers[part], np.int64)
