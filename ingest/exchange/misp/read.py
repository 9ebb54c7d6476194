"""MISP events, alone or as a server's answer lists them, as drafts."""

import re
from collections.abc import Iterator

from ingest.exchange.misp.attributes import links, write
from ingest.exchange.misp.reports import reports
from ingest.exchange.values import Object, inside, line, lines, moment, objects
from ingest.exchange.writing import Line, Room, Writing
from ingest.tags import tags_from
from ingest.types import Capture, Draft, Evidence, Failure, Kind, Link, Rights

_MOST = 20_000  # events of one file
_MOST_LINKS = 100
_IS_EVENT = frozenset(("info", "Attribute", "Object", "threat_level_id", "Orgc", "analysis"))
_GALAXY = re.compile(r'misp-galaxy:(?P<galaxy>[^="]{1,100})="(?P<cluster>.{1,300})"')
_TLP = re.compile(r"tlp:([a-z+:_-]{2,20})", re.IGNORECASE)
_SHARING = {
    "0": "distribution: your organisation only", "1": "distribution: this community only",
    "2": "distribution: connected communities", "3": "distribution: all communities",
    "4": "distribution: a sharing group",
}  # fmt: skip
_LEVELS = {"1": "high", "2": "medium", "3": "low"}
_STAGES = {"0": "initial", "1": "ongoing", "2": "completed"}
_NO_EVENT = "it holds attributes or objects of MISP without their event; export the event as JSON and import that"


def is_misp(document: object) -> bool:
    """An event, a list of events, or the answer of a MISP server."""
    parts = objects(document)
    first = parts[0] if parts else {}
    if "response" in first:
        answered = first["response"]
        parts = objects(answered)
        first = parts[0] if parts else {}
        if answered == []:
            return True
    return "Event" in first or _is_bare(first) or _is_part(first)


def read_misp(document: object, capture: Capture) -> Iterator[Draft | Failure]:
    """A draft for each event, and one for each report written beside it."""
    room = Room()
    found = _events(document)
    if not found:
        yield Failure(capture.location, "the answer of the MISP server holds no events; export the events themselves")
    for position, event in enumerate(found, start=1):
        if position > _MOST:
            yield Failure(f"event {position} and after", f"the file holds {len(found):,} events; split it")
            return
        if event is None:
            yield Failure(f"{capture.location}, entry {position}", _NO_EVENT)
        else:
            yield from _drafts(event, position, capture, room)


def _events(document: object) -> list[Object | None]:
    """The events, and None for what is none."""
    found: list[Object | None] = []
    for part in objects(document):
        for whole in objects(part["response"]) if "response" in part else [part]:
            event = inside(whole, "Event") or whole
            found.append(event if event is not whole or _is_bare(event) else None)
    return found


def _is_bare(thing: Object) -> bool:
    """An event without its envelope, as PyMISP writes them."""
    return len(_IS_EVENT & thing.keys()) > 1 and "type" not in thing


def _is_part(thing: Object) -> bool:
    return len(thing) == 1 and bool({"Attribute", "Object"} & thing.keys())


def _drafts(event: Object, position: int, capture: Capture, room: Room) -> Iterator[Draft | Failure]:
    uuid, title = line(event, "uuid"), line(event, "info")
    holder = line(inside(event, "Orgc"), "name") or line(inside(event, "Org"), "name") or None
    tags = [line(tag, "name") for tag in objects(event.get("Tag"))]
    rights = _rights(event, tags, holder, capture.url)
    named = Link(title or uuid or f"Event {position}", None)
    writing = Writing(room)
    write(writing, event)
    writing.section("Galaxies", [*_galaxies(event), *_only_tagged(event, tags)])
    writing.section("Event", _assessed(event))
    body = writing.finish(capture.url)
    written = list(reports(event, named, rights, capture))
    beside = [Link(item.title) for item in written if isinstance(item, Draft)]
    now = capture.captured_at
    yield Draft(
        item=uuid or f"{capture.location}, event {position}",
        kind=Kind.REPORT,
        title=named.title,
        body_html=body.html,
        body_text=body.text,
        key=uuid or None,
        url=capture.url,
        tags=tags_from(
            [_GALAXY.sub(r"\g<cluster>", tag) for tag in tags]
            + [line(cluster, "value") for _, cluster in _clusters(event)]
        ),
        author=holder,
        published=moment(event, "date", now),
        updated=moment(event, "timestamp", now),
        rights=rights,
        associated=tuple(dict.fromkeys((*links(event), *beside)))[:_MOST_LINKS],
        indicators=body.indicators,
        is_searched=True,
        evidence=tuple(
            Evidence(field, f"Event.{name}", quote[:200])
            for field, name in (("title", "info"), ("published", "date"), ("updated", "timestamp"))
            if (quote := line(event, name))
        ),
    )
    yield from written


def _rights(event: Object, tags: list[str], holder: str | None, url: str | None) -> Rights | None:
    """The organisation that made the event; its Traffic Light Protocol tags and how far it may be distributed."""
    tlp = [f"TLP:{found[1].upper()}" for tag in tags if (found := _TLP.fullmatch(tag))]
    conditions = "; ".join(filter(None, (*tlp, _SHARING.get(line(event, "distribution"), ""))))
    return Rights(holder, holder, conditions or None, url) if holder or conditions else None


def _galaxies(event: Object) -> Iterator[Line]:
    """ "Threat actor: Sofacy (also called APT28, Fancy Bear)"."""
    for galaxy, cluster in _clusters(event):
        synonyms = ", ".join(lines(inside(cluster, "meta").get("synonyms"))[:20])
        yield Line(f"{galaxy}: {line(cluster, 'value')}{f' (also called {synonyms})' if synonyms else ''}")


def _only_tagged(event: Object, tags: list[str]) -> Iterator[Line]:
    """Clusters that an event is tagged with and does not hold: "Mitre attack pattern: Phishing - T1566"."""
    held = {line(cluster, "value") for _, cluster in _clusters(event)}
    for found in filter(None, map(_GALAXY.fullmatch, tags)):
        if found["cluster"] not in held:
            yield Line(f"{found['galaxy'].replace('-', ' ').capitalize()}: {found['cluster']}")


def _assessed(event: Object) -> Iterator[Line]:
    """What those who made the event think of it."""
    if level := _LEVELS.get(line(event, "threat_level_id")):
        yield Line(f"Threat level: {level}")
    if stage := _STAGES.get(line(event, "analysis")):
        yield Line(f"Analysis: {stage}")


def _clusters(event: Object) -> Iterator[tuple[str, Object]]:
    """Each cluster that has a name, with what its galaxy is called."""
    for galaxy in objects(event.get("Galaxy")):
        for cluster in objects(galaxy.get("GalaxyCluster")):
            if line(cluster, "value"):
                yield line(galaxy, "name") or "Galaxy", cluster
