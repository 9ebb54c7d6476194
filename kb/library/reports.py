"""Reports, read out of the database: some by their ids, one, the newest, those of a kind."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ingest.types import Kind
from kb import models
from kb.library import rows
from kb.models import Report as Row
from kb.records import Brief, Report, Source, Titled, permalink
from kb.reports import images
from kb.reports.stories import who


def briefs(session: Session, ids: Sequence[int]) -> list[Brief]:
    """The reports of these ids, in their order; an id that is not held is left out."""
    held = {brief.id: brief for brief in described(session, listed().where(Row.id.in_(ids)))}
    return [held[i] for i in ids if i in held]


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
    held = session.scalars(listed().options(joinedload(Row.head)).where(Row.id.in_(ids))).all()
    told = who.tell(session, held)
    return {row.id: (rows.brief(row, told), row.head.body_text) for row in held}


def reports(session: Session, ids: Sequence[int]) -> list[Report]:
    """The reports of these ids whole, in their order; an id that is not held is left out."""
    whole = listed().options(
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
    found = [held[i] for i in ids if i in held]
    bodies = images.shown(session, [row.head.body_html for row in found])
    told = who.tell(session, found)
    return [rows.report(row, told, body) for row, body in zip(found, bodies, strict=True)]


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
    wanted = listed().where(Row.withdrawn_at.is_(None), leads).order_by(Row.listed_at.desc(), Row.id.desc())
    if kind is not None:
        wanted = wanted.where(Row.kind == kind)
    return described(session, wanted.limit(limit))


def of_kind(session: Session, kind: Kind) -> list[Brief]:
    """Every report of a kind that has few, by title."""
    return described(session, listed().where(Row.kind == kind, Row.withdrawn_at.is_(None)).order_by(Row.title))


def keyed(session: Session, key: str) -> int | None:
    """The standing page of this key, such as "contacts"; the newest where several sources have one."""
    named = (models.Identity.scheme == "key") & models.Identity.value.endswith(f":{key}", autoescape=True)
    pages = select(Row.id).join(models.Identity, models.Identity.report_id == Row.id)
    wanted = pages.where(named, Row.kind.in_((Kind.PAGE, Kind.FAQ, Kind.GLOSSARY)), Row.withdrawn_at.is_(None))
    return session.scalar(wanted.order_by(Row.listed_at.desc()).limit(1))


def source(session: Session, slug: str) -> Source | None:
    """One source by its slug."""
    row = session.scalar(select(models.Source).where(models.Source.slug == slug))
    return Source(row.slug, row.name, row.url) if row else None


def listed() -> Select[Row]:
    """All of them, as lists show them."""
    return select(Row).options(selectinload(Row.tags))


def described(session: Session, wanted: Select[Row]) -> list[Brief]:
    """What a selection of them finds, in its order."""
    found = session.scalars(wanted).all()
    told = who.tell(session, found)
    return [rows.brief(row, told) for row in found]
