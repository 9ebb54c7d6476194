"""Documents, order and scores are those of an unmodified Whoosh searcher over the same index."""

import os
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest

from index.embedded import EmbeddedIndex
from index.query.nodes import Node, Query
from index.types import Document
from tests.contract.archive import ARCHIVE, BEGIN, day, plain
from tests.index.embedded.oracle import Oracle
from tests.index.embedded.random_queries import WORDS, query

QUERIES = int(os.environ.get("QUERIES", "160"))  # for each of the two indexes; 10,000 take some minutes
PARTS = 4
INDICATORS = (("ipv4", "192.0.2.7"), ("domain", "a.bots.example"))


def documents(count: int, seed: int) -> list[Document]:
    """Reports of a few dozen words, so that every word, phrase, tag and date is in some but not in all."""
    chance = random.Random(seed)
    return [
        plain(
            f"{seed}-{n}",
            " ".join(chance.choices(WORDS, k=chance.randint(0, 40))),
            title=" ".join(chance.choices(WORDS, k=chance.randint(1, 6))),
            kind=chance.choice(("news", "report", "advisory")),
            category=chance.choice((None, "Report", "legal")),
            tags=tuple(chance.sample(("worm", "Worm", "ddos", "patch"), k=chance.randint(0, 3))),
            first_seen=BEGIN + timedelta(hours=chance.randint(0, 50)),
            published=chance.choice((None, day(2003, 11), day(2004, 1, chance.randint(1, 28)))),
            indicators=tuple(
                chance.sample((("ipv4", "192.0.2.7"), ("domain", "a.bots.example")), k=chance.randint(0, 2))
            ),
        )
        for n in range(count)
    ]


def one_segment(index: EmbeddedIndex) -> dict[str, Document]:
    return applied(index, [[*documents(300, 1), *ARCHIVE]])


def many_segments_with_deletions(index: EmbeddedIndex) -> dict[str, Document]:
    held = applied(index, [documents(650, 2), documents(650, 3), documents(40, 4), list(ARCHIVE)])
    gone = random.Random(5).sample(sorted(held), 200)
    index.apply([], drop=gone)
    return {id_: document for id_, document in held.items() if id_ not in gone}


def applied(index: EmbeddedIndex, batches: list[list[Document]]) -> dict[str, Document]:
    for batch in batches:
        index.apply(batch)
    return {document.id: document for batch in batches for document in batch}


@pytest.fixture(scope="module", params=[one_segment, many_segments_with_deletions])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[EmbeddedIndex, Oracle]]:
    folder = tmp_path_factory.mktemp("both") / "index"
    index = EmbeddedIndex(folder, seconds=60)
    held = request.param(index)
    assert len(list(folder.rglob("*.flat"))) == (1 if request.param is one_segment else 4)
    yield index, Oracle(folder, held)
    index.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_query_finds_what_whoosh_finds(both: tuple[EmbeddedIndex, Oracle], part: int) -> None:
    chance = random.Random(part)
    for _ in range(QUERIES // PARTS):
        agree(*both, query(chance))


def agree(index: EmbeddedIndex, oracle: Oracle, node: Node) -> None:
    ours = [(hit.id, hit.score) for hit in index.search(Query(node), size=10_000).hits]
    theirs = oracle.search(node)
    assert [id_ for id_, _ in ours] == [id_ for id_, _ in theirs], node
    assert [score for _, score in ours] == pytest.approx([score for _, score in theirs], abs=1e-9, rel=1e-12), node
