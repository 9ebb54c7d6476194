"""Dates are read as they are written, and never guessed."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import dates_in, read_date

DAY = datetime(2003, 12, 1, tzinfo=UTC)

WRITTEN = {
    "2003-12-01": DAY,
    "2003/12/01": DAY,
    "20031201": DAY,
    "1 December 2003": DAY,
    "1st of December, 2003": DAY,
    "December 1, 2003": DAY,
    "Dec. 1st 2003": DAY,
    "01-Dec-2003": DAY,
    "Monday, 1 December 2003": DAY,
    "13/12/2003": DAY.replace(day=13),
    "12/13/2003": DAY.replace(day=13),
    "12/12/2003": DAY.replace(day=12),
    "  2003-12-01\n": DAY,
    "2003-12-01T10:20:30Z": DAY.replace(hour=10, minute=20, second=30),
    "2003-12-01T10:20:30.25+02:00": DAY.replace(hour=8, minute=20, second=30, microsecond=250_000),
    "2003-12-01 10:20 UTC": DAY.replace(hour=10, minute=20),
    "20031201T102030Z": DAY.replace(hour=10, minute=20, second=30),
    "20031201T102030+0200": DAY.replace(hour=8, minute=20, second=30),
    "2003-12-01 T10:20Z": DAY.replace(hour=10, minute=20),
    "2003-12-01T 10:20Z": DAY.replace(hour=10, minute=20),
    "Mon, 01 Dec 2003 10:20:30 GMT": DAY.replace(hour=10, minute=20, second=30),
    "Mon,01 Dec 2003 10:20:30 GMT": DAY.replace(hour=10, minute=20, second=30),
    "Lun., 01 Dec 2003 10:20:30 GMT": DAY.replace(hour=10, minute=20, second=30),
    "2003年12月1日 10:20": DAY.replace(hour=10, minute=20),
    "2003년 12월 1일": DAY,
    "2003年13月1日": None,
    "one two, 1 December 2003": None,
    "Mon, 1 Dec 03 10:20:30 -0500": DAY.replace(hour=15, minute=20, second=30),
    "1 Dec 2003 10:20 EST": DAY.replace(hour=15, minute=20),
    "Mon Dec  1 10:20:30 2003": DAY.replace(hour=10, minute=20, second=30),
    "December 1, 2003 at 5:30 PM": DAY.replace(hour=17, minute=30),
    "1 December 2003, 12:05 am": DAY.replace(minute=5),
    "2003-12-01T23:59:60Z": DAY.replace(hour=23, minute=59, second=59),
    "03/04/2005": None,
    "2003-12": None,
    "2003": None,
    "December 2003": None,
    "1969-12-31": None,
    "2101-01-01": None,
    "2003-02-30": None,
    "2003-12-01T25:00Z": None,
    "2003-12-01T10:00+99:99": None,
    "yesterday": None,
    "": None,
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_date_is_read_as_written(written: str) -> None:
    assert read_date(written) == WRITTEN[written]


def test_a_time_without_a_zone_is_in_the_zone_given() -> None:
    zone = timezone(timedelta(hours=2))
    assert read_date("2003-12-01 10:00", default_tz=zone) == DAY.replace(hour=8)
    assert read_date("2003-12-01 10:00Z", default_tz=zone) == DAY.replace(hour=10)


@given(st.integers(0, 130 * 365 * 86_400 * 1_000))
def test_every_iso_moment_comes_back(milliseconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert read_date(moment.isoformat()) == moment


@given(st.text())
def test_any_text_is_a_date_in_utc_or_none(text: str) -> None:
    read = read_date(text)
    assert read is None or read.tzinfo is UTC


IN_TEXT = {
    "On November 1st 2003, a gang": (date(2003, 11, 1),),
    "Two days later, on 3rd November 2003, a second": (date(2003, 11, 3),),
    "2009-12-10. The List has uncovered": (date(2009, 12, 10),),
    "between 2003-12-01T10:00:00Z and 2 Dec 2003": (date(2003, 12, 1), date(2003, 12, 2)),
    "in text order: 5 May 2004, then May 1, 2003, then 2004-05-05": (date(2004, 5, 5), date(2003, 5, 1)),
    "wrapped November\n1st 2003": (date(2003, 11, 1),),
    "In June 2003 and in 2004": (),
    "on 03/04/2005": (),
    "攻撃は2003年12月1日と2日": (date(2003, 12, 1),),
    "version 1.2003-12-01-beta, 192.0.2.2003": (),
    "may 31 2003": (date(2003, 5, 31),),
}


@pytest.mark.parametrize("text", IN_TEXT)
def test_the_days_a_text_speaks_of(text: str) -> None:
    assert dates_in(text) == IN_TEXT[text]


def test_days_are_found_in_linear_time() -> None:
    start = time.process_time()
    for text in ("1 " * 200_000, "may " * 200_000, "1st of " * 100_000, "2003-" * 100_000, "november 1 " * 50_000):
        assert dates_in(text) == ()
    assert time.process_time() - start < 10
