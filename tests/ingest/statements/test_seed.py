"""The real statement S010, where the corpus is at hand, as rendered text and as a page made from it."""

from datetime import UTC, date, datetime

import pytest

from ingest.types import Draft
from tests.ingest.statements.reading import draft, words
from tests.legacy_page import from_seed, legacy_html
from tests.shared import shared


@pytest.fixture
def seed() -> str:
    return next(shared("seed").glob("*.txt")).read_text("utf-8")


@pytest.fixture(params=["text", "html", "html, labels in cells", "html, sidebar right"])
def statement(seed: str, request: pytest.FixtureRequest) -> Draft:
    if request.param == "text":
        return draft(seed)
    labels_in = "cells" if "cells" in request.param else "lines"
    sidebar = "right" if "right" in request.param else "left"
    return draft(legacy_html(from_seed(seed), labels_in=labels_in, sidebar=sidebar), "text/html")


def test_its_labels_and_title_are_read(statement: Draft) -> None:
    assert (statement.number, statement.ref) == (10, "S010")
    assert statement.title == "Spammers Release Virus Programmed to Attack Spamhaus"
    assert statement.category == "Report"
    assert statement.updated == datetime(2022, 4, 10, tzinfo=UTC)
    assert statement.published is None


def test_its_body_is_free_of_the_page_frame(statement: Draft) -> None:
    paragraphs = statement.body_text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("In June 2003 Spamhaus warned")
    assert paragraphs[-1].endswith("overwhelming dDoS attacks.")
    frame = ("Blocklist Help", "Removal Center", "Glossary", "Statements Index", "Reproduction", "Bookmark", "Updated:")
    assert not any(word in statement.body_text + statement.body_html for word in frame)


def test_its_lists_stand_in_the_order_of_the_page(statement: Draft) -> None:
    assert [link.title for link in statement.associated] == ["How Blocklists Work", "Legal Questions", "Glossary"]
    titles = [link.title for link in statement.index]
    assert len(titles) == 11
    assert titles[1] == statement.title
    assert titles[7] == "Case Dismissed: Ames & McGee v The Spamhaus Project"


def test_its_rights_are_taken_apart(statement: Draft) -> None:
    rights = statement.rights
    assert rights is not None
    assert (rights.holder, rights.credit, rights.years) == (
        "The Spamhaus Project SLU",
        "The Spamhaus Project",
        "1998-2022",
    )
    assert rights.url == statement.url
    assert rights.url == (
        "https://www.spamhaus.org/organization/statement/10/spammers-release-virus-programmed-to-attack-spamhaus"
    )
    assert rights.conditions is not None
    assert rights.conditions.startswith("Copyright © 2022 The Spamhaus Project SLU. Reproduction from")


def test_the_days_it_speaks_of_are_listed(statement: Draft) -> None:
    assert statement.event_dates == (date(2003, 11, 1), date(2003, 11, 3), date(2003, 12, 1))


def test_every_field_has_evidence(statement: Draft) -> None:
    fields = {evidence.field for evidence in statement.evidence}
    assert fields >= {
        "title",
        "category",
        "updated",
        "ref",
        "number",
        "body_text",
        "associated",
        "index",
        "rights",
        "url",
    }


def test_both_forms_carry_the_same_words(seed: str, statement: Draft) -> None:
    assert words(statement.body_text) == words(draft(seed).body_text)
