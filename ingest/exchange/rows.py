"""The rows of a table, as CSV, JSON Lines or a list of JSON write them, with the places they stand at."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.exchange.values import Object, as_line
from ingest.files.declared import KNOWN
from ingest.types import Failure

BODY = ("body", "text", "content", "body_html", "content_html", "html", "body_text", "content_text", "full_text")
_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r"sep=.", re.IGNORECASE)
_MOST_BEFORE = 100  # lines that may stand before a table
_LONGEST_HEADER = 10_000  # characters
_LONGEST_LIST = 500  # characters of the names of columns in a message
_LOOKED_AT = 100  # entries of a list
_NO_OBJECT = "it is no JSON object; mend it"
_NO_COLUMN = "there is no column called {}; the columns are {}"

csv.field_size_limit(10_000_000)  # characters: one cell may hold a whole report


@dataclass(frozen=True, slots=True)
class Row:
    place: str  # "line 7", which it begins in, or "entry 7" of a list
    cells: Object  # by the names of their columns, as written


@dataclass(frozen=True, slots=True)
class Table:
    text: str  # from the line that names the columns
    before: int = 0  # lines of the file that stand before it
    above: tuple[str, ...] = ()  # the comments among them


def opened(text: str) -> Table:
    """A table without what programs write before it: the delimiter for a spreadsheet ("sep=;"), and comments behind #,
    of which the last names the columns where it has as many cells as the line below it."""
    lines = text.split("\n", _MOST_BEFORE)
    before = 1 if _SEPARATOR.fullmatch(lines[0].strip()) else 0
    while before < len(lines) - 1 and lines[before].startswith("#"):
        before += 1
    named = lines[before - 1].lstrip("# ") if before and lines[before - 1].startswith("#") else ""
    if any(_width(named, sign) == _width(lines[before], sign) > 1 for sign in _DELIMITERS):
        before -= 1
        lines[before] = named
    return Table("\n".join(lines[before:]), before, tuple(line for line in lines[:before] if line.startswith("#")))


def delimiter_of(text: str, columns: Mapping[str, str]) -> str | None:
    """The delimiter of a text that begins with the header of a table of reports, else None.

    Its columns have names, each another one, and these tell which is the title and at least one further field.
    """
    delimiter = _parting(text)
    names = column_names(text)
    mapped = {column_name(column) for column in columns.values()}
    known = {name for name in names if name in KNOWN or name in BODY or name in mapped}
    has_title = {"title", "headline", column_name(columns.get("title", ""))} & known
    return delimiter if all(names) and len(set(names)) == len(names) and has_title and len(known) > 1 else None


def column_names(text: str) -> list[str]:
    """What the first line calls its columns, as the keys of front matter."""
    return [column_name(cell) for cell in _cells(_first_line(text), _parting(text))]


def looks_like_json_lines(text: str) -> bool:
    """Whether the first line is a JSON object, and is not all there is."""
    start, _, rest = text.partition("\n")
    return bool(rest.strip()) and _object(start) is not None


def csv_rows(table: Table, delimiter: str, columns: Mapping[str, str]) -> Iterator[Row | Failure]:
    """The rows below the header (RFC 4180, with any delimiter, and a blank behind it that some programs write); a row
    that fits no header is a failure."""
    reader = csv.reader(io.StringIO(table.text, newline=""), delimiter=delimiter, skipinitialspace=True)
    names = next(reader, [])
    missing = [column for column in columns.values() if column not in names]
    if missing:
        yield Failure(
            f"line {table.before + 1}", _NO_COLUMN.format(as_line(missing[0]), as_line(", ".join(names), _LONGEST_LIST))
        )
        return
    begins = table.before + reader.line_num + 1
    for cells in _safely(reader):
        if isinstance(cells, str):
            yield Failure(f"line {begins} and after", f"its rows cannot be read ({cells}); mend the quotes")
        elif len(cells) > len(names):
            why = f"it has {len(cells)} cells under {len(names)} columns; put cells that hold a delimiter in quotes"
            yield Failure(f"line {begins}", why)
        elif any(cells):
            yield Row(f"line {begins}", dict(zip(names, cells, strict=False)))
        begins = table.before + reader.line_num + 1


def cells_of(table: Table) -> Iterator[list[str] | str]:
    """The cells of each row that has any, the names of the columns first; at the end the reason where one is
    unreadable."""
    reader = csv.reader(io.StringIO(table.text, newline=""), delimiter=_parting(table.text), skipinitialspace=True)
    return (cells for cells in _safely(reader) if any(cells))


def json_rows(text: str) -> Iterator[Row | Failure]:
    """The objects, one a line (jsonlines.org); a line that holds none is a failure."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        cells = _object(line)
        if cells is None:
            yield Failure(f"line {number}", "it is no JSON object; mend the line")
        else:
            yield Row(f"line {number}", cells)


def listed_rows(document: object, columns: Mapping[str, str]) -> list[Row | Failure] | None:
    """The objects of a JSON list of which any has a title and a text; None for anything else."""
    if not isinstance(document, list) or not any(_is_report(one, columns) for one in document[:_LOOKED_AT]):
        return None
    return [
        Row(f"entry {number}", one) if isinstance(one, dict) else Failure(f"entry {number}", _NO_OBJECT)
        for number, one in enumerate(document, start=1)
    ]


def column_name(column: str) -> str:
    """As the keys of front matter: lower case, words joined by low lines."""
    return as_line(column).lower().replace(" ", "_").replace("-", "_")


def _is_report(one: object, columns: Mapping[str, str]) -> bool:
    names = set(map(column_name, one)) if isinstance(one, dict) else set()
    title, body = (column_name(columns.get(field, "")) for field in ("title", "body"))
    return not (names.isdisjoint(("title", "headline", title)) or names.isdisjoint((*BODY, body)))


def _parting(text: str) -> str:
    """The sign that parts the cells of the first line."""
    return max(_DELIMITERS, key=_first_line(text).count)


def _first_line(text: str) -> str:
    return text[:_LONGEST_HEADER].partition("\n")[0]


def _width(line: str, delimiter: str) -> int:
    return len(_cells(line[:_LONGEST_HEADER], delimiter))


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line; none where it cannot be read."""
    cells = next(_safely(csv.reader([line], delimiter=delimiter, skipinitialspace=True)), "")
    return cells if isinstance(cells, list) else []


def _object(line: str) -> Object | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _safely(reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    """The rows; where one cannot be read, the reason instead of it and of all that follow."""
    try:
        yield from reader
    except csv.Error as error:
        yield str(error)
