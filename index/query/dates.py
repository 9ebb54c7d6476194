"""Dates of a query: days, months, years and ranges of them become half-open ranges of UTC instants."""

import re
from datetime import UTC, date, datetime

from index.query.days import is_up_to_now, one_day, read_span
from index.query.fields import BOUNDS
from index.query.nodes import Dates

_RANGE = re.compile(r"([\[{])\s*(.+?)(?:\s+to\s+|\s*,\s*)(.+?)\s*([\]}])", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d{4})[-/](\d{4})|(.+?)\s*(?:\.\.|\sto\s|\s-\s)\s*(.+)", re.ASCII | re.IGNORECASE)
_COMPARED = re.compile(r"([<>]=?)\s*(.+)")


def read_dates(field: str, text: str, today: date) -> Dates | None:
    """The range that `published:text` means; None where it holds no day, as `[2004 TO 2003]` does.

    `after:` (or `since:`) begins with its date and `before:` ends before it, so that `after:2003 before:2004` is the
    year 2003; `until:` ends with its date.
    """
    if field in BOUNDS:
        first, after = read_span(text, today)
        if field in ("after", "since"):
            return Dates("date", since=_midnight(first))
        return Dates("date", until=_midnight(first if field == "before" else after))
    since, until = _ends(text, today)
    if since is not None and until is not None and since >= until:
        return None
    return Dates("date" if field == "year" else field, _midnight(since), _midnight(until))


def write_dates(node: Dates) -> str:
    """The range in the language: as one year, month or day where it is one."""
    since, until = _day(node.since), _day(node.until)
    if since is not None:
        for text in (f"{since:%Y}".zfill(4), f"{since.year:04}-{since:%m}", since.isoformat()):
            if read_span(text, since) == (since, until):
                return f"{node.field}:{text}"
    return f"{node.field}:[{since or '*'} TO {until or '*'}" + ("}" if until else "]")


def _ends(text: str, today: date) -> tuple[date | None, date | None]:
    if found := _RANGE.fullmatch(text):
        opening, low, high, closing = found.groups()
        return _low(low, opening == "[", today), _high(high, closing == "]", today)
    if text.startswith(".."):
        return None, _high(text[2:] or "*", True, today)
    if text.endswith(".."):
        return _low(text[:-2], True, today), None
    if compared := _COMPARED.fullmatch(text):
        sign, value = compared.groups()
        if sign[0] == ">":
            return _low(value, sign == ">=", today), None
        return None, _high(value, sign == "<=", today)
    if between := _BETWEEN.fullmatch(text):
        low, high = (part for part in between.groups() if part)
        return _low(low, True, today), _high(high, True, today)
    if text == "*":
        return None, None
    first, after = read_span(text, today)
    return first, one_day(today)[1] if is_up_to_now(text) else after


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


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else instant.date()
