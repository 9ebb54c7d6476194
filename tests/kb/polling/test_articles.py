"""Where a feed tells only a part, the article is fetched; whose text speaks is chosen, written down and kept."""

import pytest
from sqlalchemy import func, select

from kb import ledger, pipeline
from kb.feeds.build import last_change
from kb.models import Article, Identity, LedgerItem, Report, Revision
from kb.reports import edit
from kb.reports.edit import Correction
from kb.sources import register
from kb.sources.records import SourceKind
from tests.kb.polling.articles import COOKIES, SUMMARY, TEXT, TITLE, held, page, serve
from tests.kb.polling.feeds import feed, story
from tests.kb.polling.web import World, sums


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


@pytest.mark.parametrize(
    ("home", "head", "whose"),
    [
        ("https://planet.example/", "", (None, "127.0.0.1")),
        ("https://planet.example/", "<meta name='copyright' content='© 2026 The Lab'>", ("The Lab", "The Lab")),
        ("http://127.0.0.1/blog", "", ("Planet Inc", "Planet Inc")),
    ],
)
def test_text_of_another_site_is_credited_to_that_site(news, home, head, whose):
    notice = f"<link>{home}</link><copyright>© 2026 Planet Inc</copyright>"
    told = news.web.pages["/feed"].body.decode().replace("<link>https://news.example/</link>", notice)
    news.web.put("/feed", told, "application/rss+xml")
    news.web.put("/article", page(*TEXT).replace("<head>", f"<head>{head}"))
    news.poll()
    assert held(news).rights.credit == "Planet Inc"
    assert news.articles() == ["revised"]
    rights = held(news).rights
    assert (rights.holder, rights.credit, rights.url) == (*whose, news.web.url("/article"))


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
        (page(*TEXT, title="Log in"), "text/html", "unchanged", "a different title"),
        (page(SUMMARY), "text/html", "unchanged", "hardly any more text"),
        (feed(story(1), story(2)), "application/rss+xml", "unchanged", "not lead to a single text"),
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


def test_the_articles_text_is_no_correction_by_staff(news):
    news.poll()
    news.articles()
    correct(news, Correction(category="Worms"))
    other = news.web.put("/other", page(*COOKIES))
    serve(news, link=other, title="Another worm turns routers into zombies")
    assert poll_again(news) == "1 revised"
    report = held(news)
    assert (report.body_text, report.revisions[0].note) == (SUMMARY, "corrected before, and kept: category")


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
