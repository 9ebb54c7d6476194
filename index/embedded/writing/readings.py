"""Pieces of text, read: the terms of each distinct one, as numbers."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from index.analysis import core, of_core, of_other
from index.analysis.collected import Row
from index.embedded.segments.flat import Array, held
from index.embedded.segments.vocabulary import Packed
from index.embedded.writing.numbers import Numbers
from index.embedded.writing.ranks import ranked

_AT_ONCE = 256  # pieces of which the rows are numbered together, as many as a processor has at hand
_A_CORE = 160  # bytes of memory, more or less


class Read(NamedTuple):
    """What is read in pieces: rows of terms, those of one core after the other."""

    vocabulary: Packed  # all terms and surfaces
    cores: Array  # for each piece the number of its core, or of itself where it has none
    starts: Array  # for each of those numbers where its rows begin, and where one more would
    widths: Array  # and how many places it takes
    terms: Array  # for each row the rank of its term in the vocabulary
    surfaces: Array  # and that of the term as it stands
    places: Array  # and its place, from that on at which the piece begins


class Readings:
    """What analysis reads in pieces, which are numbered as they come, none twice; what has one core is read once."""

    def __init__(self) -> None:
        self._strings = Numbers[str]()
        self._cores: dict[str, int] = {}
        self._core_of_piece = array("I")
        self._starts, self._widths = array("I", [0]), array("I")
        self._terms, self._surfaces, self._places = array("I"), array("I"), array("I")

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self._strings.size + _A_CORE * len(self._cores)

    def read(self, pieces: Sequence[str]) -> None:
        for begin in range(0, len(pieces), _AT_ONCE):
            self._read(pieces[begin : begin + _AT_ONCE])

    def _read(self, pieces: Sequence[str]) -> None:
        rows: list[Row] = []
        first = len(self._terms)
        for piece in pieces:
            said = core(piece)
            number = None if said is None else self._cores.get(said)
            if number is None:
                number = len(self._widths)
                found = of_other(piece) if said is None else of_core(said)
                rows += found.rows
                self._starts.append(first + len(rows))
                self._widths.append(found.position)
                if said is not None:
                    self._cores[said] = number
            self._core_of_piece.append(number)
        strings = self._strings
        terms = [strings[row[0]] for row in rows]
        self._terms.extend(terms)
        # All but stemmed words stand in the text as they are: nothing to look up twice.
        self._surfaces.extend(
            [term if row[0] == row[1] else strings[row[1]] for row, term in zip(rows, terms, strict=True)]
        )
        self._places.extend([row[2] for row in rows])
        strings.new()

    def all(self) -> Read:
        """To be asked for once."""
        self._cores.clear()
        vocabulary, rank = ranked(self._strings)
        return Read(
            vocabulary,
            held(self._core_of_piece),
            held(self._starts),
            held(self._widths),
            rank[held(self._terms)],
            rank[held(self._surfaces)],
            held(self._places),
        )
