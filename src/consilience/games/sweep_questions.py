"""What can be asked at each of many sets of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consilience.games.dynamics import Dynamics
from consilience.games.graphs import Graph
from consilience.games.network_imitation import Payoffs, Rule
from consilience.games.trajectories import Start as State


@dataclass(frozen=True)
class StableStates:
    """Is each vertex an ESS? 1 if so, else 0; exactly."""


@dataclass(frozen=True)
class BasinShares:
    """From which share of all starts is each vertex reached? As :meth:`Game.basins`.

    The starts are the same at each set. ``mixed`` is the share of all stable mixed states.
    """

    samples: int = 1_000
    seed: int = 0
    horizon: float | None = None


@dataclass(frozen=True)
class PathEnds:
    """Which shares are reached at the time ``until``, from each start? As :func:`simulate`.

    With several ``runs`` of ``"ito"`` their mean.
    """

    starts: Sequence[State]
    until: float
    dynamics: Dynamics = "replicator"
    level: float | None = None
    runs: int = 1
    seed: int = 0


@dataclass(frozen=True)
class NetworkRuns:
    """Which shares does imitation on a network end with, in each run? As :func:`simulate_network`.

    The game is one population that meets itself in pairs, as :func:`symmetric` makes it.
    """

    graph: Graph
    start: Sequence[float] | Mapping[object, int]
    rule: Rule = "fermi"
    payoffs: Payoffs = "mean"
    strength: float = 1.0
    mutation: float = 0.0
    weight: str | None = None
    sweeps: int = 100
    runs: int = 10
    seed: int = 0


Question = StableStates | BasinShares | PathEnds | NetworkRuns
