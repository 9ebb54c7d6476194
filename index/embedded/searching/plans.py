"""What a query asks of each segment: plans that find documents, and tests that go through what others found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.embedded.searching.clock import Clock
from index.embedded.searching.found import NOTHING, Found, Mask, intersection, pool, union, within
from index.embedded.searching.leaf import Leaf
from index.embedded.segments.schema import UNKNOWN
from index.embedded.segments.segment import Ids


class Plan(Protocol):
    def match(self, leaf: Leaf, clock: Clock) -> Found:
        """The documents of a segment that match, deleted ones included. Raises OutOfTime."""


class Test(Protocol):
    def keep(self, leaf: Leaf, clock: Clock, documents: Ids) -> Mask:
        """For each of the documents whether it passes. Raises OutOfTime."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No document."""

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        return NOTHING


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents that a function picks, each with the same score; 0 for none."""

    choose: Callable[[Leaf], Ids]
    score: float = 0.0

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        clock.check()
        documents = self.choose(leaf)
        return Found(documents, np.full(len(documents), self.score) if self.score else None)


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """A part of which is remembered what it found, for as long as the commit stands."""

    part: Plan

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        found = leaf.memory.recall(self)
        if found is None:
            found = self.part.match(leaf, clock)
            if not clock.short:
                leaf.memory.keep(self, found)
        return found


@dataclass(frozen=True, slots=True)
class All:
    """What every part finds and every test lets through; without parts, what is live and passes."""

    parts: tuple[Plan, ...]
    tests: tuple[Test, ...] = ()

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        clock.check()
        found = self._parts(leaf, clock) if self.parts else Found(leaf.all_live())
        for test in self.tests:
            if len(found):
                found = found.narrowed(test.keep(leaf, clock, found.documents))
        return found

    def _parts(self, leaf: Leaf, clock: Clock) -> Found:
        found = []
        for part in self.parts:
            found.append(part.match(leaf, clock))
            if not len(found[-1]):
                return NOTHING
        return intersection(found, len(leaf))


@dataclass(frozen=True, slots=True)
class Either:
    """What any part finds; when time runs out, what those before found."""

    parts: tuple[Plan, ...]

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        return union(_of_each(self.parts, leaf, clock), len(leaf))


@dataclass(frozen=True, slots=True)
class Pooled:
    """The same where documents need not ascend, as nobody looks for one among them."""

    parts: tuple[Plan, ...]

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        return pool(_of_each(self.parts, leaf, clock), len(leaf))


@dataclass(frozen=True, slots=True)
class Boosted:
    """What a part finds, its scores times a factor."""

    part: Plan
    factor: float

    def match(self, leaf: Leaf, clock: Clock) -> Found:
        return self.part.match(leaf, clock).times(self.factor)


@dataclass(frozen=True, slots=True)
class Absent:
    """Lets through what a part does not find."""

    part: Plan

    def keep(self, leaf: Leaf, clock: Clock, documents: Ids) -> Mask:
        return ~within(documents, self.part.match(leaf, clock).documents, len(leaf))


@dataclass(frozen=True, slots=True)
class Dated:
    """Lets through what has a date in a half-open range of instants."""

    field: str
    since: int | None  # microseconds since 1970
    until: int | None

    def keep(self, leaf: Leaf, clock: Clock, documents: Ids) -> Mask:
        clock.check()
        dates = leaf.segment.numbers(self.field)[documents]
        kept = dates >= (UNKNOWN + 1 if self.since is None else self.since)
        if self.until is not None:
            kept &= dates < self.until
        return kept


def _of_each(parts: Sequence[Plan], leaf: Leaf, clock: Clock) -> list[Found]:
    """What each part finds, until time runs out."""
    found: list[Found] = []
    for part in parts:
        if found and clock.over():
            break
        found.append(part.match(leaf, clock))
    return found
