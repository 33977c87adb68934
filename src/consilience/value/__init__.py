"""Value: how partners divide it, and whether a division holds."""

from __future__ import annotations

from consilience.value.bankruptcy import Rule, bankruptcy, bankruptcy_game
from consilience.value.bargaining import nash_bargaining
from consilience.value.building import (
    Worths,
    voting_game,
    worths_from_synergies,
    worths_from_table,
)
from consilience.value.compromise import Compromise, gately, tau
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
from consilience.value.corrected import CorrectedShapley, corrected_shapley
from consilience.value.dividends import Dividends, dividends, weighted_shapley
from consilience.value.game import Allocation
from consilience.value.nearest_core import NearestCorePoint, nearest_core_point
from consilience.value.nucleolus import Level, Nucleolus, nucleolus, prenucleolus
from consilience.value.power import Index, PowerIndex, power_index
from consilience.value.sampling import SampledShapley, shapley_sampled
from consilience.value.semivalues import banzhaf, shapley, solidarity
from consilience.value.structured import aumann_dreze, banzhaf_owen, myerson, owen

__all__ = [
    "Allocation",
    "Compromise",
    "Convexity",
    "CoreExistence",
    "CoreMembership",
    "CorrectedShapley",
    "Dividends",
    "Index",
    "LeastCore",
    "Level",
    "NearestCorePoint",
    "Nucleolus",
    "Objection",
    "PowerIndex",
    "Rule",
    "SampledShapley",
    "WeightedCoalition",
    "Worths",
    "aumann_dreze",
    "bankruptcy",
    "bankruptcy_game",
    "banzhaf",
    "banzhaf_owen",
    "convexity",
    "core_membership",
    "core_nonempty",
    "corrected_shapley",
    "dividends",
    "gately",
    "least_core",
    "myerson",
    "nash_bargaining",
    "nearest_core_point",
    "nucleolus",
    "owen",
    "power_index",
    "prenucleolus",
    "shapley",
    "shapley_sampled",
    "solidarity",
    "tau",
    "voting_game",
    "weighted_shapley",
    "worths_from_synergies",
    "worths_from_table",
]
