"""The search page, and every listing that is a search by another name."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, request
from sqlalchemy.orm import Session

from index.query import parse, write
from index.query.wider import wider
from kb import search as searching
from kb.params import read_search
from kb.search import FEW, Found, Search
from kb.web import results
from kb.web.rendering import Feed, archive, page, settings
from kb.web.results import Place

blueprint = Blueprint("search", __name__)
TRIES = 8  # other ways that are tried where little was found


@dataclass(frozen=True, slots=True)
class Way:
    """Another search that finds more."""

    words: str
    typed: str  # the query it asks, where that differs
    href: str
    count: int


@blueprint.get("/search")
def search() -> str:
    """What was found for the words and the narrowing in the address; every string is a query."""
    place = Place("/search", settings().page_size)
    asked = read_search(request.args, size=place.size)
    with archive().reading() as session:
        found = searching.find(session, archive(), asked)
        return results_page("search.html", session, place, found, f"Search: {asked.q}" if asked.q else "All reports")


def results_page(template: str, session: Session, place: Place, found: Found, title: str, **given: object) -> str:
    """A page of hits with its facets, chips, orders and pages, and other ways where little was found."""
    chips = results.chips(session, place, found.search)
    return page(
        template,
        place.href(found.search),
        feed=Feed(title, place.path, place.feed_query(found.search)),
        title=title,
        place=place,
        found=found,
        chips=chips,
        groups=results.groups(place, found),
        sorts=results.sorts(place, found.search),
        leaves=results.leaves(place, found),
        before=results.turned(place, found, -1),
        after=results.turned(place, found, 1),
        last=place.href(replace(found.search, page=max(found.pages, 1))),
        kept=_kept(place, found.search),
        meant=place.href(replace(found.search, q=found.meant.q, page=1)) if found.meant else "",
        ways=_ways(place, found, chips) if found.total <= FEW and not found.partial else [],
        **given,
    )


def _kept(place: Place, search: Search) -> list[tuple[str, str]]:
    """What the search form carries along, so that new words keep the narrowing."""
    pairs = parse_qsl(urlsplit(place.href(replace(search, page=1))).query)
    return [(name, value) for name, value in pairs if name != "q"]


def _ways(place: Place, found: Found, chips: list[results.Chip]) -> list[Way]:
    """Searches near this one that find more: less asked for; and where nothing was found, also a narrowing dropped and
    similar spellings."""
    search = found.search
    tries = [(words, replace(search, q=write(node), page=1)) for words, node in wider(parse(search.q).node)]
    if not found.total:
        tries = [*_unnarrowed(search, chips), *tries, *_similar(search)]
    counted = [(words, way, searching.count(archive(), way)) for words, way in tries[:TRIES]]
    return [
        Way(words, way.q if way.q != search.q else "", place.href(way), count)
        for words, way, count in counted
        if count > found.total
    ]


def _unnarrowed(search: Search, chips: list[results.Chip]) -> Iterator[tuple[str, Search]]:
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
