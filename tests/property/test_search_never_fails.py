"""Whatever is typed is searched: no error, no hang, and an answer that agrees with itself."""

import random
import time
from collections.abc import Iterator

import pytest

from index.embedded import EmbeddedIndex
from index.port import FACETS, SearchIndex
from index.query import parse
from index.query.respelling import spellable
from index.snippets import snippet
from index.types import Sort
from tests.contract.archive import ARCHIVE, plain
from tests.property.nasty import nasty_strings

STRINGS = 5_000
PARTS = 20


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """A few hundred documents: real-looking ones, and ones made of what is searched for."""
    chance = random.Random(1)
    words = [f"{chance.choice('abcdefghij')}{n:x}" for n in range(3_000)]
    texts = [" ".join(chance.choices(words, k=80)) for _ in range(200)] + list(nasty_strings(9, 200))
    index = EmbeddedIndex(tmp_path_factory.mktemp("nasty") / "index")
    index.apply([*ARCHIVE, *(plain(f"n{n}", text, title=text[:80], tags=(text[:20],)) for n, text in enumerate(texts))])
    yield index
    index.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_string_is_searched_in_time(index: SearchIndex, part: int) -> None:
    for typed in list(nasty_strings(7, STRINGS))[part::PARTS]:
        query = parse(typed)
        began = time.process_time()
        results = index.search(query, sort=list(Sort)[part % 3], facets=FACETS)
        index.suggest(typed)
        took = time.process_time() - began
        assert took < 2, typed
        assert len(results.hits) == min(20, results.total), typed
        snippet(ARCHIVE[0].body, query)


def test_every_string_is_explained_and_explanations_agree_with_the_search(index: SearchIndex) -> None:
    for typed in nasty_strings(11, 600):
        query = parse(typed)
        hits = index.search(query, size=5).hits
        explained = index.explain(query, [*(hit.id for hit in hits), "page"])
        for hit in hits:
            assert explained[hit.id].matched, typed
            assert explained[hit.id].score == pytest.approx(hit.score, abs=1e-9), typed
        assert explained["page"].query.query
        assert len(index.spellings(spellable(query))) <= 128
