"""`make bench`: each benchmark whose corpus lies beside the checkout, one after the other, or the one named."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.bench import (
    engines,
    feeds_against_feedparser,
    growth,
    indicators_against_misp,
    pages_against_gold,
    scorecard,
    stories,
)
from tests.bench.ingest import table as ingest
from tests.bench.ingest.programs import PROGRAMS
from tests.bench.relevance import table

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def main() -> None:
    given = _parser().parse_args()
    if given.benchmark:
        given.run(given)
    else:
        for name in ("scorecard", "relevance", "ingest", "feeds", "pages", "indicators", "stories"):
            alone = _parser().parse_args([name])
            alone.run(alone)


def _scorecard(given: Namespace) -> None:
    if _there("Search beside other engines", given.corpus):
        scorecard.main(given.corpus, engines.present(given.engines), given.count, given.to)


def _growth(given: Namespace) -> None:
    if _there("Search as an archive grows", given.corpus):
        growth.main(given.corpus, engines.present(given.engines), given.counts)


def _relevance(given: Namespace) -> None:
    names = engines.present(given.engines)
    for folder in given.collections:
        if _there(f"Relevance: {folder.name}", folder):
            table.main(folder, names)


def _ingest(given: Namespace) -> None:
    if _there("From fetch to searchable", given.corpus):
        ingest.main(given.corpus, ingest.present(given.programs))


def _feeds(_: Namespace) -> None:
    if _there("Feeds beside feedparser", CORPUS):
        feeds_against_feedparser.main(CORPUS)


def _pages(_: Namespace) -> None:
    if _there("Main text and titles of pages", CORPUS):
        pages_against_gold.main(CORPUS)


def _indicators(_: Namespace) -> None:
    folder = CORPUS / "ioc-eset-misp"
    if _there("Indicators beside ioc-finder", folder):
        indicators_against_misp.main(folder)


def _stories(_: Namespace) -> None:
    if _there("Stories that several tell", CORPUS):
        stories.main(CORPUS)


def _there(title: str, folder: Path) -> bool:
    print(f"\n# {title}\n", flush=True)
    if not folder.is_dir():
        print(f"left out: no corpus in {folder}")
    return folder.is_dir()


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    kinds = parser.add_subparsers(dest="benchmark")
    one = kinds.add_parser("scorecard", help=scorecard.__doc__)
    one.set_defaults(run=_scorecard)
    _searching(one, engines.NAMES)
    one.add_argument("--count", type=int, default=100_000, help="reports; past those of the corpus they are made up")
    one.add_argument("--to", type=Path, default=Path("build/bench"), help="where the table and the picture go")
    one = kinds.add_parser("growth", help=growth.__doc__)
    one.set_defaults(run=_growth)
    _searching(one, ("ours", "tantivy", "fts5"))
    one.add_argument("counts", type=int, nargs="*", default=(10_000, 30_000, 100_000), help="reports")
    one = kinds.add_parser("relevance", help=table.__doc__)
    one.set_defaults(run=_relevance)
    one.add_argument(
        "collections", type=Path, nargs="*", default=sorted(CORPUS.glob("relevance-*")), help="a folder each"
    )
    _engines(one, engines.RANKERS)
    kinds.add_parser("feeds", help=feeds_against_feedparser.__doc__).set_defaults(run=_feeds)
    one = kinds.add_parser("ingest", help=ingest.__doc__)
    one.set_defaults(run=_ingest)
    one.add_argument("--corpus", type=Path, default=CORPUS / "bench", help="a folder of reports")
    one.add_argument("--programs", type=lambda given: given.split(","), default=list(PROGRAMS), help="with commas")
    kinds.add_parser("pages", help=pages_against_gold.__doc__).set_defaults(run=_pages)
    kinds.add_parser("indicators", help=indicators_against_misp.__doc__).set_defaults(run=_indicators)
    kinds.add_parser("stories", help=stories.__doc__).set_defaults(run=_stories)
    return parser


def _searching(parser: ArgumentParser, names: tuple[str, ...]) -> None:
    parser.add_argument("--corpus", type=Path, default=CORPUS / "bench", help="a folder of reports and queries.json")
    _engines(parser, names)


def _engines(parser: ArgumentParser, names: tuple[str, ...]) -> None:
    parser.add_argument(
        "--engines",
        type=lambda given: given.split(","),
        default=names,
        help=f"of {', '.join(engines.RANKERS)}, with commas; the first is what the others are compared with",
    )


if __name__ == "__main__":
    main()
