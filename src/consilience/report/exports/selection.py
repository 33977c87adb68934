"""Which tables of a study a paper prints, taken from the sections of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from consilience.report import wording
from consilience.report.blocks import Block, Details, Section
from consilience.report.context import Context
from consilience.report.exports.plain import shown
from consilience.report.sections.alliance import alliance_sections
from consilience.report.sections.close_up import selected_cases_section
from consilience.report.sections.coded import coded_sections
from consilience.report.sections.coded_data import codebook_section
from consilience.report.sections.configuration_tables import configurations_section
from consilience.report.sections.enhanced import enhanced_section
from consilience.report.sections.game import game_sections
from consilience.report.sections.nca import nca_section
from consilience.report.sections.necessity import necessity_section
from consilience.report.sections.regression import regression_section
from consilience.report.sections.relations import given_section, relations_section
from consilience.report.sections.robustness import robustness_section
from consilience.report.sections.solutions import solution_section
from consilience.report.sections.stage import stage_sections
from consilience.report.sections.truth_tables import truth_table_section
from consilience.report.sections.value import value_sections
from consilience.report.tables import Table
from consilience.texts import Language

if TYPE_CHECKING:
    from consilience.analysis import OutcomeEvidence, Paths, StudyEvidence
    from consilience.study import Study


_WORD = re.compile(r"\w+")


def paper_tables(study: Study, evidence: StudyEvidence, language: Language) -> tuple[Table, ...]:
    """Return the tables in the order of the report.

    Parameters
    ----------
    study : Study
        The study.
    evidence : StudyEvidence
        What its protocol found.
    language : {"en", "zh"}
        Language of heads, captions and notes.

    Returns
    -------
    tuple of Table
        Of codings: sources, data structure, evidence, matrices, relations, replication, kinds of
        source, saturation, codebook. Of the alliance: strategies, the network in numbers, leaders,
        scenarios, years, ties across groups, resources, routines, organisations. Of value: pairs,
        needs, projects, synergy, divisions with their verdicts, games under divisions, the
        governance plan. Of stages: boundaries, years, the planning table, fits, capabilities,
        sharing, events, acts. Of each game: stability at a glance, levers, thresholds, map, basins,
        conditions, rest points, scenarios, equations, probabilities, tornado, directions, payoffs,
        parameters. Of each outcome: necessity, NCA, truth table, one configuration table for each
        intermediate model (without directional expectations the conservative solution instead: a
        convention of this program), the parsimonious solution, relations between the paths, and
        what holds where something is given, and cases to study.
        Then the regression and robustness. Steps that were not run have no table.

    Raises
    ------
    UnknownNameError
        If the evidence names what the study does not have.

    Examples
    --------
    >>> from consilience import analysis
    >>> from consilience.demo import demo_study
    >>> from consilience.study import study_of
    >>> study = demo_study()
    >>> study = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    >>> paper_tables(study, analysis.evidence(study), "en")[0].caption
    'Necessity of single conditions for VC'

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    context = Context(study, evidence, language)
    sections = _sections(context)
    return tuple(_explained(context, table) for table in _tables(sections) if table.in_paper)


def _sections(context: Context) -> Iterator[Section]:
    evidence = context.evidence
    if evidence.coded:
        yield from coded_sections(context, evidence.coded)
        yield codebook_section(context)
    if evidence.alliance:
        yield from alliance_sections(context, evidence.alliance)
    if evidence.value:
        yield from value_sections(context, evidence.value)
    if evidence.stages:
        yield from stage_sections(context, evidence.stages)
    if evidence.games:
        yield from game_sections(context, evidence.games)
    for found in evidence.outcomes:
        yield from _outcome_sections(context, found)
    if evidence.enhanced:
        yield enhanced_section(context, evidence.enhanced)
    if evidence.regression:
        yield regression_section(context, evidence.regression)
    if evidence.robustness:
        yield robustness_section(context, evidence.robustness)


def _outcome_sections(context: Context, found: OutcomeEvidence) -> Iterator[Section]:
    if found.necessity:
        yield necessity_section(context, found.necessity)
    if found.nca:
        yield nca_section(context, found.nca)
    if found.paths:
        yield from _path_sections(context, found.paths)
    if found.paths and found.relations:
        yield relations_section(context, found.paths, found.relations)
    if found.paths and found.given:
        yield given_section(context, found.paths, found.given)
    if found.paths and found.selected:
        yield selected_cases_section(context, found.paths, found.selected)


def _path_sections(context: Context, paths: Paths) -> Iterator[Section]:
    yield truth_table_section(context, paths.truth_table)
    if paths.intermediate:
        yield configurations_section(context, paths, paths.intermediate)
    else:
        yield solution_section(context, paths, paths.conservative)
    yield solution_section(context, paths, paths.parsimonious)


def _explained(context: Context, table: Table) -> Table:
    """Return a table with a note on the codes that it uses without their names."""
    cells = [*table.columns, *(cell for row in table.rows for cell in row.cells)]
    said = " ".join([table.caption, *(shown(cell, context.language) for cell in cells)])
    words = set(_WORD.findall(said))
    names = [
        context.say("exports.code", code=code, name=context.label(code))
        for code in context.evidence.memberships.conditions
        if code in words
        and context.label(code) != code
        and wording.titled(context, code) not in said
    ]
    if not names:
        return table
    listed = context.say("exports.between").join(names)
    return replace(table, notes=(*table.notes, listed + context.say("exports.end").rstrip()))


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """Return the tables within blocks, at any depth."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Section | Details):
            yield from _tables(block.blocks)
