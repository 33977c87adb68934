"""The alliance network: who should lead, who brokers, and what it looks like as a whole."""

from __future__ import annotations

from consilience.network.agreement import LeaderAgreement, leader_agreement
from consilience.network.backbone import Backbone, backbone
from consilience.network.brokerage import ROLES, Brokerage, brokerage
from consilience.network.centralities import Centralities, centralities
from consilience.network.coherence import Coherence, coherence
from consilience.network.comparison import ScenarioComparison, scenario_comparison
from consilience.network.complementarity import Complementarity, resource_complementarity
from consilience.network.core_periphery import CorePeriphery, core_periphery
from consilience.network.evolution import (
    LinkPrediction,
    Panel,
    PhaseBreaks,
    Retention,
    Roster,
    link_prediction,
    panel,
    phase_breaks,
    retention,
    roster,
)
from consilience.network.gains import LeaderGains, TieGains, leader_gains, tie_gains
from consilience.network.gaps import Need, ResourceGaps, ResourceState, Supplier, resource_gaps
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
from consilience.network.names import (
    Merge,
    OrganisationMention,
    OrganisationMentions,
    PartOf,
    ResolvedNames,
    organisation_mentions,
    resolve_names,
)
from consilience.network.nestedness import Nestedness, nestedness
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
    consensus_curve,
    degroot,
)
from consilience.network.overlap import LayerOverlap, layer_overlap
from consilience.network.participation import TwoMode, two_mode
from consilience.network.potential import TopologicalPotential, topological_potential
from consilience.network.projection import Projection, project
from consilience.network.replication import Replication, RoutineReplication, routine_replication
from consilience.network.resource_stages import ActionPeriod, ResourceStages, resource_stage
from consilience.network.routine_advice import RoutineAdvice, routine_advice
from consilience.network.routines import (
    RoutineSpread,
    routine_spread,
)
from consilience.network.scenario import KINDS, OTHER_NAMES, Scenario, scenario
from consilience.network.sensitivity import LeaderSensitivity, leader_sensitivity
from consilience.network.settled import SettledOpinions, friedkin_johnsen
from consilience.network.small_world import SmallWorld, small_world
from consilience.network.structure import Structure, structure
from consilience.network.suitability import evolution_momentum, niche_suitability

__all__ = [
    "KINDS",
    "OTHER_NAMES",
    "ROLES",
    "ActionPeriod",
    "Backbone",
    "BestLeaders",
    "Brokerage",
    "Centralities",
    "Coherence",
    "Complementarity",
    "ConsensusCurve",
    "CorePeriphery",
    "EIIndex",
    "LayerOverlap",
    "LeaderAgreement",
    "LeaderGains",
    "LeaderSensitivity",
    "LinkPrediction",
    "Merge",
    "Multiplex",
    "Need",
    "Nestedness",
    "NicheOverlap",
    "Niches",
    "NodeValues",
    "Opinions",
    "OrganisationMention",
    "OrganisationMentions",
    "Panel",
    "PartOf",
    "PhaseBreaks",
    "Projection",
    "Replication",
    "ResolvedNames",
    "ResourceGaps",
    "ResourceStages",
    "ResourceState",
    "Retention",
    "Roster",
    "RoutineAdvice",
    "RoutineReplication",
    "RoutineSpread",
    "Scenario",
    "ScenarioComparison",
    "SettledOpinions",
    "SingleLeaders",
    "SmallWorld",
    "Structure",
    "Supplier",
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
    "core_periphery",
    "degroot",
    "effective_size",
    "efficiency",
    "ei_index",
    "evolution_momentum",
    "friedkin_johnsen",
    "hierarchy",
    "layer_overlap",
    "leader_agreement",
    "leader_gains",
    "leader_sensitivity",
    "link_prediction",
    "multiplex",
    "nestedness",
    "niche_breadth",
    "niche_overlap",
    "niche_suitability",
    "organisation_mentions",
    "panel",
    "phase_breaks",
    "project",
    "resolve_names",
    "resource_complementarity",
    "resource_gaps",
    "resource_stage",
    "retention",
    "roster",
    "routine_advice",
    "routine_replication",
    "routine_spread",
    "scenario",
    "scenario_comparison",
    "single_leaders",
    "small_world",
    "state_potential",
    "structure",
    "tie_gains",
    "topological_potential",
    "two_mode",
]
