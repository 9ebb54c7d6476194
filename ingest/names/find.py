"""Finding names in a text: whole words only, written as the table has them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.names.table import TYPES, Name
from ingest.types import Indicator

__all__ = ["TYPES", "Names"]

_MOST = 2_000  # names of one text
_WORD = re.compile(r"[^\W_]+")
_INSIDE = frozenset("@/\\_.-#$")  # behind these a word is part of an address, a path or a longer name
_BLANK = str.maketrans("\n\t\u00a0", "   ")
_LONG = 5  # letters from which on a name in other capitals is still that name: WANNACRY, Wannacry


class Names:
    """A table made ready: for each first word of a spelling the spellings that begin with it, the longest first."""

    def __init__(self, table: Iterable[Name]) -> None:
        self._by_word: dict[str, list[tuple[str, str, str]]] = {}
        for one in table:
            for spelling in one.spellings:
                if first := _WORD.match(spelling):
                    self._by_word.setdefault(first.group().lower(), []).append((spelling, one.type, one.name))
        for some in self._by_word.values():
            some.sort(key=lambda known: -len(known[0]))

    def find(self, text: str, title: str = "") -> tuple[Indicator, ...]:
        """The names in a text in its order, each once, at its first place; before them those that only its title has,
        with no place in the text. Linear in the text; nothing raises."""
        found = self._found(text)
        known = {(one.type, one.value) for one in found}
        titled = (one for one in self._found(title) if (one.type, one.value) not in known)
        return (*(replace(one, start=0, end=0) for one in titled), *found)

    def _found(self, text: str) -> tuple[Indicator, ...]:
        if self._by_word.keys().isdisjoint(_lowered(text)):
            return ()  # as most texts have it; seen at a quarter of the price
        plain = text.translate(_BLANK)
        first: dict[tuple[str, str], Indicator] = {}
        done = 0
        for word in _WORD.finditer(plain):
            if not (begun := self._by_word.get(word.group().lower())):
                continue
            start = word.start()
            if start < done or plain[start - 1 : start] in _INSIDE:
                continue
            for spelling, type_, name in begun:
                end = start + len(spelling)
                if _same(plain[start:end], spelling) and _ends(plain, end):
                    first.setdefault((type_, name), Indicator(type_, name, text[start:end], start, end))
                    done = end
                    break
            if len(first) >= _MOST:
                break
        return tuple(first.values())


def _lowered(text: str) -> Iterable[str]:
    """The words of a text in small letters. Only those of ASCII may be made small before they are parted."""
    return _WORD.findall(text.lower()) if text.isascii() else map(str.lower, _WORD.findall(text))


def _same(written: str, spelling: str) -> bool:
    """As the table has it; a single long word also with other capitals, but never all in small letters."""
    if written == spelling:
        return True
    alike = len(spelling) >= _LONG and " " not in spelling and written.lower() == spelling.lower()
    return alike and written[:1].isupper()


def _ends(text: str, at: int) -> bool:
    """Whether a name ends there: not inside a word, a file's name, an address or a path."""
    after, then = text[at : at + 1], text[at + 1 : at + 2]
    return not (after.isalnum() or after in {"_", "@", "\\"} or (after in {".", "/"} and then.isalnum()))
