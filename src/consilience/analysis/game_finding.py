"""What the step on a game found: the engines' records, and what they were asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from consilience import games
from consilience.analysis.game_numbers import GameNumber
from consilience.results import Result

RangeFrom = Literal["setting", "lever", "table", "spread", "convention"]
Profile = tuple[str, ...]


@dataclass(frozen=True)
class PayoffRow:
    """One row of the payoff table: a strategy of each population, and what each then earns."""

    profile: Profile
    payoffs: tuple[str, ...]


@dataclass(frozen=True)
class LookedAt:
    """The range of a parameter in which thresholds were looked for, and where it comes from."""

    parameter: str
    low: float
    high: float
    source: RangeFrom


@dataclass(frozen=True)
class GameCurve:
    """The path from the start where one parameter has a value; ``now``: it is today's.

    ``end`` is the stable vertex to which it leads, () where that is not certain.
    """

    parameter: str
    value: float
    now: bool
    end: Profile
    path: games.Trajectory


@dataclass(frozen=True)
class AfterChange:
    """The game after the change of levers: basins, where today's state leads, how sure it is.

    ``probability`` varies all uncertain parameters but the levers; None where none is left.
    """

    basins: games.Basins | None
    end: Profile
    probability: games.StabilityProbability | None


@dataclass(frozen=True)
class Nudge:
    """The cheapest move of one lever after which today's state leads to the target, and what comes.

    It goes one hundredth of the interval beyond its nearest end (a convention of this program).
    """

    change: games.Change
    after: AfterChange


@dataclass(frozen=True)
class Reached:
    """An interval of a parameter in which today's state leads to a profile.

    ``before`` and ``after`` are where it leads beyond, () at an end of the range.
    """

    low: float
    high: float
    before: Profile
    after: Profile


def reached(found: games.Thresholds, profile: Profile, end: Profile) -> tuple[Reached, ...]:
    """Return the intervals in which the path from today's state ends at a profile.

    ``end`` is where it leads today, for a parameter that never changes that.
    """
    turns = found.switches
    ends = [turns[0].before, *(item.after for item in turns)] if turns else [end]
    cuts = [found.low, *(item.value for item in turns), found.high]
    return tuple(
        Reached(
            cuts[place],
            cuts[place + 1],
            ends[place - 1] if place else (),
            ends[place + 1] if place + 1 < len(ends) else (),
        )
        for place, one in enumerate(ends)
        if one == profile
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class GameFinding(Result):
    """A game of the study: what is stable and why, between which values, how surely, what helps.

    ``target`` is the profile that is wished for. ``missing`` names parameters without a value: then
    there are formulas and conditions only. ``key`` is the parameter of the ``curves``: the first
    lever, else the one that moves the margin most. ``start`` is today's state, the shares of each
    population's strategies; without one paths and curves begin in the middle. ``thresholds`` and
    ``ranges`` go together. ``alone`` are the mechanisms of each lever by itself. Parts that the
    game or its parameters do not allow are missing; ``notes`` say why.
    """

    code: str
    target: Profile
    populations: tuple[str, ...]
    strategies: tuple[Profile, ...]
    numbers: tuple[GameNumber, ...]
    missing: tuple[str, ...]
    key: str
    levers: tuple[str, ...]
    start: tuple[tuple[float, ...], ...]
    payoffs: tuple[PayoffRow, ...]
    equations: games.Equations
    vertices: games.Vertices
    scenarios: games.Scenarios | None
    equilibria: games.Equilibria | None = None
    ranges: tuple[LookedAt, ...] = ()
    thresholds: tuple[games.Thresholds, ...] = ()
    map: games.StabilityMap | None = None
    separatrix: games.Separatrix | None = None
    paths: games.Trajectories | None = None
    curves: tuple[GameCurve, ...] = ()
    basins: games.Basins | None = None
    factors: games.Factors | None = None
    probability: games.StabilityProbability | None = None
    tornado: games.Tornado | None = None
    sobol: games.SobolIndices | None = None
    mechanism: games.Mechanism | None = None
    alone: tuple[games.Mechanism, ...] = ()
    after: AfterChange | None = None
    nudge: Nudge | None = None

    def number_of(self, name: str) -> GameNumber:
        """Return a parameter by its name."""
        return next(item for item in self.numbers if item.name == name)

    def thresholds_of(self, parameter: str) -> games.Thresholds | None:
        """Return the thresholds of a parameter, if it was looked at."""
        return next((item for item in self.thresholds if item.parameter == parameter), None)

    @property
    def stable(self) -> tuple[Profile, ...]:
        """The profiles that are evolutionarily stable at today's values."""
        return self.vertices.stable

    @property
    def margin(self) -> float:
        """What the least unwilling move away from the target loses; below 0 somebody gains."""
        return -max(item.value for item in self.vertices.of(*self.target).eigenvalues)

    @property
    def end(self) -> Profile:
        """Where today's state leads, () without one or where that is not certain."""
        return self.separatrix.end if self.separatrix and self.start else ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a vertex: strategies, eigenvalues, kind, condition."""
        return self.vertices.to_frame()
