"""Which format the bytes are in: by what they hold first, then by what their server or name says."""

import json
import re
from enum import StrEnum

from ingest.archives import is_tar, names_in
from ingest.asciidoc import looks_like_asciidoc
from ingest.charset import decode, signed
from ingest.frontmatter import stands_before
from ingest.mail import has_header, looks_like_mail
from ingest.prolog import behind_prolog
from ingest.types import Capture


class Format(StrEnum):
    """The formats that are read: of single documents, and of what holds several."""

    PAGE = "page"
    MARKDOWN = "markdown"
    ASCIIDOC = "asciidoc"
    PLAIN = "plain"
    PDF = "pdf"
    WORD = "word"
    MAIL = "mail"
    GZIP = "gzip"
    ZIP = "zip"
    TAR = "tar"


class Unread(Exception):
    """A format that is not read; the message says which it is and what to do."""


_UNPACK = "this is {}; unpack it and import the files in it"
_RESAVE = "this is {}; save its text as .txt or its page as .html and import that"
_NO_TEXT = "this is {}, which holds no text; import the report that it belongs to"
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _RESAVE.format("an Office document or Outlook message of the old format")),
    (b'x\x9f>"', _RESAVE.format("an attachment in a form that only Outlook reads (TNEF)")),
    (b"{\\rtf", _RESAVE.format("a document in Rich Text Format")),
    (b"%!PS", _RESAVE.format("a PostScript document")),
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
    (
        b"filedesc://",
        "this is a web archive in the old format ARC; convert it to WARC (warcio recompress) and import that",
    ),
    (b"\x7fELF", "this is a program, not a report; import the report about it"),
)
_PACKAGES = (  # files that tell what a ZIP archive is one document of
    ("xl/workbook", _RESAVE.format("an Excel workbook")),
    ("ppt/presentation", _RESAVE.format("a PowerPoint presentation")),
    ("META-INF/container.xml", _RESAVE.format("an EPUB book")),
    ("META-INF/manifest.xml", _RESAVE.format("an OpenDocument file")),
    ("AndroidManifest.xml", "this is an Android program, not a report; import the report about it"),
    ("META-INF/MANIFEST.MF", "this is a Java program, not a report; import the report about it"),
)
_LEADING = 1_024  # bytes among which the signature of a PDF stands (ISO 32000-1, annex H.3.4.1)
_CONTROLS = [bytes((sign,)) for sign in (*range(1, 9), *range(14, 27), *range(28, 32))]
_BINARY = "these bytes are not text; if there is text in the file, save it as UTF-8 .txt or as .html and import that"
_JSON = (
    "this is JSON, but not a JSON Feed, STIX bundle, MISP event, CSAF advisory, CVE or OSV record, JSON Lines or list "
    "of reports with title and body; import the reports it speaks of as pages, text or feeds"
)
_BROKEN_JSON = "this is JSON that cannot be read ({}); check that it was saved whole"
_XML = "this is XML of a kind that is not read (<{}>); save what it says as .txt or .html and import that"
_OPML = "this is OPML, a list of feeds and not a report; add them with kb opml import, or import the feeds themselves"
_ROOT = re.compile(r"\s*<([A-Za-z][\w.:-]*)")
_HTML = frozenset(
    (
        "a", "article", "aside", "b", "blockquote", "body", "center", "code", "dd", "details", "div", "dl", "dt", "em",
        "figure", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
        "html", "i", "iframe", "img", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "script", "section",
        "small", "span", "strong", "style", "table", "tbody", "td", "title", "tr", "tt", "u", "ul",
    )
)  # fmt: skip


def sniff(capture: Capture) -> Format:
    """Which reader of single documents takes the capture, which is no binary. Raises Unread where none does."""
    text = decode(capture.body, capture.charset).lstrip("\ufeff \t\r\n")
    says = _says(capture)
    _refuse_json(text, says)
    if text.startswith("<"):
        return _marked_up(text, says)
    if says == "md" or stands_before(text):
        return Format.MARKDOWN
    if says == "adoc" or looks_like_asciidoc(text):
        return Format.ASCIIDOC
    return Format.PAGE if says == "html" else Format.PLAIN


def _says(capture: Capture) -> str:
    """The format that the media type, or else the ending of the name, claims."""
    name = capture.location.partition("?")[0].partition("#")[0].lower()
    if capture.media_type in ("text/markdown", "text/x-markdown") or name.endswith((".md", ".markdown", ".mdown")):
        return "md"
    if capture.media_type in ("text/html", "application/xhtml+xml") or name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if capture.media_type.endswith("json") or name.endswith(".json"):
        return "json"
    if capture.media_type == "text/asciidoc" or name.endswith((".adoc", ".asciidoc")):
        return "adoc"
    return "eml" if capture.media_type == "message/rfc822" or name.endswith(".eml") else ""


def sniff_bytes(capture: Capture) -> Format | None:
    """Which reader takes the bytes as they are, text or not; None where they are to be read as text.

    Raises Unread for what holds no words that could be read: nothing, an image, a program …
    """
    body = capture.body
    if not body.strip():
        raise Unread("the file is empty; check that it was saved whole")
    if looks_like_mail(body) or (_says(capture) == "eml" and has_header(body)):
        return Format.MAIL
    for signature, sentence in _SIGNATURES:
        if body.startswith(signature):
            raise Unread(sentence)
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(body)
    if body.startswith(b"\x1f\x8b"):
        return Format.GZIP
    if body.startswith(b"%PDF-"):
        return Format.PDF
    if signed(body):  # zero bytes are part of its letters
        return None
    if is_tar(body):
        return Format.TAR
    return _binary(body)


def _package(body: bytes) -> Format:
    names = names_in(body)
    if any(name.startswith("word/document") for name in names):
        return Format.WORD
    for part, sentence in _PACKAGES:
        if any(name.startswith(part) for name in names):
            raise Unread(sentence)
    return Format.ZIP


def _binary(body: bytes) -> Format | None:
    start = body[:65_536]
    zeros = start.count(0)  # padding, or halves of letters; met in real texts, and dropped from them
    if zeros * 5 <= len(start) * 3 and sum(map(start.count, _CONTROLS)) * 50 <= len(start) - zeros:
        return None
    if b"%PDF-" in start[:_LEADING]:
        return Format.PDF
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


def _marked_up(text: str, says: str) -> Format:
    at = behind_prolog(text)
    root = _ROOT.match(text, at)
    name = root[1].lower() if root else ""
    is_html = name in ("html", "head", "body") or "<!doctype html" in text[:at].lower()
    if is_html or says == "html":
        return Format.PAGE
    if says == "md":
        return Format.MARKDOWN  # which may begin with an element of HTML
    if name.rpartition(":")[2] in _HTML:
        return Format.PAGE
    if name == "opml":
        raise Unread(_OPML)
    if name == "svg":
        raise Unread(_NO_TEXT.format("an SVG image"))
    if text.startswith("<?xml") or (root and f"</{root[1]}" in text):
        raise Unread(_XML.format(name))
    if says == "json":
        raise Unread(_BROKEN_JSON.format("it begins with <"))
    return Format.PLAIN
