"""An answer is remembered for as long as the commit stands, and never more than it says."""

import pytest

from index.embedded import EmbeddedIndex
from index.query import parse
from tests.contract.archive import many, plain


@pytest.fixture
def index(tmp_path):
    index = EmbeddedIndex(tmp_path, seconds=60)
    index.apply(many(40))
    return index


def without_time(index: EmbeddedIndex) -> None:
    index._seconds = 0.0


def test_a_remembered_answer_needs_no_time(index):
    answer = index.search(parse("common even"), facets=("kind",))
    without_time(index)
    again = index.search(parse("common even"), facets=("kind",))
    assert (again.hits, again.total, again.facets, again.partial) == (answer.hits, 20, answer.facets, False)


@pytest.mark.parametrize("asked", [{"offset": 5}, {"size": 3}, {"facets": ("tag",)}, {"after": None, "size": 21}])
def test_what_is_asked_otherwise_is_another_answer(index, asked):
    index.search(parse("common even"))
    without_time(index)
    assert index.search(parse("common even"), **asked).partial


def test_an_answer_that_was_cut_is_not_remembered(index):
    without_time(index)
    assert index.search(parse("common even")).partial
    index._seconds = 60.0
    answer = index.search(parse("common even"))
    assert (answer.total, answer.partial, answer.notes) == (20, False, ())


def test_the_answer_to_a_very_long_query_is_not_remembered(index):
    long = " OR ".join(["common", *(f"other{n}" for n in range(40))])
    assert index.search(parse(long)).total == 40
    without_time(index)
    assert index.search(parse(long)).partial


def test_a_commit_forgets_all_answers(index):
    assert index.search(parse("common")).total == 40
    index.apply([plain("other", "common as well")], drop=["n0", "n1"])
    assert index.search(parse("common")).total == 39


def test_notes_are_of_the_query_that_was_typed(index):
    assert index.search(parse("common")).notes == ()
    assert index.search(parse("(common")).notes == parse("(common").notes != ()
    assert index.search(parse("common")).notes == ()
