"""A WARC as the captures that its records hold."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ingest.dates import instant
from ingest.fetch.body import Garbled, TooLarge, inflated, read_body
from ingest.fetch.headers import charset, media_type, validator
from ingest.text import one_line
from ingest.types import Capture, Failure, Reading
from ingest.warc.records import MOST_BYTES, Record, message, records
from ingest.warc.source import Broken, Source

MOST = 20_000  # documents of one file
ROOM = 100_000_000  # bytes of all its documents together
_DOCUMENTS = ("http", "https", "ftp", "ftps", "file", "")  # schemes; dns:, urn: and metadata: tell of the crawl
_SCHEME = re.compile(r"\s*<?([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_LONGEST_ADDRESS = 2_000
_NO_DOCUMENT = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript",
                "application/x-javascript", "application/font", "application/wasm")  # fmt: skip
_CUT = f"its record holds more than {MOST_BYTES:,} bytes; import the page from elsewhere"
_ENDS = "{}; what comes before was read, fetch the file again or split it for the rest"
_FULL = f"its documents are more than {MOST:,}, or larger than {ROOM:,} bytes together; split it for the rest"
_OF_ITSELF = "of type warcinfo"  # nobody misses what the file says of itself
_NESTED = "it is a WARC within a WARC; take it out and import it by itself"


class _Skipped(Exception):
    """A record that holds no document; the message names its type."""


def looks_like_warc(body: bytes) -> bool:
    """Whether the bytes begin with a record, plain or packed with gzip."""
    if body.startswith(b"WARC/"):
        return True
    try:
        return body.startswith(b"\x1f\x8b") and next(iter(inflated([body[:512]], "gzip")), b"").startswith(b"WARC/")
    except Garbled:
        return False


def read_warc(capture: Capture) -> Reading:
    """Each response, resource and conversion as an attachment, with its own address and date, to be read in its turn.

    Requests, revisits, answers that are no success, pictures, styles and scripts are passed over, and counted in a
    note. What cannot be read is a failure; where the file is damaged, what stands before that place is kept.
    """
    found: list[Capture] = []
    failures: list[Failure] = []
    passed: Counter[str] = Counter()
    try:
        for item in _items(capture, passed):
            if isinstance(item, Capture):
                found.append(item)
            else:
                failures.append(item)
    except Broken as broken:
        failures.append(Failure(capture.location, _ENDS.format(broken)))
    if not (found or failures or passed):
        failures.append(Failure(capture.location, "it holds no records; check that it was saved whole"))
    return Reading(tuple(failures), notes=_notes(passed), attachments=tuple(found))


def _items(capture: Capture, passed: Counter[str]) -> Iterator[Capture | Failure]:
    room, left = ROOM, MOST
    for count, record in enumerate(records(Source(capture.body)), start=1):
        try:
            item = _document(record, capture, count)
        except _Skipped as skipped:
            passed[str(skipped)] += 1
            continue
        room, left = room - (len(item.body) if isinstance(item, Capture) else 0), left - 1
        if room < 0 or left < 0:
            yield Failure(f"{capture.location}, record {count} and after", _FULL)
            return
        yield item


def _document(record: Record, capture: Capture, count: int) -> Capture | Failure:
    """The document of a record. Raises _Skipped for a record that holds none."""
    if record.type not in ("response", "resource", "conversion") or "warc-segment-number" in record.headers:
        raise _Skipped(f"of type {one_line(record.type)[:40] or 'unknown'}")
    scheme = _scheme(record)
    if scheme not in _DOCUMENTS:
        raise _Skipped(f"at {scheme}: addresses")
    address = _location(record) or f"{capture.location}, record {count}"
    if not record.is_whole:
        return Failure(address, _CUT)
    said, body = record.headers, record.block
    if record.type == "response" and (answer := message(record.block)):
        if not 200 <= answer.status < 300 or answer.status == 206:
            raise _Skipped(f"with status {answer.status}")
        said, body = answer.headers, answer.body
    media = media_type(said.get("content-type"))
    if media.startswith(_NO_DOCUMENT) or not body:
        raise _Skipped("of pictures, styles and scripts" if body else "without content")
    coding = said.get("content-encoding", "")
    if coding.strip().lower() in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        coding = ""  # some crawlers keep what they unpacked under the headers of what they got
    try:
        body = read_body([body], coding, MOST_BYTES)
    except TooLarge:
        return Failure(address, _CUT)
    except Garbled as error:
        return Failure(address, f"{error}; import the page from elsewhere")
    if looks_like_warc(body):
        return Failure(address, _NESTED)
    return Capture(
        location=address,
        body=body,
        media_type=media,
        captured_at=instant(record.headers.get("warc-date"), capture.captured_at) or capture.captured_at,
        charset=charset(said.get("content-type")),
        etag=validator(said.get("etag")),
        last_modified=validator(said.get("last-modified")),
    )


def _scheme(record: Record) -> str:
    """Of the address that the record is of; "" where it gives none."""
    found = _SCHEME.match(record.headers.get("warc-target-uri", ""))
    return found[1].lower() if found else ""


def _location(record: Record) -> str | None:
    """The address as written; that of a file is its path, under which it was captured."""
    address = one_line(record.headers.get("warc-target-uri", "")[:_LONGEST_ADDRESS]).strip("<> ")
    if not address.lower().startswith("file:"):
        return address or None
    try:
        return unquote(urlsplit(address).path) or None
    except ValueError:  # such as an unclosed bracket
        return None


def _notes(passed: Counter[str]) -> tuple[str, ...]:
    told = ", ".join(f"{times} {kind}" for kind, times in passed.most_common(20) if kind != _OF_ITSELF)
    return (f"records that hold no document to read: {told}",) if told else ()
