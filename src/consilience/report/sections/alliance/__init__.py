"""The alliance network in three levels: as a whole, across boundaries, actor by actor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.sections.alliance.actors import actors_section
from consilience.report.sections.alliance.evolution import evolution_section
from consilience.report.sections.alliance.leaders import leaders_section
from consilience.report.sections.alliance.local import local_section
from consilience.report.sections.alliance.resources import resources_section
from consilience.report.sections.alliance.routines import routines_section
from consilience.report.sections.alliance.scenarios import scenarios_section
from consilience.report.sections.alliance.strategies import strategies_section
from consilience.report.sections.alliance.ties import ties_section
from consilience.report.sections.alliance.whole import whole_section

if TYPE_CHECKING:
    from consilience.analysis import AllianceEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def alliance_sections(context: Context, found: AllianceEvidence) -> Iterator[Section]:
    """Yield what the steps on the network found, from the whole down to the rows of the files."""
    if found.strategies:
        yield strategies_section(context, found.strategies)
    if found.state:
        yield whole_section(context, found.state)
    for number, leaders in enumerate(found.leaders, start=1):
        yield leaders_section(context, leaders, number)
    if found.scenarios:
        yield scenarios_section(context, found.scenarios)
    if found.evolution:
        yield evolution_section(context, found.evolution)
    if found.boundary:
        yield local_section(context, found.boundary)
    if found.resources:
        yield resources_section(context, found.resources)
    if found.routines:
        yield routines_section(context, found.routines)
    yield actors_section(context, found.actors)
    if context.alliance.network:
        yield ties_section(context, context.alliance.network)
