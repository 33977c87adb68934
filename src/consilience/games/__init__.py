"""Evolutionary games: from a payoff table with symbols to stable strategies and thresholds."""

from __future__ import annotations

from consilience.games.basins import Basin, Basins
from consilience.games.claims import Claim, Claims, check_claims
from consilience.games.equations import Equation, Equations
from consilience.games.finite import (
    Fixation,
    StationaryDistribution,
    fixation_probability,
    stationary_distribution,
)
from consilience.games.game import Game
from consilience.games.graphs import CriticalRatio, critical_ratio
from consilience.games.mechanism import Change, Mechanism
from consilience.games.records import Parameter, Population
from consilience.games.rest_points import Equilibria, RestPoint
from consilience.games.scenario_checks import (
    CheckedScenario,
    Overlap,
    ScenarioCheck,
    check_scenarios,
)
from consilience.games.scenarios import Exclusion, Scenario, Scenarios, scenarios
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
    "Change",
    "CheckedScenario",
    "Claim",
    "Claims",
    "CriticalRatio",
    "Crossing",
    "Eigenvalue",
    "Equation",
    "Equations",
    "Equilibria",
    "Exclusion",
    "Fixation",
    "Game",
    "Mechanism",
    "Overlap",
    "Parameter",
    "Party",
    "Population",
    "RestPoint",
    "Scenario",
    "ScenarioCheck",
    "Scenarios",
    "StableInterval",
    "StationaryDistribution",
    "Switch",
    "Thresholds",
    "Trajectories",
    "Trajectory",
    "Vertex",
    "Vertices",
    "Window",
    "check_claims",
    "check_scenarios",
    "critical_ratio",
    "fixation_probability",
    "scenarios",
    "stationary_distribution",
    "symmetric",
]
