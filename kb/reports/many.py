"""Many rows at once, asked for or written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Dialect, Row, Select, bindparam, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kb.models import Base

T = TypeVar("T")
Columns = TypeVarTuple("Columns")

AT_ONCE = 400  # names asked for together: SQLite takes a limited number of parameters


def parts(names: Sequence[T]) -> Iterator[Sequence[T]]:
    """The names in runs that one question may hold."""
    for at in range(0, len(names), AT_ONCE):
        yield names[at : at + AT_ONCE]


def having(
    session: Session, rows: Select[*Columns], column: InstrumentedAttribute[T], names: Sequence[T]
) -> Iterator[Row[*Columns]]:
    """The rows in which a column has one of the names; of columns alone, and as they were last flushed.

    The question is made once, however many runs of names it is asked for, and the session does not look at each name.
    """
    question = rows.where(column.in_(bindparam("names", expanding=True)))
    for some in parts(names):
        yield from session.connection().execute(question, {"names": some}).all()


def write(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that have the same columns. The session does not come to know them, and their values go straight to
    the driver: either would take longer than the writing."""
    if rows:
        connection = session.connection()
        text, bound = _insertion(table, tuple(rows[0]), connection.dialect)
        connection.exec_driver_sql(text, [bound(row) for row in rows])


def write_new(session: Session, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """The same; their ids, in order. Ids grow, and nobody else writes meanwhile, so they are all that follow the last.

    A database asked to return them would be asked for each row alone.
    """
    column = table.__table__.c.id
    last = session.scalar(select(func.max(column))) or 0
    write(session, table, rows)
    return list(session.scalars(select(column).where(column > last).order_by(column)))


@lru_cache(256)
def _insertion(
    table: type[Base], columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
    """The statement that inserts a row with these columns, and what makes its parameters of a row."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    types = {name: table.__table__.c[name].type.dialect_impl(dialect) for name in columns}
    processors = [(name, types[name].bind_processor(dialect)) for name in compiled.positiontup or columns]

    def values(row: Mapping[str, Any]) -> list[Any]:
        return [process(row[name]) if process else row[name] for name, process in processors]

    if compiled.positional:
        return str(compiled), lambda row: tuple(values(row))
    return str(compiled), lambda row: dict(zip(columns, values(row), strict=True))
