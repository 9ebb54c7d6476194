"""Indicators across all reports: whether one is named anywhere, when, and how often."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from ingest.types import Role
from kb.models import Indicator, ReportIndicator
from kb.models import Report as Row


@dataclass(frozen=True, slots=True)
class Sighting:
    """When and how often an indicator stands in reports that are shown."""

    first: datetime  # the day the oldest of them is listed under
    last: datetime  # and the newest
    warned: int  # reports that warn of it
    mentioned: int  # and those that only mention it


def sighting(session: Session, type: str, value: str) -> Sighting | None:
    """When an indicator was seen; None when no report that is shown names it."""
    warns = case((ReportIndicator.role == Role.INDICATOR, 1), else_=0)
    seen = _naming(type, value).with_only_columns(
        func.min(Row.listed_at), func.max(Row.listed_at), func.sum(warns), func.count(Row.id)
    )
    first, last, warned, all_ = session.execute(seen).one()
    return Sighting(first, last, warned, all_ - warned) if all_ else None


def mentioned(session: Session, type: str, value: str) -> bool:
    """Whether a report that is shown names the indicator."""
    return session.scalar(_naming(type, value).limit(1)) is not None


def _naming(type: str, value: str) -> Select[int]:
    """The ids of the reports that are shown and name the indicator."""
    naming = select(Row.id).join(ReportIndicator, ReportIndicator.report_id == Row.id)
    wanted = naming.join(Indicator, Indicator.id == ReportIndicator.indicator_id)
    return wanted.where(Indicator.type == type, Indicator.value == value, Row.withdrawn_at.is_(None))
