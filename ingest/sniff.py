"""What sort of document the bytes are: by what they hold first, then by what their server or name says."""

import json
import re
from enum import StrEnum

from ingest.charset import decode, signed
from ingest.frontmatter import stands_before
from ingest.prolog import behind_prolog
from ingest.types import Capture


class Sort(StrEnum):
    """The sorts of single documents that are read."""

    PAGE = "page"
    MARKDOWN = "markdown"
    PLAIN = "plain"


class Unread(Exception):
    """A sort of file that is not read; the message says which it is and what to do."""


_UNPACK = "this is {}; unpack it and import the files in it"
_RESAVE = "this is {}; save its text as .txt or its page as .html and import that"
_NO_TEXT = "this is {}, which holds no text; import the report that it belongs to"
_SIGNATURES = (
    (b"%PDF-", _RESAVE.format("a PDF")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _RESAVE.format("an Office document or Outlook message of the old format")),
    (b"{\\rtf", _RESAVE.format("a document in Rich Text Format")),
    (b"%!PS", _RESAVE.format("a PostScript document")),
    (b"\x1f\x8b", _UNPACK.format("a gzip file")),
    *((b"BZh%d1AY&SY" % level, _UNPACK.format("a bzip2 file")) for level in range(1, 10)),
    (b"\xfd7zXZ\x00", _UNPACK.format("an xz file")),
    (b"\x28\xb5\x2f\xfd", _UNPACK.format("a Zstandard file")),
    (b"7z\xbc\xaf\x27\x1c", _UNPACK.format("a 7-Zip archive")),
    (b"Rar!\x1a\x07", _UNPACK.format("a RAR archive")),
    (b"\x89PNG\r\n\x1a\n", _NO_TEXT.format("a PNG image")),
    (b"\xff\xd8\xff", _NO_TEXT.format("a JPEG image")),
    (b"GIF87a", _NO_TEXT.format("a GIF image")),
    (b"GIF89a", _NO_TEXT.format("a GIF image")),
    (b"SQLite format 3\x00", "this is an SQLite database; export what it holds as text or HTML and import that"),
    (b"\x7fELF", "this is a program, not a report; import the report about it"),
)
_INSIDE_ZIP = (
    (b"word/", _RESAVE.format("a Word document")),
    (b"xl/", _RESAVE.format("an Excel workbook")),
    (b"ppt/", _RESAVE.format("a PowerPoint presentation")),
    (b"application/epub", _RESAVE.format("an EPUB book")),
    (b"opendocument", _RESAVE.format("an OpenDocument file")),
)
_CONTROLS = [bytes((sign,)) for sign in (*range(1, 9), *range(14, 27), *range(28, 32))]
_BINARY = "these bytes are no text; if there is a text in the file, save it as UTF-8 .txt or as .html and import that"
_JSON = (
    "this is JSON, but no JSON Feed, STIX bundle, MISP event, CSAF advisory or JSON Lines; import the reports it "
    "speaks of as pages, text or feeds"
)
_BROKEN_JSON = "this is JSON that cannot be read ({}); check that it was saved whole"
_XML = "this is XML of a sort that is not read (<{}>); save what it says as .txt or .html and import that"
_MAIL = re.compile(r"(?:Return-Path|Received|Delivered-To|X-Original-To|MIME-Version|Message-ID): ", re.IGNORECASE)
_ROOT = re.compile(r"\s*<([A-Za-z][\w.:-]*)")
_HTML = frozenset(
    (
        "a", "article", "aside", "b", "blockquote", "body", "center", "code", "dd", "details", "div", "dl", "dt", "em",
        "figure", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html", "i", "iframe", "img", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "script", "section",
        "small", "span", "strong", "style", "table", "tbody", "td", "title", "tr", "tt", "u", "ul",
    )
)  # fmt: skip


def sniff(capture: Capture) -> Sort:
    """Which reader of single documents takes the capture, which is no binary. Raises Unread where none does."""
    text = decode(capture.body, capture.charset).lstrip("\ufeff \t\r\n")
    says = _says(capture)
    _refuse_json(text, says)
    if says == "eml" or _MAIL.match(text):
        raise Unread(_RESAVE.format("a mail message"))
    if text.startswith("<"):
        return _marked_up(text, says)
    if says == "md" or stands_before(text):
        return Sort.MARKDOWN
    return Sort.PAGE if says == "html" else Sort.PLAIN


def _says(capture: Capture) -> str:
    """The sort that the media type, or else the ending of the name, claims."""
    name = capture.location.partition("?")[0].partition("#")[0].lower()
    if capture.media_type in ("text/markdown", "text/x-markdown") or name.endswith((".md", ".markdown", ".mdown")):
        return "md"
    if capture.media_type in ("text/html", "application/xhtml+xml") or name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if capture.media_type.endswith("json") or name.endswith(".json"):
        return "json"
    return "eml" if capture.media_type == "message/rfc822" or name.endswith(".eml") else ""


def refuse_binary(body: bytes) -> None:
    """Raises Unread for what holds no words that could be read: nothing, an archive, an image, a program …"""
    if not body.strip():
        raise Unread("the file is empty; check that it was saved whole")
    for signature, sentence in _SIGNATURES:
        if body.startswith(signature):
            raise Unread(sentence)
    start = body[:65_536]
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise Unread(next((why for part, why in _INSIDE_ZIP if part in start), _UNPACK.format("a ZIP archive")))
    if signed(body):  # zero bytes are part of its letters
        return
    if start[257:262] == b"ustar":
        raise Unread(_UNPACK.format("a tar archive"))
    zeros = start.count(0)  # padding, or halves of letters; met in real texts, and dropped from them
    if zeros * 5 > len(start) * 3 or sum(map(start.count, _CONTROLS)) * 50 > len(start) - zeros:
        raise Unread(_BINARY)


def _refuse_json(text: str, says: str) -> None:
    if not (text.startswith(("{", "[")) or (says == "json" and not text.startswith("<"))):
        return
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        if says == "json":
            raise Unread(_BROKEN_JSON.format(type(error).__name__)) from error
        return
    raise Unread(_JSON)


def _marked_up(text: str, says: str) -> Sort:
    at = behind_prolog(text)
    root = _ROOT.match(text, at)
    name = root[1].lower() if root else ""
    is_html = name in ("html", "head", "body") or "<!doctype html" in text[:at].lower()
    if is_html or says == "html":
        return Sort.PAGE
    if says == "md":
        return Sort.MARKDOWN  # which may begin with an element of HTML
    if name.rpartition(":")[2] in _HTML:
        return Sort.PAGE
    if name == "opml":
        raise Unread("this is OPML, a list of feeds and no report; import the feeds it names")
    if name == "svg":
        raise Unread(_NO_TEXT.format("an SVG image"))
    if text.startswith("<?xml") or (root and f"</{root[1]}" in text):
        raise Unread(_XML.format(name))
    if says == "json":
        raise Unread(_BROKEN_JSON.format("it begins with <"))
    return Sort.PLAIN
