"""Measures of rankings and of times, against figures worked out by hand."""

from math import log2

import pytest

from tests.bench.figures import overlap, spread
from tests.bench.relevance.metrics import average_precision, ndcg, recall

GRADES = {"a": 3, "b": 2, "c": 1, "d": 0, "e": -1}  # three relevant documents


@pytest.mark.parametrize(
    ("ranking", "gain"),
    [
        ("abc", 1.0),
        ("xabc", (3 / log2(3) + 2 / 2 + 1 / log2(5)) / (3 + 2 / log2(3) + 1 / 2)),
        ("cba", (1 + 2 / log2(3) + 3 / 2) / (3 + 2 / log2(3) + 1 / 2)),
        ("dea", (3 / 2) / (3 + 2 / log2(3) + 1 / 2)),
        ("xyz", 0.0),
        ("", 0.0),
    ],
)
def test_gain_falls_with_the_rank_and_grows_with_the_grade(ranking, gain):
    assert ndcg(ranking, GRADES) == pytest.approx(gain)


def test_what_stands_below_the_depth_gains_nothing():
    assert ndcg("xxa", GRADES, depth=2) == 0
    assert ndcg("ab", GRADES, depth=2) == 1
    assert recall("xxabc", GRADES, depth=3) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("ranking", "precision"),
    [
        ("abc", 1.0),
        ("axb", (1 / 1 + 2 / 3) / 3),
        ("xxcdb", (1 / 3 + 2 / 5) / 3),
        ("de", 0.0),
    ],
)
def test_precision_is_taken_at_each_relevant_document(ranking, precision):
    assert average_precision(ranking, GRADES) == pytest.approx(precision)


def test_a_query_without_relevant_documents_measures_nothing():
    assert (ndcg("ab", {"a": 0}), average_precision("ab", {"a": 0}), recall("ab", {})) == (0, 0, 0)


def test_a_spread_is_taken_over_queries_and_each_query_by_its_median():
    times = [[0.001, 0.001, 0.9]] * 19 + [[0.1, 0.101, 0.102]]
    told = spread(times)
    assert told.p50 == pytest.approx(1)
    assert told.p95 == pytest.approx(6)  # a twentieth of the way from 1 to 101
    assert told.mean == pytest.approx((19 * 1 + 101) / 20)


def test_sets_overlap_by_what_both_have():
    assert overlap({1, 2, 3}, {2, 3, 4}) == 0.5
    assert overlap(set(), set()) == 1
    assert overlap({1}, set()) == 0
