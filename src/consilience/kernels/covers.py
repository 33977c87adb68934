"""All minimum covers of a chart by depth-first search, within a budget of search nodes."""

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
    chart: NDArray[np.bool_], size: int, most: int, budget: int
) -> tuple[NDArray[np.int64], int, int]:
    """Return covers with exactly ``size`` columns, their number, and the nodes searched.

    Correct where no cover is smaller than ``size``. The search picks the uncovered row with the
    fewest columns; once a column has been tried for a row it is closed for the later siblings,
    so that every cover is met once. A branch ends where the bound by disjoint rows or by the
    largest gain exceeds the columns that are left.

    Parameters
    ----------
    chart : bool array of shape (columns, rows)
        Which column covers which row; every row is covered by some column.
    size : int
        Number of columns of a cover.
    most : int
        How many covers are stored; all are counted.
    budget : int
        The search stops after this many nodes; the third value then exceeds the budget.
    """
    columns, rows = chart.shape
    stored = np.empty((64, size), np.int64)
    count = 0
    nodes = 0
    open_rows = np.ones((size + 1, rows), np.bool_)
    closed_at = np.full(columns, -1, np.int64)
    branch = np.full(size + 1, -1, np.int64)
    pick = np.full(size + 1, -1, np.int64)
    depth = 0
    branch[0] = _branching_row(chart, open_rows[0], closed_at, size)
    while depth >= 0:
        column = _next_column(chart, branch[depth], pick[depth], closed_at)
        if pick[depth] >= 0:
            closed_at[pick[depth]] = depth
        if column < 0 or nodes > budget:
            for other in range(columns):
                if closed_at[other] == depth:
                    closed_at[other] = -1
            pick[depth] = -1
            depth -= 1
            continue
        pick[depth] = column
        nodes += 1
        waiting = 0
        for row in range(rows):
            open_rows[depth + 1, row] = open_rows[depth, row] and not chart[column, row]
            waiting += open_rows[depth + 1, row]
        if waiting == 0:
            if count < most:
                if count == len(stored):
                    stored = doubled_rows(stored)
                for place in range(depth + 1):
                    stored[count, place] = pick[place]
            count += 1
        elif depth + 1 < size:
            row = _branching_row(chart, open_rows[depth + 1], closed_at, size - depth - 1)
            if row >= 0:
                depth += 1
                branch[depth] = row
    return stored[: min(count, most)], count, nodes


@njit(cache=True)
def _next_column(
    chart: NDArray[np.bool_], row: int, last: int, closed_at: NDArray[np.int64]
) -> int:
    if row < 0:
        return -1
    for column in range(last + 1, len(chart)):
        if chart[column, row] and closed_at[column] < 0:
            return column
    return -1


@njit(cache=True)
def _branching_row(
    chart: NDArray[np.bool_], uncovered: NDArray[np.bool_], closed_at: NDArray[np.int64], left: int
) -> int:
    """Return the uncovered row with the fewest open columns, or -1 if ``left`` cannot do."""
    columns, rows = chart.shape
    most_gain = 0
    choices = np.zeros(rows, np.int64)
    for column in range(columns):
        if closed_at[column] >= 0:
            continue
        gain = 0
        for row in range(rows):
            if uncovered[row] and chart[column, row]:
                gain += 1
                choices[row] += 1
        most_gain = max(most_gain, gain)
    waiting = 0
    best = -1
    for row in range(rows):
        if uncovered[row]:
            waiting += 1
            if choices[row] == 0:
                return -1
            if best < 0 or choices[row] < choices[best]:
                best = row
    if waiting > left * most_gain:
        return -1
    if _disjoint_rows(chart, uncovered, closed_at, choices) > left:
        return -1
    return best


@njit(cache=True)
def _disjoint_rows(
    chart: NDArray[np.bool_],
    uncovered: NDArray[np.bool_],
    closed_at: NDArray[np.int64],
    choices: NDArray[np.int64],
) -> int:
    # rows that share no column each need a column of their own; narrow rows first
    columns, rows = chart.shape
    taken = np.zeros(columns, np.bool_)
    left = 0
    for row in range(rows):
        left += uncovered[row]
    count = 0
    width = 1
    while left > 0 and width <= columns:
        for row in range(rows):
            if not uncovered[row] or choices[row] != width:
                continue
            left -= 1
            free = True
            for column in range(columns):
                if chart[column, row] and taken[column]:
                    free = False
                    break
            if free:
                count += 1
                for column in range(columns):
                    if chart[column, row] and closed_at[column] < 0:
                        taken[column] = True
        width += 1
    return count
