"""Documents of the exchange formats, read through the one door."""

import json
from datetime import UTC, datetime

from ingest.read import AS_NAMED, read
from ingest.types import Capture, Draft, Failure

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def items(document: object, name: str = "/files/one.json", columns=AS_NAMED) -> tuple[Draft | Failure, ...]:
    """What a document holds; text is read as it stands, anything else as JSON."""
    body = document if isinstance(document, str) else json.dumps(document)
    media = {"csv": "text/csv", "jsonl": "application/jsonl"}.get(name.rpartition(".")[2], "")
    return read(Capture(name, body.encode("utf-8", "surrogatepass"), media, NOW), columns).items


def draft(document: object, **options: object) -> Draft:
    """The only draft that a document holds."""
    (item,) = items(document, **options)
    assert isinstance(item, Draft), item
    return item


def values(item: Draft) -> set[tuple[str, str]]:
    """Its indicators, each of which stands where it says."""
    assert all(item.body_text[one.start : one.end] == one.spelling for one in item.indicators)
    return {(one.type, one.value) for one in item.indicators}
