"""Results and studies as scripts of Python and of R, and settings of R read back."""

from __future__ import annotations

from consilience.scripts.python_scripts import python_script
from consilience.scripts.r_records import NotUnderstood, RSettings
from consilience.scripts.r_scripts import r_script
from consilience.scripts.r_settings import read_r_settings
from consilience.scripts.studies import LANGUAGES, script_language, study_script, write_scripts

__all__ = [
    "LANGUAGES",
    "NotUnderstood",
    "RSettings",
    "python_script",
    "r_script",
    "read_r_settings",
    "script_language",
    "study_script",
    "write_scripts",
]
