"""Indicators: their weights, and the order degrees of subsystems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result
from consilience.value.game import Floats, frozen
from consilience.value.grids import Grid, read_grid, unit_grid

Weighting = Literal["equal", "entropy", "critic"]


@dataclass(frozen=True, kw_only=True, eq=False)
class IndicatorWeights(Result):
    """The weight of each indicator, sum 1, read-only, shape (indicators,)."""

    indicators: tuple[str, ...]
    values: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row an indicator."""
        return pd.DataFrame({"indicator": self.indicators, "weight": self.values})


@dataclass(frozen=True, kw_only=True, eq=False)
class OrderDegrees(Result):
    """Order degree of each subsystem in each row, in [0, 1], read-only, shape (rows, subsystems).

    ``scaled`` are the indicators on their way from the worst to the best, shape (rows, indicators);
    ``weights`` those of the indicators within their subsystem.
    """

    rows: tuple[str, ...]
    subsystems: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    scaled: Floats
    weights: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a period or case, one column a subsystem."""
        return pd.DataFrame(self.values, index=list(self.rows), columns=list(self.subsystems))


def indicator_weights(table: Any, *, method: Weighting = "entropy") -> IndicatorWeights:
    r"""Weigh indicators by how much they tell cases apart: entropy, CRITIC, or all alike.

    ``"entropy"``: with p the shares of a column, :math:`e = -\sum p \ln p / \ln n`, weights in
    proportion to 1 - e. ``"critic"``: in proportion to
    :math:`\sigma_j \sum_k (1 - r_{jk})`, standard deviation times conflict with the others.

    Parameters
    ----------
    table
        Indicators scaled to [0, 1], 1 the best: one row a case (at least 2), one column an
        indicator.
    method
        ``"entropy"``, ``"critic"`` or ``"equal"``.

    Returns
    -------
    IndicatorWeights
        Weights; an indicator that is the same for all cases weighs 0, and a note says so.

    Raises
    ------
    ArgumentError
        If there is no such table.
    DataError
        If no indicator tells cases apart.
    UnknownNameError
        If the method is unknown.

    Examples
    --------
    >>> indicator_weights([[0.2, 0.5], [0.8, 0.6]]).values.round(3)
    array([0.979, 0.021])

    References
    ----------
    Shannon (1948); Zeleny (1982), Multiple Criteria Decision Making; Diakoulaki, Mavrotas and
    Papayannakis (1995), Determining Objective Weights in Multiple Criteria Problems: The CRITIC
    Method.
    """
    owner = "indicator_weights"
    chosen = checks.choice(method, get_args(Weighting), "method", owner)
    grid = unit_grid(table, "table", owner)
    if len(grid.rows) < 2:
        raise ArgumentError("table", owner, "at_least_rows", len(grid.rows), least=2)
    found = weights_of(grid.values, chosen)
    same = np.ptp(grid.values, axis=0) == 0
    flat = [name for name, alike in zip(grid.columns, same.tolist(), strict=True) if alike]
    told = flat and chosen != "equal"
    return IndicatorWeights(
        indicators=grid.columns,
        values=frozen(found),
        parameters={"method": chosen},
        notes=(Note("value.note.flat", {"indicators": flat}, "warning"),) if told else (),
        references=_WEIGHTING_REFERENCES[chosen],
    )


_WEIGHTING_REFERENCES: dict[str, tuple[str, ...]] = {
    "equal": ("diakoulaki1995",),
    "entropy": ("shannon1948", "zeleny1982"),
    "critic": ("diakoulaki1995",),
}


def weights_of(values: Floats, method: Weighting) -> Floats:
    """Return weights of the columns of a table in [0, 1], sum 1."""
    count = values.shape[1]
    if method == "equal" or count == 1:
        return np.full(count, 1 / count)
    differs = np.ptp(values, axis=0) > 0
    if not differs.any():
        raise DataError("value.all_flat")
    strength = np.zeros(count)
    measure = _entropy if method == "entropy" else _critic
    strength[differs] = measure(values[:, differs])
    return np.asarray(strength / strength.sum(), dtype=np.float64)


def _entropy(values: Floats) -> Floats:
    shares = values / values.sum(axis=0)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return np.asarray(1 + (shares * logs).sum(axis=0) / np.log(len(values)), dtype=np.float64)


def _critic(values: Floats) -> Floats:
    centred = values - values.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0))
    unit = centred / spread
    conflict = (1 - unit.T @ unit).sum(axis=1)
    if conflict.max() <= 1e-9:  # one indicator, or all move together: only their spread tells
        return np.asarray(spread, dtype=np.float64)
    return np.asarray(spread * conflict, dtype=np.float64)


def order_degrees(
    table: Any,
    subsystems: Mapping[str, Any],
    *,
    bounds: Mapping[str, Any] | None = None,
    negative: Any = (),
    method: Weighting = "equal",
) -> OrderDegrees:
    r"""Measure how far each subsystem has come from its worst to its best: order degree.

    :math:`u = \sum_j w_j (e_j - b_j) / (a_j - b_j)`, with a the upper and b the lower bound of
    indicator j; a negative indicator counts :math:`(a_j - e_j) / (a_j - b_j)`.

    Parameters
    ----------
    table
        One row a period or case (named by the index of a frame), one column an indicator.
    subsystems
        A mapping of subsystems to lists of indicators; every indicator named stands in the table.
    bounds
        A mapping of indicators to pairs (lower, upper). By default the extremes of the table: then
        order degrees are relative to these rows, and a note says so.
    negative
        Indicators of which less is better.
    method
        Weights within a subsystem: ``"equal"``, ``"entropy"`` or ``"critic"``.

    Returns
    -------
    OrderDegrees
        Order degrees; values beyond their bounds are refused.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If an indicator lies outside of its bounds, or never changes and has none.
    UnknownNameError
        If an indicator or method is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"patents": [2, 6, 10], "delay": [9, 6, 3]}, index=["1", "2", "3"])
    >>> found = order_degrees(table, {"creation": ["patents"], "speed": ["delay"]},
    ...                       bounds={"patents": (0, 20)}, negative=["delay"])
    >>> found.values.round(3).tolist()
    [[0.1, 0.0], [0.3, 0.5], [0.5, 1.0]]

    References
    ----------
    Meng and Han (2000), on the synergy of composite systems.
    """
    owner = "order_degrees"
    chosen = checks.choice(method, get_args(Weighting), "method", owner)
    grid = read_grid(table, "table", owner)
    parts = _parts(subsystems, grid, owner)
    scaled, assumed = _scaled(grid, bounds, negative, owner)
    weights = np.zeros(len(grid.columns))
    values = np.empty((len(grid.rows), len(parts)))
    for place, columns in enumerate(parts.values()):
        weights[columns] = weights_of(scaled[:, columns], chosen)
        values[:, place] = scaled[:, columns] @ weights[columns]
    named = sorted({column for columns in parts.values() for column in columns})
    notes = (Note("value.note.bounds_of_table", {"indicators": assumed}),) if assumed else ()
    return OrderDegrees(
        rows=grid.rows,
        subsystems=tuple(parts),
        indicators=tuple(grid.columns[column] for column in named),
        values=frozen(values),
        scaled=frozen(scaled[:, named]),
        weights=frozen(weights[named]),
        parameters={
            "subsystems": {name: [grid.columns[c] for c in row] for name, row in parts.items()},
            "method": chosen,
        },
        notes=notes,
        references=("meng2000", *_WEIGHTING_REFERENCES[chosen]),
    )


def _parts(subsystems: Any, grid: Grid, owner: str) -> dict[str, list[int]]:
    if not isinstance(subsystems, Mapping) or not subsystems:
        raise ArgumentError("subsystems", owner, "subsystems", subsystems)
    found: dict[str, list[int]] = {}
    seen: set[str] = set()
    for name, given in subsystems.items():
        indicators = checks.known_names(given, grid.columns, "subsystems", owner)
        if seen.intersection(indicators) or not isinstance(name, str):
            raise ArgumentError("subsystems", owner, "subsystems", subsystems)
        seen.update(indicators)
        found[name] = [grid.columns.index(item) for item in indicators]
    return found


def _scaled(grid: Grid, bounds: Any, negative: Any, owner: str) -> tuple[Floats, list[str]]:
    """Return indicators from 0 (worst) to 1 (best), and those with the bounds of the table."""
    given = {} if bounds is None else bounds
    if not isinstance(given, Mapping):
        raise ArgumentError("bounds", owner, "bounds", bounds)
    if given:
        checks.known_names(list(given), grid.columns, "bounds", owner)
    less = checks.known_names(negative, grid.columns, "negative", owner) if len(negative) else ()
    found = np.empty_like(grid.values)
    for place, name in enumerate(grid.columns):
        column = grid.values[:, place]
        low, high = _bounds(given.get(name), column, owner)
        if low == high:
            raise DataError("value.flat_indicator", indicator=name)
        if column.min() < low or column.max() > high:
            raise DataError("value.outside_bounds", indicator=name, low=low, high=high)
        found[:, place] = (column - low) / (high - low)
        if name in less:
            found[:, place] = (high - column) / (high - low)
    return found, [name for name in grid.columns if name not in given]


def _bounds(given: Any, column: Floats, owner: str) -> tuple[float, float]:
    if given is None:
        return float(column.min()), float(column.max())
    if not isinstance(given, tuple | list) or len(given) != 2:
        raise ArgumentError("bounds", owner, "bounds", given)
    low, high = (checks.number(item, "bounds", owner) for item in given)
    if low >= high:
        raise ArgumentError("bounds", owner, "bounds", given)
    return low, high
