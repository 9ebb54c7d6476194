"""The path of one report, from bytes to the archive: keep the capture, read it, keep what is new, write the ledger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from ingest.fetch.client import fetch
from ingest.fetch.results import FetchError
from ingest.files import Unopened, open_file
from ingest.read import AS_NAMED, read
from ingest.types import Capture, Failure, Reading
from kb import captures, ledger
from kb.archive import Archive
from kb.ledger import Arrival, Entry
from kb.reports.articles import texts
from kb.reports.intake import save
from kb.reports.intake.decide import Decision, State
from kb.reports.intake.known import Register
from kb.reports.intake.offers import Offer, offered
from kb.reports.intake.worded import Worded, worded
from kb.reports.stories.unsettled import Unsettled
from kb.sources.records import Terms
from kb.sources.rules import kept_out_by

NOTHING_SENT = "the server says that nothing has changed, but it never sent anything"


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
    entries = keep(archive, capture, reading, terms) + take_in_attachments(archive, reading, terms, columns)
    return ledger.noted(entries, capture.location, reading.notes)


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
    why = fetched.why if isinstance(fetched, FetchError) else NOTHING_SENT
    return fail(archive, url, why)


def keep(archive: Archive, capture: Capture, reading: Reading, terms: Terms | None = None) -> list[Entry]:
    """Keep what was read from a capture: its reports, its ledger and the outbox, in one transaction."""
    told = worded(reading, archive.names)
    entries, _ = archive.writers.together(lambda session, unsettled: keep_in(session, unsettled, capture, told, terms))
    return entries


def keep_in(
    session: Session, unsettled: Unsettled, capture: Capture, told: Worded, terms: Terms | None
) -> tuple[list[Entry], int]:
    """The same in a transaction of the caller's, who has the stories found; the id of the intake besides."""
    capture_id = captures.record(session, capture)
    offers = offered(session, told, capture, capture_id)
    decisions = list(_judge(session, offers, terms))
    entries = list(_entries(told.reading, decisions))
    for offer, decision in zip(offers, decisions, strict=True):
        _note(unsettled, offer, decision)
    arrival = Arrival(capture.location, len(entries), capture_id, terms.name if terms else None)
    return entries, ledger.write(session, arrival, entries)


def _note(unsettled: Unsettled, offer: Offer, decision: Decision) -> None:
    """A new report says what was offered; what a revised one says, others may have part in."""
    if decision.report is not None and decision.state in (State.NEW, State.REVISED):
        unsettled.add(decision.report, offer.wording.marks if decision.state is State.NEW else None)


def fail(archive: Archive, item: str, why: str, terms: Terms | None = None) -> list[Entry]:
    """Enter in the ledger that one item could not be had at all."""
    entry = Entry(item, Decision(State.FAILED, why=why))
    with archive.writing() as session:
        ledger.write(session, Arrival(item, 1, source=terms.name if terms else None), [entry])
    return [entry]


def _entries(reading: Reading, decisions: Iterable[Decision]) -> Iterator[Entry]:
    """What becomes of every item: of drafts as was decided, and what could not be read has failed."""
    judged = iter(decisions)
    for item in reading.items:
        if isinstance(item, Failure):
            yield Entry(item.item, Decision(State.FAILED, why=item.why))
        else:
            yield Entry(item.item, next(judged))


def _judge(session: Session, offers: Sequence[Offer], terms: Terms | None) -> Iterator[Decision]:
    """What becomes of each, in order: those that the rules let through are saved."""
    kept_out = [kept_out_by(terms.rules, offer.draft) if terms else None for offer in offers]
    register = Register(session, offers)
    wanted = [offer for offer, why in zip(offers, kept_out, strict=True) if why is None]
    saved = (decision for run in register.runs(wanted) for decision in _save(session, register, run, terms))
    for why in kept_out:
        yield Decision(State.FILTERED, why=why) if why else next(saved)


def _save(session: Session, register: Register, run: Sequence[Offer], terms: Terms | None) -> list[Decision]:
    """One item that the database refuses fails alone: the others are kept, tried anew in halves of the run.

    A database that cannot work at all (no room, no connection) is not the item's fault: that stops the import.
    """
    try:
        with session.begin_nested():
            decisions = save.save(session, register, run, terms.tags if terms else ())
            if terms and terms.full_text:
                _want_articles(session, run, decisions, terms.name)
            return decisions
    except OperationalError:
        raise
    except (ValueError, OverflowError, StatementError) as error:
        half = len(run) // 2
        if not half:
            return [Decision(State.FAILED, why=f"it could not be stored: {_reason(error)}; please report this")]
    return _save(session, register, run[:half], terms) + _save(session, register, run[half:], terms)


def _want_articles(session: Session, run: Sequence[Offer], decisions: Sequence[Decision], source: str) -> None:
    """Have the articles fetched of which the source gives only a part."""
    told = {
        decision.report: offer.draft.url
        for offer, decision in zip(run, decisions, strict=True)
        if decision.state in (State.NEW, State.REVISED) and decision.becomes_head and offer.draft.partial
    }
    texts.want(session, {id: url for id, url in told.items() if id and url}, source)


def _reason(error: Exception) -> str:
    """What went wrong in one line, without the statement and its parameters."""
    return " ".join(str(error.orig if isinstance(error, StatementError) else error).split())
