"""The spelling that a rare word is likely to be meant for: near it, and far more frequent in the archive."""

from collections import Counter
from contextlib import suppress
from math import log

from index.analysis import alternatives, surface
from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.searching.snapshot import Snapshot
from index.embedded.segments.schema import TEXTS, WORDS, term

_SHORT, _LONG = 4, 6  # letters from which one edit, and two, are looked for: shorter words have too many neighbours
_LONGEST = 40  # letters; no word that is mistyped is longer
_MORE = 10  # times as many documents must have the other spelling
_EDIT = 4.0  # an edit more weighs as much as being e**4, about 55, times as frequent
_FIRST = 2.0  # another first letter, which people seldom mistype, as being e**2 times


def corrected(snapshot: Snapshot, word: str, clock: Clock) -> str | None:
    """None where the word is spelled as the archive does, or no other spelling is clearly better."""
    word = surface(word)
    if not _SHORT <= len(word) <= _LONGEST or not word.isalpha():
        return None
    having = _having(snapshot, word)
    counts, edits = _near(snapshot, word, 1 if len(word) < _LONG else 2, clock)
    better = [one for one in counts if one != word and one.isalpha() and counts[one] >= max(1, _MORE * having)]

    def worth(one: str) -> tuple[float, str]:
        return log(counts[one]) - _EDIT * edits[one] - _FIRST * (one[0] != word[0]), one

    return max(better, key=worth, default=None)


def _having(snapshot: Snapshot, word: str) -> int:
    """How many documents have the word in any of its forms."""
    terms = [term(form) for place in alternatives(word) for form in place]
    return max((snapshot.frequency(name, one) for name in TEXTS for one in terms), default=0)


def _near(snapshot: Snapshot, word: str, distance: int, clock: Clock) -> tuple[Counter[str], dict[str, int]]:
    """For each word near it how many titles and texts have it, and its distance; as many as time allows."""
    counts: Counter[str] = Counter()
    edits: dict[str, int] = {}
    with suppress(OutOfTime):
        for leaf in snapshot.leaves:
            for name in WORDS.values():
                words = leaf.segment.fields[name]
                for row, apart in words.vocabulary.near(word, distance, clock.check):
                    found = words.vocabulary.term(row).decode()
                    counts[found] += words.count(row)
                    edits[found] = apart
    return counts, edits
