"""Reports as the index sees them, read as columns: an import has thousands of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from index.types import Document
from kb.models import Indicator, Report, ReportIndicator, ReportTag, Revision, Source, Tag


def documents(session: Session, ids: Sequence[int]) -> Iterator[Document]:
    """The reports of these ids, by id and without the withdrawn."""
    tags, indicators = _tags(session, ids), _indicators(session, ids)
    columns = select(
        Report.id,
        Report.title,
        Revision.body_text,
        Report.kind,
        Report.first_seen,
        Report.ref,
        Report.number,
        Report.category_slug,
        Source.slug,
        Report.lang,
        Report.published,
        Report.updated,
        Report.lead_id,
    )
    held = columns.join(Revision, Report.head_id == Revision.id).outerjoin(Source, Report.source_id == Source.id)
    shown = held.where(Report.id.in_(ids), Report.withdrawn_at.is_(None)).order_by(Report.id)
    for row in session.execute(shown):
        yield Document(
            id=str(row.id),
            title=f"{row.title} {row.ref}" if row.ref else row.title,  # whoever types a reference wants it first
            body=row.body_text,
            kind=row.kind,
            first_seen=row.first_seen,
            ref=row.ref,
            number=row.number,
            category=row.category_slug,
            source=row.slug,
            lang=row.lang,
            tags=tuple(tags[row.id]),
            indicators=tuple(indicators[row.id]),
            published=row.published,
            updated=row.updated,
            story=None if row.lead_id is None else str(row.lead_id),
        )


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    """By report the slugs of its tags."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = select(ReportTag.report_id, Tag.slug).join(Tag, Tag.id == ReportTag.tag_id)
    for id, slug in session.execute(rows.where(ReportTag.report_id.in_(ids)).order_by(ReportTag.tag_id)):
        found[id].append(slug)
    return found


def _indicators(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """By report its indicators, in the order of the text."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = select(ReportIndicator.report_id, Indicator.type, Indicator.value)
    rows = rows.join(Indicator, Indicator.id == ReportIndicator.indicator_id)
    for id, type, value in session.execute(
        rows.where(ReportIndicator.report_id.in_(ids)).order_by(ReportIndicator.start)
    ):
        found[id].append((type, value))
    return found
