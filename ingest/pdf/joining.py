"""Which lines make one paragraph, and how their words are joined."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.pdf.document import Line

BULLET = re.compile(r"(?:[•▪◦‣●○■□➢✓❖►▶◆·*–—-]|o(?=\s)|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)|[•▪◦●■➢►◆]")
_HYPHENED = re.compile(r"[^\W\d_]{2,}-$")
_ENDS = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_HEX_END = re.compile(r"(?:^|[\s:=|(])([0-9A-Fa-f]{8,127})$")
_HEX_START = re.compile(r"([0-9A-Fa-f]{1,120})(?![\w.-])")
_HASHES = frozenset((32, 40, 64, 96, 128))
_END = 200  # characters, in which a word or hash that goes on begins
_SAME = 0.12  # by which the height of letters may differ within a paragraph
_LOOSE = 1.3  # times the usual distance between lines: a wider one parts paragraphs
_BENEATH = 0.3  # of the narrower line stands below the other one
_SHORT = 0.85  # of the column's width: a shorter line may be the last of its paragraph


@dataclass(frozen=True, slots=True)
class Setting:
    """How the document as a whole is set."""

    size: float  # height of the letters of most of its text
    pitch: float  # from one line to the next, in heights of their letters
    rights: dict[tuple[int, int], float]  # where lines end at most, by page and the column that they begin in

    def right(self, line: Line) -> float:
        return self.rights.get((line.page, _column(line)), line.right)


def setting(lines: Sequence[Line]) -> Setting:
    """How these lines are set: their usual height and distance, and where columns end."""
    lines = [line for line in lines if not line.turned]
    sizes = Counter[float]()
    rights: dict[tuple[int, int], float] = {}
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
        place = (line.page, _column(line))
        rights[place] = max(rights.get(place, 0.0), line.right)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    steps = [
        (after.top - line.top) / line.size
        for line, after in pairwise(lines)
        if line.page == after.page and 0.5 * line.size < after.top - line.top < 2.5 * line.size
    ]
    return Setting(size, statistics.median(steps) if steps else 1.2, rights)


def is_bullet(text: str) -> bool:
    """Whether it is the mark of an item without its words."""
    found = BULLET.match(f"{text} x")
    return found is not None and found.end() > len(text)


def is_row(line: Line, after: Line) -> bool:
    """Whether the second stands beside the first, as cells of a row do."""
    overlap = min(line.bottom, after.bottom) - max(line.top, after.top)
    upright = not (line.turned or after.turned)
    beside = overlap > 0.6 * min(line.size, after.size) and after.left >= line.right
    return upright and line.page == after.page and beside


def goes_on(line: Line, after: Line, usual: Setting) -> bool:
    """Whether the second line belongs to the paragraph that the first one is the last line of, so far."""
    if BULLET.match(after.text) or abs(after.size - line.size) > _SAME * line.size or after.bold != line.bold:
        return joins_hash(line.text, after.text)
    if line.turned or after.turned:
        return False
    if after.page != line.page or after.top < line.top:  # the next page or column
        return not _ENDS.search(line.text) and after.text[:1].islower()
    beneath = min(line.right, after.right) - max(line.left, after.left) > _BENEATH * min(line.width, after.width)
    if not beneath or after.top - line.top > _LOOSE * usual.pitch * line.size:
        return False
    if joins_hash(line.text, after.text):
        return True
    return not _is_last(line, after, usual)


def _is_last(line: Line, after: Line, usual: Setting) -> bool:
    """A line is the last of its paragraph when the first word of the next one would have fitted behind it."""
    word = len(after.text.split(" ", 1)[0]) + 1
    letter = line.width / max(1, len(line.text))
    fits = line.right + word * letter < usual.right(line)
    short = line.width < _SHORT * (usual.right(line) - line.left)
    return fits and short and not (after.text[:1].islower() and not _ENDS.search(line.text))


def joined(one: str, other: str) -> str:
    """Two parts of a paragraph: a word parted by a hyphen is one word again, and so is a hash parted by the margin."""
    end = one[-_END:]
    if joins_hash(end, other):
        return one + other
    if end.endswith("-") and not end.endswith(" -"):
        return one[:-1] + other if _HYPHENED.search(end) and other[:1].islower() else one + other
    return f"{one} {other}"


def joins_hash(one: str, other: str) -> bool:
    """Whether the digits at the end of the one and at the start of the other make up a hash, which neither does."""
    end, start = _HEX_END.search(one), _HEX_START.match(other)
    if not (end and start) or len(end[1]) in _HASHES:
        return False
    return len(end[1]) + len(start[1]) in _HASHES and bool(re.search(r"\d", end[1] + start[1]))


def _column(line: Line) -> int:
    return round(line.left / 40)
