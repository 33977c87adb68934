"""Where a study meets the engines: memberships, the protocol's steps, and what they found."""

from consilience.analysis import plain
from consilience.analysis.evidence import OutcomeEvidence, StudyEvidence, evidence
from consilience.analysis.memberships import (
    ConditionCalibration,
    LeftOut,
    Memberships,
    ScoreOrigin,
    memberships,
)
from consilience.analysis.run import run
from consilience.analysis.steps import (
    STEP_KINDS,
    NecessityOfBoth,
    Paths,
    PathsOfBoth,
    check_settings,
)

__all__ = [
    "STEP_KINDS",
    "ConditionCalibration",
    "LeftOut",
    "Memberships",
    "NecessityOfBoth",
    "OutcomeEvidence",
    "Paths",
    "PathsOfBoth",
    "ScoreOrigin",
    "StudyEvidence",
    "check_settings",
    "evidence",
    "memberships",
    "plain",
    "run",
]
