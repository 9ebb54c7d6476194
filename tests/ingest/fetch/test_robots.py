"""robots.txt is asked for, understood and obeyed (RFC 9309)."""

import gzip
import time
from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.hosts import Hosts
from ingest.fetch.robots import LONGEST, Robots, text_of, verdict
from tests.ingest.fetch.asking import QUICK, failure, fetched


def obeying(site: Any, url: str, hosts: Hosts | None = None) -> Any:
    return fetch(url, allow=site.allow, hosts=hosts or Hosts(pause=0))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /feeds/", False),
        ("User-agent: *\nDisallow: /feeds/\nAllow: /feeds/a", True),
        ("User-agent: *\nDisallow: /*.xml$", False),
        ("User-agent: threat-kb\nDisallow: /", False),
        ("User-agent: Threat-KB/2.0\nDisallow: /", False),
        ("User-agent: threat-kb\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: threat\nDisallow: /", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: other\nUser-agent: threat-kb\nDisallow: /", False),
        ("User-agent: other\nDisallow: /\nUser-agent: *\nDisallow: /none", True),
        ("<html>User-agent: *\nDisallow: /</html>", True),
        ("\x00\x01 no rules at all", True),
    ],
)
def test_the_rules_for_us_decide(text: str, allowed: bool) -> None:
    assert verdict(text, "https://news.example/feeds/a.xml").allowed is allowed


@pytest.mark.parametrize(
    ("delay", "pause"), [("10", 10.0), ("0.5", 0.5), ("soon", 0.0), ("-1", 0.0), ("1e99", 3_600.0), ("nan", 0.0)]
)
def test_a_crawl_delay_is_a_pause_of_an_hour_at_most(delay: str, pause: float) -> None:
    assert verdict(f"User-agent: *\nCrawl-delay: {delay}", "https://news.example/").pause == pause


def test_a_crawl_delay_for_others_is_none_for_us() -> None:
    assert verdict("User-agent: other\nCrawl-delay: 10", "https://news.example/").pause == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{number}\n" for number in range(15_000)) + "Disallow: /a\n" * 20_000,
        "User-agent: *\n" + "Disallow: /*a*a*a*b\n" * 20_000,
        "User-agent: *\nDisallow: /" + "a*" * 240_000 + "b$\n",
        "User agent\n" * 45_000,
        "\r" * 500_000,
    ],
    ids=["agents", "wildcards", "one pattern", "empty", "lines"],
)
def test_a_hostile_one_is_read_in_bounded_time(text: str) -> None:
    begun = time.monotonic()
    verdict(text[:LONGEST], "https://news.example/" + "a" * 3_000)
    assert time.monotonic() - begun < 5


def test_one_that_is_too_long_ends_behind_its_last_whole_line() -> None:
    assert text_of(b"Disallow: /a\n" * 50_000 + b"Disallow: /")[-14:] == "\nDisallow: /a\n"
    assert text_of(b"\xef\xbb\xbfUser-agent: *\nDisallow: /") == "User-agent: *\nDisallow: /"


def test_what_is_forbidden_is_not_asked_for(site: Any) -> None:
    site.serve("/robots.txt", body=b"User-agent: *\nDisallow: /private")
    got = failure(obeying(site, site.serve("/private/feed")))
    assert got.why == ("its robots.txt forbids programs to fetch it; ask its operator, or save it and import the file")
    assert got.permanent
    assert [path for path, _ in site.asked] == ["/robots.txt"]
    assert site.asked[0][1]["Accept"].startswith("text/plain")


def test_a_person_who_asks_for_one_address_is_not_held_up(site: Any) -> None:
    site.serve("/robots.txt", body=b"User-agent: *\nDisallow: /")
    fetched(fetch(site.serve("/a"), allow=site.allow))
    assert [path for path, _ in site.asked] == ["/a"]


def test_it_is_asked_for_once_and_again_when_it_is_old(site: Any) -> None:
    hosts, address = Hosts(pause=0), site.serve("/robots.txt", body=gzip.compress(b"x"), Content_Encoding="gzip")
    for _ in range(3):
        fetched(obeying(site, site.serve("/a"), hosts))
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a", "/a", "/a"]
    hosts.remember(address, Robots("User-agent: *\nDisallow: /", until=time.monotonic() - 1))
    fetched(obeying(site, site.serve("/a"), hosts))
    assert [path for path, _ in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize("status", [204, 304, 400, 401, 403, 404, 410, 451])
def test_a_site_without_one_allows_everything(site: Any, status: int) -> None:
    site.serve("/robots.txt", status=status)
    assert fetched(obeying(site, site.serve("/a", body=b"here"))).body == b"here"


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(500, {}, 3600), (501, {}, 3600), (503, {"Retry_After": "60"}, 60), (429, {"Retry_After": "60"}, 60)],
)
def test_a_site_that_fails_to_give_it_forbids_everything_for_now(
    site: Any, status: int, header: dict[str, str], seconds: float
) -> None:
    hosts = Hosts(pause=0)
    site.serve("/robots.txt", status=status, **header)
    for _ in range(2):
        got = failure(obeying(site, site.serve("/a"), hosts))
        assert got.why == (
            "its server failed to deliver its robots.txt, which forbids all fetching for now; try again later"
        )
        assert not got.permanent
        assert got.retry_after == pytest.approx(seconds, abs=5)
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_one_that_does_not_come_is_named_with_its_address(site: Any) -> None:
    address = site.serve_by("/robots.txt", lambda _: site.over.wait(60))
    got = failure(fetch(site.serve("/a"), allow=site.allow, limits=QUICK, hosts=Hosts(pause=0)))
    assert got.why == f"the server did not finish within 0.4 seconds; try again later (asked for {address})"
    assert not got.permanent


def test_only_its_beginning_is_read(site: Any) -> None:
    def answer(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /private\n")
        while not site.over.is_set():
            handler.wfile.write(b"Allow: /private\n" * 4096)

    site.serve_by("/robots.txt", answer)
    fetched(fetch(site.serve("/private"), allow=site.allow, hosts=Hosts(pause=0)))


@pytest.mark.parametrize(
    ("target", "allowed"), [("/rules", False), ("http://10.0.0.1/", True), ("/robots.txt", True), ("file:///x", True)]
)
def test_its_redirects_are_followed_where_that_may_be(site: Any, target: str, allowed: bool) -> None:
    site.serve("/robots.txt", status=302, Location=target)
    site.serve("/rules", body=b"User-agent: *\nDisallow: /")
    got = obeying(site, site.serve("/a"))
    assert allowed == ("forbids" not in getattr(got, "why", ""))
    assert fetched(got) if allowed else failure(got)


def test_the_target_of_a_redirect_is_obeyed_too(site: Any) -> None:
    site.serve("/robots.txt", body=b"User-agent: *\nDisallow: /private")
    site.serve("/a", status=302, Location="/private")
    assert "robots.txt forbids" in failure(obeying(site, site.url("/a"))).why
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_crawl_delay_parts_two_visits(site: Any) -> None:
    hosts = Hosts(pause=0)
    site.serve("/robots.txt", body=b"User-agent: *\nCrawl-delay: 0.2")
    for path in ("/a", "/b"):
        fetched(obeying(site, site.serve(path), hosts))
    assert site.times[2] - site.times[1] >= 0.2
    hosts = Hosts(pause=0)
    site.serve("/robots.txt", body=b"User-agent: *\nCrawl-delay: 60")
    fetched(obeying(site, site.serve("/a"), hosts))
    assert failure(obeying(site, site.serve("/b"), hosts)).retry_after == pytest.approx(60, abs=5)
