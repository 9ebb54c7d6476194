"""Which report an item is, and which one it names: never another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from index.query import parse
from ingest.types import Kind, Link
from kb import library
from kb.models import Outbox, Report, Revision
from kb.reports.intake.decide import State
from kb.reports.resolve import resolve
from tests.drafts import TEXT, draft, statement, take_in
from tests.kb.asking import PAGE, count, states, whole


def test_news_of_a_statement_never_speaks_for_it(empty):
    news = draft("guid-1", url=PAGE, title="We have a new statement", body_text="Read it.", key="guid-1")
    for _ in range(2):
        take_in(empty, statement())
        take_in(empty, news)
    report = whole(empty, "S010")
    assert (report.title, report.body_text, len(report.revisions)) == ("A title", TEXT, 1)
    assert count(empty, Report) == 2
    assert whole(empty, PAGE).id == report.id


def test_a_statement_that_comes_after_the_news_of_it_is_its_own_report(empty):
    news = draft("guid-1", url=PAGE, title="A title", body_text="Read it.", key="guid-1")
    with_index = statement(9, title="Another", index=(Link("A title", PAGE), Link("A title")))
    take_in(empty, news, with_index)
    assert [mention.held for mention in whole(empty, "9").index] == [False, False]
    assert states(take_in(empty, statement())) == [State.NEW]
    assert [mention.ref for mention in whole(empty, "9").index] == ["S010", "S010"]
    assert whole(empty, PAGE).ref == "S010"


def test_a_date_without_a_zone_and_a_number_beyond_all_numbers_fail_alone(empty):
    naive = draft("https://news.example/naive", published=datetime(2024, 1, 1))  # noqa: DTZ001 - what is refused
    entries = take_in(empty, naive, statement(10**30), draft("https://news.example/2"))
    assert states(entries) == [State.FAILED, State.FAILED, State.NEW]
    assert ["time zone" in (entry.decision.why or "") for entry in entries] == [True, False, False]
    assert "INSERT" not in (entries[0].decision.why or "")


def test_long_names_that_begin_alike_are_two(empty):
    for n in range(2):
        address = f"https://news.example/{'a' * 1_000}{n}"
        assert states(take_in(empty, draft(address, title=f"Story {n}", body_text=f"{n}"))) == [State.NEW]


def test_titles_without_words_are_not_one_title(empty):
    first = statement(1, title="???", index=(Link("!!!"), Link("???")))
    take_in(empty, first, statement(2, title="—"))
    assert [mention.ref for mention in whole(empty, "1").index] == [None, "S01"]


def test_a_report_of_one_slug_with_another_is_named_by_address_not_by_slug(empty):
    take_in(empty, draft("https://news.example/1"), draft("https://news.example/2", body_text="Other words."))
    with empty.reading() as session:
        assert [resolve(session, f"https://news.example/{n}") for n in (1, 2)] == [1, 2]
        assert resolve(session, "a-worm") is None


def test_a_changed_kind_is_a_revision_and_shows(empty):
    page = "https://operator.example/questions"
    take_in(empty, draft(page, kind=Kind.PAGE))
    assert states(take_in(empty, draft(page, kind=Kind.FAQ))) == [State.REVISED]
    assert whole(empty, page).kind is Kind.FAQ
    assert empty.index.search(parse("kind:faq")).total == 1


def test_a_statement_keeps_its_number_and_kind_when_its_page_no_longer_tells_them(empty):
    take_in(empty, statement())
    take_in(empty, statement(kind=Kind.REPORT, number=None, ref=None, url=PAGE, body_text="New."))
    assert (whole(empty, "10").kind, whole(empty, "10").body_text) == (Kind.STATEMENT, "New.")


def test_a_number_that_comes_with_an_older_wording_is_found_at_once(empty):
    take_in(empty, statement(number=None, ref=None, url=PAGE))
    older = statement(updated=datetime(2004, 1, 1, tzinfo=UTC), body_text="Older.", url=PAGE)
    assert states(take_in(empty, older)) == [State.REVISED]
    assert (whole(empty, "10").body_text, count(empty, Outbox)) == (TEXT, 0)
    assert empty.index.search(parse("ref:s10")).total == 1


def test_a_number_is_never_taken_from_the_report_that_has_it(empty):
    take_in(empty, statement(number=None, ref=None, kind=Kind.REPORT, url=PAGE, title="Numberless"))
    elsewhere = "https://www.operator.example/s/10"
    take_in(empty, statement(url=elsewhere))
    assert states(take_in(empty, statement(url=PAGE, body_text="Which of the two?"))) == [State.REVISED]
    assert (whole(empty, "S010").url, len(whole(empty, "S010").revisions)) == (PAGE, 2)
    assert count(empty, Report) == 2


def test_a_text_without_a_publisher_is_the_statement_of_its_number(empty):
    take_in(empty, statement(url=None, title="From a text"))
    assert whole(empty, "10").source is None
    assert states(take_in(empty, statement())) == [State.REVISED]
    report = whole(empty, "10")
    assert report.source is not None
    assert (report.source.slug, report.url, len(report.revisions)) == ("operator.example", PAGE, 2)


def test_sources_are_made_once_however_many_items_a_capture_has(empty):
    items = [statement(n, url=f"https://www.o{n % 3}.example/statement/{n}") for n in range(1, 10)]
    take_in(empty, *items)
    with empty.reading() as session:
        assert [s.slug for s in library.counts(session, "source")] == ["o0.example", "o1.example", "o2.example"]


def test_a_revision_is_written_once_for_each_wording(empty):
    for words in ("one", "two", "one", "three", "two"):
        take_in(empty, statement(body_text=words))
    assert count(empty, Revision) == 3


def test_an_older_wording_seen_again_does_not_bring_its_index_back(empty):
    older = statement(
        updated=datetime(2004, 1, 1, tzinfo=UTC), body_text="Older.", index=(Link("A title"), Link("Old"))
    )
    take_in(empty, older)
    take_in(empty, statement(index=(Link("New"), Link("A title"))))
    assert states(take_in(empty, older)) == [State.UNCHANGED]
    assert [mention.title for mention in whole(empty, "10").index] == ["New", "A title"]


def test_a_text_form_without_an_address_leaves_the_report_its_own(empty):
    take_in(empty, statement())
    take_in(empty, statement(url=None, body_text="New words."))
    assert (whole(empty, "10").url, whole(empty, "10").body_text) == (PAGE, "New words.")


def test_another_number_at_the_same_address_is_another_statement(empty):
    take_in(empty, statement())
    assert states(take_in(empty, statement(11, url=PAGE, title="Another"))) == [State.NEW]
    assert (whole(empty, "10").title, whole(empty, "11").title) == ("A title", "Another")


def test_an_item_that_had_no_guid_is_met_again_by_its_link_once_it_has_one(empty):
    link = "https://news.example/story"
    take_in(empty, draft(link, title="Before"))
    assert states(take_in(empty, draft("guid", key="guid", url=link, title="After"))) == [State.REVISED]


@pytest.mark.parametrize("key", ["their-guid", None])
@pytest.mark.parametrize("first", [0, 1])
def test_what_another_publisher_says_of_a_page_is_a_report_of_its_own(empty, first, key):
    page = "https://news.example/story"
    own = draft("own", key="own-guid", url=page)
    theirs = draft("theirs", key=key, url=page, body_text="An aggregator tells of it in a line.")
    told = [(own, "https://news.example/"), (theirs, "https://planet.example/")]
    for offered, home in told if first == 0 else reversed(told):
        assert states(take_in(empty, offered, home=home)) == [State.NEW]
    for offered, home in told:
        renamed = replace(offered, key=f"new-{offered.key}" if offered.key else None)
        assert states(take_in(empty, offered, home=home)) == [State.UNCHANGED]
        assert states(take_in(empty, renamed, home=home)) == [State.UNCHANGED]
        changed = replace(offered, body_text=f"{offered.body_text} More of it.")
        assert states(take_in(empty, changed, home=home)) == [State.REVISED]
    with empty.reading() as session:
        said = {report.source.slug: report.head.body_text for report in session.scalars(select(Report))}
    assert said == {
        "news.example": f"{own.body_text} More of it.",
        "planet.example": f"{theirs.body_text} More of it.",
    }


def test_two_feeds_of_one_site_that_link_to_one_page_tell_of_one_report(empty):
    item = draft("guid", key="guid", url="https://news.example/story")
    take_in(empty, item, home="https://news.example/all")
    assert states(take_in(empty, item, home="https://news.example/worms")) == [State.UNCHANGED]


@pytest.mark.parametrize("first", ["news", "statement"])
def test_news_of_the_same_title_and_source_is_not_the_document_that_is_named(empty, first):
    news = draft("https://news.example/1", title="The glossary")
    naming = statement(9, url="https://news.example/statement/9", index=(Link("The glossary"),))
    for item in (news, naming) if first == "news" else (naming, news):
        take_in(empty, item)
    assert [mention.held for mention in whole(empty, "9").index] == [False]


def test_a_title_that_a_page_and_a_statement_share_means_the_statement(empty):
    take_in(empty, draft("https://www.operator.example/a", kind=Kind.PAGE, title="A title"), statement())
    take_in(empty, statement(9, title="Another", index=(Link("A title"),)))
    assert [mention.ref for mention in whole(empty, "9").index] == ["S010"]


def test_an_unchanged_page_teaches_more_neighbours_and_their_addresses(empty):
    there = "https://www.operator.example/statement/11"
    take_in(empty, statement(index=(Link("One"),)))
    for index in ((Link("One"), Link("Two")), (Link("One", there), Link("Two")), (Link("Two"), Link("One"))):
        assert states(take_in(empty, statement(index=index))) == [State.UNCHANGED]
        assert [mention.title for mention in whole(empty, "10").index] == [link.title for link in index]
    assert [mention.url for mention in whole(empty, "10").index] == [None, there]
