"""The matching with the largest total score, and all that are as good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, sparse

from consilience import checks
from consilience.results import Note, Result
from consilience.value.choices import all_choices
from consilience.value.grids import Grid, capacities, read_grid
from consilience.value.stable import Pair

_MOST_CELLS = 2_500  # larger tables are solved, but not searched for ties


@dataclass(frozen=True, kw_only=True, eq=False)
class OptimalAssignment(Result):
    """The largest total score, and the matchings that reach it.

    ``complete`` says whether no other matching is as good; if false, there may be more.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    total: float
    matchings: tuple[tuple[Pair, ...], ...]
    complete: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair, with the number of its matching from 1."""
        rows = [(place, *pair) for place, pairs in enumerate(self.matchings, 1) for pair in pairs]
        return pd.DataFrame(rows, columns=["matching", "row", "column"])


def optimal_assignment(
    scores: Any, *, row_capacity: Any = 1, column_capacity: Any = 1, most: int = 50
) -> OptimalAssignment:
    """Match two sides so that the total score is largest, and list every matching that does so.

    Pairs with a score of 0 or less add nothing and are left out. A total is best for the alliance;
    it need not be stable: see :func:`stable_matching`.

    Parameters
    ----------
    scores
        The score of each pair, shape (rows, columns): a frame with named rows, or a list of rows.
        NaN: must not be matched.
    row_capacity, column_capacity
        How many partners one can have, at least 1: one number, or one each.
    most
        At least 1: how many tied matchings are listed. In tables of more than 2,500 pairs, of
        one-to-one matchings only one is found, and ties are not looked for.

    Returns
    -------
    OptimalAssignment
        The total and the matchings.

    Raises
    ------
    ArgumentError
        If table or capacities do not fit.
    DataError
        If the integer programme cannot be solved.

    Examples
    --------
    >>> found = optimal_assignment([[3, 2], [2, 1]])
    >>> found.total, found.matchings
    (4.0, ((('0', '0'), ('1', '1')), (('0', '1'), ('1', '0'))))

    References
    ----------
    Kuhn (1955), The Hungarian Method for the Assignment Problem.
    """
    owner = "optimal_assignment"
    grid = read_grid(scores, "scores", owner, gaps=True)
    of_rows = capacities(row_capacity, len(grid.rows), "row_capacity", owner)
    of_columns = capacities(column_capacity, len(grid.columns), "column_capacity", owner)
    listed = checks.whole(most, 1, "most", owner)
    large = grid.values.size > _MOST_CELLS and of_rows.max() == of_columns.max() == 1
    if large:
        tables, complete = [_single(grid)], False
    else:
        tables, complete = _all(grid, of_rows, of_columns, listed)
    matchings = sorted(
        tuple((grid.rows[i], grid.columns[j]) for i, j in np.argwhere(table).tolist())
        for table in tables
    )
    notes = () if complete else (Note("value.note.more_ties", {"listed": len(matchings)}),)
    return OptimalAssignment(
        rows=grid.rows,
        columns=grid.columns,
        total=float(np.nansum(np.where(tables[0], grid.values, 0.0))),
        matchings=tuple(matchings),
        complete=complete,
        parameters={
            "row_capacity": of_rows.tolist(),
            "column_capacity": of_columns.tolist(),
            "most": listed,
        },
        notes=notes,
        references=("kuhn1955",),
    )


def _single(grid: Grid) -> NDArray[np.bool_]:
    gains = np.where(grid.values > 0, grid.values, 0.0)
    found = np.zeros(gains.shape, dtype=np.bool_)
    found[optimize.linear_sum_assignment(gains, maximize=True)] = True
    return np.asarray(found & (gains > 0), dtype=np.bool_)


def _all(
    grid: Grid, of_rows: NDArray[np.int64], of_columns: NDArray[np.int64], most: int
) -> tuple[list[NDArray[np.bool_]], bool]:
    row, column = np.nonzero(grid.values > 0)
    if not len(row):
        return [np.zeros(grid.values.shape, dtype=np.bool_)], True
    ones, place = np.ones(len(row)), np.arange(len(row))
    shapes = ((len(grid.rows), len(row)), (len(grid.columns), len(row)))
    rows = sparse.vstack(
        [
            sparse.csr_array((ones, (row, place)), shape=shapes[0]),
            sparse.csr_array((ones, (column, place)), shape=shapes[1]),
        ]
    )
    high = np.concatenate([of_rows, of_columns]).astype(np.float64)
    found = all_choices(
        grid.values[row, column],
        sparse.csr_array(rows),
        (np.full(len(high), -np.inf), high),
        binary=len(row),
        within=0.0,
        most=most,
    )
    tables = []
    for choice in found.chosen:
        table = np.zeros(grid.values.shape, dtype=np.bool_)
        table[row, column] = choice > 0.5
        tables.append(table)
    return tables, found.complete
