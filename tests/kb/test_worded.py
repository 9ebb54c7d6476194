"""What a draft alone tells is worked out by whoever reads it: the same as in the archive, and without its tables."""

import subprocess
import sys
from pathlib import Path

from ingest.types import Reading
from kb.reports import wording
from kb.reports.intake.worded import worded
from kb.reports.known_names import KnownNames
from tests.drafts import draft

SHIPPED = KnownNames(Path("none"))


def test_who_reads_for_an_archive_loads_no_database():
    script = "import sys, kb.reports.intake.worded; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, check=True).stdout
    assert told.strip() == "False"


def test_names_tags_and_images_are_found_before_the_archive_is_asked():
    html = '<p>Emotet came again.</p><a href="https://news.example/1.png">[image: A map]</a>'
    told = draft(body_html=html, body_text="Emotet came again.", tags=("Worm", "worm", " "))
    (found,) = worded(Reading((told,)), SHIPPED).wordings
    assert found.tags == {"worm": "Worm"}
    assert list(found.images) == ["https://news.example/1.png"]
    assert [(one.value, one.start) for one in found.indicators.values()] == [("Emotet", 0)]


def test_a_draft_without_a_title_is_worked_out_under_its_first_words():
    (found,) = worded(Reading((draft(title=" "),)), SHIPPED).wordings
    assert found.shown.title.startswith("In June the operator")
    assert found.text_digest == wording.text_digest(found.shown.title, draft().body_text)


def test_what_no_database_takes_is_worked_out_all_the_same():
    told = [draft(title="\ud800", body_text="\ud800 \0" * 200), draft(body_text="\udcff")]
    assert len(worded(Reading(tuple(told)), SHIPPED).wordings) == 2
