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
def test_rows_stand_in_the_order_of_ranks_and_then_as_they_came(most: int) -> None:
    rank = np.random.default_rng(most).integers(0, most, 5_000).astype(np.uint32)
    assert np.array_equal(np.concatenate(list(order.by_rank(rank))), np.argsort(rank, kind="stable"))
