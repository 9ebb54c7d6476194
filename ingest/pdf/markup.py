"""Lines in reading order as HTML: headings, paragraphs, lists and tables."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from ingest.pdf.document import Line
from ingest.pdf.joining import BULLET, Setting, goes_on, is_bullet, is_row, joined, setting

_LARGE, _VERY_LARGE = 1.15, 1.5  # times the usual height of letters
_LONGEST_HEADING = 200  # characters
_LONGEST_BOLD = 100
_LONGEST = 20_000  # characters of a paragraph
_MOST_LINES = 100_000  # a text of more is a list of data, and is shown as it stands

Block = tuple[str, str]  # what it is ("p", "li", "h2" …) and its words, or for "tr" its HTML


def html_of(lines: Sequence[Line], running: Sequence[Line]) -> str:
    """HTML yet to be sanitised; what is repeated on the pages is said once, at the end."""
    if len(lines) > _MOST_LINES:
        return f"<pre>{escape(chr(10).join(line.text for line in lines))}</pre>"
    blocks = list(_blocks(lines, setting(lines)))
    blocks += [("p", line.text) for line in running]
    return "\n".join(_written(name, [words for _, words in run]) for name, run in groupby(blocks, key=lambda b: b[0]))


def _written(name: str, run: list[str]) -> str:
    if name == "tr":
        return f"<table>{''.join(run)}</table>"
    items = "\n".join(f"<{name}>{escape(words)}</{name}>" for words in run)
    return f"<ul>{items}</ul>" if name == "li" else items


def _blocks(lines: Sequence[Line], usual: Setting) -> Iterator[Block]:
    for row in _rows(lines, usual):
        if len(row) > 1:
            yield "tr", f"<tr>{''.join(f'<td>{escape(cell.text)}</td>' for cell in row)}</tr>"
            continue
        yield from _paragraph(row[0], usual)


def _paragraph(part: "_Paragraph", usual: Setting) -> Iterator[Block]:
    mark = BULLET.match(part.text)
    heading = _heading(part, usual)
    if heading:
        yield heading, part.text
    elif mark and not part.text[:1].isalnum() and part.text[:1] != "(":
        yield "li", part.text[mark.end() :]
    else:
        yield "p", part.text


def _heading(part: "_Paragraph", usual: Setting) -> str:
    if len(part.text) > _LONGEST_HEADING or not any(sign.isalpha() for sign in part.text):
        return ""
    if part.first.size >= _VERY_LARGE * usual.size:
        return "h2"
    if part.first.size >= _LARGE * usual.size:
        return "h3"
    is_line = part.first.bold and len(part.text) <= _LONGEST_BOLD and not part.text.endswith((".", ",", ";"))
    return "h4" if is_line else ""


class _Paragraph:
    """Lines that were joined."""

    __slots__ = ("first", "last", "text")

    def __init__(self, line: Line) -> None:
        self.first = self.last = line
        self.text = line.text

    def add(self, line: Line) -> None:
        self.text = joined(self.text, line.text)
        self.last = line


def _rows(lines: Sequence[Line], usual: Setting) -> Iterator[list[_Paragraph]]:
    """Paragraphs one by one; those that stand side by side together."""
    row: list[_Paragraph] = []
    for line in lines:
        if row and is_row(row[-1].last, line):
            if is_bullet(row[-1].text):
                row[-1].add(line)
            else:
                row.append(_Paragraph(line))
        elif row and _takes(row, line, usual):
            row[-1].add(line)
        else:
            if row:
                yield row
            row = [_Paragraph(line)]
    if row:
        yield row


def _takes(row: list[_Paragraph], line: Line, usual: Setting) -> bool:
    """Whether the line goes on with a paragraph, or with the last cell of a row, below which it stands."""
    last = row[-1]
    is_below = abs(line.left - last.first.left) <= 0.5 * last.first.size
    return len(last.text) < _LONGEST and (len(row) == 1 or is_below) and goes_on(last.last, line, usual)
