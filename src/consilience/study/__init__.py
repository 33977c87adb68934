"""The study file: records, an event log with undo, an integrity audit and an open archive."""

from __future__ import annotations

from consilience.study.anonymisation import PseudonymUse, anonymised
from consilience.study.archive import read_archive, write_archive
from consilience.study.base_records import (
    Actor,
    Case,
    Condition,
    Project,
    Score,
    Source,
    Variable,
)
from consilience.study.changes import Change, add, put, remove, replace_findings
from consilience.study.code_history import CodeEvent, FieldChange, code_history, seen_events
from consilience.study.coding_records import (
    Citation,
    Claim,
    Code,
    CodeLink,
    Coding,
    Incident,
    Memo,
    Pseudonym,
    Rating,
    ReportingAnswer,
    Resolution,
    Round,
    Session,
    SourceVersion,
    Stage,
    Suggestion,
    Term,
)
from consilience.study.codings import (
    cases_of,
    code_path,
    codes_below,
    newest_versions,
    quote,
    source_of,
    standing_codings,
    study_seen_by,
    visible_codings,
)
from consilience.study.game_records import GameParameter, PayoffGame
from consilience.study.history import Event
from consilience.study.ids import new_id
from consilience.study.measures import counted, measure_named, measures
from consilience.study.model import Study, study_of
from consilience.study.network_records import (
    Adoption,
    Collaboration,
    Exclusion,
    Holding,
    NameDecision,
    Organisation,
    Participation,
    Resource,
    Tie,
)
from consilience.study.plan import read_plan, write_plan
from consilience.study.problem import Problem, by_group
from consilience.study.problems import problems
from consilience.study.protocol import from_toml, to_toml
from consilience.study.quotes import Quote, quotes
from consilience.study.raw import RawValue, raw_values
from consilience.study.records import Finding, Kind, Record, Step, finding, kind_of, step
from consilience.study.register_table import RegisterRow, RegisterTable, register_table
from consilience.study.sharing import Shared, shared
from consilience.study.store import StudyStore, create_study, open_study
from consilience.study.validation import check_record, check_study
from consilience.study.value_records import (
    Contribution,
    GovernanceMeasure,
    Indicator,
    Proposition,
    Reading,
    SharingAct,
    Transition,
    Worth,
)

__all__ = [
    "Actor",
    "Adoption",
    "Case",
    "Change",
    "Citation",
    "Claim",
    "Code",
    "CodeEvent",
    "CodeLink",
    "Coding",
    "Collaboration",
    "Condition",
    "Contribution",
    "Event",
    "Exclusion",
    "FieldChange",
    "Finding",
    "GameParameter",
    "GovernanceMeasure",
    "Holding",
    "Incident",
    "Indicator",
    "Kind",
    "Memo",
    "NameDecision",
    "Organisation",
    "Participation",
    "PayoffGame",
    "Problem",
    "Project",
    "Proposition",
    "Pseudonym",
    "PseudonymUse",
    "Quote",
    "Rating",
    "RawValue",
    "Reading",
    "Record",
    "RegisterRow",
    "RegisterTable",
    "ReportingAnswer",
    "Resolution",
    "Resource",
    "Round",
    "Score",
    "Session",
    "Shared",
    "SharingAct",
    "Source",
    "SourceVersion",
    "Stage",
    "Step",
    "Study",
    "StudyStore",
    "Suggestion",
    "Term",
    "Tie",
    "Transition",
    "Variable",
    "Worth",
    "add",
    "anonymised",
    "by_group",
    "cases_of",
    "check_record",
    "check_study",
    "code_history",
    "code_path",
    "codes_below",
    "counted",
    "create_study",
    "finding",
    "from_toml",
    "kind_of",
    "measure_named",
    "measures",
    "new_id",
    "newest_versions",
    "open_study",
    "problems",
    "put",
    "quote",
    "quotes",
    "raw_values",
    "read_archive",
    "read_plan",
    "register_table",
    "remove",
    "replace_findings",
    "seen_events",
    "shared",
    "source_of",
    "standing_codings",
    "step",
    "study_of",
    "study_seen_by",
    "to_toml",
    "visible_codings",
    "write_archive",
    "write_plan",
]
