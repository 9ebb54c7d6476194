"""An older revision is told with its own words and facts, never with those of a newer one."""

import json
from dataclasses import replace

from click.testing import CliRunner

from ingest.read import read
from ingest.types import Capture, Reading
from kb.cli import main
from kb.pipeline import keep
from kb.times import now
from tests.legacy_page import INVENTED, legacy_text

NEWER = replace(
    INVENTED,
    title="The Quillfeather case, told anew",
    category="Legal",
    updated="2024-05-06",
    credit="Another Credit",
    body=("On 7 August 2020 all was settled with those at worse.example.",),
)


def shown(settings, *words: str) -> str:
    result = CliRunner().invoke(main, ["--data", str(settings.data), "show", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def take_in_both(archive) -> None:
    for page in (INVENTED, NEWER):
        capture = Capture("/files/one", legacy_text(page).encode(), "text/plain", now())
        keep(archive, capture, Reading(read(capture).items))


def test_each_revision_has_its_own_facts_in_json(empty, settings):
    take_in_both(empty)
    older, newer = (json.loads(shown(settings, "S021", "--revision", n, "--json")) for n in "12")
    for told, page in ((older, INVENTED), (newer, NEWER)):
        assert (told["title"], told["category"], told["updated"]) == (page.title, page.category, page.updated)
        assert told["rights"]["credit"] == page.credit
        assert page.credit in told["credit_line"]
        assert told["body_text"].startswith(page.body[0])
    assert older["event_dates"] == ["2019-06-03", "2019-07-10"]
    assert [seen["value"] for seen in newer["indicators"]] == ["worse.example"]
    for seen in older["indicators"]:
        assert older["body_text"][seen["start"] : seen["end"]] == seen["spelling"]
    assert "192.0.2.44" in [seen["value"] for seen in older["indicators"]]


def test_the_newest_revision_is_the_report(empty, settings):
    take_in_both(empty)
    newest = json.loads(shown(settings, "S021", "--revision", "2", "--json"))
    assert newest.pop("revision") == 2
    assert newest == json.loads(shown(settings, "S021", "--json"))


def test_each_revision_has_its_own_facts_for_people(empty, settings):
    take_in_both(empty)
    told = shown(settings, "S021", "--revision", "1")
    assert "2023-02-14" in told
    assert "2024-05-06" not in told
    assert "Legal" not in told.split("\n\n", maxsplit=1)[0]
