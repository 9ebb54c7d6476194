"""Texts are cut and numbered by NumPy as they would be piece by piece."""

import random

import numpy as np
import pytest

from index.embedded.writing import pieces
from index.embedded.writing.pieces import Pieces

BLANKS = [" ", "\n", "\t", "\x1c", "\x1f", "\x85", "\xa0", "\u2003", "\u3000"]
PARTS = ["", "a", "b", "\0", "\0" * 8, "é", "中", "\U0001f600", "\ud83d", "\ude00", "abcdefg", "12345678", "z" * 16]


def numbered(texts: list[str], known: Pieces) -> list[list[str]]:
    numbers, counts = known.numbered(texts)
    said = known.all()
    return [[said[number] for number in some] for some in np.split(numbers, np.cumsum(counts)[:-1])]


@pytest.mark.parametrize("slots", [1, 19])
@pytest.mark.parametrize("seed", range(4))
def test_texts_are_cut_at_their_blanks(slots: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SLOTS", slots)
    known, chance = Pieces(), random.Random(seed)
    for _ in range(20):
        texts = ["".join(chance.choices(PARTS + BLANKS, k=chance.randint(0, 30))) for _ in range(chance.randint(1, 9))]
        assert numbered(texts, known) == [text.split() for text in texts]


def test_what_is_fresh_is_told_once_and_nothing_is_left_out() -> None:
    known = Pieces()
    told = []
    for text in ("a b a", "b \0 é", "\0\0 \0 c", "\0" * 16 + " c"):
        known.numbered([text])
        told += known.fresh
        known.fresh = []
    assert told == ["a", "b", "\0", "é", "\0\0", "c", "\0" * 16] == known.all()


def test_no_text_has_no_piece() -> None:
    assert [len(array) for array in Pieces().numbered([])] == [0, 0]
