"""Dates are understood as people write them, with and without quotation marks."""

from datetime import UTC, date, datetime

import pytest

from index.query import parse
from index.query.nodes import And, Dates, Node, Or, Word

TODAY = date(2022, 4, 10)  # a Sunday

SAME = {
    ("2003-11-01", "2003-11-02"): ("2003-11-01", "2003/11/1", "2003.11.01", "20031101", "2003-11-01T10:00:00Z",
        "1 November 2003", "1st of November 2003", "1 Nov 2003", "November 1, 2003", "Nov. 1st, 2003", "1-Nov-2003",
        "2003-Nov-01", "1Nov2003", "1.11.2003", "01.11.2003", "2003-11-01 10:00", "2003年11月1日", "１.11.２００３"),
    ("2003-11-13", "2003-11-14"): ("13/11/2003", "11/13/2003", "13-11-2003", "13.11.2003", "2003/11/13"),
    ("2003-11-11", "2003-11-12"): ("11/11/2003",),
    ("2003-11-01", "2003-12-01"): ("2003-11", "2003/11", "November 2003", "Nov 2003", "nov-2003", "2003-Nov", "Nov2003",
        "2003年11月", "2003-11*"),
    ("2003-01-01", "2004-01-01"): ("2003", "2003年", "2003*", "2003..2003", "[2003 TO 2003]"),
    ("2003-10-01", "2004-01-01"): ("2003-Q4", "2003Q4", "Q4 2003", "q4-2003", "October 2003 - December 2003",
        "[Oct 2003 TO Dec 2003]", "2003-10 to 2003-12"),
    ("2003-11-03", "2003-11-10"): ("2003-W45", "2003W45"),
    ("2003-01-01", "2005-01-01"): ("2003-2004", "2003–2004", "2003/2004", "[2003, 2004]", "2003..2004"),
    ("2022-04-10", "2022-04-11"): ("today", "now"),
    ("2022-04-09", "2022-04-10"): ("yesterday", "1 day ago"),
    ("2022-04-03", "2022-04-11"): ("7d", "7 days", "last 7 days", "past 7 days", "last-7-days", "1w",
        "[now-7d TO now]"),
    ("2022-04-09", "2022-04-11"): ("24h", "24 hours", "last 24 hours", "past 3 hours"),
    ("2022-04-03", "2022-04-04"): ("7 days ago", "1 week ago"),
    ("2022-04-04", "2022-04-11"): ("this week",),
    ("2022-03-28", "2022-04-04"): ("last week", "last-week", "lastweek", "previous week"),
    ("2022-03-01", "2022-04-01"): ("last month", "March", "mar"),
    ("2022-01-01", "2022-04-01"): ("last quarter", "2022-Q1"),
    ("2021-01-01", "2022-01-01"): ("last year",),
    ("2021-05-01", "2021-06-01"): ("May",),
    ("2022-04-01", "2022-05-01"): ("April", "this month"),
}  # fmt: skip
CASES = [(text, *days) for days, texts in SAME.items() for text in texts]


def dates(field: str, since: str | None, until: str | None) -> Dates:
    return Dates(field, *(datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None for day in (since, until)))


@pytest.mark.parametrize(("text", "since", "until"), CASES)
def test_days_are_read_as_they_are_written(text: str, since: str, until: str) -> None:
    query = parse(f'published:"{text}"' if text[0] != "[" else f"published:{text}", TODAY)
    assert (query.node, query.notes) == (dates("published", since, until), ())


UNQUOTED = ("last week", "last 7 days", "past 24 hours", "2 weeks ago", "November 2003", "1 November 2003",
    "1st of Nov. 2003", "November 1, 2003", "Nov 1st 2003", "Q4 2003", "this quarter", ">November 2003",
    "<=1 November 2003", ">last month")  # fmt: skip


@pytest.mark.parametrize("text", UNQUOTED)
def test_days_of_several_words_need_no_quotation_marks(text: str) -> None:
    quoted = parse(f'published:"{text}"', TODAY)
    assert not quoted.notes
    assert parse(f"published:{text} worm", TODAY).node == And((quoted.node, Word("worm")))
    assert parse(f"published:({text} OR 2001)", TODAY).node == Or((quoted.node, parse("published:2001").node))


BOUNDS: dict[str, Node] = {
    "since:2003": dates("date", "2003-01-01", None),
    "after:Nov 2003": dates("date", "2003-11-01", None),
    "until:2003": dates("date", None, "2004-01-01"),
    "before:2003": dates("date", None, "2003-01-01"),
    "year:2003": dates("date", "2003-01-01", "2004-01-01"),
    "since:7d": dates("date", "2022-04-03", None),
    "published:>7d": dates("published", "2022-04-04", None),
    "published:<30d": dates("published", None, "2022-03-11"),
    "published:>=now-1y": dates("published", "2021-04-10", None),
}


@pytest.mark.parametrize("typed", BOUNDS)
def test_a_bound_has_one_end(typed: str) -> None:
    query = parse(typed, TODAY)
    assert (query.node, query.notes) == (BOUNDS[typed], ())


@pytest.mark.parametrize(
    "text", ["2003-13", "30.2.2003", "2003-W60", "2003-Q5", "decoy", "202", "99999999d", "marching"]
)
def test_what_is_no_day_is_said(text: str) -> None:
    assert any("is not a date" in note for note in parse(f"published:{text} worm", TODAY).notes)


def test_a_day_that_may_be_two_is_asked_about() -> None:
    query = parse("published:3/5/2003 worm", TODAY)
    assert query.node == Word("worm")
    assert "“3/5/2003” may be two days: write it as 2003-03-05 or 2003-05-03." in query.notes[0]


def test_words_behind_a_day_stay_words() -> None:
    assert parse("published:2003 last week", TODAY).node == And(
        (dates("published", "2003-01-01", "2004-01-01"), Word("last"), Word("week"))
    )
