"""From raw numbers to set memberships, and the dependence measures of a partnership."""

from __future__ import annotations

from consilience.calibration.anchored import direct, quantile_anchors
from consilience.calibration.dependence import (
    Advantage,
    Dependence,
    asymmetric_dependence,
    joint_dependence,
)
from consilience.calibration.graded import rubric, thresholds
from consilience.calibration.inspection import half_memberships, skew
from consilience.calibration.parties import alliance_dependence, resource_dependence
from consilience.calibration.quadrants import DualLogic, dual_logic
from consilience.calibration.records import Anchors, Calibrated, HalfMemberships, Skew
from consilience.calibration.regression import indirect

__all__ = [
    "Advantage",
    "Anchors",
    "Calibrated",
    "Dependence",
    "DualLogic",
    "HalfMemberships",
    "Skew",
    "alliance_dependence",
    "asymmetric_dependence",
    "direct",
    "dual_logic",
    "half_memberships",
    "indirect",
    "joint_dependence",
    "quantile_anchors",
    "resource_dependence",
    "rubric",
    "skew",
    "thresholds",
]
