"""What staff corrected stays corrected, until the source itself changes the very field."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from kb.models import Revision
from kb.reports import wording

# What staff can set, each with the columns that change with it.
FIELDS = {
    "title": ("title",),
    "category": ("category",),
    "published": ("published",),
    "updated": ("updated",),
    "summary": ("summary",),
    "body": ("body_text", "body_html", "event_dates"),
}


def copy(revision: Revision, fields: Mapping[str, object], reason: str = "edit") -> Revision:
    """A further revision: all of another one, save for these columns; its number and date are for the caller."""
    columns = [column.key for column in Revision.__table__.columns if column.key != "id"]
    made = Revision(**{name: getattr(revision, name) for name in columns} | dict(fields))
    made.reason = reason
    made.text_digest = wording.text_digest(made.title, made.body_text)
    return made


def carried(session: Session, edited: Revision, fresh: Revision) -> Revision | None:
    """A new wording from outside with those corrections that it does not touch; None where none is left."""
    base = _corrected(session, edited)
    kept = [
        field
        for field, (column, *_) in FIELDS.items()
        if base is not None
        and getattr(edited, column) != getattr(base, column)
        and getattr(fresh, column) == getattr(base, column)
    ]
    if not kept:
        return None
    made = copy(fresh, {column: getattr(edited, column) for field in kept for column in FIELDS[field]})
    made.note = f"corrected before, and kept: {', '.join(kept)}"
    return made


def body_corrected(session: Session, head: Revision) -> bool:
    """Whether what speaks for a report is a text by staff."""
    base = _corrected(session, head) if head.reason == "edit" else None
    return base is not None and base.body_text != head.body_text


def _corrected(session: Session, edited: Revision) -> Revision | None:
    """The wording from outside that staff had before them: the newest by its own date, then by arrival."""
    earlier = select(Revision).where(
        Revision.report_id == edited.report_id, Revision.number < edited.number, Revision.reason != "edit"
    )
    return session.scalar(earlier.order_by(Revision.updated.desc().nulls_last(), Revision.number.desc()).limit(1))
