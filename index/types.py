"""What crosses the border of `index`: Documents go in, Results of Hits and Facets come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Document:
    """A report as the index sees it. All datetimes are aware UTC."""

    id: str  # the archive's own key, given back in hits
    title: str
    body: str  # plain text
    kind: str
    first_seen: datetime  # when the archive first had it
    ref: str | None = None  # a statement's reference, such as "S010"
    number: int | None = None  # a statement's number, such as 10
    category: str | None = None
    source: str | None = None  # the source's slug
    lang: str | None = None  # BCP 47
    tags: tuple[str, ...] = ()
    indicators: tuple[tuple[str, str], ...] = ()  # (type, value), refanged and normalised
    published: datetime | None = None
    updated: datetime | None = None
    # The id of the document that leads the story it tells, its own if it does; None if it tells one alone.
    story: str | None = None

    @property
    def date(self) -> datetime | None:
        """The day the archive lists it under: published, else updated, else unknown."""
        return self.published or self.updated


class Sort(StrEnum):
    """The order of hits; ties stand in descending order of first_seen, then of id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"  # by date, or first_seen where the date is unknown
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrowing by fields, without effect on the score. Values of one field are alternatives; fields add up."""

    kind: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    indicator: tuple[tuple[str, str], ...] = ()  # (type, value)
    since: datetime | None = None  # inclusive, on Document.date
    until: datetime | None = None  # exclusive, on Document.date


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a field and how many of the documents found carry it."""

    value: str
    count: int


class Hit(NamedTuple):
    id: str
    score: float  # comparable within one result only; 0.0 when sorted by date


class Suggests(StrEnum):
    """What a suggestion is."""

    REF = "ref"  # a statement by its reference
    INDICATOR = "indicator"
    TAG = "tag"
    TITLE = "title"  # a report by its title
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What someone who has begun to type may mean."""

    kind: Suggests
    text: str  # the whole query as it would be typed; "" for a title, which only the archive knows
    value: str  # the tag, indicator, reference or word itself; "" for a title
    count: int = 1  # documents that have it
    type: str = ""  # of an indicator
    id: str = ""  # of the document that a reference or a title names


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word that another one may be a slip for."""

    text: str
    count: int  # titles and texts that have it
    cost: float  # how unlikely the slip is: what costs 1 more must be e times as frequent to be as likely


class Cursor(NamedTuple):
    """Where a hit stands in an order of hits; greater ones come first."""

    key: float  # the score, or a date in microseconds since 1970, negative where the oldest come first
    seen: int  # first_seen, in microseconds since 1970
    id: str


@dataclass(frozen=True, slots=True)
class Results:
    hits: tuple[Hit, ...]
    total: int  # documents found, of each story one, of which hits are one page
    next: Cursor | None = None  # of the last hit, when there are more behind it
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)  # by field: kind category source tag year
    repeats: int = 0  # documents that match as well, but tell a story that is counted already
    partial: bool = False  # the search was cut short; notes say how
    notes: tuple[str, ...] = ()  # sentences for the person who searched
    took_ms: float = 0.0
