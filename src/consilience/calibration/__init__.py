"""From raw numbers and answers to set memberships, and the dependence measures of a partnership."""

from __future__ import annotations

from consilience.calibration.aggregation import Aggregation, GroupScore, aggregate
from consilience.calibration.aligned_waves import AlignedWaves, MissingWave, align_waves
from consilience.calibration.anchored import direct, quantile_anchors
from consilience.calibration.dependence import (
    Advantage,
    Dependence,
    asymmetric_dependence,
    joint_dependence,
)
from consilience.calibration.factor import OneFactor, one_factor
from consilience.calibration.graded import rubric, thresholds
from consilience.calibration.inspection import half_memberships, skew
from consilience.calibration.intraclass import Intraclass, icc
from consilience.calibration.likert import AnswerProblem, LikertAnswers, likert
from consilience.calibration.parties import alliance_dependence, resource_dependence
from consilience.calibration.quadrants import DualLogic, dual_logic
from consilience.calibration.records import Anchors, Calibrated, HalfMemberships, Skew
from consilience.calibration.regression import indirect
from consilience.calibration.reliability import (
    CompositeReliability,
    Item,
    Reliability,
    composite_reliability,
    cronbach_alpha,
)
from consilience.calibration.within_group import GroupAgreement, Null, WithinGroup, rwg

__all__ = [
    "Advantage",
    "Aggregation",
    "AlignedWaves",
    "Anchors",
    "AnswerProblem",
    "Calibrated",
    "CompositeReliability",
    "Dependence",
    "DualLogic",
    "GroupAgreement",
    "GroupScore",
    "HalfMemberships",
    "Intraclass",
    "Item",
    "LikertAnswers",
    "MissingWave",
    "Null",
    "OneFactor",
    "Reliability",
    "Skew",
    "WithinGroup",
    "aggregate",
    "align_waves",
    "alliance_dependence",
    "asymmetric_dependence",
    "composite_reliability",
    "cronbach_alpha",
    "direct",
    "dual_logic",
    "half_memberships",
    "icc",
    "indirect",
    "joint_dependence",
    "likert",
    "one_factor",
    "quantile_anchors",
    "resource_dependence",
    "rubric",
    "rwg",
    "skew",
    "thresholds",
]
