"""Irredundant covers of a chart by depth-first search that can be stopped and continued."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint64(0)
_ONE = np.uint64(1)

DEPTH = 0  # place in IrredundantSearch.place


class IrredundantSearch(NamedTuple):
    """Where a search stands.

    ``chosen`` holds the column of each depth, ``uncovered`` the rows still open there, ``critical``
    the rows that each chosen column alone covers, ``closed_at`` the depth at which a column is
    closed, or -1.
    """

    place: NDArray[np.int64]
    chosen: NDArray[np.int64]
    uncovered: NDArray[np.uint64]
    critical: NDArray[np.uint64]
    closed_at: NDArray[np.int64]


def new_search(columns: NDArray[np.uint64], rows: int) -> IrredundantSearch:
    """Return a search among columns, rows as bits, that has not begun."""
    count, words = columns.shape
    deepest = min(rows, count)
    uncovered = np.zeros((deepest + 1, words), np.uint64)
    for row in range(rows):
        uncovered[0, row // 64] |= _ONE << np.uint64(row % 64)
    return IrredundantSearch(
        np.zeros(1, np.int64),
        np.full(deepest, -1, np.int64),
        uncovered,
        np.zeros((deepest + 1, deepest, words), np.uint64),
        np.full(count, -1, np.int64),
    )


@kernel
def next_irredundant(
    columns: NDArray[np.uint64], search: IrredundantSearch, found: NDArray[np.int64], nodes: int
) -> tuple[int, int]:
    """Write the next covers without a superfluous column; return how many, and the nodes visited.

    A column is superfluous if every row that it covers is covered by another chosen one. So each
    chosen column keeps its critical rows, those that it alone covers, and a branch ends as soon as
    one of them has none left (Murakami and Uno 2014). A column tried for a row is closed for its
    later siblings, so that every cover is met once.

    Parameters
    ----------
    columns : uint64 array of shape (columns, words)
        The rows that each column covers, as bits; every row is covered by some column.
    search : IrredundantSearch
        Where to go on; it is over when its depth is -1.
    found : int array of shape (room, deepest)
        Each cover becomes a line of columns, filled up with -1.
    nodes : int
        The search stops after so many.
    """
    count = 0
    visited = 0
    place = search.place
    while place[DEPTH] >= 0 and visited < nodes and count < len(found):
        depth = place[DEPTH]
        last = search.chosen[depth]
        if last >= 0:
            search.closed_at[last] = depth
        column = _next_column(columns, search.uncovered[depth], search.closed_at, last)
        if column == len(columns):
            _leave(search)
            continue
        search.chosen[depth] = column
        visited += 1
        if not _choose(columns[column], depth, search.uncovered, search.critical):
            continue
        if _any(search.uncovered[depth + 1]):
            place[DEPTH] = depth + 1
            continue
        for step in range(found.shape[1]):
            found[count, step] = search.chosen[step] if step <= depth else -1
        count += 1
    return count, visited


@kernel
def _leave(search: IrredundantSearch) -> None:
    # what was closed at this depth opens again for the one above
    depth = search.place[DEPTH]
    for column in range(len(search.closed_at)):
        if search.closed_at[column] == depth:
            search.closed_at[column] = -1
    search.chosen[depth] = -1
    search.place[DEPTH] = depth - 1


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
def _choose(
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
