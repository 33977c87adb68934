"""Stages of an alliance: where they begin, how sure that is, and which one a case is in."""

from __future__ import annotations

from consilience.stages.fit import (
    PROCESS_MODELS,
    CaseStage,
    Overlap,
    Overlaps,
    StageFit,
    stage_fit,
    stage_overlaps,
)
from consilience.stages.partition import Partition, fisher
from consilience.stages.planning import EventPlan, PlannedEvents, event_plan
from consilience.stages.posterior import Boundary, Segmentation
from consilience.stages.segmentation import segment
from consilience.stages.series import segment_series

__all__ = [
    "PROCESS_MODELS",
    "Boundary",
    "CaseStage",
    "EventPlan",
    "Overlap",
    "Overlaps",
    "Partition",
    "PlannedEvents",
    "Segmentation",
    "StageFit",
    "event_plan",
    "fisher",
    "segment",
    "segment_series",
    "stage_fit",
    "stage_overlaps",
]
