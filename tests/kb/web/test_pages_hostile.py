"""What comes from outside stays text: no title, tag, source, category, indicator, note or query becomes markup."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from ingest.types import Indicator, Kind, Link, Rights
from kb import library
from kb.archive import Archive
from kb.records import listing_path
from tests.drafts import draft, statement, take_in
from tests.kb.web import stocked
from tests.kb.web.markup import faults
from tests.kb.web.site import withdraw

EVIL = (
    "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>"
    """\" onload="alert(3)' {{7*7}} javascript:alert(4)"""
)
HOSTILE = {
    "title": EVIL,
    "category": EVIL,
    "author": EVIL,
    "summary": EVIL,
    "tags": (EVIL[:60], "{{7*7}}", "a/b?c#d", "..", "%2e"),
    "lang": '"><script>',
    "updated": datetime(2024, 1, 1, tzinfo=UTC),
    "rights": Rights(EVIL, EVIL, f"{EVIL} javascript:alert(5)", "javascript:alert(5)", EVIL),
    "associated": (Link(EVIL, "javascript:alert(6)"),),
    "index": (Link(EVIL, "javascript:alert(7)"), Link("<b>stub</b>", 'https://x.example/"onclick="alert(8)')),
    "indicators": (
        Indicator("url", 'http://x.example/"><script>alert(9)</script>', EVIL, 0, 4),
        Indicator("domain", '"><svg/onload=alert(10)>.example', EVIL, 0, 4),
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with stocked.archive(
        tmp_path_factory.mktemp("hostile"), site_name=EVIL, help_title=EVIL, help_text=EVIL
    ) as archive:
        take_in(
            archive, statement(66, **HOSTILE), draft("https://evil.example/1", title=EVIL, url="javascript:alert(11)")
        )
        take_in(
            archive,
            statement(
                66, **(HOSTILE | {"title": f"Again {EVIL}", "body_text": f"{EVIL} two", "body_html": "<p>two</p>"})
            ),
        )
        take_in(
            archive,
            *(draft(f"https://evil.example/{kind}", kind=kind, title=EVIL) for kind in Kind if kind != Kind.STATEMENT),
        )
        take_in(archive, statement(67, title=EVIL))
        withdraw(archive, 67, EVIL)
        yield stocked.client(archive)


def paths(client: FlaskClient) -> list[str]:
    archive: Archive = client.application.extensions["archive"]
    with archive.reading() as session:
        held = library.reports(session, range(1, 20))
        listed = [listing_path("tag", tag.slug) for report in held for tag in report.tags]
    s66 = next(report.path for report in held if report.number == 66)
    return [
        *(report.path for report in held),
        *(seen.path for report in held for seen in report.indicators),
        *listed,
        f"{s66}/revisions/1",
        f"{s66}/revisions/1..2",
        *("/", "/statements", "/tags", "/faqs", "/glossary", "/search", "/search?q=alert"),
        listing_path("category", next(report.category.slug for report in held if report.category)),
    ]


def test_no_page_takes_what_it_shows_for_markup(client: FlaskClient) -> None:
    for path in paths(client):
        answer = client.get(path)
        assert answer.status_code in (200, 410), path
        assert faults(answer.text) == [], path
        assert "49" not in BeautifulSoup(answer.text, "html.parser").title.text


@pytest.mark.parametrize("place", ["/search", "/tag/7-7", "/source/evil.example", "/go"])
def test_what_is_typed_comes_back_as_text(client: FlaskClient, place: str) -> None:
    answer = client.get(place, query_string={"q": EVIL, "u": EVIL, "kind": EVIL, "tag": EVIL, "source": EVIL})
    assert faults(answer.text) == []
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "path", [f"/{EVIL}", f"/tag/{EVIL}", f"/statement/{EVIL}", f"/indicator/{EVIL}/x", f"/page/{EVIL}"]
)
def test_an_error_page_shows_the_address_as_text(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert faults(answer.text) == []


def test_a_link_to_a_script_is_not_offered(client: FlaskClient) -> None:
    for path in paths(client):
        for link in BeautifulSoup(client.get(path).text, "html.parser").select("a[href]"):
            assert link["href"].startswith(("/", "#", "http://", "https://", "mailto:")), (path, link["href"])
