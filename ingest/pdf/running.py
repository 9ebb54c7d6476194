"""What stands at the head or foot of every page and belongs to none."""

import re
from collections import defaultdict

from ingest.pdf.document import Document, Line

_FEWEST = 3  # pages; in a shorter document nothing is sure to be repeated
_MARGIN = 0.12  # of the page's height, at the top and at the bottom
_SHARE = 0.6  # of the pages
_LEVEL = 6.0  # points by which its place may differ
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_WORD = re.compile(r"[^\W\d_]{3}")


def without_running(document: Document) -> tuple[list[Line], list[Line]]:
    """The lines that are text, and those that are repeated on most pages at one place, each of these once.

    Numbers may differ, so that "Page 3 of 12" is one. What has no words is left out altogether.
    """
    if len(document.sizes) < _FEWEST:
        return list(document.lines), []
    repeated = _repeated(document)
    text = [line for line in document.lines if _mark(line, document) not in repeated]
    once: dict[str, Line] = {}
    for line in document.lines:
        if _mark(line, document) in repeated and _WORD.search(line.text):
            once.setdefault(_pattern(line), line)
    return text, list(once.values())


def _repeated(document: Document) -> set[tuple[str, int]]:
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line in document.lines:
        if mark := _mark(line, document):
            pages[mark].add(line.page)
    least = max(_FEWEST, _SHARE * len(document.sizes))
    return {mark for mark, found in pages.items() if len(found) >= least}


def _mark(line: Line, document: Document) -> tuple[str, int] | None:
    """What it says and where, for a line in the margins."""
    height = document.sizes[line.page][1]
    if not (line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height):
        return None
    return _pattern(line), round(line.top / _LEVEL)


def _pattern(line: Line) -> str:
    return _NUMBERS.sub("#", line.text.casefold())
