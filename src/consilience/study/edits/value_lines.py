"""Rows of files about value and games, field by field, as formats hand them to a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from consilience.study.edits.alliance_lines import Line

ValueShape = Literal[
    "propositions",
    "worths",
    "contributions",
    "indicators",
    "readings",
    "sharing",
    "transitions",
    "measures",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine(Line):
    """What one row says, or one filled cell of a matrix.

    ``values`` has the fields of the record that it becomes, those that are not said left out. Where
    a record refers to another one, the field has the name that is printed: ``organisation`` for
    ``organisation_id``, ``members`` for ``member_ids``.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
