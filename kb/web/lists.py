"""Home, and the lists that lead to reports: statements, tags, categories, sources, indicators, standing pages."""

import unicodedata
from dataclasses import replace
from itertools import groupby
from math import log

from flask import Blueprint, request
from werkzeug.exceptions import NotFound

from index.types import Sort
from ingest.types import Kind
from kb import library, related
from kb import search as searching
from kb.params import only, read_search
from kb.records import Counted, listing_path
from kb.sources import shown
from kb.web import errors, words
from kb.web.rendering import Feed, archive, page, settings
from kb.web.reports import STANDING, report_page
from kb.web.results import ListingPage
from kb.web.search import results_page

blueprint = Blueprint("lists", __name__)
PAGES = {"about": "About", "contacts": "Contacts", "legal": "Legal", "privacy": "Privacy"}
NEWEST = 12  # reports on the home page
TAGS = 40  # tags on the home page
LISTED = 2000  # tags on the page of tags: more would make it heavy, and are found by searching


@blueprint.get("/")
def home() -> str:
    with archive().reading() as session:
        newest = [brief for brief in library.newest(session, 4 * NEWEST) if brief.kind not in STANDING]
        tags = library.counts(session, "tag", TAGS)
        return page(
            "home.html",
            "/",
            total=library.stories(session),
            newest=newest[:NEWEST],
            statements=library.statements(session),
            kinds=sorted(library.counts(session, "kind"), key=lambda kind: list(words.KINDS).index(kind.slug)),
            categories=library.counts(session, "category"),
            sources=library.counts(session, "source"),
            tags=[(tag, _loudness(tag, tags[0].count)) for tag in sorted(tags, key=lambda tag: tag.name.casefold())],
        )


@blueprint.get("/statements")
def statements() -> str:
    """Every statement in editorial order, with those that are named but not held."""
    with archive().reading() as session:
        held = {brief.path: brief for brief in library.of_kind(session, Kind.STATEMENT)}
        entries = [(mention, held.get(mention.path or "")) for mention in library.statements(session)]
        categories = {brief.category.slug: brief.category for brief in held.values() if brief.category}
        feed = Feed("Statements", "/statements")
        return page(
            "statements.html",
            "/statements",
            feed=feed,
            entries=entries,
            categories=sorted(categories.values(), key=lambda category: category.name),
            held=len(held),
            missing=sum(not mention.held for mention, _ in entries),
        )


@blueprint.get("/tags")
def tags() -> str:
    with archive().reading() as session:
        counted = library.counts(session, "tag")  # the most used first
        most = counted[0].count if counted else 1
        shelves = groupby(sorted(counted[:LISTED], key=lambda tag: (_shelf(tag), tag.name.casefold())), key=_shelf)
        letters = [(letter, [(tag, _loudness(tag, most)) for tag in some]) for (_, letter), some in shelves]
        return page("tags.html", "/tags", letters=letters, total=len(counted), listed=LISTED)


@blueprint.get("/sources")
def sources() -> str:
    """Who publishes what is held here, and how each of them is followed."""
    with archive().reading() as session:
        publishers = shown.publishers(session, settings().fetch_allow)
        followed = sum(len(publisher.followed) for publisher in publishers)
        return page("sources.html", "/sources", publishers=publishers, followed=followed)


@blueprint.get("/tag/<slug>")
def tag(slug: str) -> str:
    return _listing("tag", slug, "Tag")


@blueprint.get("/category/<slug>")
def category(slug: str) -> str:
    return _listing("category", slug, "Category")


@blueprint.get("/source/<slug>")
def source(slug: str) -> str:
    return _listing("source", slug, "Source")


@blueprint.get("/indicator/<type>/<path:value>")
def indicator(type: str, value: str) -> str:
    """The reports in whose text an indicator stands."""
    if type not in words.INDICATORS:
        raise errors.no_indicator_type(type)
    listing = ListingPage(listing_path("indicator", type, value), settings().page_size)
    with archive().reading() as session:
        asked = replace(read_search(request.args, size=listing.size), indicator=((type, value),))
        found = searching.find(session, archive(), asked)
        if not found.total and listing.href(asked) == listing.path:
            raise errors.no_mention(type, value)
        written = words.defang(value, type)
        seen = library.sighting(session, type, value)
        over = words.INDICATORS[type]
        return results_page("indicator.html", session, listing, found, written, over=over, seen=seen)


@blueprint.get("/faqs")
def faqs() -> str:
    return _standing(Kind.FAQ, "/faqs", "Frequently asked questions")


@blueprint.get("/glossary")
def glossary() -> str:
    return _standing(Kind.GLOSSARY, "/glossary", "Glossary")


@blueprint.get("/page/<key>")
def static_page(key: str) -> str | tuple[str, int]:
    """About, contacts, legal, privacy: reports of their kind, found by their key."""
    with archive().reading() as session:
        held = library.keyed(session, key)
        if held is not None and (report := library.report(session, held)) and report.withdrawn_at is None:
            return report_page(session, report)
    if (name := PAGES.get(key)) is not None:
        return page("page_missing.html", f"/page/{key}", key=key, name=name), 404
    raise NotFound(f"This archive has no page “{key}”.")


def _standing(kind: Kind, path: str, title: str) -> str:
    """All reports of a kind that has few: the one itself, or a list of them."""
    with archive().reading() as session:
        held = library.of_kind(session, kind)
        whole = library.reports(session, [brief.id for brief in held])
        if len(whole) == 1:
            return report_page(session, whole[0])
        return page("standing.html", path, title=title, kind=kind, reports=whole)


def _listing(field: str, slug: str, over: str) -> str:
    """The reports that carry one value of a field, to be narrowed like a search."""
    listing = ListingPage(listing_path(field, slug), settings().page_size, (field,))
    with archive().reading() as session:
        name = library.names(session, field, [slug]).get(slug)
        if name is None:
            raise errors.no_listing(field, slug)
        asked = only(read_search(request.args, size=listing.size), field, (slug,))
        found = searching.find(session, archive(), asked)
        about = library.source(session, slug) if field == "source" else None
        whole = field == "tag" and listing.href(replace(asked, page=1, sort=Sort.NEWEST)) == listing.path
        beside = related.tags(archive().index, slug, found.total, found.facets["tag"]) if whole else []
        return results_page("listing.html", session, listing, found, name, over=over, about=about, beside=beside)


def _shelf(tag: Counted) -> tuple[int, str]:
    """Where a tag stands from A to Z: accents do not count, digits and signs come first, other scripts last."""
    first = unicodedata.normalize("NFKD", tag.name)[:1].upper()
    if first.isascii():
        return (1, first) if first.isalpha() else (0, "0–9 and signs")
    return 2, "Other scripts"


def _loudness(tag: Counted, most: int) -> int:
    """From 1 to 5: how large a tag is set. Each size takes about as many times more reports as the one before."""
    return 1 + round(4 * log(tag.count) / log(most)) if most > 1 else 1
