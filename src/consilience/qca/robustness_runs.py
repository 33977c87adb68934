"""The repetitions of a robustness test: each analysed like the initial data, and compared."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.qca.cuts import read_cuts
from consilience.qca.dataset import Calibrated, memberships, outcome_memberships
from consilience.qca.expression import Expression, parse
from consilience.qca.fit import ratio, sufficiency_fit
from consilience.qca.models import Solutions, SolutionType
from consilience.qca.robustness_records import AlternativeSolution
from consilience.qca.robustness_tests import Trial
from consilience.qca.solution import minimize
from consilience.qca.solution_logic import Levels, relation_of
from consilience.qca.truth_table import TruthTable, table_of

MOST_TIES = 200  # tied models of a test solution among which the most similar one is sought
Memberships = NDArray[np.float64]


@dataclass(frozen=True)
class Cases:
    """All columns that some repetition needs, and memberships in the outcome.

    ``places`` are those of the cases in the initial data.
    """

    sets: Calibrated
    outcome: Memberships
    places: NDArray[np.intp]

    @classmethod
    def of(cls, whole: Calibrated, outcome: Expression, first: Calibrated) -> Cases:
        """Return checked cases; those of other data are cases of the first, of the same kind."""
        unknown = [case for case in whole.cases if case not in first.cases]
        if unknown:
            raise DataError("qca.robustness.unknown_cases", cases=unknown)
        for name, multi, before in zip(
            whole.names, whole.multi_value, first.multi_value, strict=True
        ):
            if multi and not before:
                raise DataError("qca.robustness.multi_value", condition=name)
        where = {case: place for place, case in enumerate(first.cases)}
        columns = [name for name in whole.names if name not in outcome.conditions]
        return cls(
            replace(whole, multi_value=first.multi_value).select(columns),
            outcome_memberships(outcome, whole),
            np.array([where[case] for case in whole.cases], dtype=np.intp),
        )


@dataclass(frozen=True)
class Ground:
    """What all repetitions share. ``cases[0]`` is the initial data, the others alternatives."""

    cases: tuple[Cases, ...]
    conditions: tuple[str, ...]
    cuts: Mapping[str, Any]
    solution: SolutionType
    expectations: Mapping[str, object] | None
    terms: tuple[str, ...]

    @property
    def levels(self) -> Levels:
        """Every condition that some repetition has, with the number of its values."""
        sets = self.cases[0].sets
        counts = np.max([item.sets.levels for item in self.cases], axis=0).tolist()
        every = zip(sets.names, counts, sets.multi_value.tolist(), strict=True)
        return tuple((name, count, multi) for name, count, multi in every)

    def reached(self, terms: Sequence[str], data: int = 0) -> Memberships:
        """Return memberships of the initial cases in a union of terms, shape (cases,).

        Cases that the alternative data lack keep their membership in the initial data.
        """
        found = self._union(terms, 0)
        if data:
            found = found.copy()
            found[self.cases[data].places] = self._union(terms, data)
        return found

    def outcomes(self, data: int = 0) -> Memberships:
        """Return memberships of the initial cases in the outcome, shape (cases,)."""
        found = self.cases[0].outcome.copy()
        found[self.cases[data].places] = self.cases[data].outcome
        return found

    def _union(self, terms: Sequence[str], data: int) -> Memberships:
        sets = self.cases[data].sets
        if "1" in terms:
            return np.ones(len(sets.cases))
        found = np.zeros(len(sets.cases))
        for term in terms:
            found = np.maximum(found, memberships(_read(term), sets))
        return found


@functools.lru_cache(maxsize=4096)
def _read(term: str) -> Expression:
    return parse(term)


def run_trials(ground: Ground, trials: Sequence[Trial]) -> list[AlternativeSolution]:
    """Return the solution of each repetition; of tied models the one most similar to the first."""
    initial = ground.reached(ground.terms)
    return [_run(ground, trial, initial) for trial in trials]


def _run(ground: Ground, trial: Trial, initial: Memberships) -> AlternativeSolution:
    cases = ground.cases[trial.data]
    rows = np.arange(len(cases.outcome))
    if trial.rows is not None:
        rows = np.flatnonzero(np.isin(cases.places, trial.rows))
    conditions = trial.conditions or ground.conditions
    y = cases.outcome[rows]
    if len(y) == 0 or np.ptp(y) == 0:
        return _nothing(trial)
    sets = cases.sets.select(conditions)
    # some cases, or other data, may lack the highest values of a multi-value condition
    levels = np.maximum(sets.levels, ground.cases[0].sets.select(conditions).levels)
    table = _table_of_rows(sets, levels, cases.outcome, rows, {**ground.cuts, **trial.cuts})
    expectations = _still_named(ground.expectations, conditions)
    found = minimize(table, ground.solution, expectations, most_models=MOST_TIES)
    if not found.models:
        return _nothing(trial)
    return _compared(ground, trial, found, initial)


def _table_of_rows(
    sets: Calibrated,
    levels: NDArray[np.int64],
    outcome: Memberships,
    rows: NDArray[np.intp],
    cuts: Mapping[str, Any],
) -> TruthTable:
    """Return the truth table of some cases, with given numbers of values of the conditions."""
    values = sets.values[rows]
    values.flags.writeable = False
    some = replace(sets, cases=tuple(sets.cases[i] for i in rows.tolist()), values=values)
    return table_of(some, outcome[rows], "outcome", read_cuts(**cuts), levels)


def _still_named(
    expectations: Mapping[str, object] | None, conditions: Sequence[str]
) -> Mapping[str, object] | None:
    """Return the expectations whose conditions another set of conditions still has."""
    if expectations is None:
        return None
    known = set(conditions)
    return {
        key: value for key, value in expectations.items() if known.issuperset(_read(key).conditions)
    }


def _compared(
    ground: Ground, trial: Trial, found: Solutions, initial: Memberships
) -> AlternativeSolution:
    same = _is_model(ground.terms, found)
    terms = ground.terms if same else _most_similar(ground, trial, found, initial)
    x, y = ground.reached(terms, trial.data), ground.outcomes(trial.data)
    here = _places(ground, trial)
    fit = sufficiency_fit("", x[here], y[here])
    some, every = _stay(ground.terms, found)
    return AlternativeSolution(
        kind=trial.kind,
        setting=trial.setting,
        value=trial.value,
        status=found.status,
        model_count=found.model_count,
        terms=terms,
        same=same,
        relation=relation_of(ground.terms, terms, ground.levels),
        overlap=overlap(initial, x),
        inclusion=fit.inclusion,
        pri=fit.pri,
        coverage=fit.coverage,
        in_some=some,
        in_every=every,
    )


def _places(ground: Ground, trial: Trial) -> NDArray[np.intp]:
    places = ground.cases[trial.data].places
    return places if trial.rows is None else places[np.isin(places, trial.rows)]


def _is_model(terms: Sequence[str], found: Solutions) -> bool:
    """Return whether terms are one of the tied models, listed or not."""
    wanted = set(terms)
    if any(set(model.terms) == wanted for model in found.models):
        return True
    if found.solution == "intermediate" or len(wanted) != len(found.models[0].terms):
        return False
    rows = dict(zip(found.prime_implicants, found.covered_rows, strict=True))
    covered = {row for term in wanted for row in rows.get(term, ())}
    return wanted <= set(rows) and covered == {row for every in rows.values() for row in every}


def _most_similar(
    ground: Ground, trial: Trial, found: Solutions, initial: Memberships
) -> tuple[str, ...]:
    """Return the tied model with the largest overlap, then with most terms in common."""
    every = dict.fromkeys(term for model in found.models for term in model.terms)
    single = {term: ground.reached([term], trial.data) for term in every}

    def likeness(terms: tuple[str, ...]) -> tuple[float, int]:
        union = np.maximum.reduce([single[term] for term in terms])
        return round(overlap(initial, union), 9), len(set(terms).intersection(ground.terms))

    return max((model.terms for model in found.models), key=likeness)


def _stay(terms: Sequence[str], found: Solutions) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the terms stand in at least one tied model, and which in every one."""
    listed = [set(model.terms) for model in found.models]
    whole = len(listed) == found.model_count
    classes = {term for skeleton in found.alternatives for group in skeleton for term in group}
    some = set.union(*listed) | classes
    every = set.intersection(*listed) if whole else set(found.essential)
    return tuple(t for t in terms if t in some), tuple(t for t in terms if t in every)


def _nothing(trial: Trial) -> AlternativeSolution:
    gap = float("nan")
    return AlternativeSolution(
        kind=trial.kind, setting=trial.setting, value=trial.value, status="no sufficient row",
        model_count=0, terms=(), same=False, relation="none", overlap=0.0, inclusion=gap, pri=gap,
        coverage=0.0, in_some=(), in_every=(),
    )  # fmt: skip


def overlap(first: Memberships, second: Memberships) -> float:
    """Return sum(min) / sum(max) of two sets, in [0, 1]."""
    return ratio(float(np.minimum(first, second).sum()), float(np.maximum(first, second).sum()))
