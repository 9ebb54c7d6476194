"""Event reports: the prose that analysts write beside a MISP event, as drafts of their own."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.exchange.values import Object, line, moment, objects, prose
from ingest.files.markdown import read_markdown
from ingest.types import Capture, Draft, Failure, Link, Rights

# How a report refers to its event: @[attribute](uuid), @![attribute](uuid), @[tag](name) (MISP's event report syntax).
_REFERENCE = re.compile(r"@!?\[(attribute|object|tag|galaxymatrix)\]\(([^()\n]{1,300})\)")


def reports(event: Object, subject: Link, rights: Rights | None, capture: Capture) -> Iterator[Draft | Failure]:
    """Each report of an event, related to it by its title."""
    values = {line(one, "uuid"): line(one, "value") for one in _attributes(event)}
    for position, report in enumerate(objects(event.get("EventReport")), start=1):
        if report.get("deleted") in (True, 1, "1"):
            continue
        uuid, name = line(report, "uuid"), line(report, "name")
        content = _REFERENCE.sub(lambda found: values.get(found[2]) or found[2], prose(report, "content"))
        item = uuid or f"event report {position} of {subject.title}"
        if not content:
            yield Failure(item, "the event report holds no words; check that its event was exported whole")
            continue
        read = read_markdown(replace(capture, body=content.encode("utf-8", "replace"), charset="utf-8"))
        if isinstance(read, Failure):
            yield replace(read, item=item)
            continue
        updated = moment(report, "timestamp", capture.captured_at)
        told = replace(read, item=item, title=name or read.title, key=uuid or None, url=capture.url)
        yield replace(told, updated=updated, rights=rights, associated=(subject,))


def _attributes(event: Object) -> Iterator[Object]:
    yield from objects(event.get("Attribute"))
    for thing in objects(event.get("Object")):
        yield from objects(thing.get("Attribute"))
