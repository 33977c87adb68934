"""How an alliance network changes: who comes, who stays, when it turns, who will join next."""

from __future__ import annotations

from consilience.network.evolution.panels import MEASURES, Panel, Year, panel
from consilience.network.evolution.phases import Phase, PhaseBreak, PhaseBreaks, phase_breaks
from consilience.network.evolution.retention import Kept, Retention, retention
from consilience.network.evolution.rosters import Actor, Roster, roster
from consilience.network.evolution.survival import Survival

__all__ = [
    "MEASURES",
    "Actor",
    "Kept",
    "Panel",
    "Phase",
    "PhaseBreak",
    "PhaseBreaks",
    "Retention",
    "Roster",
    "Survival",
    "Year",
    "panel",
    "phase_breaks",
    "retention",
    "roster",
]
