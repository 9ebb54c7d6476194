"""One round of a source: which of its places to look at, by the source's kind."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.discovery.sitemap import Listed, NoSitemap, read_sitemap
from ingest.fetch.results import FetchError
from ingest.types import Capture, Failure, Reading
from kb import pipeline
from kb.archive import own_files
from kb.ledger import Entry
from kb.models import Intake, LedgerItem, Report
from kb.polling import listing
from kb.polling.asking import Validators
from kb.polling.listing import Unread
from kb.polling.places import Place, Remembered, all_remembered, chosen, last_capture, remember, web_place
from kb.polling.visit import Poller, Visit, visit
from kb.reports.intake.decide import State
from kb.sources.records import Polled, SourceKind

NEW_PAGES = 50  # fetched in one round, so that no site is asked for all it has at once
KNOWN_PAGES = 50  # asked whether they have changed
MOST_SITEMAPS = 100  # that an index of sitemaps names, and that are followed
FILES = 500  # taken in before others have their turn
RECENT = 20  # items by which a source's cadence is known
_NO_NEWS = tuple(state for state in State if state not in (State.NEW, State.REVISED))


@dataclass(frozen=True, slots=True)
class Round:
    """What came of all places of a source."""

    entries: list[Entry] = field(default_factory=list)
    title: str | None = None  # what it calls itself
    ttl: int | None = None  # seconds, as in Reading
    fresh_for: timedelta = timedelta()
    wait: timedelta = timedelta()  # for which its server asks us to stay away
    moved_to: str | None = None
    trouble: str | None = None  # why its own place could not be had
    permanent: bool = False
    gone: bool = False
    more: bool = False  # files are left for which there was no room in this round


def go(poller: Poller, source: Polled) -> Round:
    """Look at every place of a source that wants it."""
    match source.kind:
        case SourceKind.FEED:
            return _of(visit(poller, source, web_place(source.place), listing.feed_only))
        case SourceKind.PAGE:
            return _of(visit(poller, source, web_place(source.place)))
        case SourceKind.STATEMENTS:
            return _site(poller, source, listing.statement_only, _statements)
        case SourceKind.SITEMAP:
            return _site(poller, source, listing.nothing, _sitemap)
        case SourceKind.FOLDER | SourceKind.MAILDIR:
            return _files(poller, source)


def _of(looked: Visit) -> Round:
    match looked.answer:
        case FetchError() as error:
            return Round(
                looked.entries,
                wait=timedelta(seconds=error.retry_after or 0),
                trouble=error.why,
                permanent=error.permanent,
                gone=error.gone,
            )
        case answer:
            reading = looked.reading
            return Round(
                looked.entries,
                title=reading.title if reading else None,
                ttl=reading.ttl if reading else None,
                fresh_for=timedelta(seconds=answer.fresh_for or 0),
                moved_to=answer.moved_to,
                trouble=_unread(looked),
            )


def _unread(looked: Visit) -> str | None:
    """Why nothing at all could be read from what came."""
    match looked:
        case Visit(Capture(location=location), _, Reading(items=(Failure(item, why),))) if item == location:
            return why
    return None


def _site(
    poller: Poller, source: Polled, unread: Unread, listed: Callable[[Poller, Polled, Capture], list[Place]]
) -> Round:
    """A place that lists others: they are fetched where they are missing or may have changed."""
    own = web_place(source.place)
    done = _of(visit(poller, source, own, unread))
    capture = last_capture(poller.archive, source, own)
    if done.trouble or capture is None:
        return done
    try:
        places = listed(poller, source, capture)
    except NoSitemap as error:
        return replace(done, trouble=str(error))
    with poller.archive.reading() as session:
        known = all_remembered(session, source)
    for place in chosen(places, known, new=NEW_PAGES, again=KNOWN_PAGES):
        looked = _of(visit(poller, source, place))
        done = replace(done, entries=[*done.entries, *looked.entries], wait=max(done.wait, looked.wait))
        if looked.wait:
            break
    return done


def _statements(_poller: Poller, _source: Polled, capture: Capture) -> list[Place]:
    return listing.statements(capture)


def _sitemap(poller: Poller, source: Polled, capture: Capture) -> list[Place]:
    """The pages of a sitemap, or of all sitemaps that an index names."""
    sitemap = read_sitemap(capture)
    pages = [*sitemap.pages]
    with poller.archive.reading() as session:
        known = all_remembered(session, source)
    parts = [web_place(part.url, part.changed) for part in sitemap.sitemaps[:MOST_SITEMAPS]]
    for place in chosen(parts, known, new=MOST_SITEMAPS, again=MOST_SITEMAPS):
        visit(poller, source, place, listing.nothing)
    for place in parts:
        if part := last_capture(poller.archive, source, place):
            pages += _part(place, part)
    return listing.pages(pages, source.place, source.rules)


def _part(place: Place, capture: Capture) -> tuple[Listed, ...]:
    try:
        return read_sitemap(capture).pages
    except NoSitemap as error:
        raise NoSitemap(f"{place.where}: {error}") from error


def _files(poller: Poller, source: Polled) -> Round:
    folder = Path(source.place)
    try:
        places = list(listing.of_folder(source.kind, folder, poller.now(), own_files(poller.archive.settings)))
    except OSError as error:
        return Round(
            trouble=f"{folder} cannot be listed ({error.strerror}); make it, or remove the source", permanent=True
        )
    with poller.archive.reading() as session:
        known = all_remembered(session, source)
    fresh = chosen(places, known, new=len(places), again=0)
    entries: list[Entry] = []
    for place in fresh[:FILES]:
        entries += pipeline.take_in_file(poller.archive, Path(place.where), source.terms)
        with poller.archive.writing() as session:
            remember(session, source, place, Remembered(place.stamp, Validators(), poller.now(), None))
    return Round(entries, more=len(fresh) > FILES)


def dates(session: Session, name: str) -> list[datetime]:
    """When the newest items of a source came out, or came here where they do not say."""
    own = LedgerItem.intake_id.in_(select(Intake.id).where(Intake.source == name))
    told = (
        select(Report.published, LedgerItem.at)
        .join(Report, LedgerItem.report_id == Report.id)
        .where(own, LedgerItem.state.not_in(_NO_NEWS))  # "in" would have SQLite look through all that are new anywhere
        .order_by(LedgerItem.id.desc())
        .limit(RECENT)
    )
    return [published or at for published, at in session.execute(told)]
