"""Plain text as HTML paragraphs."""

import re
from html import escape
from itertools import pairwise

from ingest.text import tidy

_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_NARROW, _WIDE = 40, 120  # characters: lines that were broken by hand or program are about this long
_OF = 4  # of so many lines at least one has to be full, where lines are wrapped at all


def paragraphs(text: str) -> str:
    """Plain text as `<p>` elements: a blank line parts two of them. A newline inside one is kept as `<br>` unless it
    only wraps the text: the next word would not have fitted on the line. Nothing is read as markup."""
    return "\n".join(f"<p>{_lines(part)}</p>" for part in _GAP.split(tidy(text).strip()) if part.strip())


def unwrap(lines: list[str]) -> list[str]:
    """Lines of one paragraph, joined where they were parted only to keep them short. Where few would be, it is a list
    whose longest line happens to be as long."""
    width = max(map(len, lines), default=0)
    full = [_is_full(line, following, width) for line, following in pairwise(lines)]
    if not _NARROW <= width <= _WIDE or sum(full) * _OF <= len(full):
        return lines
    joined = lines[:1]
    for line, goes_on in zip(lines[1:], full, strict=True):
        if goes_on:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word would not have fitted on the line; of words that stand alone on their lines none would."""
    is_list = " " not in line and " " not in following
    return not is_list and len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _lines(part: str) -> str:
    return "<br>\n".join(
        escape(line, quote=False) for line in unwrap([" ".join(raw.split()) for raw in part.split("\n")])
    )
