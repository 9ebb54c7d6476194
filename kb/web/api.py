"""The search for programs: JSON with a cursor at `/api/v1/reports`."""

import base64
import json
import re
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from index.types import Cursor, Sort
from kb import search as searching
from kb.exports.json import search_json
from kb.params import query_string, read_search
from kb.search import Found, Search
from kb.web.answers import conditional
from kb.web.rendering import archive, settings

blueprint = Blueprint("api", __name__)
PATH = "/api/v1/reports"
FRESH = 60  # seconds
_PLACE = re.compile(r"[a-z]+ (-?\d[\d.]{0,24}(?:e[+-]\d{1,3})?) (-?\d{1,18}) (\d{1,18})", re.ASCII)


@blueprint.get(PATH)
def reports() -> Response:
    """One page of results; `next` and the Link header hold the cursor of the following one, or nothing."""
    asked = read_search(request.args, size=settings().page_size)
    typed = request.args.get("cursor", "")
    if typed:
        after = read_cursor(typed, asked.sort)
        if after is None:
            return _refused("The cursor cannot be read: copy it unchanged from `next` of an answer in the same order.")
        asked = replace(asked, after=after, page=1)
    with archive().reading() as session:
        found = searching.find(session, archive(), asked)
    following = cursor(found.next, asked.sort) if found.next else None
    body = json.dumps({**search_json(found, settings()), "next": following}, ensure_ascii=False, indent=1)
    response = conditional(body.encode(errors="replace"), "application/json", max_age=FRESH)
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in _links(found))
    return response


def cursor(at: Cursor, sort: Sort) -> str:
    """Where a hit stands in an order of hits, in a form that nobody is tempted to count with."""
    said = f"{sort} {at.key!r} {at.seen} {at.id}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_cursor(text: str, sort: Sort) -> Cursor | None:
    """The place a cursor stands for; None for anything that `cursor` did not write for this order."""
    try:
        said = _PLACE.fullmatch(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii"))
        if said is None:
            return None
        key = float(said[1]) if sort is Sort.RELEVANCE else int(said[1])  # instants are too long for a float
        at = Cursor(key, int(said[2]), said[3])
    except ValueError:
        return None
    return at if cursor(at, sort) == text else None


def _links(found: Found) -> list[tuple[str, str]]:
    """A cursor only leads on, so there is no way back but to the first page."""
    first = replace(found.search, page=1, after=None)
    links = [("self", found.search), ("first", first)]
    if found.next:
        links.append(("next", replace(first, after=found.next)))
    return [(rel, _address(search)) for rel, search in links]


def _address(search: Search) -> str:
    query = query_string(search, size=settings().page_size)
    place = urlencode({"cursor": cursor(search.after, search.sort)}) if search.after else ""
    parameters = "&".join(part for part in (query, place) if part)
    return f"{settings().base_url}{PATH}" + (f"?{parameters}" if parameters else "")


def _refused(why: str) -> Response:
    """RFC 9457: a problem that a program can read."""
    body = json.dumps({"type": "about:blank", "title": "Bad Request", "status": 400, "detail": why})
    return Response(body, 400, content_type="application/problem+json")
