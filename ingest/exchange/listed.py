"""A list of indicators as JSON: one report that holds them all, as a table of them is."""

from collections.abc import Iterator
from itertools import islice

from ingest.exchange.indicators import LOOKED_AT, MOST, names_any, report_of
from ingest.exchange.rows import BODY, column_name
from ingest.exchange.values import Object, as_line, lines, pairs
from ingest.types import Capture, Draft

_LONGEST_CELL = 2_000  # characters
_MOST_COLUMNS = 100
_REPORTS = frozenset(("title", "headline", *BODY))


def read_listed(document: object, text: str, capture: Capture) -> Draft | None:
    """A list of objects or words, or an object of such lists and of what it says about them, in one report.

    None where any entry holds objects, or has a title or a text as a report has, or where fewer than half of those
    looked at name an indicator. `text` is the document as written.
    """
    entries = list(islice(_entries(document), MOST + 1))
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    if not 0 < len(names) <= _MOST_COLUMNS or not _REPORTS.isdisjoint(map(column_name, names)):
        return None
    shown = entries[: MOST // len(names) + 1]  # where these are not all, there are too many cells for a table
    rows = [[", ".join(lines(entry.get(name), _LONGEST_CELL)) for name in names] for entry in shown]
    looked_at = rows[:LOOKED_AT]
    if sum(map(names_any, looked_at)) * 2 < len(looked_at) or any(map(_is_deep, entries)):
        return None
    above = [f"{name}: {words}" for name, value in pairs(document) if (words := as_line(value, _LONGEST_CELL))]
    return report_of([list(map(as_line, names)), *rows], above, text, capture)


def _entries(document: object) -> Iterator[Object]:
    """The entries of a list, or of all that an object has, words by the name of theirs. Nothing where there is no list,
    nor where an object has other objects: then it is of another kind."""
    named = [pair for pair in pairs(document) if isinstance(pair[1], dict | list)] or [("value", document)]
    lists = [(name, value) for name, value in named if isinstance(value, list)]
    for name, value in lists if len(lists) == len(named) else ():
        for one in value:
            entry = one if isinstance(one, dict) else {name: one}
            yield {"list": name, **entry} if entry is one and len(lists) > 1 else entry


def _is_deep(entry: Object) -> bool:
    values = (one for value in entry.values() for one in (value if isinstance(value, list) else [value]))
    return any(isinstance(one, dict | list) for one in values)
