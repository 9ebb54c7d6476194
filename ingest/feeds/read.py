"""A feed from its bytes to drafts: the whole way."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ingest.charset import decoded
from ingest.feeds.drafts import draft_from, web_address
from ingest.feeds.jsonfeed import parse_json_feed
from ingest.feeds.parser import parse_xml
from ingest.feeds.records import Entry, Feed
from ingest.feeds.repair import repaired
from ingest.feeds.sniff import looks_like_feed, looks_like_json_feed
from ingest.feeds.writing import MAX_TEXT, line_of
from ingest.text import name_of
from ingest.types import Capture, Draft, Failure, Reading


def read_feed(capture: Capture) -> Reading:
    """Read RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF or JSON Feed; each item is a draft or a failure, in feed order.

    Never raises. A document that yields nothing and is broken, or is no feed, is one Failure that names its flaw; a
    feed without items is an empty Reading. The drafts of a feed are news; who reads on may know better.
    """
    written, note = decoded(capture.body, capture.charset)
    feed = parse_json_feed(written) if looks_like_json_feed(capture) else parse_xml(repaired(written))
    if not feed.entries and (feed.flaw or not (feed.known or looks_like_feed(capture))):
        items: tuple[Draft | Failure, ...] = (Failure(capture.location, _sentence(feed)),)
    else:
        items = tuple(_named_apart([_item(entry, feed, capture) for entry in feed.entries]))
    return Reading(
        items=items,
        title=name_of(line_of(feed.title)) or None,
        home=_home(feed, capture),
        notes=tuple(filter(None, (note, _salvage(feed), *_cuts(feed)))),
        ttl=feed.ttl,
    )


def _home(feed: Feed, capture: Capture) -> str | None:
    """Its page; of a file whose feed names none, the address that it says it stands at."""
    return web_address(capture.url or feed.base, feed.home) or (None if capture.url else web_address(None, feed.base))


def _sentence(feed: Feed) -> str:
    if feed.flaw:
        return f"it cannot be read as a feed ({feed.flaw}); ask its publisher to mend it, or import the page instead"
    return "it is not a feed (RSS, RDF, Atom or JSON Feed); import it as a page instead"


def _item(entry: Entry | Failure, feed: Feed, capture: Capture) -> Draft | Failure:
    if isinstance(entry, Failure):
        return entry
    try:
        return draft_from(entry, feed, capture)
    except Exception as error:  # one hostile item must not take the others with it
        return Failure(f"item {entry.position}", f"it cannot be read ({type(error).__name__}: {str(error)[:200]})")


def _named_apart(items: list[Draft | Failure]) -> Iterator[Draft | Failure]:
    """Items that share a name are told apart by their place, and a guid that stands for several links is no key."""
    named = Counter(item.item for item in items)
    links: dict[str, set[str | None]] = {}
    for item in items:
        if isinstance(item, Draft) and item.key:
            links.setdefault(item.key, set()).add(item.url)
    for position, item in enumerate(items, start=1):
        if named[item.item] == 1:
            yield item
            continue
        named_apart = f"{item.item} (item {position})"
        if isinstance(item, Draft) and item.key and len(links[item.key]) > 1:
            yield replace(item, item=named_apart, key=None)
        else:
            yield replace(item, item=named_apart)


def _salvage(feed: Feed) -> str | None:
    count = len(feed.entries)
    return f"it is malformed ({feed.flaw}); {count} items were salvaged" if feed.flaw and count else None


def _cuts(feed: Feed) -> Iterator[str]:
    for entry in feed.entries:
        if isinstance(entry, Entry):
            longest = max((len(content.value) for content in entry.contents), default=0)
            if longest > MAX_TEXT:
                yield f"item {entry.position}: its text of {longest:,} characters is cut after {MAX_TEXT:,}"
