"""Feeds as a reader meets them: at their addresses, with their headers, page after page."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import strftime

import feedparser
import pytest

from index.types import Sort
from ingest.types import Kind
from kb import library
from kb.archive import Archive
from kb.feeds import FORMATS
from kb.models import Report
from kb.reports import edit
from kb.reports.edit import Correction
from kb.search import Search, find
from tests.kb.feeds.validator import problems
from tests.kb.web import stocked

ENDINGS = pytest.mark.parametrize("ending", list(FORMATS))
LISTINGS = [
    ("/feed", ""),
    ("/search", "q=the"),
    ("/search", "q=worm&kind=news&from=2003&to=2003-11"),
    ("/statements", ""),
    ("/statements", "category=report&sort=oldest"),
    ("/tag/worms", ""),
    ("/tag/asp.net", ""),
    ("/category/report", "q=the"),
    ("/source/news.example.org", ""),
    ("/indicator/ipv4/192.0.2.7", ""),
    ("/indicator/domain/bad.example.org", ""),
]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Archive]:
    """An archive that a test may change."""
    with stocked.archive(tmp_path) as opened:
        stocked.take_in_news(opened)
        yield opened


@ENDINGS
@pytest.mark.parametrize(("path", "query"), LISTINGS)
def test_every_listing_and_search_has_a_valid_feed_that_is_not_empty(client, path, query, ending):
    answer = client.get(f"{path}.{ending}?{query}")
    assert answer.status_code == 200
    assert answer.content_type == f"{FORMATS[ending].media_type}; charset=utf-8"
    assert problems(answer.data, ending) == []
    assert read(answer.data, ending)


@ENDINGS
@pytest.mark.parametrize(("path", "query"), LISTINGS)
def test_a_repeated_conditional_request_gets_304(client, path, query, ending):
    first = client.get(f"{path}.{ending}?{query}")
    assert not first.headers["ETag"].startswith("W/")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    by_tag = client.get(f"{path}.{ending}?{query}", headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(f"{path}.{ending}?{query}", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    for answer in (by_tag, by_date):
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]
    other = client.get(f"{path}.{ending}?{query}", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


@ENDINGS
def test_head_says_what_get_says_without_the_body(client, ending):
    get, head = client.get(f"/feed.{ending}"), client.head(f"/feed.{ending}")
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize(
    ("path", "query", "ending"),
    [
        ("/feed", "", "rss"),
        ("/search", "q=the&sort=oldest", "atom"),
        ("/statements", "", "json"),
        ("/category/report", "size=2", "atom"),
    ],
)
def test_leafing_by_next_gives_every_report_of_the_listing_once(client, sampled, path, query, ending):
    whole = read(client.get(f"{path}.{ending}?size=100&{query}").data, ending)
    address, seen = f"{path}.{ending}?{query}", []
    while address:
        body = client.get(address).data
        seen += read(body, ending)
        following = next_of(body, ending)
        address = following.removeprefix(stocked.BASE) if following else None
    assert seen == whole


@ENDINGS
def test_the_feed_of_everything_reads_back_to_the_reports_of_the_archive(client, sampled, ending):
    with sampled.reading() as session:
        found = find(session, sampled, Search(sort=Sort.NEWEST, size=100)).hits
        reports = library.reports(session, [hit.report.id for hit in found])
    expected = [
        (
            " ".join(report.title.split()),
            stocked.BASE + report.path,
            (report.date or report.first_seen).isoformat()[:19],
        )
        for report in reports
        if ending == "json" or "&" not in report.title  # RSS leaves open whether a title is text or HTML
    ]
    items = [
        item
        for item in read(client.get(f"/feed.{ending}?size=100").data, ending)
        if ending == "json" or "&" not in item[0]
    ]
    assert items == expected


@ENDINGS
def test_a_search_feed_holds_what_the_search_finds_newest_first(client, sampled, ending):
    with sampled.reading() as session:
        found = find(session, sampled, Search(q="the", sort=Sort.NEWEST, size=5)).hits
    items = read(client.get(f"/search.{ending}?q=the").data, ending)
    assert [item[1] for item in items] == [stocked.BASE + hit.report.path for hit in found]


@pytest.mark.parametrize(
    "query",
    ["NOT NOT NOT", "(", '"', "[a to z]", "x~5 *a*", "\x00\x1f", "tag:", "&page=0&size=-1", "&from=x&to=99999-99"],
)
@ENDINGS
def test_every_string_is_a_query_for_a_feed_too(client, query, ending):
    answer = client.get(f"/search.{ending}?q={query}")
    assert answer.status_code == 200
    assert problems(answer.data, ending) == []


@pytest.mark.parametrize(
    "path",
    [
        "/tag/none.rss",
        "/category/none.atom",
        "/source/none.json",
        "/indicator/ipv4/192.0.2.99.rss",
        "/indicator/colour/red.rss",
    ],
)
def test_a_listing_that_does_not_exist_has_no_feed(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/tag/asp.net", "/tag/package.json", "/indicator/url/https%3A%2F%2Fkit.example.org%2Ffeed.rss"]
)
def test_a_name_that_only_looks_like_a_feed_is_a_page(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html")


@pytest.mark.parametrize(
    "path",
    ["/tag/package.json.json", "/tag/package.rss", "/indicator/url/https%3A%2F%2Fkit.example.org%2Ffeed.rss.json"],
)
def test_such_a_name_has_a_feed_too(client, path):
    assert not problems(client.get(path).data, path.rpartition(".")[2])


def test_an_edit_leaves_the_id_and_changes_date_and_etag(fresh):
    client = stocked.client(fresh)
    before = client.get("/search.atom?q=worm")
    with fresh.writing() as session:
        edit.correct(session, session.get(Report, 1), Correction(title="A worm by another name"))
    fresh.indexer.drain()
    after = client.get("/search.atom?q=worm", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    old, new = feedparser.parse(before.data).entries[0], feedparser.parse(after.data).entries[0]
    assert (old.id, old.title, new.title) == (new.id, "Worm slows the net", "A worm by another name")
    assert new.updated > old.updated
    assert new.published == old.published
    assert new.link != old.link


def test_a_withdrawn_report_leaves_the_feed_even_for_one_who_asks_by_date(fresh):
    client = stocked.client(fresh)
    before = client.get("/feed.json")
    with fresh.writing() as session:
        edit.withdraw(session, report := session.get(Report, 2), "an error")
        report.withdrawn_at = report.changed_at = report.changed_at.replace(year=2099)
    fresh.indexer.drain()
    after = client.get("/feed.json", headers={"If-Modified-Since": before.headers["Last-Modified"]})
    assert after.status_code == 200
    assert [item["title"] for item in json.loads(after.data)["items"]] == ["Nothing new", "Worm slows the net"]


def test_an_empty_archive_has_empty_feeds(empty):
    client = stocked.client(empty)
    for ending in FORMATS:
        answer = client.get(f"/feed.{ending}")
        assert answer.status_code == 200
        assert problems(answer.data, ending) == []
        assert read(answer.data, ending) == []


def test_the_setting_decides_whether_items_carry_the_text_or_its_summary(tmp_path):
    with stocked.archive(tmp_path, feed_content="summary", feed_size=1) as opened:
        stocked.take_in_news(opened, [("Long", "2024-01-01T00:00:00Z", [], f"<p>{'word ' * 400}the end</p>")])
        (item,) = json.loads(stocked.client(opened).get("/feed.json").data)["items"]
    assert "the end" not in item["content_html"]
    assert "https://news.example.org/2024-01-01/0" in item["content_html"]


def test_the_icon_is_there(client):
    address = json.loads(client.get("/feed.json").data)["icon"]
    with client.get(address.removeprefix(stocked.BASE)) as answer:
        assert answer.status_code == 200


def test_statements_alone_are_in_the_statements_feed(client, sampled):
    with sampled.reading() as session:
        paths = {stocked.BASE + brief.path for brief in library.of_kind(session, Kind.STATEMENT)}
    assert {item[1] for item in read(client.get("/statements.rss?size=100").data, "rss")} == paths


def read(body: bytes, ending: str) -> list[tuple[str, str, str]]:
    """Title, link and day (with its time, no zone) of each item."""
    if ending == "json":
        items = json.loads(body)["items"]
        return [
            (" ".join(i["title"].split()), i["url"], i.get("date_published", i["date_modified"])[:19]) for i in items
        ]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [
        (
            " ".join(e.title.split()),
            e.link,
            strftime("%Y-%m-%dT%H:%M:%S", e.get("published_parsed", e.updated_parsed)),
        )
        for e in parsed.entries
    ]


def next_of(body: bytes, ending: str) -> str | None:
    if ending == "json":
        return json.loads(body).get("next_url")
    return next((link.href for link in feedparser.parse(body).feed.links if link.rel == "next"), None)
