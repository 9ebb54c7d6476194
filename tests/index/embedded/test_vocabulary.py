"""The vocabulary answers as one that tests each word would."""

import random
import time
from fnmatch import fnmatchcase

import pytest

from index.distance import within
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


def test_near_spellings_are_those_that_the_distance_allows(some: tuple[Vocabulary, list[str]]) -> None:
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


def test_a_pattern_of_many_stars_is_linear() -> None:
    table = vocabulary([f"{'a' * 250}{n}" for n in range(2_000)])
    began = time.process_time()
    assert len(table.matching("*a" * 20 + "*b")) == 0
    assert len(table.matching("a*" * 20)) == 2_000
    assert time.process_time() - began < 20


def test_an_empty_vocabulary_has_no_words() -> None:
    table = vocabulary([])
    assert len(table) == len(table.prefixed("")) == len(table.matching("*")) == len(list(table.near("a", 2))) == 0
