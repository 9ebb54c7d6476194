"""Keep a draft: as a new report, as a revision of one, or not at all when it says nothing new."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.indicators import find
from ingest.types import Draft, Indicator, Kind
from kb.models import Outbox, Report, Revision, Slug, Source
from kb.reports import articles, corrections, images, marks, relations, wording
from kb.reports.decide import Decision, Known, State, decide
from kb.reports.identities import Named, Register
from kb.reports.names import bounded, canonical_ref, host, slugify, title_key
from kb.reports.trivial import differs_trivially
from kb.times import now

SHORTEST_TWIN = 200  # characters of text below which two reports that read the same may well be two


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a draft comes from."""

    capture_id: int
    source: Source | None
    named: Named  # under which names it is known
    register: Register  # who bears them
    live: bool  # fetched from the web just now


def save(session: Session, draft: Draft, origin: Provenance) -> Decision:
    """Judge a draft and keep what is new in it, in the caller's transaction; doing it twice changes nothing."""
    draft = draft if draft.title.strip() else replace(draft, title=wording.untitled(draft))
    report = origin.register.find(origin.named.names, draft)
    offered = wording.offered(draft, live=origin.live and not origin.named.told_twice)
    if report and offered.live:
        offered = replace(offered, trivial=_says_nothing_new(session, report, draft))
    twin = None if report else _twin(session, draft, origin.source)
    decision = decide(offered, _known(session, report) if report else None, twin)
    if decision.state is State.NEW:
        report = _begin(session, draft)
        _revise(session, report, draft, origin, becomes_head=True)
        return Decision(State.NEW, report.id)
    if report is not None and decision.state is State.REVISED:
        _revise(session, report, draft, origin, becomes_head=decision.becomes_head)
    elif report is not None and decision.state is State.UNCHANGED:
        _learn(session, report, draft)
        origin.register.add(report, origin.named.names)
    return decision


def put_forward(session: Session, report: Report, head: Revision) -> None:
    """Make a revision the one that speaks for its report, and tell the index."""
    head.report = report
    report.head = head
    report.title, report.title_key = head.title, title_key(head.title)
    report.slug = slugify(head.title)
    report.category = head.category
    report.category_slug = bounded(normal_value("category", head.category)) if head.category else None
    report.lang, report.url = head.lang, head.url or report.url
    report.published, report.updated = head.published, head.updated
    report.listed_at = head.published or head.updated or report.first_seen
    report.summary = wording.summary(head.summary, head.body_text)
    report.changed_at = head.made_at
    if all(had.slug != report.slug for had in report.slugs):
        report.slugs.append(Slug(slug=report.slug))
    session.flush()
    session.execute(insert(Outbox), [{"report_id": report.id}])


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


def _begin(session: Session, draft: Draft) -> Report:
    """A report without a revision yet, nothing of which need be looked up."""
    report = Report(first_seen=now(), number=None, slugs=[], tags=[], relations=[])
    session.add(report)
    return report


def _revise(session: Session, report: Report, draft: Draft, origin: Provenance, *, becomes_head: bool) -> None:
    spoke = report.head
    _classify(session, report, draft, becomes_head=becomes_head)
    report.source = report.source or origin.source
    with session.no_autoflush:
        made = wording.revision(draft, next_number(session, report) if spoke else 1, now(), origin.capture_id)
        made.report = report
    session.add(made)
    if becomes_head:
        put_forward(session, report, made)
        _mark(session, report, draft, origin.named)
        if spoke:
            _bring_forward(session, report, draft, spoke, made)
        if origin.live:
            images.want(session, report, report.head.body_html)
    session.flush()
    origin.register.add(report, origin.named.names)


def _classify(session: Session, report: Report, draft: Draft, *, becomes_head: bool) -> None:
    """A statement's number is for good; what has none is of the kind its newest wording says."""
    if report.number is not None:
        return
    if draft.number is not None:
        report.kind, report.number, report.ref = draft.kind.value, draft.number, canonical_ref(draft.number)
        if not becomes_head:
            session.add(Outbox(report_id=report.id))
    elif becomes_head:
        report.kind = draft.kind.value


def _mark(session: Session, report: Report, draft: Draft, named: Named) -> None:
    marks.tag_by_source(session, report, draft.tags)
    marks.write_indicators(session, report, draft.indicators)
    relations.write(session, report, draft)
    relations.answer_mentions(session, report, [name.value for name in named.names if name.scheme == "url"])


def _bring_forward(session: Session, report: Report, draft: Draft, spoke: Revision, made: Revision) -> None:
    """Lay over a new wording what lay over the last one: the text of the article, and what staff corrected."""
    full = articles.carried(session, report, draft, made)
    if full:
        _speak(session, report, full, find(full.body_text, full.body_html, full.url))
    if spoke.reason == "edit":
        _correct_again(session, report, spoke, full or made)


def _correct_again(session: Session, report: Report, edited: Revision, fresh: Revision) -> None:
    """Put what staff corrected before the new wording, as far as the source left it alone."""
    made = corrections.carried(session, edited, fresh)
    if made is None:
        return
    same = made.body_text == fresh.body_text
    _speak(session, report, made, None if same else find(made.body_text, made.body_html, made.url))


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


def _says_nothing_new(session: Session, report: Report, draft: Draft) -> bool:
    """A page of the web changes by itself: no such change is a revision."""
    imported = select(Revision).where(Revision.report_id == report.id, Revision.reason == "import")
    last = session.scalar(imported.order_by(Revision.number.desc()).limit(1))
    return last is not None and differs_trivially(last, draft)


def _twin(session: Session, draft: Draft, source: Source | None) -> int | None:
    """A report of the same source that has, or had, this very title and text; statements have their number instead.

    What another source tells in the same words is a report of its own, and both are one story. Older wordings count:
    staff may have corrected the newest one, and what they corrected is not to come back.
    """
    if draft.kind is Kind.STATEMENT or len(draft.body_text) < SHORTEST_TWIN:
        return None
    told = select(Revision.report_id).where(Revision.text_digest == wording.text_digest(draft.title, draft.body_text))
    own = Revision.reason != "article"  # a page that news was completed from may yet come in for itself
    if source is not None:
        told = told.join(Report, Report.id == Revision.report_id).where(Report.source_id == source.id)
    return session.scalar(told.where(own).order_by(Revision.report_id).limit(1))
