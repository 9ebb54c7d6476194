"""Plain text as HTML that shows what its lines are: paragraphs, lists, headings and tables."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from ingest.html.paragraphs import unwrap

_HEADING = re.compile(r"(#{1,6}|={1,6})\s+(\S.*)")
_BOLD_LINE = re.compile(r"\*\*([^*]{1,120})\*\*:?")
_ITEM = re.compile(r"[*•·▪‣–-]\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)")
_ROW = re.compile(r"\|.*\||\|.*")
_RULE = re.compile(r"[-=*_~|:+\s]{3,}")
_LINE_ACROSS = re.compile(r"-{3,}|={3,}|\*{3,}|_{3,}|~{3,}")
_SLANTED = re.compile(r"\*([^\s*.][^*]*[^\s*])\*")  # a whole line; within one, a star stands for anything
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{2}[^a-z]*")
_LONGEST_HEADING = 120  # characters
_ABOUT = 3  # characters by which a heading and the line below it may differ
# A link or picture as Markdown writes it, bold words, a low line kept from being read as emphasis; each bounded.
_INLINE = re.compile(
    r"(?P<picture>!)?\[(?P<words>[^\[\]]{0,300})\]\((?P<target>[^()\s]{1,2000})\)"
    r"|\*\*(?P<bold>[^*\n]{1,300})\*\*|(?<=\w)\\(?P<plain>_)(?=\w)"
)
_ESCAPED = re.compile(r"(?<=\w)\\_(?=\w)")


def blocks(text: str) -> str:
    """HTML of a tidy plain text, in linear time.

    A blank line parts two blocks. Within one, lines that begin like items are a list, lines between bars a table, and
    others are joined where they were parted only to keep them short. Lines of # or bold or capitals alone, or with a
    line of dashes below, are headings. Links and bold words as Markdown writes them are shown as such.
    """
    return "\n".join(html for part in _parts(text.split("\n")) for html in _part(part))


def _parts(lines: list[str]) -> Iterator[list[str]]:
    for blank, run in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            yield list(run)


def _part(lines: list[str]) -> Iterator[str]:
    if len(lines) == 1 and _is_bare_heading(lines[0].strip()):
        yield f"<h3>{inline(lines[0].strip())}</h3>"
        return
    for sort, run in _runs(_underlined(lines)):
        if sort == "item":
            yield f"<ul>{''.join(f'<li>{inline(item)}</li>' for item in run)}</ul>"
        elif sort == "row":
            yield _table(run)
        elif sort == "rule":
            yield "<hr>"
        elif sort == "heading":
            yield from (_heading(line) for line in run)
        else:
            yield from (f"<p>{inline(line)}</p>" for line in unwrap([" ".join(line.split()) for line in run]))


def is_line_across(line: str) -> bool:
    """A line of dashes or the like, below a heading or between parts of the text."""
    return bool(_LINE_ACROSS.fullmatch(line.strip()))


def _underlined(lines: list[str]) -> Iterator[str]:
    """Lines with about as many dashes below them become headings as # marks them."""
    waiting: str | None = None
    for line in lines:
        if waiting is not None and _underlines(line.strip(), waiting.strip()):
            yield f"## {waiting.strip().strip('*')}"
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = line
    if waiting is not None:
        yield waiting


def _underlines(line: str, words: str) -> bool:
    fits = line[:1] in ("-", "=") and is_line_across(line) and abs(len(line) - len(words)) <= _ABOUT
    return fits and _sort(words) in ("line", "heading")


def _runs(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Neighbouring lines of one sort; an indented line goes on with the item above it."""
    sorted_lines: list[tuple[str, str]] = []
    for line in lines:
        sort, written = _sort(line.strip()), line.strip()
        if sort == "line" and sorted_lines and sorted_lines[-1][0] == "item" and line[:1] in (" ", "\t"):
            sorted_lines[-1] = ("item", f"{sorted_lines[-1][1]} {written}")
        else:
            sorted_lines.append((sort, _ITEM.sub("", written, count=1) if sort == "item" else written))
    for sort, run in groupby(sorted_lines, key=lambda pair: pair[0]):
        yield sort, [line for _, line in run]


def _sort(line: str) -> str:
    if is_line_across(line):
        return "rule"
    if _HEADING.fullmatch(line) or _BOLD_LINE.fullmatch(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    return "row" if _ROW.fullmatch(line) else "line"


def _is_bare_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and bool(_CAPITALS.fullmatch(line)) and (line.endswith(":") or " " in line)


def _heading(line: str) -> str:
    marked = _HEADING.fullmatch(line)
    if marked:
        level = min(len(marked[1]) + 1, 6)
        return f"<h{level}>{inline(marked[2].strip('# *'))}</h{level}>"
    return f"<h3>{inline(line.strip('*: '))}</h3>"


def _table(rows: list[str]) -> str:
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows if not _RULE.fullmatch(row))
    return f"<table>{''.join(f'<tr>{_row(row)}</tr>' for row in cells if any(row))}</table>"


def _row(cells: list[str]) -> str:
    return "".join(f"<td>{inline(cell)}</td>" for cell in cells)


def inline(text: str) -> str:
    """One line of text as HTML, with its links, pictures and bold words."""
    if slanted := _SLANTED.fullmatch(text):
        return f"<em>{inline(slanted[1])}</em>"
    parts: list[str] = []
    done = 0
    for found in _INLINE.finditer(text):
        parts += (escape(text[done : found.start()]), _inline(found))
        done = found.end()
    return "".join((*parts, escape(text[done:])))


def _inline(found: re.Match[str]) -> str:
    if found["plain"]:
        return found["plain"]
    if found["bold"]:
        return f"<strong>{inline(found['bold'])}</strong>"
    words = escape(_ESCAPED.sub("_", found["words"]).strip("*"))
    target = escape(found["target"])
    return f'<img src="{target}" alt="{words}">' if found["picture"] else f'<a href="{target}">{words or target}</a>'
