"""Where a study meets the engines: memberships, the protocol's steps, and what they found."""

from consilience.analysis import coded, plain, plain_codings
from consilience.analysis.anchor_robustness import anchor_robustness
from consilience.analysis.close_up import CasesOfBoth, CasesOfOutcome, NearestOfCase
from consilience.analysis.coded_material import Material
from consilience.analysis.coded_steps import (
    CodeRelations,
    EvidenceTables,
    MatrixOfCodings,
    PartOfEvidence,
)
from consilience.analysis.evidence import (
    CodedEvidence,
    OutcomeEvidence,
    StudyEvidence,
    evidence,
    step_results,
)
from consilience.analysis.kinds import STEP_KINDS, check_settings
from consilience.analysis.memberships import (
    ConditionCalibration,
    LeftOut,
    Memberships,
    ScoreOrigin,
    memberships,
)
from consilience.analysis.paths import PathName, Paths, PathsOfBoth
from consilience.analysis.recipes import Recipe, recipe
from consilience.analysis.relations import (
    Conditional,
    OutcomeGiven,
    PathWhere,
    RelationsOfBoth,
    RelationsOfOutcome,
)
from consilience.analysis.run import run
from consilience.analysis.steps import NecessityOfBoth
from consilience.analysis.symmetric import NcaOfBoth
from consilience.qca import Progress, listening

__all__ = [
    "STEP_KINDS",
    "CasesOfBoth",
    "CasesOfOutcome",
    "CodeRelations",
    "CodedEvidence",
    "ConditionCalibration",
    "Conditional",
    "EvidenceTables",
    "LeftOut",
    "Material",
    "MatrixOfCodings",
    "Memberships",
    "NcaOfBoth",
    "NearestOfCase",
    "NecessityOfBoth",
    "OutcomeEvidence",
    "OutcomeGiven",
    "PartOfEvidence",
    "PathName",
    "PathWhere",
    "Paths",
    "PathsOfBoth",
    "Progress",
    "Recipe",
    "RelationsOfBoth",
    "RelationsOfOutcome",
    "ScoreOrigin",
    "StudyEvidence",
    "anchor_robustness",
    "check_settings",
    "coded",
    "evidence",
    "listening",
    "memberships",
    "plain",
    "plain_codings",
    "recipe",
    "run",
    "step_results",
]
