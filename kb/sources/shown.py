"""The sources as readers see them: who publishes what the archive holds, and how each of them is followed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from ingest.fetch.addresses import Allowed, allowed
from kb.models import Intake, LedgerItem, Report, Source
from kb.reports.names import host, split
from kb.sources import register
from kb.sources.own import is_own
from kb.sources.records import LOCAL, Polled, SourceKind


class Health(StrEnum):
    """How polling a source is going."""

    NEW = "new"  # not looked at yet
    WELL = "well"
    TROUBLED = "troubled"  # the last look at it failed, and it will be tried again
    PAUSED = "paused"  # it is not looked at any more


@dataclass(frozen=True, slots=True)
class Followed:
    """A polled source as readers may know it."""

    kind: SourceKind
    url: str | None  # None where the address is not for everybody
    health: Health
    checked_at: datetime | None
    next_check_at: datetime | None  # None where it is paused


@dataclass(frozen=True, slots=True)
class Publisher:
    """A source of reports, and the polled sources that it is followed by."""

    name: str
    slug: str | None  # None where the archive holds nothing of it yet
    url: str | None  # its home page
    reports: int
    newest: datetime | None  # the day its newest report is listed under
    followed: tuple[Followed, ...]


def publishers(session: Session, allow: Collection[str]) -> list[Publisher]:
    """Everybody who published what the archive shows, or is followed on the web, by name.

    What only staff may know is left out: folders of the machine, the operator's own hosts (`allow`), and addresses
    that hold a password or a query, in which a key may stand.
    """
    named = allowed(allow)
    followed: dict[int | None, list[Polled]] = defaultdict(list)
    for polled in register.all_of(session):
        if polled.kind not in LOCAL:
            followed[_published_by(session, polled)].append(polled)
    held = [
        Publisher(name, slug, url, count, newest, tuple(_followed(one, named) for one in followed[id]))
        for id, name, slug, url, count, newest in session.execute(_held())
        if count or followed[id]
    ]
    awaited = [
        Publisher(one.title or host(one.place) or one.name, None, None, 0, None, (_followed(one, named),))
        for one in followed[None]
        if _is_public(one.place, named)
    ]
    return sorted(held + awaited, key=lambda publisher: publisher.name.casefold())


def _held() -> Select[int, str, str, str | None, int, datetime]:
    """Every source that published anything, with how many reports of it are shown, and the newest day of these."""
    shown = and_(Report.source_id == Source.id, Report.withdrawn_at.is_(None))
    count, newest = func.count(Report.id), func.max(Report.listed_at)
    rows = select(Source.id, Source.name, Source.slug, Source.url, count, newest)
    return rows.outerjoin(Report, shown).group_by(Source.id)


def _published_by(session: Session, polled: Polled) -> int | None:
    """The id of the source that published the newest item it gave; None where it gave nothing yet."""
    came = select(Intake.id).where(Intake.source == polled.name, Intake.items > 0, Intake.capture_id.is_not(None))
    last = came.order_by(Intake.id.desc()).limit(1).scalar_subquery()
    published = select(Report.source_id).join(LedgerItem, LedgerItem.report_id == Report.id)
    return session.scalar(published.where(LedgerItem.intake_id == last, Report.source_id.is_not(None)).limit(1))


def _followed(polled: Polled, named: Allowed) -> Followed:
    url = polled.place if _is_public(polled.place, named) else None
    return Followed(
        polled.kind, url, _health(polled), polled.checked_at, None if polled.paused_at else polled.next_check_at
    )


def _health(polled: Polled) -> Health:
    if polled.paused_at:
        return Health.PAUSED
    if polled.checked_at is None:
        return Health.NEW
    return Health.TROUBLED if polled.trouble else Health.WELL


def _is_public(url: str, named: Allowed) -> bool:
    parts = split(url)
    return parts is not None and not (parts.username or parts.query) and not is_own(url, named)
