"""Servers that want to hold us, to fill our memory or to lead us astray."""

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from ingest.fetch.client import fetch
from ingest.fetch.results import Limits
from ingest.read import read
from ingest.types import Draft
from tests.ingest.fetch.asking import QUICK, failure, fetched


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
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"", mtime=0) * 1000),
    ],
    ids=["headers", "one header", "continue", "empty members"],
)
def test_an_endless_answer_is_cut_off(site: Any, head: bytes, flood: bytes) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not site.over.is_set():
            handler.wfile.write(flood)

    got = failure(fetch(site.serve_by("/", answer), allow=site.allow, limits=Limits(size=100_000, seconds=20)))
    assert "larger than" in got.why or "does not speak proper HTTP" in got.why


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"])
def test_an_answer_that_is_no_http_is_a_sentence(site: Any, answer: bytes) -> None:
    assert "HTTP" in failure(fetch(site.serve_by("/", lambda h: h.wfile.write(answer)), allow=site.allow)).why


TOO_LARGE = "it is larger than 100,000 bytes; save it, split it and import the parts"


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_bomb_is_stopped_before_it_is_unpacked(site: Any, coding: str, pack: Any) -> None:
    bomb = pack(bytes(5_000_000))
    got = failure(fetch(site.serve("/", body=bomb, Content_Encoding=coding), allow=site.allow, limits=QUICK))
    assert got.why == TOO_LARGE
    assert got.permanent


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, br"])
def test_a_bomb_in_a_coding_that_was_not_asked_for_is_not_unpacked(site: Any, coding: str) -> None:
    got = failure(fetch(site.serve("/", body=bytes(99), Content_Encoding=coding), allow=site.allow))
    assert got.why == f'it is encoded as "{coding}", which was not asked for; try again later or tell its operator'


def test_a_body_that_announces_too_much_is_not_waited_for(site: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
    got = failure(fetch(site.serve_by("/", drip(site, head, b"x")), allow=site.allow, limits=QUICK))
    assert got.why == TOO_LARGE


def test_a_source_that_is_gone_is_said_to_be(site: Any) -> None:
    got = failure(fetch(site.serve("/", status=410), allow=site.allow))
    assert got.why == "it has been removed for good (status 410)"
    assert (got.permanent, got.gone) == (True, True)
    assert not failure(fetch(site.serve("/", status=404), allow=site.allow)).gone


@pytest.mark.parametrize(
    ("said", "meant", "text"),
    [
        ("utf-8", "windows-1251", "Новый червь распространяется по почте и крадёт пароли"),
        ("iso-8859-1", "utf-8", "Der Wurm verbreitet sich über E-Mail – größer als je"),
        ("utf-8", "windows-1252", "Le ver se répand très vite par le courrier électronique"),
        ("utf-16", "utf-8", "Le ver se répand très vite"),
        ("zlib", "utf-8", "Le ver se répand très vite"),
    ],
)
def test_a_charset_that_is_wrong_does_not_garble_the_text(site: Any, said: str, meant: str, text: str) -> None:
    page = f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>".encode(meant)
    got = fetched(fetch(site.serve("/", body=page, Content_Type=f"text/html; charset={said}"), allow=site.allow))
    (item,) = read(got).items
    assert isinstance(item, Draft)
    assert item.title == text
