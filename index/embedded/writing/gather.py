"""Documents as numbers: each distinct piece of text is read once, and stands for itself as a number from then on."""

from array import array
from datetime import datetime
from typing import NamedTuple

import numpy as np

from index.analysis import pieces, reading
from index.embedded.segments.flat import Array
from index.embedded.segments.schema import KEYS, NUMBERS, TEXTS, UNKNOWN, WORDS, instant, story
from index.embedded.writing.values import values
from index.types import Document

_MOST_PIECES = 500_000  # distinct ones that are kept in mind; then all are forgotten


class Strings(dict[str, int]):
    """Strings, numbered as they are met."""

    def __missing__(self, string: str) -> int:
        self[string] = number = len(self)
        return number


class Readings(dict[str, int]):
    """Pieces of text, numbered as they are met, and what analysis reads in each: one row of terms after the other."""

    def __init__(self, strings: Strings) -> None:
        super().__init__()
        self._strings = strings
        self.terms, self.surfaces, self.places = array("I"), array("I"), array("I")  # of each term, one like the other
        self.starts = array("I", [0])  # for each piece where its terms begin, and where one more would
        self.widths = array("I")  # for each piece how many places it takes

    def __missing__(self, piece: str) -> int:
        terms, width = reading(piece)
        strings = self._strings
        for term in terms:
            self.terms.append(strings[term.text])
            self.surfaces.append(strings[term.surface])
            self.places.append(term.position)
        self.starts.append(len(self.terms))
        self.widths.append(width)
        self[piece] = number = len(self)
        return number


class Column(NamedTuple):
    """Numbers of one field: those of one document after the other."""

    numbers: "array[int]"
    counts: "array[int]"  # for each document how many


class Gathered:
    """Documents that wait to become a segment."""

    def __init__(self) -> None:
        self.strings = Strings()
        self.readings = Readings(self.strings)
        self.clear()

    def __len__(self) -> int:
        return self._documents

    @property
    def size(self) -> int:
        """Pieces and values in all documents: what memory grows with."""
        return sum(len(column.numbers) for column in (*self.texts.values(), *self.keys.values()))

    def add(self, document: Document) -> None:
        for name in TEXTS:
            numbers = list(map(self.readings.__getitem__, pieces(getattr(document, name))))
            self.texts[name].numbers.extend(numbers)
            self.texts[name].counts.append(len(numbers))
        for name, said in values(document):
            numbers = [self.strings[value] for value in dict.fromkeys(said) if value]
            column = self.keys[name]
            column.numbers.extend(numbers)
            column.counts.extend([0] * (self._documents - len(column.counts)))
            column.counts.append(len(numbers))
        dates = (document.published, document.updated, document.first_seen, document.date)
        for name, number in zip(NUMBERS, (*map(_instant, dates), story(document)), strict=True):
            self.numbers[name].append(number)
        self._documents += 1

    def clear(self) -> None:
        """Begin anew, with what was learnt of pieces unless that has grown too large."""
        if len(self.readings) > _MOST_PIECES:
            self.strings = Strings()
            self.readings = Readings(self.strings)
        self.texts = {name: Column(array("I"), array("I")) for name in TEXTS}
        self.keys = {name: Column(array("I"), array("I")) for name in KEYS if name not in WORDS.values()}
        self.numbers = {name: array("q") for name in NUMBERS}
        self._documents = 0


def owners(column: Column) -> Array:
    """For each number of a column the document that it is of."""
    counts = np.frombuffer(column.counts, np.uint32) if column.counts else np.zeros(0, np.uint32)
    return np.repeat(np.arange(len(counts), dtype=np.uint32), counts)


def _instant(when: datetime | None) -> int:
    return UNKNOWN if when is None else instant(when)
