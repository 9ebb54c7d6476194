"""What staff change: corrections become revisions, withdrawal leaves a tombstone where the report stood."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ingest.dates import dates_in
from ingest.html import clean, paragraphs, text
from ingest.indicators import find
from ingest.text import one_line
from kb.errors import Misused
from kb.models import Report
from kb.reports import corrections, marks, outbox, relations
from kb.reports.intake.save import next_number, put_forward
from kb.reports.stories import groups
from kb.reports.stories.settle import settle
from kb.times import now

LONGEST_TITLE = 500  # characters


class BadCorrection(Misused):
    """A correction that would leave the report without what it needs; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The fields that staff set anew; None leaves a field as it is."""

    title: str | None = None
    category: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str | None = None
    body: str | None = None  # HTML, or plain text when it holds no tag
    note: str | None = None  # why; shown in the report's history


def correct(session: Session, report: Report, change: Correction) -> bool:
    """Write a correction as a new revision; returns False when it changes nothing. No older wording is lost.

    Raises BadCorrection.
    """
    head = report.head
    html, plain = _body(change.body) if change.body is not None else (head.body_html, head.body_text)
    days = [day.isoformat() for day in dates_in(plain)] if change.body is not None else head.event_dates
    fields = {
        "title": head.title if change.title is None else _title(change.title),
        "category": head.category if change.category is None else one_line(change.category) or None,
        "published": change.published or head.published,
        "updated": change.updated or head.updated,
        "summary": head.summary if change.summary is None else one_line(change.summary) or None,
        "body_html": html,
        "body_text": plain,
        "event_dates": days,
    }
    if all(getattr(head, name) == value for name, value in fields.items()):
        return False
    made = corrections.copy(head, fields)
    made.number, made.made_at = next_number(session, report), now()
    made.note = one_line(change.note) if change.note else None
    put_forward(session, report, made)
    marks.write_indicators(session, report, find(plain, html, report.url, made.title))
    relations.answer_mentions(session, report, [])
    settle(session, [report.id])
    return True


def withdraw(session: Session, report: Report, why: str | None) -> None:
    """Take a report out of search, lists and feeds. Its page says when and why; all its revisions are kept."""
    why = one_line(why or "") or None
    report.withdrawn_at, report.withdrawn_why, report.changed_at = now(), why, now()
    outbox.put(session, [report.id])
    groups.elect(session, report.id)


def reinstate(session: Session, report: Report) -> None:
    """Show a withdrawn report again."""
    report.withdrawn_at, report.withdrawn_why, report.changed_at = None, None, now()
    outbox.put(session, [report.id])
    groups.elect(session, report.id)


def tag(session: Session, report: Report, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Add and remove tags by hand; no later import undoes what was added."""
    marks.tag_by_staff(session, report, add, remove)
    report.changed_at = now()
    outbox.put(session, [report.id])


def _title(given: str) -> str:
    title = one_line(given)
    if not title or len(title) > LONGEST_TITLE:
        raise BadCorrection(f"a title has 1 to {LONGEST_TITLE} characters, this one has {len(title):,}; write another")
    return title


def _body(given: str) -> tuple[str, str]:
    html = clean(given if "<" in given and ">" in given else paragraphs(given))
    plain = text(html)
    if not plain:
        raise BadCorrection("the new text contains no words; to take a report out of the archive, withdraw it")
    return html, plain
