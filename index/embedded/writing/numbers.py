"""Numbers for distinct strings, so that NumPy can speak of them."""

from collections import defaultdict
from itertools import count, islice
from typing import TypeVar

_String = TypeVar("_String", str, bytes)

_A_STRING = 150  # bytes of memory that a string and its number take besides its characters


class Numbers(defaultdict[_String, int]):
    """Strings, numbered as they are met."""

    def __init__(self) -> None:
        super().__init__(count().__next__)
        self._told = 0
        self.size = 0  # bytes of memory of those that were told

    def new(self) -> list[_String]:
        """Those that were not told yet, in their order."""
        new = list(islice(reversed(self), len(self) - self._told))[::-1]
        self._told = len(self)
        self.size += _A_STRING * len(new) + sum(map(len, new))
        return new
