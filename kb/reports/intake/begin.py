"""New reports, any number at once: each with its first revision, slug, marks, names and relations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ingest.types import Kind
from kb.models import Report, Revision, Slug
from kb.reports import images, many, marks, outbox, relations
from kb.reports.intake.known import Register
from kb.reports.intake.offers import Offer
from kb.reports.names import canonical_ref
from kb.times import now

Begun = Mapping[int, Offer]  # what new reports were made of, by their ids


def begin(session: Session, register: Register, offers: Sequence[Offer], tags: Iterable[str] = ()) -> list[int]:
    """Make a report of each offer; returns their ids in the same order. All of them are given `tags` as by staff.

    Each table is written once for all of them: what nobody holds yet need not be looked up report by report.
    """
    at = now()
    rows = [_report(offer, at) for offer in offers]
    ids = many.write_new(session, Report, rows)
    begun = dict(zip(ids, offers, strict=True))
    _speak(session, begun, at)
    many.write(session, Slug, [{"report_id": id, "slug": row["slug"]} for id, row in zip(ids, rows, strict=True)])
    outbox.put(session, ids)
    marks.begin_tags(session, {id: offer.wording.tags for id, offer in begun.items()}, tags)
    marks.add_indicators(session, {id: offer.wording.indicators for id, offer in begun.items()})
    images.begin(session, {id: offer.wording.images for id, offer in begun.items() if offer.live})
    entered = register.enter(begun)
    _relate(session, begun)
    register.remember(entered, (offer.text_digest for offer in offers))
    return ids


def _report(offer: Offer, at: datetime) -> dict[str, Any]:
    draft = offer.draft
    return {
        "kind": draft.kind.value,
        "number": draft.number,
        "ref": canonical_ref(draft.number) if draft.number is not None else None,
        "source_id": offer.source.id if offer.source else None,
        "url": draft.url,
        "first_seen": at,
        "changed_at": at,
        "listed_at": draft.published or draft.updated or at,
        **offer.wording.shown._asdict(),
    }


def _speak(session: Session, begun: Begun, at: datetime) -> None:
    """The first revision of each, which speaks for it."""
    many.write(session, Revision, [offer.revision(id, 1, at) for id, offer in begun.items()])
    first = select(Revision.id).where(Revision.report_id == Report.id, Revision.number == 1).scalar_subquery()
    for ids in many.parts(list(begun)):
        session.connection().execute(update(Report).where(Report.id.in_(ids)).values(head_id=first))


def _relate(session: Session, begun: Begun) -> None:
    """What they name, then who named them before: first the one for all of them, since they may name each other."""
    related = {
        id: offer
        for id, offer in begun.items()
        if offer.draft.kind is not Kind.NEWS or offer.draft.associated or offer.draft.index
    }
    reports = [
        report
        for ids in many.parts(list(related))
        for report in session.scalars(select(Report).where(Report.id.in_(ids)).order_by(Report.id))
    ]
    for report in reports:
        relations.write(session, report, related[report.id].draft)
    for report in reports:
        relations.answer_mentions(session, report, related[report.id].named.of("url"))
