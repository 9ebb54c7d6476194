"""The schema, the durability of SQLite, and time zones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, StatementError

from kb import archive, database
from kb.archive import NoArchive
from kb.models import Base, Source
from kb.reports import many
from kb.times import NaiveTime


def test_the_migrations_make_just_the_tables_of_the_models(settings):
    archive.create(settings)
    with database.connect(settings.database_url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_making_an_archive_twice_keeps_it(settings):
    archive.create(settings)
    with archive.opened(settings) as opened, opened.writing() as session:
        session.add(Source(slug="a", name="A", url=None, first_seen=datetime.now(UTC)))
    archive.create(settings)
    with archive.opened(settings) as opened, opened.reading() as session:
        assert session.query(Source).count() == 1


def test_without_an_archive_the_error_says_what_to_do(settings):
    with pytest.raises(NoArchive, match="kb init"), archive.opened(settings):
        pass
    assert not settings.data.exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 120_000),
        ("wal_autocheckpoint", 8_000),
    ],
)
def test_sqlite_is_durable_and_patient(settings, pragma, value):
    archive.create(settings)
    with database.connect(settings.database_url).connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_time_without_a_zone_is_refused(empty):
    source = Source(slug="a", name="A", url=None, first_seen=datetime(2024, 1, 1))  # noqa: DTZ001 - what is refused
    with pytest.raises((NaiveTime, StatementError), match="has no time zone"), empty.writing() as session:
        session.add(source)


def test_a_time_comes_back_in_utc(empty):
    noon_in_tokyo = datetime(2024, 1, 1, 12, tzinfo=timezone(timedelta(hours=9)))
    with empty.writing() as session:
        session.add(Source(slug="a", name="A", url=None, first_seen=noon_in_tokyo))
    with empty.reading() as session:
        assert session.query(Source).one().first_seen == datetime(2024, 1, 1, 3, tzinfo=UTC)


def test_two_writers_wait_for_one_another(empty):
    with empty.writing() as session:
        session.add(Source(slug="a", name="A", url=None, first_seen=datetime.now(UTC)))
        with empty.reading() as reader:
            assert reader.query(Source).count() == 0
    with empty.reading() as reader:
        assert reader.query(Source).count() == 1


def test_what_a_failing_transaction_wrote_is_gone(empty):
    def fail() -> None:
        with empty.writing() as session:
            session.add(Source(slug="a", name="A", url=None, first_seen=datetime.now(UTC)))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with empty.reading() as session:
        assert session.query(Source).count() == 0


def test_a_writer_keeps_other_writers_out_from_its_beginning(empty, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 50)
    with (
        empty.writing(),
        archive.opened(empty.settings) as other,
        pytest.raises(OperationalError, match="locked"),
        other.writing(),
    ):
        pass


def test_threads_of_one_program_take_turns_where_no_writer_waits_for_another(empty, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0)
    with archive.opened(empty.settings) as opened, ThreadPoolExecutor(8) as pool:

        def write(number: int) -> None:
            with opened.writing() as session:
                session.add(Source(slug=f"{number}", name="A", url=None, first_seen=datetime.now(UTC)))

        list(pool.map(write, range(80)))
    with empty.reading() as session:
        assert session.query(Source).count() == 80


def test_many_rows_are_written_and_asked_for_by_more_names_than_one_question_holds(empty):
    at, names = datetime(2024, 1, 1, tzinfo=UTC), [f"{n}" for n in range(2 * many.AT_ONCE + 1)]
    with empty.writing() as session:
        ids = many.write_new(session, Source, [{"slug": n, "name": "A", "url": None, "first_seen": at} for n in names])
        rows = select(Source.id, Source.first_seen).order_by(Source.id)
        assert list(many.having(session, rows, Source.slug, names)) == [(id, at) for id in ids]
        assert list(many.having(session, rows, Source.slug, [])) == []
        with pytest.raises(NaiveTime):
            many.write(session, Source, [{"slug": "x", "name": "A", "url": None, "first_seen": datetime(2024, 1, 1)}])  # noqa: DTZ001
