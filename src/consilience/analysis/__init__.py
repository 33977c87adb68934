"""Where a study meets the engines: memberships, the protocol's steps, and what they found."""

from consilience.analysis import coded, plain, plain_codings
from consilience.analysis.anchor_robustness import anchor_robustness
from consilience.analysis.case_tables import case_records
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
    memberships,
)
from consilience.analysis.origins import QuoteOrigin, RatingOrigin, ScoreOrigin
from consilience.analysis.paths import PathName, Paths, PathsOfBoth
from consilience.analysis.rating_sensitivity import (
    RatingSensitivity,
    RatingTest,
    rating_sensitivity,
    sensitivity_to_ratings,
)
from consilience.analysis.recipes import Recipe, recipe
from consilience.analysis.relations import (
    Conditional,
    OutcomeGiven,
    PathWhere,
    RelationsOfBoth,
    RelationsOfOutcome,
)
from consilience.analysis.run import run
from consilience.analysis.sheet_tables import coding_of_quote, sheet_records
from consilience.analysis.sheets import (
    MembershipSheet,
    SheetAgreement,
    SheetCoefficients,
    SheetDifference,
    SheetLine,
    SheetRating,
    agreed_where_equal,
    membership_sheet,
    rating_of,
    sheet_agreement,
)
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
    "MembershipSheet",
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
    "QuoteOrigin",
    "RatingOrigin",
    "RatingSensitivity",
    "RatingTest",
    "Recipe",
    "RelationsOfBoth",
    "RelationsOfOutcome",
    "ScoreOrigin",
    "SheetAgreement",
    "SheetCoefficients",
    "SheetDifference",
    "SheetLine",
    "SheetRating",
    "StudyEvidence",
    "agreed_where_equal",
    "anchor_robustness",
    "case_records",
    "check_settings",
    "coded",
    "coding_of_quote",
    "evidence",
    "listening",
    "membership_sheet",
    "memberships",
    "plain",
    "plain_codings",
    "rating_of",
    "rating_sensitivity",
    "recipe",
    "run",
    "sensitivity_to_ratings",
    "sheet_agreement",
    "sheet_records",
    "step_results",
]
