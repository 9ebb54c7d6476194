"""What a piece of text is found to hold, written down term by term."""

import re
from collections.abc import Iterable

from index.analysis.parts import Part
from index.analysis.tokens import HEAD, LONGEST, PART
from index.analysis.words import WORD, runs, stem, surface

Row = tuple[str, str, int, int, int, int]  # what a Term has, its span still that in the folded piece

_LETTERS = re.compile(WORD)


class Collected:
    """The terms of a folded piece, and the number of positions they take so far."""

    __slots__ = ("position", "rows", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: list[Row] = []
        self.position = 0

    def add(self, term: str, shown: str, start: int, end: int, role: int) -> None:
        if term and end > start:
            self.rows.append((term[:LONGEST], shown[:LONGEST], self.position, start, end, role))

    def name(self, whole: str, start: int, end: int, found: Iterable[Part]) -> None:
        """An indicator at one position: itself, and once each of the parts it is found by."""
        if len(whole) > LONGEST:
            self.words(self.text[start:end], start)
            return
        rows, position = self.rows, self.position
        if whole and end > start:
            rows.append((whole, whole, position, start, end, HEAD))
        seen = {whole, ""}
        for term, first, last in found:
            if term not in seen and last > first:
                seen.add(term)
                part = term[:LONGEST]
                rows.append((part, part, position, first, last, PART))
        self.position += 1

    def word(self, word: str, start: int) -> None:
        if word.isalnum() and word.isascii() and len(word) <= LONGEST:
            self.rows.append((stem(word), word, self.position, start, start + len(word), HEAD))
            self.position += 1
            return
        for run, first, last in runs(word, start):
            shown = surface(run)
            if shown:
                self.add(stem(shown), shown, first, last, HEAD)
                self.position += 1

    def words(self, text: str, start: int) -> None:
        for found in _LETTERS.finditer(text):
            self.word(found.group(), start + found.start())
