"""`make bench`: every benchmark whose corpus lies beside the checkout, one after the other."""

from tests.bench import indicators_against_misp, pages_against_gold, search_against_fts5
from tests.shared import SHARED

CORPUS = SHARED / "corpus"
BENCHMARKS = [
    ("Search beside SQLite FTS5", search_against_fts5.main, CORPUS / "bench"),
    ("Main text and titles of pages", pages_against_gold.main, CORPUS),
    ("Indicators beside ioc-finder", indicators_against_misp.main, CORPUS / "ioc-eset-misp"),
]

for title, run, place in BENCHMARKS:
    print(f"\n## {title}\n", flush=True)  # noqa: T201
    if place.is_dir():
        run(place)
    else:
        print(f"no corpus in {place}")  # noqa: T201
