"""A fetch against servers on loopback, friendly and hostile."""

import gzip
import socket
import ssl
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import trustme

from ingest.fetch.client import fetch
from ingest.fetch.results import FetchError, Limits, NotModified
from ingest.types import Capture

QUICK = Limits(size=100_000, seconds=0.4)


def failure(result: object) -> FetchError:
    assert isinstance(result, FetchError)
    assert result.why
    assert "\n" not in result.why
    return result


def test_a_page_comes_as_its_bytes_with_what_the_server_says_of_them(site: Any) -> None:
    url = site.serve(
        "/feed", body=b"\xe9t\xe9", Content_Type='Text/XML; charset="ISO-8859-1"', ETag='"1"', Last_Modified="yesterday"
    )
    got = fetch(url + "#top", allow=site.allow)
    assert isinstance(got, Capture)
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


def test_a_charset_nobody_knows_is_no_charset(site: Any) -> None:
    got = fetch(site.serve("/", Content_Type="text/html; charset=klingon"), allow=site.allow)
    assert isinstance(got, Capture)
    assert got.charset is None


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0" * 20),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
def test_a_compressed_body_is_unpacked(site: Any, coding: str, pack: Any) -> None:
    body = bytes(range(256)) * 300
    got = fetch(site.serve("/", body=pack(body), Content_Encoding=coding), allow=site.allow)
    assert isinstance(got, Capture)
    assert got.body == body


@pytest.mark.parametrize(
    ("coding", "body", "why"),
    [
        ("br", b"x", 'encoded as "br"'),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x")), "encoded as"),
        ("gzip", b"not gzip", "damaged"),
        ("gzip", gzip.compress(b"x" * 1000)[:-12], "ends too early"),
        ("deflate", b"\xff\xff\xff", "damaged"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_named(site: Any, coding: str, body: bytes, why: str) -> None:
    assert why in failure(fetch(site.serve("/", body=body, Content_Encoding=coding), allow=site.allow)).why


def test_a_bomb_is_stopped_before_it_is_unpacked(site: Any) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    got = failure(fetch(site.serve("/", body=bomb, Content_Encoding="gzip"), allow=site.allow, limits=QUICK))
    assert got.why == "it is larger than 100,000 bytes; save it, split it and import the parts"
    assert got.permanent


def test_a_body_as_large_as_the_limit_is_taken_and_one_byte_more_is_not(site: Any) -> None:
    assert isinstance(fetch(site.serve("/a", body=bytes(100_000)), allow=site.allow, limits=QUICK), Capture)
    assert "larger than" in failure(fetch(site.serve("/b", body=bytes(100_001)), allow=site.allow, limits=QUICK)).why


def test_the_server_is_asked_only_for_what_changed(site: Any) -> None:
    url = site.serve("/", status=304, ETag='"2"')
    got = fetch(url, allow=site.allow, etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")
    assert got == NotModified(url, etag='"2"')
    assert site.asked[0][1]["If-None-Match"] == '"1"'
    assert site.asked[0][1]["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_not_modified_is_an_error_when_nobody_asked_for_changes(site: Any) -> None:
    assert "status 304" in failure(fetch(site.serve("/", status=304), allow=site.allow)).why


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


def test_redirects_are_followed_and_the_last_address_is_kept(site: Any) -> None:
    site.serve("/a", status=301, Location="b?x=1")
    site.serve("/b?x=1", status=307, Location=site.url("/c#part"))
    site.serve("/c", body=b"here")
    got = fetch(site.url("/a"), allow=site.allow)
    assert isinstance(got, Capture)
    assert (got.location, got.body) == (site.url("/c"), b"here")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://10.0.0.1/", "10.0.0.1 resolves to 10.0.0.1, which is not a public address; name it in KB_FETCH_ALLOW"),
        ("http://[::1]:{port}/", "not a public address"),
        ("http://127.0.0.2:{port}/", "not a public address"),
        ("http://2130706433/", "resolves to 127.0.0.1, which is not a public address"),
        ("http://0177.0.0.1/", "no address of the web"),
        ("http://127.1/", "resolves to 127.0.0.1, which is not a public address"),
        ("http://0x7f000001/", "resolves to 127.0.0.1, which is not a public address"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1:{port}/", "only http and https"),
        ("http://user:secret@127.0.0.1:{port}/", "user name or password"),
        ("http://127.0.0.1:25/", "port 25"),
        ("/a", "circle"),
        ("http://[::1", "no address of the web"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(site: Any, target: str, why: str) -> None:
    got = failure(fetch(site.serve("/a", status=302, Location=target.format(port=site.port)), allow=site.allow))
    assert why in got.why
    assert got.permanent
    assert "secret" not in got.why


def test_a_chain_of_redirects_has_an_end(site: Any) -> None:
    for step in range(9):
        site.serve(f"/{step}", status=302, Location=f"/{step + 1}")
    assert "redirects more than 5 times" in failure(fetch(site.url("/0"), allow=site.allow)).why
    assert len(site.asked) == 6


def drip(site: Any, head: bytes, drop: bytes) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not site.over.wait(0.01):
            handler.wfile.write(drop)

    return answer


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"H", b""),
    ],
    ids=["body", "headers", "continue", "silence"],
)
def test_a_slow_drip_is_stopped_in_time(site: Any, head: bytes, drop: bytes) -> None:
    begun = time.monotonic()
    got = failure(fetch(site.serve_by("/", drip(site, head, drop)), allow=site.allow, limits=QUICK))
    assert time.monotonic() - begun < 15
    assert got.why == "the server did not finish within 0.4 seconds; try again later"
    assert not got.permanent


@pytest.mark.parametrize(
    ("head", "flood"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 5000 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x" * 5000),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 1000),
    ],
    ids=["headers", "one header", "continue", "empty members"],
)
def test_an_endless_answer_is_cut_off(site: Any, head: bytes, flood: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not site.over.is_set():
            handler.wfile.write(flood)

    got = failure(fetch(site.serve_by("/", answer), allow=site.allow, limits=Limits(size=100_000, seconds=20)))
    assert "larger than" in got.why or "does not keep to HTTP" in got.why


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"])
def test_an_answer_that_is_no_http_is_a_sentence(site: Any, answer: bytes) -> None:
    assert "HTTP" in failure(fetch(site.serve_by("/", lambda h: h.wfile.write(answer)), allow=site.allow)).why


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "only http and https"),
        ("example.org/feed", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("http://", "names no host"),
        ("http://[::1", "no address of the web"),
        ("http://a\x00b/", "no address of the web"),
        ("http://example.org:99999/", "no port 99999"),
        ("http://example.org:22/", "port 22 belongs to another service"),
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


def resolving_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("addresses", [("10.0.0.7",), ("192.0.2.1",), ("8.8.8.8", "10.0.0.7"), ("::ffff:10.0.0.7",)])
def test_a_name_that_resolves_to_a_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    resolving_to(monkeypatch, *addresses)
    got = failure(fetch("http://intranet.example/"))
    last = addresses[-1].removeprefix("::ffff:")
    assert got.why == (
        f"intranet.example resolves to {last}, which is not a public address; name it in KB_FETCH_ALLOW to permit it"
    )


@pytest.mark.parametrize("entry", ["intranet.example", "intranet.example:{port}", "127.0.0.0/8", "127.0.0.1"])
def test_a_named_exception_is_reached(site: Any, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    site.serve("/", body=b"inside")
    resolving_to(monkeypatch, "127.0.0.1")
    got = fetch(f"http://intranet.example:{site.port}/", allow=frozenset({entry.format(port=site.port)}))
    assert isinstance(got, Capture)
    assert got.body == b"inside"


def test_the_name_is_asked_for_once_so_that_it_cannot_change_after_the_check(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.serve("/", body=b"inside")
    asked = resolving_to(monkeypatch, "127.0.0.1")
    fetch(f"http://intranet.example:{site.port}/", allow=frozenset({"intranet.example"}))
    assert asked.count("intranet.example") == 1


def test_a_name_nobody_knows_is_a_passing_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    got = failure(fetch("http://nowhere.example/"))
    assert got.why == "the name service knows no address for nowhere.example; check its spelling"
    assert not got.permanent


def test_a_name_service_that_never_answers_does_not_hold_us(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: site.over.wait(60) and [])
    assert "did not answer" in failure(fetch("http://slow.example/", limits=QUICK)).why


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
    assert isinstance(fetch(site.serve("/"), allow=site.allow), Capture)


def test_a_plain_server_behind_https_is_a_tls_failure(site: Any) -> None:
    site.serve("/")
    got = failure(fetch(f"https://127.0.0.1:{site.port}/", allow=site.allow))
    assert "no secure connection could be made" in got.why


def test_a_certificate_nobody_vouches_for_is_refused() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the refused handshake
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    got = failure(fetch(f"https://127.0.0.1:{server.server_port}/", allow=frozenset({"127.0.0.1"})))
    server.shutdown()
    server.server_close()
    assert "its certificate is not valid" in got.why
