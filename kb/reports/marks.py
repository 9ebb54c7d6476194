"""What a report is marked with: tags, and the indicators found in its text."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.names import TYPES, Names
from ingest.types import Indicator as Found
from kb.models import Indicator, Report, ReportIndicator, ReportTag, Tag
from kb.reports import many, outbox
from kb.reports.known_names import KEY, KnownNames
from kb.reports.marked import Key, first_of_each, tags_by_slug
from kb.times import now

_TAGS = select(Tag.slug, Tag.id)
_INDICATORS = select(Indicator.value, Indicator.id).where(Indicator.type == bindparam("type", None))


def names_of(session: Session) -> Names:
    """The names that the archive of this session looks for."""
    known: KnownNames = session.info[KEY]
    return known.names()


def begin_tags(session: Session, slugs: Mapping[int, Mapping[str, str]], by_staff: Iterable[str]) -> None:
    """Tag new reports, by id, each with the tags of its source and all of them with those by staff."""
    ours = tags_by_slug(by_staff)
    names_of_slugs: dict[str, str] = {}
    for own in slugs.values():
        for slug, name in (*own.items(), *ours.items()):
            names_of_slugs.setdefault(slug, name)
    tags = _tags(session, names_of_slugs)
    rows = [
        {"report_id": id, "tag_id": tags[slug], "by_staff": slug in ours}
        for id, own in slugs.items()
        for slug in {**own, **ours}
    ]
    many.write(session, ReportTag, rows)


def tag_by_source(session: Session, report: Report, names: Iterable[str]) -> None:
    """Make the source's tags those given; tags by staff stay."""
    wanted = _tags(session, tags_by_slug(names))
    kept = [link for link in report.tags if link.by_staff or link.tag.slug in wanted]
    held = {link.tag.slug for link in kept}
    report.tags = [*kept, *(_link(session, tag, by_staff=False) for slug, tag in wanted.items() if slug not in held)]


def tag_by_staff(session: Session, report: Report, add: Iterable[str], remove: Iterable[str]) -> None:
    """Add tags that no import takes away again, and remove tags whoever gave them."""
    unwanted = {normal_value("tag", name) for name in remove}
    report.tags = [link for link in report.tags if link.tag.slug not in unwanted]
    session.flush()
    wanted = _tags(session, tags_by_slug(add))
    held = {link.tag.slug: link for link in report.tags}
    for slug, tag in wanted.items():
        if slug in held:
            held[slug].by_staff = True
        else:
            report.tags.append(_link(session, tag, by_staff=True))
    session.flush()


def write_indicators(session: Session, report: Report, found: Iterable[Found]) -> None:
    """Replace the indicators of a report by those found in its newest text, with the names in it."""
    session.execute(delete(ReportIndicator).where(ReportIndicator.report_id == report.id))
    names = names_of(session).find(report.head.body_text, report.head.title)
    add_indicators(session, {report.id: first_of_each((*found, *names))})
    session.expire(report, ["indicators"])


def write_names(session: Session, report: Report) -> bool:
    """Replace the names among the indicators of a report by those that the table has now, and tell the index; returns
    whether any changed."""
    held = {(seen.indicator.type, seen.indicator.value): seen for seen in report.indicators}
    first = first_of_each(names_of(session).find(report.head.body_text, report.head.title))
    gone = [seen.indicator_id for name, seen in held.items() if name[0] in TYPES and name not in first]
    new = {name: seen for name, seen in first.items() if name not in held}
    for some in many.parts(gone):
        ours = ReportIndicator.report_id == report.id
        session.execute(delete(ReportIndicator).where(ours, ReportIndicator.indicator_id.in_(some)))
    add_indicators(session, {report.id: new})
    session.expire(report, ["indicators"])
    if gone or new:
        report.changed_at = now()
        outbox.put(session, [report.id])
    return bool(gone or new)


def add_indicators(session: Session, found: Mapping[int, Mapping[Key, Found]]) -> None:
    """Write indicators that reports, by id, have not yet."""
    ids = _indicators(session, dict.fromkeys(key for first in found.values() for key in first))
    rows = [
        {
            "report_id": report_id,
            "indicator_id": ids[key],
            "spelling": seen.spelling,
            "start": seen.start,
            "end": seen.end,
            "role": seen.role.value,
        }
        for report_id, first in found.items()
        for key, seen in first.items()
    ]
    many.write(session, ReportIndicator, rows)


def _link(session: Session, tag: int, *, by_staff: bool) -> ReportTag:
    return ReportTag(tag=session.get_one(Tag, tag), by_staff=by_staff)


def _tags(session: Session, names: Mapping[str, str]) -> dict[str, int]:
    """The ids of the tags of these slugs, made when they are new."""
    held = dict(many.having(session, _TAGS, Tag.slug, list(names)))
    new = [slug for slug in names if slug not in held]
    made = many.write_new(session, Tag, [{"slug": slug, "name": names[slug]} for slug in new])
    return held | dict(zip(new, made, strict=True))


def _indicators(session: Session, keys: Collection[Key]) -> dict[Key, int]:
    """The ids of these indicators, made when they are new."""
    by_type: dict[str, list[str]] = {}
    for type_, value in keys:
        by_type.setdefault(type_, []).append(value)
    held = {
        (type_, value): id
        for type_, values in by_type.items()
        for value, id in many.having(session, _INDICATORS, Indicator.value, values, type=type_)
    }
    new = [key for key in keys if key not in held]
    made = many.write_new(session, Indicator, [{"type": type_, "value": value} for type_, value in new])
    return held | dict(zip(new, made, strict=True))
