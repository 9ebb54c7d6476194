"""Drafts that try to lose what is beside them, or to be too much."""

import pytest
from sqlalchemy import func, select

from ingest.types import Indicator, Link
from kb import library
from kb.models import Identity, LedgerItem, Report
from kb.reports.intake.decide import State
from tests.drafts import TEXT, draft, statement, take_in
from tests.kb.asking import count, states, whole


@pytest.mark.parametrize("field", ["title", "body_text", "url", "category", "author"])
def test_what_no_database_takes_fails_alone_or_is_kept(empty, field):
    bad = draft("https://news.example/bad", **{"title": "Bad", field: f"https://x.example/{TEXT}\ud800"})
    entries = take_in(empty, draft("https://news.example/1", body_text="One."), bad, draft("https://news.example/2"))
    assert states(entries) == [State.NEW, State.FAILED, State.NEW]
    assert "surrogates" in (entries[1].decision.why or "")
    assert (count(empty, Report), count(empty, LedgerItem)) == (2, 3)
    assert states(take_in(empty, draft("https://news.example/2"))) == [State.UNCHANGED]


def test_an_item_that_fails_leaves_its_names_to_the_next_one(empty):
    entries = take_in(empty, statement(body_text="\udfff"), statement())
    assert states(entries) == [State.FAILED, State.NEW]
    assert whole(empty, "S010").body_text == TEXT


def test_an_item_is_named_in_the_ledger_whatever_its_name(empty):
    take_in(empty, draft("\udcff\0" + "x" * 5_000, title="Odd", body_text="Odd."))
    with empty.reading() as session:
        [row] = session.scalars(select(LedgerItem))
        assert row.item.startswith("\\udcff\\x00xxx")
        assert len(row.item) < 2_100


def test_everything_may_be_huge(empty):
    long = "wörm " * 100_000
    address = "https://news.example/" + "ä/" * 5_000
    item = draft(
        "guid", title=long, url=address, key=long, category=long, tags=(long, "a"), author=long, summary=long,
        indicators=(Indicator("url", address, "x", 0, 9), Indicator("domain", "evil.example", "evil.example", 0, 9)),
        associated=(Link(long, address),),
    )  # fmt: skip
    for expected in (State.NEW, State.UNCHANGED):
        assert states(take_in(empty, item)) == [expected]
    with empty.reading() as session:
        for column in (Identity.value, Report.title_key, Report.category_slug):
            assert session.scalar(select(func.max(func.length(column)))) <= 500
    assert [seen.value for seen in whole(empty, address).indicators] == ["evil.example"]


def test_a_report_without_a_title_is_called_by_its_first_words(empty):
    take_in(
        empty, draft(title="", body_text="The worm came at night. " * 20), draft("https://news.example/2", title=" ")
    )
    take_in(empty, draft("https://news.example/3", title="", body_text="", summary=None))
    with empty.reading() as session:
        briefs = library.briefs(session, [1, 2, 3])
    assert briefs[0].title.startswith("The worm came at night. The worm")
    assert len(briefs[0].title) <= 80
    assert briefs[2].title == "Untitled"
    assert [bool(brief.slug) for brief in briefs] == [True] * 3


def test_thousands_of_items_of_one_capture_are_kept_in_one_go(empty):
    items = [
        draft(f"guid-{n}", key=f"guid-{n}", url=f"https://news.example/{n}", title=f"Story {n}", body_text=f"Worm {n}",
              tags=(f"tag {n}",), indicators=(Indicator("domain", f"a{n}.example", f"a{n}.example", 0, 1),))
        for n in range(1_200)
    ]  # fmt: skip
    assert set(states(take_in(empty, *items))) == {State.NEW}
    assert set(states(take_in(empty, *items))) == {State.UNCHANGED}
    assert empty.index.check() == count(empty, Report) == 1_200


def test_thousands_of_tags_and_indicators_of_one_item_are_kept(empty):
    tags = tuple(f"tag {n}" for n in range(1_200))
    seen = tuple(Indicator("domain", f"a{n}.example", f"a{n}.example", n, n + 1) for n in range(1_200))
    take_in(empty, draft(tags=tags, indicators=seen))
    report = whole(empty, "https://news.example/1")
    assert (len(report.tags), len(report.indicators)) == (1_200, 1_200)


def test_an_indicator_stands_where_it_first_does_and_a_tag_is_called_what_it_first_was(empty):
    seen = tuple(Indicator("domain", "evil.example", "evil.example", at, at + 12) for at in (3, 30, 60))
    take_in(empty, draft(indicators=seen, tags=("Data breach", "data-breach", "DATA BREACH")))
    report = whole(empty, "https://news.example/1")
    assert [indicator.start for indicator in report.indicators] == [3]
    assert [(tag.slug, tag.name) for tag in report.tags] == [("data-breach", "Data breach")]
