"""Suggestions while one types: for browsers as OpenSearch has them, and the same as a module for the search box."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from index.query import parse
from index.query.nodes import And, Word
from index.types import Suggestion, Suggests
from kb import library
from kb.records import Titled, listing_path
from kb.web import words
from kb.web.answers import conditional
from kb.web.rendering import archive, settings

blueprint = Blueprint("suggest", __name__)
MOST = 8  # suggestions
LONGEST = 200  # characters of what is typed
FRESH = 60  # seconds


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion as the search box shows it."""

    text: str  # what goes into the search box
    says: str  # what it is
    path: str  # where it leads: a page of its own, or the search for the text


@blueprint.get("/suggest")
def suggest() -> Response:
    """OpenSearch Suggestions 1.1: what was typed, what it may become, what each of these is, and where it leads."""
    return conditional(_body().encode(), "application/x-suggestions+json", max_age=FRESH)


@blueprint.get("/suggest.js")
def suggest_module() -> Response:
    """The same as a module, since the content-security policy lets pages load scripts of this site and nothing else."""
    return conditional(f"export default {_body()};".encode(), "text/javascript", max_age=FRESH)


def _body() -> str:
    typed = request.args.get("q", "")[-LONGEST:]
    with archive().reading() as session:
        found = list(_suggested(session, typed))
    base = settings().base_url
    columns = ([one.text for one in found], [one.says for one in found], [base + one.path for one in found])
    return json.dumps([typed, *columns])


def _suggested(session: Session, typed: str) -> Iterator[Suggested]:
    """Suggestions with what only the archive knows: titles, names of tags, addresses."""
    found = [one for one in archive().index.suggest(typed, MOST) if one.text != typed]
    ids = [int(one.id) for one in found if one.id]
    titles = library.titles(session, ids) if ids else {}
    tags = [one.value for one in found if one.kind is Suggests.TAG]
    names = library.names(session, "tag", tags) if tags else {}
    for one in found:
        report = titles.pop(int(one.id), None) if one.id else None  # a statement once: by its reference or its title
        if report is not None:
            yield Suggested(one.text or _asked(report.title), _says(report, one), report.path)
        elif not one.id:
            yield Suggested(one.text, _counted(one, names), _path(one))


def _says(report: Titled, one: Suggestion) -> str:
    """A reference says its title, a title what it is the title of."""
    if one.kind is Suggests.REF:
        return report.title
    dated = f", {words.spelled(report.date)}" if report.date else ""
    return f"{words.kind(report.kind)} {report.ref or ''}".strip() + dated


def _asked(title: str) -> str:
    """A title as a query that finds it: in quotation marks where its signs would say something else."""
    node = parse(title).node
    parts = node.parts if isinstance(node, And) else (node,)
    plain = all(isinstance(part, Word) for part in parts)
    return title if plain else '"' + title.replace('"', " ") + '"'


def _counted(one: Suggestion, names: dict[str, str]) -> str:
    what = {
        Suggests.TAG: f"tag {names.get(one.value, one.value)}",
        Suggests.INDICATOR: words.INDICATORS.get(one.type, one.type),
    }.get(one.kind, "")
    reports = f"{words.grouped(one.count)} {'report' if one.count == 1 else 'reports'}"
    return f"{what}: {reports}" if what else reports


def _path(one: Suggestion) -> str:
    """A tag or an indicator has a page of its own; behind other words it narrows their search instead."""
    alone = len(one.text.split()) == 1
    if one.kind is Suggests.TAG and alone and one.text.startswith("tag:"):
        return listing_path("tag", one.value)
    if one.kind is Suggests.INDICATOR and alone and one.text[0].isalnum():
        return listing_path("indicator", one.type, one.value)
    return f"/search?{urlencode({'q': one.text})}"
