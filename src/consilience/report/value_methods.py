"""What the methods paragraph says of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.context import Context


def value_methods(context: Context, found: ValueEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    return []
