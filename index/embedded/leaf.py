"""One segment, open for reading: its postings under a clock, its columns as arrays, its words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
from whoosh.reading import SegmentReader

from index.embedded.clock import Clock
from index.embedded.schema import SCHEMA, UNKNOWN, facet_column, split
from index.embedded.words import ENDING, Words

_GATHERING = 0.5  # of the search's time; the rest is for ranking what was gathered

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
Keys = np.ndarray[tuple[int], np.dtype[np.bytes_]]
Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(slots=True)
class Kept:
    """What was read once of a segment. Segments never change, so all threads and all commits share it."""

    lock: Lock = field(default_factory=Lock)
    values: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        with self.lock:
            if name not in self.values:
                self.values[name] = read()
            return self.values[name]


@dataclass(frozen=True, slots=True)
class Coded:
    """A facet column: for each document the number of its combination of values."""

    codes: Ids
    combinations: tuple[tuple[str, ...], ...]


class _Clocked(W3LeafMatcher):  # type: ignore[misc]
    """Postings that ask the clock at every block of 128."""

    def __init__(self, clock: Clock, *args: Any, **options: Any) -> None:
        self._clock = clock
        super().__init__(*args, **options)

    def _goto(self, position: int) -> None:
        self._clock.check()
        super()._goto(position)


class _ClockedCodec(W3Codec):  # type: ignore[misc]
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def postings_reader(self, file: Any, info: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        return _Clocked(self._clock, file, *info.extent(), format_, term=term, scorer=scorer)


class Leaf(SegmentReader):  # type: ignore[misc]
    """For one thread at a time, since Whoosh's files have a position. Document numbers are the segment's own."""

    def __init__(self, storage: Any, segment: Any, clock: Clock, kept: Kept) -> None:
        super().__init__(storage, SCHEMA, segment, codec=_ClockedCodec(clock))
        self.clock = clock
        self.words: Words = kept.once("words", lambda: Words(_read(storage, segment.segment_id() + ENDING)))
        self.live: Mask = np.ones(segment.doc_count_all(), dtype=np.bool_)
        self.live[list(segment.deleted_docs())] = False
        self._kept = kept

    def postings(self, fieldname: str, text: Any, scorer: Any = None) -> Any:
        """Deleted documents stand among them, here as elsewhere: whoever collects documents looks at `live`, once."""
        return self._terms.matcher(fieldname, text, SCHEMA[fieldname].format, scorer=scorer)

    def with_any(self, name: str, terms: Iterable[bytes]) -> Ids:
        """The documents that have one of the terms in a field; cut short when gathering has used up its time."""
        found = np.zeros(len(self.live), dtype=np.bool_)
        for term in terms:
            if self.clock.over(_GATHERING):
                break
            if (name, term) in self._terms:
                ids = self._terms.matcher(name, term, SCHEMA[name].format).all_ids()
                found[np.fromiter(ids, dtype=np.int64)] = True
        return np.nonzero(found)[0]

    def terms_between(self, name: str, first: bytes, last: bytes) -> Iterator[bytes]:
        """The terms of a field from first, inclusive, to last, exclusive."""
        if name in self._terms.indexed_field_names():
            for found, term in self._terms.terms_from(name, first):
                if found != name or term >= last:
                    return
                yield term

    def numbers(self, name: str) -> Ids:
        """A date column: microseconds since 1970, or UNKNOWN."""
        return self._kept.once(name, lambda: self._numbers(name))  # type: ignore[no-any-return]

    def keys(self) -> Keys:
        """The documents' ids as UTF-8."""
        return self._kept.once("key", lambda: np.array(self._values("key"), dtype=np.bytes_))  # type: ignore[no-any-return]

    def coded(self, facet: str) -> Coded:
        return self._kept.once(facet, lambda: _code(self._values(facet_column(facet))))  # type: ignore[no-any-return]

    def _numbers(self, name: str) -> Ids:
        numbers = np.full(len(self.live), UNKNOWN, dtype=np.int64)
        file = W3Codec.column_filename(self.segment(), name)
        if self._perdoc.has_column(name):
            known = np.frombuffer(_read(self.storage(), file), dtype=">i8")
            numbers[: len(known)] = known
        return numbers

    def _values(self, name: str) -> list[bytes]:
        return list(self.column_reader(name, translate=False))


def _code(values: list[bytes]) -> Coded:
    codes: dict[bytes, int] = {}
    coded = np.fromiter((codes.setdefault(value, len(codes)) for value in values), dtype=np.int64, count=len(values))
    return Coded(coded, tuple(tuple(split(value)) for value in codes))


def _read(storage: Any, name: str) -> bytes:
    with storage.open_file(name) as file:
        return bytes(file.read(storage.file_length(name)))
