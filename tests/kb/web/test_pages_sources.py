"""The page of sources: who publishes and how each is followed, and nothing that only staff may know."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from ingest.types import Reading
from kb import pipeline
from kb.archive import Archive
from kb.models import PolledSource
from kb.sources import register
from kb.sources.records import SourceKind, Terms
from tests.drafts import capture, draft, statement, take_in
from tests.kb.web import stocked
from tests.kb.web.markup import faults
from tests.kb.web.test_pages_report import words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WHY = "https://silent.example/feed: 192.0.2.7 did not answer within 20 s"


def follow(archive: Archive, place: str, kind: SourceKind = SourceKind.FEED, **state: object) -> str:
    """Add a polled source in some state; returns its name."""
    with archive.writing() as session:
        polled = register.add(session, kind, place, NOON)
        row = session.get_one(PolledSource, polled.id)
        for column, value in state.items():
            setattr(row, column, value)
    return polled.name


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tag]:
    with stocked.archive(tmp_path_factory.mktemp("sources"), fetch_allow="intranet.example") as archive:
        checked = {"checked_at": NOON, "next_check_at": NOON + timedelta(hours=1, minutes=5)}
        name = follow(archive, "https://news.example/feed", **checked)
        reading = Reading(
            (draft("https://news.example/1"), draft("https://news.example/2", title="Two", body_text="2.")),
            "The news",
            "https://news.example/",
        )
        pipeline.keep(archive, capture(), reading, Terms(name))
        take_in(archive, statement(10))
        follow(archive, "https://silent.example/feed", trouble=WHY, failures=2, **checked)
        follow(archive, "https://gone.example/feed", trouble=WHY, paused_at=NOON, paused_why=WHY, **checked)
        follow(archive, "https://fresh.example/sitemap.xml", SourceKind.SITEMAP)
        follow(archive, "https://intranet.example/feed", **checked)
        follow(archive, "https://keyed.example/feed?key=abc", **checked)
        follow(archive, "https://me:pass@closed.example/feed", **checked)
        follow(archive, "/srv/inbox", SourceKind.FOLDER, **checked)
        answer = stocked.client(archive).get("/sources")
        assert (answer.status_code, faults(answer.text)) == (200, [])
        yield BeautifulSoup(answer.text, "html.parser")


def told(page: Tag) -> dict[str, tuple[str, str]]:
    """By name of the source what stands in its margin and below its name."""
    return {
        words(entry.select_one(".entry-title")): (words(entry.select_one(".margin")), words(entry.select_one(".facts")))
        for entry in page.select(".entry")
    }


def test_sources_stand_from_a_to_z_with_what_the_archive_holds_of_each(page: Tag) -> None:
    names = list(told(page))
    assert names == ["fresh.example", "gone.example", "operator.example", "silent.example", "The news"]
    margin, facts = told(page)["The news"]
    assert margin == "2 reports", "neither says when it was published, and the day it was archived is another thing"
    assert told(page)["operator.example"][0] == "1 report newest 10 April 2022"
    assert facts == "news.example Feed , checked 2 March 2026, 12:00 UTC ; next 2 March 2026, 13:05 UTC"
    assert [link["href"] for link in page.select("#main .entry:last-child a")] == [
        "/source/news.example", "https://news.example/", "https://news.example/feed",
    ]  # fmt: skip
    assert told(page)["operator.example"][1] == "operator.example"


def test_how_following_goes_is_said_in_words_for_everybody(page: Tag) -> None:
    said = {name: facts for name, (_, facts) in told(page).items()}
    assert said["fresh.example"] == "Sitemap , to be checked for the first time"
    assert said["gone.example"] == "Feed , no longer checked; last checked 2 March 2026, 12:00 UTC"
    assert said["silent.example"].startswith("Feed , not to be had 2 March 2026, 12:00 UTC ; tried again 2 March")


def test_addresses_that_are_not_for_everybody_and_reasons_are_not_told(page: Tag) -> None:
    for secret in ("intranet", "keyed", "abc", "closed", "pass", "inbox", "192.0.2.7", "did not answer"):
        assert secret not in str(page)


def test_an_archive_without_sources_says_so(empty: Archive) -> None:
    page = BeautifulSoup(stocked.client(empty).get("/sources").text, "html.parser")
    assert words(page.select_one(".head p:not(.over)")) == "No report names its source yet."
