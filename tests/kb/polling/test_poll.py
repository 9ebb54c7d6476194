"""Polling a feed: what is asked, when it is asked again, and what becomes of a source that fails."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ingest.fetch.results import FetchError
from ingest.types import Capture
from kb import ledger, library
from kb.polling.asking import Answer
from kb.polling.poll import poll, poll_due
from kb.polling.visit import Poller
from kb.reports.intake.worded import Worded
from kb.sources import register
from kb.sources.register import LEASE
from kb.sources.rules import read_rule
from tests.kb.polling.feeds import feed, story
from tests.kb.polling.web import World, sums


def serve(world: World, *items: str, head: str = "") -> str:
    return world.web.put("/feed", feed(*items, head=head), "application/rss+xml")


def answering(world: World, answer: Answer) -> Poller:
    return Poller(world.archive, lambda *_: answer, world.clock, lambda: 0.0)


def test_what_has_not_changed_is_not_sent_again(world):
    world.add(serve(world, story(1)))
    assert sums(world.poll()) == "1 new"
    assert sums(world.poll()) == ""
    assert world.web.asked == [("/feed", 200), ("/feed", 304)]


def unread(capture: Capture) -> Worded:
    raise AssertionError(f"{capture.location} was read again")


def test_the_same_bytes_are_accounted_for_without_being_read_again(world):
    world.add(serve(world, story(1), story(2), "<item></item>"))
    assert sums(world.poll()) == "2 new, 1 failed"
    world.web.pages["/feed"].headers["ETag"] = '"of another server"'
    done = poll(replace(world.poller, read_beside=unread), world.source())
    assert sums(done) == "2 unchanged, 1 failed"
    assert world.web.asked[-1] == ("/feed", 200)
    with world.archive.reading() as session:
        assert [(one.came, one.accounted) for one in ledger.balances(session)] == [(6, 6)]


def test_other_rules_are_applied_to_what_has_not_changed(world):
    world.add(serve(world, story(1), story(2)))
    world.poll()
    with world.archive.writing() as session:
        row = register.find(session, "127.0.0.1")
        register.set_terms(session, row, [read_rule("exclude word:number 2")], ["worms"])
    done = world.poll()
    assert sums(done) == "1 unchanged, 1 filtered"
    assert done.entries[1].decision.why == "the rule “exclude word:number 2” keeps it out"


def test_a_source_that_fails_is_asked_later_and_later(world):
    world.add(world.web.put("/feed", "", status=503))
    waits = []
    for _ in range(8):
        done = world.poll()
        assert (sums(done), done.trouble) == ("1 failed", "the server failed; try again later (status 503)")
        waits.append(done.source.next_check_at - world.clock())
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=15)
    assert waits[-1] == timedelta(hours=12)
    serve(world, story(1))
    done = world.poll()
    assert (sums(done), done.source.failures, done.source.trouble) == ("1 new", 0, None)


def test_a_server_is_left_alone_as_long_as_it_asks(world):
    world.add(world.web.put("/feed", "", status=429, Retry_After="90000"))
    assert world.poll().source.next_check_at == world.clock() + timedelta(seconds=90_000)


def test_a_source_that_is_refused_three_times_is_paused_and_says_why(world):
    world.add(world.web.url("/gone-missing"))
    for _ in range(3):
        assert world.source().paused_at is None
        world.poll()
    paused = world.source()
    assert paused.paused_why
    assert "3 times in a row: there is nothing at this address" in paused.paused_why
    world.clock.forward(days=30)
    assert list(poll_due(world.poller)) == []


def test_a_source_that_is_gone_for_good_is_paused_at_once(world):
    world.add(world.web.put("/feed", "", status=410))
    assert world.poll().source.paused_why == "it has been removed for good (status 410); remove the source"


def test_a_source_that_moved_for_good_is_asked_at_its_new_address(world):
    world.add(serve(world, story(1)))
    world.poll()
    moved = world.web.put("/moved", feed(story(1), story(2)), "application/rss+xml")
    world.web.put("/feed", "", status=301, Location=moved)
    assert sums(world.poll()) == "1 unchanged, 1 new"
    assert world.source().place == moved
    world.web.put("/else", feed(story(3)), "application/rss+xml")
    world.web.put("/moved", "", status=302, Location="/else")
    assert sums(world.poll()) == "1 new"
    assert world.source().place == moved


def test_a_source_that_moved_to_where_another_is_polled_is_paused(world):
    other = world.add(world.web.put("/other", feed(story(1)), "application/rss+xml"), name="other")
    world.add(world.web.put("/feed", "", status=308, Location=other.place))
    done = world.poll()
    assert sums(done) == "1 new"
    assert "polled as other" in (done.source.paused_why or "")


def test_what_robots_txt_forbids_is_not_asked_for(world):
    world.add(serve(world, story(1)))
    world.web.put("/robots.txt", "User-agent: *\nDisallow: /feed", "text/plain")
    assert "robots.txt forbids" in (world.poll().trouble or "")
    assert world.web.asked == []


def test_a_page_in_the_place_of_a_feed_is_not_taken_in(world):
    world.add(serve(world, story(1)))
    world.poll()
    world.web.put("/feed", "<html><title>Log in</title><body><p>Please log in to go on.</p></body></html>")
    done = world.poll()
    assert sums(done) == "1 failed"
    assert done.trouble
    assert "not a feed any more" in done.trouble


@pytest.mark.parametrize(
    ("head", "fresh_for", "hours"),
    [
        ("", 0, 6),  # a story every twelve hours, the last one twelve hours ago
        ("<ttl>1200</ttl>", 0, 20),
        ("", 54_000, 15),
        ("<ttl>1200</ttl>", 54_000, 20),
        ("<ttl>999999</ttl>", 0, 24),
    ],
)
def test_a_source_is_asked_as_often_as_it_has_news_and_not_before_it_wishes(world, head, fresh_for, hours):
    days = [f"Sun, 0{1 + n // 24} Mar 2026 {n % 24:02}:00:00 GMT" for n in range(0, 36, 12)]
    world.add(serve(world, *(story(n, date=day) for n, day in enumerate(days)), head=head))
    world.web.pages["/feed"].headers["Cache-Control"] = f"public, max-age={fresh_for}"
    assert world.poll().source.next_check_at == world.clock() + timedelta(hours=hours)


def test_only_what_is_due_is_polled_and_one_claim_keeps_others_away(world):
    world.add(serve(world, story(1)))
    world.add(world.web.put("/other", feed(story(2)), "application/rss+xml"), name="other")
    with world.archive.writing() as session:
        first = register.claim(session, world.clock())
    assert first
    assert [done.source.name for done in poll_due(world.poller)] == ["other"]
    world.clock.forward(seconds=LEASE.total_seconds())  # whoever had claimed it did not come back
    assert [done.source.name for done in poll_due(world.poller)] == [first.name]


def test_many_sources_are_polled_together_and_each_item_is_kept_once(world):
    for n in range(1, 13):
        where = world.web.put(f"/{n}", feed(story(n, link=f"https://site{n}.example/a")), "application/rss+xml")
        world.add(where, name=f"source {n}")
    done = list(poll_due(world.poller))
    assert sorted(one.source.name for one in done) == sorted(f"source-{n}" for n in range(1, 13))
    assert {sums(one) for one in done} == {"1 new"}
    with world.archive.reading() as session:
        assert ledger.states(session)["new"] == 12
        assert ledger.unbalanced(session) == []


def test_what_goes_wrong_unforeseen_in_one_source_is_not_swallowed(world):
    world.add("https://news.example/feed")

    def ask(*_: object) -> Answer:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(poll_due(Poller(world.archive, ask, world.clock, lambda: 0.0)))


def test_what_goes_wrong_before_any_source_is_polled_is_not_waited_for(world):
    world.add(serve(world, story(1)))

    def stopped() -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(poll_due(Poller(world.archive, lambda *_: None, world.clock, lambda: 0.0), stopped))


def test_a_source_removed_while_it_is_polled_keeps_what_came(world):
    source = world.add(serve(world, story(1)))
    here = world.ask(source.place)

    def ask(*_: object) -> Answer:
        with world.archive.writing() as session:
            register.remove(session, register.find(session, source.name))
        return here

    assert sums(poll(Poller(world.archive, ask, world.clock, lambda: 0.0), source)) == "1 new"


def test_new_reports_get_the_tags_of_their_source_and_keep_them(world):
    world.add(serve(world, story(1)), tags=("Botnets", "from a friend"))
    world.poll()
    serve(world, story(1, text="Told anew, and at greater length than before."))
    assert sums(world.poll()) == "1 revised"
    with world.archive.reading() as session:
        [report] = library.newest(session, 5)
    assert [tag.slug for tag in report.tags] == ["botnets", "from-a-friend"]


def test_an_error_is_named_by_its_address_in_the_ledger(world):
    source = world.add("https://news.example/feed")
    error = FetchError(source.place, "its certificate is not valid; tell its operator", permanent=False)
    done = poll(answering(world, error), source)
    assert [(entry.item, entry.decision.why) for entry in done.entries] == [(source.place, error.why)]
