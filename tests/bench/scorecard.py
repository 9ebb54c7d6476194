"""Search beside other engines over the same reports in one run: `scorecard.md` and `scorecard.svg`.

The peers are set as their own documentation advises; each module of `tests/bench/engines` says how. All are asked for
ten hits as numbers of reports, from the typed text on; kind "facet" with the most frequent tags, kind "snippet" with a
marked part of each text. Where an engine tells for nothing how many it found, it tells.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import corpus, engines, markdown, measuring, picture
from tests.bench.figures import Figures

_PROCESSES = {"ours": (1,)}  # ways of indexing that are measured; one elsewhere


def main(folder: Path, names: Sequence[str], count: int, to: Path) -> None:
    names = [name for name in names if _present(name)]
    asks = corpus.asks(folder)
    with TemporaryDirectory() as made:
        place = Path(made)
        lines = place / "reports.jsonl"
        corpus.unpack(folder, count, lines)
        all_figures = [Figures(name, {number: [] for number in _PROCESSES.get(name, (1,))}) for name in names]
        measuring.build(all_figures, place, lines)
        measuring.ask(all_figures, place, asks)
        measuring.compare(all_figures, place, asks)
        measuring.add(all_figures, place, lines, count)
    text = markdown.scorecard(all_figures, asks, count)
    print(text, flush=True)
    to.mkdir(parents=True, exist_ok=True)
    (to / "scorecard.md").write_text(text + "\n", encoding="utf-8")
    try:
        picture.draw(all_figures, asks, f"{count:,} reports, {len(asks)} queries, warm", to / "scorecard.svg")
    except ImportError as error:
        print(f"\nno picture: {error}")


def _present(name: str) -> bool:
    if engines.interpreter(name) is None:
        print(f"{name} is left out: no Python here has {engines.NEEDS[name]}")
        return False
    return True
