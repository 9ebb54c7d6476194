"""Where a feed tells only a part, the article is fetched; whose text speaks is chosen, written down and kept."""

import pytest
from sqlalchemy import func, select

from kb import ledger, library, pipeline
from kb.feeds.build import last_change
from kb.models import Article, Identity, LedgerItem, Report, Revision
from kb.polling.articles import fetch_due
from kb.polling.errands import LEASE, TRIES
from kb.polling.poll import Poller
from kb.reports import edit
from kb.reports.edit import Correction
from kb.sources import register
from kb.sources.records import SourceKind
from tests.kb.polling.feeds import feed, item, story
from tests.kb.polling.web import NOON, World, sums

TITLE = "A worm turns routers into zombies"
SUMMARY = "The Hollowfern worm was found in four thousand routers, and its operators rent them out."
TEXT = [f"The Hollowfern worm turns routers into zombies, which its operators rent out: finding {n}." for n in range(9)]
COOKIES = ["We value your privacy. We and our 812 partners use cookies to store information on a device." for _ in TEXT]


def page(*paragraphs: str, title: str = TITLE) -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def serve(world: World, text: str | None = SUMMARY, **told: str | None) -> None:
    """A feed with one item, which leads to /article."""
    usual = {"title": TITLE, "link": world.web.url("/article"), "guid": "guid-1", "text": text}
    usual["date"] = "Mon, 02 Feb 2026 10:00:00 GMT"
    world.web.put("/feed", feed(item(**(usual | told))), "application/rss+xml")


@pytest.fixture
def news(world: World) -> World:
    """A source whose one item is a summary of /article."""
    world.web.put("/article", page(*TEXT))
    serve(world)
    world.add(world.web.url("/feed"))
    return world


def held(world: World):
    with world.archive.reading() as session:
        [brief] = library.newest(session, 5)
        report = library.report(session, brief.id)
        assert report
        return report


def reasons(world: World) -> list[str]:
    return [note.reason for note in reversed(held(world).revisions)]


def poll_again(world: World) -> str:
    return sums(world.poll())


def test_the_articles_text_takes_the_place_of_the_summary(news):
    assert sums(news.poll()) == "1 new"
    before = held(news)
    assert before.full_text
    assert before.full_text.waiting
    assert news.articles() == ["revised"]
    report = held(news)
    assert "finding 8" in report.body_text
    assert (report.id, report.title, report.published, report.url) == (
        before.id,
        before.title,
        before.published,
        before.url,
    )
    assert report.summary == SUMMARY
    assert report.full_text
    assert report.full_text.chosen == "article"
    field, where, quote = report.evidence[-1]
    assert (field, where) == ("body", f"the article at {news.web.url('/article')}")
    assert quote == report.full_text.why == report.revisions[0].note
    assert last_change(report) == report.published, "to be completed is no change"
    news.archive.indexer.drain()
    assert news.archive.index.suggest("hollowf")


def test_polling_an_unchanged_feed_again_changes_nothing(news):
    news.poll()
    news.articles()
    news.web.pages["/feed"].body += b"<!-- other bytes -->"
    assert poll_again(news) == "1 unchanged"
    assert (reasons(news), news.articles()) == (["import", "article"], [])
    assert "finding 8" in held(news).body_text


def test_a_changed_item_becomes_a_revision_and_keeps_the_articles_text(news):
    news.poll()
    news.articles()
    serve(news, title=f"{TITLE} (updated)")
    assert poll_again(news) == "1 revised"
    assert reasons(news) == ["import", "article", "import", "article"]
    report = held(news)
    assert (report.title, "finding 8" in report.body_text) == (f"{TITLE} (updated)", True)
    assert report.evidence[-1][0] == "body"
    assert news.articles() == ["unchanged"], "the article is looked at again, and says the same"
    assert len(reasons(news)) == 4
    serve(news, title=f"{TITLE} (updated twice)")
    news.web.put("/article", page(*TEXT, "The Hollowfern worm was taken down on Friday."))
    poll_again(news)
    assert news.articles() == ["revised"]
    assert "taken down on Friday" in held(news).body_text


def test_a_login_page_in_the_articles_place_takes_nothing_back(news):
    news.poll()
    news.articles()
    serve(news, title=f"{TITLE} (updated)")
    news.web.put("/article", page(*COOKIES, title="Log in"))
    poll_again(news)
    assert news.articles() == ["unchanged"]
    report = held(news)
    assert "finding 8" in report.body_text
    assert report.full_text
    assert report.full_text.chosen == "article"


def test_a_feed_that_tells_all_by_itself_later_speaks_for_itself(news):
    news.poll()
    news.articles()
    serve(news, text=" ".join(f"The whole story as the feed tells it, part {n}." for n in range(90)))
    assert poll_again(news) == "1 revised"
    assert (held(news).body_text[-8:], news.articles()) == ("part 89.", [])


def test_an_item_that_leads_elsewhere_now_does_not_keep_the_old_text(news):
    news.poll()
    news.articles()
    other = news.web.put("/other", page(*(words.replace("finding", "other") for words in TEXT)))
    serve(news, link=other, text=f"{SUMMARY} And more.")
    assert poll_again(news) == "1 revised"
    assert held(news).body_text == f"{SUMMARY} And more."
    assert news.articles() == ["revised"]
    assert "other 8" in held(news).body_text


@pytest.mark.parametrize(
    ("body", "media_type", "state", "why"),
    [
        (page(*COOKIES), "text/html", "unchanged", "of the feed's words"),
        (page(*TEXT, title="Log in"), "text/html", "unchanged", "another title"),
        (page(SUMMARY), "text/html", "unchanged", "hardly more text"),
        (feed(story(1), story(2)), "application/rss+xml", "unchanged", "no single text"),
        ("GIF89a\x01\x00\x01\x00", "image/gif", "failed", "could not be read"),
    ],
)
def test_the_text_of_the_feed_is_kept_with_a_reason(news, body, media_type, state, why):
    news.web.put("/article", body, media_type)
    news.poll()
    assert (news.articles(), news.articles()) == ([state], [])
    report = held(news)
    assert (report.body_text, reasons(news)) == (SUMMARY, ["import"])
    assert report.full_text
    assert report.full_text.chosen == "feed"
    assert why in (report.full_text.why or "")
    with news.archive.reading() as session:
        assert why[-12:] in (session.scalar(select(LedgerItem.why).order_by(LedgerItem.id.desc()).limit(1)) or "")


def test_a_page_that_the_archive_holds_for_itself_is_not_taken_again(news):
    pipeline.take_in_url(news.archive, news.web.url("/article"))
    asked = len(news.web.asked)
    news.poll()
    assert news.articles() == []
    assert len(news.web.asked) == asked + 1, "it is not even asked for"
    with news.archive.reading() as session:
        [why] = session.scalars(select(Article.why))
    assert "a report of its own, “A worm turns routers into zombies”" in (why or "")


def test_a_page_behind_a_redirect_that_is_held_for_itself_is_not_taken_either(news):
    pipeline.take_in_url(news.archive, news.web.url("/article"))
    serve(news, link=news.web.put("/short", "", status=302, Location="/article"))
    news.poll()
    assert news.articles() == ["unchanged"]


def test_the_page_may_still_come_in_for_itself(news):
    news.poll()
    news.articles()
    [entry] = pipeline.take_in_url(news.archive, news.web.url("/article"))
    assert entry.decision.state == "new", "news never takes the place of the page"
    with news.archive.reading() as session:
        schemes = session.execute(select(Identity.report_id, Identity.scheme).where(Identity.scheme == "url")).all()
    assert [report for report, _ in schemes] == [entry.decision.report]


def test_what_staff_corrected_stays_corrected(news):
    news.poll()
    correct(news, Correction(title="As staff have it", category="Worms"))
    assert news.articles() == ["revised"]
    report = held(news)
    assert (report.title, "finding 8" in report.body_text) == ("As staff have it", True)
    serve(news, text=f"{SUMMARY} And more.")
    assert poll_again(news) == "1 revised"
    report = held(news)
    assert (report.title, "finding 8" in report.body_text) == ("As staff have it", True)
    assert report.category
    assert report.category.name == "Worms"
    assert reasons(news) == ["import", "edit", "article", "edit", "import", "article", "edit"]
    assert [note.note for note in report.revisions if note.reason == "edit"][:2] == [
        "corrected before, and kept: title, category"
    ] * 2


def test_a_text_by_staff_is_not_replaced(news):
    news.poll()
    correct(news, Correction(body="<p>What staff know of it.</p>"))
    assert news.articles() == ["unchanged"]
    report = held(news)
    assert report.body_text == "What staff know of it."
    assert report.full_text
    assert "staff corrected" in (report.full_text.why or "")


def correct(world: World, change: Correction) -> None:
    with world.archive.writing() as session:
        assert edit.correct(session, session.scalars(select(Report)).one(), change)


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


@pytest.mark.parametrize("terms", [{"full_text": False}, {"kind": SourceKind.PAGE}])
def test_a_source_that_does_not_want_it_fetches_nothing(world, terms):
    world.web.put("/article", page(*TEXT))
    serve(world)
    world.add(world.web.url("/feed"), **terms)
    assert sums(world.poll()) == "1 new"
    assert world.articles() == []
    assert held(world).full_text is None


def test_of_a_paused_source_nothing_is_fetched_until_it_is_resumed(news):
    news.poll()
    with news.archive.writing() as session:
        register.pause(register.find(session, "127.0.0.1"), "by hand", news.clock())
    assert news.articles() == []
    with news.archive.writing() as session:
        register.resume(register.find(session, "127.0.0.1"), news.clock())
    assert news.articles() == ["revised"]


def test_a_withdrawn_report_is_left_alone(news):
    news.poll()
    with news.archive.writing() as session:
        edit.withdraw(session, session.scalars(select(Report)).one(), "a mistake")
    assert news.articles() == []


def test_the_ledger_counts_articles_beside_the_items_of_their_source(news):
    news.poll()
    news.articles()
    with news.archive.reading() as session:
        told = {one.source: (one.intakes, one.came, one.accounted) for one in ledger.balances(session)}
        assert told == {"127.0.0.1": (1, 1, 1), "127.0.0.1 (articles)": (1, 1, 1)}
        assert ledger.unbalanced(session) == []
        assert session.scalar(select(func.count(Report.id))) == ledger.states(session)["new"] == 1
        made = session.scalars(select(Revision).order_by(Revision.number)).all()
        assert made[0].capture_id != made[1].capture_id, "each says which bytes it was read from"
