"""What the summary says of value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.context import Context
    from consilience.report.tables import Cell


def value_items(context: Context, found: ValueEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    return []
