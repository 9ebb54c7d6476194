"""A report as people read it: the plain records that pages, feeds, API and command line are made from."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from ingest.types import Kind, Rights, Role


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a report."""

    slug: str  # its identity: in URLs, in queries, in the index
    name: str  # as it was first spelled


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a report."""

    slug: str
    name: str
    url: str | None  # its home page


@dataclass(frozen=True, slots=True)
class Counted:
    """A tag, category, source, kind or year, and how many reports carry it."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that a report names: held here, or only elsewhere."""

    position: int  # from 1, in the order of the page
    title: str
    ref: str | None  # the reference of the report held, such as "S010"
    path: str | None  # where it is read here; None for one never held
    url: str | None  # where the original is, when known
    current: bool = False  # it is the report that mentions it: "you are here"
    withdrawn: bool = False  # it was held and has been withdrawn: its page says when and why

    @property
    def held(self) -> bool:
        return self.path is not None and not self.withdrawn


@dataclass(frozen=True, slots=True)
class SeenIndicator:
    """An indicator where a report first names it."""

    type: str  # as in ingest.types.Indicator
    value: str  # refanged and normalised
    spelling: str  # as it stands in the text
    start: int  # in body_text, in characters
    end: int
    role: Role

    @property
    def path(self) -> str:
        return listing_path("indicator", self.type, self.value)


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """One line of a report's history."""

    number: int  # from 1, in the order in which the archive got them
    title: str
    updated: datetime | None  # the date the revision gives itself
    made_at: datetime  # when the archive got it
    reason: str  # "import", "article" or "edit"
    note: str | None  # why staff edited it, or why the article's text was taken
    current: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """Another report of the same story."""

    id: int
    title: str
    ref: str | None
    source: str | None  # the name of who published it
    date: datetime | None  # the day it is listed under
    path: str  # where it is read here
    url: str | None  # where the original is read
    leads: bool  # it stands for the story in lists

    @property
    def name(self) -> str:
        """Who tells it, or under which title where that is unknown."""
        return self.source or self.title


@dataclass(frozen=True, slots=True)
class Brief:
    """A report in a list."""

    id: int
    kind: Kind
    number: int | None  # a statement's number
    ref: str | None
    title: str
    slug: str
    category: Counted | None  # count is 0: unknown here
    source: Source | None
    tags: tuple[Tag, ...]
    lang: str | None
    url: str | None  # the original
    published: datetime | None
    updated: datetime | None
    first_seen: datetime
    changed_at: datetime  # when the archive last changed what it says
    summary: str  # plain text: the source's own, else the beginning of the body
    withdrawn_at: datetime | None
    also: tuple[Teller, ...]  # who tells the same, first who leads the story

    @property
    def lead(self) -> Teller | None:
        """The report that leads the story, where it is another one."""
        return next((teller for teller in self.also if teller.leads), None)

    @property
    def date(self) -> datetime | None:
        """The day it is listed under: published, else updated, else unknown."""
        return self.published or self.updated

    @property
    def path(self) -> str:
        """Its permalink below the site's base URL."""
        return permalink(self.kind, self.id, self.number, self.slug)


@dataclass(frozen=True, slots=True)
class Titled:
    """What a suggestion shows of a report."""

    kind: Kind
    ref: str | None
    title: str
    date: datetime | None  # the day it is listed under
    path: str


@dataclass(frozen=True, slots=True)
class FullText:
    """Whose text a report has, where its feed tells only a part of an article."""

    url: str  # where the article is read
    chosen: str | None  # "article" or "feed"; None where the article was not seen: then the text is the feed's
    why: str | None  # for that choice, or why the article was not seen
    waiting: bool  # it is still to be fetched, for the first time or again


@dataclass(frozen=True, slots=True)
class Report(Brief):
    """A report whole."""

    author: str | None
    body_html: str  # sanitised
    body_text: str
    rights: Rights | None
    event_dates: tuple[date, ...]
    associated: tuple[Mention, ...]
    index: tuple[Mention, ...]
    indicators: tuple[SeenIndicator, ...]
    revisions: tuple[RevisionNote, ...]  # newest first
    withdrawn_why: str | None
    evidence: tuple[tuple[str, str, str], ...]  # (field, where, quote)
    full_text: FullText | None = None  # None where the feed tells all, or no feed told of it


def permalink(kind: str, id: int, number: int | None, slug: str) -> str:
    """`/statement/10/<slug>` for a numbered statement, `/report/<id>/<slug>` for anything else."""
    place = f"/statement/{number}" if number is not None else f"/report/{id}"
    return f"{place}/{quote(slug, safe='')}"


def listing_path(*segments: str) -> str:
    """Where the reports of a tag, category, source or indicator are listed: of `("tag", "c#")` it is `/tag/c%23`."""
    return "".join(f"/{quote(segment, safe='')}" for segment in segments)
