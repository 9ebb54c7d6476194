"""One place looked at: asked for, taken in where it has changed, and remembered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from ingest.fetch.headers import Wanted
from ingest.fetch.results import FetchError, NotModified
from ingest.types import Capture, Reading
from kb import captures, ledger, pipeline
from kb.archive import Archive
from kb.ledger import Arrival, Entry
from kb.models import Intake
from kb.polling.asking import Answer, Ask, Validators
from kb.polling.listing import Unread, anything
from kb.polling.places import Place, Remembered, last_digest, remember, remembered
from kb.reports.intake.decide import Decision, State
from kb.reports.intake.worded import Worded, read_worded
from kb.reports.stories.unsettled import Unsettled
from kb.sources.records import Polled, SourceKind, Terms


@dataclass(frozen=True, slots=True)
class Poller:
    """What polling needs of the world; a test gives it another clock, another chance and another web."""

    archive: Archive
    ask: Ask
    now: Callable[[], datetime]  # aware UTC
    chance: Callable[[], float]  # in [0, 1)
    read_beside: Callable[[Capture], Worded] | None = None  # who reads, where others are looked at as well

    def read(self, capture: Capture) -> Worded:
        return self.read_beside(capture) if self.read_beside else read_worded(self.archive.names, capture)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of looking at one place."""

    answer: Answer
    entries: list[Entry]
    reading: Reading | None  # None where nothing came, or what came had come before


def visit(poller: Poller, source: Polled, place: Place, unread: Unread = anything) -> Visit:
    """Ask for a place and take in what it holds. What comes and what is remembered of it are one transaction."""
    archive = poller.archive
    with archive.reading() as session:
        known = remembered(session, source, place) or Remembered(None, Validators(), poller.now(), None)
        digest = last_digest(session, known)
    wanted = Wanted.FEED if source.kind is SourceKind.FEED else Wanted.PAGE
    result, told = poller.ask(place.where, known.validators, wanted), None
    inside: list[Entry] = []
    if isinstance(result, Capture) and captures.digest_of(result.body) != digest:
        archive.captures.keep(result.body)
        told = Worded(left) if (left := unread(result)) else poller.read(result)
        inside = pipeline.take_in_attachments(archive, told.reading, source.terms)  # first, or a crash would lose them

    def write(session: Session, unsettled: Unsettled) -> list[Entry]:
        entries, now = _taken_in(session, unsettled, source.terms, place, known, result, told)
        remember(session, source, place, replace(now, checked_at=poller.now()))
        return entries

    entries = archive.writers.together(write) + inside
    if told is None:
        return Visit(result, entries, None)
    return Visit(result, ledger.noted(entries, place.where, told.reading.notes), told.reading)


def _taken_in(
    session: Session,
    unsettled: Unsettled,
    terms: Terms,
    place: Place,
    known: Remembered,
    result: Answer,
    told: Worded | None,
) -> tuple[list[Entry], Remembered]:
    if isinstance(result, FetchError):
        entry = Entry(place.where, Decision(State.FAILED, why=result.why))
        ledger.write(session, Arrival(place.where, 1, source=terms.name), [entry])
        return [entry], known
    if isinstance(result, NotModified):  # it may renew its validators with that (RFC 9110 section 15.4.5)
        had = known.validators
        renewed = Validators(result.etag or had.etag, result.last_modified or had.last_modified)
        return [], replace(known, stamp=place.stamp, validators=renewed)
    if told is not None:
        entries, intake = pipeline.keep_in(session, unsettled, result, told, terms)
    else:
        entries, intake = _repeat(session, terms, result, known)
    validators = Validators(result.etag, result.last_modified)
    return entries, replace(known, stamp=place.stamp, validators=validators, intake_id=intake)


def _repeat(session: Session, terms: Terms, result: Capture, known: Remembered) -> tuple[list[Entry], int]:
    """The bytes that came last time came again: they are not read anew, and each item is accounted for again."""
    before = session.get_one(Intake, known.intake_id)
    entries = ledger.repeated(session, before.id)
    arrival = Arrival(result.location, before.items, before.capture_id, terms.name)
    return entries, ledger.write(session, arrival, entries)
