"""Many rows at once, asked for or written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Dialect, Select, bindparam, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kb.models import Base

T = TypeVar("T")
Columns = TypeVarTuple("Columns")

AT_ONCE = 400  # names asked for together: SQLite takes a limited number of parameters
_NAMES = tuple(f"name_{number}" for number in range(AT_ONCE))  # of the parameters that hold them


def parts(names: Sequence[T]) -> Iterator[Sequence[T]]:
    """The names in runs that one question may hold."""
    for at in range(0, len(names), AT_ONCE):
        yield names[at : at + AT_ONCE]


def having(
    session: Session, rows: Select[*Columns], column: InstrumentedAttribute[T], names: Sequence[T], **fixed: object
) -> Iterator[tuple[*Columns]]:
    """The rows in which a column has one of the names; of columns alone, and as they were last flushed.

    `rows` is to be made once for ever, since the question it becomes is kept; what changes in it are parameters, of
    which `fixed` gives the values.
    """
    connection = session.connection()
    for some in parts(names):
        size = min(AT_ONCE, 1 << (len(some) - 1).bit_length())  # so that few questions are made
        question = _question(rows, column, size, connection.dialect)
        asked = dict(zip(_NAMES, (*some, *repeat(some[-1], size - len(some))), strict=False)) | fixed
        yield from question.told(connection.exec_driver_sql(question.text, question.bound(asked)).fetchall())


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


@dataclass(frozen=True, slots=True)
class _Question:
    text: str
    bound: Callable[[Mapping[str, Any]], Any]  # parameters by name, as the driver takes them
    told: Callable[[Sequence[Any]], Iterable[Any]]  # rows as the driver gives them, with our types


@lru_cache(256)
def _question(rows: Select[Any], column: InstrumentedAttribute[Any], size: int, dialect: Dialect) -> _Question:
    """The question for rows that have one of so many names."""
    names = [bindparam(name, None, column.type) for name in _NAMES[:size]]
    compiled = rows.where(column.in_(names)).compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    constant, order = compiled.params, compiled.positiontup
    typed = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in rows.selected_columns]
    processors = [(at, process) for at, process in enumerate(typed) if process]

    def bound(asked: Mapping[str, Any]) -> Any:
        given = {**constant, **asked}
        return tuple(map(given.__getitem__, order)) if order else given

    def told(found: Sequence[Any]) -> Iterable[Any]:
        return (_processed(row, processors) for row in found) if processors else found

    return _Question(str(compiled), bound, told)


@lru_cache(256)
def _insertion(
    table: type[Base], columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, Callable[[Mapping[str, Any]], Any]]:
    """The statement that inserts a row with these columns, and what makes its parameters of a row."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    order = compiled.positiontup or columns
    typed = [table.__table__.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in order]
    processors = [(at, process) for at, process in enumerate(typed) if process]

    def values(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return _processed(map(row.__getitem__, order), processors)

    if compiled.positional:
        return str(compiled), values
    return str(compiled), lambda row: dict(zip(order, values(row), strict=True))


def _processed(row: Iterable[Any], processors: Iterable[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    values = list(row)
    for at, process in processors:
        values[at] = process(values[at])
    return tuple(values)
