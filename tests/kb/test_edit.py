"""What staff type is taken as they meant it, or refused in one sentence; it never empties a report by a slip."""

import json

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from tests.drafts import statement, take_in
from tests.kb.asking import whole


@pytest.fixture
def filled(empty, settings):
    """Run `kb` on an archive that holds S010."""
    take_in(empty, statement())

    def run(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["--data", str(settings.data), *words], input=stdin, catch_exceptions=False)

    return run


def shown(filled):
    return json.loads(filled("show", "--json", "S010").stdout)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_new_text_may_be_in_any_encoding(filled, tmp_path, encoding):
    (tmp_path / "new.txt").write_bytes("Die Würmer – überall, sagt der Betreiber.".encode(encoding))
    assert filled("edit", "S010", "--body-file", str(tmp_path / "new.txt")).exit_code == 0
    assert shown(filled)["body_text"] == "Die Würmer – überall, sagt der Betreiber."


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--title", " \n ", "1 to 500"),
        ("--title", "", "1 to 500"),
        ("--title", "x" * 501, "501"),
        ("--body-file", "-", "withdraw"),
    ],
)
def test_a_correction_that_leaves_no_title_or_no_text_is_refused(filled, option, value, why):
    result = filled("edit", "S010", option, value, stdin=" <p></p> ")
    assert (result.exit_code, why in result.output) == (2, True)
    assert len(shown(filled)["revisions"]) == 1


def test_a_correction_carries_no_control_characters(filled):
    filled("edit", "S010", "--title", "Two\nlines \x1b[2Jhere", "--category", "A\tb", "--note", "c\x07d")
    told = shown(filled)
    assert (told["title"], told["category"]) == ("Two lines [2Jhere", "A b")
    assert told["revisions"][0]["note"] == "cd"


def test_the_reason_of_a_withdrawal_is_one_line(filled, empty):
    filled("withdraw", "S010", "--why", "two\nlines \x1b[2J")
    assert whole(empty, "S010").withdrawn_why == "two lines [2J"
