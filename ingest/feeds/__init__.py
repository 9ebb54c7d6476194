"""Feeds of every format, read item by item into drafts."""

from ingest.feeds.read import read_feed
from ingest.feeds.sniff import looks_like_feed

__all__ = ["looks_like_feed", "read_feed"]
