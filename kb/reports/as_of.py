"""A report as it read in one of its revisions."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.indicators import find
from ingest.types import Rights
from kb.models import Revision
from kb.records import Counted, Report, SeenIndicator
from kb.reports import images, marks, wording
from kb.reports.marked import first_of_each


def as_of(session: Session, report: Report, revision: Revision) -> Report:
    """The report with everything that this wording says, and nothing that only another one does; its identity, its
    tags and its relations are those it has now."""
    told = find(revision.body_text, revision.body_html, revision.url, revision.title)
    found = first_of_each((*told, *marks.names_of(session).find(revision.body_text, revision.title))).values()
    category = revision.category
    return replace(
        report,
        title=revision.title,
        category=Counted(normal_value("category", category), category, 0) if category else None,
        lang=revision.lang,
        author=revision.author,
        url=revision.url or report.url,
        published=revision.published,
        updated=revision.updated,
        event_dates=tuple(date.fromisoformat(day) for day in revision.event_dates),
        summary=wording.summary(revision.summary, revision.body_text),
        body_html=images.shown(session, [revision.body_html])[0],
        body_text=revision.body_text,
        rights=Rights(**revision.rights) if revision.rights else None,
        indicators=tuple(
            SeenIndicator(seen.type, seen.value, seen.spelling, seen.start, seen.end, seen.role) for seen in found
        ),
        evidence=tuple((field, where, quote) for field, where, quote in revision.evidence),
    )
