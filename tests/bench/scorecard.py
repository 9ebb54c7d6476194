"""Search beside other engines over the same reports in one run: `scorecard.md` and `scorecard.svg`.

The peers are set as their own documentation advises; each module of `tests/bench/engines` says how. All are asked for
the numbers of ten reports, from the typed text on; kind "facet" with the most frequent tags, kind "snippet" with a
marked part of each text. Where an engine tells for nothing how many it found, it tells.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import corpus, markdown, measuring, picture
from tests.bench.figures import Figures

_MANY = ("ours", "tantivy")  # those that index on more than one core where there are more


def main(folder: Path, names: Sequence[str], count: int, to: Path) -> None:
    asks = corpus.asks(folder)
    all_figures = measure(folder, names, count)
    text = markdown.scorecard(all_figures, asks, count)
    print(text, flush=True)
    to.mkdir(parents=True, exist_ok=True)
    (to / "scorecard.md").write_text(text + "\n", encoding="utf-8")
    try:
        picture.draw(all_figures, asks, f"{count:,} reports, {len(asks)} queries, warm", to / "scorecard.svg")
    except ImportError as error:
        print(f"\nno picture: {error}")


def measure(folder: Path, names: Sequence[str], count: int) -> list[Figures]:
    """Everything about each engine, the indexes in a folder that goes with it."""
    asks = corpus.asks(folder)
    all_figures = [Figures(name, {cores: [] for cores in ((1, 2) if name in _MANY else (1,))}) for name in names]
    with TemporaryDirectory() as made:
        place = Path(made)
        lines = place / "reports.jsonl"
        corpus.unpack(folder, count, lines)
        measuring.build(all_figures, place, lines)
        measuring.ask(all_figures, place, asks)
        measuring.compare(all_figures, place, asks)
        measuring.add(all_figures, place, lines, count)
    return all_figures
