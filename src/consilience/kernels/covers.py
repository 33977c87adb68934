"""Covers of a chart by depth-first search that can be stopped and continued.

Rows are bits: a column is a set of rows, packed into 64-bit words. Rows stand in rising order of
the number of columns that cover them, so that the lowest bit still open is the row to branch on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint64(0)
_ONE = np.uint64(1)

# places in CoverSearch.place
DEPTH = 0
_ENTERED = 1


class PackedChart(NamedTuple):
    """A chart as bits.

    ``columns`` (columns, words) are the rows that each column covers, ``neighbours`` (rows, words)
    the rows that share a column with each row; ``members[starts[r]:starts[r + 1]]`` are the
    columns that cover row r. ``weights`` (rows,) are any whole numbers from 0, and ``heaviest`` is
    the largest sum of weights in one column: what a column can take at most, so that open rows of
    weight w ask for at least w / heaviest columns.
    """

    columns: NDArray[np.uint64]
    neighbours: NDArray[np.uint64]
    starts: NDArray[np.int64]
    members: NDArray[np.int64]
    weights: NDArray[np.int64]
    heaviest: int


class CoverSearch(NamedTuple):
    """Where a search stands: one entry a depth, but ``closed_at``, one a column."""

    place: NDArray[np.int64]
    uncovered: NDArray[np.uint64]
    weight: NDArray[np.int64]
    entry: NDArray[np.int64]
    last: NDArray[np.int64]
    closed_at: NDArray[np.int64]


def new_search(chart: PackedChart, size: int) -> CoverSearch:
    """Return a search for covers with ``size`` columns that has not begun."""
    rows, words = chart.neighbours.shape
    uncovered = np.zeros((size + 1, words), np.uint64)
    weight = np.zeros(size + 1, np.int64)
    for row in range(rows):
        uncovered[0, row // 64] |= _ONE << np.uint64(row % 64)
    weight[0] = chart.weights.sum()
    entries = np.zeros((2, size + 1), np.int64)
    closed_at = np.full(len(chart.columns), -1, np.int64)
    return CoverSearch(np.zeros(2, np.int64), uncovered, weight, entries[0], entries[1], closed_at)


@kernel
def next_covers(
    chart: PackedChart, search: CoverSearch, found: NDArray[np.int64], nodes: int
) -> tuple[int, int]:
    """Write the next covers, shape (room, size), and return how many, and the nodes visited.

    A cover with fewer columns is filled up with -1. Ends when the room is used or after ``nodes``
    nodes; the search is over when its depth is -1. Every cover of the size is met where none is
    smaller. Once a column has been tried for a row it is closed for the later siblings, so that
    every cover is met once. A branch ends where the weight
    of the open rows, or rows without a common column, ask for more columns than are left.
    """
    size = found.shape[1]
    place = search.place
    entry = search.entry
    uncovered = search.uncovered
    words = uncovered.shape[1]
    count = 0
    visited = 0
    while place[DEPTH] >= 0 and visited < nodes and count < len(found):
        depth = place[DEPTH]
        if not place[_ENTERED]:
            row = lowest_row(uncovered[depth])
            entry[depth] = chart.starts[row]
            search.last[depth] = chart.starts[row + 1]
            place[_ENTERED] = 1
        while (
            entry[depth] < search.last[depth] and search.closed_at[chart.members[entry[depth]]] >= 0
        ):
            entry[depth] += 1
        if entry[depth] == search.last[depth]:
            _leave(chart, search)
            continue
        column = chart.members[entry[depth]]
        visited += 1
        left = size - depth - 1
        for word in range(words):
            uncovered[depth + 1, word] = uncovered[depth, word] & ~chart.columns[column, word]
        if _is_empty(uncovered[depth + 1]):
            for step in range(size):
                found[count, step] = chart.members[entry[step]] if step <= depth else -1
            count += 1
        elif left > 0:
            search.weight[depth + 1] = search.weight[depth] - _weight(
                chart.weights, chart.columns[column], uncovered[depth]
            )
            if _possible(chart, search, depth + 1, left):
                place[DEPTH] = depth + 1
                place[_ENTERED] = 0
                continue
        search.closed_at[column] = depth
        entry[depth] += 1
    return count, visited


@kernel
def _leave(chart: PackedChart, search: CoverSearch) -> None:
    # what was closed at this depth opens again for the row above
    depth = search.place[DEPTH]
    row = lowest_row(search.uncovered[depth])
    for entry in range(chart.starts[row], chart.starts[row + 1]):
        if search.closed_at[chart.members[entry]] == depth:
            search.closed_at[chart.members[entry]] = -1
    depth -= 1
    search.place[DEPTH] = depth
    if depth >= 0:
        search.closed_at[chart.members[search.entry[depth]]] = depth
        search.entry[depth] += 1


@kernel
def _possible(chart: PackedChart, search: CoverSearch, depth: int, left: int) -> bool:
    if search.weight[depth] > left * chart.heaviest:
        return False
    return rows_apart(chart.neighbours, search.uncovered[depth]) <= left


@kernel
def rows_apart(neighbours: NDArray[np.uint64], uncovered: NDArray[np.uint64]) -> int:
    """Return how many uncovered rows were found of which no two share a column."""
    waiting = uncovered.copy()
    count = 0
    row = lowest_row(waiting)
    while row >= 0:
        count += 1
        for word in range(len(waiting)):
            waiting[word] &= ~neighbours[row, word]
        row = lowest_row(waiting)
    return count


@kernel
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


@kernel
def lowest_row(words: NDArray[np.uint64]) -> int:
    """Return the lowest bit that is set, or -1."""
    for index in range(len(words)):
        if words[index] != _ZERO:
            lowest = words[index] & (~words[index] + _ONE)
            return 64 * index + _bits(lowest - _ONE)
    return -1


@kernel
def _is_empty(words: NDArray[np.uint64]) -> bool:
    for word in words:  # noqa: SIM110  (numba compiles loops, not generators)
        if word != _ZERO:
            return False
    return True


@kernel
def _weight(
    weights: NDArray[np.int64], column: NDArray[np.uint64], uncovered: NDArray[np.uint64]
) -> int:
    total = 0
    for index in range(len(column)):
        word = column[index] & uncovered[index]
        while word != _ZERO:
            total += weights[64 * index + _bits((word & (~word + _ONE)) - _ONE)]
            word &= word - _ONE
    return total


@kernel
def _bits(word: np.uint64) -> int:
    # population count: sums of neighbouring bits, pairs, nibbles, and so on up to the whole word
    total = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    total = (total & np.uint64(0x3333333333333333)) + (
        (total >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    total = (total + (total >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    total += total >> np.uint64(8)
    total += total >> np.uint64(16)
    total += total >> np.uint64(32)
    return int(total & np.uint64(127))
