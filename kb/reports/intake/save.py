"""Keep what a capture offers: as new reports, as revisions of held ones, or not at all where it says nothing new."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.indicators import find
from ingest.types import Draft, Indicator
from kb.models import Report, Revision, Slug
from kb.reports import corrections, images, marks, outbox, relations, wording
from kb.reports.articles import texts
from kb.reports.intake.begin import begin
from kb.reports.intake.decide import Decision, Known, State, decide
from kb.reports.intake.elsewhere import last_said, outdone
from kb.reports.intake.known import Register
from kb.reports.intake.offers import Offer
from kb.reports.intake.trivial import differs_trivially
from kb.reports.names import canonical_ref, host
from kb.times import now


def save(session: Session, register: Register, run: Sequence[Offer], tags: Iterable[str] = ()) -> list[Decision]:
    """Judge a run of the register and keep what is new in it, in the caller's transaction; doing it twice changes
    nothing. New reports are given `tags` as by staff."""
    if len(run) > 1:  # all of it is new, as the register says
        return [Decision(State.NEW, id) for id in begin(session, register, run, tags)]
    return [_save(session, register, offer, tags) for offer in run]


def _save(session: Session, register: Register, offer: Offer, tags: Iterable[str]) -> Decision:
    report = register.find(offer)
    decision = _judge(session, register, offer, report)
    if decision.state is State.NEW:
        [made] = begin(session, register, [offer], tags)
        return Decision(State.NEW, made)
    if report is not None and decision.state is State.REVISED:
        _revise(session, report, offer, becomes_head=decision.becomes_head)
        register.remember(register.enter({report.id: offer}), (offer.text_digest, report.head.text_digest))
    elif report is not None and decision.state is State.UNCHANGED:
        _learn(session, report, offer.draft)
        register.remember(register.enter({report.id: offer}))
    return decision


def _judge(session: Session, register: Register, offer: Offer, report: Report | None) -> Decision:
    """What becomes of an offer; `report` bears its name."""
    told = wording.incoming(offer.draft, offer.wording.digest, live=offer.live and not offer.named.told_twice)
    if report is None:
        return decide(told, None, register.twin(offer))
    if told.live:
        told = replace(told, trivial=_says_nothing_new(session, report, offer))
    decision = decide(told, _known(session, report), None)
    if decision.state is State.REVISED and outdone(session, report, offer):
        return replace(decision, becomes_head=False)
    return decision


def put_forward(session: Session, report: Report, head: Revision) -> None:
    """Make a revision the one that speaks for its report, and tell the index."""
    head.report = report
    report.head = head
    for column, value in wording.shown(head)._asdict().items():
        setattr(report, column, value)
    report.url = head.url or report.url
    report.listed_at = head.published or head.updated or report.first_seen
    report.changed_at = head.made_at
    if all(had.slug != report.slug for had in report.slugs):
        report.slugs.append(Slug(slug=report.slug))
    session.flush()
    outbox.put(session, [report.id])


def lay_over(session: Session, report: Report, full: Revision, indicators: Iterable[Indicator]) -> None:
    """Let the text of an article speak for a report; what staff corrected besides stays corrected."""
    spoke = report.head
    _speak(session, report, full, indicators)
    images.want(session, report, full.body_html)
    if spoke.reason == "edit":
        _correct_again(session, report, spoke, full)


def next_number(session: Session, report: Report) -> int:
    """The number of the revision to come."""
    last = select(Revision.number).where(Revision.report_id == report.id).order_by(Revision.number.desc()).limit(1)
    return (session.scalar(last) or 0) + 1


def _revise(session: Session, report: Report, offer: Offer, *, becomes_head: bool) -> None:
    spoke = report.head
    _classify(session, report, offer.draft, becomes_head=becomes_head)
    report.source = report.source or offer.source
    made = Revision(**offer.revision(report.id, next_number(session, report), now()))
    session.add(made)
    if becomes_head:
        put_forward(session, report, made)
        _mark(session, report, offer)
        _bring_forward(session, report, offer.draft, spoke, made)
        if offer.live:
            images.want(session, report, report.head.body_html)
    session.flush()


def _classify(session: Session, report: Report, draft: Draft, *, becomes_head: bool) -> None:
    """A statement's number is for good; what has none is of the kind its newest wording says."""
    if report.number is not None:
        return
    if draft.number is not None:
        report.kind, report.number, report.ref = draft.kind.value, draft.number, canonical_ref(draft.number)
        if not becomes_head:
            outbox.put(session, [report.id])
    elif becomes_head:
        report.kind = draft.kind.value


def _mark(session: Session, report: Report, offer: Offer) -> None:
    marks.tag_by_source(session, report, offer.draft.tags)
    marks.write_indicators(session, report, offer.draft.indicators)
    relations.write(session, report, offer.draft)
    relations.answer_mentions(session, report, offer.named.of("url"))


def _bring_forward(session: Session, report: Report, draft: Draft, spoke: Revision, made: Revision) -> None:
    """Lay over a new wording what lay over the last one: the text of the article, and what staff corrected."""
    full = texts.carried(session, report, draft, made)
    if full:
        _speak(session, report, full, find(full.body_text, full.body_html, full.url, full.title))
    if spoke.reason == "edit":
        _correct_again(session, report, spoke, full or made)


def _correct_again(session: Session, report: Report, edited: Revision, fresh: Revision) -> None:
    """Put what staff corrected before the new wording, as far as the source left it alone."""
    made = corrections.carried(session, edited, fresh)
    if made is None:
        return
    same = (made.title, made.body_text) == (fresh.title, fresh.body_text)
    _speak(session, report, made, None if same else find(made.body_text, made.body_html, made.url, made.title))


def _speak(session: Session, report: Report, made: Revision, indicators: Iterable[Indicator] | None) -> None:
    """Write a further revision that speaks for the report; None leaves the indicators as they are."""
    made.number, made.made_at = next_number(session, report), now()
    put_forward(session, report, made)
    if indicators is not None:
        marks.write_indicators(session, report, indicators)


def _learn(session: Session, report: Report, draft: Draft) -> None:
    """An unchanged page may name its neighbours better: in another order, or with addresses the text form lacks."""
    older = draft.updated and report.updated and draft.updated < report.updated
    if not older and relations.differ(report, draft):
        relations.write(session, report, draft)


def _known(session: Session, report: Report) -> Known:
    wordings = select(Revision.digest, Revision.updated).where(
        Revision.report_id == report.id, Revision.reason == "import"
    )
    imported = session.execute(wordings.order_by(Revision.number)).all()
    label = f"{report.ref} “{report.title}”" if report.ref else f"“{report.title}”"
    publisher = host(report.url) if report.number is not None and report.url else None
    updated = max((row.updated for row in imported if row.updated), default=None)
    return Known(report.id, label, publisher, tuple(row.digest for row in imported), updated)


def _says_nothing_new(session: Session, report: Report, offer: Offer) -> bool:
    """A page of the web changes by itself: no such change is a revision. Nor is it one when a place says what it said
    before, whatever another one has said meanwhile."""
    for location in (None, offer.location):
        last = last_said(session, report, location)
        if last is not None and differs_trivially(last, offer.draft):
            return True
    return False
