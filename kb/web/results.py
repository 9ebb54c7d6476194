"""What a search found, ready for its page: links that narrow it, widen it, sort it and page through it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from index.types import Sort
from kb import library
from kb.params import only, query_string
from kb.records import Counted
from kb.search import Found, Search
from kb.web import words

FIELDS = {"kind": "Kind", "category": "Category", "source": "Source", "year": "Year", "tag": "Tag"}
SORTS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
OPEN = 8  # choices of a facet that are shown at once
MOST = 60  # and altogether


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A page that lists what a search finds: /search itself, or a tag, a category, a source, an indicator."""

    path: str
    size: int  # the site's page size: not repeated in addresses
    fixed: tuple[str, ...] = ()  # the parameters that the path itself gives

    def href(self, search: Search) -> str:
        query = query_string(search, size=self.size, leave_out=self.fixed)
        return f"{self.path}?{query}" if query else self.path

    def feed_query(self, search: Search) -> str:
        return query_string(search, size=self.size, leave_out=(*self.fixed, "page", "size", "sort", "explain"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to narrow by, or one order to sort by, with its address."""

    name: str
    count: int
    href: str
    chosen: bool
    share: int  # of the most frequent choice, in per cent


@dataclass(frozen=True, slots=True)
class Group:
    """One facet."""

    field: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def open(self) -> tuple[Choice, ...]:
        return self.choices[:OPEN]

    @property
    def more(self) -> tuple[Choice, ...]:
        return self.choices[OPEN:]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is in force, and the address without it."""

    title: str
    name: str
    href: str
    without: Search


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry of the pagination; a gap has no address."""

    number: int
    href: str | None
    current: bool = False


def chips(session: Session, listing: ListingPage, search: Search) -> list[Chip]:
    """Every filter but those the path gives."""
    found = []
    for field in ("kind", "category", "source", "tag"):
        values: tuple[str, ...] = getattr(search, field)
        if not values or field in listing.fixed:
            continue
        names = library.names(session, field, values)
        for value in values:
            kept = tuple(other for other in values if other != value)
            without = replace(only(search, field, kept), page=1)
            name = words.kind(value, many=True) if field == "kind" else names.get(value, value)
            found.append(Chip(FIELDS[field], name, listing.href(without), without))
    if search.since or search.until:
        without = replace(search, since=None, until=None, page=1)
        found.append(Chip("Date", _span(search), listing.href(without), without))
    return found


def groups(listing: ListingPage, found: Found) -> list[Group]:
    """The facets that can narrow what was found, each choice with its address."""
    made = []
    for field, title in FIELDS.items():
        counts = found.facets.get(field, ())[:MOST]
        if field == "year":
            counts = tuple(sorted(counts, key=lambda counted: counted.slug, reverse=True))
        most = max((counted.count for counted in counts), default=1)
        choices = tuple(_choice(listing, found.search, field, counted, most) for counted in counts)
        if field in listing.fixed and field != "tag":
            continue
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            made.append(Group(field, title, choices))
    return made


def sorts(listing: ListingPage, search: Search) -> list[Choice]:
    """The orders to choose from; without words to match there is no best match."""
    return [
        Choice(name, 0, listing.href(replace(search, sort=sort, page=1)), sort is search.sort, 0)
        for sort, name in SORTS.items()
        if search.q or sort is not Sort.RELEVANCE
    ]


def leaves(listing: ListingPage, found: Found) -> list[Leaf]:
    """First, last and what lies around the page that is shown."""
    here, last = found.search.page, found.pages
    wanted = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)}) if last > 1 else []
    return list(_leaves(listing, found.search, wanted))


def turned(listing: ListingPage, found: Found, by: int) -> str | None:
    """The address of the page before or after this one, where there is one."""
    number = found.search.page + by
    return listing.href(replace(found.search, page=number)) if 1 <= number <= found.pages else None


def _leaves(listing: ListingPage, search: Search, wanted: list[int]) -> Iterator[Leaf]:
    before = 0
    for number in wanted:
        if number > before + 1:
            yield Leaf(before + 1, None)
        yield Leaf(number, listing.href(replace(search, page=number)), number == search.page)
        before = number


def _choice(listing: ListingPage, search: Search, field: str, counted: Counted, most: int) -> Choice:
    narrowed, chosen = _narrowed(search, field, counted.slug)
    name = words.kind(counted.slug, many=True) if field == "kind" else counted.name
    return Choice(
        name, counted.count, listing.href(replace(narrowed, page=1)), chosen, round(100 * counted.count / most)
    )


def _narrowed(search: Search, field: str, value: str) -> tuple[Search, bool]:
    """The search narrowed by one value, or the search as it is and True where it is so narrowed already.

    Values of one field are alternatives, so a second tag would widen: it is added to the query instead.
    """
    if field == "year":
        return _in_year(search, value)
    given: tuple[str, ...] = getattr(search, field)
    if value in given:
        return search, True
    if field == "tag" and given:
        return replace(search, q=_also(search.q, value)), False
    return only(search, field, (value,)), False


def _in_year(search: Search, value: str) -> tuple[Search, bool]:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) < 9999):
        return search, False
    since, until = datetime(int(value), 1, 1, tzinfo=UTC), datetime(int(value) + 1, 1, 1, tzinfo=UTC)
    chosen = (search.since, search.until) == (since, until)
    return replace(search, since=since, until=until), chosen


def _also(q: str, tag: str) -> str:
    typed = f"({q})" if re.search(r"\bOR\b", q) else q
    value = tag if re.fullmatch(r"[\w.-]+", tag) else f'"{tag}"'
    return f"{typed} tag:{value}".strip()


def _span(search: Search) -> str:
    """`2003`, `since 1 May 2003`, `until …`, or both days."""
    since, last = search.since, search.until - timedelta(days=1) if search.until else None
    if since and last and (since.month, since.day, last.month, last.day) == (1, 1, 12, 31) and since.year == last.year:
        return str(since.year)
    if since and last:
        return f"{words.spelled(since)} to {words.spelled(last)}"
    return f"since {words.spelled(since)}" if since else f"until {words.spelled(last)}" if last else ""
