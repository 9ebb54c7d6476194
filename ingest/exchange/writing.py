"""The body of a draft as it grows: headings, prose and lists, with the places of the values that are declared in it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from ingest.exchange.observables import OPAQUE, named
from ingest.files.blocks import blocks
from ingest.files.markdown import html_of
from ingest.html import clean
from ingest.html import text as text_of
from ingest.indicators import MOST, find
from ingest.types import Indicator

MAX_BODY = 2_000_000  # characters of one body; the largest real ones are half of it
_OPAQUE = ("file", "registry")  # what names of files and keys of the registry are found as
_MOST_MISSES = 100  # values looked for in vain before it is clear that the cleaned text lacks them
_REST = "<p>The text is longer than what is kept here; the original holds the rest.</p>"


class Value(NamedTuple):
    """An observable, or a name in which none is to be looked for, as it stands in a line."""

    written: str  # one line
    sort: str  # of ingest.exchange.observables


class Line(NamedTuple):
    """One item of a list; its values stand in its words in this order."""

    words: str  # one line of plain text
    values: tuple[Value, ...] = ()


@dataclass(slots=True)
class Room:
    """How much all drafts of one capture may tell together: objects that many reports share multiply."""

    left: int = 5_000_000  # characters


@dataclass(frozen=True, slots=True)
class Body:
    html: str  # sanitised
    text: str
    indicators: tuple[Indicator, ...]


@dataclass(slots=True)
class Writing:
    """A body that grows until it is finished; beyond its bounds it ends with a sentence that says so."""

    room: Room
    _parts: list[str] = field(default_factory=list)
    _values: list[Value] = field(default_factory=list)
    _length: int = 0
    _full: bool = False

    def heading(self, words: str, level: int = 2) -> None:
        self._add(f"<h{level}>{escape(words)}</h{level}>")

    def prose(self, text: str) -> None:
        """Plain text of several lines, with the lists and links that people write in it."""
        if self._fits(text):
            self._add(blocks(text))

    def markdown(self, text: str) -> None:
        """Text as Markdown marks it up."""
        if self._fits(text):
            self._add(html_of(text))

    def entry(self, name: str, more: str = "", text: str = "") -> None:
        """A name, what is said of it in brackets, and its description below."""
        self._add(f"<p><strong>{escape(name)}</strong>{f' ({escape(more)})' if more else ''}</p>")
        self.prose(text)

    def items(self, items: Iterable[Line]) -> None:
        """A list."""
        written = []
        for item in items:
            if not self._fits(item.words):
                break
            self._length += len(item.words)
            written.append(f"<li>{escape(item.words)}</li>")
            self._values += item.values
        if written:
            self._parts.append(f"<ul>{''.join(written)}</ul>")

    def verbatim(self, text: str) -> None:
        """Text that stands as it was written, such as a rule of YARA."""
        self._add(f"<pre>{escape(text)}</pre>")

    def code(self, line: str) -> None:
        """One line that stands as it was written, and in which no host is looked for."""
        self.verbatim(line)
        self._values.append(Value(line, OPAQUE))

    def section(self, words: str, items: Iterable[Line], level: int = 2) -> None:
        """A heading and its list; nothing where the list is empty."""
        if listed := list(items):
            self.heading(words, level)
            self.items(listed)

    def finish(self, base: str | None = None) -> Body:
        """The body cleaned, and its indicators: those that are declared, and those that the prose names."""
        html = clean("\n".join([*self._parts, _REST] if self._full else self._parts), base)
        text = text_of(html)
        self.room.left -= self._length
        return Body(html, text, tuple(_indicators(text, self._values)))

    def _add(self, part: str) -> None:
        if self._fits(part):
            self._length += len(part)
            self._parts.append(part)

    def _fits(self, part: str) -> bool:
        self._full = self._full or self._length + len(part) > min(MAX_BODY, self.room.left)
        return not self._full


def _indicators(text: str, values: list[Value]) -> list[Indicator]:
    """Each once, at its first place; what lies in a file name or the like is none."""
    first: dict[tuple[str, str], Indicator] = {}
    beside: list[Indicator] = []  # hosts of links and of mail addresses, which the search finds at their own place
    closed: list[tuple[int, int]] = []
    for value, start, end in _placed(text, values):
        if value.sort == OPAQUE:
            closed.append((start, end))
        found = [Indicator(*pair, value.written, start, end) for pair in named(value.sort, value.written)]
        for one in found[:1]:
            first.setdefault((one.type, one.value), one)
        beside += found[1:]
    searched = [one for one in find(text) if one.type in _OPAQUE or not _within(closed, one.start, one.end)]
    for one in (*searched, *beside):
        first.setdefault((one.type, one.value), one)
    return sorted(first.values(), key=lambda one: (one.start, -one.end))[:MOST]


def _placed(text: str, values: list[Value]) -> Iterator[tuple[Value, int, int]]:
    """The values with their places; they stand in the text in the order in which they were written."""
    at = misses = 0
    for value in values:
        start = text.find(value.written, at) if value.written and misses < _MOST_MISSES else -1
        if start < 0:
            misses += 1
            continue
        at = start + len(value.written)
        yield value, start, at


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these spans, which stand in order, holds all of it."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]
