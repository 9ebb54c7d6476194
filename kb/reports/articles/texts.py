"""The article that an item of a feed links to: to be fetched, and its text laid over what the feed tells."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.types import Draft, Evidence, Rights
from kb.models import UNTRIED, Article, Report, Revision
from kb.reports import corrections, many
from kb.reports.names import host, storable, url_key
from kb.reports.sites import site


def want(session: Session, urls: Mapping[int, str], source: str) -> None:
    """Have the articles of reports, by id, fetched, even if they were before: one may have changed when its item in
    the feed has."""
    untried = {"due_at": UNTRIED, "failures": 0, "refusals": 0, "trouble": None, "source": storable(source)}
    known: set[int] = set()
    for ids in many.parts(list(urls)):
        for row in session.scalars(select(Article).where(Article.report_id.in_(ids))):
            known.add(row.report_id)
            row.url = storable(urls[row.report_id])
            for column, value in untried.items():
                setattr(row, column, value)
    new = {id: storable(url) for id, url in urls.items() if id not in known}
    many.write(session, Article, [{"report_id": id, "url": url, **untried} for id, url in new.items()])


def over(feed: Revision, page: Draft, capture_id: int, why: str) -> Revision:
    """What a feed tells, with the text of the article; title and dates stay those of the feed."""
    told = Evidence("body", f"the article at {page.url or page.item}", why)
    fields = {
        "body_html": page.body_html,
        "body_text": page.body_text,
        "event_dates": [day.isoformat() for day in page.event_dates],
        "rights": _rights(feed, page),
        "summary": feed.summary or feed.body_text or None,
        "capture_id": capture_id,
        "evidence": [*feed.evidence, [told.field, told.where, told.quote]],
        "note": why,
    }
    return corrections.copy(feed, fields, reason="article")


def _rights(feed: Revision, page: Draft) -> dict[str, str | None] | None:
    """Whose text it is: as the page says, else as the feed does; but what another site wrote is not the feed's."""
    there, source = page.url or page.item, feed.report.source
    if page.rights:
        return asdict(page.rights)
    if source and source.url and site(source.url) != site(there):
        return asdict(Rights(credit=host(there), url=there))
    return feed.rights


def carried(session: Session, report: Report, draft: Draft, fresh: Revision) -> Revision | None:
    """What a feed tells anew, with the article's text as it was last read; None where that is not to speak for it: the
    report never had it, the link leads elsewhere now, or the feed tells all by itself."""
    last = newest(session, report, "article") if report.article and report.article.chosen == "article" else None
    if last is None or not draft.partial or url_key(last.url or "") != url_key(fresh.url or ""):
        return None
    fields = {
        "body_html": last.body_html,
        "body_text": last.body_text,
        "event_dates": last.event_dates,
        "rights": last.rights,
        "summary": fresh.summary or fresh.body_text or None,
        "capture_id": last.capture_id,
        "evidence": [*fresh.evidence, last.evidence[-1]],
        "note": last.note,
    }
    return corrections.copy(fresh, fields, reason="article")


def newest(session: Session, report: Report, *reasons: str) -> Revision | None:
    """The newest wording that came for one of these reasons: by its own date, then by arrival."""
    came = select(Revision).where(Revision.report_id == report.id, Revision.reason.in_(reasons))
    return session.scalar(came.order_by(Revision.updated.desc().nulls_last(), Revision.number.desc()).limit(1))
