"""The body of a statement as HTML, from the rows that carry it."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from ingest.html import clean, clean_tokens
from ingest.html.paragraphs import unwrap
from ingest.html.tokens import Close, Token
from ingest.statements.layout import in_paragraphs
from ingest.statements.rows import Page, Row

_BULLET = re.compile(r"[•*·‣▪●◦–-]\s+")
_LEADING_BREAKS = re.compile(r"^(?:\s|<br ?/?>)+|(?:\s|<br ?/?>)+$")
_EMPTY = re.compile(r"<(p|div|b|strong|i|em|ul)>(?:\s|<br>)*</\1>")
_UNWRAPPED = 160  # characters: no program wraps lines as late as this, so each such line is a paragraph


def body_html(page: Page, rows: Sequence[Row]) -> str:
    """The rows' part of the page, sanitised: cut out of the HTML, or set in paragraphs and lists from the text."""
    if not page.is_html:
        return clean("\n".join(_blocks(rows)))
    written = "\n".join(clean_tokens(in_paragraphs(part), page.base) for part in _parts(page, rows))
    return _LEADING_BREAKS.sub("", _EMPTY.sub("", written)).strip()


def _parts(page: Page, wanted: Sequence[Row]) -> Iterator[list[Token]]:
    """The tokens of each run of rows that follow one another, with the tags that open before and close behind them."""
    places = {row.line: at for at, row in enumerate(page.rows)}
    start = 0
    for number, row in enumerate(wanted):
        place = places[row.line]
        if number == 0 or places[wanted[number - 1].line] != place - 1:
            start = page.rows[place - 1].last + 1 if place else 0
        if number + 1 == len(wanted) or places[wanted[number + 1].line] != place + 1:
            until = page.rows[place + 1].first if place + 1 < len(page.rows) else len(page.tokens)
            behind = page.tokens[row.last + 1 : until]
            yield [*page.tokens[start : row.last + 1], *(token for token in behind if isinstance(token, Close))]


def _blocks(rows: Sequence[Row]) -> Iterator[str]:
    items: list[str] = []
    for group in _groups(rows):
        mark = _BULLET.match(group[0])
        if mark:
            items.append(_BULLET.sub("", " ".join(group), count=1))
            continue
        yield from _list(items)
        items = []
        yield f"<p>{'<br>'.join(escape(line, quote=False) for line in unwrap(group))}</p>"
    yield from _list(items)


def _list(items: Sequence[str]) -> Iterator[str]:
    if items:
        yield "<ul>" + "".join(f"<li>{escape(item, quote=False)}</li>" for item in items) + "</ul>"


def _groups(rows: Sequence[Row]) -> Iterator[list[str]]:
    """The lines of each paragraph and each list item."""
    group: list[str] = []
    longest = 0
    for row in rows:
        bullet = bool(_BULLET.match(row.text)) and (row.gap or not group or _opens_list(group, row))
        if group and (row.gap or bullet or longest > _UNWRAPPED):
            yield group
            group, longest = [], 0
        group.append(row.text)
        longest = max(longest, len(row.text))
    if group:
        yield group


def _opens_list(group: Sequence[str], row: Row) -> bool:
    """A dash at the start of a wrapped line is no bullet, unless a list is running or was announced."""
    return row.text[0] in "•*·‣▪●◦" or bool(_BULLET.match(group[0])) or group[-1].endswith(":")
