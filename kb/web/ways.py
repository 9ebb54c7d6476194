"""Searches near one that finds little, and what each of them finds: the ways on that a page offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlalchemy.orm import Session

from index.query import parse, write
from index.query.fields import normal_value
from index.query.nodes import Value
from index.query.respelling import revalued, values
from index.query.wider import wider
from kb import library
from kb import search as searching
from kb.records import Counted
from kb.search import Found, Search
from kb.web import words
from kb.web.rendering import archive
from kb.web.results import Chip, ListingPage

TRIES = 8  # ways that are tried
NAMED = ("kind", "category", "source", "tag")  # fields whose values people know by their names
MEANT = 3  # values that one may mean
ALIKE = 0.75  # of two spellings, from 0 to 1


@dataclass(frozen=True, slots=True)
class Way:
    """Another search that finds more."""

    words: str
    typed: str  # the query it asks, where that differs
    href: str
    count: int


def ways(session: Session, listing: ListingPage, found: Found, chips: Sequence[Chip]) -> list[Way]:
    """What asks for less; and where nothing was found, also values by their names, a narrowing dropped and similar
    spellings."""
    search = found.search
    tries = [(said, replace(search, q=write(node), page=1)) for said, node in wider(parse(search.q).node)]
    if not found.total:
        tries = [*_renamed(session, search), *_unnarrowed(search, chips), *tries, *_similar(search)]
    counted = [(said, way, searching.count(archive(), way)) for said, way in tries[:TRIES]]
    return [
        Way(said, way.q if way.q != search.q else "", listing.href(way), count)
        for said, way, count in counted
        if count > found.total
    ]


def _renamed(session: Session, search: Search) -> Iterator[tuple[str, Search]]:
    """With values that the archive has, where the query names some as people do: `source:CISA`, `kind:statements`."""
    node = parse(search.q).node
    for value in values(node):
        for meant in _meant(session, value) if value.field in NAMED else ():
            other = revalued(node, value, Value(value.field, meant.slug))
            yield f"with the {value.field} “{_name(value.field, meant)}”", replace(search, q=write(other), page=1)


def _meant(session: Session, value: Value) -> list[Counted]:
    """Values that are called so, else that have it in their names, else that are spelled alike; most used first."""
    held = library.counts(session, value.field)
    if any(one.slug == value.value for one in held):
        return []  # it is no name: reports have it, but not these
    named = [(normal_value(value.field, _name(value.field, one)), one) for one in held]
    alike = get_close_matches(value.value, [form for name, one in named for form in (name, one.slug)], MEANT, ALIKE)
    called = [one for name, one in named if name == value.value]
    within = [one for name, one in named if value.value in name or value.value in one.slug]
    return (called or within or [one for name, one in named if {name, one.slug} & {*alike}])[:MEANT]


def _name(field: str, value: Counted) -> str:
    return words.kind(value.slug, many=True) if field == "kind" else value.name


def _unnarrowed(search: Search, chips: Sequence[Chip]) -> Iterator[tuple[str, Search]]:
    for chip in chips:
        yield f"without {chip.title.lower()} “{chip.name}”", chip.without
    if len(chips) > 1:
        bare = Search(q=search.q, sort=search.sort, size=search.size, indicator=search.indicator)
        yield "in the whole archive", bare


def _similar(search: Search) -> Iterator[tuple[str, Search]]:
    typed = search.q.split()
    if len(typed) <= TRIES and all(word.isalnum() for word in typed) and any(len(word) > 3 for word in typed):
        similar = " ".join(f"{word}~" if len(word) > 3 else word for word in typed)
        yield "with similar spellings", replace(search, q=similar, page=1)
