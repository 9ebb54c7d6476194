"""A story is its reports: who leads it, who joins it and who leaves."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Report, Revision
from kb.reports import outbox
from kb.times import now

_UNKNOWN = datetime(9999, 12, 31, tzinfo=UTC)


def members(session: Session, id: int) -> list[int]:
    """The reports of the story that a report is part of, the one that leads it first; itself alone if it is of none."""
    lead = select(Report.lead_id).where(Report.id == id).scalar_subquery()
    found = session.scalars(select(Report.id).where(Report.lead_id == lead).order_by(Report.id != lead, Report.id))
    return list(found) or [id]


def companions(session: Session, ids: Sequence[int]) -> dict[int, list[int]]:
    """For each of these reports that is part of a story the others of it."""
    told = session.scalars(select(Report.id).where(Report.id.in_(ids), Report.lead_id.is_not(None)))
    return {id: [other for other in members(session, id) if other != id] for id in told}


def join(session: Session, ids: Sequence[int]) -> None:
    """Make one story of these reports and of all that are in a story with one of them."""
    _lead(session, list(dict.fromkeys(member for id in ids for member in members(session, id))))


def part(session: Session, ids: Sequence[int]) -> None:
    """Make a story of its own of reports that are in a story with others."""
    others = [member for member in members(session, ids[0]) if member not in ids]
    _lead(session, ids)
    if others:
        _lead(session, others)


def elect(session: Session, id: int) -> None:
    """See to it that the right report leads the story, after one of its reports has changed."""
    told = members(session, id)
    if len(told) > 1:
        _lead(session, told)


def _lead(session: Session, ids: Sequence[int]) -> None:
    """Have the first of these reports lead the others; a report by itself is no story.

    A statement leads, whoever repeats it; a page leads the news of it; then the first day and the fuller text count.
    What is withdrawn leads only what is withdrawn as well.
    """
    session.flush()
    length = func.length(Revision.body_text)
    columns = select(
        Report.id, Report.withdrawn_at, Report.number, Report.kind, Report.published, Report.updated, length
    )
    rows = session.execute(columns.join(Revision, Revision.id == Report.head_id).where(Report.id.in_(ids)))
    ranked = sorted(
        (
            (withdrawn is not None, number is None, kind == Kind.NEWS, _day(published, updated), -characters, id)
            for id, withdrawn, number, kind, published, updated, characters in rows
        )
    )
    lead = ranked[0][-1] if len(ranked) > 1 else None
    led = select(Report.id).where(Report.id.in_(ids), Report.lead_id.is_distinct_from(lead))
    if changed := session.scalars(led).all():
        session.execute(
            update(Report).where(Report.id.in_(changed)).values(lead_id=lead, changed_at=now()),
            execution_options={"synchronize_session": "fetch"},
        )
        outbox.put(session, changed)


def _day(published: datetime | None, updated: datetime | None) -> date:
    return (published or updated or _UNKNOWN).date()
