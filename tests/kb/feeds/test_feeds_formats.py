"""Each format is valid, and reads back to what was put in."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import feedparser
import pytest

from kb.exports.json import instant
from kb.feeds import FORMATS
from kb.feeds.build import Listing, build
from kb.feeds.records import Feed
from kb.records import Report
from tests.kb.feeds.fabricated import BARE, SEEN, SETTINGS, STATEMENT, hostile
from tests.kb.feeds.validator import problems

LISTING = Listing(
    "tag “a&b” ]]>", "/tag/a%26b", "/tag/a%26b?kind=news&to=2023-01-01", "kind=news&q=%22a%22", 2, 3, 25, 10
)
ENDINGS = pytest.mark.parametrize("ending", list(FORMATS))
ALLOWED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(*reports: Report, listing: Listing = LISTING, content: str = "full") -> Feed:
    return build(listing, reports, SETTINGS.model_copy(update={"feed_content": content}))


def read(feed: Feed, ending: str) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(FORMATS[ending].render(feed))
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


@ENDINGS
@pytest.mark.parametrize("content", ["full", "summary"])
@pytest.mark.parametrize(
    "reports", [(), (STATEMENT,), (BARE,), (STATEMENT, BARE, *hostile())], ids=["none", "one", "bare", "hostile"]
)
def test_every_feed_is_valid(reports, content, ending):
    assert problems(FORMATS[ending].render(feed_of(*reports, content=content)), ending) == []


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_hostile_reports_read_back_to_the_same_titles_links_and_ids(ending):
    reports = [report for report in hostile() if ending == "atom" or "&lt;" not in report.title]  # RSS cannot say
    feed = feed_of(*reports)  # whether a title is text or HTML: readers guess, and text that has entities is HTML
    entries = read(feed, ending).entries
    assert [" ".join(entry.title.split()) for entry in entries] == [shown(item.title) for item in feed.items]
    assert [entry.link for entry in entries] == [item.url for item in feed.items]
    assert [entry.id for entry in entries] == [item.id for item in feed.items]


def test_hostile_reports_read_back_from_json():
    feed = feed_of(*hostile())
    items = json.loads(FORMATS["json"].render(feed))["items"]
    assert [item["title"] for item in items] == [ALLOWED.sub("", item.title) for item in feed.items]
    assert [item["url"] for item in items] == [item.url for item in feed.items]


@ENDINGS
def test_no_character_that_xml_forbids_gets_out(ending):
    assert not ALLOWED.search(FORMATS[ending].render(feed_of(*hostile())).decode())


def test_who_runs_the_archive_is_not_made_the_author_of_what_it_holds():
    ((rss,), (atom,)) = (read(feed_of(BARE), ending).entries for ending in ("rss", "atom"))
    assert "author" not in rss
    assert atom.author == "Author unknown"  # an entry without one would have that of the feed
    (item,) = json.loads(FORMATS["json"].render(feed_of(BARE)))["items"]
    assert item["authors"] == [{"name": "Author unknown"}]


def test_atom_tells_publication_and_update_apart():
    published, updated = datetime(2003, 11, 1, tzinfo=UTC), datetime(2022, 4, 10, 1, 2, 3, tzinfo=UTC)
    both, one = read(feed_of(replace(STATEMENT, published=published, updated=updated), STATEMENT), "atom").entries
    assert (both.published, both.updated) == ("2003-11-01T00:00:00Z", "2022-04-10T01:02:03Z")
    assert "published" not in one


@pytest.mark.parametrize(
    ("published", "updated", "listed"),
    [
        (SEEN - timedelta(3), SEEN, SEEN - timedelta(3)),
        (None, SEEN - timedelta(9), SEEN - timedelta(9)),
        (None, None, SEEN),
    ],
)
def test_rss_dates_an_item_by_its_publication_else_its_update_else_when_it_was_seen(published, updated, listed):
    entry = read(feed_of(replace(STATEMENT, published=published, updated=updated)), "rss").entries[0]
    assert entry.published == format_datetime(listed)
    assert entry.published.endswith("+0000")


def test_json_says_nothing_where_the_publication_is_unknown():
    item = json.loads(FORMATS["json"].render(feed_of(STATEMENT)))["items"][0]
    assert "date_published" not in item
    assert item["date_modified"] == "2022-04-10T00:00:00Z"


@pytest.mark.parametrize("ending", ["rss", "atom"])
def test_the_credit_and_the_source_travel_in_xml(ending):
    body = FORMATS[ending].render(feed_of(STATEMENT)).decode()
    rights = "Source: Breakwater. © 2022 Breakwater SLU. Reproduction is permitted with credit. Original: https://example.org/31<"
    assert rights in body
    assert {
        "rss": '<source url="https://example.org/31">Breakwater</source>',
        "atom": '<link rel="via" href="https://example.org/31"/>',
    }[ending] in body


def test_the_credit_and_the_source_travel_in_json():
    item = json.loads(FORMATS["json"].render(feed_of(STATEMENT)))["items"][0]
    assert item["external_url"] == item["_rights"]["url"] == "https://example.org/31"
    assert item["_rights"]["line"].startswith("Source: Breakwater.")
    assert item["_rights"]["line"].split(" Original:")[0] in item["content_html"]


@ENDINGS
def test_a_page_names_itself_and_its_neighbours(ending):
    feed = feed_of(STATEMENT)
    base = f"https://kb.example.org/tag/a%26b.{ending}?kind=news&q=%22a%22"
    if ending == "json":
        said = json.loads(FORMATS["json"].render(feed))
        assert (said["feed_url"], said["next_url"]) == (f"{base}&page=2", f"{base}&page=3")
        return
    links = {link.rel: link.href for link in read(feed, ending).feed.links}
    assert links["self"] == f"{base}&page=2"
    assert (links["first"], links["previous"], links["next"]) == (base, base, f"{base}&page=3")


@ENDINGS
def test_the_last_page_has_no_next_one(ending):
    body = FORMATS[ending].render(feed_of(STATEMENT, listing=replace(LISTING, page=3))).decode()
    assert "page=4" not in body


def test_a_feed_keeps_its_id_on_every_page_and_another_search_has_another():
    first, second = feed_of(listing=replace(LISTING, page=1)), feed_of(listing=LISTING)
    assert first.id == second.id
    assert feed_of(listing=replace(LISTING, query="q=b")).id != first.id


def test_a_withdrawn_report_is_in_no_feed():
    assert feed_of(replace(STATEMENT, withdrawn_at=SEEN)).items == ()


def test_categories_and_tags_name_the_list_they_are_of():
    tags = read(feed_of(STATEMENT), "atom").entries[0].tags
    assert [(tag.scheme, tag.term, tag.label) for tag in tags] == [
        ("https://kb.example.org/category/", "report", "Report"),
        ("https://kb.example.org/tag/", "ddos", "DDoS"),
        ("https://kb.example.org/tag/", "name-servers", "Name Servers"),
    ]


def test_content_reads_back_as_the_html_it_was():
    feed = feed_of(STATEMENT)
    for ending in ("rss", "atom"):
        content = read(feed, ending).entries[0].content[0]
        assert content.type == "text/html"
        assert '<a href="https://example.org/faq?a=1&amp;b=2" rel="nofollow">the FAQ</a>' in content.value


@pytest.mark.parametrize("year", [1, 999, 1970, 2003, 9999])
def test_instants_of_any_year_have_four_digits(year):
    assert instant(datetime(year, 2, 3, 4, 5, 6, tzinfo=UTC)) == f"{year:04d}-02-03T04:05:06Z"


def shown(title: str) -> str:
    """A title without what XML forbids, its blanks folded as XML readers may."""
    return " ".join(ALLOWED.sub("", title).split())
