"""Sitemaps (sitemaps.org, protocol 0.9): the addresses they list, and when each last changed."""

import zlib
from dataclasses import dataclass, replace

from ingest.charset import decode
from ingest.elements import Hostile, walk
from ingest.prolog import behind_prolog
from ingest.types import Capture

MOST = 50_000  # addresses, as the protocol allows
_LARGEST = 50_000_000  # bytes, as the protocol allows
_LONGEST = 2_048  # characters of an address, likewise


class NoSitemap(Exception):
    """It cannot be read as a sitemap; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Listed:
    url: str
    changed: str | None  # its lastmod as written


@dataclass(frozen=True, slots=True)
class Sitemap:
    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...]  # further ones, where this is an index of them


def looks_like_sitemap(capture: Capture) -> bool:
    """Whether the bytes, perhaps compressed by gzip, are a sitemap or an index of sitemaps."""
    start = decode(_unpacked(capture.body, 65_536))
    root = start[behind_prolog(start) :][:200].partition(">")[0].partition(" ")[0]
    return root.rpartition(":")[2].lstrip("<") in ("urlset", "sitemapindex")


def read_sitemap(capture: Capture) -> Sitemap:
    """The addresses in a sitemap, at most 50,000. One that is broken is read as far as it goes. Raises NoSitemap."""
    reader = _Reader()
    plain = replace(capture, body=_unpacked(capture.body, _LARGEST))
    try:
        flaw = walk(plain, reader.start, reader.end, reader.data)
    except Hostile as error:
        raise NoSitemap("it declares entities, which no sitemap needs; do not use it") from error
    if flaw and not (reader.pages or reader.sitemaps):
        raise NoSitemap(f"it cannot be read as a sitemap ({flaw}); tell its operator")
    return Sitemap(tuple(reader.pages), tuple(reader.sitemaps))


class _Reader:
    """Collects `loc` and `lastmod` of each `url` and `sitemap`; those of pictures in it are others."""

    def __init__(self) -> None:
        self.pages: list[Listed] = []
        self.sitemaps: list[Listed] = []
        self._told: dict[str, str] = {}
        self._open: list[str] = []

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if name in ("url", "sitemap"):
            self._told = {}
        self._open.append(name)

    def data(self, text: str) -> None:
        around, name = self._open[-2:-1], self._open[-1]
        if name in ("loc", "lastmod") and around in (["url"], ["sitemap"]):
            self._told[name] = (self._told.get(name, "") + text)[:_LONGEST]

    def end(self, name: str) -> None:
        self._open.pop()
        url = self._told.get("loc", "").strip()
        if name not in ("url", "sitemap") or not url.startswith(("http://", "https://")):
            return
        kept = self.pages if name == "url" else self.sitemaps
        if len(kept) < MOST:
            kept.append(Listed(url, self._told.get("lastmod", "").strip() or None))


def _unpacked(body: bytes, most: int) -> bytes:
    """The first `most` bytes of what may be compressed by gzip."""
    if not body.startswith(b"\x1f\x8b"):
        return body[:most]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, most)
    except zlib.error:
        return b""
