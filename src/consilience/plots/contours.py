"""Where a quantity on a grid changes its sign, as lines."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Place = tuple[float, float]
_Edge = tuple[int, int, int]  # row, column, and whether it runs along the row (0) or column (1)


def zero_lines(values: NDArray[np.float64]) -> list[list[Place]]:
    """Return the lines on which values of a grid are 0, by marching squares.

    Parameters
    ----------
    values : array of shape (rows, columns)
        Finite, at least 2 x 2.

    Returns
    -------
    list of lists of pairs of float
        Lines as places (column, row) in units of the grid; none where the sign never changes.

    Raises
    ------
    IndexError
        If the grid has no axes.

    Examples
    --------
    >>> zero_lines(np.array([[-1.0, 1.0], [-1.0, 1.0]]))
    [[(0.5, 0.0), (0.5, 1.0)]]

    References
    ----------
    Lorensen, W. E. and Cline, H. E. (1987). Marching Cubes. Computer Graphics 21(4).
    """
    neighbours: dict[_Edge, list[_Edge]] = defaultdict(list)
    above = values > 0
    mixed = above[:-1, :-1].astype(int) + above[:-1, 1:] + above[1:, :-1] + above[1:, 1:]
    for row, column in np.argwhere((mixed > 0) & (mixed < 4)).tolist():
        crossed = _crossed(above, row, column)
        for one, other in zip(crossed[::2], crossed[1::2], strict=True):
            neighbours[one].append(other)
            neighbours[other].append(one)
    return [[_place(values, edge) for edge in line] for line in _walked(neighbours)]


def _crossed(above: NDArray[np.bool_], row: int, column: int) -> list[_Edge]:
    """Return the sides of a cell on which the sign changes: lower, left, right, upper."""
    sides = (
        ((row, column, 0), above[row, column] != above[row, column + 1]),
        ((row, column, 1), above[row, column] != above[row + 1, column]),
        ((row, column + 1, 1), above[row, column + 1] != above[row + 1, column + 1]),
        ((row + 1, column, 0), above[row + 1, column] != above[row + 1, column + 1]),
    )
    return [edge for edge, changes in sides if changes]


def _place(values: NDArray[np.float64], edge: _Edge) -> Place:
    row, column, along = edge
    start, end = values[row, column], values[row + along, column + 1 - along]
    share = float(start / (start - end))
    return (column + share, float(row)) if along == 0 else (float(column), row + share)


def _walked(neighbours: dict[_Edge, list[_Edge]]) -> list[list[_Edge]]:
    """Return the edges in lines: open ones from their ends first, then closed ones."""
    left = dict.fromkeys(sorted(neighbours, key=lambda edge: (len(neighbours[edge]), edge)))
    lines: list[list[_Edge]] = []
    while left:
        start = next(iter(left))
        line: list[_Edge] = []
        at: _Edge | None = start
        while at is not None:
            del left[at]
            line.append(at)
            at = next((other for other in neighbours[at] if other in left), None)
        closed = len(line) > 2 and start in neighbours[line[-1]]
        lines.append([*line, start] if closed else line)
    return lines
