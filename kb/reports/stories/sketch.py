"""The one place that speaks to rensa: a few numbers for a text, some of which two texts share that share many runs.

MinHash after Broder (1997), On the resemblance and containment of documents: of each number, the chance that two texts
share it is the part of the runs of both that is in either. Each number is a band of its own, so with a third of the
runs in common the chance to share none of NUMBERS is below one in a hundred.
"""

import hashlib
from dataclasses import dataclass

from rensa import CMinHash

from kb.reports.stories.words import plain, runs, words

NUMBERS = 12  # of a text
_SEED = 1  # the same for ever, since the numbers are kept
_SIGNED = 2**63  # databases have signed integers


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers by which a report is found."""

    names: tuple[int, ...]  # of its title and of its address
    text: tuple[int, ...]


def marks(title_key: str, page: str | None, body: str) -> Marks:
    """`title_key` and `page` are a title and an address in one spelling."""
    names = [f"title {title_key}", *([f"page {page}"] if page else [])]
    return Marks(tuple(map(_number, names)), _sketch(runs(words(plain(body)))))


def _sketch(runs: frozenset[str]) -> tuple[int, ...]:
    if not runs:
        return ()
    (made,) = CMinHash.digests64_from_token_sets([list(runs)], NUMBERS, _SEED)
    return tuple(dict.fromkeys(number - _SIGNED for number in made))


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], signed=True)
