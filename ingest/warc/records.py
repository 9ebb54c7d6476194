"""The records of a WARC (ISO 28500:2017, chapters 4 and 5) and the HTTP messages in them (RFC 9112)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.warc.source import Broken, Source

MOST_BYTES = 20_000_000  # of one block that are kept
_MOST_RECORDS = 200_000  # a crawl has some three for each document
_MOST_HEADERS = 200
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s{0,2}([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\r\n]{0,200})?\r?\n")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its header and its block."""

    headers: Mapping[str, str]  # by their names in lower case
    block: bytes  # at most MOST_BYTES of it
    is_whole: bool

    @property
    def type(self) -> str:
        """WARC-Type, such as "response"."""
        return self.headers.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP response as it was received."""

    status: int
    headers: Mapping[str, str]  # by their names in lower case
    body: bytes  # without transfer coding, still in its content coding


def records(source: Source) -> Iterator[Record]:
    """Each record in turn. Raises Broken where the file is damaged: nothing behind that place can be found again."""
    count = 0
    while (line := source.line()) is not None:
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise Broken("no record begins where the one before it ends")
        count += 1
        if count > _MOST_RECORDS:
            raise Broken(f"it holds more than {_MOST_RECORDS:,} records")
        headers = _headers(source)
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdigit() and len(size) < 16):
            raise Broken("a record does not say its length")
        block = source.block(int(size), MOST_BYTES)
        yield Record(headers, block, len(block) == int(size))


def message(block: bytes) -> Message | None:
    """The block of a response record taken apart; None where it is no HTTP response."""
    status, end = _STATUS.match(block), _HEAD_ENDS.search(block)
    if not status or not end:
        return None
    headers = dict(_pair(line) for line in block[: end.start()].split(b"\n")[1 : _MOST_HEADERS + 1] if b":" in line)
    body = block[end.end() :]
    if headers.get("transfer-encoding", "").lower().endswith("chunked"):
        body = _unchunked(body)
    return Message(int(status[1]), headers, body)


def _headers(source: Source) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = source.line()
        if line is None or not line.strip():
            return headers
        if b":" in line:
            name, value = _pair(line)
            headers.setdefault(name, value)
    raise Broken("a record has too many headers")


def _pair(line: bytes) -> tuple[str, str]:
    name, _, value = line.decode("utf-8", "replace").partition(":")
    return name.strip().lower(), value.strip()


def _unchunked(body: bytes) -> bytes:
    """The content of chunks (RFC 9112, section 7.1); a body that has none, since some crawlers join them, as it is."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        parts.append(body[found.end() : found.end() + size])
        at = found.end() + size
        if not size or at >= len(body):
            return b"".join(parts)
    return b"".join(parts) if parts else body
