"""The methods paragraph, ready for a paper, in both languages, and the list of references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.references import citation
from consilience.report.blocks import Block, Listing, Paragraph, Section
from consilience.report.methods_text import methods_text
from consilience.report.tables import Cell
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience.report.context import Context
    from consilience.results import Result


def methods_section(context: Context) -> Section:
    """Return the methods paragraph in the report's language first, then in the other."""
    order = sorted(LANGUAGES, key=lambda language: language != context.language)
    paragraphs = tuple(_version(context, language) for language in order)
    references = Section(
        "references",
        context.say("report.title.references"),
        (Listing(tuple((Cell(item),) for item in _citations(context)), "references"),),
    )
    blocks: tuple[Block, ...] = (
        Paragraph(context.say("report.methods.lead")),
        *paragraphs,
        references,
    )
    return Section("methods", context.say("report.title.methods"), blocks)


def _version(context: Context, language: Language) -> Section:
    return Section(
        f"methods-{language}",
        context.say(f"report.methods.in_{language}"),
        (Paragraph(methods_text(context.study, context.evidence, language), "paste", language),),
    )


def _citations(context: Context) -> list[str]:
    keys = {key for result in _results(context) for key in result.references}
    return sorted(citation(key) for key in keys)


def _results(context: Context) -> list[Result]:
    evidence = context.evidence
    found: list[Result | None] = [
        evidence.memberships,
        evidence.dependence,
        evidence.asymmetry,
        evidence.relations,
        evidence.conditional,
        evidence.enhanced,
        evidence.cases,
        evidence.nearest,
        evidence.regression,
        evidence.robustness,
    ]
    if evidence.coded:
        coded = evidence.coded
        found += [coded.structure, coded.tables, coded.relations, coded.replication]
        found += [coded.triangulation, coded.grounding, *coded.matrices, *coded.saturation]
        found += coded.agreement
    for ground in (evidence.alliance, evidence.value, evidence.stages, evidence.games):
        found += ground.results() if ground else []
    for item in evidence.outcomes:
        found += [item.necessity, item.nca]
        if item.paths:
            paths = item.paths
            found += [paths, paths.truth_table, paths.conservative, paths.parsimonious]
            found += [paths.intermediate, paths.cases, *paths.tables]
    return [item for item in found if item is not None]
