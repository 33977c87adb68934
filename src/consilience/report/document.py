"""The whole report: which sections stand in it, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from consilience import checks
from consilience.report.blocks import Document, Section
from consilience.report.context import Context
from consilience.report.html import to_html
from consilience.report.sections.alliance import alliance_sections
from consilience.report.sections.calibrations import calibration_section, dependence_section
from consilience.report.sections.cases import cases_section, sets_section
from consilience.report.sections.close_up import nearest_section
from consilience.report.sections.coded import coded_sections
from consilience.report.sections.coded_data import codebook_section, quotes_section
from consilience.report.sections.data import data_section
from consilience.report.sections.enhanced import enhanced_section
from consilience.report.sections.game import game_sections
from consilience.report.sections.methods import methods_section
from consilience.report.sections.outcomes import asymmetry_section, outcome_section
from consilience.report.sections.provenance import provenance_section
from consilience.report.sections.ratings import ratings_section
from consilience.report.sections.regression import regression_section
from consilience.report.sections.robustness import robustness_section
from consilience.report.sections.stage import stage_sections
from consilience.report.sections.summary import summary_section
from consilience.report.sections.value import value_sections
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience.analysis import StudyEvidence
    from consilience.study import Study


def html_report(study: Study, evidence: StudyEvidence, language: Language = "en") -> str:
    """Write the report of a study as one self-contained HTML file.

    Parameters
    ----------
    study : Study
        The study, with its sources, cases, conditions and protocol.
    evidence : StudyEvidence
        What the protocol found, as :func:`consilience.analysis.evidence` returns it.
    language : {"en", "zh"}
        Language of the report; names of cases stay as they are.

    Returns
    -------
    str
        The file's content: no script, nothing loaded from outside, no clock, so that the same
        study gives the same bytes. From every number of a necessity, truth or solution table two
        clicks at most lead to the raw scores and the cells of the files that hold them.

    Raises
    ------
    UnknownNameError
        If the language is unknown, or the evidence names what the study does not have.

    Examples
    --------
    >>> from consilience import analysis
    >>> from consilience.demo import demo_study
    >>> from consilience.study import study_of
    >>> study = demo_study()
    >>> study = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    >>> page = html_report(study, analysis.evidence(study))
    >>> page.startswith("<!DOCTYPE html>"), "<script" in page
    (True, False)

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    chosen = checks.choice(language, LANGUAGES, "language", "html_report")
    context = Context(study, evidence, chosen)
    return to_html(
        Document(
            title=context.shown(study.project.title),
            subtitle=context.say(_subtitle(context)),
            language=chosen,
            sections=tuple(sections_of(context)),
        )
    )


def _subtitle(context: Context) -> str:
    """Return the key of what the report says it is."""
    if context.evidence.alliance:
        alone = not (context.has_sets or context.evidence.coded)
        return "alliance_report.subtitle" if alone else "alliance_report.subtitle_mixed"
    if context.evidence.value and not (context.has_sets or context.evidence.coded):
        return "value_report.subtitle"
    if not context.has_sets:
        texts = context.evidence.coded or not context.evidence.games
        return "evidence.report.subtitle" if texts else "game_report.subtitle"
    return "evidence.report.subtitle_both" if context.evidence.coded else "report.subtitle"


def sections_of(context: Context) -> Iterator[Section]:
    """Yield the sections of a report in their order."""
    evidence = context.evidence
    yield summary_section(context)
    if evidence.coded:
        yield from coded_sections(context, evidence.coded)
    if context.has_sets:
        yield from _set_sections(context)
    if evidence.alliance:
        yield from alliance_sections(context, evidence.alliance)
    if evidence.value:
        yield from value_sections(context, evidence.value)
    if evidence.stages:
        yield from stage_sections(context, evidence.stages)
    if evidence.games:
        yield from game_sections(context, evidence.games)
    if context.study.cases:
        yield cases_section(context)
    if evidence.coded:
        yield codebook_section(context)
        yield quotes_section(context)
    yield methods_section(context)
    yield provenance_section(context)


def _set_sections(context: Context) -> Iterator[Section]:
    """Yield what the steps on memberships found."""
    evidence = context.evidence
    yield data_section(context)
    yield calibration_section(context)
    if evidence.dependence:
        yield dependence_section(context, evidence.dependence)
    for outcome in evidence.outcomes:
        yield outcome_section(context, outcome)
    if evidence.configurations:
        yield asymmetry_section(context, evidence.configurations)
    if evidence.enhanced:
        yield enhanced_section(context, evidence.enhanced)
    if evidence.nearest:
        yield nearest_section(context, evidence.nearest)
    if evidence.regression:
        yield regression_section(context, evidence.regression)
    if evidence.ratings:
        yield ratings_section(context, evidence.ratings)
    if evidence.robustness:
        yield robustness_section(context, evidence.robustness)
    yield sets_section(context)
