"""Stable matching of two sides, one-to-one to many-to-many."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.game import Floats
from consilience.value.grids import Grid, capacities, like, read_grid

Pair = tuple[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class StableMatching(Result):
    """Two stable matchings: no other is better for any row, and none for any column.

    ``pairs`` is best for the rows, ``column_pairs`` for the columns; with ``unique`` they are the
    same, and the only one if nobody is indifferent. ``blocking`` counts the pairs that would rather
    be together, in either: 0, counted anew. ``unmatched_rows`` and ``unmatched_columns`` have no
    partner in ``pairs``.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    pairs: tuple[Pair, ...]
    column_pairs: tuple[Pair, ...]
    unique: bool
    blocking: int
    unmatched_rows: tuple[str, ...]
    unmatched_columns: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair of either matching."""
        both = dict.fromkeys([*self.pairs, *self.column_pairs])
        rows = [(a, b, (a, b) in self.pairs, (a, b) in self.column_pairs) for a, b in both]
        return pd.DataFrame(rows, columns=["row", "column", "best for rows", "best for columns"])


@dataclass(frozen=True, kw_only=True, eq=False)
class BlockingPairs(Result):
    """The pairs that would rather be together than as they are; none in a stable matching.

    ``unacceptable`` are the pairs of the matching that must not be.
    """

    pairs: tuple[Pair, ...]
    unacceptable: tuple[Pair, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair."""
        return pd.DataFrame(list(self.pairs), columns=["row", "column"])


def stable_matching(
    rows: Any, columns: Any = None, *, row_capacity: Any = 1, column_capacity: Any = 1
) -> StableMatching:
    """Match two sides so that no two would rather be together: deferred acceptance.

    Rows offer themselves to the column that they value most; a column keeps the best offers up to
    its capacity; who is refused goes on to the next. The same with the sides exchanged gives the
    matching best for the columns. With capacities, each values partners one by one (responsive
    preferences).

    Parameters
    ----------
    rows
        How much each row values each column, shape (rows, columns): a frame with named rows, or a
        list of rows. NaN: must not be matched.
    columns
        How much each column values each row, in the same shape; as ``rows`` by default, for a
        score that both share.
    row_capacity, column_capacity
        How many partners one can have, at least 1: one number, or one each.

    Returns
    -------
    StableMatching
        Both extreme matchings. Who values two partners alike prefers the one that stands first, and
        a note says so: the matching stays stable.

    Raises
    ------
    ArgumentError
        If tables or capacities do not fit.

    Examples
    --------
    >>> found = stable_matching([[2, 1], [1, 2]], [[1, 2], [2, 1]])
    >>> found.pairs, found.column_pairs, found.blocking
    ((('0', '0'), ('1', '1')), (('0', '1'), ('1', '0')), 0)

    References
    ----------
    Gale and Shapley (1962), College Admissions and the Stability of Marriage; Roth (1984),
    Stability and Polarization of Interests in Job Matching.
    """
    owner = "stable_matching"
    left, right = _sides(rows, columns, owner)
    of_rows = capacities(row_capacity, len(left.rows), "row_capacity", owner)
    of_columns = capacities(column_capacity, len(left.columns), "column_capacity", owner)
    best = _deferred(left.values, right.values, of_rows, of_columns)
    worst = _deferred(right.values.T, left.values.T, of_columns, of_rows).T
    limits = (of_rows, of_columns)
    blocking = sum(int(_blocking(left, right, m, limits).sum()) for m in (best, worst))
    notes = (Note("value.note.indifferent"),) if _ties(left.values, right.values) else ()
    return StableMatching(
        rows=left.rows,
        columns=left.columns,
        pairs=_pairs(left, best),
        column_pairs=_pairs(left, worst),
        unique=bool((best == worst).all()),
        blocking=blocking,
        unmatched_rows=_named(left.rows, ~best.any(axis=1)),
        unmatched_columns=_named(left.columns, ~best.any(axis=0)),
        parameters={"row_capacity": of_rows.tolist(), "column_capacity": of_columns.tolist()},
        notes=notes,
        references=("gale1962", "roth1984"),
    )


def blocking_pairs(
    pairs: Any, rows: Any, columns: Any = None, *, row_capacity: Any = 1, column_capacity: Any = 1
) -> BlockingPairs:
    """Find who would rather be together than as a matching has them.

    Two block if each has room, or values the other more than the worst partner that it has.

    Parameters
    ----------
    pairs
        The matching: a list of pairs of a row and a column, by name.
    rows, columns, row_capacity, column_capacity
        As in :func:`stable_matching`.

    Returns
    -------
    BlockingPairs
        All blocking pairs, and the pairs of the matching that must not be.

    Raises
    ------
    ArgumentError
        If tables, capacities or pairs do not fit, or someone has more partners than he can.

    Examples
    --------
    >>> blocking_pairs([("0", "1"), ("1", "0")], [[2, 1], [1, 2]]).pairs
    (('0', '0'), ('1', '1'))

    References
    ----------
    Gale and Shapley (1962), College Admissions and the Stability of Marriage.
    """
    owner = "blocking_pairs"
    left, right = _sides(rows, columns, owner)
    of_rows = capacities(row_capacity, len(left.rows), "row_capacity", owner)
    of_columns = capacities(column_capacity, len(left.columns), "column_capacity", owner)
    matched = _matched(pairs, left, owner)
    if (matched.sum(axis=1) > of_rows).any() or (matched.sum(axis=0) > of_columns).any():
        raise ArgumentError("pairs", owner, "within_capacity", pairs)
    refused = matched & (np.isnan(left.values) | np.isnan(right.values))
    found = _blocking(left, right, matched & ~refused, (of_rows, of_columns))
    return BlockingPairs(
        pairs=_pairs(left, found),
        unacceptable=_pairs(left, refused),
        parameters={"row_capacity": of_rows.tolist(), "column_capacity": of_columns.tolist()},
        references=("gale1962",),
    )


def _sides(rows: Any, columns: Any, owner: str) -> tuple[Grid, Grid]:
    left = read_grid(rows, "rows", owner, gaps=True)
    if columns is None:
        return left, left
    right = read_grid(columns, "columns", owner, gaps=True)
    like(right, left, "columns", owner)
    return left, right


def _deferred(
    own: Floats, other: Floats, room: NDArray[np.int64], other_room: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return the matching best for the rows of ``own``, as a table of true and false."""
    open_pairs = ~(np.isnan(own) | np.isnan(other))
    order = np.argsort(np.where(open_pairs, -own, np.inf), axis=1, kind="stable")
    choices = order.tolist()
    counts = open_pairs.sum(axis=1).tolist()
    values, limits = other.tolist(), other_room.tolist()
    next_choice = [0] * len(own)
    held: list[list[tuple[float, int]]] = [[] for _ in limits]
    waiting = [row for row, size in enumerate(room.tolist()) for _ in range(size)]
    while waiting:
        row = waiting.pop()
        if next_choice[row] == counts[row]:
            continue
        column = choices[row][next_choice[row]]
        next_choice[row] += 1
        offer = (values[row][column], -row)  # of two valued alike the first is kept
        if len(held[column]) < limits[column]:
            heapq.heappush(held[column], offer)
        else:
            waiting.append(-heapq.heappushpop(held[column], offer)[1])
    found = np.zeros(own.shape, dtype=np.bool_)
    for column, offers in enumerate(held):
        found[[-row for _, row in offers], column] = True
    return found


def _blocking(
    left: Grid,
    right: Grid,
    matched: NDArray[np.bool_],
    room: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> NDArray[np.bool_]:
    """Return the pairs outside of the matching that both would rather have."""
    want_columns = left.values > _worst(left.values, matched, room[0])[:, None]
    want_rows = right.values > _worst(right.values.T, matched.T, room[1])
    return np.asarray(want_columns & want_rows & ~matched, dtype=np.bool_)


def _worst(values: Floats, matched: NDArray[np.bool_], room: NDArray[np.int64]) -> Floats:
    """Return the value of each row's worst partner, -inf where there is room."""
    worst = np.where(matched, values, np.inf).min(axis=1)
    return np.asarray(np.where(matched.sum(axis=1) < room, -np.inf, worst), dtype=np.float64)


def _ties(left: Floats, right: Floats) -> bool:
    """Return whether someone values two acceptable partners alike."""
    open_pairs = ~(np.isnan(left) | np.isnan(right))
    for values, usable in ((left, open_pairs), (right.T, open_pairs.T)):
        ordered = np.sort(np.where(usable, values, np.nan), axis=1)
        if (np.diff(ordered, axis=1) == 0).any():
            return True
    return False


def _matched(pairs: Any, grid: Grid, owner: str) -> NDArray[np.bool_]:
    found = np.zeros(grid.values.shape, dtype=np.bool_)
    if isinstance(pairs, str | dict) or not hasattr(pairs, "__iter__"):
        raise ArgumentError("pairs", owner, "row_column_pairs", pairs)
    for pair in pairs:
        known = isinstance(pair, tuple | list) and len(pair) == 2
        if not known or pair[0] not in grid.rows or pair[1] not in grid.columns:
            raise ArgumentError("pairs", owner, "row_column_pairs", pair)
        found[grid.rows.index(pair[0]), grid.columns.index(pair[1])] = True
    return found


def _pairs(grid: Grid, matched: NDArray[np.bool_]) -> tuple[Pair, ...]:
    return tuple((grid.rows[i], grid.columns[j]) for i, j in np.argwhere(matched).tolist())


def _named(names: tuple[str, ...], which: Any) -> tuple[str, ...]:
    return tuple(name for name, taken in zip(names, which.tolist(), strict=True) if taken)
