"""The demonstrations: real collaborations and alliances, a constructed study, a printed one."""

from __future__ import annotations

from consilience.demo.alliances import alliances_study
from consilience.demo.cloud12 import cloud12_study
from consilience.demo.collaborations import (
    CONDITIONS,
    OUTCOME,
    TABLE,
    demo_import,
    demo_plan,
    demo_project,
    demo_study,
)
from consilience.demo.driving import driving_project, driving_records, driving_study
from consilience.demo.files import DrivingFiles, data_file

__all__ = [
    "CONDITIONS",
    "OUTCOME",
    "TABLE",
    "DrivingFiles",
    "alliances_study",
    "cloud12_study",
    "data_file",
    "demo_import",
    "demo_plan",
    "demo_project",
    "demo_study",
    "driving_project",
    "driving_records",
    "driving_study",
]
