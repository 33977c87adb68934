"""How many coded events, at which agreement of coders, locate the boundaries of stages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Result
from consilience.stages.miscoding import error_of
from consilience.stages.segmentation import segment


@dataclass(frozen=True)
class PlannedEvents:
    """What so many events tell: in how many histories every boundary is right within a year.

    ``error`` is the share of slips of one coder, ``agreement`` that of two coders beyond chance.
    ``years`` is the mean size of a boundary's 90 % set, ``covered`` how often it holds the truth.
    """

    events: int
    error: float
    agreement: float
    within_a_year: float
    years: float
    covered: float


@dataclass(frozen=True, kw_only=True, eq=False)
class EventPlan(Result):
    """A table of plans; ``enough`` is the fewest events an error that reach the goal, or 0."""

    rows: tuple[PlannedEvents, ...]
    enough: tuple[int, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a number of events and an error."""
        return pd.DataFrame([vars(row) for row in self.rows])


def event_plan(
    span: tuple[int, int],
    starts: Any,
    *,
    events: Any = (20, 40, 80, 160),
    errors: Any = (0.1, 0.3),
    agreements: Any = None,
    dimensions: int = 4,
    goal: float = 0.8,
    runs: int = 40,
    seed: int = 0,
) -> EventPlan:
    """Plan how many events to code: simulate histories with known boundaries and look for them.

    Each event has a random year and dimension; its level is that of its stage, or with the error a
    random one of all levels, as when a coder errs. Two such coders agree beyond chance in the share
    :math:`(1 - e)^2` of all events (a kappa whose chance is that of all levels alike), so that the
    table reads either way.

    Parameters
    ----------
    span
        First and last year of the history.
    starts
        The first years of the second and later stages, increasing, within the span.
    events
        Numbers of events to try, each at least 1.
    errors
        Shares of miscoded events to try, in [0, 1].
    agreements
        Agreements of two coders beyond chance to try in place of errors, above 0 to 1.
    dimensions
        The number of dimensions, at least 1.
    goal
        The share of histories in which all boundaries must be right within a year, in [0, 1].
    runs
        Simulated histories a cell, at least 1.
    seed
        At least 0; the same seed, the same table.

    Returns
    -------
    EventPlan
        One row a number of events and an error.

    Raises
    ------
    ArgumentError
        If an argument does not fit.

    Examples
    --------
    >>> found = event_plan((2001, 2010), [2006], events=[10, 80], errors=[0.1], runs=10)
    >>> [row.within_a_year for row in found.rows], found.enough
    ([0.6, 1.0], (80,))

    References
    ----------
    Fearnhead (2006), Exact and Efficient Bayesian Inference for Multiple Changepoint Problems;
    Brennan and Prediger (1981), Coefficient Kappa. The table is a convention of this program.
    """
    owner = "event_plan"
    first, last = _span(span, owner)
    begins = [checks.whole(item, first + 1, "starts", owner) for item in _listed(starts, owner)]
    if begins != sorted(set(begins)) or max(begins) > last:
        raise ArgumentError("starts", owner, "starts", starts, low=first, high=last)
    counts = [checks.whole(item, 1, "events", owner) for item in _listed(events, owner, "events")]
    shares = _errors(errors, agreements, owner)
    kinds = checks.whole(dimensions, 1, "dimensions", owner)
    wanted = checks.interval(goal, 0, 1, "goal", owner)
    repeats = checks.whole(runs, 1, "runs", owner)
    random = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    rows = tuple(
        _planned((first, last, begins), count, error, (kinds, repeats), random)
        for error in shares
        for count in counts
    )
    return EventPlan(
        rows=rows,
        enough=tuple(
            min(
                (row.events for row in rows if row.error == share and row.within_a_year >= wanted),
                default=0,
            )
            for share in shares
        ),
        parameters={
            "span": [first, last],
            "starts": begins,
            "dimensions": kinds,
            "goal": wanted,
            "runs": repeats,
            "seed": seed,
        },
        references=("fearnhead2006", "brennan1981"),
    )


def _planned(
    history: tuple[int, int, list[int]],
    count: int,
    error: float,
    sizes: tuple[int, int],
    random: np.random.Generator,
) -> PlannedEvents:
    first, last, begins = history
    kinds, repeats = sizes
    near, years, covered = 0, [], []
    for _ in range(repeats):
        when = random.integers(first, last + 1, count)
        stage = np.searchsorted(begins, when, side="right")
        wrong = random.random(count) < error
        level = np.where(wrong, random.integers(0, len(begins) + 1, count), stage)
        what = random.integers(0, kinds, count)
        table = {"year": when.tolist(), "dimension": what.tolist(), "level": level.tolist()}
        most = len(begins) + 1
        found = segment(table, stages=most, most_stages=most, span=(first, last)).boundaries
        pairs = list(zip(found, begins, strict=True))
        near += all(max(abs(mode - true) for mode in b.modes) <= 1 for b, true in pairs)
        years += [len(boundary.years) for boundary in found]
        covered += [true in boundary.years for boundary, true in pairs]
    return PlannedEvents(
        count,
        error,
        (1 - error) ** 2,
        near / repeats,
        float(np.mean(years)),
        float(np.mean(covered)),
    )


def _errors(errors: Any, agreements: Any, owner: str) -> list[float]:
    if agreements is None:
        given = _listed(errors, owner, "errors")
        return [checks.interval(item, 0, 1, "errors", owner) for item in given]
    given = [
        checks.number(item, "agreements", owner)
        for item in _listed(agreements, owner, "agreements")
    ]
    return [error_of(item, "agreements", owner) or 0.0 for item in given]


def _span(span: Any, owner: str) -> tuple[int, int]:
    if not isinstance(span, tuple | list) or len(span) != 2:
        raise ArgumentError("span", owner, "span", span)
    first, last = (checks.whole(item, -10_000, "span", owner) for item in span)
    if first >= last:
        raise ArgumentError("span", owner, "span", span)
    return first, last


def _listed(values: Any, owner: str, name: str = "starts") -> list[Any]:
    if isinstance(values, str | dict) or not hasattr(values, "__iter__"):
        raise ArgumentError(name, owner, "not_empty", values)
    found = list(values)
    if not found:
        raise ArgumentError(name, owner, "not_empty", values)
    return found
