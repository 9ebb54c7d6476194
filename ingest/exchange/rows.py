"""The rows of a table, as CSV or JSON Lines write them, with the lines they begin in."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.exchange.values import Object, as_line
from ingest.files.declared import KNOWN
from ingest.types import Failure

BODY = ("body", "text", "content", "body_html", "content_html", "html", "body_text", "content_text", "full_text")
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_HEADER = 10_000  # characters
_LONGEST_LIST = 500  # characters of the names of columns in a message
_NO_COLUMN = "there is no column called {}; the columns are {}"

csv.field_size_limit(10_000_000)  # characters: one cell may hold a whole report


@dataclass(frozen=True, slots=True)
class Row:
    number: int  # the line of the file that it begins in
    cells: Object  # by the names of their columns, as written


def delimiter_of(text: str, columns: Mapping[str, str]) -> str | None:
    """The delimiter of a text that begins with the header of a table of reports, else None.

    Its columns have names, each another one, and these tell which is the title and at least one further field.
    """
    start = text[:_LONGEST_HEADER].partition("\n")[0]
    delimiter = max(_DELIMITERS, key=start.count)
    cells = next(_safely(csv.reader([start], delimiter=delimiter)), "")
    names = [column_name(cell) for cell in cells] if isinstance(cells, list) else []
    mapped = {column_name(column) for column in columns.values()}
    known = {name for name in names if name in KNOWN or name in BODY or name in mapped}
    has_title = {"title", "headline", column_name(columns.get("title", ""))} & known
    return delimiter if all(names) and len(set(names)) == len(names) and has_title and len(known) > 1 else None


def looks_like_json_lines(text: str) -> bool:
    """Whether the first line is a JSON object, and is not all there is."""
    start, _, rest = text.partition("\n")
    return bool(rest.strip()) and _object(start) is not None


def csv_rows(text: str, delimiter: str, columns: Mapping[str, str]) -> Iterator[Row | Failure]:
    """The rows below the header (RFC 4180, with any delimiter); a row that fits no header is a failure."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = next(reader, [])
    missing = [column for column in columns.values() if column not in names]
    if missing:
        yield Failure("line 1", _NO_COLUMN.format(as_line(missing[0]), as_line(", ".join(names), _LONGEST_LIST)))
        return
    begins = reader.line_num + 1
    for cells in _safely(reader):
        if isinstance(cells, str):
            yield Failure(f"line {begins} and after", f"its rows cannot be read ({cells}); mend the quotes")
        elif len(cells) > len(names):
            why = f"it has {len(cells)} cells under {len(names)} columns; put cells that hold a delimiter in quotes"
            yield Failure(f"line {begins}", why)
        elif any(cells):
            yield Row(begins, dict(zip(names, cells, strict=False)))
        begins = reader.line_num + 1


def json_rows(text: str) -> Iterator[Row | Failure]:
    """The objects, one a line (jsonlines.org); a line that holds none is a failure."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        cells = _object(line)
        if cells is None:
            yield Failure(f"line {number}", "it is no JSON object; mend the line")
        else:
            yield Row(number, cells)


def column_name(column: str) -> str:
    """As the keys of front matter: lower case, words joined by low lines."""
    return as_line(column).lower().replace(" ", "_").replace("-", "_")


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
