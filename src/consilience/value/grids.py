"""Tables of two sides: how much each row values each column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.value.game import Floats


@dataclass(frozen=True)
class Grid:
    """Names of rows and columns, and a number for each pair, shape (rows, columns)."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats


def read_grid(table: Any, name: str, owner: str, *, gaps: bool = False) -> Grid:
    """Return a table of numbers: a frame with named rows, or a list of rows, named by place.

    With ``gaps``, NaN stands for a pair that must not be.
    """
    cells: Any
    if isinstance(table, pd.DataFrame):
        frame = checks.frame(table, name, owner)
        rows = checks.names([str(item) for item in frame.index], name, owner)
        columns = tuple(map(str, frame.columns))
        cells = frame.to_numpy()
    else:
        cells = table if isinstance(table, np.ndarray) else _listed(table, name, owner)
        if isinstance(cells, np.ndarray) and (cells.ndim != 2 or not cells.size):
            raise ArgumentError(name, owner, "grid", f"{cells.shape}")
        rows = tuple(map(str, range(len(cells))))
        columns = tuple(map(str, range(len(cells[0]))))
    values = _numbers(cells, name, owner, gaps=gaps)
    return Grid(rows, columns, values)


def _numbers(cells: Any, name: str, owner: str, *, gaps: bool) -> Floats:
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "fiu":
        values = np.array(cells, dtype=np.float64)
        missing = np.isnan(values) & gaps
        checks.numbers(np.where(missing, 0.0, values).ravel(), name, owner)
        return values
    values = np.empty((len(cells), len(cells[0])))
    for place, row in enumerate(cells):
        missing = np.array([gaps and is_gap(item) for item in row])
        given = [0.0 if gap else item for gap, item in zip(missing, row, strict=True)]
        values[place] = np.where(missing, np.nan, checks.numbers(given, name, owner))
    return values


def is_gap(item: Any) -> bool:
    """Return whether a cell holds nothing: None or NaN."""
    return item is None or (isinstance(item, float | np.floating) and bool(np.isnan(item)))


def _listed(table: Any, name: str, owner: str) -> list[list[Any]]:
    if isinstance(table, str | dict) or not isinstance(table, Iterable | np.ndarray):
        raise ArgumentError(name, owner, "grid", table)
    rows = [
        list(row) if isinstance(row, Iterable) and not isinstance(row, str | dict) else []
        for row in table
    ]
    if not rows or not rows[0] or any(len(row) != len(rows[0]) for row in rows):
        raise ArgumentError(name, owner, "grid", table)
    return rows


def unit_grid(table: Any, name: str, owner: str, *, low: float = 0) -> Grid:
    """Return a table of numbers from ``low`` to 1."""
    grid = read_grid(table, name, owner)
    if grid.values.min() < low or grid.values.max() > 1:
        wrong = grid.values[(grid.values < low) | (grid.values > 1)][0]
        raise ArgumentError(name, owner, "interval", float(wrong), low=low, high=1)
    return grid


def capacities(value: Any, size: int, name: str, owner: str) -> NDArray[np.int64]:
    """Return whole numbers of at least 1: one for all, or one each."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        found = [checks.whole(item, 1, name, owner) for item in value]
        checks.same_length(np.array(found), np.empty(size), name, owner, "members")
        return np.array(found, dtype=np.int64)
    return np.full(size, checks.whole(value, 1, name, owner), dtype=np.int64)


def like(grid: Grid, other: Grid, name: str, owner: str) -> None:
    """Refuse a table that is not of the same rows and columns as another."""
    if (grid.rows, grid.columns) != (other.rows, other.columns):
        raise ArgumentError(name, owner, "same_grid", f"{grid.values.shape}")
