"""What a report is marked with: tags, and the indicators found in its text."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.names import TYPES
from ingest.types import Draft
from ingest.types import Indicator as Found
from kb.models import Indicator, Outbox, Report, ReportIndicator, ReportTag, Tag
from kb.reports import many
from kb.reports.naming import names_of
from kb.times import now

LONGEST_TAG = 80  # characters
LONGEST_INDICATOR = 600  # characters: PostgreSQL indexes no value over 2,704 bytes, and a character has up to four

Key = tuple[str, str]  # type and value of an indicator


def begin_tags(session: Session, named: Mapping[int, Iterable[str]], by_staff: Iterable[str]) -> None:
    """Tag new reports, by id, each with the tags of its source and all of them with those by staff."""
    slugs, ours = {id: _slugs(names) for id, names in named.items()}, _slugs(by_staff)
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
    wanted = _tags(session, _slugs(names))
    kept = [link for link in report.tags if link.by_staff or link.tag.slug in wanted]
    held = {link.tag.slug for link in kept}
    report.tags = [*kept, *(_link(session, tag, by_staff=False) for slug, tag in wanted.items() if slug not in held)]


def tag_by_staff(session: Session, report: Report, add: Iterable[str], remove: Iterable[str]) -> None:
    """Add tags that no import takes away again, and remove tags whoever gave them."""
    unwanted = {normal_value("tag", name) for name in remove}
    report.tags = [link for link in report.tags if link.tag.slug not in unwanted]
    session.flush()
    wanted = _tags(session, _slugs(add))
    held = {link.tag.slug: link for link in report.tags}
    for slug, tag in wanted.items():
        if slug in held:
            held[slug].by_staff = True
        else:
            report.tags.append(_link(session, tag, by_staff=True))
    session.flush()


def first_of_each(found: Iterable[Found]) -> dict[Key, Found]:
    """The indicators by type and value, each where it first stands, in the order of the text."""
    ordered = sorted(found, key=lambda seen: seen.start)
    first = {(seen.type, seen.value): seen for seen in reversed(ordered) if len(seen.value) <= LONGEST_INDICATOR}
    return dict(reversed(first.items()))


def begin_indicators(session: Session, drafts: Mapping[int, Draft]) -> None:
    """Write the indicators of new reports, by id, with the names in their texts."""
    names = names_of(session)
    found = {
        id: first_of_each((*draft.indicators, *names.find(draft.body_text, draft.title)))
        for id, draft in drafts.items()
    }
    _add_indicators(session, found)


def write_indicators(session: Session, report: Report, found: Iterable[Found]) -> None:
    """Replace the indicators of a report by those found in its newest text, with the names in it."""
    session.execute(delete(ReportIndicator).where(ReportIndicator.report_id == report.id))
    names = names_of(session).find(report.head.body_text, report.head.title)
    _add_indicators(session, {report.id: first_of_each((*found, *names))})
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
    _add_indicators(session, {report.id: new})
    session.expire(report, ["indicators"])
    if gone or new:
        report.changed_at = now()
        session.add(Outbox(report_id=report.id))
    return bool(gone or new)


def _add_indicators(session: Session, found: Mapping[int, Mapping[Key, Found]]) -> None:
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


def _slugs(names: Iterable[str]) -> dict[str, str]:
    """Names of tags by slug, each as it is first written; a name of nothing but punctuation is none."""
    slugs: dict[str, str] = {}
    for name in names:
        if slug := normal_value("tag", name[:LONGEST_TAG]):
            slugs.setdefault(slug, name[:LONGEST_TAG].strip())
    return slugs


def _tags(session: Session, names: Mapping[str, str]) -> dict[str, int]:
    """The ids of the tags of these slugs, made when they are new."""
    held = dict(many.having(session, select(Tag.slug, Tag.id), Tag.slug, list(names)))
    new = [slug for slug in names if slug not in held]
    made = many.write_new(session, Tag, [{"slug": slug, "name": names[slug]} for slug in new])
    return held | dict(zip(new, made, strict=True))


def _indicators(session: Session, keys: Collection[Key]) -> dict[Key, int]:
    """The ids of these indicators, made when they are new."""
    by_type: dict[str, list[str]] = {}
    for type_, value in keys:
        by_type.setdefault(type_, []).append(value)
    rows = select(Indicator.value, Indicator.id)
    held = {
        (type_, value): id
        for type_, values in by_type.items()
        for value, id in many.having(session, rows.where(Indicator.type == type_), Indicator.value, values)
    }
    new = [key for key in keys if key not in held]
    made = many.write_new(session, Indicator, [{"type": type_, "value": value} for type_, value in new])
    return held | dict(zip(new, made, strict=True))
