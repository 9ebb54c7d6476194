"""What the archive holds, as addresses and instants: for feeds, the sitemap and the health check."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kb.models import Outbox, Report, Slug
from kb.records import permalink


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of a sitemap."""

    path: str  # below the base URL
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """A run of reports by id that fits one file of the sitemap."""

    number: int  # from 0: ids from number * size on
    changed: datetime


def last_change(session: Session) -> datetime | None:
    """When any report was last added, changed or withdrawn; None in an empty archive."""
    return session.scalar(select(func.max(Report.changed_at)))


def had_slug(session: Session, report_id: int, slug: str) -> bool:
    """Whether the report was ever read under this slug."""
    return session.get(Slug, (report_id, slug)) is not None


def parts(session: Session, size: int) -> list[Part]:
    """The runs of `size` ids that hold reports, each with its newest change."""
    number = (Report.id - 1) // size
    rows = select(number, func.max(Report.changed_at)).where(Report.withdrawn_at.is_(None))
    return [Part(int(n), changed) for n, changed in session.execute(rows.group_by(number).order_by(number))]


def addresses(session: Session, part: int, size: int) -> list[Address]:
    """The permalinks of one part, by id."""
    first = part * size + 1
    rows = (
        select(Report.kind, Report.id, Report.number, Report.slug, Report.changed_at)
        .where(Report.withdrawn_at.is_(None), Report.id >= first, Report.id < first + size)
        .order_by(Report.id)
    )
    return [Address(permalink(*row[:4]), row[4]) for row in session.execute(rows)]


def waiting(session: Session) -> int:
    """How many changes the index does not have yet."""
    return session.scalar(select(func.count(Outbox.id))) or 0
