"""Random networks with the same degrees: ties exchange their ends (Maslov and Sneppen 2002)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def exchange_ends(
    first: NDArray[np.int64],
    partners: NDArray[np.int64],
    ties: NDArray[np.int64],
    picks: NDArray[np.int64],
    place: NDArray[np.int64],
) -> int:
    """Exchange the ends of pairs of ties in place, and return how many exchanges were made.

    Parameters
    ----------
    first, partners : the rows of a symmetric sparse matrix without a diagonal
    ties : int array of shape (ties, 2), both ends of each tie; changed with ``partners``
    picks : int array of shape (tries, 2): two ties, the second one turned round if the pick is
        at least the number of ties
    place : int array of shape (nodes,): places on a ring, where an exchange must not lengthen the
        ties; of shape (0,): any exchange will do

    An exchange a-b, c-d to a-d, c-b is left out if it would make a loop or a double tie, or tear
    the network apart.
    """
    nodes, count, made = len(first) - 1, len(ties), 0
    mark, queue = np.zeros(nodes, np.int64), np.zeros((2, nodes), np.int64)
    for attempt in range(len(picks)):
        one, other = picks[attempt, 0], picks[attempt, 1]
        turned = other >= count
        other -= count * turned
        a, b = ties[one, 0], ties[one, 1]
        c, d = ties[other, 0], ties[other, 1]
        if turned:
            c, d = d, c
        if c in {a, b} or d in {a, b}:
            continue
        if _is_tied(first, partners, a, d) or _is_tied(first, partners, c, b):
            continue
        if len(place):
            now = _apart(place, a, b) + _apart(place, c, d)
            if _apart(place, a, d) + _apart(place, c, b) > now:
                continue
        _move(first, partners, a, b, d)
        _move(first, partners, b, a, c)
        _move(first, partners, c, d, b)
        _move(first, partners, d, c, a)
        if _are_joined(first, partners, a, c, mark, queue):
            ties[one, 1] = d
            ties[other, 0], ties[other, 1] = c, b
            made += 1
        else:
            _move(first, partners, a, d, b)
            _move(first, partners, b, c, a)
            _move(first, partners, c, b, d)
            _move(first, partners, d, a, c)
    return made


@kernel
def exchange_cells(
    filled: NDArray[np.bool_], cells: NDArray[np.int64], picks: NDArray[np.int64]
) -> int:
    """Exchange the columns of pairs of filled cells in place; row and column sums stay.

    ``filled`` has shape (rows, columns), ``cells`` shape (filled cells, 2): the row and column of
    each; ``picks`` shape (tries, 2): two cells. Returns how many exchanges were made.
    """
    made = 0
    for attempt in range(len(picks)):
        one, other = picks[attempt, 0], picks[attempt, 1]
        row, column = cells[one, 0], cells[one, 1]
        low, right = cells[other, 0], cells[other, 1]
        if filled[row, right] or filled[low, column]:
            continue
        filled[row, column], filled[low, right] = False, False
        filled[row, right], filled[low, column] = True, True
        cells[one, 1], cells[other, 1] = right, column
        made += 1
    return made


@kernel
def _is_tied(first: NDArray[np.int64], partners: NDArray[np.int64], a: int, b: int) -> bool:
    if first[a + 1] - first[a] > first[b + 1] - first[b]:
        a, b = b, a
    for place in range(first[a], first[a + 1]):  # noqa: SIM110  (numba compiles no any())
        if partners[place] == b:
            return True
    return False


@kernel
def _move(
    first: NDArray[np.int64], partners: NDArray[np.int64], node: int, old: int, new: int
) -> None:
    for place in range(first[node], first[node + 1]):
        if partners[place] == old:
            partners[place] = new
            return


@kernel
def _apart(place: NDArray[np.int64], a: int, b: int) -> int:
    length: int = abs(place[a] - place[b])
    return min(length, len(place) - length)


@kernel
def _are_joined(
    first: NDArray[np.int64],
    partners: NDArray[np.int64],
    a: int,
    b: int,
    mark: NDArray[np.int64],
    queue: NDArray[np.int64],
) -> bool:
    """Return whether a path leads from a to b, looking from both sides in turn.

    ``mark`` is all 0, and is left so.
    """
    sides = len(queue)
    seen, looked = np.ones(sides, np.int64), np.zeros(sides, np.int64)
    queue[0, 0], queue[1, 0] = a, b
    mark[a], mark[b] = 1, 2
    joined = False
    while not joined and looked[0] < seen[0] and looked[1] < seen[1]:
        for side in range(sides):
            if looked[side] >= seen[side] or joined:
                continue
            node = queue[side, looked[side]]
            looked[side] += 1
            for place in range(first[node], first[node + 1]):
                other = partners[place]
                if mark[other] == 0:
                    mark[other] = side + 1
                    queue[side, seen[side]] = other
                    seen[side] += 1
                elif mark[other] != side + 1:
                    joined = True
                    break
    for side in range(sides):
        for place in range(seen[side]):
            mark[queue[side, place]] = 0
    return joined
