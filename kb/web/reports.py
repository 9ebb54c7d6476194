"""A report at its permalink: the page, its old addresses, its revisions and how they differ."""

from itertools import groupby
from urllib.parse import unquote

from flask import Blueprint, redirect, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ingest.types import Kind, Role
from kb import library, related
from kb.records import Mention, Report, SeenIndicator, listing_path
from kb.reports.as_of import as_of
from kb.reports.names import statement_number
from kb.reports.resolve import resolve
from kb.web import compare, words
from kb.web.rendering import Feed, archive, page, settings
from kb.web.share import share_links, siblings

blueprint = Blueprint("reports", __name__)
STANDING = (Kind.PAGE, Kind.FAQ, Kind.GLOSSARY)  # what stays on the site, not what happened on a day
NUMBER, OTHER = "<int(max=999999):number>", "<int(max=999999):other>"  # revisions: no report has more
Answer = str | tuple[str, int] | Response


@blueprint.get("/statement/<name>")
@blueprint.get("/statement/<name>/<slug>")
def statement(name: str, slug: str = "") -> Answer:
    """A statement by its number or reference, whatever slug it is asked with."""
    with archive().reading() as session:
        report = _statement(session, name)
        return _at_home(session, report, f"/statement/{name}/{slug}")


@blueprint.get("/report/<int:id>")
@blueprint.get("/report/<int:id>/<slug>")
def report(id: int, slug: str = "") -> Answer:
    with archive().reading() as session:
        found = _report(session, id)
        return _at_home(session, found, f"/report/{id}/{slug}")


@blueprint.get("/go")
def go() -> Answer:
    """From any address or reference, old or new, to the page it means."""
    wanted = request.args.get("u", "").strip()
    with archive().reading() as session:
        held = resolve(session, wanted, base_url=settings().base_url)
        found = library.report(session, held) if held is not None else None
    if found is not None:
        return redirect(found.path, 302)
    return page("go.html", "/go", wanted=wanted), 404 if wanted else 200


@blueprint.get("/statement/<name>/<slug>/revisions")
@blueprint.get(f"/statement/<name>/<slug>/revisions/{NUMBER}")
@blueprint.get(f"/statement/<name>/<slug>/revisions/{NUMBER}..{OTHER}")
def statement_revision(name: str, slug: str, number: int = 0, other: int = 0) -> Answer:
    with archive().reading() as session:
        return _revision(session, _statement(session, name), number, other)


@blueprint.get("/report/<int:id>/<slug>/revisions")
@blueprint.get(f"/report/<int:id>/<slug>/revisions/{NUMBER}")
@blueprint.get(f"/report/<int:id>/<slug>/revisions/{NUMBER}..{OTHER}")
def report_revision(id: int, slug: str, number: int = 0, other: int = 0) -> Answer:
    with archive().reading() as session:
        return _revision(session, _report(session, id), number, other)


def report_page(session: Session, report: Report) -> str:
    """The page of a report that is shown, wherever it is asked for; its canonical address is its permalink."""
    address = settings().base_url + report.path
    before, after = _neighbours(report)
    return page(
        "report.html",
        report.path,
        feed=_feed(report),
        report=report,
        address=address,
        over=_over(report.kind),
        indicators=_by_type(report, Role.INDICATOR),
        mentioned_indicators=_by_type(report, Role.MENTIONED),
        siblings=siblings(report.path),
        shares=share_links(report.title, address),
        citation=words.citation(report, address),
        before=before,
        after=after,
        alike=related.reports(session, archive().index, report) if report.kind not in STANDING else [],
    )


def _statement(session: Session, name: str) -> Report:
    held = resolve(session, name) if statement_number(name) is not None else None
    report = library.report(session, held) if held is not None else None
    if report is None:
        raise NotFound(f"This archive holds no statement “{name}”.")
    return report


def _report(session: Session, id: int) -> Report:
    found = library.report(session, id) if id < 2**63 else None
    if found is None:
        raise NotFound(f"This archive holds no report {id}.")
    return found


def _at_home(session: Session, report: Report, asked: str) -> Answer:
    """The page at its permalink, a permanent redirect from anywhere else, a tombstone where it was withdrawn."""
    if report.withdrawn_at is not None:
        return _tombstone(report)
    if asked != unquote(report.path):
        return redirect(report.path, 301)
    return report_page(session, report)


def _tombstone(report: Report) -> Answer:
    return page("withdrawn.html", report.path, report=report), 410


def _revision(session: Session, report: Report, number: int, other: int) -> Answer:
    """One wording as it was, or the difference between two."""
    if report.withdrawn_at is not None:
        return _tombstone(report)
    if not number:
        return _chosen(report)
    newer = library.revision(session, report.id, other or number)
    older = library.revision(session, report.id, number)
    if older is None or newer is None:
        raise NotFound(f"“{report.title}” has no revision {number if older is None else other}.")
    if not other:
        path = f"{report.path}/revisions/{number}"
        was = as_of(session, report, older)
        return page("revision.html", path, report=report, was=was, revision=older, notes=report.revisions)
    path = f"{report.path}/revisions/{number}..{other}"
    fields, paragraphs = compare.fields(older, newer), compare.texts(older.body_text, newer.body_text)
    return page("compare.html", path, report=report, older=older, newer=newer, fields=fields, paragraphs=paragraphs)


def _chosen(report: Report) -> Answer:
    """What the form that compares two revisions asks for; without a choice, the list itself."""
    older, newer = request.args.get("a", ""), request.args.get("b", "")
    numbers = {str(note.number) for note in report.revisions}
    if older in numbers and newer in numbers:
        return redirect(f"{report.path}/revisions/{older}..{newer}", 302)
    return redirect(f"{report.path}#revisions", 302)


def _neighbours(report: Report) -> tuple[Mention | None, Mention | None]:
    """The statements held before and after this one in its own index."""
    held = [mention for mention in report.index if mention.held]
    at = next((place for place, mention in enumerate(held) if mention.current), None)
    if at is None:
        return None, None
    return held[at - 1] if at else None, held[at + 1] if at + 1 < len(held) else None


def _over(kind: Kind) -> tuple[str, str] | None:
    """What stands over the title, and the list it leads to; a page of the site itself is in no list."""
    match kind:
        case Kind.PAGE | Kind.GLOSSARY:
            return None
        case Kind.STATEMENT:
            return words.kind(kind), "/statements"
        case Kind.FAQ:
            return words.kind(kind), "/faqs"
    return words.kind(kind), f"/search?kind={kind}"


def _by_type(report: Report, role: Role) -> list[tuple[str, list[SeenIndicator]]]:
    """The indicators of one role by type; a standing page has none to show."""
    order = list(words.INDICATORS)
    shown = [seen for seen in report.indicators if seen.role is role and report.kind not in STANDING]
    known = sorted(shown, key=lambda seen: order.index(seen.type) if seen.type in order else len(order))
    return [(type, list(some)) for type, some in groupby(known, key=lambda seen: seen.type)]


def _feed(report: Report) -> Feed | None:
    """What brings more of the same: its category's feed."""
    category = report.category
    return Feed(f"Category: {category.name}", listing_path("category", category.slug)) if category else None
