"""The sections of a report on stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.sections.stage.capabilities import capabilities_section
from consilience.report.sections.stage.division import division_section
from consilience.report.sections.stage.fits import fit_section
from consilience.report.sections.stage.records import record_sections
from consilience.report.sections.stage.sharing import sharing_section

if TYPE_CHECKING:
    from consilience.analysis import StageEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def stage_sections(context: Context, found: StageEvidence) -> Iterator[Section]:
    """Yield what the steps on stages found, then the events, acts and readings behind it."""
    for number, division in enumerate(found.divisions, start=1):
        yield division_section(context, division, number)
    for number, fit in enumerate(found.fits, start=1):
        yield fit_section(context, fit, number)
    for number, capabilities in enumerate(found.capabilities, start=1):
        yield capabilities_section(context, capabilities, number)
    for number, sharing in enumerate(found.sharing, start=1):
        yield sharing_section(context, sharing, number)
    yield from record_sections(context)
