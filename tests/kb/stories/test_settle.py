"""Reports find the story they tell when they come and when they change, and never against what staff said."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from index.query import parse
from ingest.types import Draft, Kind, Reading
from kb import library
from kb.archive import Archive
from kb.ledger import Entry
from kb.models import Outbox, Report, Sketch
from kb.pipeline import keep
from kb.reports import edit
from kb.reports.intake.decide import State
from kb.reports.stories import candidates, groups, rulings
from kb.reports.stories.rulings import Unfit
from tests.drafts import capture, draft, statement
from tests.kb.asking import correct, count, states, whole

DAY = datetime(2024, 5, 1, tzinfo=UTC)
TEXT = (
    "In June the operator warned of a worm that turns home computers into zombies. It opens port 4711 and waits for "
    "orders from relay.example. Some forty thousand machines in Europe had been taken over by the end of the month.\n\n"
    "Whoever runs a mail server should look at its queue. The worm sends some three hundred messages an hour, each to "
    "an address that it found on the machine, and each with a copy of itself. Filters that look at names of files "
    "alone let it pass, since it calls itself a picture.\n\n"
    "The operator has listed the addresses of all machines that are known, and takes them off once they are clean. "
    "Providers get the list every hour and are asked to tell their customers, most of whom will not have noticed."
)


def told(source: str, *, text: str = TEXT, title: str = "A worm that waits", days: int = 0, **fields: object) -> Draft:
    """A news item of a source of its own."""
    url = f"https://{source}.example/{fields.pop('at', 'worm')}"
    return draft(url, title=title, body_text=text, published=DAY + timedelta(days=days), **fields)


def bring(archive: Archive, *items: Draft) -> list[Entry]:
    """Take in each item as its own source's feed has it."""
    entries = []
    for item in items:
        home = str(item.url).rpartition("/")[0]
        entries += keep(archive, capture(f"{home}/feed"), Reading((item,), home=home))
    archive.indexer.drain()
    return entries


def story(archive: Archive, name: str) -> list[str]:
    """Who tells a story, the report that leads it first."""
    with archive.reading() as session:
        id = whole(archive, name).id
        reports = library.briefs(session, groups.members(session, id))
        return [report.ref or str(report.url).partition("//")[2].partition(".")[0] for report in reports]


def act(archive: Archive, what: str, *names: str) -> None:
    """Split, merge or undo as staff do."""
    ids = [whole(archive, name).id for name in names]
    with archive.writing() as session:
        if what == "merge":
            rulings.merge(session, ids, "seen by staff")
        else:
            getattr(rulings, what)(session, ids[0], *(["seen by staff"] if what == "split" else []))
    archive.indexer.drain()


def test_the_same_text_of_another_source_is_a_report_of_its_own_in_the_same_story(empty: Archive) -> None:
    assert states(bring(empty, told("lab"), told("wire", days=1))) == [State.NEW, State.NEW]
    assert story(empty, "wire.example/worm") == ["lab", "wire"]
    lead, follower = whole(empty, "lab.example/worm"), whole(empty, "wire.example/worm")
    assert [(teller.source, teller.leads) for teller in lead.also] == [("wire.example", False)]
    assert follower.lead
    assert (follower.lead.path, lead.lead) == (lead.path, None)
    found = empty.index.search(parse("zombies"))
    assert ([hit.id for hit in found.hits], found.total, found.repeats) == ([str(lead.id)], 1, 1)
    assert empty.index.search(parse("zombies source:wire.example")).hits[0].id == str(follower.id)


def test_the_same_text_again_of_the_same_source_is_a_duplicate(empty: Archive) -> None:
    assert states(bring(empty, told("lab"), told("lab", at="again"))) == [State.NEW, State.DUPLICATE]
    assert story(empty, "lab.example/worm") == ["lab"]


def test_a_second_import_changes_no_story(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire"))
    before = [count(empty, table) for table in (Report, Sketch, Outbox)]
    assert states(bring(empty, told("lab"), told("wire"))) == [State.UNCHANGED] * 2
    assert [count(empty, table) for table in (Report, Sketch, Outbox)] == before


def test_items_of_one_capture_find_each_other(empty: Archive) -> None:
    items = [told(name, kind=Kind.REPORT) for name in ("lab", "wire", "desk")]
    keep(empty, capture("/in/all"), Reading(tuple(items)))
    assert sorted(story(empty, "lab.example/worm")) == ["desk", "lab", "wire"]


def test_a_statement_leads_whoever_repeated_it_first_and_never_joins_another(empty: Archive) -> None:
    bring(empty, told("wire", days=-9, kind=Kind.REPORT))
    bring(empty, statement(10, body_text=TEXT, updated=DAY), statement(11, body_text=TEXT))
    assert story(empty, "wire.example/worm") == ["S010", "wire"]
    assert story(empty, "S011") == ["S011"]
    with pytest.raises(Unfit, match="S010 and S011 are statements"):
        act(empty, "merge", "wire.example/worm", "S011")


def test_a_page_leads_the_news_of_it_and_else_the_first_leads(empty: Archive) -> None:
    bring(empty, told("wire", days=3), told("desk", days=2))
    assert story(empty, "wire.example/worm") == ["desk", "wire"]
    bring(empty, told("lab", days=5, kind=Kind.REPORT))
    assert story(empty, "wire.example/worm")[0] == "lab"


def test_a_report_leaves_when_it_tells_something_else_and_joins_when_it_tells_the_same(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire"))
    other = " ".join(reversed(TEXT.split()))
    correct(empty, "wire.example/worm", body=other)
    assert [story(empty, f"{name}.example/worm") for name in ("lab", "wire")] == [["lab"], ["wire"]]
    assert empty.index.search(parse("zombies")).total == 2
    correct(empty, "wire.example/worm", body=TEXT)
    assert story(empty, "lab.example/worm") == ["lab", "wire"]


def test_a_withdrawn_report_is_told_by_the_others_and_leads_again_when_it_is_back(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire", days=1))
    with empty.writing() as session:
        edit.withdraw(session, session.get_one(Report, whole(empty, "lab.example/worm").id), "wrong")
    empty.indexer.drain()
    assert whole(empty, "wire.example/worm").also == ()
    assert [hit.id for hit in empty.index.search(parse("zombies")).hits] == [str(whole(empty, "wire.example/worm").id)]
    with empty.writing() as session:
        edit.reinstate(session, session.get_one(Report, whole(empty, "lab.example/worm").id))
    assert story(empty, "wire.example/worm") == ["lab", "wire"]


def test_what_staff_split_is_not_joined_again_and_can_be_undone(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire"), told("desk"))
    act(empty, "split", "wire.example/worm")
    assert story(empty, "wire.example/worm") == ["wire"]
    assert story(empty, "lab.example/worm") == ["lab", "desk"]
    correct(empty, "wire.example/worm", title="A worm that waits still")
    bring(empty, told("post"))
    assert story(empty, "wire.example/worm") == ["wire"]
    assert story(empty, "post.example/worm") == ["lab", "desk", "post"]
    act(empty, "undo", "wire.example/worm")
    assert sorted(story(empty, "lab.example/worm")) == ["desk", "lab", "post", "wire"]
    with pytest.raises(Unfit, match="nothing was split or merged"):
        act(empty, "undo", "wire.example/worm")


def test_what_staff_merged_stays_merged_and_can_be_undone(empty: Archive) -> None:
    other = told("post", text=" ".join(reversed(TEXT.split())), title="Unlike", days=4)
    bring(empty, told("lab"), told("wire"), other)
    act(empty, "merge", "wire.example/worm", "post.example/worm")
    assert story(empty, "lab.example/worm") == ["lab", "wire", "post"]
    correct(empty, "post.example/worm", title="Even less alike")
    assert story(empty, "lab.example/worm") == ["lab", "wire", "post"]
    with pytest.raises(Unfit, match="one story already"):
        act(empty, "merge", "lab.example/worm", "post.example/worm")
    act(empty, "undo", "lab.example/worm")
    assert [story(empty, f"{name}.example/worm") for name in ("wire", "post")] == [["lab", "wire"], ["post"]]


def test_the_last_word_of_staff_counts_and_acts_are_undone_one_by_one(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire"))
    act(empty, "split", "wire.example/worm")
    act(empty, "merge", "wire.example/worm", "lab.example/worm")
    assert story(empty, "wire.example/worm") == ["lab", "wire"]
    act(empty, "undo", "wire.example/worm")
    assert story(empty, "wire.example/worm") == ["wire"]
    act(empty, "undo", "lab.example/worm")
    assert story(empty, "wire.example/worm") == ["lab", "wire"]
    with empty.reading() as session:
        past = rulings.history(session, whole(empty, "lab.example/worm").id)
        assert [(one.act, one.why, one.undone_at is not None) for one in past] == [
            ("merge", "seen by staff", True),
            ("split", "seen by staff", True),
        ]


def test_a_roundup_does_not_make_one_story_of_the_reports_it_quotes(empty: Archive) -> None:
    other = " ".join(reversed(TEXT.split()))
    quoted = f"{TEXT}\n\n{other}"
    bring(empty, told("desk", text=quoted, title="The month"), told("lab"), told("wire", text=other, title="Backwards"))
    assert [story(empty, f"{name}.example/worm") for name in ("desk", "lab", "wire")] == [["desk"], ["lab"], ["wire"]]


def test_a_phrase_of_a_mould_does_not_grow_the_table_for_ever(empty: Archive) -> None:
    keyed = [told("mould", at=f"{n}", title=f"Issue {n}", key=f"issue-{n}", text=f"{TEXT} {n}") for n in range(40)]
    keep(empty, capture("https://mould.example/feed"), Reading(tuple(keyed), home="https://mould.example"))
    with empty.reading() as session:
        bearers = session.scalars(select(func.count()).select_from(Sketch).group_by(Sketch.number)).all()
        assert max(bearers) == candidates.BEARERS
        assert session.scalar(select(func.count(Report.id)).where(Report.lead_id.is_not(None))) == 0


def test_counts_tell_a_story_once_and_lists_show_who_leads_it(empty: Archive) -> None:
    bring(empty, told("lab"), told("wire"), told("wire", at="else", title="Another", text="A quiet day. " * 30))
    with empty.reading() as session:
        assert (library.total(session), library.stories(session)) == (3, 2)
        assert {one.slug: one.count for one in library.counts(session, "kind")} == {"news": 2}
        assert {one.slug: one.count for one in library.counts(session, "source")} == {
            "wire.example": 2,
            "lab.example": 1,
        }
        assert [str(brief.url) for brief in library.newest(session, 9)] == [
            "https://wire.example/else",
            "https://lab.example/worm",
        ]
