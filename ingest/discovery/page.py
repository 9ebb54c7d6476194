"""What a page leads to: the feeds it declares, the statements it lists, its sitemap."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from ingest.charset import decode
from ingest.html import absolute, tokens
from ingest.html.tokens import Close, Open, Text
from ingest.statements.titles import number_in, slug_in
from ingest.text import one_line
from ingest.types import Capture, Link

MOST_FEEDS = 50
MOST_STATEMENTS = 2_000
MOST_LINKS = 20_000  # that are looked at
_FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
     "application/rss", "application/atom", "application/xml", "text/xml", "text/rss+xml")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    feeds: tuple[Link, ...]  # as the page declares them; those of comments last
    statements: tuple[Link, ...]  # on the page's own host, each number once, in the order of the page
    sitemaps: tuple[str, ...]


def look(capture: Capture) -> Found:
    """Read a page for what it leads to; never raises, linear time."""
    base = capture.url
    feeds: dict[str, Link] = {}
    sitemaps: dict[str, None] = {}
    run = list(tokens(decode(capture.body, capture.charset)))
    base = next((found for found in _bases(run, base)), base)
    for token in run:
        if isinstance(token, Open) and token.name == "link" and (url := _web(token.attributes.get("href", ""), base)):
            relations = token.attributes.get("rel", "").lower().split()
            media_type = token.attributes.get("type", "").partition(";")[0].strip().lower()
            if "sitemap" in relations:
                sitemaps.setdefault(url)
            elif ("alternate" in relations and media_type in _FEED_TYPES) or "feed" in relations:
                feeds.setdefault(url, Link(one_line(token.attributes.get("title", "")) or url, url))
    ordered = sorted(list(feeds.values())[:MOST_FEEDS], key=_is_of_comments)
    return Found(tuple(ordered), tuple(_statements(run, base)), tuple(sitemaps)[:MOST_FEEDS])


def _bases(run: list[Open | Close | Text], url: str | None) -> Iterator[str]:
    for token in run:
        if isinstance(token, Open) and token.name == "base" and (base := _web(token.attributes.get("href", ""), url)):
            yield base


def _web(href: str, base: str | None) -> str | None:
    url = absolute(href, base)
    return url if url and url.startswith(("http://", "https://")) else None


def _is_of_comments(feed: Link) -> bool:
    return "comment" in f"{feed.title} {feed.url}".lower()


def _statements(run: list[Open | Close | Text], base: str | None) -> Iterator[Link]:
    """Links to statements, old addresses (`…/statement/8/`) and new ones (`…/statement/008/slug`); of two to the same
    statement the one with the slug."""
    found: dict[int, Link] = {}
    for link in islice(_links(run, base), MOST_LINKS):
        number = number_in(link.url)
        if number is None or not _same_host(link.url or "", base or ""):
            continue
        held = found.get(number)
        if held is None or (slug_in(link.url or "") and not slug_in(held.url or "")):
            found[number] = link
        if len(found) == MOST_STATEMENTS:
            break
    yield from found.values()


def _links(run: list[Open | Close | Text], base: str | None) -> Iterator[Link]:
    url: str | None = None
    words: list[str] = []
    for token in run:
        if isinstance(token, Text):
            words.append(token.text)
        elif token.name == "a":
            if url:
                yield Link(one_line("".join(words)), url)
            url = _web(token.attributes.get("href", ""), base) if isinstance(token, Open) else None
            words = []


def _same_host(url: str, other: str) -> bool:
    hosts = [(urlsplit(address).hostname or "").removeprefix("www.") for address in (url, other)]
    return hosts[0] == hosts[1]
