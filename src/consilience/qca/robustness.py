"""Robustness: which paths survive other cut-offs, cases, conditions and calibrations."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, get_args

import numpy as np

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.qca.dataset import calibrated, read_outcome
from consilience.qca.expectations import expectations_record, read_expectations
from consilience.qca.models import Model, SolutionType
from consilience.qca.robustness_measures import (
    case_parameters,
    fit_parameters,
    of_kinds,
    ranges_of,
    shares,
)
from consilience.qca.robustness_records import AlternativeSolution, Robustness
from consilience.qca.robustness_runs import MOST_TIES, Cases, Ground, run_trials
from consilience.qca.robustness_tests import OWNER, RobustnessTests, Trial, plan_of
from consilience.qca.solution import minimize
from consilience.qca.solution_logic import shared_expression
from consilience.qca.truth_table import TruthTable, truth_table
from consilience.results import Note, plain
from consilience.spread import Executor, OnProgress, spread

_EVERYTHING = RobustnessTests()


def robustness(  # noqa: PLR0913  (the settings of one analysis, what is tried, how it is run)
    data: object,
    outcome: str,
    conditions: object = None,
    *,
    solution: SolutionType = "parsimonious",
    expectations: object = None,
    inclusion_cut: float = 0.8,
    pri_cut: float = 0.0,
    frequency_cut: int = 1,
    model: int = 1,
    tests: RobustnessTests = _EVERYTHING,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
) -> Robustness:
    """Repeat an analysis under other settings and tell what stays.

    One setting is changed at a time, unless combinations are asked for. The initial model stays if
    it is one of the tied models of a test solution. Where it is not, the tied model most similar
    to it is compared (a convention of this program: the protocol of Oana and Schneider assumes one
    model).

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
    model : int
        Which of the tied initial models is examined, from 1.
    tests : RobustnessTests
        What is tried: cut-offs, cases, subsets, subsamples, conditions, other data, and their
        combinations. Four inclusion cut-offs, two frequency cut-offs and leaving each case out if
        not given.
    executor : executor, optional
        Where the repetitions are computed: one of ``concurrent.futures``, or whatever has
        ``submit`` like it; the result is the same on every executor.
    progress : callable, optional
        Called with the number of repetitions done and of all; what it raises ends the work.

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
    >>> from consilience.qca import RobustnessTests
    >>> data = {"A": [0.9, 0.8, 0.1, 0.3], "B": [0.7, 0.2, 0.8, 0.1], "Y": [0.9, 0.3, 0.2, 0.1]}
    >>> found = robustness(data, "Y", tests=RobustnessTests(leave_one_out=False))
    >>> found.terms, found.survival
    (('A*B',), (0.75,))
    >>> found = robustness(data, "Y", tests=RobustnessTests(drop_conditions=True))
    >>> [(test.value, test.relation) for test in found.tests if test.kind == "conditions"]
    [('B', 'none'), ('A', 'none')]

    References
    ----------
    Oana, I.-E. and Schneider, C. Q. (2021). A Robustness Test Protocol for Applied QCA: Theory
    and R Software Application. Sociological Methods and Research.
    """
    checks.choice(solution, get_args(SolutionType), "solution", OWNER)
    if not isinstance(tests, RobustnessTests):
        raise ArgumentError("tests", OWNER, "robustness_tests", type(tests).__name__)
    cuts = _initial_cuts(inclusion_cut, pri_cut, frequency_cut)
    table = truth_table(data, outcome, conditions, **cuts)
    expected = None
    if solution == "intermediate":
        expected = expectations_record(read_expectations(expectations, table), table)
    chosen = _initial_model(table, solution, expected, model)
    columns = _columns(data, outcome)
    trials = plan_of(tests, cuts, table.case_names, table.conditions, columns)
    ground = Ground(
        cases=_cases_of(data, outcome, table, tests),
        conditions=table.conditions,
        cuts=cuts,
        solution=solution,
        expectations=expected,
        terms=chosen.terms,
    )
    runs = spread(run_trials, ground, trials, executor, progress, OWNER)
    settings = {"solution": solution, "expectations": expected, "model": model}
    return Robustness(
        parameters={**table.parameters, **settings, **_described(tests)},
        notes=_notes(runs),
        references=("oana2021",),
        outcome=table.outcome,
        terms=chosen.terms,
        tests=tuple(runs),
        ranges=ranges_of(tests, cuts, trials, runs),
        core=shared_expression([chosen.terms, *(run.terms for run in runs)], ground.levels),
        **_measures(ground, trials, runs),
    )


def _initial_cuts(inclusion_cut: object, pri_cut: object, frequency_cut: object) -> dict[str, Any]:
    return {
        "inclusion_cut": checks.interval(inclusion_cut, 0, 1, "inclusion_cut", OWNER),
        "pri_cut": checks.interval(pri_cut, 0, 1, "pri_cut", OWNER),
        "frequency_cut": checks.whole(frequency_cut, 1, "frequency_cut", OWNER),
    }


def _columns(data: object, outcome: str) -> tuple[str, ...]:
    named = read_outcome(outcome, OWNER).conditions
    return tuple(name for name in checks.frame(data, "data", OWNER).columns if name not in named)


def _cases_of(
    data: object, outcome: str, table: TruthTable, tests: RobustnessTests
) -> tuple[Cases, ...]:
    """Return the initial data and all alternatives, with the columns that some test needs."""
    wanted = read_outcome(outcome, OWNER)
    others = [name for names in tests.condition_sets for name in names]
    columns = (*dict.fromkeys((*table.conditions, *others)), *wanted.conditions)
    first = calibrated(data, columns, OWNER)
    found = [Cases.of(first, wanted, first)]
    for item in tests.alternatives:
        frame = checks.frame(item.data, "alternatives", OWNER)
        found.append(Cases.of(calibrated(frame, columns, OWNER), wanted, first))
    return tuple(found)


def _measures(
    ground: Ground, trials: Sequence[Trial], runs: Sequence[AlternativeSolution]
) -> dict[str, Any]:
    """Return the parameters that rest on memberships, by their field of the result."""
    terms, y, names = ground.terms, ground.cases[0].outcome, ground.cases[0].sets.cases
    initial = ground.reached(terms)
    sets = np.array(
        [ground.reached(run.terms, item.data) for run, item in zip(runs, trials, strict=True)]
    )
    least, most = sets.min(axis=0), sets.max(axis=0)
    return {
        "survival": shares(terms, [run.terms for run in runs]),
        "survival_some": shares(terms, [run.in_some for run in runs]),
        "survival_every": shares(terms, [run.in_every for run in runs]),
        "kinds": of_kinds(terms, runs, initial, sets, y),
        "fit": fit_parameters(initial, least, most, y),
        "cases": case_parameters(initial, least, most, y, names),
    }


def _initial_model(
    table: TruthTable, solution: SolutionType, expectations: object, model: int
) -> Model:
    found = minimize(table, solution, expectations)
    if not found.models:
        raise DataError("qca.robustness.no_initial", outcome=table.outcome)
    number = checks.whole(model, 1, "model", OWNER)
    if number > len(found.models):
        high = len(found.models)
        raise ArgumentError("model", OWNER, "interval_whole", number, low=1, high=high)
    return found.models[number - 1]


def _described(tests: RobustnessTests) -> dict[str, Any]:
    """Return what was tried as plain values; of other data its name only."""
    found = {field.name: getattr(tests, field.name) for field in dataclasses.fields(tests)}
    other = [[str(item.setting), str(item.value)] for item in tests.alternatives]
    return {**plain(found | {"alternatives": None}), "alternatives": other}


def _notes(runs: Sequence[AlternativeSolution]) -> tuple[Note, ...]:
    empty = [f"{run.setting} {run.value}" for run in runs if not run.terms]
    tied = sum(run.model_count > 1 for run in runs)
    unseen = sum(run.model_count > MOST_TIES and not run.same for run in runs)
    notes = []
    if empty:
        notes.append(Note("qca.note.robustness_empty", {"tests": empty}, "warning"))
    if tied:
        notes.append(Note("qca.note.robustness_ties", {"tests": tied, "all": len(runs)}))
    if unseen:
        values = {"tests": unseen, "most": MOST_TIES}
        notes.append(Note("qca.note.robustness_most", values, "warning"))
    return tuple(notes)
