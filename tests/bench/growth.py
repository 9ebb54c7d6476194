"""The figures of the scorecard at several sizes, to see how they grow: a table for each engine."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench.figures import Figures, spread
from tests.bench.markdown import MEGABYTE, spelled, table
from tests.bench.scorecard import measure

_HEAD = (
    "reports",
    "reports/s",
    "size, MB",
    "peak memory, MB",
    "opening, ms",
    "one searchable, ms",
    "warm p50 / p95 / mean, ms",
    "first touch p50 / p95 / mean, ms",
)


def main(folder: Path, names: Sequence[str], counts: Sequence[int]) -> None:
    rows: dict[str, list[list[str]]] = {name: [] for name in names}
    for count in counts:
        for figures in measure(folder, names, count):
            rows[figures.name].append(_row(figures, count))
    for name in names:
        print(f"## {name}\n\n{table(_HEAD, rows[name])}\n", flush=True)


def _row(figures: Figures, count: int) -> list[str]:
    fastest = min(median(seconds) for seconds in figures.building.values())
    return [
        f"{count:,}",
        f"{count / fastest:,.0f}",
        f"{figures.size / MEGABYTE:,.0f}",
        f"{figures.memory / MEGABYTE:,.0f}",
        f"{median(figures.opening) * 1000:.2f}",
        f"{median(figures.adding) * 1000:.1f}",
        spelled(spread(figures.warm)),
        spelled(spread(figures.first)),
    ]
