"""Dates of a query: days, months, years and ranges of them become half-open ranges of UTC instants."""

import re
from datetime import UTC, date, datetime, timedelta

from index.query.nodes import Dates

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:t[\d:.z+-]*)?)?)?", re.ASCII | re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_AGO = re.compile(r"(\d{1,5})([dwmy])", re.ASCII | re.IGNORECASE)
_RANGE = re.compile(r"([\[{])\s*(\S+)\s+to\s+(\S+)\s*([\]}])", re.IGNORECASE)
_COMPARED = re.compile(r"([<>]=?)\s*(\S+)")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}

Span = tuple[date, date | None]  # the first day, and the first day after; None past the end of the calendar


class ImpossibleDateError(ValueError):
    """A text that is no date; its message is a sentence for the person who typed it."""


def read_dates(field: str, text: str, today: date) -> Dates | None:
    """The range that `published:text` means; None where it holds no day, as `[2004 TO 2003]` does.

    `after:` begins with its date and `before:` ends before it, so that `after:2003 before:2004` is the year 2003.
    """
    if field in ("after", "before"):
        first, _ = read_span(text, today)
        return Dates("date", since=_midnight(first)) if field == "after" else Dates("date", until=_midnight(first))
    since, until = _ends(text, today)
    if since is not None and until is not None and since >= until:
        return None
    return Dates(field, _midnight(since), _midnight(until))


def read_span(text: str, today: date) -> Span:
    """The days of `2003`, `2003-11`, `2003-11-01`, `20031101`, `today`, `yesterday` or `7d` (a day so long ago)."""
    word = text.lower()
    if word in ("today", "yesterday"):
        return _one_day(today - timedelta(days=word == "yesterday"))
    ago = _AGO.fullmatch(word)
    try:
        if ago:
            return _one_day(today - timedelta(days=int(ago[1]) * _DAYS[ago[2]]))
        parts = _COMPACT.fullmatch(word) or _DAY.fullmatch(word)
        if parts is None:
            raise ValueError
        return _span(int(parts[1]), *(int(part) for part in parts.groups()[1:] if part))
    except (ValueError, OverflowError):
        raise ImpossibleDateError(f"“{text[:40]}” is no date: write it as 2003, 2003-11 or 2003-11-01.") from None


def write_dates(node: Dates) -> str:
    """The range in the language: as one year, month or day where it is one."""
    since, until = _day(node.since), _day(node.until)
    if since is not None:
        for text in (f"{since:%Y}".zfill(4), f"{since.year:04}-{since:%m}", since.isoformat()):
            if read_span(text, since) == (since, until):
                return f"{node.field}:{text}"
    return f"{node.field}:[{since or '*'} TO {until or '*'}" + ("}" if until else "]")


def _ends(text: str, today: date) -> tuple[date | None, date | None]:
    found = _RANGE.fullmatch(text)
    if found:
        opening, low, high, closing = found.groups()
        return _low(low, opening == "[", today), _high(high, closing == "]", today)
    if ".." in text:
        low, _, high = text.partition("..")
        return _low(low or "*", True, today), _high(high or "*", True, today)
    compared = _COMPARED.fullmatch(text)
    if compared:
        sign, value = compared.groups()
        if sign[0] == ">":
            return _low(value, sign == ">=", today), None
        return None, _high(value, sign == "<=", today)
    if text == "*":
        return None, None
    ago = _AGO.fullmatch(text)
    first, after = read_span(text, today)
    return first, _one_day(today)[1] if ago else after


def _low(text: str, inclusive: bool, today: date) -> date | None:
    if text == "*":
        return None
    first, after = read_span(text, today)
    return first if inclusive else after or date.max


def _high(text: str, inclusive: bool, today: date) -> date | None:
    if text == "*":
        return None
    first, after = read_span(text, today)
    return after if inclusive else first


def _span(year: int, month: int | None = None, day: int | None = None) -> Span:
    first = date(year, month or 1, day or 1)
    if day:
        return _one_day(first)
    try:
        return first, date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)
    except ValueError:
        return first, None


def _one_day(day: date) -> Span:
    return day, day + timedelta(days=1) if day < date.max else None


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else instant.date()
