"""Dates as people and programs write them, read without guessing."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from ingest.text import one_line

_YEARS = range(1970, 2101)
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)  # before it stand only the zero dates of programs, 1970 foremost
_AHEAD = timedelta(days=1)  # clocks and zones that are wrong, but not by much
_LONGEST = 100  # characters of anything that can be a date
_SINCE_1970 = re.compile(r"[0-9]{9,10}(?:\.[0-9]{1,9})?|[0-9]{12,13}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {  # RFC 822, section 5.1, and those that pages name most; hours from UTC
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "jst": 9,
}  # fmt: skip

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
# A day of the week in English, or any one word with a comma behind it: "Lun, 05 Feb 2024".
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?\s{1,3}|[^\s\d,:]{2,12},\s{0,3})?"
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s{0,2}\(?(?P<zone>[+-]\d\d(?::?\d\d)?|[a-z]{1,5})\)?)?(?:\s\([\w +:-]{1,40}\))?"
)
_DAY_FIRST = rf"{_DAY}(?:\s{{1,3}}|-)(?:of\s)?{_MONTH},?(?:\s{{1,3}}|-)(?P<year>\d{{4}})"
_MONTH_FIRST = rf"{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}(?P<year>\d{{4}})"
_ISO = r"(?P<year>\d{4})(?P<part>[-/.])(?P<number>\d{1,2})(?P=part)(?P<day>\d{1,2})"
_MARKED = (
    r"(?P<year>\d{4})\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"  # Chinese, Japanese, Korean
)
_NUMERIC = r"(?P<one>\d{1,2})(?P<part>[/.-])(?P<two>\d{1,2})(?P=part)(?P<year>\d{4})"


def _whole(day: str, clock: str = rf"(?:(?:\s?T\s?|,?\s{{1,3}}(?:at\s)?|\s-\s){_CLOCK})?") -> re.Pattern[str]:
    return re.compile(day + clock, re.IGNORECASE | re.ASCII)


_WHOLE = (
    _whole(_ISO),
    _whole(
        r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)",
        r"(?:T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>Z|[+-]\d\d:?\d\d)?)?",
    ),
    _whole(_WEEKDAY + _DAY_FIRST),
    _whole(_WEEKDAY + _DAY_FIRST.replace(r"\d{4}", r"\d\d"), rf"\s{{1,3}}{_CLOCK}"),
    _whole(_WEEKDAY + _MONTH_FIRST),
    _whole(rf"{_WEEKDAY}{_MONTH}\s{{1,3}}{_DAY}\s{_CLOCK}\s(?P<year>\d{{4}})", ""),
    _whole(_MARKED),
    _whole(_NUMERIC),
)
_YEAR = re.compile(r"[12]\d{3}")  # is in each of them, and quick to look for
_IN_TEXT = tuple(
    re.compile(rf"(?<![\w/.-]){form}(?:(?=T\d\d:)|(?![\w/-])(?!\.\d))", re.IGNORECASE | re.ASCII)
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST, _MARKED, _NUMERIC)
)


def read_date(text: str, *, default_tz: tzinfo = UTC) -> datetime | None:
    """The moment that a text names, in UTC; a day alone is its first moment. Reads ISO 8601 and RFC 3339, RFC 822 and
    2822, ctime, English written forms ("10 April 2022", "April 10th, 2022"), and those with signs for year, month and
    day ("2022年4月10日"). None for anything else, for years outside 1970 to 2100, and for "03/04/2005", where nothing
    says which number is the month."""
    line = one_line(text[: 2 * _LONGEST])
    for form in _WHOLE:
        if match := form.fullmatch(line):
            return _moment(match, default_tz)
    return None


def instant(written: str | None, now: datetime) -> datetime | None:
    """The moment a program says a document came out; None where it is missing, unreadable, of 1970 or before, or more
    than a day after `now`."""
    if not written or len(written) > _LONGEST:
        return None
    moment = read_date(written)
    return moment if moment and _EARLIEST <= moment <= now + _AHEAD else None


def since_1970(written: str) -> datetime | None:
    """The moment that programs write as seconds or milliseconds since 1970; None for anything else."""
    if not _SINCE_1970.fullmatch(written):
        return None
    seconds, _, _ = written.partition(".")
    return datetime.fromtimestamp(int(seconds[:-3] if len(seconds) > 11 else seconds), UTC)


def dates_in(text: str) -> tuple[date, ...]:
    """The days a text speaks of, in its order, each once: "On November 1st 2003", "3rd of November 2003", "2003-12-01".
    Months and years alone are no days. Linear time."""
    if not _YEAR.search(text):
        return ()
    found = sorted((match for form in _IN_TEXT for match in form.finditer(text)), key=lambda match: match.start())
    days = (_day(match) for match in found)
    return tuple(dict.fromkeys(day for day in days if day))


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    month, day = _month_and_day(parts)
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 50 else 2000  # RFC 2822, section 4.3
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_and_day(parts: dict[str, str | None]) -> tuple[int, int]:
    """(0, 0), which is no date, where two numbers may each be the month."""
    if month := parts.get("month"):
        return _MONTHS.index(month[:3].lower()) + 1, int(parts["day"] or 0)
    if number := parts.get("number"):
        return int(number), int(parts["day"] or 0)
    one, two = int(parts["one"] or 0), int(parts["two"] or 0)
    if one == two or two > 12 >= one:
        return one, two
    return (two, one) if one > 12 else (0, 0)


def _moment(match: re.Match[str], default_tz: tzinfo) -> datetime | None:
    day = _day(match)
    if day is None:
        return None
    parts = match.groupdict()
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half in "pP" else 0) if 1 <= hour <= 12 else 24
    second = min(59, int(parts.get("second") or 0))  # leap seconds have no place in datetime
    micro = int(f"{parts.get('fraction') or '0':0<6}"[:6])
    try:
        zone = _zone(parts.get("zone"), default_tz)
        local = datetime(day.year, day.month, day.day, hour, int(parts.get("minute") or 0), second, micro, zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(written: str | None, default_tz: tzinfo) -> tzinfo:
    """RFC 2822, section 4.3: a zone that nobody knows means UTC."""
    if not written:
        return default_tz
    if written[0] in "+-":
        minutes = int(written[1:3]) * 60 + int(written[3:].lstrip(":") or 0)
        return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
    return timezone(timedelta(hours=_ZONES.get(written.lower(), 0)))
