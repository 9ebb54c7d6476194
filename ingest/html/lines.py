"""HTML as lines of plain text, each knowing which tokens it came from."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.html.seen import MEDIA, media_words, seen
from ingest.html.tokens import Open, Text, Token
from ingest.text import tidy

_BLOCKS = """address article aside blockquote body caption center details dialog dir div dl fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol p pre section summary table tbody tfoot
thead ul"""
BLOCKS = frozenset(_BLOCKS.split())
ROWS = frozenset(("li", "dt", "dd", "tr", "option"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))

_BLANKS = re.compile("[\\s\xa0]+")


@dataclass(frozen=True, slots=True)
class Line:
    text: str  # white space collapsed, except in <pre>
    gap: bool  # a blank line stands before it
    first: int  # position of the first token it came from
    last: int  # and of the last


class _Part(IntEnum):
    """What parts the next words from the last; the greater outweighs the lesser."""

    NOTHING = 0
    SPACE = 1
    CELL = 2
    LINE = 3
    GAP = 4


def lines(run: Sequence[Token]) -> list[Line]:
    """The lines a page shows. Blocks part by a gap, `<br>`, rows and list items by a line, cells by " | ", or by a gap
    where a table only lays out the page: it holds other tables, or several lines to a cell. Inline elements part
    nothing. List items open with "• " or their number. Linear time."""
    typesetter = _Typesetter(_layout_tables(run))
    for at, token in seen(run):
        if isinstance(token, Text):
            typesetter.words(at, tidy(token.text))
        elif isinstance(token, Open):
            typesetter.open(at, token)
        else:
            typesetter.close(at, token.name)
    typesetter.end_line()
    return typesetter.done


def _layout_tables(run: Sequence[Token]) -> frozenset[int]:
    """Positions of the tables that hold other tables."""
    found: set[int] = set()
    standing: list[int] = []
    for at, token in enumerate(run):
        if isinstance(token, Text) or token.name != "table":
            continue
        if isinstance(token, Open):
            found.update(standing[-1:])
            standing.append(at)
        elif standing:
            standing.pop()
    return frozenset(found)


class _Typesetter:
    """Sets words into lines; what parts them is decided when the next word comes."""

    def __init__(self, layout_tables: frozenset[int]) -> None:
        self._layout_tables = layout_tables
        self._standing: Counter[str] = Counter()  # how many blocks of each name are open
        self._tables: list[bool] = []  # of each open table whether it lays out the page
        self.done: list[Line] = []
        self._line: list[str] = []
        self._gap = False
        self._first = self._last = 0
        self._part = _Part.NOTHING
        self._mark = ""  # the bullet or number that the next word brings along
        self._lists: list[int | None] = []  # of each open list the last number, None where it has bullets
        self._pre = 0
        self._row = 0  # how many lines were done when the row began
        self._first_cell = True
        self._fresh_cell = False  # no word has come since the cell began

    def open(self, at: int, tag: Open) -> None:
        name = tag.name
        if name in MEDIA:
            self.words(at, media_words(tag))
        elif name == "br":
            self._break()
        elif name in ("td", "th"):
            self._cell()
        elif name in ROWS:
            self._begin_row(tag)
        elif name in BLOCKS:
            self._block(at, tag)
        elif name == "q":
            self._standing["q"] += 1
            self.words(at, '"')

    def close(self, at: int, name: str) -> None:
        if name == "q" or name in ROWS or (name in BLOCKS and name != "p"):
            if not self._standing[name]:
                return  # it ends nothing
            self._standing[name] -= 1
        if name in LISTS and self._lists:
            self._lists.pop()
        if name == "table" and self._tables:
            self._tables.pop()
        if name == "pre":
            self._pre = max(0, self._pre - 1)
        if name in ("td", "th"):
            self._end_cell()
        elif name in ROWS:
            self._part = max(self._part, _Part.LINE)
        elif name in BLOCKS:
            self._part = _Part.GAP
        elif name == "q":
            self._put(at, '"')

    def words(self, at: int, text: str) -> None:
        if self._pre:
            self._verbatim(at, text)
            return
        collapsed = _BLANKS.sub(" ", text)
        if collapsed.startswith(" "):
            self._part = max(self._part, _Part.SPACE)
        if word := collapsed.strip(" "):
            self._put(at, word)
            self._part = _Part.SPACE if collapsed.endswith(" ") else _Part.NOTHING

    def end_line(self) -> None:
        if text := "".join(self._line).rstrip():
            self.done.append(Line(text, self._gap, self._first, self._last))
        self._line, self._gap = [], False

    def _put(self, at: int, text: str) -> None:
        if self._part >= _Part.LINE:
            self.end_line()
            self._gap = self._part is _Part.GAP and bool(self.done)
        elif self._line and self._part:
            self._line.append(" | " if self._part is _Part.CELL else " ")
        if not self._line:
            self._first = at
        self._line += (self._mark, text)
        self._last, self._mark, self._part, self._fresh_cell = at, "", _Part.NOTHING, False

    def _verbatim(self, at: int, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            if line.strip():
                self._put(at, line)

    def _break(self) -> None:
        if self._part is not _Part.CELL:
            self._part = _Part.GAP if self._part >= _Part.LINE else _Part.LINE

    def _cell(self) -> None:
        """Cells stand side by side while each holds one line; cells of several lines stand one below another."""
        self._fresh_cell = True
        if self._first_cell:
            self._first_cell = False
            self._part = max(self._part, _Part.LINE) if self._line else self._part
        elif self._line or self._part is _Part.CELL:
            broken = len(self.done) > self._row or self._tables[-1:] == [True]
            self._part = _Part.GAP if broken else _Part.CELL

    def _end_cell(self) -> None:
        self._fresh_cell = False
        if self._part is _Part.GAP and len(self.done) == self._row:
            self._part = _Part.LINE

    def _begin_row(self, tag: Open) -> None:
        self._standing[tag.name] += 1
        if tag.name == "tr":
            self.end_line()
            self._row, self._first_cell = len(self.done), True
        if self._part is not _Part.CELL or tag.name == "tr":
            self._part = max(self._part, _Part.LINE)
        if tag.name == "li":
            self._mark = self._next_mark(tag)

    def _next_mark(self, tag: Open) -> str:
        last = self._lists[-1] if self._lists else None
        if last is None:
            return "• "
        self._lists[-1] = _number(tag.attributes.get("value", ""), last + 1)
        return f"{self._lists[-1]}. "

    def _block(self, at: int, tag: Open) -> None:
        if tag.name in LISTS:
            self._lists.append(_number(tag.attributes.get("start", ""), 1) - 1 if tag.name == "ol" else None)
        if tag.name == "pre":
            self._pre += 1
        self._standing[tag.name] += 1
        if tag.name == "table":
            self._tables.append(at in self._layout_tables)
        if not self._fresh_cell or tag.name == "table":
            self._part = _Part.GAP


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isdecimal() and len(written) < 7 else otherwise


def cut(run: Sequence[Token], part: Sequence[Line]) -> list[Token]:
    """The tokens that a run of lines came from, with the tags between them."""
    return list(run[part[0].first : part[-1].last + 1]) if part else []
