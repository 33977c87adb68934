"""The sections of a report on stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def stage_sections(context: Context, found: StageEvidence) -> Iterator[Section]:
    """Yield what the steps on stages found."""
    yield from ()
