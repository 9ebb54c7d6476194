"""A text as marked and unmarked pieces: plain data for terminals and JSON, and its rendering as HTML."""

import re
from collections.abc import Iterable
from html import escape
from math import inf
from typing import NamedTuple

from index.query.nodes import Query
from index.snippets import window
from index.snippets.wanted import sought

_TITLE = 2_000  # characters of a title that are looked at
_BEYOND = 100  # characters behind a window that are looked at for more than blanks
_BLANKS = re.compile(r"\s+")
_UNEVEN = re.compile(r"  |[^\S ]")  # blanks that are not one space


class Piece(NamedTuple):
    text: str
    marked: bool = False  # the query found it


def snippet(text: str, query: Query, width: int = 240) -> str:
    """The best part of a body, about width characters, as HTML with `<mark>`; the beginning where nothing matches."""
    return html(cut(text, query, width))


def mark(text: str, query: Query) -> str:
    """A whole title as HTML with `<mark>`."""
    return html(pieces(text, query, "title"))


def cut(text: str, query: Query, width: int = 240, field: str = "body", until: float = inf) -> tuple[Piece, ...]:
    """The best part of a text, on one line, with an ellipsis where something is left out.

    What has not been looked at when the clock (perf_counter) says `until` is not marked.
    """
    start, end, found = window.best(text, sought(query.node, field), width, until)
    marked = [(max(span.start, start), min(span.end, end)) for span in found if span.start < end and span.end > start]
    shown = _pieces(text, start, end, marked)
    if _UNEVEN.search(text, start, end):
        shown = [Piece(_BLANKS.sub(" ", piece.text), piece.marked) for piece in shown]
    before = [Piece("… ")] if text[:start].strip() else []
    after = [Piece(" …")] if text[end : end + _BEYOND].strip() or len(text) > end + _BEYOND else []
    return tuple(before + shown + after)


def pieces(text: str, query: Query, field: str = "body") -> tuple[Piece, ...]:
    """A whole text, such as a title."""
    return tuple(_pieces(text, 0, len(text), spans(text, query, field)))


def spans(text: str, query: Query, field: str = "body") -> tuple[tuple[int, int], ...]:
    """Where the beginning of a text has what the query seeks: (start, end) in characters, apart from one another."""
    return tuple(_apart((span.start, span.end) for span in sought(query.node, field).find(text[:_TITLE])))


def html(pieces: Iterable[Piece]) -> str:
    """Everything is escaped; only `<mark>` is ours."""
    return "".join(f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text) for piece in pieces)


def _pieces(text: str, start: int, end: int, marked: Iterable[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], start
    for first, last in _apart(marked):
        if at < first:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], marked=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one; empty ones left out."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart
