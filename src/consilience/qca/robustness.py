"""Robustness: which paths survive other cut-offs and the loss of single cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.cases import path_cases
from consilience.qca.fit import ratio
from consilience.qca.models import Model, SolutionType
from consilience.qca.robustness_records import (
    AlternativeSolution,
    Robustness,
    RobustnessCases,
    RobustnessFit,
    SensitivityRange,
)
from consilience.qca.solution import minimize
from consilience.qca.truth_table import TruthTable, truth_table
from consilience.results import Note

MOST_TIES = 200  # tied models of a test solution among which the most similar one is sought


_CUTS = ("inclusion_cut", "pri_cut", "frequency_cut")


def robustness(  # noqa: PLR0913  (three cut-offs and the values tried for each)
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    solution: SolutionType = "parsimonious",
    expectations: object = None,
    inclusion_cut: float = 0.8,
    pri_cut: float = 0.0,
    frequency_cut: int = 1,
    inclusion_cuts: Sequence[float] = (0.75, 0.8, 0.85, 0.9),
    pri_cuts: Sequence[float] = (),
    frequency_cuts: Sequence[int] = (1, 2),
    leave_one_out: bool = True,
    model: int = 1,
) -> Robustness:
    """Repeat an analysis under other settings and tell what stays.

    One setting is changed at a time. Of tied models of a test solution the one most similar to
    the initial model is compared (a convention of this program: the protocol of Oana and
    Schneider assumes one model).

    Parameters
    ----------
    data : data frame or mapping of columns
        Memberships in [0, 1] (multi-value: whole numbers from 0), one row a case, no gaps.
    outcome : str
        ``"Y"``, ``"~Y"`` or ``"Y[2]"``.
    conditions : list of str, optional
        All columns but the outcome if not given.
    solution : {"conservative", "parsimonious", "intermediate"}
        Which solution is repeated.
    expectations : mapping, list or str
        For the intermediate solution, as in :func:`minimize`.
    inclusion_cut, pri_cut : float in [0, 1]
        Initial cut-offs.
    frequency_cut : int
        Initial cut-off, at least 1.
    inclusion_cuts, pri_cuts, frequency_cuts : list of numbers
        Values to try; none for an empty list.
    leave_one_out : bool
        Whether the analysis is also repeated without each case in turn.
    model : int
        Which of the tied initial models is examined, from 1.

    Returns
    -------
    Robustness
        Test solutions in a fixed order, shares and parameters in [0, 1]; NaN where a ratio is
        undefined. Tests without a solution count as tests in which no term survives.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an argument is not allowed, the initial solution does not exist, or nothing is tried.

    Examples
    --------
    >>> data = {"A": [0.9, 0.8, 0.1, 0.3], "B": [0.7, 0.2, 0.8, 0.1], "Y": [0.9, 0.3, 0.2, 0.1]}
    >>> found = robustness(data, "Y", leave_one_out=False)
    >>> found.terms, found.survival
    (('A*B',), (0.75,))

    References
    ----------
    Oana, I.-E. and Schneider, C. Q. (2021). A Robustness Test Protocol for Applied QCA: Theory
    and R Software Application. Sociological Methods and Research.
    """
    checks.choice(solution, get_args(SolutionType), "solution", "robustness")
    checks.boolean(leave_one_out, "leave_one_out", "robustness")
    initial = dict(zip(_CUTS, (inclusion_cut, pri_cut, frequency_cut), strict=True))
    tried = dict(zip(_CUTS, (inclusion_cuts, pri_cuts, frequency_cuts), strict=True))
    table = truth_table(data, outcome, conditions, **initial)  # type: ignore[arg-type]  # checked there
    chosen = _initial_model(table, solution, expectations, model)
    plan = [*_other_cuts(initial, tried), *(_one_case_less(table) if leave_one_out else ())]
    if not plan:
        raise DataError("qca.robustness.nothing")
    reached = _set_of(chosen.terms, table)
    runs = [
        _test(table, change, initial, (solution, expectations), reached, chosen) for change in plan
    ]
    sets = [_set_of(run.terms, table) for run in runs]
    return Robustness(
        parameters={
            **table.parameters,
            "solution": solution,
            **{f"{name}s": list(values) for name, values in tried.items()},
            "leave_one_out": leave_one_out,
            "model": model,
        },
        notes=_notes(runs),
        references=("oana2021",),
        outcome=table.outcome,
        terms=chosen.terms,
        tests=tuple(runs),
        survival=tuple(sum(term in run.terms for run in runs) / len(runs) for term in chosen.terms),
        ranges=tuple(_range(name, initial[name], runs) for name in _CUTS if len(tried[name]) > 0),
        fit=_fit(reached, sets, table.outcome_memberships),
        cases=_cases(reached, sets, table),
    )


_Change = tuple[str, Any]


def _other_cuts(initial: dict[str, Any], tried: dict[str, Sequence[Any]]) -> Iterable[_Change]:
    for name, values in tried.items():
        if isinstance(values, str) or not isinstance(values, Iterable):
            raise ArgumentError(name + "s", "robustness", "one_dimension", values)
    return [(name, value) for name in _CUTS for value in tried[name] if value != initial[name]]


def _one_case_less(table: TruthTable) -> Iterable[_Change]:
    return [("case", name) for name in table.case_names]


def _initial_model(
    table: TruthTable, solution: SolutionType, expectations: object, model: int
) -> Model:
    found = minimize(table, solution, expectations)
    if not found.models:
        raise DataError("qca.robustness.no_initial", outcome=table.outcome)
    number = checks.whole(model, 1, "model", "robustness")
    if number > len(found.models):
        high = len(found.models)
        raise ArgumentError("model", "robustness", "interval_whole", number, low=1, high=high)
    return found.models[number - 1]


def _test(
    table: TruthTable,
    change: _Change,
    initial: dict[str, Any],
    how: tuple[SolutionType, object],
    reached: NDArray[np.float64],
    chosen: Model,
) -> AlternativeSolution:
    name, value = change
    cuts = initial if name == "case" else {**initial, name: value}
    frame, outcome = _frame_of(table)
    kept = frame.drop(index=value) if name == "case" else frame
    if kept[outcome].nunique() == 1:
        return _nothing(name, value)
    changed = truth_table(kept, outcome, table.conditions, **cuts)
    found = minimize(changed, how[0], how[1], most_models=MOST_TIES)
    if not found.models:
        return _nothing(name, value)
    overlaps = [_overlap(reached, _set_of(item.terms, table)) for item in found.models]
    best = int(np.argmax(overlaps))
    nearest = found.models[best]
    return AlternativeSolution(
        name,
        str(value),
        found.status,
        found.model_count,
        nearest.terms,
        set(nearest.terms) == set(chosen.terms),
        overlaps[best],
        nearest.inclusion,
        nearest.pri,
        nearest.coverage,
    )


def _frame_of(table: TruthTable) -> tuple[pd.DataFrame, str]:
    """Return the calibrated cases, with the outcome under a name that no condition has."""
    outcome = "outcome"
    while outcome in table.conditions:
        outcome += "_"
    columns = list(table.conditions)
    frame = pd.DataFrame(table.memberships, columns=columns, index=list(table.case_names))
    return frame.assign(**{outcome: table.outcome_memberships}), outcome


def _nothing(name: str, value: object) -> AlternativeSolution:
    gap = float("nan")
    return AlternativeSolution(
        name, str(value), "no sufficient row", 0, (), same=False, overlap=0.0,
        inclusion=gap, pri=gap, coverage=0.0,
    )  # fmt: skip


def _set_of(terms: Sequence[str], table: TruthTable) -> NDArray[np.float64]:
    """Return memberships of all cases in the union of terms, shape (cases,)."""
    if not terms:
        return np.zeros(len(table.case_names))
    found: NDArray[np.float64] = path_cases(table, list(terms)).memberships.max(axis=0)
    return found


def _overlap(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    return ratio(float(np.minimum(first, second).sum()), float(np.maximum(first, second).sum()))


def _range(name: str, initial: float, runs: Sequence[AlternativeSolution]) -> SensitivityRange:
    stays = {float(run.value): run.same for run in runs if run.setting == name}
    tested = sorted({*stays, float(initial)})
    where = tested.index(float(initial))
    below = list(itertools.takewhile(lambda value: stays[value], reversed(tested[:where])))
    above = list(itertools.takewhile(lambda value: stays[value], tested[where + 1 :]))
    return SensitivityRange(
        name,
        initial=float(initial),
        low=min(below, default=float(initial)),
        high=max(above, default=float(initial)),
        tested=tuple(tested),
    )


def _fit(
    reached: NDArray[np.float64], sets: Sequence[NDArray[np.float64]], y: NDArray[np.float64]
) -> RobustnessFit:
    smallest, largest = np.minimum.reduce(sets), np.maximum.reduce(sets)
    core = np.minimum(reached, smallest)
    covered = [float(np.minimum(x, y).sum()) for x in (reached, core)]
    inclusions = [
        ratio(part, float(x.sum())) for part, x in zip(covered, (reached, core), strict=True)
    ]
    return RobustnessFit(
        inclusion=ratio(inclusions[0], inclusions[1]),
        coverage=ratio(covered[1], covered[0]),
        overlap_minimum=_overlap(reached, smallest),
        overlap_maximum=_overlap(reached, largest),
    )


def _cases(
    reached: NDArray[np.float64], sets: Sequence[NDArray[np.float64]], table: TruthTable
) -> RobustnessCases:
    smallest, largest = np.minimum.reduce(sets), np.maximum.reduce(sets)
    groups = {
        "robust": np.minimum(reached, smallest) > 0.5,
        "shaky": np.minimum(reached, 1 - smallest) > 0.5,
        "possible": np.minimum(1 - reached, largest) > 0.5,
    }
    y = table.outcome_memberships
    names = {
        f"{group}_{kind}": tuple(table.case_names[i] for i in np.flatnonzero(members & side))
        for group, members in groups.items()
        for kind, side in (("typical", y > 0.5), ("deviant", y < 0.5))
    }
    counts = {name: len(found) for name, found in names.items()}
    every = {
        kind: sum(counts[f"{group}_{kind}"] for group in groups) for kind in ("typical", "deviant")
    }
    shaky, possible = groups["shaky"].any(), groups["possible"].any()
    return RobustnessCases(
        **names,
        ratio_typical=ratio(counts["robust_typical"], every["typical"]),
        ratio_deviant=ratio(counts["robust_deviant"], every["deviant"]),
        rank=1 + int(possible) + 2 * int(shaky),
    )


def _notes(runs: Sequence[AlternativeSolution]) -> tuple[Note, ...]:
    empty = [f"{run.setting} {run.value}" for run in runs if not run.terms]
    tied = sum(run.model_count > 1 for run in runs)
    notes = []
    if empty:
        notes.append(Note("qca.note.robustness_empty", {"tests": empty}, "warning"))
    if tied:
        notes.append(Note("qca.note.robustness_ties", {"tests": tied, "all": len(runs)}))
    return tuple(notes)
