"""The edit distances of many words from one: the same table for all of them, a cell at a time."""

import numpy as np

from index.embedded.segments.flat import Array


def distances(words: Array, lengths: Array, text: bytes, bound: int) -> Array:
    """For each word its optimal string alignment distance from a text, or more than bound where it is farther.

    Words are rows of bytes, filled up with zeros, no longer nor shorter than the text by more than bound. Only cells
    within bound of the diagonal count: those of a row are numbered from the leftmost of them.
    """
    far = np.full(len(words), bound + 1, np.int8)
    before: list[Array] = []
    last = [far] * bound + [np.full(len(words), column, np.int8) for column in range(bound + 1)]
    for row in range(1, len(text) + 1):
        line: list[Array] = []
        for cell in range(2 * bound + 1):
            column = row + cell - bound
            if column < 1 or column > words.shape[1]:
                line.append(np.full(len(words), min(row, bound + 1), np.int8) if column == 0 else far)
                continue
            facing = words[:, column - 1]
            cost = last[cell] + (facing != text[row - 1])
            if cell < 2 * bound:
                cost = np.minimum(cost, last[cell + 1] + np.int8(1))
            if cell:
                cost = np.minimum(cost, line[cell - 1] + np.int8(1))
            if row > 1 and column > 1:
                swapped = (words[:, column - 2] == text[row - 1]) & (facing == text[row - 2])
                cost = np.where(swapped, np.minimum(cost, before[cell] + np.int8(1)), cost)
            line.append(np.minimum(cost, far))
        before, last = last, line
    return np.choose(lengths.astype(np.int64) - len(text) + bound, last)
