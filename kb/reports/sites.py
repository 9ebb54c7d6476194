"""Whose site an address is at; apart from other names, since a search must not wait for the list of suffixes."""

from ingest.indicators.hosts import registrable
from kb.reports.names import host


def site(address: str) -> str | None:
    """What somebody registered, whichever of its hosts an address is at: `example.org` of `https://news.example.org/1`."""
    name = host(address)
    return name and (registrable(name) or name)
