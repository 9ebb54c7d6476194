"""What holds for every text and every query whatever."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import LONGEST, alternatives, analyse, fold
from index.query import parse, write
from tests.index.finding import marked
from tests.property.nasty import FRAGMENTS

TODAY = date(2022, 4, 10)
PIECES = st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8))
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map(" ".join)
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_text_is_a_query_and_its_notes_are_sentences(typed: str) -> None:
    query = parse(typed, TODAY)
    assert all(note.endswith(".") and len(note) < 300 for note in query.notes)
    assert query.notes or query.repaired == query.typed


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_repaired_query_asks_the_same(typed: str) -> None:
    query = parse(typed, TODAY)
    again = parse(query.repaired, TODAY)
    assert again.node == query.node
    assert write(again.node) == write(query.node)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_tokens_lie_within_the_text_and_stand_in_order(text: str) -> None:
    tokens = analyse(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(0 < len(token.text) <= LONGEST and token.surface for token in tokens)
    assert [token.position for token in tokens] == sorted(token.position for token in tokens)
    places = [(token.text, token.position) for token in tokens]
    assert len(places) == len(set(places)), "a term stands once at a position"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_positions_have_no_holes(text: str) -> None:
    positions = {token.position for token in analyse(text)}
    assert positions == set(range(len(positions)))


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_text_is_found_by_itself(text: str) -> None:
    if alternatives(text):
        assert marked(text, text)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert len(fold(text).starts) == len(fold(text).ends) == len(once)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_words_do_not_reach_across_blanks(left: str, right: str) -> None:
    both = [token.text for token in analyse(f"{left} \n\n {right}")]
    assert both == [token.text for part in (left, right) for token in analyse(part)]
