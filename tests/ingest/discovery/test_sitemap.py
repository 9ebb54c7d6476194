"""Sitemaps are read whole, in bounds, and told from other documents."""

import gzip
from datetime import UTC, datetime

import pytest

from ingest.discovery.sitemap import MOST, Listed, NoSitemap, Sitemap, looks_like_sitemap, read_sitemap
from ingest.types import Capture

NAMESPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
WHOLE = f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>
<url><loc> https://a.example/?a=1&amp;b=2
</loc><lastmod>2026-01-02</lastmod><image:image><image:loc>https://a.example/p.png</image:loc></image:image></url>
<url><loc><![CDATA[https://a.example/two]]></loc></url><url><loc>ftp://a.example/three</loc></url></urlset>"""


def capture(written: str | bytes) -> Capture:
    body = written if isinstance(written, bytes) else written.encode()
    return Capture("https://a.example/sitemap.xml", body, "application/xml", datetime.now(UTC))


@pytest.mark.parametrize("body", [WHOLE.encode(), gzip.compress(WHOLE.encode()), WHOLE.encode("utf-16")])
def test_addresses_and_when_they_changed_are_read(body):
    assert read_sitemap(capture(body)) == Sitemap(
        (Listed("https://a.example/?a=1&b=2", "2026-01-02"), Listed("https://a.example/two", None)), ()
    )


def test_an_index_names_further_sitemaps():
    index = "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>"
    assert read_sitemap(capture(index)).sitemaps == (Listed("https://a.example/1.xml", None),)


def test_a_broken_sitemap_is_read_as_far_as_it_goes():
    assert len(read_sitemap(capture(WHOLE[:-40])).pages) == 2


@pytest.mark.parametrize(
    "written",
    ["", "<html><body>", "not at all", '<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>'],
)
def test_what_is_none_says_so(written):
    with pytest.raises(NoSitemap):
        read_sitemap(capture(written))


def test_a_bomb_is_bounded():
    bomb = gzip.compress(b"<urlset>" + b"<url><loc>https://a.example/</loc></url>" * 60_000)
    assert len(read_sitemap(capture(bomb)).pages) == MOST
    assert (
        len(
            read_sitemap(
                capture(gzip.compress(b"<urlset><url><loc>https://a.example/</loc></url>" + b" " * 60_000_000))
            ).pages
        )
        == 1
    )


@pytest.mark.parametrize(
    ("written", "is_one"),
    [(WHOLE, True), ("<!-- a --><sitemapindex>", True), ("<rss>", False), ("<html>urlset", False), ("", False)],
)
def test_a_sitemap_is_told_by_its_root(written, is_one):
    assert looks_like_sitemap(capture(written)) == is_one
