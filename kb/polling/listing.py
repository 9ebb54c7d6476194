"""What a source's own place lists: addresses to fetch, or files to take in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from ingest.discovery.page import look
from ingest.discovery.sitemap import Listed
from ingest.feeds import looks_like_feed
from ingest.files import files_below
from ingest.statements import looks_like_statement
from ingest.types import Capture, Failure, Reading
from kb.polling.places import Place, web_place
from kb.reports.names import bounded, host
from kb.sources.records import SourceKind
from kb.sources.rules import Rule, closed_to

Unread = Callable[[Capture], Reading | None]  # what a capture gives that is not to be read; None for one that is

SETTLED = timedelta(seconds=5)  # a file that was written more lately may still be being written
_NO_FEED = (
    "it is not a feed any more, but another kind of document; open it in a browser, and add the feed's new address"
)


def statements(capture: Capture) -> list[Place]:
    """The statements that a page lists, without itself."""
    own = web_place(capture.location).key
    listed = [web_place(link.url) for link in look(capture).statements if link.url]
    return [place for place in listed if place.key != own]


def pages(listed: Iterable[Listed], own: str, rules: Sequence[Rule]) -> list[Place]:
    """The pages that a sitemap lists, on its own host alone (sitemaps.org, "Sitemap file location") and without those
    of which a rule says by the address that they will not be kept. `own` is where the sitemap stands."""
    return [
        web_place(page.url, page.changed)
        for page in listed
        if host(page.url) == host(own) and not closed_to(rules, page.url)
    ]


def anything(_capture: Capture) -> None:
    """Whatever comes is read."""


def feed_only(capture: Capture) -> Reading | None:
    """A feed, and nothing else: a page that a server shows in its place is not taken in."""
    return None if looks_like_feed(capture) else Reading((Failure(capture.location, _NO_FEED),))


def statement_only(capture: Capture) -> Reading | None:
    """A page that lists statements may be one itself; a mere list is no report."""
    return None if looks_like_statement(capture) else Reading(())


def nothing(_capture: Capture) -> Reading:
    """A sitemap holds no reports, only their addresses."""
    return Reading(())


def of_folder(kind: SourceKind, folder: Path, now: datetime, without: frozenset[Path]) -> Iterator[Place]:
    """What lies in the folder of a source. Raises OSError where it cannot be listed."""
    return _messages(folder) if kind is SourceKind.MAILDIR else _files(folder, now, without)


def _files(folder: Path, now: datetime, without: frozenset[Path]) -> Iterator[Place]:
    """The files in a folder, without those that somebody is just writing; whatever changes one changes its stamp."""
    next(folder.iterdir(), None)  # a folder that is gone is told, not taken for an empty one
    for path in files_below(folder, without):
        try:
            stat = path.stat()
        except OSError:
            yield Place(bounded(str(path)), str(path), "unreadable")
            continue
        if abs(now.timestamp() - stat.st_mtime) >= SETTLED.total_seconds():  # a date to come is not the time of writing
            yield Place(bounded(str(path)), str(path), f"{stat.st_size}:{stat.st_mtime_ns}")


def _messages(maildir: Path) -> Iterator[Place]:
    """The messages of a maildir, new and seen. Their names never change, save for the flags behind the colon, and
    neither does what is in them."""
    for part in ("new", "cur"):
        for path in sorted((maildir / part).iterdir()):
            if not path.name.startswith("."):
                yield Place(bounded(path.name.partition(":")[0]), str(path), "message")
