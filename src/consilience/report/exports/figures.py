"""Every figure of a study, taken from the sections of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from consilience import checks
from consilience.plots import Figure
from consilience.report.blocks import Block, Cards, Details, Gallery, Section
from consilience.report.context import Context
from consilience.report.document import sections_of
from consilience.report.figures import configuration_figure
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience.analysis import StudyEvidence
    from consilience.study import Study


def study_figures(
    study: Study, evidence: StudyEvidence, language: Language = "en"
) -> tuple[Figure, ...]:
    """Return the figures of the report, and configuration tables as figures.

    Parameters
    ----------
    study : Study
        The study, with its conditions and protocol.
    evidence : StudyEvidence
        What the protocol found, as :func:`consilience.analysis.evidence` returns it.
    language : {"en", "zh"}
        Language of the names of conditions in them.

    Returns
    -------
    tuple of Figure
        In the order of the report; the configuration tables (the first intermediate model of each
        outcome) come last. Their keys are unlike each other.

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
    >>> study_figures(study, analysis.evidence(study))[-1].key
    'figure-outcome-2-configurations'

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods. Cambridge University Press.
    """
    chosen = checks.choice(language, LANGUAGES, "language", "study_figures")
    context = Context(study, evidence, chosen)
    tables = (
        configuration_figure(context, paths) for _, paths in context.with_paths() if paths.tables
    )
    return (*_figures(sections_of(context)), *tables)


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    """Return the figures within blocks, at any depth."""
    for block in blocks:
        if isinstance(block, Gallery):
            yield from block.figures
        elif isinstance(block, Section | Details):
            yield from _figures(block.blocks)
        elif isinstance(block, Cards):
            yield from _figures(block.sections)
