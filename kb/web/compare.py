"""How two revisions of a report differ, word by word: bounded, so that no text makes it slow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.models import Revision
from kb.web import words

MOST_WORK = 400_000  # pairs that are compared; beyond it a passage counts as replaced whole
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both wordings have, or one of them."""

    change: str  # "same", "removed" or "added"
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that the two give differently."""

    name: str
    before: str
    after: str


def fields(older: Revision, newer: Revision) -> list[Changed]:
    """What changed outside the body; a field that is unknown is empty."""
    shown = ((name, _said(older, field), _said(newer, field)) for field, name in _FIELDS.items())
    return [Changed(name, before, after) for name, before, after in shown if before != after]


def texts(before: str, after: str) -> list[tuple[Piece, ...]]:
    """The paragraphs of both texts in order; one that changed is told word by word."""
    old, new = _PARAGRAPHS.split(before.strip()), _PARAGRAPHS.split(after.strip())
    found: list[tuple[Piece, ...]] = []
    for change, left, right in _steps(old, new):
        if change == "same":
            found += [(Piece("same", paragraph),) for paragraph in left]
        else:
            found += _paragraphs(left, right)
    return found


def _paragraphs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Changed paragraphs side by side; those that have no counterpart came or went whole."""
    both = min(len(left), len(right))
    for before, after in zip(left[:both], right[:both], strict=True):
        pieces = tuple(_words(_WORDS.findall(before), _WORDS.findall(after)))
        if _kept(pieces) * 2 > max(len(before), len(after)):
            yield pieces
        else:  # a different text: pieces of both in turn could not be read
            yield from ((Piece(change, text),) for change, text in (("removed", before), ("added", after)) if text)
    yield from ((Piece("removed", paragraph),) for paragraph in left[both:])
    yield from ((Piece("added", paragraph),) for paragraph in right[both:])


def _kept(pieces: Sequence[Piece]) -> int:
    """How many characters stand in both."""
    return sum(len(piece.text) for piece in pieces if piece.change == "same")


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for change, left, right in _steps(old, new):
        if change == "same":
            yield Piece("same", "".join(left))
            continue
        if left:
            yield Piece("removed", "".join(left))
        if right:
            yield Piece("added", "".join(right))


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """(same or changed, what was, what is), in order; what both begin and end with is set aside first."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield "same", old[:head], old[:head]
    if len(left) * len(right) > MOST_WORK:
        yield "changed", left, right
    else:
        for tag, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
            yield "same" if tag == "equal" else "changed", left[a:b], right[c:d]
    if tail:
        yield "same", old[len(old) - tail :], old[len(old) - tail :]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


_FIELDS = {
    "title": "Title",
    "category": "Category",
    "published": "Published",
    "updated": "Updated",
    "author": "Author",
    "lang": "Language",
    "url": "Original",
    "tags": "Tags",
    "summary": "Summary",
}


def _said(revision: Revision, field: str) -> str:
    value = getattr(revision, field)
    if field in ("published", "updated"):
        return words.spelled(value) if value else ""
    return ", ".join(value) if isinstance(value, list) else value or ""
