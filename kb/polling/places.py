"""The places of a source, and what is remembered of each to tell whether it has changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ingest.types import Capture
from kb import captures, models
from kb.archive import Archive
from kb.models import Intake, PolledPlace, PolledSource
from kb.polling.asking import Validators
from kb.reports.names import url_key
from kb.sources.records import Polled


@dataclass(frozen=True, slots=True)
class Place:
    key: str  # the same for all spellings of it
    where: str  # an address, or a path
    stamp: str | None = None  # what its folder or sitemap says of it: it changes when the place does


@dataclass(frozen=True, slots=True)
class Remembered:
    """A place as it was when it was last looked at."""

    stamp: str | None
    validators: Validators
    checked_at: datetime
    intake_id: int | None  # the last time something came from it


def web_place(url: str, stamp: str | None = None) -> Place:
    return Place(url_key(url), url, stamp)


def all_remembered(session: Session, source: Polled) -> dict[str, Remembered]:
    """Everything that is remembered of a source, by key."""
    rows = session.scalars(select(PolledPlace).where(PolledPlace.source_id == source.id))
    return {row.key: _remembered(row) for row in rows}


def remembered(session: Session, source: Polled, place: Place) -> Remembered | None:
    """What is remembered of one place; None for a new one."""
    row = session.scalar(_row(source, place))
    return _remembered(row) if row else None


def _row(source: Polled, place: Place) -> Select[PolledPlace]:
    return select(PolledPlace).where(PolledPlace.source_id == source.id, PolledPlace.key == place.key)


def _remembered(row: PolledPlace) -> Remembered:
    return Remembered(row.stamp, Validators(row.etag, row.last_modified), row.checked_at, row.intake_id)


def remember(session: Session, source: Polled, place: Place, now: Remembered) -> None:
    """Note how a place stands now, in the transaction that kept what came from it; of a source that was removed
    meanwhile nothing is noted."""
    if session.get(PolledSource, source.id) is None:
        return
    row = session.scalar(_row(source, place)) or PolledPlace(source_id=source.id, key=place.key)
    row.stamp, row.checked_at, row.intake_id = now.stamp, now.checked_at, now.intake_id
    row.etag, row.last_modified = now.validators.etag, now.validators.last_modified
    session.add(row)


def last_digest(session: Session, known: Remembered) -> str | None:
    """The digest of the bytes that last came from a place."""
    held = select(models.Capture.digest).join(Intake, Intake.capture_id == models.Capture.id)
    return session.scalar(held.where(Intake.id == known.intake_id)) if known.intake_id else None


def last_capture(archive: Archive, source: Polled, place: Place) -> Capture | None:
    """What last came from a place, as it came; None where nothing ever did."""
    with archive.reading() as session:
        known = remembered(session, source, place)
        intake = session.get(Intake, known.intake_id) if known and known.intake_id else None
        return captures.again(session, archive.captures, intake.capture_id) if intake and intake.capture_id else None


def chosen(listed: Iterable[Place], known: dict[str, Remembered], *, new: int, again: int) -> list[Place]:
    """Which of the places that a page lists to look at now: at most `new` that were never seen or bear another stamp,
    and at most `again` of those that have none. What was looked at has to wait for what was not, or not for longer."""
    places = list({place.key: place for place in listed}.values())
    unseen = [place for place in places if place.key not in known]
    seen = sorted((place for place in places if place.key in known), key=lambda place: known[place.key].checked_at)
    changed = [place for place in seen if place.stamp != known[place.key].stamp]
    unstamped = [place for place in seen if place.stamp is None and known[place.key].stamp is None]
    return [*(unseen + changed)[:new], *unstamped[:again]]
