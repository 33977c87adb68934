"""The sections of a report on value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.sections.value.effects import effects_section
from consilience.report.sections.value.governance import governance_section
from consilience.report.sections.value.matching import match_section
from consilience.report.sections.value.pipeline import pipeline_section
from consilience.report.sections.value.records import records_section
from consilience.report.sections.value.split import split_section
from consilience.report.sections.value.synergy import synergy_section

if TYPE_CHECKING:
    from consilience.analysis import ValueEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def value_sections(context: Context, found: ValueEvidence) -> Iterator[Section]:
    """Yield what the steps on value found: discovery, creation, division, then the rows."""
    for number, match in enumerate(found.matches, start=1):
        yield match_section(context, match, number)
    if found.pipeline:
        yield pipeline_section(context, found.pipeline)
    for number, synergy in enumerate(found.synergies, start=1):
        yield synergy_section(context, synergy, number)
    if found.split:
        yield split_section(context, found.split)
    for number, effects in enumerate(found.split_games, start=1):
        yield effects_section(context, effects, number)
    if found.governance:
        yield governance_section(context, found.governance)
    yield records_section(context, found)
