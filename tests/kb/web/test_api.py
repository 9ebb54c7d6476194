"""The search for programs."""

import base64
import json
import re

import pytest
from click.testing import CliRunner

from index.types import Cursor, Sort
from kb import library
from kb import search as searching
from kb.cli import main
from kb.web.api import cursor, read_cursor
from tests.kb.web import stocked

PROMISED = ["query", "total", "partial", "took_ms", "notes", "hits", "facets"]
OF_A_HIT = ["id", "ref", "kind", "title", "url", "date", "score", "snippet"]


def test_an_answer_holds_what_is_promised(client):
    said = client.get("/api/v1/reports?q=worm").get_json()
    assert list(said)[: len(PROMISED)] == PROMISED
    assert (said["query"], said["partial"]) == ("worm", False)
    assert said["total"] >= len(said["hits"]) > 0
    assert all(list(hit) == OF_A_HIT for hit in said["hits"])
    assert {"kind", "category", "source", "tag", "year"} <= said["facets"].keys()


def test_who_asks_again_is_told_that_nothing_has_changed_however_long_it_took(client):
    tags = {client.get("/api/v1/reports?q=worm").headers["ETag"] for _ in range(5)}
    assert len(tags) == 1
    again = client.get("/api/v1/reports?q=worm", headers={"If-None-Match": tags.pop()})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/api/v1/reports?q=ddos").headers["ETag"] != again.headers["ETag"]


def walked(client, **asked):
    """The ids of all hits, page by page, and the last answer."""
    seen, following = [], ""
    while following is not None:
        said = client.get("/api/v1/reports", query_string={**asked, "cursor": following}).get_json()
        seen += [hit["id"] for hit in said["hits"]]
        assert said["next"] != following
        following = said["next"]
    return seen, said


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 7])
def test_following_the_cursor_gives_the_one_big_page_in_every_order(client, sort, size):
    for q in ("", "the worm OR mail"):
        whole = client.get("/api/v1/reports", query_string={"q": q, "sort": sort, "size": 100}).get_json()
        seen, _ = walked(client, q=q, sort=sort, size=size)
        assert seen == [hit["id"] for hit in whole["hits"]]
        assert whole["next"] is None


def test_following_the_cursor_gives_every_report_once(client, sampled):
    seen, said = walked(client, size=4)
    with sampled.reading() as session:
        assert sorted(seen) == sorted(brief.id for brief in library.newest(session, 1_000))
    assert len(seen) == said["total"]


def test_the_link_header_leads_the_same_way_with_the_same_search(client):
    path, seen = "/api/v1/reports?q=the&kind=statement&size=3", []
    while path:
        answer = client.get(path)
        seen += [hit["ref"] for hit in answer.get_json()["hits"]]
        links = {rel: url for url, rel in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["Link"])}
        assert links["first"] == f"{stocked.BASE}/api/v1/reports?q=the&kind=statement&size=3"
        path = links.get("next", "").removeprefix(stocked.BASE)
    assert len(seen) == len(set(seen)) == answer.get_json()["total"] > 6
    assert set(links) == {"self", "first"}


def test_a_cursor_leads_on_from_where_numbers_end(client, monkeypatch):
    monkeypatch.setattr(searching, "DEEPEST", 4)
    whole, said = walked(client, size=4)
    assert len(whole) == said["total"] > 8
    last = client.get("/api/v1/reports?page=2&size=2").get_json()
    assert [hit["id"] for hit in last["hits"]] == whole[2:4]
    beyond = client.get(f"/api/v1/reports?size=2&page=9&cursor={last['next']}").get_json()
    assert [hit["id"] for hit in beyond["hits"]] == whole[4:6]


def test_the_url_of_a_hit_is_where_it_is_read_here(client):
    for hit in client.get("/api/v1/reports?q=breakwater").get_json()["hits"]:
        assert client.get(hit["url"].removeprefix(stocked.BASE)).status_code == 200


def encoded(said):
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


NEVER_WRITTEN = [
    *("newest", "newest 1 1", "newest 1 1 1 ", " newest 1 1 1", "newest 1 1 x", "newest 1 1 -1", "newest 1 1 1\n"),
    *("newest 1.5 1 1", "newest 1e5 1 1", "newest 01 1 1", "newest 1_0 1 1", "newest 1 +1 1", "newest 1.2.3 1 1"),
    *(
        "newest nan 1 1",
        "newest 1 1 ١",
        f"newest 1 {'9' * 19} 1",
        f"newest {'9' * 5_000} 1 1",
        "page:2",
        "oldest 1 1 1",
    ),
    *("relevance 1.0 1 1", "newest  1 1 1", "Newest 1 1 1"),
]


@pytest.mark.parametrize(
    "text",
    [*("x", "é", "\x00", "A" * 10_000, encoded("newest 1 1 1") + "=", "b mV3", "+/+/"), *map(encoded, NEVER_WRITTEN)],
    ids=lambda text: text[:40],
)
def test_a_cursor_that_we_did_not_write_is_refused_with_a_reason(client, text):
    answer = client.get("/api/v1/reports", query_string={"cursor": text})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "cursor" in answer.get_json()["detail"]


@pytest.mark.parametrize("said", ["1e999 1 1", "1 1 1", "1.50 1 1", "nan 1 1", "1.2.3 1 1", "-inf 1 1"])
def test_a_score_that_we_did_not_write_is_refused(client, said):
    answer = client.get("/api/v1/reports", query_string={"q": "worm", "cursor": encoded(f"relevance {said}")})
    assert answer.status_code == 400


@pytest.mark.parametrize("sort", Sort)
def test_a_cursor_reads_back_in_its_own_order_alone(sort):
    keys = (0.0, 1e-9, 0.000123457, 12.345678901, 1e16) if sort is Sort.RELEVANCE else (0, -1, 253402300799999999)
    for key in keys:
        at = Cursor(key, -62135596800000000, "999999999999")
        assert [read_cursor(cursor(at, sort), order) for order in Sort if order is not sort] == [None, None]
        assert read_cursor(cursor(at, sort), sort) == at


@pytest.mark.parametrize("query", ["(", "NOT NOT NOT", "x~9 [a to", '"', "\x00", "cursor=&size=0&page=-1&from=9"])
def test_every_string_is_a_query(client, query):
    assert client.get(f"/api/v1/reports?q={query}").status_code == 200


def test_the_command_line_prints_the_same(client, sampled, monkeypatch):
    monkeypatch.setenv("KB_BASE_URL", stocked.BASE)
    printed = CliRunner().invoke(
        main, ["--data", str(sampled.settings.data), "search", "--json", "--size", "20", "worm"]
    )
    theirs, ours = json.loads(printed.stdout), client.get("/api/v1/reports?q=worm&size=20").get_json()
    for said in (theirs, ours):
        said.pop("took_ms")
    ours.pop("next")
    assert theirs == ours


def test_it_can_only_be_read(client):
    assert client.post("/api/v1/reports").status_code == 405
