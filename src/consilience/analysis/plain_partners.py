"""Consortia, goals, coupling and grey relation on plain tables, without a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from consilience import value
from consilience.analysis.plain_value import only_column
from consilience.errors import DataError
from consilience.results import Result
from consilience.value import Consortia

__all__ = ["Consortia", "consortium", "coupling", "coupling_check", "goals", "grey"]


def coupling(
    frame: pd.DataFrame, forms: Sequence[str], weights: Sequence[Any] | None
) -> dict[str, Result]:
    """Return the coupling coordination of order degrees, in each form asked for."""
    return {form: value.coupling(frame, weights, form=cast("Any", form)) for form in forms}


def coupling_check(frame: pd.DataFrame, column: str, tolerance: float) -> value.CouplingCheck:
    """Return the formula behind a column of reported couplings; the others are order degrees."""
    _known_column(column, frame)
    degrees = frame.drop(columns=column)
    return value.coupling_check(degrees, frame[column].tolist(), tolerance=tolerance)


def grey(
    frame: pd.DataFrame, reference: str, rho: float, scaling: str, weights: Sequence[Any] | None
) -> value.GreyRelation:
    """Return how near the other columns run to the one named."""
    _known_column(reference, frame)
    others = frame.drop(columns=reference)
    settings = {"rho": rho, "scaling": cast("Any", scaling)}
    return value.grey_relation(others, frame[reference].tolist(), weights, **settings)


def goals(frame: pd.DataFrame, weights: Sequence[Any] | None) -> value.GoalFit:
    """Return how far the goals of each two members agree and conflict."""
    return value.goal_fit(frame, weights)


def consortium(
    resources: pd.DataFrame,
    needs: Mapping[str, Any],
    tables: tuple[pd.DataFrame | None, pd.DataFrame | None],
    settings: Mapping[str, Any],
) -> Consortia:
    """Choose members who cover the needs; the tables are fit and costs, where given."""
    fit, costs = tables
    paid = None
    if costs is not None:
        column = only_column(costs)
        if set(column.index) != set(resources.index):
            raise DataError("value.costs_of_candidates", candidates=list(resources.index))
        paid = column[list(resources.index)].tolist()
    return value.consortium(resources, needs, fit, costs=paid, **settings)


def _known_column(name: str, frame: pd.DataFrame) -> None:
    if name not in frame.columns:
        raise DataError("value.no_column", name=name, columns=list(frame.columns))
