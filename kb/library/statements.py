"""The index of all statements, in the order that their publisher gave them."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ingest.types import Kind
from kb.library.reports import described, listed
from kb.library.rows import mentions
from kb.models import Relation
from kb.models import Report as Row
from kb.records import Mention


def statements(session: Session) -> list[Mention]:
    """All statements in editorial order: as the newest statements index has them, then the others by number.

    Stubs (named in the index, not held) stand in their place without a path.
    """
    carrier = session.scalar(
        select(Row)
        .join(Relation, Relation.report_id == Row.id)
        .where(Relation.type == "index", Row.withdrawn_at.is_(None))
        .order_by(Row.listed_at.desc(), Row.id.desc())
        .limit(1)
        .options(selectinload(Row.relations).joinedload(Relation.target))
    )
    entries = mentions(carrier, "index") if carrier else []
    named = {entry.path for entry in entries}
    rest = listed().where(Row.kind == Kind.STATEMENT, Row.withdrawn_at.is_(None)).order_by(Row.number.desc())
    others = [brief for brief in described(session, rest) if brief.path not in named]
    more = [
        Mention(position, brief.title, brief.ref, brief.path, brief.url)
        for position, brief in enumerate(others, start=len(entries) + 1)
    ]
    return [*(replace(entry, current=False) for entry in entries), *more]
