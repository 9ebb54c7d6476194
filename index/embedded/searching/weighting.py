"""How much a term says of a document: BM25, for each text by itself (Robertson and Zaragoza 2009, section 3.4)."""

from math import log

import numpy as np

from index.embedded.searching.found import Scores
from index.embedded.segments.flat import Array

WEIGHTS = {"title": 2.0, "body": 1.0}  # what a term found in a text counts
_B = 0.75  # how much longer texts count less: 0 not at all, 1 in full proportion
_K1 = 1.2  # how soon further occurrences add little


def rarity(documents: int, having: int) -> float:
    """The inverse document frequency of a term that `having` of `documents` have; hardly anything for one in all.

    It is above 0 even then (Lucene's form of the Robertson and Spärck Jones weight), so that every match has a score.
    """
    return log(1 + (documents - having + 0.5) / (having + 0.5))


def resistance(lengths: Array, mean: float) -> Scores:
    """For each document what further occurrences of a term come up against, from its length and the mean one."""
    return _K1 * ((1 - _B) + _B * lengths.astype(np.float64) / mean)


def contribution(frequency: Array, resistance: Scores, weight: float) -> Scores:
    """What a term gives to each of some documents; `weight` is its rarity times that of its text."""
    often = frequency.astype(np.float64)
    return (weight * (_K1 + 1)) * often / (often + resistance)
