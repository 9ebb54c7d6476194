"""Real collections go in whole: every item ends in the ledger, and the sums agree with database and index."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from kb import archive, ledger
from kb.cli import main
from kb.models import LedgerItem, Report
from tests.shared import shared

SETS = [
    ("reports-annoctr", 224),
    ("archive-rustsec-md", 402),
    ("archive-p0-rca-md", 34),
    ("feeds-real", 1169),
    ("feeds-security", 72),
    ("json-feed", 5),
]  # items, the note on each set's origin among them


@pytest.mark.parametrize(("name", "items"), SETS)
def test_every_item_of_a_collection_is_accounted_for(settings, name, items):
    folder = shared("corpus", name)
    archive.create(settings)
    result = CliRunner().invoke(main, ["--data", str(settings.data), "import", "--json", str(folder)])
    sums = json.loads(result.stdout)
    assert result.exit_code == (1 if sums["failed"] else 0)
    assert sums["items"] == items
    assert sums["items"] == sums["new"] + sums["revised"] + sums["unchanged"] + sums["duplicate"] + len(sums["failed"])
    with archive.opened(settings) as opened, opened.reading() as session:
        assert session.scalar(select(func.count(LedgerItem.id))) == items
        states = ledger.states(session)
        assert {state: states[state] for state in ("new", "revised", "unchanged", "duplicate")} == {
            state: sums[state] for state in ("new", "revised", "unchanged", "duplicate")
        }
        assert session.scalar(select(func.count(Report.id))) == sums["new"] == opened.index.check()
        assert sums["failed"] == []
        assert sums["revised"] == 0


@pytest.mark.parametrize("name", ["reports-annoctr", "feeds-security"])
def test_a_second_import_of_a_collection_changes_nothing(settings, name):
    folder = shared("corpus", name)
    archive.create(settings)
    words = ["--data", str(settings.data), "import", "--json", str(folder)]
    first, second = (json.loads(CliRunner().invoke(main, words).stdout) for _ in range(2))
    assert second["items"] == first["items"] == second["unchanged"] + second["duplicate"]
