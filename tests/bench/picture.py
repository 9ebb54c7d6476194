"""The scorecard as a picture: warm p50 (a dot) and p95 (the end of its line) of each kind of query and engine."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.corpus import Ask
from tests.bench.figures import Figures, spread
from tests.bench.markdown import kinds, of_kind


def draw(all_figures: Sequence[Figures], asks: Sequence[Ask], title: str, to: Path) -> None:
    """Raises ImportError where matplotlib is absent."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    rows = ["all", *kinds(asks)]
    figure, axes = pyplot.subplots(figsize=(9, 0.7 * len(rows) + 1), layout="constrained")
    for at, one in enumerate(all_figures):
        spreads = [spread(of_kind(one.warm, asks, kind)) for kind in rows]
        heights = [row + (at - (len(all_figures) - 1) / 2) * 0.16 for row in range(len(rows))]
        middles = [each.p50 for each in spreads]
        colour = f"C{at}"
        axes.hlines(heights, middles, [each.p95 for each in spreads], color=colour, alpha=0.5)
        axes.scatter(middles, heights, s=22, color=colour, label=one.name, zorder=2)
    axes.set(xscale="log", xlabel="milliseconds: dot p50, end of line p95", title=title, yticks=range(len(rows)))
    axes.set_yticklabels(rows)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=len(all_figures), frameon=False)
    figure.savefig(to)
    pyplot.close(figure)
