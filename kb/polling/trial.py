"""What a place would give if it were polled: read and judged, with nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.discovery.sitemap import NoSitemap, read_sitemap
from ingest.feeds import looks_like_feed
from ingest.fetch.headers import Wanted
from ingest.fetch.results import Fetched, FetchError
from ingest.read import read
from ingest.types import Capture, Draft, Failure, Reading
from kb import database, pipeline
from kb.archive import Archive, own_files
from kb.errors import KbError
from kb.ledger import Entry
from kb.polling import listing
from kb.polling.asking import Validators
from kb.polling.visit import Poller
from kb.reports.intake.worded import worded
from kb.reports.stories.unsettled import Unsettled
from kb.sources.records import SourceKind, Terms
from kb.sources.rules import Rule


class NoSource(KbError):
    """Nothing there can be polled; the message names the place and says what to do."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A place tried out as a source of one kind."""

    kind: SourceKind
    place: str  # an address, or the absolute path of a folder
    title: str | None = None
    capture: Capture | None = None  # None for a folder
    reading: Reading | None = None  # what its own place holds
    leads_to: tuple[str, ...] = ()  # addresses or files that would be taken in besides
    others: tuple[str, ...] = ()  # further sources that were found on the way

    @property
    def notes(self) -> tuple[str, ...]:
        """What was repaired or left out in what its own place holds."""
        return self.reading.notes if self.reading else ()


@dataclass(frozen=True, slots=True)
class Preview:
    """One item as it would come in."""

    item: Draft | Failure
    entry: Entry


def had(poller: Poller, url: str, wanted: Wanted = Wanted.FEED) -> tuple[Capture, str]:
    """What an address holds now, and the address to ask from now on. Raises NoSource."""
    match poller.ask(url, Validators(), wanted):
        case Fetched() as fetched:
            return fetched, fetched.moved_to or url
        case FetchError(why=why):
            raise NoSource(f"{url}: {why}")
    raise NoSource(f"{url}: {pipeline.NOTHING_SENT}; try again later")


def let_in(poller: Poller, trial: Trial) -> None:
    """Make sure that a program is let in where a person was: robots.txt may forbid it what others may read. Raises
    NoSource."""
    if trial.capture is None:
        return
    answer = poller.ask(trial.place, Validators(trial.capture.etag, trial.capture.last_modified), Wanted.FEED)
    if isinstance(answer, FetchError) and answer.permanent:
        raise NoSource(f"{trial.place} cannot be polled: {answer.why}")


def tried_folder(poller: Poller, kind: SourceKind, folder: Path) -> Trial:
    """A folder or maildir and the files in it. Raises NoSource."""
    try:
        places = listing.of_folder(kind, folder, poller.now(), own_files(poller.archive.settings))
        return Trial(kind, str(folder), leads_to=tuple(place.where for place in places))
    except OSError as error:
        raise NoSource(f"{folder} cannot be listed ({error.strerror}); make it, or name another") from error


def tried(kind: SourceKind, place: str, capture: Capture, rules: Sequence[Rule] = ()) -> Trial:
    """What an address gave, read as a source of this kind that has these rules. Raises NoSource."""
    match kind:
        case SourceKind.FEED:
            if not looks_like_feed(capture):
                raise NoSource(f"{place} is not a feed; without --kind, the feeds of a page are looked for")
            reading = read(capture)
        case SourceKind.PAGE:
            reading = read(capture)
        case SourceKind.STATEMENTS:
            reading = listing.statement_only(capture) or read(capture)
        case _:
            return _sitemap(place, capture, rules)
    failures = [item for item in reading.items if isinstance(item, Failure)]
    if failures and len(failures) == len(reading.items):
        raise NoSource(f"{place}: {failures[0].why}")
    if kind is not SourceKind.STATEMENTS:
        return Trial(kind, place, reading.title, capture, reading)
    listed = tuple(page.where for page in listing.statements(capture))
    if not listed:
        raise NoSource(f"{place} does not list statements: none of its links looks like …/statement/10/title")
    return Trial(kind, place, reading.title, capture, reading, listed)


def _sitemap(place: str, capture: Capture, rules: Sequence[Rule]) -> Trial:
    try:
        sitemap = read_sitemap(capture)
    except NoSitemap as error:
        raise NoSource(f"{place}: {error}") from error
    pages = (page.where for page in listing.pages(sitemap.pages, place, rules))
    listed = (*(part.url for part in sitemap.sitemaps), *pages)
    return Trial(SourceKind.SITEMAP, place, capture=capture, leads_to=listed)


def previewed(archive: Archive, trial: Trial, terms: Terms) -> list[Preview]:
    """Every item of the place itself, judged as if it came in now; the judging is undone again."""
    if trial.capture is None or trial.reading is None:
        return []
    told = worded(trial.reading, archive.names)
    with archive.sessions() as session:
        session.connection(execution_options=database.WRITES)
        entries, _ = pipeline.keep_in(session, Unsettled(), trial.capture, told, terms)
        session.rollback()
    return [Preview(item, entry) for item, entry in zip(trial.reading.items, entries, strict=True)]
