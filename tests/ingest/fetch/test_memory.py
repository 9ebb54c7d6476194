"""Ten gigabytes of anything, one after the other, take less than 200 MB of memory."""

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

GLUTTON = Path(__file__).with_name("glutton.py")
ROOT = Path(__file__).parents[3]
TOO_LARGE = "it is larger than 20,000,000 bytes; save it, split it and import the parts"
NOT_HTTP = "the server does not speak proper HTTP"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
MEGABYTE = bytes(1_000_000)


def endless(site: Any, head: bytes, flood: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Ten gigabytes, or as much as is taken."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + head)
        for _ in range(10_000_000_000 // len(flood)):
            if site.over.is_set():
                return
            handler.wfile.write(flood)

    return answer


def block(window: int) -> tuple[bytes, bytes]:
    """The start of compressed data, and ten megabytes of nothing that can be said again and again behind it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    start = packer.compress(b"<") + packer.flush(zlib.Z_FULL_FLUSH)
    return start, packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)


def bomb(coding: str, window: int) -> bytes:
    """Ten gigabytes in ten megabytes."""
    start, again = block(window)
    return start + again * 1_000


def entities(encoding: str) -> bytes:
    """A feed whose title would be a billion laughs long."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}]><rss version="2.0">'
        "<channel><title>&l9;</title><item><title>Laughs</title><description>&l9;</description></item></channel></rss>"
    ).encode(encoding)


def test_ten_gigabytes_take_less_than_200_megabytes(site: Any) -> None:
    wanted = {
        site.serve_by("/body", endless(site, b"\r\n", MEGABYTE)): TOO_LARGE,
        site.serve_by("/announced", endless(site, b"Content-Length: 10000000000\r\n\r\n", MEGABYTE)): TOO_LARGE,
        site.serve_by("/chunks", endless(site, CHUNKED, b"4000\r\n%b\r\n" % bytes(16_384))): TOO_LARGE,
        site.serve_by("/chunk", endless(site, CHUNKED + b"3FFFFFFF\r\n", MEGABYTE)): TOO_LARGE,
        site.serve_by("/extension", endless(site, CHUNKED + b"1;", MEGABYTE)): NOT_HTTP,
        site.serve_by("/headers", endless(site, b"", b"X-More: " + b"x" * 4_000 + b"\r\n")): NOT_HTTP,
        site.serve_by("/header", endless(site, b"X-Long: ", b"x" * 4_000)): NOT_HTTP,
        site.serve("/gzip", body=bomb("gzip", zlib.MAX_WBITS | 16), Content_Encoding="gzip"): TOO_LARGE,
        site.serve("/deflate", body=bomb("deflate", zlib.MAX_WBITS), Content_Encoding="deflate"): TOO_LARGE,
        site.serve("/bare", body=bomb("deflate", -zlib.MAX_WBITS), Content_Encoding="deflate"): TOO_LARGE,
        site.serve("/brotli", body=MEGABYTE, Content_Encoding="br"): 'it is encoded as "br", which was not asked for',
        site.serve("/zstd", body=MEGABYTE, Content_Encoding="zstd"): 'it is encoded as "zstd", which was not asked for',
        **{site.serve(f"/{encoding}", body=entities(encoding), Content_Type="application/rss+xml"): "4 characters"
           for encoding in ("utf-8", "utf-16", "utf-32", "iso-8859-1")},
    }  # fmt: skip
    site.serve_by("/robots.txt", endless(site, b"\r\n", b"User-agent: *\nDisallow: /other\n" * 1_000))
    got = in_a_process(site, *wanted)
    assert [(url, why) for url, why in zip(wanted, got["told"], strict=True) if wanted[url] not in why] == []
    assert got["megabytes"] < 200


def in_a_process(site: Any, *urls: str) -> Any:
    # By way of a shell that lives on beside it, since Linux counts the memory of the process that was replaced.
    words = [sys.executable, str(GLUTTON), *site.allow, *urls]
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@"; exit $?', "sh", *words],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
