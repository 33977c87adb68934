"""Minimum covers of a chart by depth-first search, within a budget of search nodes.

Rows are bits: a column is a set of rows, packed into 64-bit words. Rows stand in rising order of
the number of columns that cover them, so that the lowest bit still open is the row to branch on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from consilience.kernels.buffers import doubled_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint64(0)
_ONE = np.uint64(1)


@njit(cache=True)
def covers_of_size(
    columns: NDArray[np.uint64],
    neighbours: NDArray[np.uint64],
    starts: NDArray[np.int64],
    members: NDArray[np.int64],
    size: int,
    most: int,
    budget: int,
) -> tuple[NDArray[np.int64], int, int]:
    """Return covers with exactly ``size`` columns, their number, and the nodes searched.

    Correct where no cover is smaller than ``size``. Once a column has been tried for a row it is
    closed for the later siblings, so that every cover is met once. A branch ends where rows
    without a common column, or the largest gain, ask for more columns than are left.

    Parameters
    ----------
    columns : uint64 array of shape (columns, words)
        The rows that each column covers.
    neighbours : uint64 array of shape (rows, words)
        The rows that share a column with each row.
    starts, members : int arrays of shapes (rows + 1,) and (entries,)
        ``members[starts[r]:starts[r + 1]]`` are the columns that cover row r.
    size : int
        Number of columns of a cover.
    most : int
        How many covers are stored; all are counted.
    budget : int
        The search stops after this many nodes; the third value then exceeds the budget.
    """
    words = columns.shape[1]
    stored = np.empty((64, size), np.int64)
    count = 0
    nodes = 0
    uncovered = np.zeros((size + 1, words), np.uint64)
    for row in range(len(neighbours)):
        uncovered[0, row // 64] |= _ONE << np.uint64(row % 64)
    closed_at = np.full(len(columns), -1, np.int64)
    place = np.zeros(size + 1, np.int64)
    last = np.zeros(size + 1, np.int64)
    depth = 0
    row = _lowest_row(uncovered[0])
    place[0] = starts[row]
    last[0] = starts[row + 1]
    while depth >= 0:
        while place[depth] < last[depth] and closed_at[members[place[depth]]] >= 0:
            place[depth] += 1
        if place[depth] == last[depth] or nodes > budget:
            # what was closed at this depth opens again for the row above
            row = _lowest_row(uncovered[depth])
            for entry in range(starts[row], starts[row + 1]):
                if closed_at[members[entry]] == depth:
                    closed_at[members[entry]] = -1
            depth -= 1
            if depth >= 0:
                closed_at[members[place[depth]]] = depth
                place[depth] += 1
            continue
        column = members[place[depth]]
        nodes += 1
        left = size - depth - 1
        for word in range(words):
            uncovered[depth + 1, word] = uncovered[depth, word] & ~columns[column, word]
        row = _lowest_row(uncovered[depth + 1])
        if row < 0:
            if count < most:
                if count == len(stored):
                    stored = doubled_rows(stored)
                for step in range(depth + 1):
                    stored[count, step] = members[place[step]]
            count += 1
        elif left > 0 and _possible(columns, neighbours, uncovered[depth + 1], closed_at, left):
            depth += 1
            place[depth] = starts[row]
            last[depth] = starts[row + 1]
            continue
        closed_at[column] = depth
        place[depth] += 1
    return stored[: min(count, most)], count, nodes


@njit(cache=True)
def rows_apart(neighbours: NDArray[np.uint64], uncovered: NDArray[np.uint64]) -> int:
    """Return how many uncovered rows were found of which no two share a column."""
    waiting = uncovered.copy()
    count = 0
    row = _lowest_row(waiting)
    while row >= 0:
        count += 1
        for word in range(len(waiting)):
            waiting[word] &= ~neighbours[row, word]
        row = _lowest_row(waiting)
    return count


@njit(cache=True)
def _possible(
    columns: NDArray[np.uint64],
    neighbours: NDArray[np.uint64],
    uncovered: NDArray[np.uint64],
    closed_at: NDArray[np.int64],
    left: int,
) -> bool:
    if rows_apart(neighbours, uncovered) > left:
        return False
    waiting = 0
    for word in uncovered:
        waiting += _bits(word)
    needed = (waiting + left - 1) // left
    for column in range(len(columns)):
        if closed_at[column] < 0:
            gain = 0
            for word in range(len(uncovered)):
                gain += _bits(columns[column, word] & uncovered[word])
            if gain >= needed:
                return True
    return False


@njit(cache=True)
def maximal_columns(columns: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which columns lie in no other one; of equal columns the first counts as maximal."""
    maximal = np.ones(len(columns), np.bool_)
    for column in range(len(columns)):
        for other in range(len(columns)):
            if other == column or not maximal[other]:
                continue
            within = True
            equal = True
            for word in range(columns.shape[1]):
                if columns[column, word] & ~columns[other, word] != _ZERO:
                    within = False
                    break
                equal = equal and columns[column, word] == columns[other, word]
            if within and (other < column or not equal):
                maximal[column] = False
                break
    return maximal


@njit(cache=True)
def _lowest_row(words: NDArray[np.uint64]) -> int:
    for index in range(len(words)):
        if words[index] != _ZERO:
            lowest = words[index] & (~words[index] + _ONE)
            return 64 * index + _bits(lowest - _ONE)
    return -1


@njit(cache=True)
def _bits(word: np.uint64) -> int:
    # population count: sums of neighbouring bits, pairs, nibbles, bytes
    pairs = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    nibbles = (pairs & np.uint64(0x3333333333333333)) + (
        (pairs >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    whole = (nibbles + (nibbles >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((whole * np.uint64(0x0101010101010101)) >> np.uint64(56))
