"""Rows as records: what the database holds of a report, as people read it."""

from dataclasses import fields
from datetime import date

from ingest.types import Kind, Rights, Role
from kb.models import Article, Relation
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
    permalink,
)
from kb.reports.stories import who
from kb.reports.stories.who import Stories


def brief(row: Row, told: Stories) -> Brief:
    """A report as lists show it."""
    return Brief(
        id=row.id,
        kind=Kind(row.kind),
        number=row.number,
        ref=row.ref,
        title=row.title,
        slug=row.slug,
        category=Counted(row.category_slug, row.category, 0) if row.category and row.category_slug else None,
        source=Source(row.source.slug, row.source.name, row.source.url) if row.source else None,
        tags=tuple(Tag(link.tag.slug, link.tag.name) for link in row.tags),
        lang=row.lang,
        url=row.url,
        published=row.published,
        updated=row.updated,
        first_seen=row.first_seen,
        changed_at=row.changed_at,
        summary=row.summary,
        withdrawn_at=row.withdrawn_at,
        also=who.others(told, row),
    )


def report(row: Row, told: Stories, body_html: str) -> Report:
    """A report whole, with its text as it is to be shown."""
    head, shown = row.head, brief(row, told)
    return Report(
        **{field.name: getattr(shown, field.name) for field in fields(Brief)},
        author=head.author,
        body_html=body_html,
        body_text=head.body_text,
        rights=Rights(**head.rights) if head.rights else None,
        event_dates=tuple(date.fromisoformat(day) for day in head.event_dates),
        associated=mentions(row, "associated"),
        index=mentions(row, "index"),
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
        evidence=tuple((name, where, quote) for name, where, quote in head.evidence),
        full_text=_full_text(row.article) if row.article else None,
    )


def mentions(row: Row, type: str) -> tuple[Mention, ...]:
    """The documents that a report names in one of its lists, held or not."""
    return tuple(_mention(relation, row) for relation in row.relations if relation.type == type)


def _full_text(article: Article) -> FullText:
    return FullText(article.url, article.chosen, article.why or article.trouble, article.due_at is not None)


def _mention(relation: Relation, reader: Row) -> Mention:
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
