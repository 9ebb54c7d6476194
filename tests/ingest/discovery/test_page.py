"""What a page leads to: its feeds, its statements, its sitemap."""

import time
from datetime import UTC, datetime

import pytest

from ingest.discovery.page import MOST_STATEMENTS, look
from ingest.types import Capture


def found(html: str, url: str = "https://www.site.example/news/"):
    return look(Capture(url, html.encode(), "text/html", datetime.now(UTC)))


@pytest.mark.parametrize(
    ("link", "urls"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ["https://www.site.example/feed"]),
        (
            "<LINK REL=Alternate TYPE='Application/Atom+XML; charset=utf-8' HREF=feed.xml>",
            ["https://www.site.example/news/feed.xml"],
        ),
        ('<link rel="alternate home" type="application/feed+json" href="//cdn.example/f">', ["https://cdn.example/f"]),
        ('<base href="/sub/"><link rel="feed" href="f">', ["https://www.site.example/sub/f"]),
        ('<link rel="alternate" hreflang="de" href="/de">', []),
        ('<link rel="alternate" type="application/json" href="/wp-json/1">', []),
        ('<link rel="stylesheet" type="text/xml" href="/x">', []),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<!-- <link rel="alternate" type="application/rss+xml" href="/feed"> -->', []),
    ],
)
def test_the_feeds_that_a_page_declares_are_found(link, urls):
    assert [feed.url for feed in found(f"<html><head>{link}</head></html>").feeds] == urls


def test_feeds_of_comments_come_last():
    kind = 'rel="alternate" type="application/rss+xml"'
    page = f'<link {kind} href="/comments/feed/" title="All comments"><link {kind} href="/feed/" title="All posts">'
    assert [feed.title for feed in found(page).feeds] == ["All posts", "All comments"]


def test_each_statement_is_listed_once_by_the_address_that_tells_most():
    links = ["/statement/8/", "/statement/008/a-title", "/statement/9", "statement/10/x", "https://site.example/statement/11/y",
             "https://other.example/statement/12/z", "/statements", "mailto:a@site.example"]  # fmt: skip
    page = "".join(f'<a href="{link}"> A <b>title</b></a>' for link in links)
    assert [(link.title, link.url) for link in found(page).statements] == [
        ("A title", "https://www.site.example/statement/008/a-title"),
        ("A title", "https://www.site.example/statement/9"),
        ("A title", "https://www.site.example/news/statement/10/x"),
        ("A title", "https://site.example/statement/11/y"),
    ]


def test_the_sitemap_is_found():
    assert found('<link rel="sitemap" href="/map.xml">').sitemaps == ("https://www.site.example/map.xml",)


@pytest.mark.parametrize(
    "page",
    [
        "<a href=/statement/1/x>" * 50_000,
        "".join(f"<a href=/statement/{n}/x>" for n in range(30_000)),
        "<link rel=alternate type=application/rss+xml href=" * 20_000,
        "<!--" * 100_000,
        "<a href='" + "a" * 2_000_000,
    ],
)
def test_a_hostile_page_is_read_in_bounded_time(page):
    began = time.monotonic()
    assert len(found(page).statements) <= MOST_STATEMENTS
    assert time.monotonic() - began < 10
