"""Evolutionary games: from a payoff table with symbols to stable strategies and thresholds."""

from __future__ import annotations

from consilience.games.basins import Basin, Basins
from consilience.games.equations import Equation, Equations
from consilience.games.game import Game
from consilience.games.records import Parameter, Population
from consilience.games.rest_points import Equilibria, RestPoint
from consilience.games.switches import Switch
from consilience.games.symmetric import symmetric
from consilience.games.thresholds import (
    Crossing,
    Party,
    StableInterval,
    Thresholds,
    Window,
)
from consilience.games.trajectories import Trajectories, Trajectory
from consilience.games.vertices import Eigenvalue, Vertex, Vertices

__all__ = [
    "Basin",
    "Basins",
    "Crossing",
    "Eigenvalue",
    "Equation",
    "Equations",
    "Equilibria",
    "Game",
    "Parameter",
    "Party",
    "Population",
    "RestPoint",
    "StableInterval",
    "Switch",
    "Thresholds",
    "Trajectories",
    "Trajectory",
    "Vertex",
    "Vertices",
    "Window",
    "symmetric",
]
