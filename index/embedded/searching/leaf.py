"""One segment under one commit, open for searching: what is live in it, and what was worked out of it before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np

from index.embedded.searching.found import SPARSE, Found, Mask, Scores, distinct
from index.embedded.searching.memory import Memory
from index.embedded.searching.weighting import resistance
from index.embedded.segments.segment import Ids, Segment

_REMEMBERED = 48 << 20  # bytes of scores that are kept in mind for a commit


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


class Leaf:
    """Safe for many threads."""

    def __init__(self, segment: Segment, live: Mask, kept: Kept, mean_lengths: Mapping[str, float]) -> None:
        self.segment = segment
        self.live = None if live.all() else live
        self.count = int(live.sum())
        self.kept = kept  # what holds under any commit
        self.memory: Memory[Found] = Memory(_REMEMBERED, lambda found: found.weight(len(segment)))  # of this commit
        self._mean_lengths = mean_lengths  # of the texts of all segments
        self._resistances: dict[str, Scores] = {}

    def __len__(self) -> int:
        return len(self.segment)

    def with_live(self, live: Mask) -> "Leaf":
        """The same segment with other documents live."""
        return Leaf(self.segment, live, self.kept, self._mean_lengths)

    def all_live(self) -> Ids:
        if self.live is None:
            return np.arange(len(self), dtype=np.uint32)
        return np.flatnonzero(self.live).astype(np.uint32)

    def resistance(self, name: str) -> Scores:
        """For each document what terms of a text come up against."""
        if name not in self._resistances:
            self._resistances[name] = resistance(self.segment.texts[name].lengths, self._mean_lengths[name])
        return self._resistances[name]

    def having(self, name: str, rows: Any) -> Ids:
        """The documents that have any of the terms in these rows, each once, deleted ones included."""
        field_ = self.segment.fields[name]
        if len(rows) == 1:
            return field_.postings(int(rows[0]))
        documents = field_.all_postings(rows)
        if len(documents) * SPARSE < len(self):
            return distinct(documents)
        table = np.zeros(len(self), dtype=np.bool_)
        table[documents] = True
        return np.flatnonzero(table).astype(np.uint32)

    def count_in_any(self, names: Iterable[str], wanted: bytes) -> int:
        """How many live documents have a term in any of these fields."""
        rows = ((name, self.segment.fields[name].vocabulary.row(wanted)) for name in names)
        lists = [self.segment.fields[name].postings(row) for name, row in rows if row is not None]
        if len(lists) == 1:
            return len(lists[0]) if self.live is None else int(np.count_nonzero(self.live[lists[0]]))
        table = np.zeros(len(self), dtype=np.bool_)
        for documents in lists:
            table[documents] = True
        return int(np.count_nonzero(table if self.live is None else table & self.live))

    def rows(self, name: str, terms: Iterable[bytes]) -> list[int]:
        """The rows of those terms that a field has."""
        row = self.segment.fields[name].vocabulary.row
        return [found for found in map(row, terms) if found is not None]
