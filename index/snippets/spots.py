"""The pieces of a text that may be what is wanted, found without reading all of it."""

import re
from collections.abc import Iterable

from index.analysis import glue, surface

_LONGEST = 6  # letters of a word that are looked for
_PLAIN = re.compile(r"[a-z]{2,}")  # words of which nothing but a case may be folded
_FOLDED = ("http", "ftp", "hk")  # names that notations stand for with other letters
_BLANK, _ODD = b" ", b"\0"
_REGISTERED = b" xn  "  # so begins the outline of a name that is read in other letters too


def _outlined(letter: str) -> int:
    """An English letter in small and without accent, a digit, a blank for any other sign; or _ODD."""
    form = surface(letter)
    if len(form) == 1 and form.isascii() and form.isalnum():
        return ord(form)
    plain = letter.isspace() or (len(form) == 1 and not form.isalnum())
    return ord(_BLANK if plain and letter != "%" else _ODD)


# Odd are letters that others may be meant by, as behind a percent sign. All other notations stand for signs.
_OUTLINE = bytes(_outlined(chr(code)) for code in range(256))
_BLANKS = bytes(ord(_BLANK) if chr(code).isspace() else 0 for code in range(256))
# Of characters that an outline has no byte for, only dashes, quotes, bullets and the ellipsis are as good as blanks.
_FAR = re.compile("[^\x00-\xff](?<![\u2010-\u2015\u2018-\u201f\u2022\u2026])")


def beginning(term: str) -> str:
    """Letters that every word with this stem begins with; "" where that cannot be told.

    The stemmer takes endings off, and may write the last letter anew (study: studi), or `ie` for a `y` (dying: die).
    """
    if not _PLAIN.fullmatch(term) or term.startswith(_FOLDED):
        return ""
    return term[: max(1, len(term) - (2 if term.endswith("ie") else 1))][:_LONGEST]


def outlines(beginnings: Iterable[str]) -> tuple[bytes, ...]:
    """What to look for in the outline of a text: words that begin so, and those of which that cannot be told."""
    shortest: list[str] = []
    for letters in sorted(beginnings):
        if not shortest or not letters.startswith(shortest[-1]):
            shortest.append(letters)
    return *(f" {letters}".encode() for letters in shortest), _REGISTERED


def pieces(text: str, wanted: Iterable[bytes]) -> list[tuple[int, str]]:
    """Those pieces of a text, and where they stand, of which the outline has what is wanted."""
    text = glue(text)
    signs = text.encode("latin-1", "replace")
    outline, blanks = signs.translate(_OUTLINE), bytearray(signs.translate(_BLANKS))
    spots = _places(outline, _ODD)
    for far in _FAR.finditer(text) if not text.isascii() else ():
        if far.group().isspace():
            blanks[far.start()] = ord(_BLANK)
        else:
            spots.append(far.start())
    outline = _BLANK + outline
    for letters in wanted:
        spots += _places(outline, letters)
    found, done = [], 0
    for spot in sorted(spots):
        if spot >= done:
            start = blanks.rfind(_BLANK, done, spot) + 1
            done = blanks.find(_BLANK, spot) % (len(text) + 1)  # the end where there is no more
            found.append((start, text[start:done]))
    return found


def _places(text: bytes, part: bytes) -> list[int]:
    places, at = [], text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    return places
