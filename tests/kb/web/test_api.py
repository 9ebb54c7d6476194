"""The search for programs."""

import json
import re

import pytest
from click.testing import CliRunner

from kb import library
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


def test_following_the_cursor_gives_every_report_once(client, sampled):
    seen, following = [], ""
    while following is not None:
        said = client.get("/api/v1/reports", query_string={"size": 4, "cursor": following}).get_json()
        seen += [hit["id"] for hit in said["hits"]]
        following = said["next"]
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
    assert "prev" in links


def test_the_url_of_a_hit_is_where_it_is_read_here(client):
    for hit in client.get("/api/v1/reports?q=breakwater").get_json()["hits"]:
        assert client.get(hit["url"].removeprefix(stocked.BASE)).status_code == 200


@pytest.mark.parametrize("text", ["x", "cGFnZTox=", "cGFnZTo", "p:1", "é", "\x00", "A" * 10_000, "cGFnZTotMQ"])
def test_a_cursor_that_we_did_not_write_is_refused_with_a_reason(client, text):
    answer = client.get("/api/v1/reports", query_string={"cursor": text})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert "cursor" in answer.get_json()["detail"]


@pytest.mark.parametrize("page", [1, 2, 10, 9_999_999])
def test_a_cursor_reads_back(page):
    assert read_cursor(cursor(page)) == page


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
