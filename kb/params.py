"""The parameters that listings and searches understand: q kind category tag source from to sort page size explain."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from urllib.parse import urlencode

from index.types import Sort
from kb.search import Search

SIZES = range(1, 101)
VALUES = 20  # of one parameter that are read; what comes after is noise
LONGEST_QUERY = 2_100  # characters that are kept: slightly more than is understood, so that the cut is reported


class Given(Protocol):
    """What was given for each parameter: the arguments of a request, or the options of a command."""

    def getlist(self, key: str, /) -> list[str]: ...


def read_search(args: Given, *, size: int, sort: Sort | None = None) -> Search:
    """The search that a request asks for. What cannot be read counts as not given: no request fails by it."""
    q = _first(args, "q").strip()[:LONGEST_QUERY]
    return Search(
        q=q,
        kind=_values(args, "kind"),
        category=_values(args, "category"),
        tag=_values(args, "tag"),
        source=_values(args, "source"),
        since=_day(_first(args, "from")),
        until=_day(_first(args, "to"), after=True),
        sort=_sort(_first(args, "sort")) or sort or (Sort.RELEVANCE if q else Sort.NEWEST),
        page=_number(_first(args, "page"), 1, range(1, 1_000_001)),
        size=_number(_first(args, "size"), size, SIZES),
        explain=_first(args, "explain") == "1",
    )


def only(search: Search, field: str, values: tuple[str, ...]) -> Search:
    """The search with these values of one field in place of those it has."""
    match field:
        case "kind":
            return replace(search, kind=values)
        case "category":
            return replace(search, category=values)
        case "source":
            return replace(search, source=values)
    return replace(search, tag=values)


def query_string(search: Search, *, size: int, leave_out: Iterable[str] = ()) -> str:
    """The parameters of a search in their canonical order, without those at their defaults; `size` is the site's."""
    usual = Sort.RELEVANCE if search.q else Sort.NEWEST
    pairs = [("q", search.q)] if search.q else []
    for name in ("kind", "category", "tag", "source"):
        pairs += [(name, value) for value in getattr(search, name)]
    if search.since:
        pairs.append(("from", search.since.date().isoformat()))
    if search.until:
        pairs.append(("to", (search.until - timedelta(days=1)).date().isoformat()))
    if search.sort is not usual:
        pairs.append(("sort", search.sort.value))
    if search.page > 1:
        pairs.append(("page", str(search.page)))
    if search.size != size:
        pairs.append(("size", str(search.size)))
    if search.explain:
        pairs.append(("explain", "1"))
    unwanted = set(leave_out)
    return urlencode([pair for pair in pairs if pair[0] not in unwanted])


def _first(args: Given, name: str) -> str:
    return next(iter(args.getlist(name)), "")


def _values(args: Given, name: str) -> tuple[str, ...]:
    given = (value.strip() for value in args.getlist(name)[:VALUES])
    return tuple(dict.fromkeys(value for value in given if value))


def _day(text: str, *, after: bool = False) -> datetime | None:
    """The first instant of a day, month or year (`2003`, `2003-11`, `2003-11-01`), or the first one after it."""
    parts = text.strip().split("-")
    try:
        year, month, day = (int(part) for part in (*parts, *("1",) * (3 - len(parts))))
        begin = date(year, month, day)
        if after:
            step = {1: date(year + 1, 1, 1), 2: date(year + month // 12, month % 12 + 1, 1)}
            begin = step.get(len(parts)) or begin + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(begin, time(), UTC)


def _sort(text: str) -> Sort | None:
    return next((sort for sort in Sort if sort == text), None)


def _number(text: str, default: int, allowed: range) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 and int(text) in allowed else default
