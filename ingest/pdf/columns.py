"""Two columns, read one after the other.

Nearly every program writes a page in the order in which it is read, and that order is kept. Some write row by row
across the columns; those pages are told by lines that leap from column to column, and put right.
"""

from collections.abc import Sequence
from itertools import pairwise

from ingest.pdf.document import Line

_FEWEST = 8  # lines on either side; fewer may be a table
_NARROWEST = 0.3  # of the text's width that most lines of a column fill; cells of a table are of all widths
_LEAPS = 0.5  # of the lines on the page follow one of the other column


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of one page, columns one after the other; what stands across the page or in its margin at the end."""
    upright = [line for line in lines if not line.turned]
    return [*_upright(upright), *(line for line in lines if line.turned)]


def _upright(lines: Sequence[Line]) -> list[Line]:
    if len(lines) < 2 * _FEWEST:
        return list(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = _gutter(lines, left, right)
    if middle is None:
        return list(lines)
    sides = [_side(line, middle) for line in lines]
    leaps = sum(one != other for one, other in pairwise(side for side in sides if side))
    columns = [[line for line, side in zip(lines, sides, strict=True) if side == wanted] for wanted in (-1, 1)]
    if min(map(len, columns)) < _FEWEST or leaps < _LEAPS * sum(map(len, columns)):
        return list(lines)
    if not all(_is_prose(column, right - left) for column in columns):
        return list(lines)
    return _by_bands(list(zip(lines, sides, strict=True)))


def _gutter(lines: Sequence[Line], left: float, right: float) -> float | None:
    """Where, near the middle, the fewest lines pass; None where many do."""
    places = [left + (right - left) * step / 40 for step in range(14, 27)]
    crossed = [sum(line.left < place < line.right for line in lines) for place in places]
    fewest = min(crossed)
    best = [place for place, count in zip(places, crossed, strict=True) if count == fewest]
    return best[len(best) // 2] if fewest <= len(lines) // 4 else None


def _side(line: Line, middle: float) -> int:
    """-1 left, 1 right, 0 across."""
    return -1 if line.right <= middle else 1 if line.left >= middle else 0


def _is_prose(column: Sequence[Line], width: float) -> bool:
    return sum(line.width >= _NARROWEST * width for line in column) >= 0.6 * len(column)


def _by_bands(placed: list[tuple[Line, int]]) -> list[Line]:
    """From top to bottom; between two lines that go across, first the left column, then the right one."""
    ordered: list[Line] = []
    band: list[tuple[Line, int]] = []
    for line, side in sorted(placed, key=lambda pair: pair[0].top):
        if side:
            band.append((line, side))
            continue
        ordered += [*_columns(band), line]
        band = []
    return ordered + _columns(band)


def _columns(band: list[tuple[Line, int]]) -> list[Line]:
    return [line for wanted in (-1, 1) for line, side in band if side == wanted]
