"""`make bench`: each benchmark whose corpus lies beside the checkout, one after the other, or the one named."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.bench import engines, indicators_against_misp, pages_against_gold, scorecard

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def main() -> None:
    given = _arguments()
    benchmarks = {
        "scorecard": ("Search beside other engines", given.corpus, _scorecard),
        "pages": ("Main text and titles of pages", CORPUS, lambda given: pages_against_gold.main(CORPUS)),
        "indicators": (
            "Indicators beside ioc-finder",
            CORPUS / "ioc-eset-misp",
            lambda given: indicators_against_misp.main(CORPUS / "ioc-eset-misp"),
        ),
    }
    for name in [given.benchmark] if given.benchmark else benchmarks:
        title, place, run = benchmarks[name]
        print(f"\n# {title}\n", flush=True)
        if place.is_dir():
            run(given)
        else:
            print(f"left out: no corpus in {place}")


def _scorecard(given: Namespace) -> None:
    scorecard.main(given.corpus, given.engines.split(","), given.count, given.to)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benchmark", nargs="?", choices=["scorecard", "pages", "indicators"])
    parser.add_argument("--corpus", type=Path, default=CORPUS / "bench", help="a folder of reports and queries.json")
    parser.add_argument("--count", type=int, default=100_000, help="reports; past those of the corpus they are made up")
    parser.add_argument("--engines", default=",".join(engines.NAMES), help="names, the first of which is compared with")
    parser.add_argument("--to", type=Path, default=Path("build/bench"), help="where the table and the picture go")
    return parser.parse_args()


if __name__ == "__main__":
    main()
