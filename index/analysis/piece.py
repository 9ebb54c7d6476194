"""One piece of text, what stands between two blanks: its terms, and the core that they are read in."""

import re
from functools import lru_cache
from typing import NamedTuple

from index.analysis.atoms import NAME, add_atom
from index.analysis.collected import Collected
from index.analysis.folding import fold_glued
from index.analysis.reader import read
from index.analysis.tokens import HEAD, LONGEST, Term
from index.analysis.words import stem

# A word or name as most are, between quotes, brackets and the punctuation of its sentence: folding would only lower it,
# and nothing but blanks parts it. Behind two colons it may be half an address.
_PLAIN = re.compile(rf"""[(\["'`]*+({NAME})[.,;!?)\]"'`]*+:?[.,;!?)\]"'`]*+""", re.IGNORECASE | re.ASCII)
_REMEMBERED = 64  # characters; longer pieces seldom come twice


class Reading(NamedTuple):
    """What a piece of text holds, wherever it stands."""

    terms: tuple[Term, ...]  # positions and spans count from where the piece begins
    width: int  # positions taken: the next piece begins so many further


def core(piece: str) -> str | None:
    """The word or name that alone is read in a piece, `worms` in `("Worms")`; None for a piece that holds more."""
    found = _PLAIN.fullmatch(piece) if len(piece) <= LONGEST else None
    return found[1].lower() if found else None


def of_core(core: str) -> Collected:
    """The terms of a core, with their spans in it."""
    to = Collected(core)
    add_atom(to, core, 0)
    return to


def of_other(piece: str) -> Collected:
    """The terms of a piece without core, with spans in its folded form."""
    return read(fold_glued(piece).text)


def reading(piece: str) -> Reading:
    """The terms of one of the pieces."""
    found = _PLAIN.fullmatch(piece) if len(piece) <= LONGEST else None
    if found and found[1].isalpha():  # as most are: one word
        word = found[1].lower()
        return Reading((Term(stem(word), word, 0, *found.span(1), HEAD),), 1)
    if found:
        to = Collected(piece.lower())
        add_atom(to, to.text[found.start(1) : found.end(1)], found.start(1))
        return Reading(tuple(map(Term._make, to.rows)), to.position)
    folded = fold_glued(piece)
    to, starts, ends = read(folded.text), folded.starts, folded.ends
    terms = [Term(text, shown, at, starts[a], ends[b - 1], role) for text, shown, at, a, b, role in to.rows]
    return Reading(tuple(terms), to.position)


def remembered(piece: str) -> Reading:
    """The same, for a piece that was read before without reading it again."""
    return _remembered(piece) if len(piece) <= _REMEMBERED else reading(piece)


_remembered = lru_cache(maxsize=32_768)(reading)
