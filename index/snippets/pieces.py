"""A text as marked and unmarked pieces: plain data for terminals and JSON, and its rendering as HTML."""

import re
from collections.abc import Iterable
from html import escape
from math import inf
from typing import NamedTuple

from index.query.nodes import Query
from index.snippets import window
from index.snippets.wanted import Span, sought

_TITLE = 2_000  # characters of a title that are looked at
_BEYOND = 100  # characters behind a window that are looked at for more than blanks
_Part = tuple[str, bool]  # what a Piece says, in a tenth of the time
_UNEVEN = re.compile(r" \s+|[^\S ]\s*")  # blanks that are not one space


class Piece(NamedTuple):
    text: str
    marked: bool = False  # the query found it


def snippet(text: str, query: Query, width: int = 240) -> str:
    """The best part of a body, about width characters, as HTML with `<mark>`; the beginning where nothing matches."""
    return html(_cut(text, query, width, "body", inf))


def mark(text: str, query: Query) -> str:
    """A whole title as HTML with `<mark>`."""
    return html(pieces(text, query, "title"))


def cut(text: str, query: Query, width: int = 240, field: str = "body", until: float = inf) -> tuple[Piece, ...]:
    """The best part of a text, on one line, with an ellipsis where something is left out.

    What has not been looked at when the clock (perf_counter) says `until` is not marked.
    """
    return tuple(map(Piece._make, _cut(text, query, width, field, until)))


def pieces(text: str, query: Query, field: str = "body") -> tuple[Piece, ...]:
    """A whole text, such as a title."""
    return tuple(map(Piece._make, _parts(text, 0, len(text), sought(query.node, field).find(text[:_TITLE]))))


def spans(text: str, query: Query, field: str = "body") -> tuple[tuple[int, int], ...]:
    """Where the beginning of a text has what the query seeks: (start, end) in characters, apart from one another."""
    return tuple(_apart(sought(query.node, field).find(text[:_TITLE])))


def html(pieces: Iterable[Piece | _Part]) -> str:
    """Everything is escaped; only `<mark>` is ours."""
    return "".join([f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in pieces])


def _cut(text: str, query: Query, width: int, field: str, until: float) -> list[_Part]:
    start, end, found = window.best(text, sought(query.node, field), width, until)
    shown = _parts(text, start, end, found)
    if not _is_even(text[start:end]):
        shown = [(_UNEVEN.sub(" ", part), marked) for part, marked in shown]
    if text[:start].strip():
        shown.insert(0, ("… ", False))
    if text[end : end + _BEYOND].strip() or len(text) > end + _BEYOND:
        shown.append((" …", False))
    return shown


def _is_even(text: str) -> bool:
    """Whether all its blanks are single spaces, as only they can be printed."""
    return "  " not in text and text.isprintable()


def _parts(text: str, start: int, end: int, found: Iterable[Span]) -> list[_Part]:
    """From start to end, what is found and what is not, as pieces say it."""
    parts, at = [], start
    for first, last in _apart(found):
        first, last = max(first, start), min(last, end)
        if first < last:
            if at < first:
                parts.append((text[at:first], False))
            parts.append((text[first:last], True))
            at = last
    if at < end:
        parts.append((text[at:end], False))
    return parts


def _apart(found: Iterable[Span]) -> list[tuple[int, int]]:
    """Where spans that come in the order of their text are; overlapping ones as one, empty ones left out."""
    apart: list[tuple[int, int]] = []
    for start, end, _ in found:
        if start >= end:
            continue
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart
