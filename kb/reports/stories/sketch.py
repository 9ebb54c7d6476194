"""The one place that speaks to rensa: few numbers for a text, some of which two texts share if they share many runs.

MinHash after Broder (1997), On the resemblance and containment of documents: two texts have one number in common as
often as the runs of both are runs of either. Each number is a band of its own, so a third of the runs is enough to be
found by: the chance that none of NUMBERS agrees is then below one in a hundred.
"""

from rensa import CMinHash

NUMBERS = 12  # of a text
_SEED = 1  # the same for ever, since the numbers are stored
_SIGNED = 2**63  # databases have signed integers


def sketch(runs: frozenset[str]) -> tuple[int, ...]:
    """The numbers of a text, from its runs; none for a text without words."""
    if not runs:
        return ()
    (made,) = CMinHash.digests64_from_token_sets([list(runs)], NUMBERS, _SEED)
    return tuple(dict.fromkeys(number - _SIGNED for number in made))
