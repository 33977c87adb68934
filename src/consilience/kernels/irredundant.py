"""Irredundant covers of a chart by depth-first search with critical rows, within a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.buffers import doubled_rows
from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint64(0)
_ONE = np.uint64(1)
MOST_COUNTED = 2.0**62  # the count is one 64-bit number


@kernel
def irredundant_covers(
    columns: NDArray[np.uint64],
    rows: int,
    weights: NDArray[np.int64],
    most: int,
    budget: int,
) -> tuple[NDArray[np.int64], int, int]:
    """Return covers without a superfluous column, their weighted number, and the nodes searched.

    A column is superfluous if every row that it covers is covered by another chosen one. So each
    chosen column keeps its critical rows, those that it alone covers, and a branch ends as soon as
    one of them has none left (Murakami and Uno 2014). A column tried for a row is closed for its
    later siblings, so that every cover is met once.

    Parameters
    ----------
    columns : uint64 array of shape (columns, words)
        The rows that each column covers, as bits.
    rows : int
        Number of rows; every row is covered by some column.
    weights : int array of shape (columns,)
        How many interchangeable columns each stands for.
    most : int
        How many covers are stored; all are counted.
    budget : int
        The search stops after this many nodes; the third value then exceeds the budget.

    Returns
    -------
    tuple of int array of shape (stored, most columns), int, int
        Each cover is a list of columns, filled up with -1. The number is the sum of the products of
        the weights; the search stops, as at the budget, before it exceeds 2**62.
    """
    words = columns.shape[1]
    deepest = min(rows, len(columns))
    stored = np.empty((64, deepest), np.int64)
    kept = 0
    count = 0
    nodes = 0
    uncovered = np.zeros((deepest + 1, words), np.uint64)
    for row in range(rows):
        uncovered[0, row // 64] |= _ONE << np.uint64(row % 64)
    critical = np.zeros((deepest + 1, deepest, words), np.uint64)
    product = np.ones(deepest + 1)
    closed_at = np.full(len(columns), -1, np.int64)
    place = np.full(deepest, -1, np.int64)
    depth = 0
    while depth >= 0:
        if place[depth] >= 0:
            closed_at[place[depth]] = depth
        column = _next_column(columns, uncovered[depth], closed_at, place[depth])
        if column == len(columns) or nodes > budget:
            for other in range(len(columns)):
                if closed_at[other] == depth:
                    closed_at[other] = -1
            place[depth] = -1
            depth -= 1
            continue
        place[depth] = column
        nodes += 1
        if not _chosen(columns[column], depth, uncovered, critical):
            continue
        product[depth + 1] = product[depth] * weights[column]
        if _any(uncovered[depth + 1]):
            depth += 1
            continue
        if count + product[depth + 1] > MOST_COUNTED:
            nodes = budget + 1
            continue
        count += int(product[depth + 1])
        if kept < most:
            if kept == len(stored):
                stored = doubled_rows(stored)
            for step in range(deepest):
                stored[kept, step] = place[step] if step <= depth else -1
            kept += 1
    return stored[:kept], count, nodes


@kernel
def _next_column(
    columns: NDArray[np.uint64],
    uncovered: NDArray[np.uint64],
    closed_at: NDArray[np.int64],
    last: int,
) -> int:
    # rows stand in rising order of their number of columns: the lowest open bit is branched on
    word = 0
    while uncovered[word] == _ZERO:
        word += 1
    lowest = uncovered[word] & (~uncovered[word] + _ONE)
    for column in range(last + 1, len(columns)):
        if closed_at[column] < 0 and columns[column, word] & lowest != _ZERO:
            return column
    return len(columns)


@kernel
def _chosen(
    column: NDArray[np.uint64],
    depth: int,
    uncovered: NDArray[np.uint64],
    critical: NDArray[np.uint64],
) -> bool:
    # fill the next level; false if an earlier column would lose its last critical row
    for earlier in range(depth):
        alive = False
        for word in range(len(column)):
            left = critical[depth, earlier, word] & ~column[word]
            critical[depth + 1, earlier, word] = left
            alive = alive or left != _ZERO
        if not alive:
            return False
    for word in range(len(column)):
        critical[depth + 1, depth, word] = uncovered[depth, word] & column[word]
        uncovered[depth + 1, word] = uncovered[depth, word] & ~column[word]
    return True


@kernel
def _any(words: NDArray[np.uint64]) -> bool:
    for word in words:  # noqa: SIM110  (numba compiles loops, not generators)
        if word != _ZERO:
            return True
    return False
