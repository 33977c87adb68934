"""Who should lead: the leader-follower model, its best leaders, how sure they are."""

from __future__ import annotations

from consilience.network.leading.agreement import LeaderAgreement, leader_agreement
from consilience.network.leading.coherence import Coherence, coherence
from consilience.network.leading.comparison import ScenarioComparison, scenario_comparison
from consilience.network.leading.gains import LeaderGains, TieGains, leader_gains, tie_gains
from consilience.network.leading.leaders import (
    BestLeaders,
    SingleLeaders,
    best_leaders,
    single_leaders,
)
from consilience.network.leading.sensitivity import LeaderSensitivity, leader_sensitivity

__all__ = [
    "BestLeaders",
    "Coherence",
    "LeaderAgreement",
    "LeaderGains",
    "LeaderSensitivity",
    "ScenarioComparison",
    "SingleLeaders",
    "TieGains",
    "best_leaders",
    "coherence",
    "leader_agreement",
    "leader_gains",
    "leader_sensitivity",
    "scenario_comparison",
    "single_leaders",
    "tie_gains",
]
