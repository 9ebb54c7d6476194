"""What crosses the border of `ingest`: a Capture goes in, a Reading of Drafts and Failures comes out."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

ROOM = 100_000_000  # bytes; a folder of a year's reports takes less


class Kind(StrEnum):
    """What sort of document a report is."""

    STATEMENT = "statement"
    REPORT = "report"
    NEWS = "news"
    ADVISORY = "advisory"
    FAQ = "faq"
    GLOSSARY = "glossary"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came, before anything has read them."""

    location: str  # the URL they were served from, or the file's absolute path; what was in it stands behind a "!"
    body: bytes  # after transfer and content decoding, otherwise untouched
    media_type: str  # what the server or the file's ending says, such as "text/html"; "" when nothing says
    captured_at: datetime  # UTC
    charset: str | None = None  # what the server says; a file says nothing
    etag: str | None = None  # for the next conditional request
    last_modified: str | None = None  # likewise, as served
    depth: int = 0  # how many archives and mails it was taken out of
    room: int = ROOM  # bytes that may yet be taken out of it, and out of what is in it, in all

    @property
    def url(self) -> str | None:
        """The location when it is on the web: drafts without a link of their own take it as theirs."""
        return self.location if not self.depth and self.location.startswith(("http://", "https://")) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which part of the input says what a field of the draft holds."""

    field: str  # the draft's field, such as "updated"
    where: str  # a label, element, line or key, such as 'line 7, "Updated:"' or 'meta[article:published_time]'
    quote: str  # the words it was read from, at most 200 characters


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose text it is and on which conditions it may be passed on."""

    holder: str | None = None  # such as "The Spamhaus Project SLU"
    credit: str | None = None  # the words to quote as the source, such as "The Spamhaus Project"
    conditions: str | None = None  # the notice as it stands, or the licence's name
    url: str | None = None  # the address to link to
    years: str | None = None  # copyright years as written, such as "1998-2022"


@dataclass(frozen=True, slots=True)
class Link:
    """Another document that a report names."""

    title: str
    url: str | None = None  # absolute; None where the input carries the title alone


class Role(StrEnum):
    """What an indicator does in the report that names it."""

    INDICATOR = "indicator"  # the report warns of it
    MENTIONED = "mentioned"  # the publisher's or the victim's own, a reference, an example: no cause for alarm


@dataclass(frozen=True, slots=True)
class Indicator:
    """An observable found in the text, such as an address, a host or a hash, or the name of who or what attacks."""

    type: str  # one of ingest.indicators.TYPES, or of ingest.names.TYPES
    value: str  # refanged and normalised
    spelling: str  # as it stands in the text
    start: int  # where in body_text the spelling begins, in characters
    end: int  # and where it ends, exclusive; 0, as start, where only the title names it
    role: Role = Role.INDICATOR


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as its input tells it. All text is free of control characters; all datetimes are aware UTC."""

    item: str  # names it in the ledger: a guid, a link, or the location
    kind: Kind
    title: str
    body_html: str  # sanitised, links absolute
    body_text: str  # the same words as plain text, paragraphs parted by a blank line; without the pictures of a page
    key: str | None = None  # what its source calls it (guid, advisory id); None where the source gives nothing lasting
    url: str | None = None  # where the original is read
    restates: bool = False  # it tells in its own words what is read at its url, and is not the page itself
    fixed: bool = False  # it was written once and for all, as a message: other words under its key are not its own
    partial: bool = False  # its text is only a summary or the beginning of what is read at its url
    number: int | None = None  # a statement's number, its identity
    ref: str | None = None  # a statement's reference as printed, such as "S010"
    category: str | None = None
    tags: tuple[str, ...] = ()
    lang: str | None = None  # BCP 47, such as "en" or "pt-BR"
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    event_dates: tuple[date, ...] = ()  # days the text speaks of, in the order of the text, each once
    summary: str | None = None  # plain text, as the source gives it
    rights: Rights | None = None
    associated: tuple[Link, ...] = ()  # associated documents, in the order of the page
    index: tuple[Link, ...] = ()  # the statements index, in the order of the page
    indicators: tuple[Indicator, ...] = ()
    is_searched: bool = False  # these are all its indicators; else they are yet to be looked for in its text
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be read."""

    item: str  # names it in the ledger, as in Draft
    why: str  # a sentence that says what is wrong and what to do


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one capture holds: each item is a draft or a failure, in the order of the input.

    An archive is no item itself: its files are attachments. A mail is both, an item that may have attachments.
    """

    items: tuple[Draft | Failure, ...]
    title: str | None = None  # what the input calls itself: a feed's title, a site's name
    home: str | None = None  # the web page a feed stands for
    notes: tuple[str, ...] = field(default=())  # what was repaired or set aside, for the person who imports
    attachments: tuple[Capture, ...] = ()  # files that it holds, each to be kept and read in its turn
    ttl: int | None = None  # seconds for which a feed asks to be left alone
