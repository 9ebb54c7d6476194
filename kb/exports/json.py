"""The JSON of reports and of search results: the same for the command line, a page's sibling and the API."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from index.explanation import Part
from ingest.types import Rights
from kb.exports.credit import credit_line
from kb.records import Mention, Report, RevisionNote, Teller
from kb.search import Found, Hit
from kb.settings import Settings

Json = Mapping[str, object]


def report_json(report: Report, settings: Settings) -> dict[str, object]:
    """One report whole. Instants are RFC 3339 in UTC, what is unknown is null; `url` is where the original is read."""
    return {
        "id": report.id,
        "ref": report.ref,
        "number": report.number,
        "kind": report.kind.value,
        "title": report.title,
        "slug": report.slug,
        "category": report.category.name if report.category else None,
        "tags": [tag.name for tag in report.tags],
        "lang": report.lang,
        "source": _source(report),
        "url": report.url,
        "permalink": settings.base_url + report.path,
        "author": report.author,
        "published": moment(report.published),
        "updated": moment(report.updated),
        "first_seen": instant(report.first_seen),
        "changed": instant(report.changed_at),
        "full_text": asdict(report.full_text) if report.full_text else None,
        "event_dates": [day.isoformat() for day in report.event_dates],
        "summary": report.summary,
        "body_text": report.body_text,
        "body_html": report.body_html,
        "rights": _rights(report.rights),
        "credit_line": credit_line(report),
        "associated": [_mention(mention, settings) for mention in report.associated],
        "index": [_mention(mention, settings) for mention in report.index],
        "indicators": [
            {
                "type": seen.type,
                "value": seen.value,
                "spelling": seen.spelling,
                "start": seen.start,
                "end": seen.end,
                "role": seen.role.value,
            }
            for seen in report.indicators
        ],
        "revisions": [_revision(note) for note in report.revisions],
        "also": [_teller(teller, settings) for teller in report.also],
        "withdrawn": instant(report.withdrawn_at),
    }


def search_json(found: Found, settings: Settings) -> dict[str, object]:
    """One page of search results; a hit's `url` is where it is read in this archive."""
    return {
        "query": found.search.q,
        "total": found.total,
        "partial": found.partial,
        "took_ms": round(found.took_ms, 3),
        "notes": list(found.notes),
        **({"repaired": found.repaired} if found.repaired != found.search.q else {}),
        **({"repeats": found.repeats} if found.repeats else {}),
        **({"meant": {"query": found.meant.q, "total": found.meant.total}} if found.meant else {}),
        "hits": [_hit(hit, settings) for hit in found.hits],
        "facets": {
            field: [{"value": value.slug, "name": value.name, "count": value.count} for value in values]
            for field, values in found.facets.items()
        },
    }


def part_json(part: Part) -> dict[str, object]:
    """A part of a query and what it found in a report: `score` is its part of the report's score."""
    return {
        "query": part.query,
        "matched": part.matched,
        "score": round(part.score, 9),
        "contributions": [asdict(one) | {"score": round(one.score, 9)} for one in part.contributions],
        "parts": [part_json(below) for below in part.parts],
    }


def moment(when: datetime | None) -> str | None:
    """ISO 8601: an instant, or the day alone where that is all that is known of it: `2022-04-10`.

    A source that names a day gives no time; midnight UTC stands for it in the database.
    """
    told = instant(when)
    return told.removesuffix("T00:00:00Z") if told else None


def instant(moment: datetime | None) -> str | None:
    """RFC 3339, UTC, to the second: `2022-04-10T00:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0") if moment else None


def _hit(hit: Hit, settings: Settings) -> Json:
    report = hit.report
    return {
        "id": report.id,
        "ref": report.ref,
        "kind": report.kind.value,
        "title": report.title,
        "url": settings.base_url + report.path,
        "date": moment(report.date),
        "score": round(hit.score, 6),
        "snippet": hit.snippet,
        **({"also": [_teller(teller, settings) for teller in report.also]} if report.also else {}),
        **({"why": part_json(hit.why.query)} if hit.why else {}),
    }


def _teller(teller: Teller, settings: Settings) -> Json:
    return {
        "id": teller.id,
        "ref": teller.ref,
        "title": teller.title,
        "source": teller.source,
        "date": moment(teller.date),
        "permalink": settings.base_url + teller.path,
        "url": teller.url,
        "leads": teller.leads,
    }


def _source(report: Report) -> Json | None:
    source = report.source
    return {"slug": source.slug, "name": source.name, "url": source.url} if source else None


def _rights(rights: Rights | None) -> Json | None:
    if rights is None:
        return None
    return {
        "holder": rights.holder,
        "credit": rights.credit,
        "conditions": rights.conditions,
        "url": rights.url,
        "years": rights.years,
    }


def _mention(mention: Mention, settings: Settings) -> Json:
    return {
        "position": mention.position,
        "title": mention.title,
        "ref": mention.ref,
        "held": mention.held,
        "withdrawn": mention.withdrawn,
        "permalink": settings.base_url + mention.path if mention.path else None,
        "url": mention.url,
    }


def _revision(note: RevisionNote) -> Json:
    return {
        "number": note.number,
        "title": note.title,
        "updated": moment(note.updated),
        "made": instant(note.made_at),
        "reason": note.reason,
        "note": note.note,
        "current": note.current,
    }
