"""Real documents: PDFs, mails and AsciiDoc of the corpora that may lie beside the checkout."""

from pathlib import Path

import pytest

from ingest.files import files_below, open_file
from ingest.read import read
from ingest.types import Draft, Failure
from tests.shared import shared

SETS = [("pdf-licensed", "*.pdf"), ("ioc-eset-misp", "*.adoc"), ("email-mailparser", "mail_*"),
        ("email-abuse-reports", "*.eml")]  # fmt: skip


def draft(path: Path) -> Draft:
    """The one document of a file that holds one."""
    item = read(open_file(path)).items[0]
    assert isinstance(item, Draft), item
    return item


@pytest.mark.parametrize(("name", "pattern"), SETS)
def test_every_real_document_gives_a_draft_with_title_and_words(name: str, pattern: str) -> None:
    for path in shared("corpus", name).rglob(pattern):
        told = draft(path)
        assert told.title.strip(), path
        assert told.body_text.strip(), path
        assert "\ufffe" not in told.body_text


@pytest.mark.parametrize("name", ["email-mailparser", "email-abuse-reports"])
def test_every_real_mail_has_its_date_and_all_its_files_are_read_or_named(name: str) -> None:
    for path in shared("corpus", name).iterdir():
        told = read(open_file(path))
        assert path.name == "SOURCE.txt" or getattr(told.items[0], "published", None), path
        waiting = list(told.attachments)
        while waiting:
            inner = read(waiting.pop())
            waiting += inner.attachments
            assert inner.items or inner.attachments
            assert all("please report" not in item.why for item in inner.items if isinstance(item, Failure))


def test_the_hashes_of_a_real_table_are_whole_in_the_text_of_its_pdf() -> None:
    for path in files_below(shared("corpus", "pdf-licensed")):
        if path.name.startswith("prodaft"):
            sorts = {one.type for one in draft(path).indicators}
            assert {"md5", "sha256"} <= sorts
