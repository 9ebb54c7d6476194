"""What cannot be meant as it is typed: how the query language mends it, and what it says of that."""

from datetime import UTC, date, datetime

import pytest

from index.query import parse, write
from index.query.nodes import (
    And,
    Boost,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Nothing,
    Phrase,
    Wildcard,
    Word,
)

TODAY = date(2022, 4, 10)
A, B, C = Word("a"), Word("b"), Word("c")


def instant(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


MENDED: dict[str, tuple[Node, str, str]] = {
    "NOT NOT NOT": (Everything(), "*", "A NOT with nothing behind it"),
    "AND a": (A, "a", "An AND with nothing on one side"),
    "a AND": (A, "a", "An AND with nothing on one side"),
    "a AND AND b": (And((A, B)), "a b", "An AND with nothing on one side"),
    "a OR": (A, "a", "An OR with nothing on one side"),
    "OR": (Everything(), "*", "An OR with nothing on one side"),
    "(a": (A, "a", "A bracket is not closed"),
    "a) b": (And((A, B)), "a b", "closed that was never opened"),
    '"a b': (Phrase("a b"), '"a b"', "A quotation mark is not closed"),
    '""': (Everything(), "*", "A phrase without words"),
    '"a b*"': (Phrase("a b*"), '"a b*"', "a star in or behind them is not a wildcard"),
    '"a b"*': (Phrase("a b"), '"a b"', "a star in or behind them is not a wildcard"),
    '"a"~999': (Phrase("a", slop=50), '"a"~50', "at most 50 words apart"),
    "x~5": (Fuzzy("x", 2), "x~2", "at most 2 letters away"),
    "+++": (Everything(), "*", "Nothing in this could be searched"),
    "a @": (A, "a", "“@” holds nothing"),
    "foo:bar": (Word("foo:bar"), "foo:bar", "“foo:” is not a field"),
    "title: a": (And((Word("title"), A)), "title a", "“title:” has no value"),
    "ip:999.1.1.1": (Nothing(), "NOT *", "“999.1.1.1” cannot be a value of “ip:”"),
    "a OR ip:999.1.1.1": (A, "a", "cannot be a value of “ip:”"),
    "cve:2021-44": (Nothing(), "NOT *", "“2021-44” cannot be a value of “cve:”"),
    "hash:xyz": (Nothing(), "NOT *", "cannot be a value of “hash:”"),
    "published:2003-13 a": (A, "a", "“2003-13” is not a date"),
    "published:2003-02-30 a": (A, "a", "“2003-02-30” is not a date"),
    "updated:[a TO z] a": (A, "a", "“a” is not a date"),
    "updated:[2004 TO 2003]": (Nothing(), "NOT *", "holds no day"),
    "domain:*evil*": (Wildcard("*evil*"), "*evil*", "searched in the text"),
    "published:9d a @": (And((Dates("published", instant(2022, 4, 1), instant(2022, 4, 11)), A)), "", "“@”"),
    "worm^900 @": (Boost(Word("worm"), 100.0), "worm^100", "“@”"),
}


@pytest.mark.parametrize("typed", MENDED)
def test_what_cannot_be_meant_is_mended_and_said(typed: str) -> None:
    node, repaired, note = MENDED[typed]
    query = parse(typed, TODAY)
    assert query.node == node
    assert query.repaired == (repaired or write(node))
    assert any(note in said for said in query.notes), query.notes
    assert parse(query.repaired, TODAY).node == node


def test_a_long_query_is_cut_and_says_so() -> None:
    assert any("2,000 characters" in note for note in parse("a" * 3_000).notes)
    halved = parse("ab " * 50 + '"' + "cd " * 999)
    assert isinstance(halved.node, And)
    assert isinstance(halved.node.parts[-1], Phrase)
    assert set(halved.node.parts[-1].text.split()) == {"cd"}, "the last word is not half a word"
    many = parse(" ".join(f"a{n}" for n in range(300)))
    assert isinstance(many.node, And)
    assert len(many.node.parts) == 128
    assert any("first 128 words" in note for note in many.notes)


def test_brackets_nested_too_deep_are_left_out_and_said() -> None:
    assert not parse("(" * 20 + "a" + ")" * 20).notes
    assert parse("(" * 21 + "a" + ")" * 21).notes
    query = parse("(" * 60 + "a" + ")" * 60)
    assert query.node == A
    assert any("deeper than" in note for note in query.notes)


def test_what_cannot_be_shown_is_not_in_the_query() -> None:
    query = parse("a\ud800b\x00c")
    assert query.typed.encode().decode() == query.typed
    assert query.node == And((A, B, C))
