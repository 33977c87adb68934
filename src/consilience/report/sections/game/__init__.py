"""The sections of a report on games."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import GameEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def game_sections(context: Context, found: GameEvidence) -> Iterator[Section]:
    """Yield what the steps on games found."""
    yield from ()
