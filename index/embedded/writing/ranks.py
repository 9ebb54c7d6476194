"""The order of many strings by their bytes, most of it found out by NumPy: from the first sixteen bytes of each."""

from collections.abc import Collection
from itertools import pairwise

import numpy as np

from index.embedded.segments.flat import Array
from index.embedded.segments.schema import term
from index.embedded.segments.vocabulary import Packed, pack

_WORD = 8  # bytes compared at once
_MANY = 2_000  # terms that are worth it


def ranked(strings: Collection[str]) -> tuple[Packed, Array]:
    """The distinct terms of some strings in their order, and for each string the rank of its term."""
    packed = pack(list(map(term, strings)))
    order, first = _order(packed)
    rank = np.empty(len(order), np.uint32)
    rank[order] = np.cumsum(first, dtype=np.uint32) - np.uint32(1)
    return packed.chosen(order[first]), rank


def _order(packed: Packed) -> tuple[Array, Array]:
    """The rows in the order of their terms, and for each whether it is the first with its term."""
    if len(packed) < _MANY:
        order, alike = np.arange(len(packed)), np.ones(len(packed), np.bool_)
    else:
        order, alike = _by_beginnings(packed)
    first = ~alike
    first[:1] = True
    doubtful = np.flatnonzero(alike | np.append(alike[1:], False)[: len(order)])  # places in the order
    terms = sorted((packed.term(row), row) for row in order[doubtful].tolist())  # those of one beginning stay together
    order[doubtful] = [row for _, row in terms]
    first[doubtful[1:]] = [before != after for (before, _), (after, _) in pairwise(terms)]
    return order, first


def _by_beginnings(packed: Packed) -> tuple[Array, Array]:
    """The rows in the order of the beginnings of their terms, and for each whether that before it begins alike."""
    beginnings = _word(packed, 0), _word(packed, _WORD)
    order = np.lexsort(beginnings[::-1])
    alike = np.logical_and.reduce([words[order[1:]] == words[order[:-1]] for words in beginnings])
    return order, np.append(False, alike)[: len(order)]


def _word(packed: Packed, at: int) -> Array:
    """Eight bytes of each term, from a place on, as a number that sorts as they do; what is not there is zero."""
    begins, ends = packed.begins[:-1].astype(np.int64) + at, packed.begins[1:].astype(np.int64) - 1
    number = np.zeros(len(begins), np.uint64)
    for byte in range(_WORD):
        there = np.flatnonzero(begins + byte < ends)
        number <<= np.uint64(8)
        number[there] |= packed.text[begins[there] + byte]
    return number
