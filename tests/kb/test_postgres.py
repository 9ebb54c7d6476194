"""What holds on SQLite holds on PostgreSQL: the same tests again, where KB_TEST_DATABASE names a server to use.

Such as `KB_TEST_DATABASE=postgresql+psycopg://postgres@127.0.0.1:5432/test`; each test has a schema of its own there.
"""

import os
from collections.abc import Iterator
from threading import Thread
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, make_url, text

from ingest.types import Kind
from kb import archive, database, directory, ledger, library
from kb.models import Base
from kb.settings import Settings
from tests.drafts import draft, statement, take_in
from tests.kb import (
    test_as_of,
    test_corrections,
    test_edit,
    test_identity,
    test_resolve,
    test_runs,
    test_save,
    test_save_hostile,
    test_withdrawn,
)
from tests.kb.stories import test_settle, test_told
from tests.kb.stories.test_told import kb, site  # noqa: F401 - fixtures
from tests.kb.test_edit import filled  # noqa: F401
from tests.kb.test_withdrawn import withdrawn  # noqa: F401

SERVER = os.environ.get("KB_TEST_DATABASE", "")
pytestmark = pytest.mark.skipif(not SERVER, reason="KB_TEST_DATABASE names no PostgreSQL to test on")

SAME = (
    *(test_corrections, test_edit, test_withdrawn, test_as_of),
    *(test_save, test_save_hostile, test_runs, test_identity, test_resolve),
    *(test_settle, test_told),
)
globals().update({name: test for module in SAME for name, test in vars(module).items() if name.startswith("test_")})


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings that name a schema of one's own, those of the command line too."""
    schema = f"test_{uuid4().hex}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    database = url.render_as_string(hide_password=False)
    monkeypatch.setenv("KB_DATABASE", database)
    yield settings.model_copy(update={"database": database})
    with server.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


def test_the_migrations_make_just_the_tables_of_the_models_there_too(settings):
    archive.create(settings)
    archive.create(settings)
    engine = database.connect(settings.database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_every_question_about_the_archive_has_an_answer(empty):
    take_in(empty, statement(tags=("Worm",)), draft(kind=Kind.PAGE, key="contacts", tags=("Worm", "Bot")))
    with empty.reading() as session:
        assert [part.number for part in directory.parts(session, 1)] == [0, 1]
        assert [address.path for address in directory.addresses(session, 0, 1)] == ["/statement/10/a-title"]
        assert directory.last_change(session) is not None
        assert not library.mentioned(session, "domain", "evil.example")
        assert directory.had_slug(session, 1, "a-title")
        assert directory.waiting(session) == 0
        assert [(tag.slug, tag.count) for tag in library.counts(session, "tag")] == [("worm", 2), ("bot", 1)]
        assert [value.count for field in ("kind", "category", "source") for value in library.counts(session, field)]
        assert library.names(session, "tag", ["worm"]) == {"worm": "Worm"}
        assert library.keyed(session, "contacts") == 2
        assert [mention.ref for mention in library.statements(session)] == ["S010"]
        assert [brief.id for brief in library.newest(session, 5, kind=Kind.PAGE)] == [2]
        assert ledger.states(session)["new"] == 2


def test_imports_at_once_keep_every_item_once(empty):
    items = [draft(f"https://news.example/{n}", title=f"Story {n}", body_text=f"{n}") for n in range(20)]
    at_once = [Thread(target=take_in, args=(empty, *items)) for _ in range(4)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    with empty.reading() as session:
        assert (library.total(session), directory.waiting(session)) == (20, 0)
        states = ledger.states(session)
        assert (states["new"], states["unchanged"], states["failed"]) == (20, 60, 0)
    assert empty.index.check() == 20
