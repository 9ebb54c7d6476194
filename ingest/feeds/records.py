"""A feed as its bytes tell it, before anything is judged: what the XML and the JSON reader have in common."""

from dataclasses import dataclass

from ingest.types import Failure, Link

MAX_ITEMS = 20_000  # items of one feed that are read; those beyond are failures, so that none is lost unsaid
MAX_COUNTED = 100_000  # and the count ends here, with one failure for whatever follows


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of writing as it stands in the feed."""

    value: str
    is_html: bool
    base: str | None = None  # the xml:base it stands under, which may itself be relative


@dataclass(frozen=True, slots=True)
class Entry:
    """One item. Dates are as written, and links as far as xml:base resolves them."""

    position: int  # from 1, in the order of the feed
    id: str | None = None
    title: Text | None = None
    link: str | None = None
    base: str | None = None  # the xml:base it stands under
    contents: tuple[Text, ...] = ()
    summary: Text | None = None
    published: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lang: str | None = None
    rights: Text | None = None
    licence: str | None = None  # its address
    associated: tuple[Link, ...] = ()  # enclosures and related documents


@dataclass(frozen=True, slots=True)
class Feed:
    """The feed itself and its items; a place that could not be read is a Failure among them."""

    entries: tuple[Entry | Failure, ...] = ()
    known: bool = True  # the document is a feed of some sort, even if it holds nothing
    title: Text | None = None
    home: str | None = None
    base: str | None = None  # where the feed says it stands
    authors: tuple[str, ...] = ()  # whose the items are that name nobody
    lang: str | None = None
    rights: Text | None = None
    licence: str | None = None
    ttl: int | None = None  # seconds for which it asks to be left alone
    flaw: str | None = None  # what is wrong with the document, with the line where known
