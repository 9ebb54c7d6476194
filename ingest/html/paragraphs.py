"""Plain text as HTML paragraphs."""

import re
from html import escape

from ingest.text import tidy

_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_NARROW, _WIDE = 40, 120  # characters: lines that were broken by hand or program are about this long


def paragraphs(text: str) -> str:
    """Plain text as `<p>` elements: a blank line parts two of them. A newline inside one is kept as `<br>` unless it
    only wraps the text: the next word would not have fitted on the line. Nothing is read as markup."""
    return "\n".join(f"<p>{_lines(part)}</p>" for part in _GAP.split(tidy(text).strip()) if part.strip())


def unwrap(lines: list[str]) -> list[str]:
    """Lines of one paragraph, joined where they were parted only to keep them short."""
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    last = 0
    for line in lines:
        wrapped = _NARROW <= width <= _WIDE and joined and last + 1 + len(line.split(" ", 1)[0]) > width
        if wrapped:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        last = len(line)
    return joined


def _lines(part: str) -> str:
    return "<br>\n".join(
        escape(line, quote=False) for line in unwrap([" ".join(raw.split()) for raw in part.split("\n")])
    )
