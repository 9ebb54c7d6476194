"""One report told by several feeds of its source: none undoes another, and the one that knows best speaks."""

from dataclasses import replace

import pytest

from kb.reports.intake.decide import State
from tests.drafts import TEXT, draft, statement, take_in
from tests.kb.asking import states, whole

PAGE = "https://news.example/1"
WHOLE = draft("guid", key="guid", url=PAGE)
PART = replace(WHOLE, body_text="In June the operator warned …", partial=True)
OWN, SUMMARIES, MIRROR = "https://news.example/full", "https://news.example/short", "https://mirror.example/feed"


@pytest.mark.parametrize("first", [0, 1])
def test_a_feed_of_summaries_and_one_of_whole_texts_do_not_undo_each_other(empty, first):
    feeds = [(OWN, WHOLE), (SUMMARIES, PART)]
    told = [states(take_in(empty, item, location=place)) for place, item in (feeds[first], feeds[1 - first])]
    assert told == [[State.NEW], [State.REVISED]]
    for place, item in feeds * 2:
        assert states(take_in(empty, item, location=place)) == [State.UNCHANGED]
        assert whole(empty, PAGE).body_text == TEXT
    assert len(whole(empty, PAGE).revisions) == 2


def test_the_feed_that_speaks_for_a_report_still_revises_it(empty):
    take_in(empty, WHOLE, location=OWN)
    take_in(empty, PART, location=SUMMARIES)
    for text in ("Shorter now.", f"{TEXT} Longer now.", "Shorter now."):
        assert states(take_in(empty, replace(WHOLE, body_text=text), location=OWN)) == [State.REVISED]
        assert whole(empty, PAGE).body_text == text


def test_a_feed_elsewhere_does_not_speak_in_the_place_of_the_sources_own(empty):
    take_in(empty, WHOLE, location=OWN)
    other = replace(WHOLE, body_text=f"{TEXT} Send money to this address.")
    assert states(take_in(empty, other, location=MIRROR)) == [State.REVISED]
    assert states(take_in(empty, other, location=MIRROR)) == [State.UNCHANGED]
    assert (whole(empty, PAGE).body_text, len(whole(empty, PAGE).revisions)) == (TEXT, 2)


def test_a_feed_elsewhere_that_is_the_only_one_revises_what_it_told(empty):
    take_in(empty, WHOLE, location=MIRROR)
    take_in(empty, replace(WHOLE, body_text="Corrected."), location=MIRROR)
    assert whole(empty, PAGE).body_text == "Corrected."


@pytest.mark.parametrize(
    ("item", "there"), [(WHOLE, "https://www.news.example/feeds/all"), (PART, "http://www.news.example/full/")]
)
def test_a_feed_that_moves_within_its_site_goes_on_speaking(empty, item, there):
    take_in(empty, item, location=OWN)
    take_in(empty, replace(item, body_text="Mended."), location=there)
    assert whole(empty, PAGE).body_text == "Mended."


def test_a_row_without_a_text_does_not_speak_in_the_place_of_the_statement_it_lists(empty):
    take_in(empty, statement())
    row = statement(title="Another title", body_text="Particulars: held", restates=True, partial=True)
    for state in (State.REVISED, State.UNCHANGED):
        assert states(take_in(empty, row, location="/files/list.jsonl")) == [state]
        told = whole(empty, "S010")
        assert (told.title, told.body_text, len(told.revisions)) == ("A title", TEXT, 2)
    take_in(empty, replace(row, body_text=f"{TEXT} More.", partial=False), location="/files/texts.jsonl")
    assert whole(empty, "S010").title == "Another title"
