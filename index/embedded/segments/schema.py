"""What the embedded index keeps of a document: terms with their places, exact values, and numbers."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import numpy as np
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence, Positions

from index.types import Document

TEXTS = ("title", "body")
WORDS = {"title": "title_words", "body": "body_words"}  # the words as they stand, for prefixes and patterns
EXACT = ("kind", "category", "source", "tag", "ref", "lang")
SHOWN = {name: f"{name}_shown" for name in ("kind", "category", "source", "tag")}  # facets, spelled as they are shown
KEYS = ("id", *WORDS.values(), *EXACT, *SHOWN.values(), "indicator", "network", "domain")  # fields without places
FIELDS = (*TEXTS, *KEYS)
DATES = ("published", "updated", "seen", "date")
UNKNOWN = -(2**63)  # of a date
NUMBERS = (*DATES, "story")  # what a segment has one number of for each document
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Places(Positions):  # type: ignore[misc]
    """Positions as an array of 32-bit numbers, as a segment has them."""

    def encode(self, positions: Iterable[int]) -> bytes:
        return np.asarray(positions, dtype="<u4").tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return list(map(int, np.frombuffer(value, dtype="<u4")))

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // 4


class Analysed(FieldType):  # type: ignore[misc]
    """A field whose terms are made by our own analysis, and written by our own writer."""

    def __init__(self, format_: Any, *, scorable: bool = False) -> None:
        self.format = format_
        self.scorable = scorable


def _schema() -> Schema:
    schema = Schema()
    for name in TEXTS:
        schema.add(name, Analysed(Places(), scorable=True))
    for name in KEYS:
        schema.add(name, Analysed(Existence()))
    return schema


def term(text: str) -> bytes:
    """A term as the index holds it: on one line. Lone surrogates, which no encoding has, stand as question marks."""
    return text.encode("utf-8", "replace").replace(b"\n", b" ")


def instant(when: datetime) -> int:
    """Microseconds since 1970. Raises ValueError for a naive datetime."""
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone; the index takes aware datetimes only")
    since = when - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def story(document: Document) -> int:
    """The number of the story that a document tells, negative where another document leads it; 0 for none."""
    if document.story is None:
        return 0
    digest = hashlib.sha256(document.story.encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:8]) >> 2 or 1  # as good as never the same for two stories
    return number if document.story == document.id else -number


SCHEMA = _schema()
