"""A report in other forms: its permalink with `.json`, `.md`, `.bib`, `.ris` or `.csl.json`."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect
from sqlalchemy.orm import Session
from werkzeug.exceptions import Gone
from werkzeug.wrappers import Response

from kb import directory, library
from kb.exports.bibtex import bibtex
from kb.exports.csl import csl
from kb.exports.facts import facts
from kb.exports.json import report_json
from kb.exports.markdown import markdown
from kb.exports.ris import ris
from kb.records import Report
from kb.reports.resolve import resolve
from kb.settings import Settings
from kb.web.answers import conditional, instead
from kb.web.rendering import archive, settings

blueprint = Blueprint("siblings", __name__)
FRESH = 300  # seconds


@dataclass(frozen=True, slots=True)
class Form:
    """A format that a report is offered in."""

    name: str  # for people
    media_type: str
    write: Callable[[Report, Settings], str]


FORMS = {
    "json": Form("JSON", "application/json", lambda report, site: _dump(report_json(report, site))),
    "md": Form("Markdown", "text/markdown", markdown),
    "bib": Form("BibTeX", "application/x-bibtex", lambda report, site: bibtex(facts(report, site))),
    "ris": Form("RIS", "application/x-research-info-systems", lambda report, site: ris(facts(report, site))),
    "csl.json": Form(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", lambda report, site: _dump(csl(facts(report, site)))
    ),
}
ENDING = f"<any({', '.join(sorted({ending.rpartition('.')[2] for ending in FORMS}))}):ending>"


@blueprint.get(f"/statement/<name>/<slug>.{ENDING}")
def statement(name: str, slug: str, ending: str) -> Response:
    """A statement's sibling; a slug that only looks like one, such as `…-bad.psky.md`, is the page's own affair."""
    tail = f"{slug}.{ending}"
    with archive().reading() as session:
        id = resolve(session, name)
        answer = _sibling(session, id, tail) if id is not None else None
    return answer or instead("reports.statement", name=name, slug=tail)


@blueprint.get(f"/report/<int:id>/<slug>.{ENDING}")
def report(id: int, slug: str, ending: str) -> Response:
    """Likewise for reports of every other kind."""
    tail = f"{slug}.{ending}"
    with archive().reading() as session:
        answer = _sibling(session, id, tail)
    return answer or instead("reports.report", id=id, slug=tail)


def _sibling(session: Session, id: int, tail: str) -> Response | None:
    """The answer when the tail is a slug of the report and a known ending; None when it is not."""
    held = library.report(session, id) if id < 2**63 else None  # the largest that a database holds
    if held is None or tail == held.slug:
        return None
    for ending in FORMS:
        slug = tail.removesuffix(f".{ending}")
        if slug == tail or not directory.had_slug(session, held.id, slug):
            continue
        if held.withdrawn_at is not None:
            raise Gone(held.withdrawn_why)
        return _written(held, ending) if slug == held.slug else redirect(f"{held.path}.{ending}", 301)
    return None


def _written(report: Report, ending: str) -> Response:
    form = FORMS[ending]
    body = form.write(report, settings()).encode(errors="replace")
    return conditional(body, form.media_type, max_age=FRESH)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
