"""The sections of a study of texts and codings, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience.report.sections.coded_agreement import agreement_section
from consilience.report.sections.coded_checks import (
    grounding_section,
    replication_section,
    saturation_section,
    triangulation_section,
)
from consilience.report.sections.coded_data import register_section
from consilience.report.sections.coded_matrices import matrix_section
from consilience.report.sections.coded_structure import (
    evidence_section,
    relations_of_codes_section,
    structure_section,
)

if TYPE_CHECKING:
    from consilience.analysis import CodedEvidence
    from consilience.report.blocks import Section
    from consilience.report.context import Context


def coded_sections(context: Context, found: CodedEvidence) -> Iterator[Section]:
    """Yield the register, then a section for each step that was run."""
    yield register_section(context)
    if found.structure:
        yield structure_section(context, found.structure)
    if found.tables:
        yield evidence_section(context, found.tables)
    for place, matrix in enumerate(found.matrices, start=1):
        yield matrix_section(context, matrix, place)
    if found.relations:
        yield relations_of_codes_section(context, found.relations)
    if found.replication:
        yield replication_section(context, found.replication)
    if found.triangulation:
        yield triangulation_section(context, found.triangulation)
    if found.saturation:
        yield saturation_section(context, found.saturation)
    if found.agreement:
        yield agreement_section(context, found.agreement)
    if found.grounding:
        yield grounding_section(context, found.grounding)
