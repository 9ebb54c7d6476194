"""Which words of a query may be mistyped, and the query with others in their place."""

import pytest

from index.query import parse, write
from index.query.nodes import Query, Value
from index.query.respelling import affirmed, respelled, revalued, spellable, values

CASES = [
    ("worm attack", "worm attack", "WORM ATTACK"),
    ("worm OR (attack -spam)", "worm attack", "WORM OR (ATTACK -spam)"),
    ("title:worm^3", "worm", "title:WORM^3"),
    ('"worm attack" tag:worm worm* w?rm worm~ -worm', "", '"worm attack" tag:worm worm* w?rm worm~ -worm'),
    ("s010 evil.example 192.0.2.1 f00 cve-2021-44228", "", "s010 evil.example 192.0.2.1 f00 cve-2021-44228"),
    ("worm worm", "worm", "WORM^1.41"),
    ("USPS worm BÜRO", "worm", "usps WORM büro"),
    ("", "", "*"),
]


@pytest.mark.parametrize(("typed", "words", "expected"), CASES)
def test_words_are_spelled_otherwise_and_nothing_else_is(typed: str, words: str, expected: str) -> None:
    node = parse(typed).node
    assert spellable(Query(node, typed)) == tuple(words.split())
    assert write(respelled(node, {word: word.upper() for word in words.split()})) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("-24[.]237.69[.]80", "24.237.69.80"),
        ("-worm -tag:spam", "worm tag:spam"),
        ("NOT (worm OR spam)", "worm OR spam"),
        ("-S010", "s010"),
        ("worm -spam", None),
        ("worm OR -spam", None),
        ("worm", None),
        ("NOT *", None),
        ("", None),
    ],
)
def test_what_is_left_out_is_told_where_nothing_is_sought(typed: str, expected: str | None) -> None:
    other = affirmed(parse(typed).node)
    assert (other and write(other)) == expected


def test_one_value_is_put_in_the_place_of_another_and_nothing_else_is_changed() -> None:
    node = parse("(tag:wrom OR wrom)^2 tag:a* -tag:wrom source:wrom").node
    assert list(values(node)) == [Value("tag", "wrom"), Value("source", "wrom")]
    other = revalued(node, Value("tag", "wrom"), Value("tag", "worm"))
    assert write(other) == "(tag:worm OR wrom)^2 tag:a* -tag:wrom source:wrom"
