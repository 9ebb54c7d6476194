"""A statement page as rows of words: the same whether it came as HTML or as rendered text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.charset import decode
from ingest.html import absolute, lines, tokens
from ingest.html.tokens import Open, Text, Token
from ingest.language import language
from ingest.text import one_line, tidy, unescape
from ingest.types import Capture, Link

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|td|div|p|br|font)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_IMAGE_MARK = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^()\n]{0,1000}\)")
_IMAGE_WORDS = re.compile(r"\[image: [^\[\]\n]{0,1000}\]")
_OF_FRAME = re.compile(
    r"\b(?:category|updated|statement\sref\w*)\W{0,4}[:|]|associated\sdocuments|statements?\sindex", re.IGNORECASE
)
_RULE = re.compile(r"[-|:\s]*-{3}[-|:\s]*")
_MOST_BARS = 1_000  # in one line; a line of more is data
_BARS = re.compile(r"\s*\|[\s|]*")
_STATEMENT_ADDRESS = re.compile(
    r"https?://[^\s/<>\"|]{1,255}/[^\s<>\"|?#]{0,500}statements?/\d[^\s<>\"|]{0,500}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line that the page shows."""

    text: str  # white space collapsed
    gap: bool  # a blank line stands before it
    line: int  # counted from 1, in the text or in the text the HTML shows
    first: int = 0  # for HTML: position of its first token
    last: int = 0  # and of the last
    cell: int = 0  # for HTML: how many table cells began or ended before it
    links: tuple[Link, ...] = ()  # for HTML: those that stand in it
    is_link: bool = False  # for HTML: it is a link and nothing else


@dataclass(frozen=True, slots=True)
class Page:
    """Everything a statement is read from."""

    rows: tuple[Row, ...]
    tokens: tuple[Token, ...] = ()  # empty for rendered text
    title: str = ""  # of the <title> element
    canonical: str | None = None
    base: str | None = None  # what links are relative to
    lang: str | None = None

    @property
    def is_html(self) -> bool:
        return bool(self.tokens)


def page(capture: Capture) -> Page:
    """The capture as rows; never raises."""
    text = decode(capture.body, capture.charset)
    return _page_of_html(text, capture.url) if _is_html(text, capture.media_type) else Page(_rows_of_text(text))


def without_images(text: str) -> str:
    """The words of a row without those that stand for images: in the frame of a page they are decoration."""
    return one_line(_IMAGE_WORDS.sub(" ", text)).strip("| ")


def _is_html(text: str, media_type: str) -> bool:
    """Whether the page is marked up; without a single tag it is text, whatever its name or server says."""
    head = text[:65536]
    if media_type.startswith("text/plain"):
        return head.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
    return ("html" in media_type and _TAG.search(head) is not None) or _MARKUP.search(head) is not None


def _rows_of_text(text: str) -> tuple[Row, ...]:
    """Other extractors leave table pipes and image markers: they are no words. Where the frame of the page stands in
    one line, its pipes are what is left of its line breaks."""
    rows: list[Row] = []
    gap = False
    for number, raw in enumerate(tidy(text).split("\n"), 1):
        line = one_line(_IMAGE_MARK.sub(" ", raw)).strip("| ")
        if _RULE.fullmatch(line):
            gap = gap or "|" not in line
            continue
        is_frame = _OF_FRAME.search(line) and line.count("|") <= _MOST_BARS
        for at, part in enumerate(_BARS.split(line) if is_frame else [line] if line else []):
            rows.append(Row(part, gap and not at and bool(rows), number))
        gap = not line
    return tuple(rows)


def _page_of_html(html: str, url: str | None) -> Page:
    run = tuple(tokens(html))
    head = _Head(url)
    for token in run:
        if isinstance(token, Open):
            head.read(token)
    shown = enumerate(lines(run), 1)
    rows = tuple(Row(one_line(line.text), line.gap, at, line.first, line.last) for at, line in shown)
    base = head.base or url or head.canonical or _own_address(rows)
    return Page(_with_links(run, rows, base), run, _title_element(html), head.canonical, base, head.lang)


def _own_address(rows: Sequence[Row]) -> str | None:
    """A page that was saved to a file still names its address, in the notice below the text."""
    named = (_STATEMENT_ADDRESS.search(row.text[-4000:]) for row in reversed(rows))
    return next((match[0] for match in named if match), None)


class _Head:
    """What the page says of itself."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        self.base: str | None = None
        self.canonical: str | None = None
        self.lang: str | None = None

    def read(self, tag: Open) -> None:
        given = tag.attributes
        if tag.name == "html":
            self.lang = self.lang or language(given.get("lang") or given.get("xml:lang"))
        elif tag.name == "base" and not self.base:
            self.base = absolute(given.get("href", ""), self.url)
        elif tag.name == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or absolute(given.get("href", ""), self.base or self.url)


def _title_element(html: str) -> str:
    start = re.compile(r"<title\b[^>]{0,200}>", re.IGNORECASE).search(html)
    return one_line(unescape(html[start.end() : start.end() + 1000].partition("<")[0])) if start else ""


def _with_links(run: Sequence[Token], rows: Sequence[Row], base: str | None) -> tuple[Row, ...]:
    """The rows with the links and table cells they stand in, in one walk over the tokens."""
    done: list[Row] = []
    at = cell = 0
    href: str | None = None
    for row in rows:
        words: list[tuple[str, str | None]] = []
        row_cell = cell
        while at <= row.last:
            token = run[at]
            if isinstance(token, Text):
                words.append((token.text, href))
            elif token.name == "a":
                href = token.attributes.get("href") if isinstance(token, Open) else None
            elif token.name in ("td", "th"):
                cell += 1
            row_cell = cell if at <= row.first else row_cell
            at += 1
        loose = any(target is None and text.strip(" \t\n\r\xa0•|") for text, target in words)
        links = _links(words, base)
        done.append(replace(row, cell=row_cell, links=links, is_link=bool(links) and not loose))
    return tuple(done)


def _links(words: list[tuple[str, str | None]], base: str | None) -> tuple[Link, ...]:
    titles: dict[str, str] = {}
    for text, href in words:
        if href:
            titles[href] = titles.get(href, "") + text
    named = ((one_line(title), absolute(href, base)) for href, title in titles.items())
    return tuple(Link(title, url) for title, url in named if title)
