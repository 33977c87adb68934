"""The alliance network: who should lead, who brokers, and what it looks like as a whole."""

from __future__ import annotations

from consilience.network.backbone import Backbone, backbone
from consilience.network.brokerage import ROLES, Brokerage, brokerage
from consilience.network.coherence import Coherence, coherence
from consilience.network.comparison import ScenarioComparison, scenario_comparison
from consilience.network.gains import LeaderGains, TieGains, leader_gains, tie_gains
from consilience.network.holes import (
    NodeValues,
    constraint,
    effective_size,
    efficiency,
    hierarchy,
)
from consilience.network.layers import Multiplex, multiplex
from consilience.network.leaders import BestLeaders, SingleLeaders, best_leaders, single_leaders
from consilience.network.mixing import EIIndex, ei_index
from consilience.network.names import Merge, PartOf, ResolvedNames, resolve_names
from consilience.network.niche import (
    NicheOverlap,
    Niches,
    niche_breadth,
    niche_overlap,
    state_potential,
)
from consilience.network.opinion import (
    ConsensusCurve,
    Opinions,
    SettledOpinions,
    consensus_curve,
    degroot,
    friedkin_johnsen,
)
from consilience.network.overlap import LayerOverlap, layer_overlap
from consilience.network.participation import TwoMode, two_mode
from consilience.network.potential import TopologicalPotential, topological_potential
from consilience.network.projection import Projection, project
from consilience.network.scenario import KINDS, OTHER_NAMES, Scenario, scenario
from consilience.network.sensitivity import LeaderSensitivity, leader_sensitivity
from consilience.network.structure import Centralities, Structure, centralities, structure

__all__ = [
    "KINDS",
    "OTHER_NAMES",
    "ROLES",
    "Backbone",
    "BestLeaders",
    "Brokerage",
    "Centralities",
    "Coherence",
    "ConsensusCurve",
    "EIIndex",
    "LayerOverlap",
    "LeaderGains",
    "LeaderSensitivity",
    "Merge",
    "Multiplex",
    "NicheOverlap",
    "Niches",
    "NodeValues",
    "Opinions",
    "PartOf",
    "Projection",
    "ResolvedNames",
    "Scenario",
    "ScenarioComparison",
    "SettledOpinions",
    "SingleLeaders",
    "Structure",
    "TieGains",
    "TopologicalPotential",
    "TwoMode",
    "backbone",
    "best_leaders",
    "brokerage",
    "centralities",
    "coherence",
    "consensus_curve",
    "constraint",
    "degroot",
    "effective_size",
    "efficiency",
    "ei_index",
    "friedkin_johnsen",
    "hierarchy",
    "layer_overlap",
    "leader_gains",
    "leader_sensitivity",
    "multiplex",
    "niche_breadth",
    "niche_overlap",
    "project",
    "resolve_names",
    "scenario",
    "scenario_comparison",
    "single_leaders",
    "state_potential",
    "structure",
    "tie_gains",
    "topological_potential",
    "two_mode",
]
