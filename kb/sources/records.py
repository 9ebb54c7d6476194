"""A polled source as commands see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kb.sources.rules import Rule


class SourceKind(StrEnum):
    """How a place is polled."""

    FEED = "feed"  # one address: RSS, Atom or JSON Feed
    STATEMENTS = "statements"  # a page that lists statements, and all of these
    PAGE = "page"  # one address: a page whose wordings become revisions
    SITEMAP = "sitemap"  # a list of addresses, and all of these
    FOLDER = "folder"  # files that people drop
    MAILDIR = "maildir"  # messages, one a file


LOCAL = (SourceKind.FOLDER, SourceKind.MAILDIR)  # their place is a path, and nothing is fetched


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms the items of a source are taken in."""

    name: str  # of the source, for the ledger
    rules: tuple[Rule, ...] = ()
    tags: tuple[str, ...] = ()  # given to every new report
    full_text: bool = False  # the article is fetched where an item tells only a part of it


@dataclass(frozen=True, slots=True)
class Polled:
    """A source in the register."""

    id: int
    name: str
    kind: SourceKind
    place: str  # an address, or the absolute path of a folder
    title: str | None  # what it calls itself
    tags: tuple[str, ...]
    rules: tuple[Rule, ...]
    full_text: bool  # as in Terms; counts for feeds alone
    added_at: datetime
    next_check_at: datetime
    checked_at: datetime | None
    failures: int  # in a row
    refusals: int  # failures in a row that asking again will not mend
    trouble: str | None  # why the last check failed
    paused_at: datetime | None
    paused_why: str | None

    @property
    def terms(self) -> Terms:
        return Terms(self.name, self.rules, self.tags, self.full_text and self.kind is SourceKind.FEED)
