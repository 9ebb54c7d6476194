"""The way of one report, from bytes to the archive: keep the capture, read it, keep what is new, write the ledger."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from ingest.fetch.client import fetch
from ingest.fetch.results import FetchError
from ingest.files import Unopened, open_file
from ingest.read import AS_NAMED, read
from ingest.types import Capture, Draft, Failure, Reading
from kb import captures, ledger
from kb.archive import Archive
from kb.ledger import Came, Entry
from kb.models import Report
from kb.reports import articles, identities, marks, save, sources
from kb.reports.decide import Decision, State
from kb.reports.identities import Register
from kb.reports.save import Provenance
from kb.reports.stories.settle import settle
from kb.sources.records import Terms
from kb.sources.rules import kept_out_by


def take_in(
    archive: Archive, capture: Capture, terms: Terms | None = None, columns: Mapping[str, str] = AS_NAMED
) -> list[Entry]:
    """Take in everything a capture holds, and the files in it; doing it again changes nothing but the ledger.

    The files in it, as an archive or a mail has them, are captures of their own and taken in after it, each for itself.
    The bytes are kept before anything reads them. What is new waits in the outbox until `archive.indexer.drain()`.
    `terms` are those of the source it comes from, `columns` is what `ingest.read` takes it for.
    """
    archive.captures.keep(capture.body)
    reading = read(capture, columns)
    return keep(archive, capture, reading, terms) + take_in_attachments(archive, reading, terms, columns)


def take_in_attachments(
    archive: Archive, reading: Reading, terms: Terms | None = None, columns: Mapping[str, str] = AS_NAMED
) -> list[Entry]:
    """Take in the files that a capture holds."""
    return [entry for file in reading.attachments for entry in take_in(archive, file, terms, columns)]


def take_in_file(
    archive: Archive, path: Path, terms: Terms | None = None, columns: Mapping[str, str] = AS_NAMED
) -> list[Entry]:
    """Take in one file; one that cannot be opened is a failed item."""
    try:
        capture = open_file(path)
    except Unopened as error:
        return fail(archive, str(error.path), error.why, terms)
    return take_in(archive, capture, terms, columns)


def take_in_url(archive: Archive, url: str, columns: Mapping[str, str] = AS_NAMED) -> list[Entry]:
    """Fetch one address and take in what it holds; one that cannot be fetched is a failed item."""
    settings = archive.settings
    proxy, contact = settings.fetch_proxy or None, settings.contact or None
    fetched = fetch(url, allow=settings.fetch_allow, contact=contact, proxy=proxy)
    if isinstance(fetched, Capture):
        return take_in(archive, fetched, columns=columns)
    why = fetched.why if isinstance(fetched, FetchError) else "it answers that nothing changed, but never gave anything"
    return fail(archive, url, why)


def keep(archive: Archive, capture: Capture, reading: Reading, terms: Terms | None = None) -> list[Entry]:
    """Keep what was read from a capture: its reports, its ledger and the outbox, in one transaction."""
    with archive.writing() as session:
        return keep_in(session, capture, reading, terms)[0]


def keep_in(session: Session, capture: Capture, reading: Reading, terms: Terms | None) -> tuple[list[Entry], int]:
    """The same in a transaction of the caller's; the id of the intake besides."""
    capture_id = captures.record(session, capture)
    entries = list(_keep(session, reading, capture, capture_id, terms))
    settle(session, _said_anew(entries))
    came = Came(capture.location, len(reading.items), capture_id, terms.name if terms else None)
    return entries, ledger.write(session, came, entries)


def _said_anew(entries: list[Entry]) -> list[int]:
    """The reports that are new or have a new wording, each once."""
    decisions = (entry.decision for entry in entries)
    told = [one.report for one in decisions if one.state in (State.NEW, State.REVISED) and one.report is not None]
    return list(dict.fromkeys(told))


def fail(archive: Archive, item: str, why: str, terms: Terms | None = None) -> list[Entry]:
    """Write down that one item, whole, could not be had."""
    entry = Entry(item, Decision(State.FAILED, why=why))
    with archive.writing() as session:
        ledger.write(session, Came(item, 1, source=terms.name if terms else None), [entry])
    return [entry]


def _keep(
    session: Session, reading: Reading, capture: Capture, capture_id: int, terms: Terms | None
) -> Iterator[Entry]:
    drafts = [item for item in reading.items if isinstance(item, Draft)]
    published_by = sources.of_all(session, drafts, reading, capture)
    slugs = [source.slug if source else None for source in published_by]
    named = identities.name_all(drafts, slugs, capture, reading.home)
    register = Register(session, named)
    origins = iter(
        Provenance(capture_id, source, names, register, live=capture.url is not None)
        for source, names in zip(published_by, named, strict=True)
    )
    for item in reading.items:
        if isinstance(item, Failure):
            yield Entry(item.item, Decision(State.FAILED, why=item.why))
        else:
            yield Entry(item.item, _judge(session, item, next(origins), terms))


def _judge(session: Session, draft: Draft, origin: Provenance, terms: Terms | None) -> Decision:
    if terms and (why := kept_out_by(terms.rules, draft)):
        return Decision(State.FILTERED, why=why)
    return _save(session, draft, origin, terms)


def _save(session: Session, draft: Draft, origin: Provenance, terms: Terms | None) -> Decision:
    """One item that the database refuses fails alone; the items beside it are kept.

    A database that cannot work at all (no room, no connection) is no fault of the item: that stops the import.
    """
    try:
        with session.begin_nested():
            decision = save.save(session, draft, origin)
            if terms:
                _on_terms(session, draft, decision, terms)
            return decision
    except OperationalError:
        raise
    except (ValueError, OverflowError, StatementError) as error:
        return Decision(State.FAILED, why=f"it could not be stored: {_reason(error)}; please report this")


def _on_terms(session: Session, draft: Draft, decision: Decision, terms: Terms) -> None:
    """What a polled source wants done with a report that is new or told anew."""
    if decision.state not in (State.NEW, State.REVISED):
        return
    report = session.get_one(Report, decision.report)
    if terms.tags and decision.state is State.NEW:
        marks.tag_by_staff(session, report, terms.tags, ())
    if terms.full_text and draft.partial and draft.url and decision.becomes_head:
        articles.want(session, report, draft.url, terms.name)


def _reason(error: Exception) -> str:
    """What went wrong in one line, without the statement and its parameters."""
    return " ".join(str(error.orig if isinstance(error, StatementError) else error).split())
