"""How an alliance network changes: who comes, who stays, when it turns, who will join next."""

from __future__ import annotations

from consilience.network.evolution.panels import MEASURES, Panel, Year, panel
from consilience.network.evolution.phases import Phase, PhaseBreak, PhaseBreaks, phase_breaks
from consilience.network.evolution.prediction import (
    LinkPrediction,
    PredictedTie,
    Predictor,
    TestYear,
    link_prediction,
)
from consilience.network.evolution.retention import Kept, Retention, retention
from consilience.network.evolution.rosters import Actor, Roster, roster
from consilience.network.evolution.survival import Survival

__all__ = [
    "MEASURES",
    "Actor",
    "Kept",
    "LinkPrediction",
    "Panel",
    "Phase",
    "PhaseBreak",
    "PhaseBreaks",
    "PredictedTie",
    "Predictor",
    "Retention",
    "Roster",
    "Survival",
    "TestYear",
    "Year",
    "link_prediction",
    "panel",
    "phase_breaks",
    "retention",
    "roster",
]
