"""What analysis gives: tokens, each a term with its place in the text."""

from typing import NamedTuple

LONGEST = 256  # characters of a term; a longer run is read as words, a longer word is cut


class Token(NamedTuple):
    """One term of a text and where it stands; a tuple, since a text has thousands."""

    text: str  # the term as indexed: stemmed for English words, never for indicators and their parts
    surface: str  # the folded form before stemming, for prefixes, wildcards, near spellings and suggestions
    position: int  # counts words from 0; all terms of one indicator share a position, so phrases run across it
    start: int  # where it begins in the original text, in characters
    end: int  # and where it ends, exclusive


class Term(NamedTuple):
    """A token of a piece of text, before it has its place in the whole; `role` says how a query reads it."""

    text: str
    surface: str
    position: int
    start: int
    end: int
    role: int


PART = 0  # found by those who ask for a part of an indicator
HEAD = 1  # what a query asks for at this position
JOINED = 2  # the whole of a hyphenated word, whose words are heads of their own
