"""What the embedded index keeps of a document: terms with their places, exact values, and columns."""

from array import array
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence, Positions

TEXTS = ("title", "body")
WORDS = {"title": "title_words", "body": "body_words"}  # the words as they stand, for prefixes and patterns
EXACT = ("kind", "category", "source", "tag", "ref", "lang")
FACETS = ("kind", "category", "source", "tag")  # year comes from the date
DATES = ("published", "updated", "seen", "date")
UNKNOWN = -(2**63)  # a date column's value where the date is unknown
_SEPARATOR = "\x1f"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Posting = tuple[bytes, int, float, bytes]  # term, frequency, weight, places


class Places(Positions):  # type: ignore[misc]
    """Positions as an array of 32-bit numbers, which is written and read faster than Whoosh's pickled deltas."""

    def encode(self, positions: list[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // array("I").itemsize


class Analysed(FieldType):  # type: ignore[misc]
    """A field whose values come as postings, since each text is analysed once for all its fields."""

    def __init__(self, format_: Any, *, scorable: bool = False) -> None:
        self.format = format_
        self.scorable = scorable

    def index(self, value: list[Posting], **_: Any) -> list[Posting]:
        return value


def _schema() -> Schema:
    schema = Schema()
    for name in TEXTS:
        schema.add(name, Analysed(Places(), scorable=True))
    for name in ("id", *WORDS.values(), *EXACT, "indicator", "network", "domain"):
        schema.add(name, Analysed(Existence()))
    for name in ("key", *map(facet_column, FACETS)):
        schema.add(name, COLUMN(VarBytesColumn()))
    for name in DATES:
        schema.add(name, COLUMN(NumericColumn("q", default=UNKNOWN)))
    return schema


def facet_column(facet: str) -> str:
    return f"{facet}_values"


def term(text: str) -> bytes:
    """A term as the index holds it. Lone surrogates, which no encoding has, stand as question marks."""
    return text.encode("utf-8", "replace")


def exact(values: Iterable[str]) -> list[Posting]:
    """Postings of values that stand for themselves, each once."""
    return [(term(value), 1, 1.0, b"") for value in dict.fromkeys(values) if value]


def joined(values: Iterable[str]) -> bytes:
    """A facet column's value: all of a document's values, as they are shown."""
    return term(_SEPARATOR.join(dict.fromkeys(value.replace(_SEPARATOR, " ") for value in values if value)))


def split(value: bytes) -> list[str]:
    """What joined put together."""
    return value.decode().split(_SEPARATOR) if value else []


def instant(when: datetime) -> int:
    """Microseconds since 1970. Raises ValueError for a naive datetime."""
    if when.tzinfo is None:
        raise ValueError(f"{when} has no time zone; the index takes aware datetimes only")
    return (when - _EPOCH) // timedelta(microseconds=1)


SCHEMA = _schema()
