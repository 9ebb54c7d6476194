"""Drafts become reports and revisions, and never another report's."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from index.query import parse
from ingest.types import Indicator, Kind, Link, Rights
from kb import library
from kb.models import Identity, LedgerItem, Outbox, Report, Revision, Tag
from kb.reports import edit
from kb.reports.intake.decide import State
from kb.reports.resolve import resolve
from tests.drafts import TEXT, draft, statement, take_in


def states(entries):
    return [entry.decision.state for entry in entries]


def count(archive, table):
    with archive.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def whole(archive, name):
    with archive.reading() as session:
        report = library.report(session, resolve(session, name))
        assert report is not None
        return report


def test_everything_a_draft_tells_is_kept(empty):
    given = statement(
        published=datetime(2003, 11, 3, tzinfo=UTC),
        tags=("Worm", "Data breach"),
        lang="en",
        author="The team",
        event_dates=(date(2003, 11, 1),),
        summary="Short.",
        rights=Rights(
            "Holder Ltd", "The Operator", "with credit", "https://www.operator.example/statement/10", "1998-2022"
        ),
        associated=(Link("Glossary", "https://www.operator.example/glossary"),),
        index=(Link("Another title"), Link("A title")),
        indicators=(Indicator("domain", "evil.example", "evil[.]example", 3, 17),),
    )
    assert states(take_in(empty, given)) == [State.NEW]
    report = whole(empty, "s10")
    assert (report.ref, report.number, report.title, report.slug) == ("S010", 10, "A title", "a-title")
    assert report.category
    assert (report.category.slug, report.category.name) == ("report", "Report")
    assert (report.published, report.updated) == (given.published, given.updated)
    assert (report.body_html, report.body_text, report.lang, report.author) == (given.body_html, TEXT, "en", "The team")
    assert (report.rights, report.event_dates, report.summary) == (given.rights, given.event_dates, "Short.")
    assert [tag.slug for tag in report.tags] == ["worm", "data-breach"]
    assert [(m.position, m.title, m.held, m.current) for m in report.index] == [
        (1, "Another title", False, False),
        (2, "A title", True, True),
    ]
    assert [(m.title, m.url) for m in report.associated] == [("Glossary", "https://www.operator.example/glossary")]
    assert [(i.type, i.value, i.spelling, i.start) for i in report.indicators] == [
        ("domain", "evil.example", "evil[.]example", 3)
    ]
    assert report.source
    assert report.source.slug == "operator.example"


def test_saving_twice_changes_nothing_but_the_ledger(empty):
    take_in(empty, statement())
    before = [count(empty, table) for table in (Report, Revision, Identity, Tag, Outbox)]
    assert states(take_in(empty, statement())) == [State.UNCHANGED]
    assert [count(empty, table) for table in (Report, Revision, Identity, Tag, Outbox)] == before
    assert count(empty, LedgerItem) == 2


def test_white_space_and_markup_are_no_revision(empty):
    take_in(empty, statement(body_text="One  two\n\nthree"))
    assert states(take_in(empty, statement(body_text="One two three", body_html="<div>One two three</div>"))) == [
        State.UNCHANGED
    ]


def test_a_changed_statement_is_a_revision_and_both_are_readable(empty):
    take_in(empty, statement())
    assert states(take_in(empty, statement(title="A new title", body_text="Changed."))) == [State.REVISED]
    report = whole(empty, "S010")
    assert (report.title, report.body_text) == ("A new title", "Changed.")
    assert [(note.number, note.title, note.current) for note in report.revisions] == [
        (2, "A new title", True),
        (1, "A title", False),
    ]
    with empty.reading() as session:
        first = library.revision(session, report.id, 1)
        assert first
        assert first.body_text == TEXT


def test_an_older_wording_that_comes_late_is_kept_but_does_not_speak(empty):
    take_in(empty, statement())
    older = statement(title="The first title", updated=datetime(2004, 1, 20, tzinfo=UTC))
    assert states(take_in(empty, older)) == [State.REVISED]
    report = whole(empty, "10")
    assert report.title == "A title"
    assert [note.title for note in report.revisions] == ["The first title", "A title"]
    assert states(take_in(empty, older)) == [State.UNCHANGED]


def test_two_publishers_never_share_a_reference(empty):
    take_in(empty, statement())
    stranger = statement(url="https://other.example/statement/10/its-own")
    [entry] = take_in(empty, stranger)
    assert entry.decision.state is State.FAILED
    assert "operator.example" in (entry.decision.why or "")
    assert len(whole(empty, "S010").revisions) == 1


def test_items_that_share_a_link_or_a_guid_stay_apart(empty):
    home = "https://news.example/"
    items = [draft(f"item {n}", title=f"Story {n}", url=home, key="same", body_text=f"{TEXT} {n}") for n in range(3)]
    assert states(take_in(empty, *items)) == [State.NEW] * 3
    assert states(take_in(empty, *items)) == [State.UNCHANGED] * 3


def test_an_item_is_met_again_by_its_link_when_its_guid_changes(empty):
    link = "https://news.example/story"
    take_in(empty, draft("guid-1", key="guid-1", url=link))
    assert states(take_in(empty, draft("guid-2", key="guid-2", url=link))) == [State.UNCHANGED]
    assert states(take_in(empty, draft("guid-2", key="guid-2", url="https://news.example/moved"))) == [State.UNCHANGED]


def test_two_advisories_that_point_at_one_page_stay_apart(empty):
    page = "https://tracker.example/issues/1"
    for name in ("ADV-1", "ADV-2"):
        given = draft(name, kind=Kind.ADVISORY, key=name, url=page, body_text=f"{TEXT} {name}", title="One title")
        assert states(take_in(empty, given)) == [State.NEW]


def test_two_items_of_one_link_that_come_at_different_times_stay_apart(empty):
    for n in range(2):
        item = draft(f"guid-{n}", key=f"guid-{n}", url="https://news.example/releases", title=f"Release {n}")
        assert states(take_in(empty, replace(item, body_text=f"{TEXT} {n}"))) == [State.NEW]


def test_a_source_is_called_what_it_calls_itself_once_it_does(empty):
    take_in(empty, statement())
    take_in(empty, statement(11, rights=Rights(credit="The Operator")))
    source = whole(empty, "10").source
    assert source
    assert (source.slug, source.name) == ("operator.example", "The Operator")


def test_the_same_text_elsewhere_is_a_duplicate_and_a_short_one_is_not(empty):
    take_in(empty, draft("https://a.example/1"))
    assert states(take_in(empty, draft("https://b.example/2"))) == [State.DUPLICATE]
    take_in(empty, draft("https://a.example/3", body_text="Brief."))
    assert states(take_in(empty, draft("https://b.example/4", body_text="Brief."))) == [State.NEW]


def test_an_item_told_twice_by_a_live_feed_is_not_revised_at_every_poll(empty):
    items = [draft(body_text=TEXT + "one"), draft(body_text=TEXT + "two")]
    take_in(empty, *items, location="https://news.example/feed")
    assert states(take_in(empty, *items, location="https://news.example/feed")) == [State.UNCHANGED] * 2


def test_a_live_page_that_goes_back_is_revised(empty):
    feed = "https://news.example/feed"
    for text in ("one", "two"):
        take_in(empty, draft(body_text=TEXT + text), location=feed)
    assert states(take_in(empty, draft(body_text=TEXT + "one"), location=feed)) == [State.REVISED]


def test_a_stub_is_answered_when_what_it_names_arrives(empty):
    take_in(empty, statement(index=(Link("Another title"), Link("A title"))))
    take_in(empty, statement(11, title="Another  Title"))
    first = whole(empty, "S010").index[0]
    assert (first.held, first.ref, first.path) == (True, "S011", "/statement/11/another-title")


def test_a_stub_is_answered_by_address_whatever_it_is_called(empty):
    take_in(empty, statement(index=(Link("Old words", "http://operator.example/statement/011/old-slug"),)))
    take_in(empty, statement(11, title="New words"))
    assert whole(empty, "S010").index[0].ref == "S011"


def test_news_of_a_feed_that_is_at_home_nowhere_is_of_the_site_that_has_it(empty):
    pages = [f"https://www.news.example/2024/{n}/worm" for n in range(3)]
    take_in(empty, *(draft(page, title=f"Worm {n}") for n, page in enumerate(pages)), home="")
    assert {whole(empty, page).source.slug for page in pages} == {"news.example"}
    take_in(empty, draft("https://elsewhere.example/1"), home="https://news.example/blog")
    assert whole(empty, "https://elsewhere.example/1").source.slug == "news.example-blog"


def test_a_title_alone_never_answers_another_sources_stub(empty):
    take_in(empty, statement(associated=(Link("Glossary"),)))
    take_in(empty, draft("https://stranger.example/glossary", title="Glossary"))
    assert not whole(empty, "S010").associated[0].held


def test_what_the_index_finds_is_level_with_what_is_kept(empty):
    take_in(empty, statement(body_text="zombie machines"))
    assert empty.index.search(parse("zombie")).total == 1
    take_in(empty, statement(body_text="quiet machines"))
    assert empty.index.search(parse("zombie")).total == 0
    assert empty.index.search(parse("quiet ref:s10")).total == 1


def test_a_statement_first_met_without_its_number_gains_it(empty):
    url = "https://www.operator.example/statement/10/a-title"
    take_in(empty, statement(number=None, ref=None, url=url))
    take_in(empty, statement(10, url=url, body_text="More."))
    assert whole(empty, "10").number == 10
    assert count(empty, Report) == 1


@pytest.mark.parametrize(
    "name",
    [
        "S010",
        "s10",
        "10",
        "ref:S010",
        "https://www.operator.example/statement/10/a-title",
        "http://operator.example/statement/010/any-slug",
        "www.operator.example/statement/10",
        "/statement/10/whatever",
        "https://archive.example/statement/10/whatever",
        "/report/1/x",
        "a-title",
    ],
)
def test_every_name_of_a_report_finds_it(empty, name):
    take_in(empty, statement())
    with empty.reading() as session:
        assert resolve(session, name, base_url="https://archive.example") == 1


@pytest.mark.parametrize(
    "name",
    ["", "S011", "https://stranger.example/statement/10/", "/statement/x", "no-such-slug", "https://[bad", "%", "/"],
)
def test_a_name_of_nothing_finds_nothing(empty, name):
    take_in(empty, statement())
    with empty.reading() as session:
        assert resolve(session, name, base_url="https://archive.example") is None


def test_a_withdrawn_statement_stands_in_the_index_as_withdrawn(empty):
    take_in(empty, statement(index=(Link("Another title"), Link("A title"))), statement(11, title="Another title"))
    with empty.writing() as session:
        edit.withdraw(session, session.get_one(Report, resolve(session, "S011")), "named the wrong party")
    mention = whole(empty, "S010").index[0]
    assert (mention.held, mention.withdrawn, mention.ref) == (False, True, "S011")
