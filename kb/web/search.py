"""The search page, and every listing that is a search by another name."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, request
from sqlalchemy.orm import Session

from kb import search as searching
from kb.params import read_search
from kb.search import FEW, Found, Search
from kb.web import results
from kb.web.rendering import Feed, archive, page, settings
from kb.web.results import Place
from kb.web.ways import ways

blueprint = Blueprint("search", __name__)


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
        ways=ways(session, place, found, chips) if found.total <= FEW and not found.partial else [],
        **given,
    )


def _kept(place: Place, search: Search) -> list[tuple[str, str]]:
    """What the search form carries along, so that new words keep the narrowing."""
    pairs = parse_qsl(urlsplit(place.href(replace(search, page=1))).query)
    return [(name, value) for name, value in pairs if name != "q"]
