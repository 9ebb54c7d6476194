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
from kb.web.results import ListingPage
from kb.web.ways import ways

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def search() -> str:
    """What was found for the words and the narrowing in the address; every string is a query."""
    listing = ListingPage("/search", settings().page_size)
    asked = read_search(request.args, size=listing.size)
    with archive().reading() as session:
        found = searching.find(session, archive(), asked)
        return results_page("search.html", session, listing, found, f"Search: {asked.q}" if asked.q else "All reports")


def results_page(
    template: str, session: Session, listing: ListingPage, found: Found, title: str, **given: object
) -> str:
    """A page of hits with its facets, chips, orders and pages, and other ways where little was found."""
    chips = results.chips(session, listing, found.search)
    return page(
        template,
        listing.href(found.search),
        feed=Feed(title, listing.path, listing.feed_query(found.search)),
        title=title,
        listing=listing,
        found=found,
        chips=chips,
        groups=results.groups(listing, found),
        sorts=results.sorts(listing, found.search),
        leaves=results.leaves(listing, found),
        before=results.turned(listing, found, -1),
        after=results.turned(listing, found, 1),
        last=listing.href(replace(found.search, page=max(found.pages, 1))),
        kept=_kept(listing, found.search),
        meant=listing.href(replace(found.search, q=found.meant.q, page=1)) if found.meant else "",
        ways=ways(session, listing, found, chips) if found.total <= FEW and not found.partial else [],
        **given,
    )


def _kept(listing: ListingPage, search: Search) -> list[tuple[str, str]]:
    """What the search form carries along, so that new words keep the narrowing."""
    pairs = parse_qsl(urlsplit(listing.href(replace(search, page=1))).query)
    return [(name, value) for name, value in pairs if name != "q"]
