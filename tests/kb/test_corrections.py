"""What staff correct stays corrected, until the source changes the very thing."""

from datetime import UTC, date, datetime

from ingest.types import Indicator
from kb.models import Report
from kb.reports import edit
from kb.reports.intake.decide import State
from tests.drafts import draft, statement, take_in
from tests.kb.asking import correct, states, whole


def test_a_tag_that_staff_confirm_outlives_the_source_that_gave_it(empty):
    take_in(empty, statement(tags=("Worm", "Virus")))
    with empty.writing() as session:
        edit.tag(session, session.get_one(Report, 1), ("worm",), ())
    take_in(empty, statement(tags=("Botnet",), body_text="New."))
    assert [tag.name for tag in whole(empty, "10").tags] == ["Worm", "Botnet"]


def test_corrections_stand_until_the_source_changes_the_very_field(empty):
    take_in(empty, statement(published=None))
    day = datetime(2003, 11, 3, tzinfo=UTC)
    correct(empty, "10", title="A better title", category="News", published=day)
    assert states(take_in(empty, statement(body_text="New words."))) == [State.REVISED]
    report = whole(empty, "10")
    assert (report.title, report.published, report.body_text) == ("A better title", day, "New words.")
    assert report.category
    assert report.category.name == "News"
    assert [(note.reason, note.note) for note in report.revisions][:2] == [
        ("edit", "corrected before, and kept: title, category, published"), ("import", None),
    ]  # fmt: skip
    take_in(empty, statement(body_text="New words.", title="Their own better title"))
    report = whole(empty, "10")
    assert (report.title, report.published) == ("Their own better title", day)
    assert states(take_in(empty, statement(), statement(body_text="New words."))) == [State.UNCHANGED] * 2


def test_a_corrected_text_keeps_its_indicators(empty):
    seen = (Indicator("domain", "evil.example", "evil.example", 0, 12),)
    take_in(empty, statement(body_text="evil.example spreads.", indicators=seen))
    correct(empty, "10", body="<p>It was worse.example that spread.</p>")
    take_in(empty, statement(body_text="evil.example spreads.", indicators=seen, category="News"))
    report = whole(empty, "10")
    assert (report.body_text, [i.value for i in report.indicators]) == (
        "It was worse.example that spread.",
        ["worse.example"],
    )
    assert report.category
    assert report.category.name == "News"
    take_in(empty, statement(body_text="The text is evil.example anew.", indicators=seen, category="News"))
    assert [i.value for i in whole(empty, "10").indicators] == ["evil.example"]


def test_a_corrected_text_speaks_of_the_days_it_names(empty):
    take_in(empty, statement(event_dates=(date(2003, 11, 1),)))
    correct(empty, "10", body="<p>It was on 3 December 2003.</p>")
    assert whole(empty, "10").event_dates == (date(2003, 12, 3),)
    take_in(empty, statement(event_dates=(date(2003, 11, 1),), category="News"))
    assert whole(empty, "10").event_dates == (date(2003, 12, 3),)


def test_a_date_that_staff_set_makes_no_later_wording_late(empty):
    take_in(empty, statement())
    correct(empty, "10", updated=datetime(2030, 1, 1, tzinfo=UTC))
    take_in(empty, statement(updated=datetime(2024, 1, 1, tzinfo=UTC), body_text="New words."))
    assert whole(empty, "10").body_text == "New words."


def test_what_staff_corrected_does_not_come_back_as_a_second_report(empty):
    take_in(empty, draft("https://a.example/1"))
    correct(empty, "https://a.example/1", title="A better title")
    assert states(take_in(empty, draft("https://b.example/2"))) == [State.DUPLICATE]


def test_a_correction_is_measured_against_the_wording_that_spoke(empty):
    take_in(empty, statement())
    take_in(empty, statement(title="An older title", updated=datetime(2004, 1, 1, tzinfo=UTC)))
    correct(empty, "10", title="A better title")
    take_in(empty, statement(body_text="New words."))
    assert whole(empty, "10").title == "A better title"
