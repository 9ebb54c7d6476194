"""From whatever address a person has in hand to the source that is meant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from ingest.discovery.page import Found, look
from ingest.discovery.sitemap import looks_like_sitemap
from ingest.feeds import looks_like_feed
from ingest.fetch.headers import Wanted
from ingest.statements import looks_like_statement
from ingest.types import Capture
from kb.polling.trial import NoSource, Trial, had, tried, tried_folder
from kb.polling.visit import Poller
from kb.sources.records import LOCAL, SourceKind
from kb.sources.rules import Rule

WELL_KNOWN = ("/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
_LIST = 3  # links to statements that make a page a list of them


def discover(poller: Poller, place: str, kind: SourceKind | None = None, rules: Sequence[Rule] = ()) -> Trial:
    """The source at a place, tried out under these rules: what the address is itself, else what its page declares, else
    what stands at a well-known address of its site. Raises NoSource.
    """
    address = _address(place)
    if address is None:
        return _folder(poller, place, kind)
    place = address
    if kind in LOCAL:
        raise NoSource(f"{place} is an address; a {kind} is a folder on this machine")
    capture, place = had(poller, place, Wanted.PAGE if kind is SourceKind.PAGE else Wanted.FEED)
    if kind is not None:
        return tried(kind, place, capture, rules)
    if looks_like_feed(capture):
        return tried(SourceKind.FEED, place, capture)
    if looks_like_sitemap(capture):
        return tried(SourceKind.SITEMAP, place, capture, rules)
    return _from_page(poller, place, capture, rules)


def _address(place: str) -> str | None:
    """An address of the web as it is asked for, in whatever case its scheme is written; None for anything else."""
    scheme, colon, rest = place.strip().partition("://")
    return f"{scheme.lower()}://{urldefrag(rest).url}" if colon and scheme.lower() in ("http", "https") else None


def _folder(poller: Poller, place: str, kind: SourceKind | None) -> Trial:
    folder = Path(place).absolute()
    if not place.strip() or not folder.is_dir():
        raise NoSource(f"“{place}” is neither a web address nor a folder; write https://… or make the folder")
    if kind is not None and kind not in LOCAL:
        raise NoSource(f"{place} is a folder, and a {kind} is a web address")
    is_maildir = all((folder / part).is_dir() for part in ("cur", "new", "tmp"))
    return tried_folder(poller, kind or (SourceKind.MAILDIR if is_maildir else SourceKind.FOLDER), folder)


def _from_page(poller: Poller, place: str, capture: Capture, rules: Sequence[Rule]) -> Trial:
    found = look(capture)
    is_list = len(found.statements) >= _LIST or (looks_like_statement(capture) and len(found.statements) > 1)
    if is_list:
        return replace(tried(SourceKind.STATEMENTS, place, capture), others=_urls(found))
    for kind, address in _candidates(found, place):
        try:
            there, address = had(poller, address)
            trial = tried(kind, address, there, rules)
        except NoSource:
            continue
        return replace(trial, others=tuple(url for url in _urls(found) if url != trial.place))
    raise NoSource(
        f"{place} is a page that declares no feed, and none stands at a usual address of its site; "
        "name the feed itself, or watch the page with --kind page"
    )


def _urls(found: Found) -> tuple[str, ...]:
    return tuple(feed.url for feed in found.feeds if feed.url)


def _candidates(found: Found, place: str) -> Iterator[tuple[SourceKind, str]]:
    yield from ((SourceKind.FEED, url) for url in _urls(found))
    yield from ((SourceKind.SITEMAP, url) for url in found.sitemaps)
    yield from ((SourceKind.FEED, urljoin(place, path)) for path in WELL_KNOWN)
    yield SourceKind.SITEMAP, urljoin(place, "/sitemap.xml")
