"""What the methods paragraph says of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.report.context import Context


def stage_methods(context: Context, found: StageEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    return []
