"""Many rows at once, asked for or written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from kb.models import Base

T = TypeVar("T")

AT_ONCE = 400  # names asked for together: SQLite takes a limited number of parameters


def parts(names: Sequence[T]) -> Iterator[Sequence[T]]:
    """The names in runs that one question may hold."""
    for at in range(0, len(names), AT_ONCE):
        yield names[at : at + AT_ONCE]


def write(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns. The session does not come to know them: that would take longest."""
    if rows:
        session.connection().execute(insert(table), rows)


def write_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The same; their ids, in order. Ids grow, and nobody else writes meanwhile, so they are all that follow the last.

    A database asked to return them would be asked for each row alone.
    """
    column = table.__table__.c.id
    last = session.scalar(select(func.max(column))) or 0
    write(session, table, rows)
    return list(session.scalars(select(column).where(column > last).order_by(column)))
