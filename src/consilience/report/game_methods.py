"""What the methods paragraph says of games."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.context import Context


def game_methods(context: Context, found: GameEvidence) -> list[str]:
    """Return sentences with the settings that were really used."""
    return []
