"""Which segments are written together at a commit, so that there are never more than a handful of them."""

from collections.abc import Sequence
from dataclasses import dataclass

LEVEL_0 = 512  # documents; segments of that size are merged in milliseconds
FANOUT = 16  # how many times larger the segments of the next level may be
EACH = 2  # segments of one level that stand side by side
LARGEST = 500_000  # documents of a segment that is merged no more: what is merged must fit in memory


@dataclass(frozen=True, slots=True)
class Sized:
    """A segment as the policy sees it."""

    documents: int  # live ones
    deleted: int


def level(documents: int) -> int:
    """0 for up to 512 documents, 1 for up to 16 times as many, and so on."""
    found, limit = 0, LEVEL_0
    while documents > limit:
        found, limit = found + 1, limit * FANOUT
    return found


def merged(segments: Sequence[Sized]) -> list[int]:
    """The places of the segments to be written as one; none when all may stay.

    Where more than EACH stand on a level, all of it become one, together with all smaller ones. A segment of which half
    is deleted is written again. So a document is written about FANOUT / 2 times a level, and levels grow with the
    logarithm of the archive.
    """
    chosen = {at for at, one in enumerate(segments) if one.deleted >= one.documents}
    sizes = {at: one.documents for at, one in enumerate(segments) if one.documents <= LARGEST}
    for depth in range(level(max(sizes.values(), default=0)) + 1):
        here = [at for at, size in sizes.items() if at not in chosen and level(size) == depth]
        together = level(sum(sizes.get(at, 0) for at in chosen)) if chosen else -1
        if len(here) + (together == depth) > EACH:
            chosen |= {at for at, size in sizes.items() if level(size) <= depth}
    return sorted(chosen)
