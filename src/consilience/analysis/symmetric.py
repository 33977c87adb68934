"""Steps beside the paths: necessary condition analysis, and a regression as a side panel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import qca
from consilience.analysis.inputs import Found, Settings, chosen, inputs, negation, outcome_column
from consilience.results import Result

NCA = ("ceilings", "bottleneck_steps", "permutations", "seed")
REGRESSION = ("interactions",)
PERMUTATIONS = 10_000


@dataclass(frozen=True, kw_only=True, eq=False)
class NcaOfBoth(Result):
    """How much of each condition the outcome, and its negation, need."""

    outcomes: tuple[qca.NecessaryConditionAnalysis, ...]


def nca(found: Found, settings: Settings) -> NcaOfBoth:
    """Draw ceilings over every condition, for an outcome and for its negation."""
    frame, outcome, conditions = inputs(found, settings)
    options = {"permutations": PERMUTATIONS, **chosen(settings, NCA)}
    both = tuple(
        qca.nca(
            frame[list(conditions)].assign(**{side: outcome_column(frame, side)}),
            side,
            conditions,
            **options,
        )
        for side in (outcome, negation(outcome))
    )
    return NcaOfBoth(parameters=dict(settings), references=both[0].references, outcomes=both)


def regression(found: Found, settings: Settings) -> qca.SymmetricRegression:
    """Regress the outcome on the conditions; of a multi-value one each value but the lowest."""
    frame, outcome, conditions = inputs(found, settings)
    columns = {key: values for name in conditions for key, values in _regressors(frame[name])}
    table = pd.DataFrame({**columns, outcome: outcome_column(frame, outcome)}, index=frame.index)
    return qca.symmetric_regression(table, outcome, list(columns), **chosen(settings, REGRESSION))


def _regressors(column: pd.Series) -> list[tuple[str, NDArray[np.float64]]]:
    values = column.to_numpy(dtype=np.float64)
    if values.max() <= 1:
        return [(str(column.name), values)]
    levels = np.unique(values)[1:]
    return [(f"{column.name}[{level:g}]", (values == level) * 1.0) for level in levels]
