"""Search and indexing beside SQLite FTS5, over the same reports in one run.

Run as `python -m tests.bench.search_against_fts5 FOLDER [COUNT]`, with reports-100k.jsonl.xz and queries.json in the
folder. FTS5 has title and body, the porter tokenizer and bm25 with the title at twice the weight; both are asked for
ten hits. What is compared is the median over the queries of each kind, each the best of three.
"""

import json
import lzma
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from index.embedded import EmbeddedIndex
from index.query import parse
from index.types import Document

COUNT = 10_000
Ask = Callable[[str], object]


def main(folder: Path, count: int = COUNT) -> None:
    documents = list(islice(read(folder / "reports-100k.jsonl.xz"), count))
    queries = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place:
        ours, our_seconds = build_ours(Path(place) / "index", documents)
        theirs, their_seconds = build_fts5(Path(place) / "fts.db", documents)
        rows = list(compare(queries, ours, theirs))
    print(f"{count} documents: ours {count / our_seconds:.0f}/s, FTS5 {count / their_seconds:.0f}/s\n")  # noqa: T201
    print("| kind | ours ms | FTS5 ms | ratio |\n| --- | ---: | ---: | ---: |")  # noqa: T201
    for kind, mine, other in rows:
        print(f"| {kind} | {mine:.2f} | {other:.2f} | {mine / other:.2f} |")  # noqa: T201


def read(path: Path) -> Iterator[Document]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            yield Document(
                id=str(told["id"]),
                title=told["title"],
                body=told["body"],
                kind="report",
                first_seen=datetime(2024, 1, 1, tzinfo=UTC),
                source=told["source"],
                tags=tuple(told["tags"]),
                published=datetime.fromisoformat(told["date"]).replace(tzinfo=UTC) if told["date"] else None,
            )


def build_ours(place: Path, documents: list[Document]) -> tuple[Ask, float]:
    engine = EmbeddedIndex(place)
    began = perf_counter()
    engine.apply(documents)
    return lambda typed: engine.search(parse(typed), size=10).total, perf_counter() - began


def build_fts5(place: Path, documents: list[Document]) -> tuple[Ask, float]:
    database = sqlite3.connect(place)
    began = perf_counter()
    database.execute("CREATE VIRTUAL TABLE fts USING fts5(title, body, tags, tokenize = 'porter unicode61')")
    rows = ((one.title, one.body, " ".join(one.tags)) for one in documents)
    database.executemany("INSERT INTO fts VALUES (?, ?, ?)", rows)
    database.commit()
    found = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts, 2.0, 1.0, 0.0) LIMIT 10"
    return lambda typed: database.execute(found, (typed,)).fetchall(), perf_counter() - began


def compare(queries: list[dict[str, object]], ours: Ask, theirs: Ask) -> Iterator[tuple[str, float, float]]:
    """Median milliseconds of each kind of query."""
    taken: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query in queries:
        if (typed := spelled(query)) is not None:
            taken[str(query["kind"])].append((best(ours, typed[0]), best(theirs, typed[1])))
    for kind, times in taken.items():
        yield kind, median(mine for mine, _ in times), median(other for _, other in times)


def spelled(query: dict[str, object]) -> tuple[str, str] | None:
    """A query of the set in our language and in FTS5's; None for a kind that FTS5 has nothing for."""
    terms = [str(term) for term in query["terms"]] if isinstance(query.get("terms"), list) else []
    quoted = [f'"{term}"' for term in terms]
    match query["kind"]:
        case "phrase":
            return f'"{" ".join(terms)}"', f'"{" ".join(terms)}"'
        case "or2":
            return " OR ".join(terms), " OR ".join(quoted)
        case "prefix":
            return f"{terms[0]}*", f"{quoted[0]}*"
        case "term_common" | "term_rare" | "and2":
            return " ".join(terms), " AND ".join(quoted)
    return None


def best(ask: Ask, typed: str) -> float:
    """Milliseconds of the fastest of three."""
    times = []
    for _ in range(3):
        began = perf_counter()
        ask(typed)
        times.append((perf_counter() - began) * 1000)
    return min(times)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(count) for count in sys.argv[2:3]))
