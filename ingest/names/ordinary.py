"""Which names are distinct enough to be looked for: a word of a sentence must never become somebody's name."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

_SHORTEST, _LONGEST = 3, 60  # characters
_FIT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .+&'/@!$()-]*[A-Za-z0-9])?")
_SHORT = 5  # letters below which a plain word has to prove itself
_PROVEN = 3  # times that descriptions have it with a capital, and never without
_RATHER_A_WORD = 0.1  # of its occurrences in small letters
_SMALL = frozenset(("and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))


def is_distinct(type_: str, spelling: str, forms: Counter[str]) -> bool:
    """Whether a spelling can hardly mean anything else. `forms` counts the words of many reports, case and all.

    Several words are a name when each but the small ones has a capital. A single word is one with a digit in it or a
    capital inside, or one that reports hardly ever write small and that no dictionary has: `ordinary.txt` holds the
    words of English that malware and actors were called by. Techniques have names of three words or more: "Scheduled
    Task" is a thing before it is a technique.
    """
    if not (_SHORTEST <= len(spelling) <= _LONGEST and _FIT.fullmatch(spelling)):
        return False
    words = spelling.split(" ")
    if type_ == "technique":
        return len(words) > 2 and _titled(words)
    return _titled(words) if len(words) > 1 else _is_name(spelling, forms)


def _titled(words: list[str]) -> bool:
    """Whether every word of a name begins with a capital or a digit, but for small ones inside."""
    return all(not word[0].islower() or (at and word in _SMALL) for at, word in enumerate(words) if word)


def _is_name(word: str, forms: Counter[str]) -> bool:
    if word.lower() in _words():
        return False
    if not (word.isalpha() and (word.istitle() or word.isupper() or word.islower())):
        return len(word) >= _SHORT - 1 or any(sign.isalpha() for sign in word)
    small, large = forms[word.lower()], sum(forms[form] for form in {word, word.title()})
    if word.islower() or small > _RATHER_A_WORD * (small + large):
        return False
    return len(word) >= _SHORT or (word.istitle() and large >= _PROVEN)


@cache
def _words() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").split())
