"""A report taken back leaves every list and count, and its references lead to the stone that stands for it."""

import pytest

from index.query import parse
from ingest.types import Indicator, Kind, Link
from kb import directory, library
from kb.models import Report
from kb.reports import edit
from kb.reports.resolve import resolve
from tests.drafts import draft, statement, take_in
from tests.kb.asking import whole

SEEN = (Indicator("domain", "evil.example", "evil.example", 0, 12),)


@pytest.fixture
def withdrawn(empty):
    """Two reports, both taken back."""
    take_in(empty, statement(tags=("Worm",), index=(Link("A title"), Link("A stub")), indicators=SEEN))
    take_in(empty, draft("https://www.operator.example/contacts", kind=Kind.PAGE, key="contacts", title="Contacts"))
    with empty.writing() as session:
        for id_ in (1, 2):
            edit.withdraw(session, session.get_one(Report, id_), "named the wrong party")
    empty.indexer.drain()
    return empty


def test_no_list_and_no_count_has_it(withdrawn):
    with withdrawn.reading() as session:
        assert library.total(session) == 0
        assert library.newest(session, 10) == []
        assert library.newest(session, 10, kind=Kind.STATEMENT) == []
        assert library.of_kind(session, Kind.PAGE) == []
        assert library.statements(session) == []
        assert library.keyed(session, "contacts") is None
        assert [library.counts(session, field) for field in ("kind", "category", "source", "tag")] == [[]] * 4
        assert directory.parts(session, 100) == []
        assert directory.addresses(session, 0, 100) == []
        assert not library.mentioned(session, "domain", "evil.example")


def test_no_search_finds_it_now_or_after_reindexing(withdrawn):
    for _ in range(2):
        assert withdrawn.index.search(parse("ref:s10 OR contacts OR worm")).total == 0
        assert withdrawn.index.check() == 0
        assert withdrawn.indexer.rebuild() == 0


def test_its_references_still_lead_to_it_and_it_says_why(withdrawn):
    for name in ("S010", "https://www.operator.example/statement/10/a-title"):
        report = whole(withdrawn, name)
        assert (report.ref, report.withdrawn_why) == ("S010", "named the wrong party")
        assert report.withdrawn_at is not None


def test_a_changed_original_revises_it_and_does_not_bring_it_back(withdrawn):
    take_in(withdrawn, statement(body_text="New words."))
    assert len(whole(withdrawn, "10").revisions) == 2
    assert withdrawn.index.check() == 0


def test_it_can_be_shown_again(withdrawn):
    with withdrawn.writing() as session:
        edit.reinstate(session, session.get_one(Report, resolve(session, "10")))
    withdrawn.indexer.drain()
    with withdrawn.reading() as session:
        assert [mention.title for mention in library.statements(session)] == ["A title", "A stub"]
    assert withdrawn.index.search(parse("ref:s10")).total == 1
