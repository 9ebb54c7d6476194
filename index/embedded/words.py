"""A segment's words as they stand in titles and bodies, with how many documents have each: one flat file."""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import numpy as np

from index.distance import within
from index.embedded.schema import term

ENDING = ".words"
_HEAD = struct.Struct("<qq")  # how many words, how many bytes of text
_LINE = 0x0A
_ONE = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"  # one character, not a line's end

Counts = np.ndarray[tuple[int, int], np.dtype[np.uint32]]
Rows = np.ndarray[tuple[int], np.dtype[np.int64]]


def write(path: Path, words: Iterable[tuple[bytes, int, int]]) -> None:
    """Words in byte order, each with the number of titles and of bodies it stands in."""
    text, titles, bodies = bytearray(b"\n"), [], []
    for word, in_titles, in_bodies in words:
        text += word + b"\n"
        titles.append(in_titles)
        bodies.append(in_bodies)
    with path.open("wb") as file:
        file.write(_HEAD.pack(len(titles), len(text)))
        file.write(np.array([titles, bodies], dtype="<u4").tobytes())
        file.write(text)


class Words:
    """Rows of a vocabulary; a row is a word's place in byte order. Safe for many threads."""

    def __init__(self, data: bytes) -> None:
        count, length = _HEAD.unpack_from(data)
        self.counts: Counts = np.frombuffer(data, "<u4", 2 * count, _HEAD.size).reshape(2, count)
        self._text = data[len(data) - length :]  # every word stands between two line ends

    def __len__(self) -> int:
        return self.counts.shape[1]

    def word(self, row: int) -> bytes:
        return self._text[self._starts[row] : self._starts[row + 1] - 1]

    def prefixed(self, prefix: str) -> Rows:
        """The rows of words that begin with prefix."""
        begin = term(prefix)
        first = self._row(begin)
        last = self._row(begin + b"\xff")
        return np.arange(first, last)

    def matching(self, pattern: str) -> Rows:
        """The rows of words that match a pattern of `*` and `?`, in time linear in the vocabulary."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        rows = self.prefixed(literal)
        if not len(rows):
            return rows
        begin, end = self._starts[rows[0]] - 1, self._starts[rows[-1] + 1]
        found = [match.start() + 1 for match in _expression(pattern).finditer(self._text, begin, end)]
        return np.searchsorted(self._starts, np.array(found, dtype=np.int64))

    def near(self, text: str, distance: int) -> Iterator[tuple[int, int]]:
        """Rows of words within an edit distance of text, each with its distance."""
        if not len(self):
            return
        own = np.bitwise_or.reduce(_letters(np.frombuffer(term(text), np.uint8)), initial=0)
        alike = np.bitwise_count(self._signatures ^ own) <= 2 * distance
        alike &= np.abs(self._lengths - len(text)) <= distance
        for row in np.nonzero(alike)[0].tolist():
            apart = within(text, self.word(row).decode(), distance)
            if apart is not None:
                yield row, apart

    def _row(self, word: bytes) -> int:
        return bisect_left(range(len(self)), word, key=self.word)

    @cached_property
    def _starts(self) -> Rows:
        """Where each word begins in the text, and where one more would."""
        return np.nonzero(self._bytes == _LINE)[0] + 1

    @cached_property
    def _signatures(self) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
        """For each word the set of its letters: an edit changes at most two of them."""
        return np.bitwise_or.reduceat(_letters(self._bytes), self._starts[:-1])

    @cached_property
    def _lengths(self) -> Rows:
        """For each word how many characters it has."""
        begins = ((self._bytes & 0xC0) != 0x80).astype(np.int64)
        return np.add.reduceat(begins, self._starts[:-1]) - 1

    @property
    def _bytes(self) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        return np.frombuffer(self._text, np.uint8)


def _letters(text: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """A bit for each byte, the same bit for all that are not ASCII, none for a line's end."""
    table = np.left_shift(np.uint64(1), np.arange(256, dtype=np.uint64) & np.uint64(63))
    table[128:] = 1
    table[_LINE] = 0
    letters: np.ndarray[tuple[int], np.dtype[np.uint64]] = table[text]
    return letters


def _expression(pattern: str) -> re.Pattern[bytes]:
    """Runs between `*` are found leftmost and held to, which a pattern without classes allows and which is linear."""
    first, *rest = (
        b"".join(_ONE if char == "?" else re.escape(term(char)) for char in run) for run in pattern.split("*")
    )
    if not rest:
        return re.compile(rb"\n" + first + rb"(?=\n)")
    between = b"".join(rb"(?>[^\n]*?" + run + b")" for run in rest[:-1] if run)
    return re.compile(rb"\n" + first + between + rb"[^\n]*" + rest[-1] + rb"(?=\n)")
