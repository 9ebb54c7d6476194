"""Which part of a text to show: the one with the most of what is wanted, cut between words."""

import unicodedata
from collections import Counter, deque
from collections.abc import Sequence

from index.snippets.wanted import Span, Wanted, find

_STRETCH = 4_000  # characters looked at in one go
_OVERLAP = 400  # characters, so that a phrase across two stretches is seen
_FARTHEST = 200_000  # characters looked at in all; a match beyond it is not shown
_REACH = 24  # characters to go for a blank before a word is cut
_JOINERS = "\u200d\ufe0e\ufe0f"


def best(text: str, sought: Sequence[Wanted], width: int) -> tuple[int, int]:
    """Where to begin and end: at most about width characters. Without a match, the beginning."""
    top: tuple[int, int] = (0, 0)
    place = (0, 0)
    for start in range(0, min(len(text), _FARTHEST), _STRETCH) if sought else ():
        spans = find(text[start : start + _STRETCH + _OVERLAP], sought)
        worth, span = _densest(spans, width)
        if worth > top:
            top, place = worth, (start + span[0], start + span[1])
        if top[0] == len(sought):
            break
    return _around(text, place, width) if top[0] else _around(text, (0, 0), width)


def _densest(spans: list[Span], width: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The worth of the best window, how many different things it has and then how many, and from where to where."""
    top, place = (0, 0), (0, 0)
    inside: deque[Span] = deque()
    groups: Counter[int] = Counter()
    for span in spans:
        inside.append(span)
        groups[span.group] += 1
        while len(inside) > 1 and span.end - inside[0].start > width:
            gone = inside.popleft()
            groups[gone.group] -= 1
        worth = (sum(1 for count in groups.values() if count), len(inside))
        if worth > top:
            top, place = worth, (inside[0].start, span.end)
    return top, place


def _around(text: str, place: tuple[int, int], width: int) -> tuple[int, int]:
    """Context on both sides of a place, more of it after than before."""
    free = max(0, width - (place[1] - place[0]))
    start = max(0, place[0] - free // 3)
    end = min(len(text), start + max(width, 1))
    start = max(0, min(start, end - width))
    start = _border(text, start, place[0], forward=True)
    end = _border(text, end, max(place[1], start), forward=False)
    shown = text[start:end]
    return end - len(shown.lstrip()), start + len(shown.rstrip())


def _border(text: str, at: int, limit: int, *, forward: bool) -> int:
    """The blank nearest to a cut, on the side that shortens the text but not past limit; else between characters."""
    if at in (0, len(text)):
        return at
    step = 1 if forward else -1
    for near in range(at, at + step * _REACH, step):
        if (near > limit) if forward else (near < limit):
            break
        if text[near - 1].isspace() or text[near : near + 1].isspace():
            return near
    while 0 < at < len(text) and (unicodedata.combining(text[at]) or text[at] in _JOINERS or text[at - 1] == "\u200d"):
        at -= 1
    return at
