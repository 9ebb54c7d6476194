"""How much a term says of a document: BM25, for each text by itself (Robertson and Zaragoza 2009, section 3.4)."""

from math import log

import numpy as np

from index.embedded.searching.found import Scores
from index.embedded.segments.flat import Array

WEIGHTS = {"title": 2.0, "body": 1.0}  # what a term found in a text counts
# English words that say nothing of what a text is about (Lucene's list): found like all others, but hardly counted.
UNTELLING = frozenset(
    b"a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    b"to was will with".split()
)
_UNTOLD = 0.01  # of its rarity, what such a word counts
_B = 0.75  # how much longer texts count less: 0 not at all, 1 in full proportion
_K1 = 1.5  # how soon further occurrences add little


def rarity(term: bytes, documents: int, having: int) -> float:
    """How telling a term is that `having` of `documents` have: its inverse document frequency.

    It is above 0 even for a term in all (Lucene's form of the Robertson and Spärck Jones weight), so that every match
    has a score.
    """
    frequency = log(1 + (documents - having + 0.5) / (having + 0.5))
    return frequency * _UNTOLD if term in UNTELLING else frequency


def resistance(lengths: Array, mean: float) -> Scores:
    """For each document what further occurrences of a term come up against, from its length and the mean one."""
    against = lengths.astype(np.float64)
    against *= _B
    against /= mean
    against += 1 - _B
    against *= _K1
    return against


def contribution(frequency: Array, resistance: Scores, weight: float) -> Scores:
    """What a term gives to each of some documents; `weight` is its rarity times that of its text."""
    given = frequency.astype(np.float64)
    against = given + resistance
    given *= weight * (_K1 + 1)
    given /= against
    return given
