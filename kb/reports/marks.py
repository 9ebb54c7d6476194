"""What a report is marked with: tags, and the indicators found in its text."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from index.query.fields import normal_value
from ingest.names import TYPES
from ingest.types import Indicator as Found
from kb.models import Indicator, Report, ReportIndicator, ReportTag, Tag
from kb.reports.naming import named

T = TypeVar("T")

LONGEST_TAG = 80  # characters
LONGEST_INDICATOR = 600  # characters: PostgreSQL indexes no value over 2,704 bytes, and a character has up to four
AT_ONCE = 400  # names asked for together: SQLite takes a limited number of parameters


def tag_by_source(session: Session, report: Report, names: Iterable[str]) -> None:
    """Make the source's tags those given; tags by staff stay."""
    wanted = _tags(session, names)
    kept = [link for link in report.tags if link.by_staff or link.tag.slug in wanted]
    held = {link.tag.slug for link in kept}
    report.tags = [*kept, *(ReportTag(tag=tag, by_staff=False) for slug, tag in wanted.items() if slug not in held)]


def tag_by_staff(session: Session, report: Report, add: Iterable[str], remove: Iterable[str]) -> None:
    """Add tags that no import takes away again, and remove tags whoever gave them."""
    unwanted = {normal_value("tag", name) for name in remove}
    report.tags = [link for link in report.tags if link.tag.slug not in unwanted]
    session.flush()
    wanted = _tags(session, add)
    held = {link.tag.slug: link for link in report.tags}
    for slug, tag in wanted.items():
        if slug in held:
            held[slug].by_staff = True
        else:
            report.tags.append(ReportTag(tag=tag, by_staff=True))
    session.flush()


def first_of_each(found: Iterable[Found]) -> dict[tuple[str, str], Found]:
    """The indicators by type and value, each where it first stands, in the order of the text."""
    ordered = sorted(found, key=lambda seen: seen.start)
    first = {(seen.type, seen.value): seen for seen in reversed(ordered) if len(seen.value) <= LONGEST_INDICATOR}
    return dict(reversed(first.items()))


def write_indicators(session: Session, report: Report, found: Iterable[Found]) -> None:
    """Replace the indicators of a report by those found in its newest text, with the names in it."""
    session.execute(delete(ReportIndicator).where(ReportIndicator.report_id == report.id))
    _add_indicators(session, report, first_of_each((*found, *named(session, report.head.body_text))))


def write_names(session: Session, report: Report) -> bool:
    """Replace the names among the indicators of a report by those that the table has now; whether any changed."""
    held = {(seen.indicator.type, seen.indicator.value): seen for seen in report.indicators}
    first = first_of_each(named(session, report.head.body_text))
    gone = [seen.indicator_id for name, seen in held.items() if name[0] in TYPES and name not in first]
    new = {name: seen for name, seen in first.items() if name not in held}
    for some in _parts(gone):
        ours = ReportIndicator.report_id == report.id
        session.execute(delete(ReportIndicator).where(ours, ReportIndicator.indicator_id.in_(some)))
    _add_indicators(session, report, new)
    return bool(gone or new)


def _add_indicators(session: Session, report: Report, first: Mapping[tuple[str, str], Found]) -> None:
    ids = _indicators(session, list(first))
    rows = [
        {
            "report_id": report.id,
            "indicator_id": ids[name],
            "spelling": seen.spelling,
            "start": seen.start,
            "end": seen.end,
            "role": seen.role.value,
        }
        for name, seen in first.items()
    ]
    if rows:
        session.execute(insert(ReportIndicator), rows)
    session.expire(report, ["indicators"])


def _tags(session: Session, names: Iterable[str]) -> dict[str, Tag]:
    """The tags of these names by slug, made when they are new; a name of nothing but punctuation is none."""
    named = ((normal_value("tag", name[:LONGEST_TAG]), name[:LONGEST_TAG].strip()) for name in names)
    wanted: dict[str, str] = {}
    for slug, name in named:
        if slug:
            wanted.setdefault(slug, name)
    held = _held_tags(session, list(wanted))
    if new := [{"slug": slug, "name": name} for slug, name in wanted.items() if slug not in held]:
        session.execute(insert(Tag), new)
        held |= _held_tags(session, [tag["slug"] for tag in new])
    return {slug: held[slug] for slug in wanted}


def _held_tags(session: Session, slugs: list[str]) -> dict[str, Tag]:
    return {tag.slug: tag for some in _parts(slugs) for tag in session.scalars(select(Tag).where(Tag.slug.in_(some)))}


def _indicators(session: Session, names: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of these indicators, made when they are new."""
    held = _held_indicators(session, names)
    if new := [name for name in names if name not in held]:
        session.execute(insert(Indicator), [{"type": type_, "value": value} for type_, value in new])
        held |= _held_indicators(session, new)
    return held


def _held_indicators(session: Session, names: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    rows = select(Indicator.type, Indicator.value, Indicator.id)
    return {
        (type_, value): id_
        for some in _parts(names)
        for type_, value, id_ in session.execute(rows.where(tuple_(Indicator.type, Indicator.value).in_(some)))
    }


def _parts(names: list[T]) -> Iterator[list[T]]:
    for at in range(0, len(names), AT_ONCE):
        yield names[at : at + AT_ONCE]
