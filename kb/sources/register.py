"""The register of polled sources: add, find, pause, resume, remove."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from kb.errors import KbError
from kb.models import PolledPlace, PolledSource
from kb.reports.names import host, slugify, storable
from kb.sources.records import LOCAL, Polled, SourceKind
from kb.sources.rules import Rule, read_rule

LEASE = timedelta(minutes=15)  # how long whoever polls a source keeps others from it; a crash ends it so


class SourceError(KbError):
    """The register cannot do what was asked; the message says why and what to do."""


def add(
    session: Session,
    kind: SourceKind,
    place: str,
    at: datetime,
    *,
    name: str | None = None,
    title: str | None = None,
    rules: Sequence[Rule] = (),
    tags: Sequence[str] = (),
    full_text: bool = True,
) -> Polled:
    """Enter a source; it is due at once. Raises SourceError for a name or place that is there already."""
    if held := at_place(session, place):
        raise SourceError(f"{place} is already polled, as {held}")
    taken = set(session.scalars(select(PolledSource.name)))
    if name and slugify(name) in taken:
        raise SourceError(f"there is already a source named {slugify(name)}; choose another --name")
    row = PolledSource(
        name=slugify(name) if name else _free(_names_from(kind, place, title), taken),
        kind=kind.value,
        place=storable(place),
        title=storable(title) if title else None,
        tags=list(tags),
        rules=[str(rule) for rule in rules],
        full_text=full_text,
        added_at=at,
        next_check_at=at,
        failures=0,
        refusals=0,
    )
    session.add(row)
    session.flush()
    return polled(row)


def find(session: Session, name: str) -> PolledSource:
    """The source of this place or name, also as the name was given when it was added. Raises SourceError."""
    wanted = PolledSource.name.in_((name, slugify(name))) | (PolledSource.place == name)
    row = session.scalar(select(PolledSource).where(wanted))
    if row is None:
        raise SourceError(f"there is no source {name!r}; `kb source list` names them all")
    return row


def at_place(session: Session, place: str) -> str | None:
    """The name of the source that is polled from this very place."""
    return session.scalar(select(PolledSource.name).where(PolledSource.place == storable(place)))


def all_of(session: Session) -> list[Polled]:
    """Every source, by name."""
    return [polled(row) for row in session.scalars(select(PolledSource).order_by(PolledSource.name))]


def anything_due(session: Session, now: datetime) -> bool:
    """Whether `claim` would find a source."""
    return session.scalar(_due(now)) is not None


def claim(session: Session, now: datetime) -> Polled | None:
    """The source that has been overdue longest; until the lease ends nobody else is given it."""
    row = session.scalar(_due(now))
    if row is None:
        return None
    row.next_check_at = now + LEASE
    return polled(row)


def _due(now: datetime) -> Select[PolledSource]:
    due = select(PolledSource).where(PolledSource.paused_at.is_(None), PolledSource.next_check_at <= now)
    return due.order_by(PolledSource.next_check_at, PolledSource.id).limit(1)


def pause(row: PolledSource, why: str, at: datetime) -> None:
    """Poll it no more until it is resumed."""
    row.paused_at, row.paused_why = at, storable(why)


def resume(row: PolledSource, at: datetime) -> None:
    """Poll it again, at once, as if it had never failed."""
    row.paused_at = row.paused_why = row.trouble = None
    row.failures = row.refusals = 0
    row.next_check_at = at


def remove(session: Session, row: PolledSource) -> None:
    """Poll a source no more. The reports that came from it stay, and so do its rows in the ledger."""
    session.delete(row)


def set_terms(session: Session, row: PolledSource, rules: Sequence[Rule], tags: Sequence[str]) -> None:
    """Give a source other rules and tags; what it offers is then read anew, even if it has not changed."""
    row.rules, row.tags = [str(rule) for rule in rules], list(tags)
    forgotten = {"stamp": None, "etag": None, "last_modified": None, "intake_id": None}
    session.execute(update(PolledPlace).where(PolledPlace.source_id == row.id).values(**forgotten))


def polled(row: PolledSource) -> Polled:
    """The row of a source as a record."""
    return Polled(
        row.id,
        row.name,
        SourceKind(row.kind),
        row.place,
        row.title,
        tuple(row.tags),
        tuple(read_rule(rule) for rule in row.rules),
        row.full_text,
        row.added_at,
        row.next_check_at,
        row.checked_at,
        row.failures,
        row.refusals,
        row.trouble,
        row.paused_at,
        row.paused_why,
    )


def _names_from(kind: SourceKind, place: str, title: str | None) -> list[str]:
    """What a source may be called: by its host or folder, or else by its title."""
    own = slugify(Path(place).name if kind in LOCAL else host(place) or place)
    return [own, slugify(title)] if title else [own]


def _free(names: list[str], taken: set[str]) -> str:
    for name in names:
        if name not in taken:
            return name
    return next(numbered for number in count(2) if (numbered := f"{names[-1]}-{number}") not in taken)
