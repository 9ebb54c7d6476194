"""Which part of a text to show: the one with the most of what is wanted, cut between words."""

import unicodedata
from math import inf
from time import perf_counter

from index.analysis import is_unspaced
from index.snippets.wanted import Sought, Span

_STRETCH = 4_000  # characters looked at in one go
_OVERLAP = 400  # characters, so that a phrase across two stretches is seen
_FARTHEST = 200_000  # characters looked at in all; a match beyond it is not shown
_MARGIN = 100  # characters read before and after a window, so that words at its ends are whole
_JOINERS = "\u200d\ufe0e\ufe0f"


def best(text: str, sought: Sought, width: int, until: float = inf) -> tuple[int, int, list[Span]]:
    """Where to begin and end, at most about width characters, and what is found there; without a match, the start.

    What is not looked at when the clock (perf_counter) says `until` is not looked at any more.
    """
    top: tuple[int, int] = (0, 0)
    place = (0, 0)
    first: list[Span] = []  # what the first stretch has
    for start in range(0, min(len(text), _FARTHEST), _STRETCH) if sought else ():
        if perf_counter() >= until:
            break
        spans = sought.find(text[start : start + _STRETCH + _OVERLAP])
        first = first if start else spans
        worth, span = _densest(spans, width)
        if worth > top:
            top, place = worth, (start + span[0], start + span[1])
        if top[0] == len(sought):
            break
    begin, end = _around(text, place if top[0] else (0, 0), width)
    return begin, end, first if end <= _STRETCH else _found(text, sought, begin, end)


def _found(text: str, sought: Sought, begin: int, end: int) -> list[Span]:
    """With some text around, so that the words at both ends are whole."""
    start = max(0, begin - _MARGIN)
    return [span.moved(start) for span in sought.find(text[start : end + _MARGIN])]


def _densest(spans: list[Span], width: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The worth of the best window, how many different things it has and then how many, and from where to where."""
    top, place = (0, 0), (0, 0)
    first = 0  # of the spans in the window
    often: dict[int, int] = {}  # which things they are
    for last, (_, end, group) in enumerate(spans):
        often[group] = often.get(group, 0) + 1
        while first < last and end - spans[first].start > width:
            gone = spans[first].group
            first += 1
            often[gone] -= 1
            if not often[gone]:
                del often[gone]
        worth = len(often), last - first + 1
        if worth > top:
            top, place = worth, (spans[first].start, end)
    return top, place


def _around(text: str, place: tuple[int, int], width: int) -> tuple[int, int]:
    """Context on both sides of a place, more of it after than before."""
    free = max(0, width - (place[1] - place[0]))
    start = max(0, place[0] - free // 3)
    end = min(len(text), start + max(width, 1))
    start = max(0, min(start, end - width))
    start = _border(text, start, place[0], width, forward=True)
    end = min(end, max(place[1], start + max(width, 1)))
    end = _border(text, end, max(place[1], start + 1), width, forward=False)
    shown = text[start:end]
    return end - len(shown.lstrip()), start + len(shown.rstrip())


def _border(text: str, at: int, limit: int, width: int, *, forward: bool) -> int:
    """The end of the piece that a cut falls into, on the side that shortens the text, else on the other where that
    would go past limit. A piece that is longer than the window, or of a script without blanks, is cut itself."""
    if at in (0, len(text)) or text[at - 1].isspace() or text[at].isspace():
        return at
    begin = at - len(text[max(0, at - width) : at].rsplit(None, 1)[-1])
    end = at + len(text[at : at + width].split(None, 1)[0])
    if end - begin <= width and not is_unspaced(text[begin:end]):
        if forward:
            return end if end <= limit else begin
        return begin if begin >= limit else end
    while 0 < at < len(text) and (unicodedata.combining(text[at]) or text[at] in _JOINERS or text[at - 1] == "\u200d"):
        at -= 1
    return at
