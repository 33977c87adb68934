"""Scatters of a condition and an outcome, in any numbers, scaled to their observed ranges."""

from __future__ import annotations

import math
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.dataset import case_names_of

LARGEST, NARROWEST = 1e100, 1e-100  # beyond these, areas leave the range of floating point


class Column(NamedTuple):
    """A column, its lowest value, its range, and its values as shares of that range."""

    name: str
    lowest: float
    span: float
    scaled: NDArray[np.float64]


class Scatter(NamedTuple):
    """A condition and the outcome, cases in rising order of x, y and name."""

    condition: Column
    outcome: Column
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    cases: tuple[str, ...]


def read_columns(
    data: object, outcome: object, conditions: object, cases: str | None, owner: str = "nca"
) -> tuple[tuple[str, ...], Column, list[Column]]:
    """Return the names of the cases, the outcome, and the conditions; by default all others.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the table, a name or a cell cannot be used, or a column does not vary.
    """
    frame = checks.frame(data, "data", owner)
    if cases is not None:
        checks.known_names(cases, frame.columns, "cases", owner)
        frame = frame.set_index(cases)
    if not isinstance(outcome, str):
        raise ArgumentError("outcome", owner, "text", outcome)
    checks.known_names(outcome, frame.columns, "outcome", owner)
    others = [name for name in frame.columns if name != outcome]
    wanted = others if conditions is None else conditions
    wanted = checks.known_names(wanted, frame.columns, "conditions", owner)
    if outcome in wanted:
        raise DataError("qca.outcome.among_conditions", owner=owner, outcome=outcome)
    names = case_names_of(frame, owner)
    y, *columns = (_column(frame[name], name, names) for name in (outcome, *wanted))
    return names, y, columns


def _column(values: pd.Series, name: str, cases: tuple[str, ...]) -> Column:
    for case, value, missing in zip(cases, values, values.isna(), strict=True):
        if missing:
            raise DataError("qca.data.missing", column=name, case=case, got=value)
        number = isinstance(value, Real) and not isinstance(value, bool | np.bool_)
        if not number or abs(value) == math.inf:
            raise DataError("qca.data.not_a_number", column=name, case=case, got=value)
        if abs(value) > LARGEST:
            raise DataError("qca.nca.unit", column=name)
    found = values.to_numpy(dtype=np.float64) + 0.0  # -0.0 and 0.0 are one number
    lowest, highest = float(found.min()), float(found.max())
    if lowest == highest:
        raise DataError("qca.nca.constant", column=name, value=lowest, cases=len(found))
    span = highest - lowest
    if span < NARROWEST:
        raise DataError("qca.nca.unit", column=name)
    return Column(name, lowest, span, (found - lowest) / span)


def scatter(condition: Column, outcome: Column, names: tuple[str, ...]) -> Scatter:
    """Return the cases of a condition and the outcome in their one order."""
    order = np.lexsort((np.array(names), outcome.scaled, condition.scaled))
    x, y = condition.scaled[order], outcome.scaled[order]
    return Scatter(condition, outcome, x, y, tuple(names[place] for place in order))
