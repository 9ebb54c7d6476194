"""STIX 2.0 and 2.1 (OASIS): bundles, or objects without a bundle around them, as drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from ingest.exchange.stix.bundle import DOCUMENTS, REMARKS, Bundle, Telling, opened, tellings
from ingest.exchange.stix.marking import creator_of, rights_of
from ingest.exchange.stix.telling import references, remark_on, tell, title_of
from ingest.exchange.values import Object, line, lines, moment, prose
from ingest.exchange.writing import Room, Writing
from ingest.files.declared import is_web
from ingest.language import language
from ingest.tags import tags_from
from ingest.types import Capture, Draft, Evidence, Failure, Kind, Link

_MOST = 20_000  # documents of one bundle
_MOST_LINKS = 100
_MOST_NAMES = 3  # of objects, in the title of a bundle
_PROMINENT = (
    "x-mitre-collection", "incident", "campaign", "intrusion-set", "threat-actor", "malware", "infrastructure", "tool",
    "vulnerability", "attack-pattern", "course-of-action", "indicator", "observed-data",
)  # fmt: skip
_FILE_ENDINGS = (".json", ".stix", ".xml")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a draft says about itself, apart from its body."""

    key: str
    title: str
    speaker: Object  # an empty one for the bundle itself
    published: datetime | None
    updated: datetime | None
    evidence: tuple[Evidence, ...]


def read_stix(document: object, capture: Capture) -> Iterator[Draft | Failure]:
    """A draft for each report and grouping, with the objects it tells of; one for the bundle where nothing in it is a
    document, or for what none of its documents tells of; one for a note or opinion on nothing that is held."""
    bundle = opened(document)
    if not bundle.held:
        yield Failure(capture.location, "the STIX bundle holds no objects; check that it was exported whole")
        return
    room = Room()
    for position, telling in enumerate(tellings(bundle), start=1):
        if position > _MOST:
            yield Failure(f"report {position} and after", f"the bundle holds more than {_MOST:,} reports; split it")
            return
        yield _draft(telling, bundle, capture, room)


def _draft(telling: Telling, bundle: Bundle, capture: Capture, room: Room) -> Draft:
    facts = _facts(telling, bundle, capture)
    speaker = facts.speaker
    links = list(dict.fromkeys(references(speaker)))
    url = next((address for _, address in links if is_web(address)), capture.url)
    creator = creator_of([speaker] if speaker else telling.told)
    author = line(bundle.held.get(creator, {}), "name") or None
    writing = Writing(room)
    if line(speaker, "type") in REMARKS:
        remark_on(writing, speaker)
    else:
        writing.prose(prose(speaker, "description"))
    tell(writing, telling.told, bundle.held, creator)
    body = writing.finish(url)
    return Draft(
        item=facts.key or capture.location,
        kind=Kind.REPORT,
        title=facts.title,
        body_html=body.html,
        body_text=body.text,
        key=facts.key or None,
        url=url,
        restates=url != capture.url,
        tags=tags_from([*lines(speaker.get("labels")), *lines(speaker.get("report_types"))]),
        lang=language(line(speaker, "lang")),
        author=author,
        published=facts.published,
        updated=facts.updated,
        rights=rights_of([speaker, *telling.told], author, bundle.held, url),
        associated=_associated(links, telling.told, url),
        indicators=body.indicators,
        is_searched=True,
        evidence=facts.evidence,
    )


def _facts(telling: Telling, bundle: Bundle, capture: Capture) -> _Facts:
    """A document's own, or those of the bundle: it says when its objects were changed, not when it was published."""
    now, speaker = capture.captured_at, telling.speaker
    if speaker is None:
        changed = [when for thing in telling.told if (when := moment(thing, "modified", now))]
        return _Facts(bundle.id, _named_by(telling.told), {}, None, max(changed, default=None), ())
    key = line(speaker, "id")
    came = "published" if line(speaker, "published") else "created"
    evidence = [
        Evidence(field, f"{key}, {name}", quote[:200])
        for field, name in (("title", "name"), ("published", came), ("updated", "modified"))
        if (quote := line(speaker, name))
    ]
    published, updated = moment(speaker, came, now), moment(speaker, "modified", now)
    return _Facts(key, _title(speaker), speaker, published, updated, tuple(evidence))


def _title(speaker: Object) -> str:
    """Its name; some name the report by its file and put the title beside it."""
    name, beside = line(speaker, "name"), line(speaker, "title")
    return beside if beside and (not name or name.lower().endswith(_FILE_ENDINGS)) else title_of(speaker)


def _named_by(told: list[Object]) -> str:
    """The names of the most prominent sort of objects that a bundle holds."""
    named = [thing for thing in told if line(thing, "name")] or told
    sorts = {line(thing, "type") for thing in named}
    first = next((sort for sort in _PROMINENT if sort in sorts), line(named[0], "type"))
    names = list(dict.fromkeys(title_of(thing) for thing in named if line(thing, "type") == first))
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _associated(links: list[tuple[str, str]], told: list[Object], url: str | None) -> tuple[Link, ...]:
    """What the document refers to besides its own address, the reports that are named in it, and what its objects
    refer to."""
    of_objects = (link for thing in told for link in references(thing, numbered=False))
    addresses = {url: ""}
    for title, address in chain(links, of_objects):
        if len(addresses) > _MOST_LINKS:
            break
        if is_web(address):
            addresses.setdefault(address, title)
    del addresses[url]
    named = [Link(title_of(thing)) for thing in told if thing.get("type") in DOCUMENTS]
    return (*(Link(title, address) for address, title in addresses.items()), *named)[:_MOST_LINKS]
