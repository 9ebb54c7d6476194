"""The terms of a field in byte order: one text in which every term stands between two line ends."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from index.distance import within
from index.embedded.segments.distances import distances
from index.embedded.segments.flat import Array, spread
from index.embedded.segments.schema import term

_LINE = 0x0A
_LINE_END = np.array([_LINE], np.uint8)
_AT_ONCE = 1 << 13  # terms that are copied together
_COMPARED = 16_384  # terms that are compared with a near spelling together
_REMEMBERED = 65_536  # terms of a vocabulary whose rows are kept in mind
_ONE = rb"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"  # one character, not a line's end

Rows = np.ndarray[Any, np.dtype[np.int64]]


class Packed(NamedTuple):
    """Terms in their order, as a segment holds them."""

    text: Array  # every one between two line ends
    begins: Array  # where each begins in the text, and where one more would

    def __len__(self) -> int:
        return len(self.begins) - 1

    def term(self, row: int) -> bytes:
        return bytes(self.text[self.begins[row] : self.begins[row + 1] - 1].data)

    def chosen(self, rows: Array) -> "Packed":
        """Some of them, in the order of rows."""
        lengths = self.begins[rows + 1] - self.begins[rows]
        text = [self.text[:1]]
        for some in range(0, len(rows), _AT_ONCE):
            begins = self.begins[rows[some : some + _AT_ONCE]].astype(np.int64)
            text.append(self.text[spread(begins, lengths[some : some + _AT_ONCE])])
        return Packed(np.concatenate(text), _begins(lengths))


def pack(terms: list[bytes]) -> Packed:
    """Sorted terms, packed."""
    text = np.frombuffer(b"\n".join([b"", *terms, b""]), np.uint8) if terms else _LINE_END
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    return Packed(text, _begins(lengths + 1))


def joined(packs: Sequence[Packed]) -> tuple[Iterator[Array], Array]:
    """As one text, in pieces, and its begins: terms of which those of each follow those of the one before."""
    texts = chain([_LINE_END], (one.text[1:] for one in packs))
    return texts, _begins(np.concatenate([np.diff(one.begins) for one in packs]))


def _begins(lengths: Array) -> Array:
    """Where terms begin of which the lengths count the line's end too."""
    begins = np.append(1, 1 + np.cumsum(lengths, dtype=np.int64))
    return begins.astype(np.uint32 if begins[-1] < 2**32 else np.uint64)


class Vocabulary:
    """A row is a term's place in byte order. Safe for many threads."""

    def __init__(self, text: Array, starts: Array) -> None:
        self._bytes = text
        self._text = text.data
        self._starts = starts
        self._begin = starts.data
        self._known: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self._starts) - 1

    def term(self, row: int) -> bytes:
        return self._text[self._begin[row] : self._begin[row + 1] - 1].tobytes()

    def texts(self, rows: Iterable[int]) -> list[str]:
        """The terms of some rows, as they are read."""
        text, begin = self._text, self._begin
        return [text[begin[row] : begin[row + 1] - 1].tobytes().decode() for row in rows]

    def terms(self, begin: int = 0, end: int | None = None) -> list[bytes]:
        """All of them, or those from one row, inclusive, to another, exclusive, in their order."""
        end = len(self) if end is None else end
        return bytes(self._text[self._begin[begin] : self._begin[end] - 1]).split(b"\n") if begin < end else []

    def row(self, wanted: bytes) -> int | None:
        """Where a term stands; None where it does not."""
        found = self._known.get(wanted)
        if found is None:
            row = self.first(wanted)
            found = row if row < len(self) and self.term(row) == wanted else -1
            if len(self._known) < _REMEMBERED:
                self._known[wanted] = found
        return found if found >= 0 else None

    def first(self, wanted: bytes) -> int:
        """The first row that is not before wanted."""
        low, high = 0, len(self)
        text, begin = self._text, self._begin
        while low < high:
            middle = (low + high) // 2
            if text[begin[middle] : begin[middle + 1] - 1].tobytes() < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def between(self, first: bytes, last: bytes) -> range:
        """The rows from first, inclusive, to last, exclusive."""
        return range(self.first(first), self.first(last))

    def prefixed(self, prefix: str) -> range:
        """The rows of terms that begin with prefix."""
        begin = term(prefix)
        return self.between(begin, begin + b"\xff")

    def matching(self, pattern: str) -> Rows:
        """The rows of terms that match a pattern of `*` and `?`, in time linear in the vocabulary."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        rows = self.prefixed(literal)
        if not rows:
            return np.zeros(0, dtype=np.int64)
        begin, end = self._begin[rows.start] - 1, self._begin[rows.stop]
        found = [match.start() + 1 for match in _expression(pattern).finditer(self._text, begin, end)]
        return np.searchsorted(self._starts, np.array(found, dtype=self._starts.dtype))

    def near(self, text: str, distance: int, check: Callable[[], object]) -> Iterator[tuple[int, int]]:
        """Rows of terms within an edit distance of text, each with its distance. `check` is called again and again
        meanwhile, and may raise what ends it."""
        rows = self._alike(text, distance)
        for some in range(0, len(rows), _COMPARED):
            check()
            yield from self._within(rows[some : some + _COMPARED], text, distance)

    def _alike(self, text: str, distance: int) -> Rows:
        """Terms of about the length of a text, and with about its letters."""
        if not len(self):
            return np.zeros(0, np.int64)
        own = np.bitwise_or.reduce(_letters(np.frombuffer(term(text), np.uint8)), initial=0)
        alike = np.bitwise_count(self._signatures ^ own) <= 2 * distance
        alike &= np.abs(self._lengths - len(text)) <= distance
        return np.flatnonzero(alike)

    def _within(self, rows: Rows, text: str, distance: int) -> Iterator[tuple[int, int]]:
        """Those of some rows that are within a distance: words of ASCII together, others one by one."""
        lengths = self._starts[rows + 1].astype(np.int64) - self._starts[rows] - 1  # bytes
        plain = (lengths == self._lengths[rows]) & text.isascii()
        found = [
            (row, apart)
            for row in rows[~plain].tolist()
            if (apart := within(text, self.term(row).decode(), distance)) is not None
        ]
        rows, lengths = rows[plain], lengths[plain]
        if len(rows):
            columns = np.arange(lengths.max())
            places = self._starts[rows].astype(np.int64)[:, None] + columns
            words = np.where(columns < lengths[:, None], self._bytes[np.minimum(places, len(self._bytes) - 1)], 0)
            edits = distances(words.astype(np.uint8), lengths, text.encode(), distance)
            near = np.flatnonzero(edits <= distance)
            found += zip(rows[near].tolist(), edits[near].tolist(), strict=True)
        yield from sorted(found)

    @cached_property
    def _signatures(self) -> np.ndarray[Any, np.dtype[np.uint64]]:
        """For each term the set of its letters: an edit changes at most two of them."""
        return np.bitwise_or.reduceat(_letters(self._bytes), self._starts[:-1])

    @cached_property
    def _lengths(self) -> Rows:
        """For each term how many characters it has."""
        begins = ((self._bytes & 0xC0) != 0x80).astype(np.int64)
        return np.add.reduceat(begins, self._starts[:-1]) - 1


def _letters(text: np.ndarray[Any, np.dtype[np.uint8]]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """A bit for each byte, the same bit for all that are not ASCII, none for a line's end."""
    table = np.left_shift(np.uint64(1), np.arange(256, dtype=np.uint64) & np.uint64(63))
    table[128:] = 1
    table[_LINE] = 0
    letters: np.ndarray[Any, np.dtype[np.uint64]] = table[text]
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
