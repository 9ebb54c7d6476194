"""The feeds that programs are measured by, their server, and that ours finds all of their items."""

import json
from http.client import HTTPConnection

import feedparser
import pytest

from tests.bench.ingest import feeds
from tests.bench.ingest.table import run, served

LINES = [
    {
        "title": f"Worm <{n}> & others",
        "body": f"Number {n}.\n\nAt <evil> & more.",
        "tags": ["worm"],
        "source": "x",
        "date": "2024-03-01",
    }
    for n in range(6)
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in LINES))
    (tmp_path / "feeds").mkdir()
    feeds.write(tmp_path, tmp_path / "feeds", feeds=2, items=3)
    return tmp_path / "feeds"


def test_feeds_hold_the_reports_in_their_order(folder):
    read = [feedparser.parse((folder / f"{n}.xml").read_bytes()) for n in range(2)]
    assert [entry.title for feed in read for entry in feed.entries] == [line["title"] for line in LINES]
    [first, *_] = read[1].entries
    assert first.summary.replace("\n", "") == "<p>Number 3.</p><p>At &lt;evil&gt; &amp; more.</p>"
    assert (first.link, first.published_parsed[:3], first.tags[0].term) == (
        "https://feed-1.example/4",
        (2024, 3, 1),
        "worm",
    )


@pytest.mark.parametrize(("conditional", "statuses"), [("yes", [200, 304]), ("no", [200, 200])])
def test_a_server_knows_who_has_a_feed_or_gives_it_whole_again(folder, conditional, statuses):
    with served(folder, conditional) as port:
        connection, told, tag = HTTPConnection("127.0.0.1", port), [], None
        for _ in range(2):
            connection.request("GET", "/0.xml", headers={"If-None-Match": tag} if tag else {})
            answer = connection.getresponse()
            answer.read()
            told.append(answer.status)
            tag = answer.headers["ETag"]
        connection.close()
    assert told == statuses


def test_ours_finds_all_that_the_feeds_hold(folder, tmp_path):
    with served(folder, "yes") as port:
        told = run("ours", tmp_path / "ours", port, 2)
    assert (told.found, len(told.seconds)) == (6, 4)
