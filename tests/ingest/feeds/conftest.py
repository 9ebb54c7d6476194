"""Feeds written in a line."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from ingest.feeds import read_feed
from ingest.types import Capture, Draft, Reading

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def capture() -> Callable[..., Capture]:
    def make(body: bytes | str, media_type: str = "", charset: str | None = None, location: str = "/feed") -> Capture:
        return Capture(location, body.encode() if isinstance(body, str) else body, media_type, NOW, charset)

    return make


@pytest.fixture
def rss(capture: Callable[..., Capture]) -> Callable[..., Reading]:
    """Reads the items given as XML in an RSS 2.0 channel."""

    def read(*items: str, location: str = "https://news.example.org/feed.xml") -> Reading:
        spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        inner = "".join(f"<item>{item}</item>" for item in items)
        document = f'<rss version="2.0" {spaces}><channel><title>News</title>{inner}</channel></rss>'
        return read_feed(capture(document, location=location))

    return read


@pytest.fixture
def only(rss: Callable[..., Reading]) -> Callable[..., Draft]:
    """The draft of a feed with one item."""

    def read(item: str) -> Draft:
        (draft,) = rss(item).items
        assert isinstance(draft, Draft), draft
        return draft

    return read
