"""Which stage of a process model an alliance is in, with "ambiguous"; stages that overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result

Floats = NDArray[np.float64]

PROCESS_MODELS: Mapping[str, tuple[str, ...]] = {
    "growth": ("incubation", "growth", "maturity"),
    "value": ("assessment", "bridging", "aggregation"),
    "resources": ("collocation", "integration", "reconstruction"),
    "sharing": ("passive", "proactive", "leading"),
}


@dataclass(frozen=True)
class CaseStage:
    """The stage of one case: every best one, in order, and what the next stage lacks most.

    ``state`` is ``"clear"``, or ``"ambiguous"`` if the best two memberships are near. ``weakest``
    are the indicators farthest below the ideal of ``next_stage``; both are empty in the last stage.
    """

    case: str
    state: str
    stages: tuple[str, ...]
    next_stage: str
    weakest: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class StageFit(Result):
    """Membership of each case (row) in each stage (column), in [0, 1], read-only."""

    cases: tuple[str, ...]
    stages: tuple[str, ...]
    membership: Floats
    diagnoses: tuple[CaseStage, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a case: memberships and diagnosis."""
        found = pd.DataFrame(self.membership, columns=list(self.stages), index=list(self.cases))
        said = [", ".join(item.stages) for item in self.diagnoses]
        return found.assign(diagnosis=said, state=[item.state for item in self.diagnoses])


@dataclass(frozen=True)
class Overlap:
    """Two stages that share years, or (``shared`` false) years between two that belong to none.

    ``high`` is None if both stages go on.
    """

    first: str
    second: str
    low: int
    high: int | None
    shared: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Overlaps(Result):
    """Where stages as told overlap or leave gaps."""

    found: tuple[Overlap, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row an overlap or gap."""
        rows = [(o.first, o.second, o.low, o.high, o.shared) for o in self.found]
        return pd.DataFrame(rows, columns=["first", "second", "low", "high", "shared"])


def stage_fit(
    profiles: Any,
    ideals: Any,
    weights: ArrayLike | None = None,
    *,
    ambiguous: float = 0.1,
) -> StageFit:
    r"""Diagnose the stage of each case by its distance from ideal profiles.

    Membership is :math:`1 - \sqrt{\sum_k w_k (x_k - m_k)^2}`, weights summing to 1: 1 for the ideal
    itself. The best stages within ``ambiguous`` of each other are all named. (The form is a
    convention of this program.)

    Parameters
    ----------
    profiles
        Indicators in [0, 1]: a table with one row a case, named by the index of a frame, and one
        column an indicator.
    ideals
        A table of the same indicators with one row a stage, in order of the stages; or the name of
        a process model of :data:`PROCESS_MODELS`, whose stages are then the indicators (such as the
        share of a case's coded acts in each), each ideal wholly in its own stage.
    weights
        One number of at least 0 an indicator, not all 0; equal by default.
    ambiguous
        From 0 to 1: how near the best two memberships must be to be told apart no more.

    Returns
    -------
    StageFit
        Memberships and a diagnosis of each case.

    Raises
    ------
    ArgumentError
        If tables or weights do not fit.
    UnknownNameError
        If the process model is unknown.

    Examples
    --------
    >>> shares = {"incubation": [1, 0.5], "growth": [0, 0.5], "maturity": [0, 0]}
    >>> found = stage_fit(shares, "growth")
    >>> [(item.state, item.stages) for item in found.diagnoses]
    [('clear', ('incubation',)), ('ambiguous', ('incubation', 'growth'))]

    References
    ----------
    Doty, Glick and Huber (1993), Fit, Equifinality, and Organizational Effectiveness.
    """
    owner = "stage_fit"
    given = _unit_frame(profiles, "profiles", owner)
    if isinstance(ideals, str):
        names = PROCESS_MODELS[checks.choice(ideals, list(PROCESS_MODELS), "ideals", owner)]
        wanted = pd.DataFrame(np.eye(len(names)), index=list(names), columns=list(names))
    else:
        wanted = _unit_frame(ideals, "ideals", owner)
    if set(given.columns) != set(wanted.columns):
        raise ArgumentError("profiles", owner, "columns_of", list(given.columns), other="ideals")
    stages = checks.names([str(item) for item in wanted.index], "ideals", owner)
    cases = checks.names([str(item) for item in given.index], "profiles", owner)
    points = given[list(wanted.columns)].to_numpy(dtype=np.float64)
    goals = wanted.to_numpy(dtype=np.float64)
    shares = _shares(weights, goals.shape[1], owner)
    width = checks.interval(ambiguous, 0, 1, "ambiguous", owner)
    membership = 1 - np.sqrt(((points[:, None] - goals) ** 2) @ shares)
    diagnoses = tuple(
        _diagnosis(case, row, point, (stages, tuple(wanted.columns), goals, shares), width)
        for case, row, point in zip(cases, membership, points, strict=True)
    )
    unclear = [item.case for item in diagnoses if item.state == "ambiguous"]
    membership.flags.writeable = False
    return StageFit(
        cases=cases,
        stages=stages,
        membership=membership,
        diagnoses=diagnoses,
        parameters={"weights": shares.tolist(), "ambiguous": width},
        notes=(Note("stages.note.ambiguous", {"cases": unclear}),) if unclear else (),
        references=("doty1993",),
    )


def _diagnosis(
    case: str,
    row: Floats,
    point: Floats,
    model: tuple[tuple[str, ...], tuple[str, ...], Floats, Floats],
    width: float,
) -> CaseStage:
    stages, indicators, goals, shares = model
    near = np.flatnonzero(row >= row.max() - width - 1e-12).tolist()
    following = near[-1] + 1
    next_stage, weakest = "", tuple[str, ...]()
    if following < len(stages):
        lack = (goals[following] - point) * shares
        next_stage = stages[following]
        worst = np.flatnonzero((lack >= lack.max() - 1e-12) & (lack > 1e-12)).tolist()
        weakest = tuple(indicators[i] for i in worst)
    state = "clear" if len(near) == 1 else "ambiguous"
    return CaseStage(case, state, tuple(stages[i] for i in near), next_stage, weakest)


def _unit_frame(table: Any, name: str, owner: str) -> pd.DataFrame:
    frame = checks.frame(table, name, owner)
    return pd.DataFrame(
        {
            column: checks.memberships(frame[column].tolist(), name, owner)
            for column in frame.columns
        },
        index=frame.index,
    )


def _shares(weights: ArrayLike | None, count: int, owner: str) -> Floats:
    if weights is None:
        return np.full(count, 1 / count)
    found = checks.numbers(weights, "weights", owner)
    checks.same_length(found, np.empty(count), "weights", owner, "indicators")
    if (found < 0).any() or not found.any():
        raise ArgumentError("weights", owner, "weights", float(found.min()))
    return np.asarray(found / found.sum(), dtype=np.float64)


def stage_overlaps(stages: Mapping[str, Any]) -> Overlaps:
    """Flag where stages as told in a study overlap, or leave years to none.

    Parameters
    ----------
    stages
        A mapping of at least two stages to pairs (first year, last year), in order; the last year
        may be None for a stage that goes on.

    Returns
    -------
    Overlaps
        Every pair that shares years, and every gap between a stage and the next.

    Raises
    ------
    ArgumentError
        If a pair is none, or a stage ends before it begins.

    Examples
    --------
    >>> told = {"basic": (1998, 2010), "networking": (2011, 2018), "ecology": (2016, None)}
    >>> stage_overlaps(told).found
    (Overlap(first='networking', second='ecology', low=2016, high=2018, shared=True),)

    References
    ----------
    Langley (1999), Strategies for Theorizing from Process Data.
    """
    owner = "stage_overlaps"
    if not isinstance(stages, Mapping) or len(stages) < 2:
        raise ArgumentError("stages", owner, "stage_years", stages)
    told = [(str(name), *_years(pair, owner)) for name, pair in stages.items()]
    found = []
    for place, (name, first, last) in enumerate(told):
        for other, start, stop in told[place + 1 :]:
            low, high = max(first, start), min(last, stop)
            if low <= high:
                until = None if np.isinf(high) else int(high)
                found.append(Overlap(name, other, int(low), until, shared=True))
        if place + 1 < len(told) and told[place + 1][1] > last + 1:
            other, start, _ = told[place + 1]
            found.append(Overlap(name, other, int(last) + 1, int(start) - 1, shared=False))
    return Overlaps(
        found=tuple(found),
        parameters={"stages": {name: list(pair) for name, pair in stages.items()}},
        notes=(Note("stages.note.overlap", {"count": len(found)}, "warning"),) if found else (),
        references=("langley1999",),
    )


def _years(pair: Any, owner: str) -> tuple[float, float]:
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise ArgumentError("stages", owner, "stage_years", pair)
    first = checks.whole(pair[0], -10_000, "stages", owner)
    last = np.inf if pair[1] is None else checks.whole(pair[1], -10_000, "stages", owner)
    if last < first:
        raise ArgumentError("stages", owner, "stage_years", pair)
    return first, last
