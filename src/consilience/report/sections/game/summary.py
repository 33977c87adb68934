"""What the summary says of games."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.context import Context
    from consilience.report.tables import Cell


def game_items(context: Context, found: GameEvidence) -> list[tuple[Cell, ...]]:
    """Return the key findings, each with a link to its evidence."""
    return []
