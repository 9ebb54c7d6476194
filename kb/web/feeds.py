"""Every listing and every search as a feed: the page's own address with `.rss`, `.atom` or `.json`."""

from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from index.types import Sort
from kb import directory, library
from kb import search as searching
from kb.feeds import FORMATS
from kb.feeds.build import Listing, build
from kb.params import only, query_string, read_search
from kb.records import listing_path
from kb.search import Found, Search
from kb.web import errors, words
from kb.web.answers import conditional, instead
from kb.web.rendering import archive, settings

blueprint = Blueprint("feeds", __name__)
ENDING = f"<any({', '.join(FORMATS)}):ending>"
FRESH = 300  # seconds for which a feed may be kept without asking again


@dataclass(frozen=True, slots=True)
class Followed:
    """A listing that can be followed, and what its path alone says about the search behind it."""

    path: str  # without ending
    title: str  # "" for everything
    home: str  # the page for people
    fixed: tuple[tuple[str, tuple[str, ...]], ...] = ()  # parameters that the path gives
    indicator: tuple[tuple[str, str], ...] = ()


@blueprint.get(f"/feed.{ENDING}")
def everything(ending: str) -> Response:
    return _answer(Followed("/feed", "", "/"), ending)


@blueprint.get(f"/search.{ENDING}")
def search(ending: str) -> Response:
    typed = request.args.get("q", "").strip()
    return _answer(Followed("/search", f"search for “{typed}”" if typed else "search", "/search"), ending)


@blueprint.get(f"/statements.{ENDING}")
def statements(ending: str) -> Response:
    return _answer(Followed("/statements", "Statements", "/statements", (("kind", ("statement",)),)), ending)


@blueprint.get(f"/tag/<slug>.{ENDING}", defaults={"field": "tag"})
@blueprint.get(f"/category/<slug>.{ENDING}", defaults={"field": "category"})
@blueprint.get(f"/source/<slug>.{ENDING}", defaults={"field": "source"})
def listing(field: str, slug: str, ending: str) -> Response:
    """The feed of a tag, category or source, unless the whole name, such as `package.json`, is one itself."""
    whole = f"{slug}.{ending}"
    with archive().reading() as session:
        names = library.names(session, field, [slug, whole])
    if whole in names:
        return instead(f"lists.{field}", slug=whole)
    if slug not in names:
        raise errors.no_listing(field, slug)
    path = listing_path(field, slug)
    return _answer(Followed(path, f"{field} {names[slug]}", path, ((field, (slug,)),)), ending)


@blueprint.get(f"/indicator/<type>/<path:value>.{ENDING}")
def indicator(type: str, value: str, ending: str) -> Response:
    """The feed of an indicator, unless the whole value, such as the address of a feed, is one itself."""
    if type not in words.INDICATORS:
        raise errors.no_indicator_type(type)
    whole = f"{value}.{ending}"
    if _seen(type, whole):
        return instead("lists.indicator", type=type, value=whole)
    if not _seen(type, value):
        raise errors.no_mention(type, value)
    path = listing_path("indicator", type, value)
    return _answer(Followed(path, words.defang(value, type), path, indicator=((type, value),)), ending)


def _answer(followed: Followed, ending: str) -> Response:
    form = FORMATS[ending]
    wanted = _search(followed)
    with archive().reading() as session:
        found, reports = searching.find_whole(session, archive(), wanted)
        body = form.render(build(_listing(followed, found), reports, settings()))
        return conditional(body, form.media_type, directory.last_change(session), max_age=FRESH)


def _search(followed: Followed) -> Search:
    """The search behind a feed: the newest first, unless the address asks for another order."""
    asked = read_search(request.args, size=settings().feed_size, sort=Sort.NEWEST)
    for field, values in followed.fixed:
        asked = only(asked, field, values)
    return replace(asked, indicator=followed.indicator)


def _listing(followed: Followed, found: Found) -> Listing:
    search, fixed = found.search, [name for name, _ in followed.fixed]
    usual = ["sort"] if search.sort is Sort.NEWEST else []
    page = query_string(search, size=settings().feed_size, leave_out=[*fixed, "page", "size"])
    return Listing(
        title=followed.title,
        path=followed.path,
        home=f"{followed.home}?{page}" if page and followed.home != "/" else followed.home,
        query=query_string(search, size=settings().feed_size, leave_out=[*fixed, *usual, "page"]),
        page=search.page,
        pages=found.pages,
        total=found.total,
        size=search.size,
    )


def _seen(type: str, value: str) -> bool:
    with archive().reading() as session:
        return library.mentioned(session, type, value)
