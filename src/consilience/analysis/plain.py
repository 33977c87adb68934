"""Engines on plain tables, as the commands offer them without a study.

Where an engine returns a named degenerate result, a command refuses with one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from consilience import calibration, checks, qca
from consilience.analysis import recipes
from consilience.analysis.configurations import refuse_degenerate
from consilience.analysis.inputs import outcome_column, refuse_few_cases
from consilience.analysis.robustness_step import INITIAL, TRIED
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


def minimize(
    table: qca.TruthTable, solution: str, expectations: str | None, options: dict[str, Any]
) -> qca.Solutions:
    """Return the solution of a truth table; refuse one without or with only sufficient rows."""
    refuse_degenerate(table, options.get("contradictions", "negative"))
    kinds: dict[str, qca.SolutionType] = {
        "conservative": "conservative",
        "parsimonious": "parsimonious",
        "intermediate": "intermediate",
    }
    return qca.minimize(table, kinds.get(solution, solution), expectations, **options)  # type: ignore[arg-type]  # the engine names the allowed ones


def nca(
    frame: pd.DataFrame, outcome: str, conditions: list[str] | None, options: dict[str, Any]
) -> qca.NecessaryConditionAnalysis:
    """Return how much of each condition an outcome needs; ``~Y`` is 1 - Y."""
    column = qca.parse(outcome).conditions[0]
    checks.known_names(column, frame.columns, "outcome", "nca")
    named = [name for name in frame.columns if name != column] if conditions is None else conditions
    checks.known_names(named, frame.columns, "conditions", "nca")
    data = frame[named].assign(**{outcome: outcome_column(frame, outcome)})
    return qca.nca(data, outcome, named, **options)


def fit(frame: pd.DataFrame, outcome: str, expression: str, relation: str) -> qca.Fit:
    """Return how well an expression is sufficient or necessary for an outcome."""
    return qca.fit(frame, expression, outcome, relation)  # type: ignore[arg-type]  # the engine names the allowed ones


def robustness(
    frame: pd.DataFrame, outcome: str, conditions: list[str] | None, options: dict[str, Any]
) -> qca.Robustness:
    """Repeat an analysis under other settings; with expectations the intermediate one."""
    initial = {name: options[name] for name in INITIAL if options.get(name) is not None}
    initial.setdefault("solution", "intermediate" if "expectations" in initial else "parsimonious")
    tests = qca.RobustnessTests(**{name: options[name] for name in TRIED if name in options})
    return qca.robustness(frame, outcome, conditions, tests=tests, **initial)


def recipe(
    frame: pd.DataFrame,
    outcome: str,
    conditions: list[str] | None,
    anchors: dict[str, list[float]],
    settings: dict[str, Any],
    tell: Callable[[str], None],
) -> recipes.Recipe:
    """Do the whole recipe; expectations come as text, such as "A, ~B"."""
    told = dict(settings)
    if isinstance(told.get("expectations"), str):
        told["expectations"] = expected(told["expectations"])
    return recipes.of_table(frame, outcome, conditions, anchors, told, None, tell)


def expected(given: str) -> dict[str, str]:
    """Return directional expectations written as in "A, ~B" by condition."""
    parts = [part.strip() for part in given.replace("，", ",").split(",") if part.strip()]
    return {part.lstrip("~ "): "absent" if part.startswith("~") else "present" for part in parts}
