"""The one door: which reader takes which bytes, and what is said of those that none takes."""

import io
import os
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.files import files_below, open_file
from ingest.read import LONGEST, read
from ingest.types import Capture, Draft, Failure, Kind, Reading
from tests.shared import shared


def reading(body: bytes, name: str = "/archive/thing", media_type: str = "") -> Reading:
    return read(Capture(name, body, media_type, datetime.now(UTC)))


def zipped(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


REFUSED = [
    (b"", "empty"), (b" \n\t", "empty"), (b"%PDF-1.7\n...", "the PDF cannot be opened"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "Office document"), (zipped("word/document.xml"), "Word document"),
    (zipped("ppt/presentation.xml"), "PowerPoint"), (zipped("AndroidManifest.xml"), "Android program"),
    (zipped("xl/workbook.xml"), "Excel"), (b"BZh91AY&SY", "bzip2 file; unpack it"),
    (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"), (b"\xff\xd8\xff\xe0", "JPEG"),
    (b"{\\rtf1 words}", "Rich Text"), (b"MZ\x90\0\x03\0\0\0\x04\0", "not text"), (os.urandom(4096), "not text"),
    (b'{"type": "bundle", "objects": []}', "no objects"), (b'{"response": []}', "no events"), (b"[1, 2]", "JSON"),
    (b'{"title": "words"}', "not a JSON Feed, STIX bundle, MISP event"), (b"WARC/1.0\r\n", "does not say its length"),
    (b"<?xml version='1.0'?><opml version='2.0'><body/></opml>", "OPML"),
    (b"<?xml version='1.0'?><!-- x --><catalog><book/></catalog>", "<catalog>"), (b"<svg></svg>", "SVG"),
    (b"x" * (LONGEST + 1), "larger than"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_what_is_not_read_is_one_failure_that_says_what_it_is_and_what_to_do(body: bytes, words: str) -> None:
    (item,) = reading(body).items
    assert isinstance(item, Failure)
    assert words in item.why
    assert item.item == "/archive/thing"


def test_broken_json_is_named_when_the_ending_says_json_and_text_else() -> None:
    assert "cannot be read" in getattr(reading(b'{"a": ', "/x.json").items[0], "why", "")
    assert isinstance(reading(b"[2021-05-03] Title\n\nBody", "/x.txt").items[0], Draft)


FEED = b"<rss version='2.0'><channel><title>F</title><item><title>T</title><guid>g</guid></item></channel></rss>"
PAGE = b"<html><head><title>T</title></head><body><p>Words of the page.</p></body></html>"
READ = [
    (PAGE, "/x", "", Kind.REPORT, "T"),
    (b"\xef\xbb\xbf" + PAGE, "/x.txt", "text/plain", Kind.REPORT, "T"),
    (b"<!-- note --><!DOCTYPE html>" + PAGE, "/x", "", Kind.REPORT, "T"),
    (b"<p>T</p><p>Words</p>", "/x", "", Kind.REPORT, "T"),
    (b"<?xml version='1.0'?>" + PAGE, "/x", "application/xhtml+xml", Kind.REPORT, "T"),
    (b"T", "/x.html", "text/html", Kind.REPORT, "T"),
    (FEED, "/x.html", "text/html", Kind.NEWS, "T"),
    (b"---\ntitle: T\n---\nWords", "/x.txt", "text/plain", Kind.REPORT, "T"),
    (b"---\r\ntitle: T\r\n---\r\nWords", "/x", "", Kind.REPORT, "T"),
    (b"## T\n\nWords", "/x.md", "", Kind.REPORT, "T"),
    (b"## T\n\nWords", "https://raw.example/x.md?raw=1", "text/plain", Kind.REPORT, "T"),
    (b"<b>T</b>\n\nWords", "/x.md", "text/markdown", Kind.REPORT, "T"),
    (b"T\n\nWords", "/x", "", Kind.REPORT, "T"),
    (b"= T\n\n== Part\n\nWords", "/x.txt", "text/plain", Kind.REPORT, "T"),
    (b"= T\n\nWords", "/x.adoc", "", Kind.REPORT, "T"),
    (b"Return-Path: <a@b.example>\nSubject: T\n\nStatement Ref: S01", "/x.html", "text/html", Kind.REPORT, "T"),
    (b"Subject: T\n\nWords", "/x.eml", "", Kind.REPORT, "T"),
    (FEED.decode().encode("utf-32-be"), "/x", "", Kind.NEWS, "T"),
    (FEED.decode().encode("utf-32"), "/x.xml", "application/xml", Kind.NEWS, "T"),
    (b"T\n\nWords" + b"\0" * 5, "/x", "", Kind.REPORT, "T"),
    ("T\n\nWörter".encode("utf-16"), "/x", "", Kind.REPORT, "T"),
    ("T\n\nWörter".encode("cp1252"), "/x", "", Kind.REPORT, "T"),
    (b"<unfinished\n\nWords", "/x.txt", "text/plain", Kind.REPORT, "<unfinished"),
]


@pytest.mark.parametrize(("body", "name", "media_type", "kind", "title"), READ)
def test_content_decides_before_media_type_and_ending(
    body: bytes, name: str, media_type: str, kind: Kind, title: str
) -> None:
    (item,) = reading(body, name, media_type).items
    assert isinstance(item, Draft)
    assert (item.kind, item.title) == (kind, title)


def test_a_statement_goes_to_its_own_reader() -> None:
    text = b"Example Title Statement\nCategory: Report\nUpdated: 2022-04-10\nStatement Ref: S07\n\nWords.\n"
    kinds = [item.kind for item in reading(text).items if isinstance(item, Draft)]
    assert kinds in ([Kind.STATEMENT], [])  # its reader may find the page wanting, but no other reads it


def test_a_draft_carries_its_indicators_and_the_days_it_speaks_of() -> None:
    (item,) = reading(b"Title\n\nOn 3 May 2021 it called hxxp://a[.]example from 192.0.2.1.").items
    assert isinstance(item, Draft)
    assert [one.value for one in item.indicators] == ["http://a.example", "a.example", "192.0.2.1"]
    assert [day.isoformat() for day in item.event_dates] == ["2021-05-03"]
    assert all(item.body_text[one.start : one.end] == one.spelling for one in item.indicators)


def test_what_only_the_title_names_is_an_indicator_without_a_place_in_the_text() -> None:
    (item,) = reading(b"CVE-2024-1 and CVE-2024-20001: calls to 192.0.2.1\n\nIt is CVE-2024-20001.").items
    assert isinstance(item, Draft)
    places = [(one.value, one.spelling, item.body_text[one.start : one.end]) for one in item.indicators]
    assert places == [("192.0.2.1", "192.0.2.1", ""), ("CVE-2024-20001", "CVE-2024-20001", "CVE-2024-20001")]


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(["/x", "/x.md", "/x.html", "/x.json", "/x.xml"]),
    st.sampled_from(
        [
            b"",
            b"<html><body>",
            b"---\n",
            b"+++\n",
            b"```toml\n",
            b"<?xml ",
            b"<rss>",
            b"{",
            b"Statement Ref: S0",
            b"Received: a\nSubject: b\nContent-Type: multipart/mixed; boundary=b\n",
            b"PK\x03\x04",
            b"\x1f\x8b\x08",
            b"= T\n\n== ",
        ]
    ),
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_it_raise(body: bytes, name: str, start: bytes) -> None:
    for item in reading(start + body, name).items:
        assert isinstance(item, Draft | Failure)
        assert "please report" not in getattr(item, "why", ""), item


SETS = ["reports-annoctr", "reports-unit42-timely", "archive-rustsec-md", "archive-p0-rca-md"]


@pytest.mark.parametrize("name", SETS)
def test_every_report_of_a_real_archive_gives_one_draft(name: str) -> None:
    for path in files_below(shared("corpus", name)):
        (item,) = read(open_file(path)).items
        assert isinstance(item, Draft), item
        assert item.title
        assert item.body_text
