"""Readers see a story once and who else tells it; every report of it keeps its page, its feed and its place."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from ingest.types import Kind
from kb.archive import Archive
from kb.cli import main
from kb.models import Report, Sketch
from tests.drafts import statement
from tests.kb.stories.test_settle import TEXT, bring, told
from tests.kb.web import stocked

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(empty: Archive) -> FlaskClient:
    """A statement that two sources repeat, one of them under a title of its own, and a report by itself."""
    wire = told("wire", title="Zombies wait", text=f"{TEXT} The editors add a word of warning: banana.")
    bring(empty, statement(10, body_text=TEXT), told("lab"), wire)
    bring(empty, told("lab", at="else", title="Another", text="A quiet day at the zombies. " * 9, kind=Kind.REPORT))
    return stocked.client(empty)


def entries(page: str) -> list[tuple[str, list[str]]]:
    """Where each entry of a list leads, and where those who also tell it are read."""
    found = BeautifulSoup(page, "html.parser").select(".entry")
    return [
        (str(one.select_one("h2 a, h3 a")["href"]), [str(a["href"]) for a in one.select(".also a")]) for one in found
    ]  # type: ignore[index]


def test_a_list_shows_a_story_once_with_links_to_all_who_tell_it(site: FlaskClient) -> None:
    page = site.get("/search?q=zombies&sort=oldest").text
    assert entries(page) == [
        ("/statement/10/a-title", ["/report/2/a-worm-that-waits", "/report/3/zombies-wait"]),
        ("/report/4/another", []),
    ]
    assert "2 more tell the same" in " ".join(BeautifulSoup(page, "html.parser").get_text().split())
    home = entries(site.get("/").text)
    assert [path for path, _ in home].count("/statement/10/a-title") == 1
    assert "/report/3/zombies-wait" not in [path for path, _ in home]


def test_what_only_one_report_of_a_story_says_finds_that_report(site: FlaskClient) -> None:
    assert [path for path, _ in entries(site.get("/search?q=banana").text)] == ["/report/3/zombies-wait"]
    assert [path for path, _ in entries(site.get("/source/wire.example").text)] == ["/report/3/zombies-wait"]


def test_each_report_keeps_its_page_and_links_to_the_others(site: FlaskClient) -> None:
    lead = BeautifulSoup(site.get("/statement/10/a-title").text, "html.parser")
    assert [a["href"] for a in lead.select(".fact-also a")] == ["/report/2/a-worm-that-waits", "/report/3/zombies-wait"]
    follower = BeautifulSoup(site.get("/report/3/zombies-wait").text, "html.parser")
    assert next(a["href"] for a in follower.select(".fact-also a")) == "/statement/10/a-title"
    assert follower.select_one('.report-head .quiet a[href="/statement/10/a-title"]')
    assert not follower.select(".alike")


def test_feeds_have_one_item_a_story_and_a_source_has_its_own(site: FlaskClient) -> None:
    everything = json.loads(site.get("/search.json?q=waits").text)["items"]
    assert [item["url"] for item in everything] == ["https://archive.example/statement/10/a-title"]
    assert [one["url"].rpartition(".example")[2] for one in everything[0]["_also"]] == [
        "/report/2/a-worm-that-waits",
        "/report/3/zombies-wait",
    ]
    assert 'Also reported by <a href="https://archive.example/report/2/' in everything[0]["content_html"]
    entry = ElementTree.fromstring(site.get("/search.atom?q=waits").text).find(f"{ATOM}entry")
    assert entry is not None
    assert len([link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "related"]) == 2
    assert "Also reported by" in site.get("/search.rss?q=waits").text
    source = json.loads(site.get("/source/wire.example.json").text)["items"]
    assert [item["title"] for item in source] == ["Zombies wait"]


def test_json_of_searches_and_reports_names_who_tells_the_same(site: FlaskClient) -> None:
    answer = site.get("/api/v1/reports?q=waits").get_json()
    assert (answer["total"], answer["repeats"]) == (1, 2)
    [hit] = answer["hits"]
    assert [(one["id"], one["leads"]) for one in hit["also"]] == [(2, False), (3, False)]
    report = site.get("/report/3/zombies-wait.json").get_json()
    assert next((one["ref"], one["leads"], one["url"]) for one in report["also"]) == (
        "S010",
        True,
        "https://www.operator.example/statement/10/a-title",
    )


@pytest.fixture
def kb(site: FlaskClient, empty: Archive) -> Callable[..., Result]:
    """Run `kb story` on the same archive."""
    return lambda *words: CliRunner().invoke(main, ["--data", str(empty.settings.data), "story", *words])


def reports(result: Result) -> list[int]:
    assert result.exit_code == 0, result.output
    return [one["id"] for one in json.loads(result.stdout)["reports"]]


def test_staff_show_split_merge_and_undo(kb: Callable[..., Result], site: FlaskClient) -> None:
    assert reports(kb("show", "S010", "--json")) == [1, 2, 3]
    assert reports(kb("split", "report/3", "--why", "a word of its own", "--json")) == [3]
    assert len(entries(site.get("/search?q=worm").text)) == 2
    assert reports(kb("merge", "report/4", "report/3", "--json")) == [4, 3]
    shown = kb("show", "report/3").output
    assert "a word of its own" in shown
    assert "Another" in shown
    assert reports(kb("undo", "report/3", "--json")) == [3]
    assert reports(kb("undo", "report/3", "--json")) == [1, 2, 3]
    past = json.loads(kb("show", "report/3", "--json").stdout)["history"]
    assert [(one["act"], one["undone"] is not None) for one in past] == [("merge", True), ("split", True)]
    for path in ("/statement/10/a-title", "/report/2/a-worm-that-waits", "/report/3/zombies-wait", "/report/4/another"):
        assert site.get(path).status_code == 200


def test_an_older_archive_finds_its_stories(kb: Callable[..., Result], site: FlaskClient, empty: Archive) -> None:
    with empty.writing() as session:
        session.execute(delete(Sketch))
        session.execute(update(Report).values(lead_id=None))
    assert reports(kb("show", "S010", "--json")) == [1]
    assert json.loads(kb("find", "--json").stdout) == {"reports": 4}
    assert reports(kb("show", "S010", "--json")) == [1, 2, 3]
    assert "also reported by" in site.get("/search?q=worm").text.lower()
    assert json.loads(kb("find", "--json").stdout) == {"reports": 0}


def test_what_cannot_be_done_is_said_in_a_sentence(kb: Callable[..., Result]) -> None:
    for words, said in (
        (("split", "report/4"), "part of no story"),
        (("undo", "report/4"), "nothing was split or merged"),
        (("merge", "S010", "report/2"), "one story already"),
        (("show", "S099"), "no report is known as"),
    ):
        result = kb(*words)
        assert result.exit_code == 1
        assert said in result.output
    assert "no other report here tells the same" in kb("show", "report/4").output
