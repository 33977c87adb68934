"""The alliance network in three levels: as a whole, across boundaries, actor by actor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.sections.alliance.actors import actors_section
from consilience.report.sections.alliance.local import local_section
from consilience.report.sections.alliance.ties import ties_section
from consilience.report.sections.alliance.whole import whole_section

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def alliance_sections(context: Context, found: AllianceEvidence) -> Iterator[Section]:
    """Yield what the steps on the network found, from the whole down to the rows of the files."""
    if found.state:
        yield whole_section(context, found.state)
    if found.boundary:
        yield local_section(context, found.boundary)
    yield actors_section(context, found.actors)
    if context.drawn_network:
        yield ties_section(context, context.drawn_network)
