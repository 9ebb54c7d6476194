"""HTML from outside made safe to show: rewritten to what the archive's pages can hold, then sanitised by nh3."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urljoin, urlsplit

import nh3

from ingest.html.lines import BLOCKS
from ingest.html.seen import MEDIA, media_source, media_words, seen
from ingest.html.tokens import VOID, Open, Text, Token, tokens
from ingest.text import tidy

_TAGS = """a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em
figcaption figure footer h2 h3 h4 h5 h6 header hr i ins kbd li mark ol p pre q rp rt ruby s samp section small strong
sub summary sup table tbody td tfoot th thead time tr u ul var wbr"""
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "dfn": {"title"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "*": {"id", "lang", "dir"},
}
SCHEMES = frozenset(("http", "https", "mailto"))
REL = "noopener nofollow ugc"
_SANITISER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={name: set(allowed) for name, allowed in ATTRIBUTES.items()},
    url_schemes=set(SCHEMES),
    link_rel=REL,
)

_DEEPEST = 128  # nh3 needs quadratic time for depth; no document that is meant to be read nests so far
_LONGEST_TEXT = 4096  # characters; it needs quadratic time for the ampersands of one text: comments part it, and go
_LONGEST_VALUE = 8192  # characters of an attribute, likewise; no address that leads anywhere is as long
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_ENDS = {  # which open elements a start tag ends, and behind which it does not look (HTML, section 13.1.2.4)
    "li": (("li",), ("ul", "ol", "menu", "dir", "table")),
    "dt": (("dt", "dd"), ("dl", "table")),
    "dd": (("dt", "dd"), ("dl", "table")),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "a": (("a",), ()),
}
_IN_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr"))  # these hold cells, never words
_TABLE_PARTS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "caption", "col", "colgroup", "form", "input"))
_OF_TABLES = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "caption"))
_ID = re.compile(r"[^\w.:-]+")
_IN_URL = re.compile("[\t\r\n\x00]")


def clean(html: str, base: str | None = None) -> str:
    """A page or fragment as the archive may show it: only elements that carry meaning; links absolute against base,
    with rel="noopener nofollow ugc", to http, https and mailto alone; images as links; no h1; ids led by "doc-" so that
    they cannot clash with the page's own. Idempotent; linear time."""
    return clean_tokens(list(tokens(html)), base)


def clean_tokens(run: Sequence[Token], base: str | None = None) -> str:
    """The same for tokens already read, which need not be balanced: a part cut out of a page."""
    rewriter = _Rewriter(base, demote=any(isinstance(token, Open) and token.name == "h1" for token in run))
    written = tidy(rewriter.write(token for _, token in seen(run)))
    return _SANITISER.clean(written).strip()


@lru_cache(4_096)  # for addresses that a feed or page has in many places, its own foremost
def absolute(href: str, base: str | None) -> str | None:
    """A link's target as an absolute address, or None where it has none that may be followed."""
    href = _IN_URL.sub("", href).strip()
    try:
        target = urljoin(base or "", href) if href else ""
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return parts.scheme + target[len(parts.scheme) :]  # in small letters, however it was written


class _Rewriter:
    """Writes tokens as balanced, shallow HTML. It makes nothing safe: that is nh3's work."""

    def __init__(self, base: str | None, *, demote: bool) -> None:
        self._base = base
        self._demote = demote
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # (name as read, name as written)
        self._standing: Counter[str] = Counter()  # how many of each name as read are open
        self._since_mark = 0
        self._too_deep: Counter[str] = Counter()

    def write(self, run: Iterable[Token]) -> str:
        for token in run:
            if isinstance(token, Text):
                self._text(token.text)
            elif isinstance(token, Open):
                self._start(token)
            else:
                self._end(token.name)
        self._pop_to(0)
        return "".join(self._out)

    def _text(self, text: str) -> None:
        self._begin_cell(needed=not text.isspace())
        for start in range(0, len(text), _LONGEST_TEXT):
            self._out.append(escape(text[start : start + _LONGEST_TEXT], quote=False))
            self._since_mark += len(self._out[-1])
            if self._since_mark >= _LONGEST_TEXT:
                self._out.append("<!---->")
                self._since_mark = 0

    def _begin_cell(self, *, needed: bool) -> None:
        """What stands in a table outside its cells would be moved in front of the table: it gets a cell of its own."""
        if needed and self._open and self._open[-1][1] in _IN_TABLE:
            implied = ("td",) if self._open[-1][1] == "tr" else ("tr", "td")
            for name in implied:
                self._push(name, name)
            self._out.append("".join(f"<{name}>" for name in implied))

    def _start(self, tag: Open) -> None:
        name = tag.name
        self._begin_cell(needed=name not in _TABLE_PARTS)
        if name in MEDIA:
            self._media(tag)
            return
        self._end_others(name)
        written = self._written_name(tag)
        if name in VOID:
            self._out.append(f"<{written}{self._attributes(tag)}>" if written in TAGS else "")
        elif name == "a" and "href" not in tag.attributes:  # an anchor, often never closed: it marks a place
            self._out.append(f"<a{self._attributes(tag)}></a>" if written else "")
        elif len(self._open) >= _DEEPEST:
            self._too_deep[name] += 1
            self._out.append("<br>" if name in BLOCKS else "")
        else:
            self._push(name, written)
            self._out.append(f"<{written}{self._attributes(tag)}>" if written else "")

    def _end(self, name: str) -> None:
        if self._too_deep[name]:
            self._too_deep[name] -= 1
            return
        if self._standing[name]:
            self._end_open((name,), ())
        elif name == "p":  # HTML, section 13.2.6.4.7: the end of a paragraph that is not open makes an empty one
            self._out.append("<p></p>")

    def _push(self, name: str, written: str) -> None:
        self._open.append((name, written))
        self._standing[name] += 1

    def _pop_to(self, depth: int) -> None:
        while len(self._open) > depth:
            name, written = self._open.pop()
            self._standing[name] -= 1
            if written:
                self._out.append(f"</{written}>")

    def _end_others(self, name: str) -> None:
        """End what the start tag ends by itself, such as the open paragraph."""
        if name in BLOCKS or name in _OF_TABLES or name in ("li", "dt", "dd"):
            self._end_open(("p",), ("table", "td", "th", "caption"))
        if name in _ENDS:
            self._end_open(*_ENDS[name])

    def _end_open(self, ended: tuple[str, ...], fences: tuple[str, ...]) -> None:
        """End the innermost of these elements, unless a fence stands around what is inside it."""
        if not any(map(self._standing.__getitem__, ended)):
            return
        for at in range(len(self._open) - 1, -1, -1):
            here = self._open[at][0]
            if here in ended:
                self._pop_to(at)
                return
            if here in fences:
                return

    def _written_name(self, tag: Open) -> str:
        """The element that is written for one that is read; "" where only its content stays."""
        name = tag.name
        if name in _HEADINGS:
            return f"h{min(6, int(name[1]) + 1)}" if self._demote else name
        if name in _OF_TABLES and not self._standing["table"]:
            return "div"
        if name == "a" and not self._attributes(tag):
            return ""
        if name in TAGS:
            return name
        if self._open and self._open[-1][1] in _IN_TABLE:  # a form around rows
            return ""
        return "div" if name in BLOCKS else ""

    def _attributes(self, tag: Open) -> str:
        kept = []
        given = dict(tag.attributes)
        if tag.name == "a" and "id" not in given and "name" in given:
            given["id"] = given["name"]
        allowed = ATTRIBUTES.get(tag.name, set()) | ATTRIBUTES["*"]
        for name, value in given.items():
            if name in allowed and len(value) <= _LONGEST_VALUE and (mended := self._value(name, value)) is not None:
                kept.append(f' {name}="{escape(mended)}"')
        return "".join(kept)

    def _value(self, name: str, value: str) -> str | None:
        if name == "id":
            return f"doc-{_identifier(value)}" if _identifier(value) else None
        if name == "href" and value.strip().startswith("#"):
            return f"#doc-{_identifier(value)}" if _identifier(value) else None
        if name in ("href", "cite"):
            return absolute(value, self._base)
        return value

    def _media(self, tag: Open) -> None:
        words = escape(media_words(tag), quote=False)
        source = media_source(tag)
        target = absolute(source, self._base) if len(source) <= _LONGEST_VALUE else None
        inside_link = any(written == "a" for _, written in self._open)
        if words and target and not inside_link:
            self._out.append(f'<a href="{escape(target)}">{words}</a>')
        else:
            self._out.append(words)


def _identifier(written: str) -> str:
    return _ID.sub("-", written.strip().lstrip("#").removeprefix("doc-"))[:80].strip("-")
