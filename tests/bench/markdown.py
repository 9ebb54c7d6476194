"""The scorecard as Markdown."""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median
from typing import TypeVar

from tests.bench.corpus import Ask
from tests.bench.figures import Figures, Spread, overlap, spread

MEGABYTE = 1_000_000
Each = TypeVar("Each")


def scorecard(all_figures: Sequence[Figures], asks: Sequence[Ask], count: int) -> str:
    """Beside each figure of another engine stands, in brackets, how many times ours it is."""
    return "\n\n".join(
        (
            f"# {count:,} reports, {len(asks)} queries",
            "## Indexing, opening, adding",
            table(["", *(one.name for one in all_figures)], _whole(all_figures, count)),
            *_times("Warm: the same asked again, ms", all_figures, asks, lambda one: one.warm),
            *_times("Warm, with no answer to remember, ms", all_figures, asks, lambda one: one.anew),
            *_times("First touch in a fresh process, ms", all_figures, asks, lambda one: one.first),
            "## Agreement with the first engine, as the share of reports found that both found",
            table(["kind", *(one.name for one in all_figures[1:])], _agreement(all_figures, asks)),
        )
    )


def _whole(all_figures: Sequence[Figures], count: int) -> Iterable[list[str]]:
    for cores in sorted({cores for one in all_figures for cores in one.building}):
        speeds = [count / median(one.building[cores]) if one.building.get(cores) else None for one in all_figures]
        yield [f"reports/s on {cores} core{'s' * (cores > 1)}", *_beside(speeds, ",.0f")]
    yield ["size, MB", *_beside([one.size / MEGABYTE for one in all_figures], ",.0f")]
    yield ["peak memory when indexing, MB", *_beside([one.memory / MEGABYTE for one in all_figures], ",.0f")]
    yield ["opening, ms", *_beside([median(one.opening) * 1000 for one in all_figures], ".2f")]
    yield ["answers cut short", *(str(one.cut) for one in all_figures)]
    yield ["one report searchable, ms", *_beside([median(one.adding) * 1000 for one in all_figures], ".1f")]


def _times(
    title: str, all_figures: Sequence[Figures], asks: Sequence[Ask], measured: Callable[[Figures], list[list[float]]]
) -> Iterable[str]:
    yield f"## {title}: p50 / p95 / mean"
    rows = []
    for kind in ["all", *kinds(asks)]:
        spreads = [spread(of_kind(measured(one), asks, kind)) for one in all_figures]
        rows.append(
            [
                kind,
                spelled(spreads[0]),
                *(f"{spelled(one)} ({_ratio(one.mean / spreads[0].mean)})" for one in spreads[1:]),
            ]
        )
    yield table(["kind", *(one.name for one in all_figures)], rows)


def _agreement(all_figures: Sequence[Figures], asks: Sequence[Ask]) -> Iterable[list[str]]:
    first = all_figures[0].found
    for kind in ["all", *kinds(asks)]:
        shares = []
        for one in all_figures[1:]:
            shared = [overlap(mine, other) for mine, other in zip(first, one.found, strict=True)]
            shares.append(fmean(of_kind(shared, asks, kind)))
        yield [kind, *(f"{share:.3f}" for share in shares)]


def kinds(asks: Sequence[Ask]) -> list[str]:
    return list(dict.fromkeys(one.kind for one in asks))


def of_kind(values: Sequence[Each], asks: Sequence[Ask], kind: str) -> list[Each]:
    return [value for value, one in zip(values, asks, strict=True) if kind in ("all", one.kind)]


def _beside(values: Sequence[float | None], form: str) -> list[str]:
    ours = values[0]
    return ["–" if value is None else _compared(value, ours if at else None, form) for at, value in enumerate(values)]


def _compared(value: float, ours: float | None, form: str) -> str:
    return f"{value:{form}}" + (f" ({_ratio(value / ours)})" if ours else "")


def _ratio(ratio: float) -> str:
    return f"{ratio:.0f}×" if ratio >= 10 else f"{ratio:.2g}×"


def spelled(one: Spread) -> str:
    return f"{one.p50:.2f} / {one.p95:.2f} / {one.mean:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
