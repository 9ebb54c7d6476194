"""What a feed says, before any format: plain records that the renderings write out."""

from dataclasses import dataclass
from datetime import datetime
from html import escape


@dataclass(frozen=True, slots=True)
class Category:
    """A category or tag of an item."""

    scheme: str  # absolute, what the slug is a member of, such as "https://kb.example.org/tag/"
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Also:
    """Who else tells what an item tells."""

    name: str
    title: str
    url: str  # where it is read here


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One report in a feed. All URLs are absolute, all instants aware UTC."""

    id: str  # a tag URI that outlives a new title, slug or kind
    url: str  # where it is read here
    title: str
    author: str
    published: datetime | None  # None where the source gives no such date
    updated: datetime  # when what it says last changed
    listed: datetime  # published, else updated, else first seen: its day in formats that know only one
    summary: str  # plain text
    content_html: str  # the whole text, or its summary, and the credit below it
    rights: str  # the credit line; "" where nothing is known
    source_url: str | None  # where the original is read
    source_name: str | None
    lang: str | None  # BCP 47
    categories: tuple[Category, ...]
    also: tuple[Also, ...]

    @property
    def summary_html(self) -> str:
        """The summary for formats that take it for HTML."""
        return escape(self.summary)


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a listing or a search, as a feed."""

    id: str  # a tag URI, the same for every page of the listing
    title: str
    subtitle: str
    home: str  # the page for people, absolute
    address: str  # absolute, without ending and query
    query: str  # the parameters without `page`, encoded; "" for none
    page: int  # from 1
    pages: int
    total: int  # items on all pages
    size: int  # items a page
    full: bool  # whether items carry the whole text
    updated: datetime
    publisher: str  # who runs the archive
    contact: str | None  # mail address or URL
    site: str  # the archive's base URL
    site_name: str
    icon: str  # absolute; square
    generator: str
    version: str
    items: tuple[FeedItem, ...]

    def url(self, ending: str, page: int | None = None) -> str:
        """The address of a page of this feed in a format; of the one in hand unless told otherwise."""
        page = self.page if page is None else page
        parameters = [self.query] if self.query else []
        if page > 1:
            parameters.append(f"page={page}")
        return f"{self.address}.{ending}" + (f"?{'&'.join(parameters)}" if parameters else "")

    @property
    def start(self) -> int:
        """The position of the first item in the whole listing, from 1."""
        return (self.page - 1) * self.size + 1

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def previous_page(self) -> int | None:
        return min(self.page - 1, self.pages) if self.page > 1 and self.pages else None

    @property
    def mail(self) -> str | None:
        """The contact when it is a mail address."""
        return self.contact if self.contact and "@" in self.contact and "/" not in self.contact else None

    @property
    def publisher_url(self) -> str:
        """The contact when it is a web address, else the archive itself."""
        return self.contact if self.contact and self.contact.startswith(("http://", "https://")) else self.site
