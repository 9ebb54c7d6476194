"""The vocabulary answers as one that tests each word would."""

import random
import time
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from index.distance import within
from index.embedded import words
from index.embedded.words import Words

ALPHABET = "abcé名."


def vocabulary(folder: Path, found: list[str]) -> Words:
    rows = ((word.encode(), n % 3, n % 5) for n, word in enumerate(sorted(found, key=str.encode)))
    words.write(folder / "words", rows)
    return Words((folder / "words").read_bytes())


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> tuple[Words, list[str]]:
    chance = random.Random(5)
    found = {"".join(chance.choices(ALPHABET, k=chance.randint(1, 6))) for _ in range(2_000)}
    return vocabulary(tmp_path_factory.mktemp("words"), list(found)), sorted(found, key=str.encode)


def test_rows_are_words_in_order_with_their_counts(some: tuple[Words, list[str]]) -> None:
    table, found = some
    assert [table.word(row).decode() for row in range(len(table))] == found
    assert table.counts.T.tolist() == [[n % 3, n % 5] for n in range(len(found))]


@pytest.mark.parametrize("prefix", ["", "a", "é", "名", "ab", "zz", "abcabcabc", "."])
def test_prefixes(some: tuple[Words, list[str]], prefix: str) -> None:
    table, found = some
    assert table.prefixed(prefix).tolist() == [n for n, word in enumerate(found) if word.startswith(prefix)]


def test_patterns_match_as_fnmatch_does(some: tuple[Words, list[str]]) -> None:
    table, found = some
    chance = random.Random(6)
    for _ in range(300):
        pattern = "".join(chance.choices(ALPHABET + "**??", k=chance.randint(1, 6)))
        assert table.matching(pattern).tolist() == [n for n, word in enumerate(found) if fnmatchcase(word, pattern)], (
            pattern
        )


def test_near_spellings_are_those_that_the_distance_allows(some: tuple[Words, list[str]]) -> None:
    table, found = some
    for text in ("abc", "é名é", "a", "bacab", "zzzz"):
        for distance in (1, 2):
            expected = {n: apart for n, word in enumerate(found) if (apart := within(text, word, distance)) is not None}
            assert dict(table.near(text, distance)) == expected


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        *(("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xabc", 1)),
        *(("ca", "abc", None), ("abcd", "badc", 2), ("kitten", "sitting", None), ("", "ab", 2), ("", "", 0)),
    ],
)
def test_edit_distance_counts_a_swap_of_neighbours_as_one(one: str, other: str, distance: int | None) -> None:
    assert within(one, other, 2) == within(other, one, 2) == distance


def test_a_pattern_of_many_stars_is_linear(tmp_path: Path) -> None:
    table = vocabulary(tmp_path, [f"{'a' * 250}{n}" for n in range(2_000)])
    began = time.process_time()
    assert len(table.matching("*a" * 20 + "*b")) == 0
    assert len(table.matching("a*" * 20)) == 2_000
    assert time.process_time() - began < 20


def test_an_empty_vocabulary_has_no_words(tmp_path: Path) -> None:
    table = vocabulary(tmp_path, [])
    assert len(table) == len(table.prefixed("")) == len(table.matching("*")) == len(list(table.near("a", 2))) == 0
