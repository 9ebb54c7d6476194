"""Connections and schema: SQLite in WAL mode unless a setting says otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from kb import paths
from kb.errors import KbError

WRITES = {"writes": True}  # the execution option of a transaction that will write
NEWEST = "0005"  # the newest of `kb/migrations/versions`
PATIENCE = 120_000  # milliseconds that a writer waits for another: the largest feed is written in a tenth of it
CHECKPOINT = 8_000  # pages, 32 MB, that the log may hold: what is written often goes to its place once
_WRITERS = 0x6B62  # names the lock that writers on PostgreSQL take


class Unusable(KbError):
    """The database cannot be used; the message says why and what to do."""


def connect(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; SQLite gets foreign keys, WAL, full durability and patience with writers.

    One transaction writes at a time: SQLite lets in no other, and on PostgreSQL writers take an advisory lock, which
    ends with the transaction. So a name that was free when an import looked is free when it writes, and the rows of
    the outbox are committed in the order of their ids, on which the rebuilding of the index relies. Raises Unusable.
    """
    try:
        engine = create_engine(url)
    except (ArgumentError, ImportError) as error:
        raise Unusable(f"setting KB_DATABASE: {error}; see the page on settings for how to write it") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def upgrade(url: str) -> None:
    """Bring the schema to the newest version; on an empty database, make it. Raises Unusable."""
    from alembic import command  # here, because it takes longer to load than most commands take to run
    from alembic.config import Config
    from alembic.util import CommandError

    with _disposed(connect(url)) as engine, _told(engine), engine.connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(paths.PACKAGE / "migrations").replace("%", "%%"))
        config.attributes["connection"] = connection.execution_options(**WRITES)
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise Unusable(f"the tables cannot be brought up to date ({error}); install a newer program") from error
        connection.commit()


def version(url: str) -> str | None:
    """The version of the schema; None where there is no archive. Raises Unusable for a file that is no database."""
    with _disposed(connect(url)) as engine, _told(engine):
        file = engine.url.database
        if engine.dialect.name == "sqlite" and file and not Path(file).exists():
            return None  # connecting would make one
        return _version(engine)


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except OperationalError:
        raise
    except DatabaseError as error:
        place = engine.url.render_as_string()
        raise Unusable(f"{place} cannot be read ({error.orig}); restore it from a backup, or name another") from error


@contextmanager
def _disposed(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: _begin_sqlite does
    cursor = connection.cursor()
    measures = (f"busy_timeout={PATIENCE}", f"wal_autocheckpoint={CHECKPOINT}")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *measures):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A reader that turns writer while another writes is refused at once, so whoever means to write says so first."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")
