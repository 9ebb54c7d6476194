"""Tables of AsciiDoc as HTML."""

import re
from collections.abc import Callable

# A bar, with the signs before it that tell how wide or of what style its cell is.
_CELL = re.compile(r"(?:(?:^|(?<=\s))(?:\d{1,3}\*|(?:\d{1,3})?(?:\.\d{1,3})?\+)?[<>^.]{0,4}[adehlmsv]?)?(?<!\\)\|")
_COLUMNS = re.compile(r"""cols\s?=\s?(?:"([^"]{0,500})"|([\w*,]{1,100}))""")
_REPEATED = re.compile(r"(\d{1,2})\*")
_HEADER = re.compile(r"%[\w%]*header|\bheader\b|options=[\"']?[^\"'\]]*header")


def table(lines: list[str], settings: str, inline: Callable[[str], str]) -> str:
    """The lines between two |=== as a table; `settings` is what stands in brackets above it."""
    cells: list[str] = []
    first = 0
    for line in lines:
        if line.lstrip().startswith("//"):
            continue
        lead, *begun = _parted(line)
        if lead.strip() and cells:
            cells[-1] += f"\n{lead.strip()}"
        cells += [cell.strip() for cell in begun]
        first = first or len(begun)
    width = _columns(settings) or first or 1
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    headed = bool(_HEADER.search(settings)) or (len(lines) > 2 and bool(lines[0].strip()) and not lines[1].strip())
    written = [_row(row, "th" if headed and not number else "td", inline) for number, row in enumerate(rows)]
    return f"<table>{''.join(written)}</table>"


def _parted(line: str) -> list[str]:
    return [part.replace("\\|", "|") for part in _CELL.split(line)]


def _columns(settings: str) -> int:
    found = _COLUMNS.search(settings)
    if not found:
        return 0
    columns = re.split("[,;]", found[1] or found[2] or "")
    return sum(_repeats(column.strip()) for column in columns if column.strip())


def _repeats(column: str) -> int:
    found = _REPEATED.match(column)
    return int(found[1]) if found else 1


def _row(cells: list[str], tag: str, inline: Callable[[str], str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{inline(cell)}</{tag}>' for cell in cells)}</tr>"
