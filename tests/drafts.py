"""Drafts and captures for tests, with only what a test is about spelled out."""

from dataclasses import replace
from datetime import UTC, datetime

from ingest.types import Capture, Draft, Kind, Reading
from kb.archive import Archive
from kb.ledger import Entry
from kb.pipeline import keep

TEXT = "In June the operator warned of a worm that turns home computers into zombies. " * 4


def draft(item: str = "https://news.example/1", **fields: object) -> Draft:
    """A news item of its own address unless told otherwise."""
    body = str(fields.pop("body_text", TEXT))
    made = Draft(item, Kind.NEWS, "A worm", f"<p>{body}</p>", body, url=item if item.startswith("http") else None)
    return replace(made, **fields)  # type: ignore[arg-type]


def statement(number: int = 10, **fields: object) -> Draft:
    """A numbered statement of the operator at operator.example."""
    url = f"https://www.operator.example/statement/{number}/a-title"
    given: dict[str, object] = {
        "kind": Kind.STATEMENT,
        "title": "A title",
        "number": number,
        "ref": f"S0{number}",
        "category": "Report",
        "updated": datetime(2022, 4, 10, tzinfo=UTC),
    }
    return draft(url, **(given | fields))


def capture(location: str = "https://news.example/feed", body: bytes = b"x") -> Capture:
    return Capture(location, body, "text/html", datetime(2024, 1, 1, tzinfo=UTC))


def take_in(
    archive: Archive,
    *items: Draft,
    location: str = "/files/one",
    body: bytes = b"x",
    home: str = "https://news.example/",
) -> list[Entry]:
    """Keep these drafts as if one capture held them, and bring the index level."""
    entries = keep(archive, capture(location, body), Reading(tuple(items), home=home))
    archive.indexer.drain()
    return entries
