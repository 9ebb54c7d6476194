"""One report told at several places of its source: what each of them said last, and which of them speaks for it."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Capture, Report, Revision
from kb.reports.intake.offers import Offer
from kb.reports.names import url_key
from kb.reports.sites import site


def last_said(session: Session, report: Report, location: str | None = None) -> Revision | None:
    """The newest wording from outside, or from this place alone."""
    said = _imported(report).order_by(Revision.number.desc()).limit(1)
    if location is not None:
        said = said.join(Capture, Capture.id == Revision.capture_id).where(Capture.location == location)
    return session.scalar(said)


def outdone(session: Session, report: Report, offer: Offer) -> bool:
    """Whether something else speaks for a report, whatever is said of it here.

    Another feed of the same source does that stands at the very site that both speak of, as this one does not, or that
    tells the whole, of which this one tells a part; so does a page before the row of a table that names it and has no
    text; and so does what first came of a message, which never changes.
    """
    draft = offer.draft
    if draft.fixed:
        return session.scalar(_imported(report).where(Revision.capture_id == offer.capture_id).limit(1)) is None
    polled = draft.kind is Kind.NEWS and offer.live
    if not polled and not (draft.restates and draft.partial):
        return False
    columns = Capture.location, func.length(Revision.body_text)
    said = _imported(report).join(Capture, Capture.id == Revision.capture_id).with_only_columns(*columns)
    here = url_key(offer.location)
    others = [(place, length) for place, length in session.execute(said) if url_key(place) != here]
    own = report.source.url and site(report.source.url) if report.source else None
    if polled and own and site(offer.location) != own and any(site(place) == own for place, _ in others):
        return True
    return draft.partial and any(length > len(draft.body_text) for _, length in others)


def _imported(report: Report) -> Select[Revision]:
    return select(Revision).where(Revision.report_id == report.id, Revision.reason == "import")
