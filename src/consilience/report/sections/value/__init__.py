"""The sections of a report on value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def value_sections(context: Context, found: ValueEvidence) -> Iterator[Section]:
    """Yield what the steps on value found."""
    yield from ()
