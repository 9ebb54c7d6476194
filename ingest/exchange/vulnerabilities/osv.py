"""Records in the Open Source Vulnerability format (ossf.github.io/osv-schema): one vulnerability as a draft."""

from collections.abc import Iterator

from ingest.exchange.observables import ID, OPAQUE
from ingest.exchange.values import Object, inside, line, lines, moment, objects, pairs, prose
from ingest.exchange.writing import Line, Room, Value, Writing
from ingest.files.declared import is_web
from ingest.tags import tags_from
from ingest.text import one_line, shortened
from ingest.types import Capture, Draft, Evidence, Kind, Link

_MOST_LINKS = 100
_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_LINE = 200, 1_000, 5_000  # characters
_EVENTS = {"introduced": "from", "fixed": "fixed in", "last_affected": "up to", "limit": "before"}


def osv_records(document: object) -> list[Object]:
    """The record that a document is, or those in an answer of the register's server; none in any other document."""
    if not isinstance(document, dict):
        return []
    return [one for one in (objects(document.get("vulns")) or [document]) if _is_record(one)]


def _is_record(one: Object) -> bool:
    has_text = bool(one.keys() & {"summary", "details", "affected"})
    return (
        bool(line(one, "id") and line(one, "modified"))
        and has_text
        and bool(one.keys() & {"schema_version", "affected"})
    )


def read_osv(record: Object, capture: Capture, room: Room) -> Draft:
    """One record, known by its id."""
    key, details = line(record, "id"), prose(record, "details")
    url = line(inside(record, "database_specific"), "url", most=2_000)
    url = url if is_web(url) else capture.url or ""
    writing = Writing(room)
    _tell(writing, record, details)
    body = writing.finish(url or None)
    summary = line(record, "summary", most=_LONGEST_SUMMARY)
    return Draft(
        item=key,
        kind=Kind.ADVISORY,
        title=shortened(summary or f"{key}: {one_line(_first(details))}".rstrip(": "), _LONGEST_TITLE),
        body_html=body.html,
        body_text=body.text,
        key=key,
        url=url or None,
        restates=bool(url) and url != capture.url,
        published=moment(record, "published", capture.captured_at),
        updated=moment(record, "modified", capture.captured_at),
        summary=summary or None,
        tags=tags_from(_packages(record)),
        associated=tuple(_links(record))[:_MOST_LINKS],
        indicators=body.indicators,
        is_searched=True,
        evidence=tuple(
            Evidence(field, name, line(record, name))
            for field, name in (
                ("title", "summary"),
                ("key", "id"),
                ("published", "published"),
                ("updated", "modified"),
            )
            if line(record, name)
        ),
    )


def _first(text: str) -> str:
    """The first paragraph, without the mark of a heading."""
    return text.partition("\n\n")[0].lstrip("# ")


def _tell(writing: Writing, record: Object, details: str) -> None:
    writing.markdown(details or line(record, "summary", most=_LONGEST_SUMMARY))
    writing.section("Affected", dict.fromkeys(_affected(record)))
    writing.section(
        "Credits", map(Line, dict.fromkeys(lines([one.get("name") for one in objects(record.get("credits"))])))
    )
    ids = [line(record, "id"), *lines(record.get("aliases"))]
    specific = inside(record, "database_specific")
    facts = {
        "Related": ", ".join(lines(record.get("related"))),
        "Severity": ", ".join(filter(None, (line(specific, "severity"), *_scores(record)))),
        "Weakness": ", ".join(lines(specific.get("cwe_ids"))),
        "Withdrawn": line(record, "withdrawn")[:10],
    }
    told = [Line(f"{name}: {words}") for name, words in facts.items() if words]
    also = Line(f"Ids: {', '.join(ids)}", tuple(Value(one, ID) for one in ids))
    writing.section("Record", [also, *told])


def _scores(record: Object) -> Iterator[str]:
    return (line(one, "score") for one in objects(record.get("severity")))


def _affected(record: Object) -> Iterator[Line]:
    """ "Go golang.org/x/text: from 0, fixed in 0.3.7"; where no ranges are told, the versions. A package is no host."""
    for one in objects(record.get("affected")):
        package = inside(one, "package")
        name = " ".join(filter(None, (line(package, "ecosystem"), line(package, "name"))))
        ranges = "; ".join(filter(None, map(_range, objects(one.get("ranges")))))
        told = ranges or ", ".join(lines(one.get("versions")))
        if words := ": ".join(filter(None, (name, told)))[:_LONGEST_LINE]:
            yield Line(words, (Value(name, OPAQUE),) if name else ())


def _range(one: Object) -> str:
    told = (
        (_EVENTS.get(name, name), version) for event in objects(one.get("events")) for name, version in pairs(event)
    )
    where = line(one, "repo", most=2_000)
    return " ".join(
        filter(None, (where, ", ".join(f"{name} {words}" for name, value in told for words in lines(value))))
    )


def _packages(record: Object) -> Iterator[str]:
    """The registers that the packages stand in, and their names."""
    for package in (inside(one, "package") for one in objects(record.get("affected"))):
        yield from (line(package, "ecosystem").partition(":")[0], line(package, "name"))


def _links(record: Object) -> Iterator[Link]:
    urls = (line(one, "url", most=2_000) for one in objects(record.get("references")))
    return (Link(url, url) for url in dict.fromkeys(urls) if is_web(url))
