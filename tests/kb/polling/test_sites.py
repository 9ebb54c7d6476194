"""Statement sites, sitemaps and single pages: what is missing is fetched, what has changed becomes a revision."""

import gzip

import pytest
from sqlalchemy import func, select

from kb import library, paths
from kb.models import Report
from kb.polling import rounds
from kb.polling.discovery import discover
from kb.reports.resolve import resolve
from kb.sources.records import SourceKind
from kb.sources.rules import read_rule
from tests.kb.polling.web import World, sums

STATEMENT = next((paths.PACKAGE / "samples" / "statements").glob("39-*.html")).read_text(encoding="utf-8")
ADDRESS = "https://www.breakwater.example/organization/statement"
PROSE = "In June the operator warned of a worm that turns home computers into zombies. It spread by mail for days. " * 4


def statement(world: World, number: int, title: str, shown: str = "") -> str:
    """The sample's page as the statement of another number and title, with its index on the test's own host."""
    page = STATEMENT.replace("S039", f"S0{number}").replace("Phishing Kit Report: The 'Parcel Desk' Kit", title)
    page = page.replace(f"{ADDRESS}/39/", f"{ADDRESS}/{number}/")
    return page.replace("https://www.breakwater.example", world.web.url("")).replace(
        "it can be recognised well", shown or "so"
    )


def listing(*links: str) -> str:
    return "<html><title>Statements</title><body>" + "".join(f'<p><a href="{link}">A title</a></p>' for link in links)


def article(text: str, more: str = "") -> str:
    body = f"<article><h1>A worm</h1><p>{text}</p>{more}</article>"
    return f"<html><head><title>A worm</title></head><body>{body}</body></html>"


def revisions(world: World, name: str) -> int:
    with world.archive.reading() as session:
        found = resolve(session, name)
        report = library.report(session, found) if found else None
        assert report
        return len(report.revisions)


def test_a_statement_site_is_fetched_as_its_list_names_it_by_old_and_new_addresses(world):
    old, new, nine = "/organization/statement/8/", "/organization/statement/008/old", "/organization/statement/9/nine"
    links = listing(old, new, nine, "/about", "https://elsewhere.example/statement/5/")
    place = world.web.put("/organization/statements", links)
    world.web.put("/organization/statement/008/old", statement(world, 8, "Old"))
    world.web.put("/organization/statement/9/nine", statement(world, 9, "Nine"))
    world.add(place, SourceKind.STATEMENTS)
    assert sums(world.poll()) == "2 new"
    asked = [path for path, _ in world.web.asked]
    assert asked == ["/organization/statements", new, nine]
    with world.archive.reading() as session:
        assert sorted(session.scalars(select(Report.number))) == [8, 9]


def test_statements_that_are_added_or_changed_come_in_and_the_others_are_not_sent_again(world):
    place = world.web.put("/organization/statements", listing("/organization/statement/8/old"))
    world.web.put("/organization/statement/8/old", statement(world, 8, "Old"))
    world.add(place, SourceKind.STATEMENTS)
    world.poll()
    world.web.put(
        "/organization/statements", listing("/organization/statement/9/nine", "/organization/statement/8/old")
    )
    world.web.put("/organization/statement/9/nine", statement(world, 9, "Nine"))
    assert sums(world.poll()) == "1 new"
    assert world.web.asked[-1] == ("/organization/statement/8/old", 304)
    world.web.put(
        "/organization/statements", listing("/organization/statement/008/old", "/organization/statement/9/nine")
    )
    world.web.put("/organization/statement/008/old", statement(world, 8, "Old", "so we describe it at length"))
    assert sums(world.poll()) == "1 revised"
    assert revisions(world, "S08") == 2


def test_a_statement_that_lists_the_others_is_one_itself(world):
    for number in (*range(31, 39), *range(40, 44)):
        world.web.put(f"/organization/statement/{number}/x", "", status=404)
    world.web.put("/organization/statement/39/here", statement(world, 39, "Here"))
    world.add(world.web.url("/organization/statement/39/here"), SourceKind.STATEMENTS)
    done = world.poll()
    assert sums(done) == "1 new, 12 failed"
    assert done.trouble is None


def test_a_site_that_asks_us_to_wait_is_asked_for_nothing_more(world):
    place = world.web.put("/statements", listing(*(f"/statement/{n}/x" for n in range(1, 6))))
    world.web.put("/statement/1/x", "", status=429, Retry_After="7200")
    world.add(place, SourceKind.STATEMENTS)
    done = world.poll()
    assert [path for path, _ in world.web.asked] == ["/statements", "/statement/1/x"]
    assert (done.source.next_check_at - world.clock()).total_seconds() >= 7200


def test_a_large_site_is_fetched_in_parts(world, monkeypatch):
    monkeypatch.setattr(rounds, "NEW_PAGES", 2)
    place = world.web.put("/statements", listing(*(f"/statement/{n}/x" for n in range(1, 6))))
    for number in range(1, 6):
        world.web.put(f"/statement/{number}/x", statement(world, number, f"Title {number}"))
    world.add(place, SourceKind.STATEMENTS)
    assert [sums(world.poll()) for _ in range(4)] == ["2 new", "2 new", "1 new", ""]


def test_a_sitemap_is_followed_where_pages_are_missing_or_say_that_they_changed(world):
    def sitemap(day: str) -> str:
        pages = "".join(
            f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>"
            for url in (world.web.url("/a"), world.web.url("/private/b"), "https://elsewhere.example/c")
        )
        return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>'

    world.web.put("/a", article(PROSE))
    place = world.web.put("/part.xml.gz", gzip.compress(sitemap("2026-01-01").encode()), "application/gzip")
    whole = f"<sitemapindex><sitemap><loc>{place}</loc></sitemap></sitemapindex>"
    world.add(
        world.web.put("/sitemap.xml", whole, "text/xml"), SourceKind.SITEMAP, rules=[read_rule("exclude url:/private/")]
    )
    assert sums(world.poll()) == "1 new"
    world.web.put("/a", article(PROSE.replace("worm", "trojan")))
    assert sums(world.poll()) == ""
    world.web.put("/part.xml.gz", gzip.compress(sitemap("2026-02-01").encode()), "application/gzip")
    assert sums(world.poll()) == "1 revised"
    assert "/private/b" not in [path for path, _ in world.web.asked]


def test_a_trial_of_a_sitemap_shows_the_pages_that_would_be_fetched_and_no_others(world):
    addresses = (world.web.url("/a"), world.web.url("/private/b"), "https://elsewhere.example/c")
    pages = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    place = world.web.put("/sitemap.xml", f"<urlset>{pages}</urlset>", "text/xml")
    trial = discover(world.poller, place, rules=[read_rule("exclude url:/private/")])
    assert trial.leads_to == (world.web.url("/a"),)


def test_a_sitemap_that_is_none_any_more_is_trouble(world):
    world.add(world.web.put("/sitemap.xml", "<html>"), SourceKind.SITEMAP)
    assert "cannot be read as a sitemap" in (world.poll().trouble or "")


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        (article(PROSE), article(PROSE.replace("worm", "trojan")), "1 revised"),
        (article(PROSE), article(PROSE.replace(" ", "\n  ")), "1 unchanged"),
        (article(PROSE, "<p>12 views</p>"), article(PROSE, "<p>1,204 views</p>"), "1 unchanged"),
        (article(PROSE, "<p>Comments (3)</p>"), article(PROSE, "<p>Comments (4)</p>"), "1 unchanged"),
        (
            article(PROSE, '<p>See <a href="https://a.example/?utm_source=x">this</a>.</p>'),
            article(PROSE, '<p>See <a href="https://a.example/?utm_source=y">this</a>.</p>'),
            "1 unchanged",
        ),
        (
            article(PROSE, "<p>Advertisement</p><p>Buy shoes, they are cheap.</p>"),
            article(PROSE, "<p>Advertisement</p><p>Buy hats, they are dear.</p>"),
            "1 unchanged",
        ),
        (
            article(PROSE, '<div class="advertisement"><p>Buy shoes.</p></div>'),
            article(PROSE, '<div class="advertisement"><p>Buy hats.</p></div>'),
            "1 unchanged",
        ),
        (article(PROSE, "<p>It hit 12 hosts.</p>"), article(PROSE, "<p>It hit 13 hosts.</p>"), "1 revised"),
    ],
)
def test_a_page_is_revised_by_what_it_says_and_not_by_what_changes_around_it(world, before, after, became):
    world.add(world.web.put("/page", before), SourceKind.PAGE)
    assert sums(world.poll()) == "1 new"
    world.web.put("/page", after)
    assert sums(world.poll()) == became
    with world.archive.reading() as session:
        assert session.scalar(select(func.count(Report.id))) == 1


def test_a_page_that_changes_again_and_again_keeps_each_wording_that_says_something(world):
    world.add(world.web.put("/page", article(PROSE, "<p>1 views</p>")), SourceKind.PAGE)
    world.poll()
    for views, worm in ((2, "worm"), (3, "trojan"), (4, "trojan"), (5, "worm")):
        world.web.put("/page", article(PROSE.replace("worm", worm), f"<p>{views} views</p>"))
        world.poll()
    assert revisions(world, world.web.url("/page")) == 3


def test_pages_that_fail_do_not_keep_others_from_their_turn(world, monkeypatch):
    monkeypatch.setattr(rounds, "NEW_PAGES", 2)
    urls = [world.web.url(f"/{n}") for n in range(4)]
    pages = "".join(f"<url><loc>{url}</loc><lastmod>2026-01-01</lastmod></url>" for url in urls)
    world.add(world.web.put("/sitemap.xml", f"<urlset>{pages}</urlset>", "text/xml"), SourceKind.SITEMAP)
    world.web.put("/2", article(PROSE))
    world.web.put("/3", article(PROSE.replace("worm", "trojan")))
    assert [sums(world.poll()) for _ in range(3)] == ["2 failed", "2 new", "2 failed"]
