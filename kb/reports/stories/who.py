"""Who tells the stories that some reports are part of, for people."""

from collections.abc import Iterable, Mapping

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from kb.models import Report
from kb.records import Teller, permalink

Stories = Mapping[int, tuple[Teller, ...]]  # by the report that leads each, which is told first


def tell(session: Session, reports: Iterable[Report]) -> Stories:
    """The stories of these reports, without what is withdrawn."""
    leads = {report.lead_id for report in reports if report.lead_id is not None}
    if not leads:
        return {}
    found: dict[int, tuple[Teller, ...]] = {}
    members = select(Report).where(Report.lead_id.in_(leads), Report.withdrawn_at.is_(None))
    for one in session.scalars(members.order_by(Report.lead_id != Report.id, Report.listed_at, Report.id)):
        if one.lead_id is not None:
            found[one.lead_id] = (*found.get(one.lead_id, ()), _teller(one))
    return found


def others(told: Stories, report: Report) -> tuple[Teller, ...]:
    """Who tells the same as a report."""
    return tuple(teller for teller in told.get(report.lead_id or 0, ()) if teller.id != report.id)


def repeats(session: Session) -> int:
    """How many reports tell what another one leads."""
    counted = select(func.count(Report.id) - func.count(distinct(Report.lead_id)))
    return session.scalar(counted.where(Report.lead_id.is_not(None), Report.withdrawn_at.is_(None))) or 0


def _teller(report: Report) -> Teller:
    return Teller(
        report.id,
        report.title,
        report.ref,
        report.source.name if report.source else None,
        report.published or report.updated,
        permalink(report.kind, report.id, report.number, report.slug),
        report.url,
        leads=report.id == report.lead_id,
    )
