"""Captures as a WARC that other tools read and replay."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ingest.fetch.headers import user_agent, visible
from ingest.types import Capture

Headers = list[tuple[str, str]]


def write_warc(file: IO[bytes], captures: Iterable[Capture], *, packed: bool) -> int:
    """Write WARC 1.1 (ISO 28500:2017): what says who wrote it, then each capture; returns how many.

    What came from the web is a response with the headers that were kept; a file is a resource under its path. With
    `packed`, each record is a gzip member of its own, as annex D asks for, so that a reader can go to any of them.
    """
    _write(file, _opening(), packed)
    count = 0
    for capture in captures:
        _write(file, _record(capture), packed)
        count += 1
    return count


def _write(file: IO[bytes], record: bytes, packed: bool) -> None:
    file.write(gzip.compress(record, compresslevel=6, mtime=0) if packed else record)


def _opening() -> bytes:
    fields = f"software: {user_agent(None)}\r\nformat: WARC File Format 1.1\r\n".encode()
    now = datetime.now(UTC)
    return _framed("warcinfo", now, _id("warcinfo", now), [("Content-Type", "application/warc-fields")], fields)


def _record(capture: Capture) -> bytes:
    if capture.url is None:
        address = f"file://{quote(capture.location)}"
        said = [("WARC-Target-URI", address), ("Content-Type", _content_type(capture))]
        return _framed("resource", capture.captured_at, _id(address, capture.captured_at), said, capture.body)
    address = quote(capture.url, safe="%/:=&?~#+!$,;'@()*[]")
    said = [("WARC-Target-URI", address), ("Content-Type", "application/http; msgtype=response")]
    block = _response(capture) + capture.body
    return _framed("response", capture.captured_at, _id(address, capture.captured_at), said, block)


def _response(capture: Capture) -> bytes:
    """The head of the answer as far as it is known: only an answer of success becomes a capture."""
    kept = (
        ("Content-Type", _content_type(capture)),
        ("Content-Length", str(len(capture.body))),
        ("ETag", capture.etag),
        ("Last-Modified", capture.last_modified),
    )
    return _head("HTTP/1.1 200 OK", [(name, value) for name, value in kept if value])


def _content_type(capture: Capture) -> str:
    known = capture.media_type or "application/octet-stream"
    return f"{known}; charset={capture.charset}" if capture.charset else known


def _framed(type_: str, when: datetime, id_: str, said: Headers, block: bytes) -> bytes:
    first = [
        ("WARC-Type", type_),
        ("WARC-Record-ID", id_),
        ("WARC-Date", when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
    ]
    return _head("WARC/1.1", [*first, *said, ("Content-Length", str(len(block)))]) + block + b"\r\n\r\n"


def _head(opening: str, headers: Headers) -> bytes:
    lines = [opening, *(f"{name}: {visible(value)}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _id(address: str, when: datetime) -> str:
    """The same capture has the same id in every export."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{address} {when.isoformat()}')}>"
