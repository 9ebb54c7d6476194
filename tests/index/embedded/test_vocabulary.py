"""The vocabulary answers as one that tests each word would."""

import random
import time
from fnmatch import fnmatchcase

import numpy as np
import pytest

from index.distance import within
from index.embedded.searching.clock import Clock, OutOfTime
from index.embedded.segments.distances import distances
from index.embedded.segments.vocabulary import Vocabulary, pack

ALPHABET = "abcé名."


def vocabulary(found: list[str]) -> Vocabulary:
    return Vocabulary(*pack(sorted(word.encode() for word in found)))


@pytest.fixture(scope="module")
def some() -> tuple[Vocabulary, list[str]]:
    chance = random.Random(5)
    found = {"".join(chance.choices(ALPHABET, k=chance.randint(1, 6))) for _ in range(2_000)}
    return vocabulary(list(found)), sorted(found, key=str.encode)


def test_rows_are_terms_in_order(some: tuple[Vocabulary, list[str]]) -> None:
    table, found = some
    assert [table.term(row).decode() for row in range(len(table))] == found
    assert [word.decode() for word in table.terms()] == found
    assert [table.row(word.encode()) for word in found] == list(range(len(found)))
    assert table.row(b"zzz") is None
    assert table.row(b"") is None


@pytest.mark.parametrize("prefix", ["", "a", "é", "名", "ab", "zz", "abcabcabc", "."])
def test_prefixes(some: tuple[Vocabulary, list[str]], prefix: str) -> None:
    table, found = some
    assert list(table.prefixed(prefix)) == [n for n, word in enumerate(found) if word.startswith(prefix)]


def test_patterns_match_as_fnmatch_does(some: tuple[Vocabulary, list[str]]) -> None:
    table, found = some
    chance = random.Random(6)
    for _ in range(300):
        pattern = "".join(chance.choices(ALPHABET + "**??", k=chance.randint(1, 6)))
        assert list(table.matching(pattern)) == [n for n, word in enumerate(found) if fnmatchcase(word, pattern)], (
            pattern
        )


def nothing() -> None:
    pass


def test_near_spellings_are_those_that_the_distance_allows(some: tuple[Vocabulary, list[str]]) -> None:
    table, found = some
    for text in ("abc", "é名é", "a", "bacab", "zzzz"):
        for distance in (1, 2):
            expected = {n: apart for n, word in enumerate(found) if (apart := within(text, word, distance)) is not None}
            assert dict(table.near(text, distance, nothing)) == expected


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        *(("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xabc", 1)),
        *(("ca", "abc", None), ("abcd", "badc", 2), ("kitten", "sitting", None), ("", "ab", 2), ("", "", 0)),
    ],
)
def test_edit_distance_counts_a_swap_of_neighbours_as_one(one: str, other: str, distance: int | None) -> None:
    assert within(one, other, 2) == within(other, one, 2) == distance


def plainly(one: str, other: str) -> int:
    """The whole table of distances, as the books have it."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            replaced = table[row - 1][column - 1] + (one[row - 1] != other[column - 1])
            table[row][column] = min(table[row - 1][column] + 1, table[row][column - 1] + 1, replaced)
            swapped = row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]
            if swapped:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


def test_a_bounded_distance_is_the_whole_one_where_it_is_within_the_bound() -> None:
    chance = random.Random(8)
    for _ in range(20_000):
        one, other = ("".join(chance.choices("abc", k=chance.randint(0, 7))) for _ in range(2))
        distance, bound = plainly(one, other), chance.randint(0, 3)
        assert within(one, other, bound) == (distance if distance <= bound else None), (one, other, bound)


@pytest.mark.parametrize("bound", [0, 1, 2, 3])
def test_distances_of_many_words_are_those_of_each(bound: int) -> None:
    chance = random.Random(9)
    for text in ("", "a", "ab", "abcab", "cabbage"):
        lengths = range(max(0, len(text) - bound), len(text) + bound + 1)
        words = ["".join(chance.choices("abcg", k=chance.choice(lengths))) for _ in range(2_000)]
        rows = np.array([list(word.encode().ljust(12, b"\0")) for word in words], np.uint8)
        found = distances(rows, np.array(list(map(len, words))), text.encode(), bound)
        expected = [within(text, word, bound) for word in words]
        assert [apart if apart <= bound else None for apart in found.tolist()] == expected


def test_looking_for_near_spellings_can_be_ended() -> None:
    table = vocabulary(sorted(f"cve-2021-{n}" for n in range(10_000, 20_000)))
    clock = Clock(0)
    with pytest.raises(OutOfTime):
        list(table.near("cve-2021-99999x", 2, clock.check))


def test_a_pattern_of_many_stars_is_linear() -> None:
    table = vocabulary([f"{'a' * 250}{n}" for n in range(2_000)])
    began = time.process_time()
    assert len(table.matching("*a" * 20 + "*b")) == 0
    assert len(table.matching("a*" * 20)) == 2_000
    assert time.process_time() - began < 20


def test_an_empty_vocabulary_has_no_words() -> None:
    table = vocabulary([])
    assert (
        len(table) == len(table.prefixed("")) == len(table.matching("*")) == len(list(table.near("a", 2, nothing))) == 0
    )
