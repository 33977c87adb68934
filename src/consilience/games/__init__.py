"""Evolutionary games: from a payoff table with symbols to stable strategies and thresholds."""

from __future__ import annotations

from consilience.games.basins import Basin, Basins
from consilience.games.border_surface import BorderSurface, border_surface
from consilience.games.borders import Border
from consilience.games.claims import Claim, Claims, check_claims
from consilience.games.dynamics import Dynamics, Simulation, simulate
from consilience.games.equations import Equation, Equations
from consilience.games.factors import Factor, Factors, factors
from consilience.games.finite import (
    Fixation,
    StationaryDistribution,
    fixation_probability,
    stationary_distribution,
)
from consilience.games.game import Game
from consilience.games.graphs import CriticalRatio, critical_ratio
from consilience.games.improvement import Improvement, Improvements, improve_network
from consilience.games.latex import latex
from consilience.games.maps import MapRegion, StabilityMap, stability_map
from consilience.games.markdown import game_from_markdown
from consilience.games.mechanism import Change, Mechanism
from consilience.games.network_imitation import NetworkSimulation, simulate_network
from consilience.games.population_imitation import PopulationSimulation, simulate_population
from consilience.games.probability import (
    Chance,
    StabilityProbability,
    StablePattern,
    stability_probability,
)
from consilience.games.prospect import prospect
from consilience.games.records import Parameter, Population
from consilience.games.rest_points import Equilibria, RestPoint
from consilience.games.scenario_checks import (
    CheckedScenario,
    Overlap,
    ScenarioCheck,
    check_scenarios,
)
from consilience.games.scenarios import Exclusion, Scenario, Scenarios, scenarios
from consilience.games.separatrix import Separatrix, Tipping, separatrix
from consilience.games.sobol import SobolIndex, SobolIndices, sobol_indices
from consilience.games.sweep_questions import (
    BasinShares,
    NetworkRuns,
    PathEnds,
    StableStates,
)
from consilience.games.sweeps import Sweep, sweep
from consilience.games.switches import Switch
from consilience.games.symmetric import symmetric
from consilience.games.thresholds import (
    Crossing,
    Party,
    StableInterval,
    Thresholds,
    Window,
)
from consilience.games.tornado import Tornado, TornadoBar, tornado
from consilience.games.trajectories import Trajectories, Trajectory
from consilience.games.uncertain import SPREADS, Spread
from consilience.games.vertices import Eigenvalue, Vertex, Vertices

__all__ = [
    "SPREADS",
    "Basin",
    "BasinShares",
    "Basins",
    "Border",
    "BorderSurface",
    "Chance",
    "Change",
    "CheckedScenario",
    "Claim",
    "Claims",
    "CriticalRatio",
    "Crossing",
    "Dynamics",
    "Eigenvalue",
    "Equation",
    "Equations",
    "Equilibria",
    "Exclusion",
    "Factor",
    "Factors",
    "Fixation",
    "Game",
    "Improvement",
    "Improvements",
    "MapRegion",
    "Mechanism",
    "NetworkRuns",
    "NetworkSimulation",
    "Overlap",
    "Parameter",
    "Party",
    "PathEnds",
    "Population",
    "PopulationSimulation",
    "RestPoint",
    "Scenario",
    "ScenarioCheck",
    "Scenarios",
    "Separatrix",
    "Simulation",
    "SobolIndex",
    "SobolIndices",
    "Spread",
    "StabilityMap",
    "StabilityProbability",
    "StableInterval",
    "StablePattern",
    "StableStates",
    "StationaryDistribution",
    "Sweep",
    "Switch",
    "Thresholds",
    "Tipping",
    "Tornado",
    "TornadoBar",
    "Trajectories",
    "Trajectory",
    "Vertex",
    "Vertices",
    "Window",
    "border_surface",
    "check_claims",
    "check_scenarios",
    "critical_ratio",
    "factors",
    "fixation_probability",
    "game_from_markdown",
    "improve_network",
    "latex",
    "prospect",
    "scenarios",
    "separatrix",
    "simulate",
    "simulate_network",
    "simulate_population",
    "sobol_indices",
    "stability_map",
    "stability_probability",
    "stationary_distribution",
    "sweep",
    "symmetric",
    "tornado",
]
