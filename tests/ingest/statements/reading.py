"""Shortcuts for tests that read a statement."""

from datetime import UTC, datetime

from ingest.statements import read_statement
from ingest.types import Capture, Draft

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def capture(body: bytes | str, media_type: str = "text/plain", location: str = "/archive/page") -> Capture:
    return Capture(location, body.encode() if isinstance(body, str) else body, media_type, NOW)


def draft(body: bytes | str, media_type: str = "text/plain", location: str = "/archive/page") -> Draft:
    read = read_statement(capture(body, media_type, location))
    assert isinstance(read, Draft), read
    return read


def words(text: str) -> list[str]:
    return text.split()
