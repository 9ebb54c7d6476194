"""XML feeds through feedparser: the one module that knows it."""

import re
import xml.sax
from collections.abc import Callable
from typing import Any
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import feature_external_ges, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.mixin import _FeedParserMixin

from ingest.feeds.entries import entry_from, feed_from
from ingest.feeds.people import person
from ingest.feeds.records import MAX_COUNTED, MAX_ITEMS, Entry, Feed
from ingest.types import Failure

MAX_MALFORMED = 3_000_000  # characters; the parser for malformed feeds is slow and made for smaller ones
MAX_ELEMENTS = 400_000  # twenty for each item that is read
_MAX_NAMESPACES = 200
_MAX_ATTRIBUTES = 200  # of one element; Python's SAX takes quadratic time for them
_MAX_TAGS = 200
_ENDS = re.compile(r"</(?:[\w.-]+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_LONGEST_AUTHOR = 300  # characters


def parse_xml(text: str) -> Feed:
    """Read a feed that stands as text; what is malformed is salvaged and `flaw` says so.

    Links are resolved against xml:base as far as it goes. feedparser's own entry point is not used: it might open what
    it is given, it merges dc:date with the date of an update, and it holds every item in memory at once. Nothing is
    cleaned here; that comes last.
    """
    strict = _Strict("", None, "utf-8")
    flaw = _read_strictly(strict, text)
    if flaw is None:
        return strict.finished(None)
    if len(text) > MAX_MALFORMED:
        if strict.count:
            strict.abandon(f"the feed is malformed from here on ({flaw}); ask its publisher to mend it")
        return strict.finished(flaw)
    loose = _Loose("", None, "utf-8", {})
    also = _attempt(lambda: loose.feed_text(text))
    best = loose if loose.count >= strict.count else strict
    cut_off = None if _ENDS.search(text[-500:]) else "the feed ends in the middle of this item; fetch it again"
    return best.finished(f"{flaw}; {also}" if also else flaw, cut_off)


def _read_strictly(handler: "_Strict", text: str) -> str | None:
    reader = _Reader()
    reader.setFeature(feature_namespaces, True)
    reader.setFeature(feature_external_ges, False)
    reader.setContentHandler(handler)
    reader.setErrorHandler(handler)

    def whole() -> None:
        # In one piece: some versions of expat read a long token again for each piece of it that comes.
        reader.feed(text.encode())
        reader.close()

    return _attempt(whole)


class _Reader(ExpatParser):
    """Hands over a text as a whole, not in a piece for each line and reference: there may be many."""

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True  # type: ignore[attr-defined]


def _attempt(step: Callable[[], None]) -> str | None:
    """Run a step of feedparser and say what went wrong; it raises many things on hostile input."""
    try:
        step()
    except _Enough:
        return None
    except xml.sax.SAXParseException as error:
        return f"line {error.getLineNumber()}: {error.getMessage()}"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}"
    return None


class _Enough(Exception):
    """More items than are even counted."""


class _Parameters(dict[str, str | None]):
    """Of a text: its type, base and language. feedparser's own dictionary takes long to ask and longer to copy."""

    def __deepcopy__(self, _memo: object) -> "_Parameters":
        return _Parameters(self)


class _Items(_FeedParserMixin):  # type: ignore[misc]  # feedparser has no types
    """What we want otherwise than feedparser: raw dates each in their place, raw ids, and bounds on everything."""

    can_be_relative_uri = frozenset(_FeedParserMixin.can_be_relative_uri - {"id"})
    resolve_relative_uris = False
    sanitize_html = False

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.count = 0
        self.read: list[Entry | Failure] = []
        self._open: tuple[str, str | None] | None = None  # base and language of the item being read
        self._only_counts = False
        self._elements = 0

    def finished(self, flaw: str | None, cut_off: str | None = None) -> Feed:
        """What was read; `cut_off` says why the item that is still open cannot be had whole."""
        if self._open and cut_off:
            self.read.append(Failure(f"item {self.count}", cut_off))
        else:
            self._close_item()
        return feed_from(self.feeddata, self.version, tuple(self.read), flaw)

    def abandon(self, why: str) -> None:
        """Give up on the item that is open, or else the next one, and on all after it."""
        first, self._open = self.count + (self._open is None), None
        self.read.append(Failure(f"item {first} and after", why))

    def unknown_starttag(self, tag: str, attributes: list[tuple[str, str]]) -> None:
        is_item = tag.rpartition(":")[2] in ("item", "entry")
        self._elements += not self._only_counts
        if self._elements > MAX_ELEMENTS:
            self.abandon(f"the feed holds more than {MAX_ELEMENTS:,} elements; split the file")
            raise _Enough
        if self.count >= MAX_ITEMS and is_item:
            self._count_only()
        elif not self._only_counts:
            super().unknown_starttag(tag, attributes[:_MAX_ATTRIBUTES])

    def unknown_endtag(self, tag: str) -> None:
        if not self._only_counts:
            super().unknown_endtag(tag)

    def handle_data(self, text: str, escape: int = 1) -> None:
        if not self._only_counts:
            super().handle_data(text, escape)

    def _count_only(self) -> None:
        self._close_item()
        self._only_counts = True
        if self.count == MAX_COUNTED:
            self.abandon(_too_many(MAX_COUNTED))
            raise _Enough
        self.count += 1
        self.read.append(Failure(f"item {self.count}", _too_many(MAX_ITEMS)))

    def _start_item(self, attributes: dict[str, str]) -> None:
        self._close_item()
        self.count += 1
        super()._start_item(attributes)
        self._open = self.baseuri, self.lang

    _start_entry = _start_item

    def _end_item(self) -> None:
        super()._end_item()
        self._close_item()

    _end_entry = _end_item

    def _close_item(self) -> None:
        if self._open is None:
            return
        entry, (base, lang), self._open = self.entries.pop(), self._open, None
        self.property_depth_map.clear()
        self.read.append(entry_from(entry, self.count, base, lang))

    def _end_published(self) -> None:
        self.pop("published")

    _end_issued = _end_pubdate = _end_published

    def _end_updated(self) -> None:
        self.pop("updated")

    _end_modified = _end_lastbuilddate = _end_updated

    def _end_created(self) -> None:
        self.pop("created")

    def _start_dc_date(self, attributes: dict[str, str]) -> None:
        self.push("dc_date", 1)

    def _end_dc_date(self) -> None:
        self.pop("dc_date")

    def track_namespace(self, prefix: str | None, uri: str) -> None:
        if len(self.namespaces_in_use) < _MAX_NAMESPACES:
            super().track_namespace(prefix, uri)

    def push_content(self, *arguments: Any) -> None:
        super().push_content(*arguments)
        self.contentparams: dict[str, str | None] = _Parameters(self.contentparams)

    def _add_tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags, tag = self._get_context().setdefault("tags", []), {"term": term, "label": label}
        if (term or scheme or label) and len(tags) < _MAX_TAGS and tag not in tags:
            tags.append(tag)

    def _sync_author_detail(self, key: str = "author") -> None:
        """feedparser cuts a mail address short where its last label has more than four letters."""
        context = self._get_context()
        people, written = dict.get(context, f"{key}s"), dict.get(context, key)
        if (people and people[-1]) or not isinstance(written, str):
            super()._sync_author_detail(key)
            return
        context[key] = person(written[:_LONGEST_AUTHOR])
        if people:
            people[-1]["name"] = context[key]


class _Strict(_Items, StrictFeedParser):  # type: ignore[misc]
    """For what is well-formed."""

    def startElementNS(self, name: Any, qname: Any, attributes: Any) -> None:  # noqa: N802 - SAX's name
        few = attributes if len(attributes) <= _MAX_ATTRIBUTES else AttributesNSImpl({}, {})
        super().startElementNS(name, qname, few)


class _Loose(_Items, LooseFeedParser):  # type: ignore[misc]
    """For what is not."""

    def feed_text(self, text: str) -> None:
        LooseFeedParser.feed(self, text)

    def decode_entities(self, element: str, data: str) -> str:
        text: str = super().decode_entities(element, data)
        return text.replace("&amp;", "&") if element == "link" else text  # else "?a&amp;b" would become "?a&ampb"


def _too_many(most: int) -> str:
    return f"the feed holds more than {most:,} items; ask its publisher for a shorter one, or split the file"
