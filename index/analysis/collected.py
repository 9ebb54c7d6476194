"""What a piece of text is found to hold, written down term by term."""

import re
from collections.abc import Iterable

from index.analysis.folding import Folded
from index.analysis.parts import Part
from index.analysis.tokens import HEAD, LONGEST, PART, Term
from index.analysis.words import WORD, runs, stem, surface

_LETTERS = re.compile(WORD)


class Collected:
    """The terms of a folded piece, and the number of positions they take so far."""

    def __init__(self, piece: Folded) -> None:
        self.piece = piece
        self.terms: list[Term] = []
        self.position = 0

    def add(self, term: str, shown: str, start: int, end: int, role: int) -> None:
        if term and end > start:
            spans = self.piece.starts[start], self.piece.ends[end - 1]
            self.terms.append(Term(term[:LONGEST], shown[:LONGEST], self.position, *spans, role))

    def name(self, whole: str, start: int, end: int, found: Iterable[Part]) -> None:
        """An indicator at one position: itself, and once each of the parts it is found by."""
        if len(whole) > LONGEST:
            self.words(self.piece.text[start:end], start)
            return
        seen = {whole}
        self.add(whole, whole, start, end, HEAD)
        for term, first, last in found:
            if term not in seen:
                seen.add(term)
                self.add(term, term, first, last, PART)
        self.position += 1

    def word(self, word: str, start: int) -> None:
        for run, first, last in runs(word, start):
            shown = surface(run)
            if shown:
                self.add(stem(shown), shown, first, last, HEAD)
                self.position += 1

    def words(self, text: str, start: int) -> None:
        for found in _LETTERS.finditer(text):
            self.word(found.group(), start + found.start())
