"""Value: who fits whom, how partners divide what they make, and whether a division holds."""

from __future__ import annotations

from consilience.value.assignment import OptimalAssignment, optimal_assignment
from consilience.value.bands import (
    CouplingBand,
    GreyRelation,
    Scaling,
    coupling_band,
    grey_relation,
)
from consilience.value.bankruptcy import Rule, bankruptcy, bankruptcy_game
from consilience.value.bargaining import nash_bargaining
from consilience.value.building import (
    Worths,
    voting_game,
    worths_from_function,
    worths_from_synergies,
    worths_from_table,
)
from consilience.value.comparisons import ComparisonWeights, ahp
from consilience.value.compromise import Compromise, gately, tau
from consilience.value.consortium import Consortia, Consortium, consortium
from consilience.value.convexity import Convexity, convexity
from consilience.value.core import (
    CoreExistence,
    CoreMembership,
    LeastCore,
    Objection,
    WeightedCoalition,
    core_membership,
    core_nonempty,
    least_core,
)
from consilience.value.core_range import CoreRange, core_range
from consilience.value.corrected import CorrectedShapley, corrected_shapley
from consilience.value.coupling import (
    Coupling,
    CouplingCheck,
    CouplingForm,
    FormulaFit,
    coupling,
    coupling_check,
)
from consilience.value.dividends import (
    Dividends,
    dividends,
    shapley_from_synergies,
    weighted_shapley,
)
from consilience.value.estimates import (
    EstimatedShapley,
    WorthBounds,
    estimated_shapley,
    worth_bounds,
)
from consilience.value.game import Allocation
from consilience.value.governance import (
    GovernanceCell,
    GovernancePlan,
    Measure,
    governance_plan,
)
from consilience.value.indicators import (
    IndicatorWeights,
    OrderDegrees,
    Weighting,
    indicator_weights,
    order_degrees,
)
from consilience.value.nearest_core import NearestCorePoint, nearest_core_point
from consilience.value.nucleolus import Level, Nucleolus, nucleolus, prenucleolus
from consilience.value.power import Index, PowerIndex, power_index
from consilience.value.propositions import GoalFit, Need, PropositionFit, goal_fit, proposition_fit
from consilience.value.ranking import (
    RankAcceptability,
    Ranking,
    RankingModel,
    Skyline,
    rank_acceptability,
    skyline,
    topsis,
)
from consilience.value.sampling import SampledShapley, shapley_sampled
from consilience.value.semivalues import banzhaf, shapley, solidarity
from consilience.value.stable import BlockingPairs, StableMatching, blocking_pairs, stable_matching
from consilience.value.structured import aumann_dreze, banzhaf_owen, myerson, owen
from consilience.value.synergy import (
    CompositeSynergy,
    ObstacleDegrees,
    composite_synergy,
    obstacle_degrees,
)

__all__ = [
    "Allocation",
    "BlockingPairs",
    "ComparisonWeights",
    "CompositeSynergy",
    "Compromise",
    "Consortia",
    "Consortium",
    "Convexity",
    "CoreExistence",
    "CoreMembership",
    "CoreRange",
    "CorrectedShapley",
    "Coupling",
    "CouplingBand",
    "CouplingCheck",
    "CouplingForm",
    "Dividends",
    "EstimatedShapley",
    "FormulaFit",
    "GoalFit",
    "GovernanceCell",
    "GovernancePlan",
    "GreyRelation",
    "Index",
    "IndicatorWeights",
    "LeastCore",
    "Level",
    "Measure",
    "NearestCorePoint",
    "Need",
    "Nucleolus",
    "Objection",
    "ObstacleDegrees",
    "OptimalAssignment",
    "OrderDegrees",
    "PowerIndex",
    "PropositionFit",
    "RankAcceptability",
    "Ranking",
    "RankingModel",
    "Rule",
    "SampledShapley",
    "Scaling",
    "Skyline",
    "StableMatching",
    "WeightedCoalition",
    "Weighting",
    "WorthBounds",
    "Worths",
    "ahp",
    "aumann_dreze",
    "bankruptcy",
    "bankruptcy_game",
    "banzhaf",
    "banzhaf_owen",
    "blocking_pairs",
    "composite_synergy",
    "consortium",
    "convexity",
    "core_membership",
    "core_nonempty",
    "core_range",
    "corrected_shapley",
    "coupling",
    "coupling_band",
    "coupling_check",
    "dividends",
    "estimated_shapley",
    "gately",
    "goal_fit",
    "governance_plan",
    "grey_relation",
    "indicator_weights",
    "least_core",
    "myerson",
    "nash_bargaining",
    "nearest_core_point",
    "nucleolus",
    "obstacle_degrees",
    "optimal_assignment",
    "order_degrees",
    "owen",
    "power_index",
    "prenucleolus",
    "proposition_fit",
    "rank_acceptability",
    "shapley",
    "shapley_from_synergies",
    "shapley_sampled",
    "skyline",
    "solidarity",
    "stable_matching",
    "tau",
    "topsis",
    "voting_game",
    "weighted_shapley",
    "worth_bounds",
    "worths_from_function",
    "worths_from_synergies",
    "worths_from_table",
]
