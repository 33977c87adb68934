"""What repetitions say together: survival, ranges, and the parameters of Oana and Schneider."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from consilience.qca.fit import ratio
from consilience.qca.robustness_records import (
    AlternativeSolution,
    RobustnessCases,
    RobustnessFit,
    RobustnessOfKind,
    SensitivityRange,
)
from consilience.qca.robustness_runs import overlap
from consilience.qca.robustness_tests import CUTS, RobustnessTests, Trial
from consilience.qca.solution_logic import Relation

Memberships = NDArray[np.float64]
Runs = Sequence[AlternativeSolution]


def shares(terms: Sequence[str], stays: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return for each term the share of the lists that name it."""
    return tuple(sum(term in item for item in stays) / len(stays) for term in terms)


def of_kinds(
    terms: Sequence[str], runs: Runs, initial: Memberships, sets: Memberships, y: Memberships
) -> tuple[RobustnessOfKind, ...]:
    """Return what each kind of test gives, in the order of the tests; sets (tests, cases)."""
    found = []
    for kind in dict.fromkeys(run.kind for run in runs):
        where = [place for place, run in enumerate(runs) if run.kind == kind]
        chosen = [runs[place] for place in where]
        counts = {name: sum(run.relation == name for run in chosen) for name in get_args(Relation)}
        least, most = sets[where].min(axis=0), sets[where].max(axis=0)
        found.append(
            RobustnessOfKind(
                kind=kind,
                tests=len(where),
                **counts,
                survival=shares(terms, [run.terms for run in chosen]),
                fit=fit_parameters(initial, least, most, y),
                rank=_rank(initial, least, most),
            )
        )
    return tuple(found)


def ranges_of(
    tests: RobustnessTests, initial: Mapping[str, Any], trials: Sequence[Trial], runs: Runs
) -> tuple[SensitivityRange, ...]:
    """Return the ranges of cut-offs that were asked for, then of numbers behind other data."""
    starts = {name: float(initial[name]) for name in CUTS if len(getattr(tests, f"{name}s")) > 0}
    starts |= {
        str(item.setting): float(item.initial)
        for item in tests.alternatives
        if item.initial is not None
    }
    stays: dict[str, dict[float, bool]] = {name: {} for name in starts}
    for trial, run in zip(trials, runs, strict=True):
        if trial.number is not None:
            stays[trial.setting][trial.number] = run.same
    return tuple(_range(name, start, stays[name]) for name, start in starts.items())


def _range(name: str, initial: float, stays: Mapping[float, bool]) -> SensitivityRange:
    tested = sorted({*stays, initial})
    where = tested.index(initial)
    downward, upward = tested[:where][::-1], tested[where + 1 :]
    below = list(itertools.takewhile(stays.__getitem__, downward))
    above = list(itertools.takewhile(stays.__getitem__, upward))
    return SensitivityRange(
        name,
        initial=initial,
        low=min(below, default=initial),
        high=max(above, default=initial),
        below=next(iter(downward[len(below) :]), None),
        above=next(iter(upward[len(above) :]), None),
        tested=tuple(tested),
    )


def fit_parameters(
    initial: Memberships, least: Memberships, most: Memberships, y: Memberships
) -> RobustnessFit:
    """Return the fit-oriented parameters; least and most of all test solutions, shape (cases,)."""
    core = np.minimum(initial, least)
    covered = [float(np.minimum(x, y).sum()) for x in (initial, core)]
    inclusions = [
        ratio(part, float(x.sum())) for part, x in zip(covered, (initial, core), strict=True)
    ]
    return RobustnessFit(
        inclusion=ratio(inclusions[0], inclusions[1]),
        coverage=ratio(covered[1], covered[0]),
        overlap_minimum=overlap(initial, least),
        overlap_maximum=overlap(initial, most),
    )


def case_parameters(
    initial: Memberships,
    least: Memberships,
    most: Memberships,
    y: Memberships,
    names: Sequence[str],
) -> RobustnessCases:
    """Return the case-oriented parameters and the cases behind them."""
    groups = {
        "robust": np.minimum(initial, least) > 0.5,
        "shaky": np.minimum(initial, 1 - least) > 0.5,
        "possible": np.minimum(1 - initial, most) > 0.5,
    }
    cases = {
        f"{group}_{kind}": tuple(names[i] for i in np.flatnonzero(members & side).tolist())
        for group, members in groups.items()
        for kind, side in (("typical", y > 0.5), ("deviant", y < 0.5))
    }
    counts = {name: len(found) for name, found in cases.items()}
    every = {
        kind: sum(counts[f"{group}_{kind}"] for group in groups) for kind in ("typical", "deviant")
    }
    return RobustnessCases(
        **cases,
        ratio_typical=ratio(counts["robust_typical"], every["typical"]),
        ratio_deviant=ratio(counts["robust_deviant"], every["deviant"]),
        rank=_rank(initial, least, most),
    )


def _rank(initial: Memberships, least: Memberships, most: Memberships) -> int:
    shaky = (np.minimum(initial, 1 - least) > 0.5).any()
    possible = (np.minimum(1 - initial, most) > 0.5).any()
    return 1 + int(possible) + 2 * int(shaky)
