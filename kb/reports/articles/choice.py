"""The choice between the text of a feed and that of the article behind its link, written down with its reason."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ingest.types import Draft, Failure, Reading
from kb.models import Article, Identity, Report
from kb.reports import corrections
from kb.reports.articles import texts
from kb.reports.articles.judge import Verdict, judge
from kb.reports.intake import save
from kb.reports.intake.decide import Decision, State
from kb.reports.intake.trivial import essence
from kb.reports.names import url_key
from kb.reports.stories import settle as stories
from kb.times import now

SEVERAL = "the link does not lead to a single text"
CORRECTED = "staff corrected the feed's text"


def settle(session: Session, article: Article, reading: Reading, location: str, capture_id: int) -> Decision:
    """Choose the text of a report, now that its article was read from a capture; returns what the ledger says of it.

    Where the article's text speaks already, nothing but another text of the article takes its place.
    """
    report = article.report
    article.due_at = article.trouble = None
    match reading.items:
        case (Draft() as page,):
            verdict = _judge(session, report, page, location)
        case (Failure(why=why),):
            verdict = Verdict(False, f"the linked page could not be read: {why}")
            _choose(article, verdict)
            return Decision(State.FAILED, report.id, why=verdict.why)
        case _:
            verdict = Verdict(False, SEVERAL)
    speaks = texts.newest(session, report, "import", "article")
    if verdict.taken and speaks and essence(page.body_text) == essence(speaks.body_text):
        _choose(article, verdict)
        return Decision(State.UNCHANGED, report.id)
    _choose(article, verdict)
    feed = texts.newest(session, report, "import")
    if not verdict.taken or feed is None:
        return Decision(State.UNCHANGED, report.id, why=f"the feed's text is kept: {verdict.why}")
    save.lay_over(session, report, texts.over(feed, page, capture_id, verdict.why), page.indicators)
    stories.settle(session, [report.id])
    return Decision(State.REVISED, report.id)


def page_held(session: Session, report: Report, addresses: Iterable[str]) -> str | None:
    """Why the page at one of these addresses is not to be taken: the archive holds it as a report of its own."""
    keys = [url_key(address) for address in addresses]
    held = select(Report).join(Identity, Identity.report_id == Report.id)
    wanted = held.where(Identity.scheme == "url", Identity.value.in_(keys), Report.id != report.id)
    other = session.scalar(wanted.limit(1))
    return f"the linked page is a report of its own, {other.ref or f'“{other.title}”'}" if other else None


def keep_feed(article: Article, why: str) -> None:
    """The feed's text stays, and its article is not fetched."""
    article.due_at = None
    _choose(article, Verdict(False, why))


def _judge(session: Session, report: Report, page: Draft, location: str) -> Verdict:
    if why := page_held(session, report, filter(None, (location, page.url))):
        return Verdict(False, why)
    feed = texts.newest(session, report, "import")
    if feed is None:
        return Verdict(False, "no feed told of it")
    if corrections.body_corrected(session, report.head):
        return Verdict(False, CORRECTED)
    titled = any(field == "title" for field, *_ in feed.evidence)
    return judge(feed.title if titled else None, feed.body_text, page)


def _choose(article: Article, verdict: Verdict) -> None:
    if article.chosen == "article" and not verdict.taken:
        return  # a login page in the article's place takes nothing back
    article.chosen, article.why, article.chosen_at = "article" if verdict.taken else "feed", verdict.why, now()
