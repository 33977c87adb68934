"""What the summary says of stages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.report.context import Context
    from consilience.report.tables import Cell


def stage_items(context: Context, found: StageEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    return []
