"""Feeds of real reports, as a site would publish them: RSS 2.0 with the whole text as HTML."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from itertools import islice
from pathlib import Path

from tests.bench import corpus
from tests.bench.corpus import Report


def write(folder: Path, to: Path, feeds: int, items: int) -> None:
    """Files `0.xml` and so on, one a feed, each of the next reports of a bench corpus."""
    lines = to / "reports.jsonl"
    corpus.unpack(folder, feeds * items, lines)
    reports = corpus.reports(lines)
    for number in range(feeds):
        written = "\n".join(_feed(number, list(islice(reports, items))))
        (to / f"{number}.xml").write_text(written, encoding="utf-8")


def _feed(number: int, reports: Sequence[Report]) -> Iterator[str]:
    home = f"https://feed-{number}.example"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
    yield f"<title>Feed {number}</title><link>{home}/</link><description>Reports of feed {number}</description>"
    for one in reports:
        address = f"{home}/{one.key}"
        yield f"<item><title>{escape(one.title)}</title><link>{address}</link>"
        yield f'<guid isPermaLink="false">{address}</guid>'
        if one.date:
            day = datetime.fromisoformat(one.date).replace(tzinfo=UTC)
            yield f"<pubDate>{format_datetime(day, usegmt=True)}</pubDate>"
        yield from (f"<category>{escape(tag)}</category>" for tag in one.tags)
        yield f"<description>{escape(_html(one.body))}</description></item>"
    yield "</channel></rss>"


def _html(body: str) -> str:
    parts = (escape(part, quote=False).replace("\n", "<br>") for part in body.split("\n\n") if part.strip())
    return "\n".join(f"<p>{part}</p>" for part in parts)
