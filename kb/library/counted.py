"""How many reports each kind, category, source and tag has, and what people call it."""

from collections.abc import Iterable

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from kb.models import Report as Row
from kb.models import ReportTag, Source, Tag
from kb.records import Counted
from kb.reports.stories import who

_COUNTED = {
    "kind": (Row.kind, Row.kind),
    "category": (Row.category_slug, Row.category),
    "source": (Source.slug, Source.name),
    "tag": (Tag.slug, Tag.name),
}


def counts(session: Session, field: str, limit: int | None = None) -> list[Counted]:
    """How many reports each value of kind, category, source or tag has, most first; a story told twice counts once."""
    slug, name = _COUNTED[field]
    found = func.count(Row.id)
    rows = select(slug, func.min(name), found).select_from(Row).where(Row.withdrawn_at.is_(None), slug.is_not(None))
    if field == "tag":
        rows = rows.join(ReportTag).join(Tag)
    elif field == "source":
        rows = rows.join(Source)
    ordered = rows.group_by(slug).order_by(found.desc(), slug).limit(limit)
    again = rows.with_only_columns(slug, found - func.count(distinct(Row.lead_id))).where(Row.lead_id.is_not(None))
    repeats: dict[str | None, int] = dict(iter(session.execute(again.group_by(slug))))
    counted = [
        Counted(value, called or value, count - repeats.get(value, 0))
        for value, called, count in session.execute(ordered)
        if value
    ]
    return sorted(counted, key=lambda one: -one.count) if repeats else counted


def names(session: Session, field: str, slugs: Iterable[str]) -> dict[str, str]:
    """What people call the values of a field: slug to name."""
    if field not in ("category", "source", "tag"):
        return {}
    slug, name = _COUNTED[field]
    called = select(slug, func.min(name)).where(slug.in_(list(slugs))).group_by(slug)
    return {value: words for value, words in session.execute(called) if value and words}


def total(session: Session) -> int:
    """How many reports the archive shows."""
    return session.scalar(select(func.count(Row.id)).where(Row.withdrawn_at.is_(None))) or 0


def stories(session: Session) -> int:
    """How many stories the archive shows; a report that no other tells again is one."""
    return total(session) - who.repeats(session)
