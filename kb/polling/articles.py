"""The articles of which feeds tell only a part: fetched one by one, read, and taken where they say more."""

from collections.abc import Callable, Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ingest.fetch.headers import Wanted
from ingest.fetch.results import FetchError
from ingest.read import read
from ingest.types import Capture
from kb import captures, ledger
from kb.ledger import Arrival, Entry
from kb.models import Article, PolledSource, Report
from kb.polling import errands
from kb.polling.errands import MOST, Due, Ran
from kb.polling.visit import Poller
from kb.reports.articles import choice
from kb.reports.intake.decide import Decision, State


def fetch_due(poller: Poller, stopped: Callable[[], bool] = lambda: False) -> Iterator[Entry]:
    """Fetch every article that is due, at most 200 in one go, and choose between its text and the feed's.

    Each fetch is an intake of one item: `revised` where the article's text is taken, `unchanged` where it is not.
    """
    with poller.archive.reading() as session:
        due = [Due(id, url) for id, url in session.execute(_due(poller))]
    yield from errands.run(poller, Article, due, lambda one: _fetch(poller, one), stopped)


def _due(poller: Poller) -> Select[int, str]:
    """Only of sources that are polled, and want it still."""
    wanted = select(Article.report_id, Article.url).join(PolledSource, PolledSource.name == Article.source)
    wanted = wanted.where(PolledSource.full_text, PolledSource.paused_at.is_(None))
    return wanted.where(Article.due_at <= poller.now()).order_by(Article.due_at, Article.report_id).limit(MOST)


def _fetch(poller: Poller, due: Due) -> Ran[Entry]:
    if not _claimed(poller, due):
        return Ran(None)
    answer = errands.ask(poller, due, Wanted.PAGE)
    if isinstance(answer, FetchError):
        return Ran(_not_had(poller, due, answer), answer.retry_after)
    return Ran(_taken_in(poller, due, answer))


def _claimed(poller: Poller, due: Due) -> bool:
    """Take an article on, unless somebody else has, or there is no need to ask for it."""
    with poller.archive.writing() as session:
        article = errands.claimed(session, Article, due, poller)
        if article is not None and (why := _needless(session, article)):
            choice.keep_feed(article, why)
            return False
        return article is not None


def _needless(session: Session, article: Article) -> str | None:
    report = session.get_one(Report, article.report_id)
    if report.withdrawn_at is not None:
        return "the report is withdrawn"
    return choice.page_held(session, report, [article.url])


def _not_had(poller: Poller, due: Due, error: FetchError) -> Entry:
    entry = Entry(due.url, Decision(State.FAILED, due.id, why=f"the article could not be fetched: {error.why}"))
    with poller.archive.writing() as session:
        article = session.get_one(Article, due.id)
        errands.failed(article, error, poller)
        ledger.write(session, Arrival(due.url, 1, source=_account(article)), [entry])
    return entry


def _taken_in(poller: Poller, due: Due, capture: Capture) -> Entry:
    """The bytes are kept before anything reads them; the choice, its ledger and the outbox are one transaction."""
    poller.archive.captures.keep(capture.body)
    reading = read(capture)
    with poller.archive.writing() as session:
        article = session.get_one(Article, due.id)
        capture_id = captures.record(session, capture)
        entry = Entry(due.url, choice.settle(session, article, reading, capture.location, capture_id))
        ledger.write(session, Arrival(capture.location, 1, capture_id, _account(article)), [entry])
    return entry


def _account(article: Article) -> str:
    """Under which name the ledger counts articles: beside the items of their source, and not among them."""
    return f"{article.source} (articles)"
