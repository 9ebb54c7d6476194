"""The search for programs: JSON with a cursor at `/api/v1/reports`."""

import base64
import binascii
import json
from dataclasses import replace
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from kb import search as searching
from kb.exports.json import search_json
from kb.params import query_string, read_search
from kb.search import Found
from kb.web.answers import conditional
from kb.web.rendering import archive, settings

blueprint = Blueprint("api", __name__)
PATH = "/api/v1/reports"
FRESH = 60  # seconds


@blueprint.get(PATH)
def reports() -> Response:
    """One page of results; `next` and the Link header hold the cursor of the following one, or nothing."""
    asked = read_search(request.args, size=settings().page_size)
    typed = request.args.get("cursor", "")
    if typed:
        page = read_cursor(typed)
        if page is None:
            return _refused("The cursor cannot be read: take it from `next` of the answer before, as it stands.")
        asked = replace(asked, page=page)
    with archive().reading() as session:
        found = searching.find(session, archive().index, asked)
    following = cursor(asked.page + 1) if asked.page < found.pages else None
    body = json.dumps({**search_json(found, settings()), "next": following}, ensure_ascii=False, indent=1)
    response = conditional(body.encode(errors="replace"), "application/json", max_age=FRESH)
    response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in _links(found))
    return response


def cursor(page: int) -> str:
    """A page number in a form that nobody is tempted to count with."""
    return base64.urlsafe_b64encode(f"page:{page}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> int | None:
    """The page a cursor stands for; None for anything that `cursor` did not write."""
    try:
        said = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    name, _, number = said.partition(":")
    good = name == "page" and number.isdigit() and len(number) < 8 and cursor(int(number)) == text
    return int(number) if good else None


def _links(found: Found) -> list[tuple[str, str]]:
    page = found.search.page
    pages = [("self", page), ("first", 1)]
    if page > 1:
        pages.append(("prev", min(page - 1, max(found.pages, 1))))
    if page < found.pages:
        pages.append(("next", page + 1))
    return [(rel, _address(found, number)) for rel, number in pages]


def _address(found: Found, page: int) -> str:
    query = query_string(found.search, size=settings().page_size, leave_out=("page",))
    place = urlencode({"cursor": cursor(page)}) if page > 1 else ""
    parameters = "&".join(part for part in (query, place) if part)
    return f"{settings().base_url}{PATH}" + (f"?{parameters}" if parameters else "")


def _refused(why: str) -> Response:
    """RFC 9457: a problem that a program can read."""
    body = json.dumps({"type": "about:blank", "title": "Bad Request", "status": 400, "detail": why})
    return Response(body, 400, content_type="application/problem+json")
