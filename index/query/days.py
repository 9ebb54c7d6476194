"""Days as people write them: a year, a month, a week, a day or some time ago, each as the days it has."""

import re
from datetime import date, timedelta

Span = tuple[date, date | None]  # the first day, and the first day after; None past the end of the calendar

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_UNIT = r"(?P<unit>h|d|w|m|y|hours?|days?|weeks?|months?|years?)"
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE | re.VERBOSE)


_AGO = _pattern(rf"(?:now-|(?:the[ ])?(?:last|past)[ -]?)?(?P<many>\d{{1,5}})[ -]?{_UNIT}(?:/[dwmy])?(?P<then>[ ]ago)?")
_CALENDAR = _pattern(r"(?P<which>this|last|past|previous)[ _-]?(?P<unit>week|month|quarter|year)")
_QUARTER = _pattern(r"(?P<year>\d{4})[ -]?q(?P<quarter>[1-4])|q(?P<fourth>[1-4])[ -]?(?P<of>\d{4})")
_WEEK = _pattern(r"(?P<year>\d{4})-?w(?P<week>\d{2})")
_COMPACT = _pattern(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_YEAR_FIRST = _pattern(
    r"""(?P<year>\d{4})
        (?:[-/.年](?P<month>\d{1,2})月?(?:[-/.]?(?P<day>(?<=[-/.月])\d{1,2})日?(?:[t ][\d:.z+-]*)?)?)?年?\*?"""
)
_YEAR_LAST = _pattern(r"(?P<one>\d{1,2})(?P<sign>[-/.])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4})")
_NAMED = (
    _pattern(rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]{{0,2}})?(?:of[ ])?{_MONTH}[ .,-]{{0,2}}(?P<year>\d{{4}})"),
    _pattern(rf"{_MONTH}[ .-]{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,-]{{1,2}}(?P<year>\d{{4}})"),
    _pattern(rf"(?P<year>\d{{4}})[ .-]?{_MONTH}(?:[ .-]?(?P<day>\d{{1,2}}))?"),
    _pattern(_MONTH),
)
# Days of several words, which need no quotation marks behind a field.
SPELLED = re.compile(
    r"[<>]?=?(?:the )?(?:(?:this|last|past|previous) (?:\d{1,5} )?(?:hour|day|week|month|quarter|year)s?"
    r"|\d{1,5} (?:hour|day|week|month|year)s?(?: ago)?|q[1-4] \d{4}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\.? )?(?:of )?{_MONTH}\.?,? \d{{4}}"
    rf"|{_MONTH.replace('name', 'other')}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})(?!\w)",
    re.ASCII | re.IGNORECASE,
)


class ImpossibleDateError(ValueError):
    """A text that is no date; its message is a sentence for the person who typed it."""


def read_span(text: str, today: date) -> Span:
    """The days of `2003`, `2003-11-01`, `Nov 2003`, `1.11.2003`, `2003-Q4`, `last month`, `today`, or `7d` ago."""
    typed = text.strip().lower()
    try:
        span = _relative(typed, today) or _absolute(typed, today)
        if span is None:
            raise ValueError
    except ImpossibleDateError:
        raise
    except (ValueError, OverflowError):
        raise ImpossibleDateError(f"“{text[:40]}” is not a date: write it as 2003, 2003-11 or 2003-11-01.") from None
    return span


def is_up_to_now(text: str) -> bool:
    """Whether a text names all the time since then, as `7d` and `last 7 days` do but `7 days ago` does not."""
    ago = _AGO.fullmatch(text.strip())
    return ago is not None and not ago["then"]


def _relative(text: str, today: date) -> Span | None:
    if text in ("today", "now", "yesterday"):
        return one_day(today - timedelta(days=text == "yesterday"))
    if ago := _AGO.fullmatch(text):
        many, unit = int(ago["many"]), ago["unit"][0]
        return one_day(today - timedelta(days=-(-many // 24) if unit == "h" else many * _DAYS[unit]))
    if found := _CALENDAR.fullmatch(text):
        current = _around(found["unit"], today)
        return current if found["which"] == "this" else _around(found["unit"], current[0] - timedelta(days=1))
    return None


def _around(unit: str, day: date) -> Span:
    """The week, month, quarter or year that has a day."""
    match unit:
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=7)
        case "quarter":
            return _quarter(day.year, (day.month + 2) // 3)
        case "month":
            return _days(day.year, day.month)
    return _days(day.year)


def _absolute(text: str, today: date) -> Span | None:
    if found := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _days(int(found["year"]), *(int(found[part]) for part in ("month", "day") if found[part]))
    if found := _QUARTER.fullmatch(text):
        return _quarter(int(found["year"] or found["of"]), int(found["quarter"] or found["fourth"]))
    if found := _WEEK.fullmatch(text):
        monday = date.fromisocalendar(int(found["year"]), int(found["week"]), 1)
        return monday, monday + timedelta(days=7)
    if found := _YEAR_LAST.fullmatch(text):
        return _days(int(found["year"]), *_month_and_day(text, int(found["one"]), int(found["two"]), found["sign"]))
    named = next((found for pattern in _NAMED if (found := pattern.fullmatch(text))), None)
    return _named(named.groupdict(), today) if named else None


def _named(parts: dict[str, str | None], today: date) -> Span:
    month = _MONTHS.index(str(parts["name"])[:3]) + 1
    if parts.get("year") is None:  # the last one that has begun
        return _days(today.year - (month > today.month), month)
    day = parts.get("day")
    return _days(int(str(parts["year"])), month, *([int(day)] if day else []))


def _month_and_day(text: str, one: int, two: int, sign: str) -> tuple[int, int]:
    """Full stops stand behind the day first; other signs stand behind either, so that 13 must say which is which."""
    if sign == "." or one > 12 or one == two:
        return two, one
    if two > 12:
        return one, two
    year = text[-4:]
    raise ImpossibleDateError(
        f"“{text}” may be two days: write it as {year}-{one:02}-{two:02} or {year}-{two:02}-{one:02}."
    )


def _quarter(year: int, quarter: int) -> Span:
    return date(year, 3 * quarter - 2, 1), _days(year, 3 * quarter)[1]


def _days(year: int, month: int | None = None, day: int | None = None) -> Span:
    first = date(year, month or 1, day or 1)
    if day:
        return one_day(first)
    try:
        return first, date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    except ValueError:
        return first, None


def one_day(day: date) -> Span:
    return day, day + timedelta(days=1) if day < date.max else None
