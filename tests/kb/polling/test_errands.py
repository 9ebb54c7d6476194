"""What is fetched one by one is tried later when it fails, given up in the end, and lost by nobody who dies over it."""

import pytest
from sqlalchemy import select

from kb import ledger
from kb.models import Article
from kb.polling.articles import fetch_due
from kb.polling.errands import LEASE, TRIES
from kb.polling.poll import Poller
from tests.kb.polling.articles import SUMMARY, TITLE, held
from tests.kb.polling.feeds import feed, item
from tests.kb.polling.web import NOON, World


def test_what_cannot_be_had_is_tried_later_and_later_and_given_up(news):
    news.web.put("/article", "", status=503)
    news.poll()
    waits = []
    for _ in range(TRIES):
        assert news.articles() == ["failed"]
        assert news.articles() == [], "not before it is due"
        with news.archive.reading() as session:
            [due] = session.scalars(select(Article.due_at))
        if due:
            waits.append(due - news.clock())
            news.clock.forward(seconds=waits[-1].total_seconds())
    assert (len(waits), waits) == (TRIES - 1, sorted(waits))
    news.clock.forward(days=30)
    assert news.articles() == []
    report = held(news)
    assert report.full_text
    assert not report.full_text.waiting
    assert "status 503" in (report.full_text.why or "")
    with news.archive.reading() as session:
        assert ledger.states(session)["failed"] == TRIES
        assert ledger.unbalanced(session) == []


@pytest.mark.parametrize(("status", "tries"), [(410, 1), (404, 3)])
def test_what_is_gone_is_given_up_sooner(news, status, tries):
    news.web.put("/article", "", status=status)
    news.poll()
    for _ in range(tries):
        assert news.articles() == ["failed"]
        news.clock.forward(days=1)
    assert news.articles() == []


def test_what_robots_txt_forbids_is_not_asked_for(news):
    news.poll()
    news.web.put("/robots.txt", "User-agent: *\nDisallow: /article", "text/plain")
    fresh = World(news.archive, news.web, news.clock)  # whose memory of robots.txt is empty
    [entry] = fetch_due(fresh.poller)
    assert "robots.txt forbids" in (entry.decision.why or "")
    assert all(path != "/article" for path, _ in news.web.asked)


def test_a_host_that_asks_for_rest_is_asked_for_nothing_more(world):
    items = [
        item(title=TITLE, guid=f"g{n}", text=SUMMARY, link=world.web.put(f"/{n}", "", status=429, Retry_After="7200"))
        for n in range(5)
    ]
    world.add(world.web.put("/feed", feed(*items), "application/rss+xml"))
    world.poll()
    assert world.articles() == ["failed"]
    with world.archive.reading() as session:
        tries = session.execute(select(Article.failures, Article.due_at).order_by(Article.report_id)).all()
    assert [failures for failures, _ in tries] == [1, 0, 0, 0, 0]
    assert {(due - NOON).total_seconds() for _, due in tries if due} == {7200.0}


def test_a_worker_that_dies_over_an_article_loses_nothing(news):
    news.poll()

    def dies(*_: object):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(fetch_due(Poller(news.archive, dies, news.clock, lambda: 0.0)))
    assert news.articles() == [], "whoever had taken it on may still come back"
    news.clock.forward(seconds=LEASE.total_seconds())
    assert news.articles() == ["revised"]


def test_two_workers_fetch_an_article_once(news):
    news.poll()
    inner: list[str] = []

    def ask(url, known, wanted):
        inner.extend(news.articles())
        return news.ask(url, known, wanted)

    assert [entry.decision.state for entry in fetch_due(Poller(news.archive, ask, news.clock, lambda: 0.0))] == [
        "revised"
    ]
    assert inner == []
