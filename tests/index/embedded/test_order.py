"""Terms and rows are put in order by NumPy as they would be by comparing one by one."""

import random

import numpy as np
import pytest

from index.embedded.segments.schema import term
from index.embedded.writing import order, ranks

LETTERS = ["a", "b", "\0", "\n", " ", "é", "\ud800", "?", "abcdefgh", "z" * 16, "中", "\U0001f600"]


@pytest.mark.parametrize("many", [0, 10**9])
@pytest.mark.parametrize("count", [0, 1, 2, 30, 3_000])
def test_strings_have_the_ranks_of_their_bytes(many: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranks, "_MANY", many)
    chance = random.Random(count)
    strings = list({"".join(chance.choices(LETTERS, k=chance.randint(0, 6))) for _ in range(count)})
    packed, rank = ranks.ranked(strings)
    assert [packed.term(row) for row in range(len(packed))] == sorted(set(map(term, strings)))
    assert [packed.term(row) for row in rank.tolist()] == list(map(term, strings))


@pytest.mark.parametrize("most", [1, 1 << 14, 200_000])
@pytest.mark.parametrize("blocks", [[0], [5_000], [1_000, 0, 4_000]])
def test_rows_stand_in_the_order_of_ranks_and_then_as_they_came(most: int, blocks: list[int]) -> None:
    rank = np.random.default_rng(most).integers(0, most, sum(blocks)).astype(np.uint32)
    place = np.arange(len(rank), dtype=np.uint32)
    ends = np.cumsum(blocks)[:-1]
    given = zip(np.split(rank, ends), np.split(place, ends), strict=True)
    ranks, places = map(np.concatenate, zip(*order.ordered(given), strict=True))
    expected = np.argsort(rank, kind="stable")
    assert np.array_equal(places, expected)
    assert np.array_equal(ranks, rank[expected])
