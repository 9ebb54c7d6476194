"""Measures of a ranking, as trec_eval has them: what is graded above 0 is relevant, what is not judged is not."""

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, int]  # of one query: by document, above 0 for what is relevant


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Gain of a grade is the grade, discounted by log2 of the rank plus one (Järvelin and Kekäläinen, 2002)."""
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    best = _discounted(ideal[:depth])
    return _discounted([max(0, grades.get(document, 0)) for document in ranking[:depth]]) / best if best else 0.0


def average_precision(ranking: Sequence[str], grades: Grades) -> float:
    """The mean, over all relevant documents, of the precision at the rank of each; 0 for one that is not ranked."""
    found, total = 0, 0.0
    for rank, document in enumerate(ranking, 1):
        if grades.get(document, 0) > 0:
            found += 1
            total += found / rank
    relevant = _relevant(grades)
    return total / relevant if relevant else 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int = 100) -> float:
    """The share of relevant documents among the first depth."""
    relevant = _relevant(grades)
    return sum(grades.get(document, 0) > 0 for document in ranking[:depth]) / relevant if relevant else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _relevant(grades: Grades) -> int:
    return sum(grade > 0 for grade in grades.values())
