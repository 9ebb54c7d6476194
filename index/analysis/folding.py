"""One form for a whole text, with the way back to the characters it came from."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis.characters import CLUSTER, MARKS, ODD, one_form
from index.analysis.defang import NOTATION, glue, has_notation, plain

_REMEMBERED = 64  # characters: a word, which is folded again and again
_SHORT = 256
_SLICE = re.compile(f".{{1,{_SHORT - 8}}}[{MARKS}\u1160-\u11ff\u3099\u309a]{{0,8}}", re.DOTALL)
# Words of English letters without a sign that a notation may have, as most of what is typed: only their case is folded.
_PLAIN = re.compile(r"(?:[a-z0-9 .,_'+-]|/(?!/))*", re.ASCII | re.IGNORECASE)
_ROUNDS = 8  # a notation inside a notation inside ...: nobody writes more than two


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in its one form; its character i stands for the original's from starts[i] to ends[i] (exclusive)."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """Defang, and fold width, ligatures, invisible characters, hyphens, quotes and (unless kept) case.

    Accents stay: `bücher.example` and `bucher.example` are two hosts, and only words let their accents go.
    Folding what is folded changes nothing.
    """
    return _word(text, keep_case) if len(text) <= _REMEMBERED else _fold(text, keep_case)


def _fold(text: str, keep_case: bool) -> Folded:
    if _PLAIN.fullmatch(text) and glue(text) == text:
        return Folded(text if keep_case else text.lower(), range(len(text)), range(1, len(text) + 1))
    folded = fold_glued(glue(text), keep_case=keep_case)
    for _ in range(_ROUNDS):
        again = glue(folded.text)
        if again == folded.text and not has_notation(again):
            break
        before = folded.text
        folded = _through(folded, fold_glued(again, keep_case=keep_case))
        if folded.text == before:
            break
    return folded


_word = lru_cache(maxsize=8_192)(_fold)


def fold_glued(text: str, *, keep_case: bool = False) -> Folded:
    """As fold, for a piece of a text that `glue` has been through."""
    return _defanged(_characters(text, keep_case))


def _characters(text: str, keep_case: bool) -> Folded:
    if len(text) > _SHORT and not text.isascii():
        return _sliced(text, keep_case)
    simple = text if keep_case else text.casefold()
    if (text.isascii() and "\x02" not in text) or (len(simple) == len(text) and _is_one_form(simple)):
        return Folded(simple, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in CLUSTER.finditer(text):
        start, end = found.span()
        part = found.group()
        if part.isascii() and part.isprintable():
            parts.append(part if keep_case else part.lower())
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        part = one_form(part, keep_case)
        parts.append(part)
        starts += [start] * len(part)
        ends += [end] * len(part)
    return Folded("".join(parts), starts, ends)


def _is_one_form(text: str) -> bool:
    return not ODD.search(text) and unicodedata.is_normalized("NFKC", text)


def _sliced(text: str, keep_case: bool) -> Folded:
    """A long text in slices, since normalising sorts the marks behind a letter in quadratic time."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _SLICE.finditer(text):
        part = _characters(found.group(), keep_case)
        parts.append(part.text)
        starts += [found.start() + at for at in part.starts]
        ends += [found.start() + at for at in part.ends]
    return Folded("".join(parts), starts, ends)


def _defanged(folded: Folded) -> Folded:
    if not has_notation(folded.text):
        return folded
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for found in NOTATION.finditer(folded.text):
        start, end = found.span()
        sign = plain(found)
        parts += [folded.text[done:start], sign]
        starts += [*folded.starts[done:start], *[folded.starts[start]] * len(sign)]
        ends += [*folded.ends[done:start], *[folded.ends[end - 1]] * len(sign)]
        done = end
    parts.append(folded.text[done:])
    starts += folded.starts[done:]
    ends += folded.ends[done:]
    return Folded("".join(parts), starts, ends)


def _through(first: Folded, second: Folded) -> Folded:
    """What second says of first's text, said of first's original."""
    return Folded(second.text, [first.starts[at] for at in second.starts], [first.ends[at - 1] for at in second.ends])
