"""Engines on plain tables, as the commands offer them without a study.

Where an engine returns a named degenerate result, a command refuses with one sentence.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from consilience import calibration, qca
from consilience.analysis.configurations import refuse_degenerate
from consilience.analysis.inputs import refuse_few_cases
from consilience.results import Result


def calibrate(
    frame: pd.DataFrame, column: str, method: str, anchors: list[float], profile: str
) -> Result:
    """Calibrate one column of a table; ``method`` is "direct", "indirect" or "thresholds"."""
    values = frame[column].to_numpy()
    if method == "indirect":
        return calibration.indirect(values, anchors)
    if method == "thresholds":
        return calibration.thresholds(values, anchors)
    return calibration.direct(values, anchors, profile=profile)  # type: ignore[arg-type]  # the engine names the allowed ones


def necessity(
    frame: pd.DataFrame, outcome: str, conditions: list[str] | None, inclusion_cut: float
) -> qca.Necessity:
    """Return what is necessary for an outcome."""
    return qca.necessity(frame, outcome, conditions, inclusion_cut)


def truth_table(
    frame: pd.DataFrame, outcome: str, conditions: list[str] | None, cuts: dict[str, Any]
) -> qca.TruthTable:
    """Return a truth table; refuse fewer cases than conditions."""
    found = qca.truth_table(frame, outcome, conditions, **cuts)
    refuse_few_cases(len(found.case_names), len(found.conditions))
    return found


def minimize(table: qca.TruthTable, solution: str, expectations: str | None) -> qca.Solutions:
    """Return the solution of a truth table; refuse one without or with only sufficient rows."""
    refuse_degenerate(table)
    kinds: dict[str, qca.SolutionType] = {
        "conservative": "conservative",
        "parsimonious": "parsimonious",
        "intermediate": "intermediate",
    }
    return qca.minimize(table, kinds.get(solution, solution), expectations)  # type: ignore[arg-type]  # the engine names the allowed ones
