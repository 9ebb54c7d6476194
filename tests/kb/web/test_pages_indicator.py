"""The page of an indicator, and the indicators of a report by role."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from ingest.indicators import find
from kb.records import listing_path
from tests.drafts import draft, take_in
from tests.kb.test_indicators import TEXT, VALUES
from tests.kb.web import stocked

PLAIN = "It attacked www.victim-host.org and said evil-host.com was down. cmd.exe ran."


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("indicators")
    with stocked.archive(folder) as archive:
        take_in(
            archive,
            draft(body_text=TEXT, indicators=find(TEXT), published=datetime(2003, 11, 1, tzinfo=UTC)),
            draft(
                "https://news.example/2",
                title="Again",
                body_text=PLAIN,
                indicators=find(PLAIN.replace("said ", "see ")),
                published=datetime(2021, 5, 6, tzinfo=UTC),
            ),
        )
        yield stocked.client(archive)


@pytest.mark.parametrize("sort", VALUES)
def test_every_type_has_a_page_and_feeds(get: FlaskClient, sort: str) -> None:
    path = listing_path("indicator", sort, VALUES[sort])
    page = BeautifulSoup(get.get(path).text, "html.parser")
    assert page.select_one("h1")["data-copy"] == page.select_one("h1").get_text()
    assert "A worm" in page.get_text()
    assert {get.get(path + ending).status_code for ending in (".rss", ".atom", ".json")} == {200}


@pytest.mark.parametrize("sort", VALUES)
def test_every_type_is_shown_where_it_stands(get: FlaskClient, sort: str) -> None:
    page = BeautifulSoup(get.get(listing_path("indicator", sort, VALUES[sort])).text, "html.parser")
    assert page.select_one(".snippet mark")


def test_the_page_says_when_it_was_seen_how_often_and_where(get: FlaskClient) -> None:
    page = BeautifulSoup(get.get("/indicator/domain/evil-host.com").text, "html.parser")
    facts = {div.dt.get_text(): div.dd.get_text(strip=True) for div in page.select(".facts-list div")}
    assert facts == {
        "First seen": "1 November 2003",
        "Last seen": "6 May 2021",
        "Reports that warn of it": "1",
        "That only mention it": "1",
    }
    assert page.select_one("h1")["data-copy"] == "evil-host[.]com"
    assert all(title in page.get_text() for title in ("A worm", "Again"))


def test_a_report_shows_indicators_first_and_folds_away_what_is_mentioned(get: FlaskClient) -> None:
    page = BeautifulSoup(get.get("/report/2/again").text, "html.parser")
    folded = page.select_one("details.mentioned")
    shown = [link["data-copy"] for link in page.select(".indicators a") if folded not in link.parents]
    assert shown == []
    assert [link["data-copy"] for link in folded.select("a")] == ["www.victim-host.org", "evil-host.com", "cmd.exe"]
