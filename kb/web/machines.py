"""Addresses for programs: OpenSearch, the sitemap, robots.txt and the health check."""

import json

from flask import Blueprint, Response, abort, current_app
from sqlalchemy.exc import SQLAlchemyError

from index.port import IndexDamaged
from index.query.nodes import Everything, Query
from kb import directory, library
from kb.directory import Address
from kb.feeds import FORMATS
from kb.feeds.xml import render
from kb.records import listing_path
from kb.web.answers import conditional
from kb.web.rendering import archive, settings

blueprint = Blueprint("machines", __name__)
PART = 50_000  # URLs in one file: the most that sitemaps.org allows
LISTED = 10_000  # tags and sources that the sitemap names, the most used first
STANDING = ("/", "/statements", "/tags", "/sources", "/faqs", "/glossary", "/docs")
A_DAY, AN_HOUR = 24 * 3600, 3600
XML = "application/xml"


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """OpenSearch 1.1: lets a browser search here, and names the same search as feeds."""
    body = render("opensearch.xml", site=settings(), feeds=FORMATS.values())
    return conditional(body, "application/opensearchdescription+xml", max_age=A_DAY)


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The index of the sitemap: one file of lists, and one for every 50,000 reports."""
    with archive().reading() as session:
        changed = directory.last_change(session)
        parts = [Address("/sitemap/lists.xml", changed)]
        parts += [Address(f"/sitemap/{part.number}.xml", part.changed) for part in directory.parts(session, PART)]
    return _xml("sitemap_index.xml", parts)


@blueprint.get("/sitemap/lists.xml")
def sitemap_of_lists() -> Response:
    with archive().reading() as session:
        paths = [Address(path, None) for path in STANDING]
        for field in ("category", "source", "tag"):
            counted = library.counts(session, field, LISTED)
            paths += [Address(listing_path(field, value.slug), None) for value in counted]
    return _xml("sitemap.xml", paths)


@blueprint.get("/sitemap/<int:part>.xml")
def sitemap_of_reports(part: int) -> Response:
    with archive().reading() as session:
        reports = directory.addresses(session, part, PART) if part < PART else []
    if not reports:
        abort(404)
    return _xml("sitemap.xml", reports)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Everything may be read; what only repeats it by search is not worth a crawler's time."""
    body = render("robots.txt", site=settings())
    return conditional(body, "text/plain", max_age=A_DAY)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 when database and index answer, else 503; says how much they hold, and nothing of where they are."""
    database, index = _database(), _index()
    well = database["reachable"] and index["reachable"]
    said = {"status": "ok" if well else "failing", "database": database, "index": index}
    response = Response(json.dumps(said), 200 if well else 503, content_type="application/json")
    response.cache_control.no_store = True
    return response


def _database() -> dict[str, object]:
    try:
        with archive().reading() as session:
            return {"reachable": True, "reports": library.total(session), "waiting": directory.waiting(session)}
    except SQLAlchemyError:
        current_app.logger.exception("the health check cannot read the database")
        return {"reachable": False}


def _index() -> dict[str, object]:
    try:
        return {"reachable": True, "reports": archive().index.count(Query(Everything()))}
    except (IndexDamaged, OSError):
        current_app.logger.exception("the health check cannot read the index")
        return {"reachable": False}


def _xml(template: str, addresses: list[Address]) -> Response:
    body = render(template, base_url=settings().base_url, addresses=addresses)
    changed = max((address.changed for address in addresses if address.changed), default=None)
    return conditional(body, XML, changed, max_age=AN_HOUR)
