"""Ranking a judged collection by every engine in one run, and the table of what came out."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from tests.bench.client import Client
from tests.bench.markdown import table
from tests.bench.relevance.collection import Collection, Unreadable
from tests.bench.relevance.metrics import average_precision, ndcg, recall
from tests.bench.relevance.reading import read

_DEPTH = 1_000  # documents ranked for each query
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the queries that have a relevant document."""

    ndcg: float  # at 10
    map: float
    recall: float  # at 100


def main(folder: Path, names: Sequence[str]) -> None:
    try:
        collection = read(folder)
    except Unreadable as error:
        print(f"left out: {error}")
        return
    print(f"{len(collection.documents):,} documents, {len(collection.asked)} queries\n", flush=True)
    print(table(["engine", "nDCG@10", "MAP", "recall@100"], _rows(collection, names)), flush=True)


def _rows(collection: Collection, names: Sequence[str]) -> Iterator[list[str]]:
    with TemporaryDirectory() as made:
        corpus = Path(made) / "documents.jsonl"
        with corpus.open("w", encoding="utf-8") as file:
            for one in collection.documents:
                told = {"title": one.title, "body": one.body, "tags": [], "source": collection.name, "date": None}
                file.write(json.dumps(told) + "\n")
        for name in names:
            folder = Path(made) / name
            folder.mkdir()
            quality = measure(collection, rankings(collection, name, folder, corpus))
            yield [name, f"{quality.ndcg:.3f}", f"{quality.map:.3f}", f"{quality.recall:.3f}"]


def rankings(collection: Collection, name: str, folder: Path, corpus: Path) -> dict[str, list[str]]:
    """The ids of the documents that an engine ranks for each query, all of whose words are alternatives."""
    with Client(name, folder) as client:
        client.build(corpus, cores=2)
    with Client(name, folder) as client:
        client.ready()
        found = {}
        for id_ in collection.asked:
            words = _WORD.findall(collection.queries[id_].lower())
            found[id_] = [collection.documents[key - 1].id for key in client.rank(words, _DEPTH)]
        return found


def measure(collection: Collection, ranked: dict[str, list[str]]) -> Quality:
    pairs = [(ranked[id_], collection.judgements[id_]) for id_ in collection.asked]
    return Quality(
        fmean(ndcg(ranking, grades) for ranking, grades in pairs),
        fmean(average_precision(ranking, grades) for ranking, grades in pairs),
        fmean(recall(ranking, grades) for ranking, grades in pairs),
    )
