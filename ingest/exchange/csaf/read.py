"""CSAF 2.0 and 2.1 (OASIS): a security advisory as a draft."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from ingest.exchange.csaf.products import products_of
from ingest.exchange.csaf.vulnerabilities import acknowledged, notes, tell
from ingest.exchange.values import Object, inside, line, lines, moment, objects, prose
from ingest.exchange.writing import Line, Room, Writing
from ingest.files.declared import is_web
from ingest.language import language
from ingest.text import one_line
from ingest.types import Capture, Draft, Evidence, Kind, Link, Rights

_MOST_LINKS = 100
_LONGEST_NOTICE = 2_000  # characters
_LONGEST_SUMMARY = 1_000
_LEGAL = "legal_disclaimer"
_SUMS_UP = ("summary", "description", "general")  # categories of notes, the best first
_CALCULATOR = "first.org/cvss/calculator"  # a score written as an address: no document
_NO_PAGE = (".json", ".json.asc", ".sha256", ".sha512", ".asc")


def is_csaf(document: object) -> bool:
    """Whether it says the version of CSAF that it is written in, or has what only CSAF has."""
    if not isinstance(document, dict):
        return False
    stated = inside(document, "document")
    return bool(line(stated, "csaf_version")) or ("tracking" in stated and "publisher" in stated)


def read_csaf(document: Object, capture: Capture) -> Draft:
    """One advisory: known by its tracking id, first and last released when its tracking says, its credit the
    publisher's."""
    stated = inside(document, "document")
    tracking = inside(stated, "tracking")
    key = line(tracking, "id")
    home = _host(line(inside(stated, "publisher"), "namespace", most=2_000)).removeprefix("www.")
    url = _page(_links(stated, own=True), home) or capture.url
    writing = Writing(Room())
    _tell(writing, stated, document)
    body = writing.finish(url)
    now = capture.captured_at
    return Draft(
        item=key or capture.location,
        kind=Kind.ADVISORY,
        title=line(stated, "title") or key or "An advisory without a title",
        body_html=body.html,
        body_text=body.text,
        key=key or None,
        url=url,
        restates=url != capture.url,
        lang=language(line(stated, "lang")),
        author=line(inside(stated, "publisher"), "name") or None,
        published=moment(tracking, "initial_release_date", now),
        updated=moment(tracking, "current_release_date", now),
        summary=_summary(stated),
        rights=_rights(stated, url),
        associated=_related(stated, document, url, home)[:_MOST_LINKS],
        indicators=body.indicators,
        is_searched=True,
        evidence=tuple(_evidence(stated, tracking)),
    )


def _tell(writing: Writing, stated: Object, document: Object) -> None:
    tracking, severity = inside(stated, "tracking"), line(inside(stated, "aggregate_severity"), "text")
    others = ", ".join(lines(tracking.get("aliases")))
    facts = {
        "Also called": others,
        "Severity": severity,
        "Status": line(tracking, "status"),
        "Version": line(tracking, "version"),
    }
    notes(writing, stated, without=_LEGAL)
    products = products_of(document)
    writing.section("Products", map(Line, dict.fromkeys(products.names.values())))
    for vulnerability in objects(document.get("vulnerabilities")):
        tell(writing, vulnerability, products)
    writing.section("Acknowledgments", acknowledged(stated))
    writing.section("Revisions", filter(None, map(_revision, objects(tracking.get("revision_history")))))
    writing.section("Advisory", (Line(f"{name}: {words}") for name, words in facts.items() if words))


def _revision(revision: Object) -> Line | None:
    told = (line(revision, "number"), line(revision, "date")[:10], one_line(prose(revision, "summary"))[:1_000])
    return Line(" — ".join(filter(None, told))) if any(told) else None


def _links(holder: Object, *, own: bool | None = None) -> Iterator[Link]:
    """The references of an advisory or vulnerability: those to itself, those to other documents, or all."""
    for reference in objects(holder.get("references")):
        url = line(reference, "url", most=2_000)
        if is_web(url) and own in (None, line(reference, "category") == "self") and _CALCULATOR not in url:
            yield Link(line(reference, "summary", most=200) or url, url)


def _related(stated: Object, document: Object, own: str | None, home: str) -> tuple[Link, ...]:
    """What the advisory refers to, then what its vulnerabilities do; each address once, and not the advisory's own.

    A page of another site that it gives out for itself is the advisory that it passes on.
    """
    selves = _links(stated, own=True) if own and _is_at(own, home) else ()
    passed_on = [link for link in selves if link.url and _is_page(link.url) and not _is_at(link.url, home)]
    found: dict[str | None, Link] = {}
    for links in (passed_on, _links(stated, own=False), *map(_links, objects(document.get("vulnerabilities")))):
        for link in links:
            found.setdefault(link.url, link)
    return tuple(link for link in found.values() if link.url != own)


def _page(links: Iterator[Link], home: str) -> str | None:
    """Where people read the advisory, rather than where programs load it: at its publisher's before anywhere else."""
    addresses = [link.url for link in links if link.url]
    return min(addresses, key=lambda url: (not _is_page(url), not _is_at(url, home)), default=None)


def _is_page(url: str) -> bool:
    return not url.lower().endswith(_NO_PAGE)


def _is_at(url: str, home: str) -> bool:
    return bool(home) and f".{_host(url)}".endswith(f".{home}")


def _host(url: str) -> str:
    return urlsplit(url).hostname or "" if is_web(url) else ""


def _summary(stated: Object) -> str | None:
    told = objects(stated.get("notes"))
    texts = (prose(note, "text") for sort in _SUMS_UP for note in told if line(note, "category") == sort)
    return one_line(next(filter(None, texts), ""))[:_LONGEST_SUMMARY] or None


def _rights(stated: Object, url: str | None) -> Rights:
    """The publisher, and what its distribution and its legal notes ask for."""
    distribution = inside(stated, "distribution")
    label = line(inside(distribution, "tlp"), "label", most=20)
    legal = [prose(note, "text") for note in objects(stated.get("notes")) if line(note, "category") == _LEGAL]
    said = (f"TLP:{label.upper()}" if label else "", prose(distribution, "text"), *legal)
    conditions = "; ".join(filter(None, map(one_line, said)))[:_LONGEST_NOTICE]
    holder = line(inside(stated, "publisher"), "name") or None
    return Rights(holder=holder, credit=holder, conditions=conditions or None, url=url)


def _evidence(stated: Object, tracking: Object) -> Iterator[Evidence]:
    for field, holder, name in (
        ("title", stated, "title"),
        ("key", tracking, "id"),
        ("published", tracking, "initial_release_date"),
        ("updated", tracking, "current_release_date"),
    ):
        if quote := line(holder, name):
            yield Evidence(field, f"document.{'' if holder is stated else 'tracking.'}{name}", quote[:200])
