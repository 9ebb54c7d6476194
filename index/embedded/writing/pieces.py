"""Pieces of text, what stands between two blanks, as numbers: each distinct one has its own, whatever text it is in.

Nearly all have up to sixteen bytes, two words of 64 bits to NumPy, and are met again and again. Those met last stand in
a table, where the pieces of many texts are looked up at once; only what is not found there is looked up one by one.
"""

from collections.abc import Sequence

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.writing.numbers import Numbers

_SLOTS = 19  # bits of the place of a piece in the table
_WORD = 8  # bytes
_BLANK = np.array([chr(byte).isspace() for byte in range(128)] + [False] * 128)  # where no others are left
_FIRST = np.array([(1 << 8 * many) - 1 for many in range(_WORD + 1)], "<u8")  # so many bytes of a word
_BLANKS = np.uint64(0x2020202020202020) & ~_FIRST  # and no piece has a blank for any of the others
_ODD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # multiplied by these, all bits move the highest


class Pieces(Numbers[bytes]):
    """Pieces of texts, of which somebody else reads what is in them."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: list[str] = []  # those that nobody took yet to read them
        self.met = 0  # in all texts, each as often as it stands there
        self._words = np.zeros((2, 1 << _SLOTS), "<u8")
        self._words[0, 0] = _BLANKS[0]  # as no piece begins, for it is here that one of nothing but zeros is looked for
        self._numbers = np.zeros(1 << _SLOTS, np.uint32)

    def all(self) -> list[str]:
        return list(map(_text, self))

    def let_go(self) -> None:
        """Free the memory: nothing is numbered any more."""
        self.clear()
        del self._words, self._numbers

    def numbered(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The numbers of the pieces of texts, those of one after the other, and of each text how many they are.

        With notations glued before, the readings of the pieces of a text, each at the sum of the widths before it, are
        what analysis gives for the text.
        """
        encoded = [_with_plain_blanks(text).encode("utf-8", "surrogatepass") for text in texts]
        data = b" ".join([b"", *encoded, b" " * 2 * _WORD])
        begins, ends = _spans(data)
        limits = np.cumsum([len(text) + 1 for text in encoded])
        counts = np.diff(np.searchsorted(begins, limits), prepend=0)
        numbers = self._looked_up(data, begins, ends)
        self.fresh += map(_text, self.new())
        self.met += len(numbers)
        return numbers, counts

    def _looked_up(self, data: bytes, begins: Array, ends: Array) -> Array:
        words = _words(data, begins, ends)
        slots = (words[0] * _ODD[0] ^ words[1] * _ODD[1]) >> np.uint64(64 - _SLOTS)
        short = ends - begins <= 2 * _WORD
        there = short & (self._words[0][slots] == words[0]) & (self._words[1][slots] == words[1])
        numbers: Array = self._numbers[slots]
        others = np.flatnonzero(~there)
        spans = zip(begins[others].tolist(), ends[others].tolist(), strict=True)
        numbers[others] = [self[data[begin:end]] for begin, end in spans]
        others = others[short[others]]
        slots, which = np.unique(slots[others], return_index=True)
        self._words[:, slots] = words[:, others[which]]
        self._numbers[slots] = numbers[others[which]]
        return numbers


def _text(piece: bytes) -> str:
    return piece.decode("utf-8", "surrogatepass")


def _with_plain_blanks(text: str) -> str:
    """With blanks of ASCII alone, each of them a byte."""
    return text if text.isascii() else " ".join(text.split())


def _spans(data: bytes) -> tuple[Array, Array]:
    """Where pieces begin and end in what begins and ends with a blank."""
    blank = _BLANK[np.frombuffer(data, np.uint8)]
    edges = np.flatnonzero(blank[1:] != blank[:-1]) + 1
    return edges[::2], edges[1::2]


def _words(data: bytes, begins: Array, ends: Array) -> Array:
    """The first and the second word of each piece, filled up with blanks."""
    everywhere = np.ndarray(len(data) - _WORD + 1, "<u8", data, strides=(1,))
    words = np.empty((2, len(begins)), np.uint64)
    for word, begin in zip(words, (begins, begins + _WORD), strict=True):
        many = np.clip(ends - begin, 0, _WORD)
        word[:] = everywhere[begin] & _FIRST[many] | _BLANKS[many]
    return words
