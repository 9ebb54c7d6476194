"""The pieces of a text that may be what is wanted, found without reading all of it."""

import re
from collections.abc import Iterable, Iterator

from index.analysis import glue, surface

_LONGEST = 6  # letters of a word that are looked for
_PLAIN = re.compile(r"[a-z]{2,}")  # words of which nothing but a case may be folded
_FOLDED = ("http", "ftp", "hk")  # names that notations stand for with other letters
_FORMS = [surface(chr(code)) for code in range(256)]  # what analysis reads in a character
_OUTLINE = bytes(ord(form) if len(form) == 1 and form.isascii() and form.isalnum() else 32 for form in _FORMS)
_PLAINLY = "".join(
    re.escape(chr(code))
    for code, form in enumerate(_FORMS)
    if len(form) == 1 and (form.isascii() or not form.isalnum())
)
# Other letters than the outline has may be meant by further characters, but not by dashes, quotes, bullets and the
# ellipsis; and behind a percent sign. All other notations stand for signs.
_OTHERWISE = re.compile(f"%|[^\\s{_PLAINLY}\u2010-\u2015\u2018-\u201f\u2022\u2026]")
_REGISTERED = "xn  "  # so begins the outline of a name that is read in other letters too
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
        start = spot + 1 - len(text[done : spot + 1].rsplit(maxsplit=1)[-1])
        rest = _PIECE.match(text, spot)
        done = rest.end() if rest else spot  # no spot is blank
        yield start, text[start:done]


def _spots(text: str, beginnings: Iterable[str]) -> list[int]:
    """Where a word begins with one of the beginnings, or other letters may be meant than stand there."""
    odd = not text.isascii() or "%" in text or "\x02" in text
    spots = [found.start() for found in _OTHERWISE.finditer(text)] if odd else []
    outline = f" {_outline(text)}"
    for wanted in (*beginnings, _REGISTERED):
        at = outline.find(f" {wanted}")
        while at >= 0:
            spots.append(at)
            at = outline.find(f" {wanted}", at + 1)
    return sorted(spots)


def _outline(text: str) -> str:
    """A text with its letters in small and without accents, its digits, and blanks for all else."""
    return text.encode("latin-1", "replace").translate(_OUTLINE).decode("latin-1")
