"""The cheapest change of levers that makes a profile stable, or the only stable one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, differential_evolution, milp

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.games.affine import degree
from consilience.games.basins import basin_share
from consilience.games.expressions import exact
from consilience.games.polynomial import Polynomial
from consilience.games.records import REFERENCES, Form, Profile, as_float
from consilience.games.values import all_values, shown_values
from consilience.games.vertices import departures, mixed_notes, vertex_kind
from consilience.results import Note, Result

Floats = NDArray[np.float64]
_SLACK = 1e-7  # of what solvers leave over: constraints are asked for a little more
_PENALTY = 1e9
_HALVINGS = 14


@dataclass(frozen=True)
class Change:
    """What becomes of one lever, and what that costs."""

    parameter: str
    before: float
    after: float
    cost: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Mechanism(Result):
    """The cheapest change found; ``found`` is false, the cost NaN where there is none.

    ``margin`` is what the least unwilling move loses then at the target. ``proven``: no change
    within the bounds is cheaper. ``stable`` has all stable profiles after the change. ``basin`` is
    the share of starts that then end at the target, NaN where no goal was set.
    """

    target: tuple[str, ...]
    found: bool
    proven: bool
    cost: float
    margin: float
    changes: tuple[Change, ...]
    stable: tuple[tuple[str, ...], ...]
    basin: float = float("nan")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a lever: before, after, cost."""
        columns = ["parameter", "before", "after", "cost"]
        return pd.DataFrame([vars(item) for item in self.changes], columns=columns)


@dataclass(frozen=True)
class _Lever:
    name: str
    low: Fraction
    high: Fraction
    cost: Fraction


@dataclass(frozen=True)
class _Task:
    """Levers with their present values; gains that must be below -margin or, one each, above it."""

    levers: tuple[_Lever, ...]
    now: Floats
    below: list[Polynomial]
    above: list[list[Polynomial]]
    margin: float

    @property
    def names(self) -> list[str]:
        """The parameters that are levers."""
        return [item.name for item in self.levers]

    @property
    def costs(self) -> Floats:
        """The cost of one unit of each lever."""
        return np.array([as_float(item.cost) for item in self.levers])

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """The ends of each lever."""
        return [(as_float(item.low), as_float(item.high)) for item in self.levers]


def mechanism(
    form: Form,
    target: object,
    levers: object,
    values: object,
    margin: object,
    only: object,
    basin: object,
    owner: str,
) -> Mechanism:
    """Return the cheapest change of levers; see :meth:`Game.mechanism`."""
    profile = profile_of(form, target, owner)
    alone = checks.boolean(only, "only", owner)
    least = checks.number(margin, "margin", owner)
    if least <= 0:
        raise ArgumentError("margin", owner, "above", margin, limit=0)
    goal = None if basin is None else checks.interval(basin, 0, 1, "basin", owner)
    known = all_values(form, values, owner)
    task = _task(form, profile, _levers(form, levers, known, owner), known, least, alone=alone)
    gains = [*task.below, *(gain for row in task.above for gain in row)]
    proven = all(_linear(gain) for gain in gains)
    after = _programme(task) if proven else _searched(task)

    def share(moved: Floats) -> float:
        return basin_share(form, {**known, **_exactly(task, moved)}, profile)

    if goal is not None and after is not None and share(after) < goal:
        after, proven = _searched(task, lambda moved: goal - share(moved)), False
    then = None if goal is None or after is None else share(after)
    return _told(form, profile, task, known, after, proven=proven, alone=alone, basin=(goal, then))


def _told(
    form: Form,
    profile: Profile,
    task: _Task,
    known: Mapping[str, Fraction],
    after: Floats | None,
    *,
    proven: bool,
    basin: tuple[float | None, float | None],
    alone: bool,
) -> Mechanism:
    """Return what was found, with everything that is stable then."""
    found = after is not None
    moved = task.now if after is None else after
    reached = {**known, **_exactly(task, moved)}
    stable = [p for p in form.profiles() if vertex_kind(form, p, reached) == "ESS"]
    losses = [-(gain.at(reached).constant() or Fraction(0)) for gain in task.below]
    changes = _changes(task, moved)
    doubt = () if proven else (Note("games.note.not_proven", {}, "warning"),)
    lost = (Note("games.note.no_mechanism", {}, "warning"),)
    goal, share = basin
    return Mechanism(
        target=form.names(profile),
        found=found,
        proven=proven,
        cost=sum(item.cost for item in changes) if found else float("nan"),
        margin=as_float(min(losses)),
        changes=changes if found else (),
        stable=tuple(form.names(p) for p in stable),
        basin=float("nan") if share is None else share,
        parameters={
            "values": shown_values(known),
            "levers": {
                item.name: [as_float(value) for value in (item.low, item.high, item.cost)]
                for item in task.levers
            },
            "margin": task.margin,
            "only": alone,
            "basin": goal,
        },
        notes=(*form.notes, *mixed_notes(form) * alone, *(doubt if found else lost)),
        references=REFERENCES,
    )


def _exactly(task: _Task, moved: NDArray[np.float64]) -> dict[str, Fraction]:
    pairs = zip(task.levers, moved.tolist(), strict=True)
    return {item.name: Fraction(value) for item, value in pairs}


def profile_of(form: Form, given: object, owner: str) -> Profile:
    """Return a profile that was given by names, one strategy of each population."""
    names = checks.names(given, "target", owner) if isinstance(given, str) else given
    if not isinstance(names, tuple | list) or len(names) != len(form.populations):
        raise ArgumentError("target", owner, "profile", given, count=len(form.populations))
    found = []
    for population, name in zip(form.populations, names, strict=True):
        if name not in population.strategies:
            raise UnknownNameError("target", owner, str(name), population.strategies)
        found.append(population.strategies.index(name))
    return tuple(found)


def _levers(
    form: Form, given: object, known: Mapping[str, Fraction], owner: str
) -> tuple[_Lever, ...]:
    if not isinstance(given, Mapping) or not given:
        raise ArgumentError("levers", owner, "levers", given)
    names = [item.name for item in form.parameters]
    found = []
    for name, entry in given.items():
        if name not in names:
            raise UnknownNameError("levers", owner, str(name), names)
        numbers = [exact(item) for item in entry] if isinstance(entry, tuple | list) else []
        ends = [item for item in numbers if item is not None]
        if len(ends) != len(numbers) or len(ends) not in {2, 3} or name not in known:
            raise ArgumentError("levers", owner, "levers", entry)
        cost = ends[2] if len(ends) == 3 else Fraction(1)
        if not ends[0] <= known[name] <= ends[1] or cost < 0:
            raise ArgumentError("levers", owner, "levers", entry)
        found.append(_Lever(str(name), ends[0], ends[1], cost))
    return tuple(found)


def _task(
    form: Form,
    profile: Profile,
    levers: tuple[_Lever, ...],
    known: Mapping[str, Fraction],
    margin: float,
    *,
    alone: bool,
) -> _Task:
    fixed = {n: v for n, v in known.items() if n not in {item.name for item in levers}}

    def gains(at: Profile) -> list[Polynomial]:
        return [gain.at(fixed) for _, _, gain in departures(form, at)]

    others = [other for other in form.profiles() if other != profile] if alone else []
    return _Task(
        levers=levers,
        now=np.array([as_float(known[item.name]) for item in levers]),
        below=gains(profile),
        above=[gains(other) for other in others],
        margin=margin,
    )


def _linear(gain: Polynomial) -> bool:
    powers = [item for monomial in gain.terms for item in monomial]
    plain = all(isinstance(atom, str) and exponent == 1 for atom, exponent in powers)
    return plain and degree(gain) <= 1


def _row(gain: Polynomial, names: list[str]) -> tuple[Floats, float]:
    factors = [as_float(gain.terms.get(((name, 1),), Fraction(0))) for name in names]
    return np.array(factors), as_float(gain.terms.get((), Fraction(0)))


def _programme(task: _Task) -> Floats | None:
    """Solve exactly where gains are linear in the levers: rises and falls, and a choice of moves.

    Of every other vertex one move must gain: its binary is 1, and lifts the constraint if 0.
    """
    count = len(task.levers)
    choices = sum(len(row) for row in task.above)
    size = 2 * count + choices
    rows: list[Floats] = []
    limits: list[float] = []
    least = task.margin + _SLACK
    for gain in task.below:
        factors, base = _row(gain, task.names)
        rows.append(np.concatenate([factors, -factors, np.zeros(choices)]))
        limits.append(float(-least - base - factors @ task.now))
    place = 2 * count
    low, high = np.array(task.bounds).T
    for group in task.above:
        picked = np.zeros(size)
        for gain in group:
            factors, base = _row(gain, task.names)
            worst = base + np.minimum(factors * low, factors * high).sum()
            lift = max(least - worst, 0.0)
            row = np.concatenate([-factors, factors, np.zeros(choices)])
            row[place] = lift
            rows.append(row)
            limits.append(float(base + factors @ task.now - least + lift))
            picked[place] = -1
            place += 1
        rows.append(picked)
        limits.append(-1.0)
    found = milp(
        np.concatenate([task.costs, task.costs, np.zeros(choices)]),
        integrality=np.concatenate([np.zeros(2 * count), np.ones(choices)]),
        bounds=Bounds(
            np.zeros(size), np.concatenate([high - task.now, task.now - low, np.ones(choices)])
        ),
        constraints=LinearConstraint(np.array(rows), -np.inf, np.array(limits)),
    )
    if found.x is None:
        return None
    return np.asarray(task.now + found.x[:count] - found.x[count : 2 * count])


def _searched(task: _Task, shortfall: Callable[[Floats], float] | None = None) -> Floats | None:
    """Search where gains bend in the levers, or basins decide: what is found holds.

    It need not be the cheapest. ``shortfall`` says what a basin lacks; it is dear, so that fewer
    tries are made.
    """

    def gap(levers: Floats) -> float:
        found = _missing(task, levers)
        return max(shortfall(levers), 0.0) if shortfall is not None and found <= 0 else found

    def loss(levers: Floats) -> float:
        lacking = gap(levers)
        cost = float(task.costs @ np.abs(levers - task.now))
        return cost if lacking <= 0 else _PENALTY * (1 + lacking)

    found = differential_evolution(
        loss,
        Bounds(*np.array(task.bounds).T),
        seed=0,
        x0=task.now,
        tol=1e-10,
        popsize=20 if shortfall is None else 8,
        maxiter=300 if shortfall is None else 25,
        polish=False,
    )
    if gap(found.x) > 0:
        return None
    return np.asarray(found.x) if shortfall is None else _drawn_back(gap, task.now, found.x)


def _missing(task: _Task, levers: Floats) -> float:
    """Return by how much the worst condition fails, 0 where all hold."""
    values = dict(zip(task.names, (Fraction(float(v)) for v in levers), strict=True))
    gaps = [_at(gain, values) + task.margin for gain in task.below]
    gaps += [min(task.margin - _at(gain, values) for gain in row) for row in task.above]
    return max(0.0, *gaps)


def _drawn_back(gap: Callable[[Floats], float], now: Floats, found: Floats) -> Floats:
    """Return the point nearest to today's on the way to what was found at which all still holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if gap(now + middle * (found - now)) <= 0 else (middle, high)
    return np.asarray(now + high * (found - now))


def _at(gain: Polynomial, values: Mapping[str, Fraction]) -> float:
    return as_float(gain.at(values).constant() or Fraction(0))


def _changes(task: _Task, after: Floats) -> tuple[Change, ...]:
    return tuple(
        Change(item.name, float(old), float(new), float(cost * abs(new - old)))
        for item, old, new, cost in zip(task.levers, task.now, after, task.costs, strict=True)
    )
