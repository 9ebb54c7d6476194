"""How much of what feedparser reads right in feeds is right in our drafts, and whether all of every feed goes through.

Run as `python -m tests.bench feeds`: below CORPUS lie feedparser's own test files with their expectations
(feeds-feedparser), the test cases of the W3C's validator (feeds-validator-testcases), real feeds (feeds-real,
feeds-security), json-feed and opml. feedparser's expectations are measured where it meets them itself; on the feeds
without any, what it reads is the expectation, mistakes and all. What counts as the same is said in
`tests/bench/sameness.py`.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

import feedparser

from ingest.feeds import read_feed
from ingest.types import Capture
from tests.bench import feeds_through
from tests.bench.expectations import Claim, claims, served, text_of
from tests.bench.feeds_through import files
from tests.bench.sameness import FIELDS, field_of, is_said

NOW = datetime(2030, 1, 1, tzinfo=UTC)
REAL = ("feeds-real", "feeds-security", "feeds-validator-testcases")
READ = ("title", "link", "id", "published_parsed", "updated_parsed", "summary", "author")


def main(corpus: Path) -> None:
    expected = Tally()
    for path in files(corpus / "feeds-feedparser"):
        text = text_of(path.read_bytes())
        name = str(path.relative_to(corpus / "feeds-feedparser"))
        expected.measure(name, path.read_bytes(), served(name, text), claims(text))
    expected.show("expectations")
    for folder in REAL:
        read = Tally()
        for path in files(corpus / folder):
            name = str(path.relative_to(corpus / folder))
            read.measure(name, path.read_bytes(), {"content-location": f"https://feeds.example/{name}"}, None)
        read.show(folder)
    feeds_through.main(corpus)


@dataclass(slots=True)
class Tally:
    """What was claimed, by the field of the draft that should say it."""

    claimed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)  # in what feedparser reads
    ours: Counter[str] = field(default_factory=Counter)  # of those
    missed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def measure(self, name: str, body: bytes, headers: dict[str, str], wanted: list[Claim] | None) -> None:
        """Without claims, feedparser's reading makes them."""
        theirs = feedparser.parse(io.BytesIO(body), response_headers=headers)
        reading = read_feed(capture(name, body, headers))
        for claim in what_is_read(theirs) if wanted is None else wanted:
            about = field_of(claim, theirs)
            if about is None:
                continue
            self.claimed[about] += 1
            if value_at(theirs, claim) != claim.wanted:
                continue
            self.right[about] += 1
            if is_said(about, claim, theirs, reading):
                self.ours[about] += 1
            else:
                self.missed[about].append(f"{name}: {claim} should be {claim.wanted!r:.160}")

    def show(self, name: str) -> None:
        print(f"\n## {name}\n\n| field | claims | feedparser right | ours right of those | share |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for about in (*FIELDS, "in all"):
            claimed, right, ours = (
                counter.total() if about == "in all" else counter[about]
                for counter in (self.claimed, self.right, self.ours)
            )
            print(f"| {about} | {claimed} | {right} | {ours} | {ours / right:.3f} |" if right else f"| {about} | 0 |")
        print(*(f"\n{about}: {miss}" for about in FIELDS for miss in self.missed[about]), sep="")


def capture(name: str, body: bytes, headers: dict[str, str]) -> Capture:
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    location = headers.get("content-location", f"/feeds/{name}")
    return Capture(location, body, message.get_content_type(), NOW, charset=message.get_content_charset())


def what_is_read(theirs: Any) -> Iterator[Claim]:
    for place, entry in enumerate(theirs.entries):
        for key in READ:
            if dict.get(entry, key):
                yield Claim(("entries", place, key), entry[key])


def value_at(theirs: Any, claim: Claim) -> object:
    """What feedparser has there; None where it has nothing."""
    value = theirs
    try:
        for key in claim.path:
            value = value[key]
    except (LookupError, TypeError):
        return None
    return value
