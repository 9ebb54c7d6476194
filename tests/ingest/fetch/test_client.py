"""A fetch against a server on loopback that means well."""

import gzip
import socket
import zlib
from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.headers import Wanted
from tests.ingest.fetch.asking import QUICK, failure, fetched


def test_a_page_comes_as_its_bytes_with_what_the_server_says_of_them(site: Any) -> None:
    url = site.serve(
        "/feed", body=b"\xe9t\xe9", Content_Type='Text/XML; charset="ISO-8859-1"', ETag='"1"', Last_Modified="yesterday"
    )
    got = fetched(fetch(url + "#top", allow=site.allow))
    assert (got.location, got.body, got.media_type, got.charset) == (url, b"\xe9t\xe9", "text/xml", "iso8859-1")
    assert (got.etag, got.last_modified) == ('"1"', "yesterday")
    assert got.captured_at.utcoffset() is not None


def test_the_request_says_who_asks_and_what_can_be_read(site: Any) -> None:
    fetch(site.serve("/"), allow=site.allow, contact="mailto:staff@example.org\r\nX-Smuggled: 1")
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("threat-kb/")
    assert "(+mailto:staff@example.org" in headers["User-Agent"]
    assert "X-Smuggled" not in headers
    assert headers["Accept-Encoding"] == "gzip, deflate"
    assert "application/atom+xml" in headers["Accept"]


@pytest.mark.parametrize(("wanted", "first"), [(Wanted.FEED, "application/atom+xml"), (Wanted.PAGE, "text/html")])
def test_the_request_asks_for_the_form_that_is_wanted(site: Any, wanted: Wanted, first: str) -> None:
    fetch(site.serve("/"), allow=site.allow, wanted=wanted)
    assert site.asked[0][1]["Accept"].startswith(f"{first}, ")


def test_a_charset_nobody_knows_is_no_charset(site: Any) -> None:
    got = fetched(fetch(site.serve("/", Content_Type="text/html; charset=klingon"), allow=site.allow))
    assert got.charset is None


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", lambda data: gzip.compress(data[:50], mtime=0) + gzip.compress(data[50:])),
        ("gzip", lambda data: gzip.compress(data, mtime=0) + b"\0" * 20),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
def test_a_compressed_body_is_unpacked(site: Any, coding: str, pack: Any) -> None:
    body = bytes(range(256)) * 300
    got = fetched(fetch(site.serve("/", body=pack(body), Content_Encoding=coding), allow=site.allow))
    assert got.body == body


@pytest.mark.parametrize(
    ("coding", "body", "why"),
    [
        ("br", b"x", 'encoded as "br"'),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "encoded as"),
        ("gzip", b"not gzip", "damaged"),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0)[:-12], "ends too early"),
        ("deflate", b"\xff\xff\xff", "damaged"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_named(site: Any, coding: str, body: bytes, why: str) -> None:
    assert why in failure(fetch(site.serve("/", body=body, Content_Encoding=coding), allow=site.allow)).why


def test_a_body_as_large_as_the_limit_is_taken_and_one_byte_more_is_not(site: Any) -> None:
    assert fetched(fetch(site.serve("/a", body=bytes(100_000)), allow=site.allow, limits=QUICK))
    assert "larger than" in failure(fetch(site.serve("/b", body=bytes(100_001)), allow=site.allow, limits=QUICK)).why


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        *((status, True) for status in (204, 206, 300, 400, 401, 403, 404, 410, 418, 451, 501)),
        *((status, False) for status in (408, 429, 500, 503, 599)),
    ],
)
def test_a_status_that_brings_no_page_is_a_sentence(site: Any, status: int, permanent: bool) -> None:
    got = failure(fetch(site.serve("/", status=status), allow=site.allow))
    assert f"(status {status})" in got.why
    assert got.permanent is permanent
    assert got.url == site.url("/")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("99999999999", 604_800.0),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 0.0),
        ("Wed, 01 Jan 2200 00:00:00 GMT", 604_800.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_the_wait_a_server_asks_for_is_passed_on(site: Any, header: str, seconds: float | None) -> None:
    assert failure(fetch(site.serve("/", status=429, Retry_After=header), allow=site.allow)).retry_after == seconds


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "only http and https"),
        ("example.org/feed", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("http://", "names no host"),
        ("http://[::1", "not a web address"),
        ("http://a\x00b/", "not a web address"),
        ("http://example.org:99999/", "no port 99999"),
        ("http://example.org:22/", "port 22 is not one for the web"),
        ("http://example.org/" + "x" * 5000, "longer than 4,000 characters"),
    ],
)
def test_an_address_that_cannot_be_fetched_says_why(url: str, why: str) -> None:
    got = failure(fetch(url))
    assert why in got.why
    assert got.permanent


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    got = failure(fetch("https://staff:secret@example.org/a@b"))
    assert got.url == "https://example.org/a@b"
    assert "secret" not in got.why


def test_a_port_where_nobody_listens_is_a_passing_failure() -> None:
    with socket.socket() as idle:
        idle.bind(("127.0.0.1", 0))
        port = idle.getsockname()[1]
        got = failure(fetch(f"http://127.0.0.1:{port}/", allow=frozenset({"127.0.0.1"})))
    assert "no connection could be made" in got.why
    assert not got.permanent


def test_environment_proxies_are_not_used(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    fetched(fetch(site.serve("/"), allow=site.allow))
