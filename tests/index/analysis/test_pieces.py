"""A text may be read piece by piece, each distinct piece once."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import Reading, analyse, core, glue, of_core, of_other, reader, reading
from index.analysis import piece as piece_module
from index.analysis.defang import NOTATION, has_notation
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


def pieces(text: str) -> list[str]:
    return glue(text).split()


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


@pytest.fixture
def the_long_way(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Reading]:
    """Reading without the short cuts for plain words and names."""

    def read_in_full(piece: str) -> Reading:
        with monkeypatch.context() as patched:
            for module in (piece_module, reader):
                patched.setattr(module, "_PLAIN", re.compile("(?!)"))
            return reading(piece)

    return read_in_full


PLAIN = (
    "Worms worms, (\"Worms\"). users' 2003! a A? meow: hxxp: http: cve: 1. 'n' 1; d0:: 2001:db8:: (fe80::) rock-phish "
    "CVE-2021-44228, (cve-2021-44228): W32.Mimail.E! evil.com, evil.com-related 192.0.2.1-192.0.2.9 1.2.3.4.5 v1.2.3 "
    "a__b--c 'node-v1.2' [evil.com]: [1] [a].b (a).com u-n/a e.g.: x' evil.com's 1,000 1,000.5 a,b=c;d.e|f-g x.y:z-1: "
    "mailto: mailto:. (mailto:a@b.com)"
)


@pytest.mark.parametrize("piece", [*PLAIN.split(), "a-" * 200 + "b", "a." * 1_100 + "b", "x" * 300])
def test_plain_words_and_names_are_read_at_once_as_they_would_be_in_full(
    piece: str, the_long_way: Callable[[str], Reading]
) -> None:
    assert reading(piece) == the_long_way(piece)


LETTERS = ["a", "B", "1", "0", "d0", "com", "cve-2021-44228", "evil.com", "1.2.3.4", "K", "\u0130", "é", "中"]
PLAIN_SIGNS = ["(", "[", "'", '"', "`", ".", ",", ";", "!", "?", ")", "]", ":", "-", "_", "--", "/", "=", "@", "://"]


@settings(max_examples=1_500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*LETTERS, *PLAIN_SIGNS]), min_size=1, max_size=7).map("".join))
def test_whatever_is_read_at_once_is_as_it_would_be_in_full(the_long_way: Callable[[str], Reading], piece: str) -> None:
    assert reading(piece) == the_long_way(piece)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from([*LETTERS, *PLAIN_SIGNS]), min_size=1, max_size=7).map("".join))
def test_all_of_a_piece_but_where_is_read_in_its_core(piece: str) -> None:
    terms, width = reading(piece)
    said = core(piece)
    found = of_other(piece) if said is None else of_core(said)
    assert [term[:3] for term in terms] == [row[:3] for row in found.rows]
    assert width == found.position
    assert said is None or core(said) == said


def test_a_chain_of_hosts_without_end_is_read() -> None:
    for unit in ("evil.com-", "evil.com--", "1.2.3.4-", "evil.com-x-", "cve-2021-44228_"):
        assert analyse(unit * 400)
