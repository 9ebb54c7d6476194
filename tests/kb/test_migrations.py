"""An archive of an older version is brought up to date with everything in it."""

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, text

from kb import archive, database, ledger, paths
from kb.models import LedgerItem
from tests.drafts import draft, statement, take_in


def to_version(settings, version: str) -> None:
    """Take an archive back to an older version, as an older program would have left it."""
    with database.connect(settings.database_url).connect() as connection:
        config = Config()
        config.set_main_option("script_location", str(paths.PACKAGE / "migrations"))
        config.attributes["connection"] = connection.execution_options(**database.WRITES)
        command.downgrade(config, version)
        connection.commit()


@pytest.fixture
def of_0001(empty, settings):
    """Two imports, one of them of two items, by the first version."""
    take_in(empty, statement(), draft("https://news.example/1"), location="/in/a", body=b"a")
    take_in(empty, draft("https://news.example/1"), location="/in/b", body=b"b")
    to_version(settings, "0001")
    with database.connect(settings.database_url).connect() as connection:
        assert "intake_id" not in {row[1] for row in connection.execute(text("PRAGMA table_info(ledger)"))}
        return connection.execute(text("SELECT id, item, state, report_id FROM ledger ORDER BY id")).all()


def test_the_ledger_of_the_first_version_is_kept_and_adds_up(of_0001, settings):
    archive.create(settings)
    with archive.opened(settings) as opened:
        with opened.reading() as session:
            rows = session.execute(select(LedgerItem.id, LedgerItem.item, LedgerItem.state, LedgerItem.report_id))
            assert rows.all() == of_0001
            assert [(one.intakes, one.came, one.accounted) for one in ledger.balances(session)] == [(2, 3, 3)]
        take_in(opened, draft("https://news.example/2", title="Another"), location="/in/c", body=b"c")
        with opened.reading() as session:
            assert [(one.intakes, one.came) for one in ledger.balances(session)] == [(3, 4)]
            assert ledger.unbalanced(session) == []


def test_an_empty_archive_of_the_first_version_is_brought_up_to_date(settings):
    archive.create(settings)
    to_version(settings, "0001")
    archive.create(settings)
    with archive.opened(settings) as opened, opened.reading() as session:
        assert ledger.balances(session) == []
