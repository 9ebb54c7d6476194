"""The pieces of a text that may be what is wanted, found without reading all of it."""

import re
from collections.abc import Iterable, Iterator

from index.analysis import glue

_LONGEST = 6  # letters of a word that are looked for
_PLAIN = re.compile(r"[a-z]{2,}")  # words of which nothing but a case may be folded
_FOLDED = ("http", "ftp", "hk")  # names that notations stand for with other letters
_ODD = "%&\\[{\x02"  # in pieces with these, or with letters that are not ASCII, others may be meant than stand there
_FOREIGN = re.compile(r"(?=[^\x00-\x7f])\S")
_PIECE = re.compile(r"\S+")


def beginning(term: str) -> str:
    """Letters that every word with this stem begins with; "" where that cannot be told.

    The stemmer takes endings off, and may write one or two of the last letters anew (studies: studi).
    """
    if not _PLAIN.fullmatch(term) or term.startswith(_FOLDED):
        return ""
    return term[: max(1, len(term) - 2)][:_LONGEST]


def pieces(text: str, beginnings: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Those pieces of a text, and where they stand, in which a word may begin so; each stands far from the next."""
    text = glue(text)
    done = 0
    for spot in _spots(text, beginnings):
        if spot < done:
            continue
        start = spot
        while start > done and not text[start - 1].isspace():
            start -= 1
        rest = _PIECE.match(text, spot)
        done = rest.end() if rest else spot  # no spot is blank
        yield start, text[start:done]


def _spots(text: str, beginnings: Iterable[str]) -> list[int]:
    """Where one of the beginnings stands, or a sign that other letters may be meant."""
    plain = text.lower()
    if len(plain) != len(text):  # a few letters are longer in small: then every piece is looked at
        return [found.start() for found in _PIECE.finditer(text)]
    spots = [] if text.isascii() else [found.start() for found in _FOREIGN.finditer(text)]
    for wanted in (*beginnings, *_ODD):
        at = plain.find(wanted)
        while at >= 0:
            spots.append(at)
            at = plain.find(wanted, at + 1)
    return sorted(spots)
