"""What pages do with plenty, and with little: long lists are folded, what has no date says since when it is here."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from ingest.types import Indicator, Kind
from kb.web import lists
from tests.drafts import draft, take_in
from tests.kb.web import stocked
from tests.kb.web.markup import faults
from tests.kb.web.site import standing
from tests.kb.web.test_pages_report import words

HOSTS = [f"host{at}.example" for at in range(15)]
NAMES = [f"{letter}{letter}" for letter in "abcde"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stocked.archive(tmp_path_factory.mktemp("plenty")) as archive:
        text = " ".join(HOSTS)
        seen = tuple(Indicator("domain", host, host, text.index(host), text.index(host) + 5) for host in HOSTS)
        take_in(
            archive,
            draft("https://news.example/1", title="Many hosts", body_text=text, indicators=seen, tags=tuple(NAMES)),
            draft("https://news.example/2", title="Another", tags=("aa",), indicators=seen[:1]),
            standing(Kind.GLOSSARY, "glossary", "Glossary"),
            standing(Kind.PAGE, "contacts", "Contacts"),
        )
        yield stocked.client(archive)


def soup(client: FlaskClient, path: str) -> Tag:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    return BeautifulSoup(answer.text, "html.parser")


def test_many_indicators_are_folded_and_copied_at_once(client: FlaskClient) -> None:
    group = soup(client, "/report/1").select_one(".indicator-group")
    assert len(group.select("a")) == 15
    assert words(group.select_one("summary")) == "3 more : Domains"
    assert len(group.select("details a")) == 3
    assert group.h3["data-copy"].split("\n") == HOSTS


def test_a_single_indicator_needs_no_button_for_all(client: FlaskClient) -> None:
    group = soup(client, "/report/2").select_one(".indicator-group")
    assert not group.h3.has_attr("data-copy")
    assert not group.select("details")


def test_what_has_no_date_says_since_when_it_is_archived(client: FlaskClient) -> None:
    margin = words(soup(client, "/search?q=hosts").select_one(".entry .margin"))
    assert re.fullmatch(r"News archived \d+ \w+ \d{4}", margin)


def test_many_letters_of_tags_can_be_jumped_to(client: FlaskClient) -> None:
    page = soup(client, "/tags")
    jumps = page.select(".jump a")
    assert [words(jump) for jump in jumps] == list("ABCDE")
    assert [words(page.select_one(jump["href"])) for jump in jumps] == list("ABCDE")


def test_the_page_of_tags_names_the_most_used_and_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LISTED", 2)
    page = soup(client, "/tags")
    assert [words(tag) for tag in page.select(".letter li a")] == ["aa", "bb"]
    assert words(page.select_one(".head p:not(.over)")).startswith("The 2 most used of 5 tags")


@pytest.mark.parametrize("path", ["/page/contacts", "/glossary"])
def test_a_page_of_the_site_stands_for_itself(client: FlaskClient, path: str) -> None:
    assert not soup(client, path).select(".over")


def test_a_page_beyond_the_first_says_so_in_its_title(client: FlaskClient) -> None:
    assert soup(client, "/search?size=1&page=2").title.text == "All reports, page 2 · Threat KB"
    assert soup(client, "/tag/aa?size=1&page=2").title.text == "Tag: aa, page 2 · Threat KB"
    assert soup(client, "/tag/aa?size=1").title.text == "Tag: aa · Threat KB"
