"""The spellings that a rare word is likely to be meant for: near it, and far more frequent in the archive."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import takewhile
from math import log

from index.analysis import alternatives, surface
from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.searching.snapshot import Snapshot
from index.embedded.segments.schema import TEXTS, WORDS, term
from index.types import Spelling

_SHORT, _LONG = 4, 6  # letters from which one edit, and two, are looked for: shorter words have too many neighbours
_LONGEST = 40  # letters; no word that is mistyped is longer
_HELD = 2  # documents; a word that more have is no slip
_MORE = 10  # times as many documents must have the other spelling
_BEST = 5  # spellings of a word that are worth trying
_MOST_BEGUN = 16  # terms that begin with a word, beyond which it is not told which of them is meant
_EDIT = 4.0  # an edit more weighs as much as being e**4, about 55, times as frequent
_FIRST = 2.0  # another first letter, which people seldom mistype, as being e**2 times
_OTHER = 1.0  # letters that are changed, where most slips leave some out, as being e times
_BEGUN = 2.0  # a word that is not typed to its end
_APART = 0.1  # a letter less that both begin with: it decides between spellings that are as likely otherwise


def corrected(snapshot: Snapshot, word: str, clock: Clock) -> tuple[Spelling, ...]:
    """The likeliest first; none where the word is spelled as the archive does, or no other is clearly better."""
    word = surface(word)
    if not _SHORT <= len(word) <= _LONGEST or not word.isalpha():
        return ()
    having = _having(snapshot, word)
    distance = _distance(len(word), having)
    if not distance:
        return ()
    counts, costs = _near(snapshot, word, distance, clock)
    if not having:
        for begun, count in _begun(snapshot, word):
            counts[begun], costs[begun] = count, _BEGUN
    better = (
        Spelling(one, counts[one], costs[one])
        for one in counts
        if one != word and one.isalpha() and counts[one] >= max(1, _MORE * having)
    )
    return tuple(sorted(better, key=lambda one: (one.cost - log(one.count), one.text))[:_BEST])


def _distance(letters: int, having: int) -> int:
    """How many edits away to look. What the archive has a little of is a slip only where one edit mends it, and never
    where it is so short that most of its neighbours are other words."""
    if having > _HELD or (having and letters < _LONG):
        return 0
    return 2 if letters >= _LONG and not having else 1


def _having(snapshot: Snapshot, word: str) -> int:
    """How many documents have the word in any of its forms."""
    terms = [term(form) for place in alternatives(word) for form in place]
    return max((snapshot.frequency(name, one) for name in TEXTS for one in terms), default=0)


def _near(snapshot: Snapshot, word: str, distance: int, clock: Clock) -> tuple[Counter[str], dict[str, float]]:
    """For each word near it how many titles and texts have it, and what it costs; as many as time allows."""
    counts: Counter[str] = Counter()
    costs: dict[str, float] = {}
    with suppress(OutOfTime):
        for leaf in snapshot.leaves:
            for name in WORDS.values():
                words = leaf.segment.fields[name]
                for row, apart in words.vocabulary.near(word, distance, clock.check):
                    found = words.vocabulary.term(row).decode()
                    counts[found] += words.count(row)
                    costs[found] = _EDIT * apart + _unlike(word, found)
    return counts, costs


def _unlike(word: str, other: str) -> float:
    """What tells against a slip besides its edits."""
    letters = iter(other)
    kept = all(letter in letters for letter in word)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return _FIRST * (word[0] != other[0]) + _OTHER * (not kept) + _APART * (len(word) - alike)


def _begun(snapshot: Snapshot, word: str) -> Iterator[tuple[str, int]]:
    """The words that begin so, where they are few, and how many titles and texts have each."""
    found: Counter[str] = Counter()
    for leaf in snapshot.leaves:
        for name in WORDS.values():
            words = leaf.segment.fields[name]
            rows = words.vocabulary.prefixed(word)
            if len(rows) > _MOST_BEGUN:
                return
            for row in rows:
                found[words.vocabulary.term(row).decode()] += words.count(row)
    yield from found.items()
