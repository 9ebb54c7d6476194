"""A text may be read piece by piece, each distinct piece once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import analyse, fold, pieces, reading
from index.analysis.defang import NOTATION, has_notation
from index.analysis.reader import read
from tests.index.analysis.notations import NOTATIONS
from tests.property.nasty import FRAGMENTS

TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)), max_size=14).map(" ".join)

SIGNS = [
    *"hxtpsf*_#:/\\[](){}<>.,@a1%&;—",
    "dot",
    "at",
    "http",
    "hxxp",
    "meow",
    "%2e",
    "%c3%bc",
    "&#46;",
    "&amp;",
    "://",
]


def read_by_pieces(text: str) -> list[tuple[str, str, int]]:
    found, at = [], 0
    for piece in pieces(text):
        terms, width = reading(piece)
        found += [(term.text, term.surface, at + term.position) for term in terms]
        at += width
    return found


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_readings_of_its_pieces_are_the_analysis_of_a_text(text: str) -> None:
    assert read_by_pieces(text) == [(token.text, token.surface, token.position) for token in analyse(text)]


@settings(max_examples=2_000, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
def test_the_quick_look_for_notations_misses_none(text: str) -> None:
    assert has_notation(text) == bool(NOTATION.search(text))


def test_the_quick_look_sees_every_notation_of_the_table() -> None:
    table = [text for notations in NOTATIONS for text in notations.same]
    for text in [*table, "fxp://a", "f*p[:]//a", "h__ps://a", "hxtp://a", "meows://a", "a—1", "a&#x2e;b"]:
        assert has_notation(text) == bool(NOTATION.search(text))


def test_notations_with_blanks_are_one_piece() -> None:
    assert len(pieces("evil [dot] example [dot] com")) == 1
    assert len(pieces("CVE 2021 44228 and http:// evil.com")) == 3
    assert [len(pieces(text)) for text in ("the end[.] The next", "hcp:// URLs. Then", "evil[.]com[.] after")] == [
        4,
        3,
        2,
    ]


@pytest.mark.parametrize(
    "piece",
    [
        "Worms",
        "worms,",
        '("Worms").',
        "users'",
        "2003!",
        "a",
        "A?",
        "meow:",
        "hxxp:",
        "http:",
        "cve:",
        "1.",
        "'n'",
        "1;",
    ],
)
def test_a_plain_word_is_read_at_once_as_it_would_be_in_full(piece: str) -> None:
    full = read(fold(piece))
    assert reading(piece) == (tuple(full.terms), full.position)


def test_a_chain_of_hosts_without_end_is_read() -> None:
    for unit in ("evil.com-", "evil.com--", "1.2.3.4-", "evil.com-x-", "cve-2021-44228_"):
        assert analyse(unit * 400)
