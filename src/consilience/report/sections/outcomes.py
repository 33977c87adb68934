"""All that was found for one outcome, and how the outcome and its negation relate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.report import addresses, wording
from consilience.report.blocks import Block, Paragraph, Remark, Remarks, Section
from consilience.report.sections.close_up import selected_cases_section
from consilience.report.sections.configuration_tables import configurations_section
from consilience.report.sections.nca import nca_section
from consilience.report.sections.necessity import necessity_section
from consilience.report.sections.paths import paths_section
from consilience.report.sections.relations import given_section, relations_section
from consilience.report.sections.scripts import script_blocks
from consilience.report.sections.solutions import solution_section
from consilience.report.sections.truth_tables import truth_table_section

if TYPE_CHECKING:
    from consilience.analysis import OutcomeEvidence, Paths, PathsOfBoth
    from consilience.report.context import Context


def outcome_section(context: Context, found: OutcomeEvidence) -> Section:
    """Return necessity, truth table, solutions and cases of an outcome."""
    blocks: list[Block] = []
    if found.necessity:
        blocks.append(necessity_section(context, found.necessity))
    if found.nca:
        blocks.append(nca_section(context, found.nca))
    if found.paths:
        blocks += _path_sections(context, found.paths)
    if found.paths and found.relations:
        blocks.append(relations_section(context, found.paths, found.relations))
    if found.paths and found.given:
        blocks.append(given_section(context, found.paths, found.given))
    if found.paths and found.selected:
        blocks.append(selected_cases_section(context, found.paths, found.selected))
    blocks += script_blocks(context, found.outcome)
    title = context.say(
        "report.title.outcome",
        name=wording.words(context, found.outcome),
        code=found.outcome,
    )
    return Section(addresses.outcome_key(context, found.outcome), title, tuple(blocks))


def _path_sections(context: Context, paths: Paths) -> list[Block]:
    blocks: list[Block] = [truth_table_section(context, paths.truth_table)]
    if paths.intermediate:
        blocks.append(configurations_section(context, paths, paths.intermediate))
    else:
        blocks.append(Remarks((Remark(context.say("report.configurations.no_intermediate")),)))
    blocks.append(solution_section(context, paths, paths.parsimonious))
    blocks.append(solution_section(context, paths, paths.conservative))
    if paths.cases:
        blocks.append(paths_section(context, paths, paths.cases))
    return blocks


def asymmetry_section(context: Context, configurations: PathsOfBoth) -> Section:
    """Return whether the paths to the negation mirror those to the outcome."""
    found = configurations.asymmetry
    key = "report.asymmetry.mirrored" if found.mirrored else "report.asymmetry.not_mirrored"
    names = {"outcome": found.outcome, "negation": found.negation}
    blocks: list[Block] = [
        Paragraph(context.say(key, **names)),
        Paragraph(
            context.say("report.asymmetry.shared", terms=found.shared_terms)
            if found.shared_terms
            else context.say("report.asymmetry.nothing_shared")
        ),
        Paragraph(
            context.say(
                "report.asymmetry.compared",
                compared=found.compared,
                solution=context.say(f"report.title.{found.parameters['solution']}"),
            ),
            "aside",
        ),
        *context.remarks(found.notes),
    ]
    if not found.simultaneous_rows:
        blocks.append(Paragraph(context.say("report.asymmetry.no_simultaneous")))
    blocks += context.remarks(configurations.notes)
    return Section("asymmetry", context.say("report.title.asymmetry"), tuple(blocks))
