"""The study file: records, an event log with undo, an integrity audit and an open archive."""

from __future__ import annotations

from consilience.study.archive import read_archive, write_archive
from consilience.study.changes import Change, put, remove, replace_findings
from consilience.study.history import Event
from consilience.study.model import (
    Actor,
    Case,
    Condition,
    Finding,
    Kind,
    Project,
    Record,
    Score,
    Source,
    Step,
    Study,
    Variable,
    finding,
    kind_of,
    new_id,
    step,
    study_of,
)
from consilience.study.plan import read_plan, write_plan
from consilience.study.problems import Problem, problems
from consilience.study.protocol import from_toml, to_toml
from consilience.study.raw import RawValue, raw_values
from consilience.study.store import StudyStore, create_study, open_study
from consilience.study.validation import check_record, check_study

__all__ = [
    "Actor",
    "Case",
    "Change",
    "Condition",
    "Event",
    "Finding",
    "Kind",
    "Problem",
    "Project",
    "RawValue",
    "Record",
    "Score",
    "Source",
    "Step",
    "Study",
    "StudyStore",
    "Variable",
    "check_record",
    "check_study",
    "create_study",
    "finding",
    "from_toml",
    "kind_of",
    "new_id",
    "open_study",
    "problems",
    "put",
    "raw_values",
    "read_archive",
    "read_plan",
    "remove",
    "replace_findings",
    "step",
    "study_of",
    "to_toml",
    "write_archive",
    "write_plan",
]
