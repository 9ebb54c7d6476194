"""A table of indicators: one report that holds them all, since none of its rows is one."""

from collections.abc import Iterable, Sequence
from html import escape

from ingest.exchange.rows import BODY, Table, cells_of, column_names
from ingest.files.dating import in_name
from ingest.files.evidence import evidence
from ingest.files.naming import from_name
from ingest.html import clean
from ingest.html import text as text_of
from ingest.indicators import find
from ingest.text import tidy
from ingest.types import Capture, Draft, Failure, Kind

_LOOKED_AT = 100  # rows, in which an indicator has to be named
_MOST = 100_000  # cells; a table of more is shown as it stands
_UNREAD = "its rows cannot be read ({}); mend the quotes"


def read_indicators(table: Table, capture: Capture) -> Draft | Failure | None:
    """The table as one report, called as the file is, below the comments before it; None where it has a column of texts
    or names no indicator."""
    if not set(BODY).isdisjoint(column_names(table.text)):
        return None
    rows: list[Sequence[str]] = []
    for cells in cells_of(table):
        if isinstance(cells, str):
            return Failure(capture.location, _UNREAD.format(cells))
        rows.append([tidy(cell) for cell in cells])
    if not find("\n".join(cell for cells in rows[:_LOOKED_AT] for cell in cells)):
        return None
    title, day = from_name(capture.location), in_name(capture.location)
    body_html = clean(_paragraphs(table.above) + _shown(rows, table.text), capture.url)
    return Draft(
        item=capture.location,
        kind=Kind.REPORT,
        title=title.value,
        body_html=body_html,
        body_text=text_of(body_html),
        url=capture.url,
        published=day.value if day else None,
        evidence=evidence(title, day),
    )


def _paragraphs(comments: Iterable[str]) -> str:
    return "".join(f"<p>{escape(words)}</p>" for line in comments if (words := tidy(line).lstrip("#").strip()))


def _shown(rows: list[Sequence[str]], written: str) -> str:
    if sum(map(len, rows)) > _MOST:
        return f"<pre>{escape(tidy(written))}</pre>"
    head, *below = (_row(cells, "td" if at else "th") for at, cells in enumerate(rows))
    return f"<table><thead>{head}</thead><tbody>{''.join(below)}</tbody></table>"


def _row(cells: Sequence[str], name: str) -> str:
    return f"<tr>{''.join(f'<{name}>{escape(cell)}</{name}>' for cell in cells)}</tr>"
