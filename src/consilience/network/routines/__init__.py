"""Routines: how they spread over a network, how they are copied, and what to advise."""

from __future__ import annotations

from consilience.network.routines.advice import RoutineAdvice, routine_advice
from consilience.network.routines.replication import (
    Replication,
    RoutineReplication,
    routine_replication,
)
from consilience.network.routines.spread import (
    RoutineSpread,
    routine_spread,
)

__all__ = [
    "Replication",
    "RoutineAdvice",
    "RoutineReplication",
    "RoutineSpread",
    "routine_advice",
    "routine_replication",
    "routine_spread",
]
