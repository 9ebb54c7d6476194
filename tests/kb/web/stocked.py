"""A small archive made the ordinary way: bytes go in, and what becomes of them is served."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from flask.testing import FlaskClient

from ingest.types import Capture
from kb import archive as archives
from kb import paths, pipeline
from kb.archive import Archive
from kb.settings import Settings
from kb.web import create_app
from tests.kb.feeds.fabricated import HOSTILE_TITLES

BASE = "https://archive.example"
NEWS = [
    ("Worm slows the net", "2003-11-01T10:00:00Z", ["Worms", "asp.net"], "It dials 192.0.2.7 and bad.example.org."),
    (
        "Parcel kit again",
        "2024-02-29T23:59:59Z",
        ["package.json", "package"],
        "See https://kit.example.org/feed.rss now.",
    ),
    ("Nothing new", "2024-03-01T00:00:00Z", [], "A quiet day."),
]
HOSTILE = [
    (title.replace("\x00", ""), f"2025-01-{day:02d}T00:00:00Z", ['"><b>', "]]>"], f"<p>{title}</p>")
    for day, title in enumerate(HOSTILE_TITLES, start=1)
]


@contextmanager
def archive(folder: Path, **settings: object) -> Iterator[Archive]:
    """An archive of its own below a folder."""
    given = Settings(data=folder / "data", base_url=BASE, operator="Breakwater", **settings)
    archives.create(given)
    with archives.opened(given) as opened:
        yield opened


def client(archive: Archive) -> FlaskClient:
    app = create_app(archive)
    app.testing = True
    return app.test_client()


def take_in(archive: Archive, body: str, media_type: str, location: str) -> None:
    """Take in one capture and make it findable; every item of it must be kept."""
    raw = body.encode(errors="replace")
    entries = pipeline.take_in(archive, Capture(location, raw, media_type, datetime(2026, 1, 2, tzinfo=UTC)))
    assert entries
    assert not [entry for entry in entries if entry.decision.why], entries
    archive.indexer.drain()


def take_in_news(archive: Archive, entries: list[tuple[str, str, list[str], str]] = NEWS) -> None:
    take_in(archive, atom(entries), "application/atom+xml", "https://news.example.org/feed.atom")


def take_in_samples(archive: Archive) -> None:
    """The sample archive that comes with the program."""
    for file in sorted((paths.PACKAGE / "samples").rglob("*.*")):
        pipeline.take_in_file(archive, file)
    archive.indexer.drain()


def atom(entries: list[tuple[str, str, list[str], str]]) -> str:
    """An Atom feed of (title, instant, tags, HTML)."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://news.example.org/</id><title>News desk</title>'
        '<link href="https://news.example.org/"/><updated>2026-01-01T00:00:00Z</updated>'
        + "".join(_entry(at, *entry) for at, entry in enumerate(entries))
        + "</feed>"
    )


def _entry(at: int, title: str, instant: str, tags: list[str], html: str) -> str:
    address = f"https://news.example.org/{instant[:10]}/{at}"
    categories = "".join(f"<category term={quoteattr(tag)}/>" for tag in tags)
    printable = "".join(sign for sign in title if sign >= " " or sign in "\t\n")
    return (
        f'<entry><id>{address}</id><title>{escape(printable)}</title><link href="{address}"/>{categories}'
        f"<published>{instant}</published><updated>{instant}</updated>"
        f'<content type="html">{escape(html)}</content></entry>'
    )
