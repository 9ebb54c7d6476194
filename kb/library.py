"""What the archive holds, read for people: rows become records."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import Select, distinct, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ingest.types import Kind, Rights, Role
from kb import models
from kb.models import Report as Row
from kb.records import (
    Brief,
    Counted,
    FullText,
    Mention,
    Report,
    RevisionNote,
    SeenIndicator,
    Source,
    Tag,
    Teller,
    Titled,
    permalink,
)
from kb.reports import images
from kb.reports.stories import who
from kb.reports.stories.who import Stories


class _Shared(TypedDict):
    """The fields that Brief and Report have in common."""

    id: int
    kind: Kind
    number: int | None
    ref: str | None
    title: str
    slug: str
    category: Counted | None
    source: Source | None
    tags: tuple[Tag, ...]
    lang: str | None
    url: str | None
    published: datetime | None
    updated: datetime | None
    first_seen: datetime
    changed_at: datetime
    summary: str
    withdrawn_at: datetime | None
    also: tuple[Teller, ...]


def briefs(session: Session, ids: Sequence[int]) -> list[Brief]:
    """The reports of these ids, in their order; an id that is not held is left out."""
    rows = {brief.id: brief for brief in _briefs(session, _listed().where(Row.id.in_(ids)))}
    return [rows[i] for i in ids if i in rows]


def titles(session: Session, ids: Sequence[int]) -> dict[int, Titled]:
    """The reports of these ids that are shown, as little of them as is read in a millisecond."""
    columns = select(Row.id, Row.kind, Row.ref, Row.title, Row.published, Row.updated, Row.number, Row.slug)
    shown = columns.where(Row.id.in_(ids), Row.withdrawn_at.is_(None))
    return {
        id: Titled(Kind(kind), ref, title, published or updated, permalink(kind, id, number, slug))
        for id, kind, ref, title, published, updated, number, slug in session.execute(shown)
    }


def texts(session: Session, ids: Sequence[int]) -> dict[int, tuple[Brief, str]]:
    """The reports of these ids with their plain text, for snippets."""
    rows = session.scalars(_listed().options(joinedload(Row.head)).where(Row.id.in_(ids))).all()
    told = who.tell(session, rows)
    return {row.id: (_brief(row, told), row.head.body_text) for row in rows}


def reports(session: Session, ids: Sequence[int]) -> list[Report]:
    """The reports of these ids whole, in their order; an id that is not held is left out."""
    whole = _listed().options(
        joinedload(Row.head),
        joinedload(Row.article),
        selectinload(Row.indicators),
        selectinload(Row.relations).joinedload(models.Relation.target),
        selectinload(Row.revisions).load_only(
            models.Revision.number,
            models.Revision.title,
            models.Revision.updated,
            models.Revision.made_at,
            models.Revision.reason,
            models.Revision.note,
        ),
    )
    held = {row.id: row for row in session.scalars(whole.where(Row.id.in_(ids)))}
    rows = [held[i] for i in ids if i in held]
    bodies = images.shown(session, [row.head.body_html for row in rows])
    told = who.tell(session, rows)
    return [_report(row, told, body) for row, body in zip(rows, bodies, strict=True)]


def report(session: Session, id: int) -> Report | None:
    """One report whole, withdrawn or not; None when the archive does not hold it."""
    return next(iter(reports(session, [id])), None)


def revision(session: Session, report_id: int, number: int) -> models.Revision | None:
    """One wording of a report, as it was."""
    return session.scalar(
        select(models.Revision).where(models.Revision.report_id == report_id, models.Revision.number == number)
    )


def newest(session: Session, limit: int, *, kind: Kind | None = None) -> list[Brief]:
    """The newest reports, each story once, by the day they are listed under."""
    leads = or_(Row.lead_id.is_(None), Row.lead_id == Row.id)
    wanted = _listed().where(Row.withdrawn_at.is_(None), leads).order_by(Row.listed_at.desc(), Row.id.desc())
    if kind is not None:
        wanted = wanted.where(Row.kind == kind)
    return _briefs(session, wanted.limit(limit))


def of_kind(session: Session, kind: Kind) -> list[Brief]:
    """Every report of a kind that has few, by title."""
    return _briefs(session, _listed().where(Row.kind == kind, Row.withdrawn_at.is_(None)).order_by(Row.title))


def statements(session: Session) -> list[Mention]:
    """All statements in editorial order: as the newest statements index has them, then the others by number.

    Stubs (named in the index, not held) stand in their place without a path.
    """
    carrier = session.scalar(
        select(Row)
        .join(models.Relation, models.Relation.report_id == Row.id)
        .where(models.Relation.type == "index", Row.withdrawn_at.is_(None))
        .order_by(Row.listed_at.desc(), Row.id.desc())
        .limit(1)
        .options(selectinload(Row.relations).joinedload(models.Relation.target))
    )
    entries = _mentions(carrier, "index") if carrier else []
    named = {entry.path for entry in entries}
    rest = _listed().where(Row.kind == Kind.STATEMENT, Row.withdrawn_at.is_(None)).order_by(Row.number.desc())
    others = [brief for brief in _briefs(session, rest) if brief.path not in named]
    more = [
        Mention(position, brief.title, brief.ref, brief.path, brief.url)
        for position, brief in enumerate(others, start=len(entries) + 1)
    ]
    return [*(replace(entry, current=False) for entry in entries), *more]


def counts(session: Session, field: str, limit: int | None = None) -> list[Counted]:
    """How many reports each value of kind, category, source or tag has, most first; a story told twice counts once."""
    slug, name = _COUNTED[field]
    found = func.count(Row.id)
    rows = select(slug, func.min(name), found).select_from(Row).where(Row.withdrawn_at.is_(None), slug.is_not(None))
    if field == "tag":
        rows = rows.join(models.ReportTag).join(models.Tag)
    elif field == "source":
        rows = rows.join(models.Source)
    ordered = rows.group_by(slug).order_by(found.desc(), slug).limit(limit)
    again = rows.with_only_columns(slug, found - func.count(distinct(Row.lead_id))).where(Row.lead_id.is_not(None))
    repeats: dict[str | None, int] = dict(iter(session.execute(again.group_by(slug))))
    counted = [
        Counted(value, called or value, count - repeats.get(value, 0))
        for value, called, count in session.execute(ordered)
        if value
    ]
    return sorted(counted, key=lambda one: -one.count) if repeats else counted


def names(session: Session, field: str, slugs: Iterable[str]) -> dict[str, str]:
    """What people call the values of a field: slug to name."""
    if field not in ("category", "source", "tag"):
        return {}
    slug, name = _COUNTED[field]
    called = select(slug, func.min(name)).where(slug.in_(list(slugs))).group_by(slug)
    return {value: words for value, words in session.execute(called) if value and words}


def source(session: Session, slug: str) -> Source | None:
    """One source by its slug."""
    row = session.scalar(select(models.Source).where(models.Source.slug == slug))
    return Source(row.slug, row.name, row.url) if row else None


def keyed(session: Session, key: str) -> int | None:
    """The standing page of this key, such as "contacts"; the newest where several sources have one."""
    named = (models.Identity.scheme == "key") & models.Identity.value.endswith(f":{key}", autoescape=True)
    pages = select(Row.id).join(models.Identity, models.Identity.report_id == Row.id)
    wanted = pages.where(named, Row.kind.in_((Kind.PAGE, Kind.FAQ, Kind.GLOSSARY)), Row.withdrawn_at.is_(None))
    return session.scalar(wanted.order_by(Row.listed_at.desc()).limit(1))


def total(session: Session) -> int:
    """How many reports the archive shows."""
    return session.scalar(select(func.count(Row.id)).where(Row.withdrawn_at.is_(None))) or 0


def told(session: Session) -> int:
    """How many stories the archive tells, those of one report among them."""
    return total(session) - who.repeats(session)


_COUNTED = {
    "kind": (Row.kind, Row.kind),
    "category": (Row.category_slug, Row.category),
    "source": (models.Source.slug, models.Source.name),
    "tag": (models.Tag.slug, models.Tag.name),
}


def _listed() -> Select[Row]:
    return select(Row).options(selectinload(Row.tags))


def _briefs(session: Session, wanted: Select[Row]) -> list[Brief]:
    rows = session.scalars(wanted).all()
    told = who.tell(session, rows)
    return [_brief(row, told) for row in rows]


def _brief(row: Row, told: Stories) -> Brief:
    return Brief(**_shared(row, told))


def _report(row: Row, told: Stories, body_html: str) -> Report:
    head = row.head
    return Report(
        **_shared(row, told),
        author=head.author,
        body_html=body_html,
        body_text=head.body_text,
        rights=Rights(**head.rights) if head.rights else None,
        event_dates=tuple(date.fromisoformat(day) for day in head.event_dates),
        associated=_mentions(row, "associated"),
        index=_mentions(row, "index"),
        indicators=tuple(
            SeenIndicator(
                seen.indicator.type, seen.indicator.value, seen.spelling, seen.start, seen.end, Role(seen.role)
            )
            for seen in row.indicators
        ),
        revisions=tuple(
            RevisionNote(
                made.number, made.title, made.updated, made.made_at, made.reason, made.note, made.id == row.head_id
            )
            for made in reversed(row.revisions)
        ),
        withdrawn_why=row.withdrawn_why,
        evidence=tuple((field, where, quote) for field, where, quote in head.evidence),
        full_text=_full_text(row.article) if row.article else None,
    )


def _full_text(article: models.Article) -> FullText:
    return FullText(article.url, article.chosen, article.why or article.trouble, article.due_at is not None)


def _shared(row: Row, told: Stories) -> _Shared:
    return {
        "id": row.id,
        "kind": Kind(row.kind),
        "number": row.number,
        "ref": row.ref,
        "title": row.title,
        "slug": row.slug,
        "category": Counted(row.category_slug, row.category, 0) if row.category and row.category_slug else None,
        "source": Source(row.source.slug, row.source.name, row.source.url) if row.source else None,
        "tags": tuple(Tag(link.tag.slug, link.tag.name) for link in row.tags),
        "lang": row.lang,
        "url": row.url,
        "published": row.published,
        "updated": row.updated,
        "first_seen": row.first_seen,
        "changed_at": row.changed_at,
        "summary": row.summary,
        "withdrawn_at": row.withdrawn_at,
        "also": who.others(told, row),
    }


def _mentions(row: Row, type: str) -> tuple[Mention, ...]:
    return tuple(_mention(relation, row) for relation in row.relations if relation.type == type)


def _mention(relation: models.Relation, reader: Row) -> Mention:
    held = relation.target
    if held is None:
        return Mention(relation.position, relation.title, None, None, relation.url)
    return Mention(
        relation.position,
        relation.title,
        held.ref,
        permalink(held.kind, held.id, held.number, held.slug),
        relation.url or held.url,
        current=held.id == reader.id,
        withdrawn=held.withdrawn_at is not None,
    )
