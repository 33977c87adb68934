"""Resources of members: niches, complements, gaps, and the stages of their use."""

from __future__ import annotations

from consilience.network.resources.complementarity import Complementarity, resource_complementarity
from consilience.network.resources.gaps import (
    Need,
    ResourceGaps,
    ResourceState,
    Supplier,
    resource_gaps,
)
from consilience.network.resources.niche import (
    NicheOverlap,
    Niches,
    niche_breadth,
    niche_overlap,
    state_potential,
)
from consilience.network.resources.stages import ActionPeriod, ResourceStages, resource_stage
from consilience.network.resources.suitability import evolution_momentum, niche_suitability

__all__ = [
    "ActionPeriod",
    "Complementarity",
    "Need",
    "NicheOverlap",
    "Niches",
    "ResourceGaps",
    "ResourceStages",
    "ResourceState",
    "Supplier",
    "evolution_momentum",
    "niche_breadth",
    "niche_overlap",
    "niche_suitability",
    "resource_complementarity",
    "resource_gaps",
    "resource_stage",
    "state_potential",
]
