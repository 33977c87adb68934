"""Where a study meets the engines: memberships, the protocol's steps, and what they found."""

from consilience.analysis import coded, plain, plain_codings
from consilience.analysis.alliance_actors import Actor, Actors
from consilience.analysis.alliance_boundary import Boundary, CrossDyad
from consilience.analysis.alliance_evidence import AllianceEvidence
from consilience.analysis.alliance_evolution import EvolutionFinding, MeasureBreaks
from consilience.analysis.alliance_leader import LeaderFinding, OtherNetwork
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_network import AllianceNetwork, NetworkChoice, alliance_network
from consilience.analysis.alliance_resources import ResourcesFinding
from consilience.analysis.alliance_routines import RoutineOutlook, RoutinesFinding
from consilience.analysis.alliance_rows import AllianceRows, RowsBehind, rows_behind
from consilience.analysis.alliance_scenarios import CollaborationScenario, ScenariosFinding
from consilience.analysis.alliance_state import LayerState, NetworkState
from consilience.analysis.anchor_robustness import anchor_robustness
from consilience.analysis.case_tables import case_records
from consilience.analysis.close_up import CasesOfBoth, CasesOfOutcome, NearestOfCase
from consilience.analysis.coded_material import Material
from consilience.analysis.coded_rounds import DifferingPlace, RoundFinding
from consilience.analysis.coded_steps import (
    CodeRelations,
    EvidenceTables,
    MatrixOfCodings,
    PartOfEvidence,
)
from consilience.analysis.coding_rounds import (
    RoundAgreement,
    RoundCodings,
    round_agreement,
    round_codings,
)
from consilience.analysis.coding_units import segment, units_of
from consilience.analysis.coordination import Coordination
from consilience.analysis.coordination_records import THRESHOLDS, Measured, Strategy, WhatIf
from consilience.analysis.evidence import (
    CodedEvidence,
    OutcomeEvidence,
    StudyEvidence,
    evidence,
    step_results,
)
from consilience.analysis.game_evidence import GameEvidence
from consilience.analysis.game_finding import (
    AfterChange,
    GameCurve,
    GameFinding,
    LookedAt,
    Nudge,
    PayoffRow,
    Reached,
    reached,
)
from consilience.analysis.game_material import GameMaterial
from consilience.analysis.game_numbers import GameNumber, Observed, observed_behind
from consilience.analysis.kinds import STEP_KINDS, check_settings
from consilience.analysis.memberships import (
    ConditionCalibration,
    LeftOut,
    Memberships,
    memberships,
)
from consilience.analysis.new_texts import NewText, replace_text
from consilience.analysis.origins import QuoteOrigin, RatingOrigin, ScoreOrigin
from consilience.analysis.paths import PathName, Paths, PathsOfBoth
from consilience.analysis.plain_game_figures import gains_on_grid
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
from consilience.analysis.round_disagreements import (
    RoundDisagreement,
    codings_that_stand,
    new_standing,
    numbered,
    round_disagreements,
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
from consilience.analysis.stage_capabilities import CapabilitiesFinding, StageLink
from consilience.analysis.stage_events import StageEvent
from consilience.analysis.stage_evidence import StageEvidence
from consilience.analysis.stage_fitting import StageFitFinding, WeakestItems
from consilience.analysis.stage_material import StageMaterial
from consilience.analysis.stage_profiles import ProfilePart
from consilience.analysis.stage_segments import StagesFinding, ToldBoundary
from consilience.analysis.stage_series import StageSeries
from consilience.analysis.stage_sharing import (
    ActCell,
    ActTable,
    PeriodOfSharing,
    SharedAct,
    SharingFinding,
)
from consilience.analysis.stage_told import ToldStage
from consilience.analysis.steps import NecessityOfBoth
from consilience.analysis.study_games import StudyGame, game_table, study_game
from consilience.analysis.study_texts import (
    ProposedCode,
    ProposedCodes,
    search_study,
    suggest_codes,
    texts_of,
    words_of_study,
)
from consilience.analysis.symmetric import NcaOfBoth
from consilience.analysis.value_evidence import ValueEvidence
from consilience.analysis.value_governance import GovernanceFinding
from consilience.analysis.value_match_records import MatchedPair, MatchFinding, NeedMet, Reason
from consilience.analysis.value_material import ValueMaterial
from consilience.analysis.value_pipeline import Gate, PipelineFinding, PipelineProject, Stay
from consilience.analysis.value_propositions import Veto
from consilience.analysis.value_split_game import SplitGameFinding
from consilience.analysis.value_split_records import (
    Borne,
    ExpertDivision,
    GameSplit,
    RuleDivision,
    SplitFinding,
)
from consilience.analysis.value_synergy import LargestObstacle, SynergyFinding
from consilience.analysis.value_worths import CoalitionWorth
from consilience.coding import AgreementTable
from consilience.qca import Progress, listening

__all__ = [
    "STEP_KINDS",
    "THRESHOLDS",
    "ActCell",
    "ActTable",
    "Actor",
    "Actors",
    "AfterChange",
    "AgreementTable",
    "AllianceEvidence",
    "AllianceMaterial",
    "AllianceNetwork",
    "AllianceRows",
    "Borne",
    "Boundary",
    "CapabilitiesFinding",
    "CasesOfBoth",
    "CasesOfOutcome",
    "CoalitionWorth",
    "CodeRelations",
    "CodedEvidence",
    "CollaborationScenario",
    "ConditionCalibration",
    "Conditional",
    "Coordination",
    "CrossDyad",
    "DifferingPlace",
    "EvidenceTables",
    "EvolutionFinding",
    "ExpertDivision",
    "GameCurve",
    "GameEvidence",
    "GameFinding",
    "GameMaterial",
    "GameNumber",
    "GameSplit",
    "Gate",
    "GovernanceFinding",
    "LargestObstacle",
    "LayerState",
    "LeaderFinding",
    "LeftOut",
    "LookedAt",
    "MatchFinding",
    "MatchedPair",
    "Material",
    "MatrixOfCodings",
    "MeasureBreaks",
    "Measured",
    "MembershipSheet",
    "Memberships",
    "NcaOfBoth",
    "NearestOfCase",
    "NecessityOfBoth",
    "NeedMet",
    "NetworkChoice",
    "NetworkState",
    "NewText",
    "Nudge",
    "Observed",
    "OtherNetwork",
    "OutcomeEvidence",
    "OutcomeGiven",
    "PartOfEvidence",
    "PathName",
    "PathWhere",
    "Paths",
    "PathsOfBoth",
    "PayoffRow",
    "PeriodOfSharing",
    "PipelineFinding",
    "PipelineProject",
    "ProfilePart",
    "Progress",
    "ProposedCode",
    "ProposedCodes",
    "QuoteOrigin",
    "RatingOrigin",
    "RatingSensitivity",
    "RatingTest",
    "Reached",
    "Reason",
    "Recipe",
    "RelationsOfBoth",
    "RelationsOfOutcome",
    "ResourcesFinding",
    "RoundAgreement",
    "RoundCodings",
    "RoundDisagreement",
    "RoundFinding",
    "RoutineOutlook",
    "RoutinesFinding",
    "RowsBehind",
    "RuleDivision",
    "ScenariosFinding",
    "ScoreOrigin",
    "SharedAct",
    "SharingFinding",
    "SheetAgreement",
    "SheetCoefficients",
    "SheetDifference",
    "SheetLine",
    "SheetRating",
    "SplitFinding",
    "SplitGameFinding",
    "StageEvent",
    "StageEvidence",
    "StageFitFinding",
    "StageLink",
    "StageMaterial",
    "StageSeries",
    "StagesFinding",
    "Stay",
    "Strategy",
    "StudyEvidence",
    "StudyGame",
    "SynergyFinding",
    "ToldBoundary",
    "ToldStage",
    "ValueEvidence",
    "ValueMaterial",
    "Veto",
    "WeakestItems",
    "WhatIf",
    "agreed_where_equal",
    "alliance_network",
    "anchor_robustness",
    "case_records",
    "check_settings",
    "coded",
    "coding_of_quote",
    "codings_that_stand",
    "evidence",
    "gains_on_grid",
    "game_table",
    "listening",
    "membership_sheet",
    "memberships",
    "new_standing",
    "numbered",
    "observed_behind",
    "plain",
    "plain_codings",
    "rating_of",
    "rating_sensitivity",
    "reached",
    "recipe",
    "replace_text",
    "round_agreement",
    "round_codings",
    "round_disagreements",
    "rows_behind",
    "run",
    "search_study",
    "segment",
    "sensitivity_to_ratings",
    "sheet_agreement",
    "sheet_records",
    "step_results",
    "study_game",
    "suggest_codes",
    "texts_of",
    "units_of",
    "words_of_study",
]
