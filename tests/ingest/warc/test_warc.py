"""Web archives: what is taken out of them, and that others read what is written."""

import gzip
import io
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from ingest.read import read
from ingest.types import Capture, Draft, Failure, Reading
from ingest.warc import looks_like_warc, write_warc

NOW = datetime(2024, 6, 1, tzinfo=UTC)
THEN = datetime(2023, 5, 4, 3, 2, 1, tzinfo=UTC)
PAGE = "<html><head><title>The wörm</title></head><body><p>It returns.</p></body></html>"
HTML = Capture(
    "https://labs.example/w%C3%B6rm?a=1&b=[2]", PAGE.encode("latin-1"), "text/html", THEN, "iso8859-1", '"tag"', "Thu"
)
FILE = Capture("/in box/wörm 100%.txt", b"The worm\n\nIt sleeps.", "text/plain", THEN)


def reading(body: bytes) -> Reading:
    return read(Capture("/files/one.warc.gz", body, "", NOW))


def written(*captures: Capture, packed: bool = True) -> bytes:
    file = io.BytesIO()
    assert write_warc(file, captures, packed=packed) == len(captures)
    return file.getvalue()


def by_others(*records: tuple[str, str, list[tuple[str, str]], bytes], packed: bool = True) -> bytes:
    """A file as warcio writes it, each record of a sort, a status line, headers and a payload."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    digests = {"WARC-Block-Digest": "sha1:X", "WARC-Payload-Digest": "sha1:X"}  # else it leaves files open
    for number, (sort, status, headers, payload) in enumerate(records, start=1):
        head = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if status else None
        record = writer.create_warc_record(
            f"https://labs.example/{number}",
            sort,
            payload=io.BytesIO(payload),
            length=len(payload),
            http_headers=head,
            warc_headers_dict={"WARC-Date": "2023-05-04T03:02:01Z", **digests},
        )
        writer.write_record(record)
    return file.getvalue()


OK = ("response", "200 OK", [("Content-Type", "text/html; charset=utf-8")], PAGE.encode())


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_written_comes_back_as_it_was(packed):
    found = reading(written(HTML, FILE, packed=packed))
    assert found == Reading((), attachments=(HTML, FILE))


@pytest.mark.parametrize("packed", [True, False])
def test_other_tools_read_what_is_written(packed):
    body = written(HTML, FILE, packed=packed)
    told = [
        (record.rec_type, record.rec_headers["WARC-Target-URI"], record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(body))
    ]
    assert told[0][0] == "warcinfo"
    assert told[1:] == [
        ("response", HTML.location, HTML.body),
        ("resource", "file:///in%20box/w%C3%B6rm%20100%25.txt", FILE.body),
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_documents_of_other_tools_are_read_with_their_address_and_date(packed):
    (one,) = reading(by_others(OK, packed=packed)).attachments
    assert one == Capture("https://labs.example/1", PAGE.encode(), "text/html", THEN, "utf-8")
    (item,) = read(one).items
    assert isinstance(item, Draft)
    assert (item.title, item.url) == ("The wörm", "https://labs.example/1")


def test_chunks_are_joined_and_codings_undone():
    packed = gzip.compress(PAGE.encode())
    chunks = b"%x\r\n%b\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    headers = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
    joined = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]  # as some crawlers leave it
    unpacked = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]  # and as others do
    plain = [("response", "200 OK", one, PAGE.encode()) for one in (joined, unpacked)]
    found = reading(by_others(("response", "200 OK", headers, chunks), *plain))
    assert [one.body for one in found.attachments] == [PAGE.encode()] * 3


def test_what_holds_no_document_is_passed_over_and_counted():
    found = reading(by_others(
        OK,
        ("request", "GET / HTTP/1.1", [("Host", "labs.example")], b""),
        ("revisit", "200 OK", [("Content-Type", "text/html")], b""),
        ("response", "404 Not Found", [("Content-Type", "text/html")], b"gone"),
        ("response", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
        ("response", "200 OK", [("Content-Type", "text/html")], b""),
    ))  # fmt: skip
    assert len(found.attachments) == 1
    assert found.items == ()
    for words in (
        "of type request",
        "of type revisit",
        "with status 404",
        "of pictures",
        "without content",
    ):
        assert f"1 {words}" in found.notes[0]


def test_what_tells_of_the_crawl_alone_is_passed_over():
    lines = by_others(OK, ("resource", "", [], b"labs.example. IN A 192.0.2.7"), packed=False)
    found = reading(lines.replace(b"https://labs.example/2", b"dns:labs.example"))
    assert [one.location for one in found.attachments] == ["https://labs.example/1"]
    assert "1 at dns: addresses" in found.notes[0]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_in_the_format_before_is_named(pack):
    told = reading(pack(b"filedesc://one.arc 0.0.0.0 20040501030201 text/plain 76\n1 0 Labs\n"))
    (failure,) = [*told.items, *(item for one in told.attachments for item in read(one).items)]
    assert isinstance(failure, Failure)
    assert "convert it to WARC" in failure.why


@pytest.mark.parametrize("packed", [True, False])
def test_of_a_file_that_is_cut_short_the_beginning_is_kept(packed):
    found = reading(by_others(OK, OK, packed=packed)[:-40])
    assert [one.location for one in found.attachments] == ["https://labs.example/1"]
    (failure,) = found.items
    assert isinstance(failure, Failure)
    assert "fetch the file again" in failure.why


def record(length: object, block: bytes, more: bytes = b"") -> bytes:
    return b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: %b\r\n%b\r\n%b\r\n\r\n" % (
        str(length).encode(), more, block,
    )  # fmt: skip


DAMAGED = [
    (record("many", b"x"), "does not say its length"),
    (record("-1", b"x"), "does not say its length"),
    (record("9" * 15, b"x"), "ends within a record"),
    (record(1, b"xyz"), "no record begins"),
    (record(1, b"x", b"a: b\r\n" * 500), "too many headers"),
    (record(1, b"x", b"a: " + b"b" * 100_000 + b"\r\n"), "too long"),
    (gzip.compress(b"WARC/1.0\r\na: " + b"b" * 50_000_000), "too long"),
    (gzip.compress(record(1, b"x"))[:-4], "compressed data ends too early"),
    (record(0, b"", b"WARC-Target-URI: x\r\nContent-Encoding: br\r\n"), ""),
    (written(replace(FILE, body=written(HTML))), "a WARC within a WARC"),
    (record(0, b"") * 200_001, "more than 200,000 records"),
    (gzip.compress(record(21_000_000, b"x" * 21_000_000)), "holds more than 20,000,000 bytes"),
]


@pytest.mark.parametrize(("body", "words"), DAMAGED, ids=[words for _, words in DAMAGED])
def test_what_is_damaged_or_made_to_exhaust_is_named_soon(body, words):
    began = time.perf_counter()
    whys = [item.why for item in reading(body).items if isinstance(item, Failure)]
    assert [words in why for why in whys] == [True] * bool(words)
    assert time.perf_counter() - began < 60


def test_a_coding_that_is_not_read_is_named_with_the_address():
    coded = ("response", "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "br")], b"x")
    (failure,) = reading(by_others(coded)).items
    assert isinstance(failure, Failure)
    assert failure.item == "https://labs.example/1"
    assert '"br"' in failure.why


def test_a_gzip_file_of_something_else_is_no_warc():
    assert not looks_like_warc(gzip.compress(b"words"))
    assert not looks_like_warc(b"\x1f\x8b\xff\xff")


@given(st.integers(0, 1_000), st.binary(min_size=1, max_size=8), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_raise(at, odd, packed):
    body = written(HTML, FILE, packed=packed)
    at %= len(body)
    found = reading(body[:at] + odd + body[at + len(odd) :])
    assert all("please report" not in getattr(item, "why", "") for item in found.items)
