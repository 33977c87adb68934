"""Tables about an alliance: what their columns hold, and their rows as lines for a study."""

from __future__ import annotations

from consilience.formats.alliance.column_files import columns_from_toml
from consilience.formats.alliance.columns import (
    SHAPES,
    VALUE_SHAPES,
    AllianceColumns,
    PartyColumn,
    matrix_of,
    suggest_columns,
)
from consilience.formats.alliance.dates import end_date, record_date, record_span
from consilience.formats.alliance.lines import alliance_lines
from consilience.formats.alliance.parties import SEPARATORS, divided
from consilience.formats.alliance.value_lines import value_lines
from consilience.formats.alliance.words import structure_word

__all__ = [
    "SEPARATORS",
    "SHAPES",
    "VALUE_SHAPES",
    "AllianceColumns",
    "PartyColumn",
    "alliance_lines",
    "columns_from_toml",
    "divided",
    "end_date",
    "matrix_of",
    "record_date",
    "record_span",
    "structure_word",
    "suggest_columns",
    "value_lines",
]
