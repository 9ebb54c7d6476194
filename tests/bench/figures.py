"""What is measured of one engine, and the few numbers each list of measurements comes down to."""

from dataclasses import dataclass, field
from statistics import fmean, median, quantiles


@dataclass(slots=True)
class Figures:
    """Lists grow as rounds go by; every figure shown is a median over rounds. Seconds and bytes throughout."""

    name: str
    building: dict[int, list[float]] = field(default_factory=dict)  # by number of cores
    memory: int = 0  # of the indexing process at its peak, the most of all rounds
    size: int = 0  # of all files that indexing left
    opening: list[float] = field(default_factory=list)
    first: list[list[float]] = field(default_factory=list)  # by query: the first time in a fresh process
    warm: list[list[float]] = field(default_factory=list)  # by query: the same asked again
    anew: list[list[float]] = field(default_factory=list)  # by query: asked again for another number of reports
    cut: int = 0  # answers, of all rounds, that the engine gave up on for want of time
    found: list[set[int]] = field(default_factory=list)  # by query: the keys of all reports found
    adding: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spread:
    """Milliseconds over the queries of a kind, each the median of its rounds."""

    p50: float
    p95: float
    mean: float


def spread(seconds: list[list[float]]) -> Spread:
    each = [median(times) * 1000 for times in seconds]
    return Spread(
        median(each), quantiles(each, n=20, method="inclusive")[-1] if len(each) > 1 else each[0], fmean(each)
    )


def overlap(one: set[int], other: set[int]) -> float:
    """The share of reports found by either that both found (Jaccard); 1 where neither found any."""
    return len(one & other) / len(one | other) if one | other else 1.0
