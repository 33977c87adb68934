"""Tables of a study for a paper: Word, Excel, LaTeX, Markdown; and its figures.

:func:`export_tables` writes the tables of the report, :func:`study_figures` returns its figures,
so that paper and report say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from consilience import checks
from consilience.errors import StudyError
from consilience.report.exports.excel import to_excel
from consilience.report.exports.figures import study_figures
from consilience.report.exports.latex import to_latex
from consilience.report.exports.markdown import to_markdown
from consilience.report.exports.selection import paper_tables
from consilience.report.exports.word import to_word
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience.analysis import StudyEvidence
    from consilience.study import Study

TableFormat = Literal["docx", "xlsx", "tex", "md"]
TABLE_FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)

__all__ = ["TABLE_FORMATS", "TableFormat", "export_tables", "study_figures"]


def export_tables(
    study: Study,
    evidence: StudyEvidence,
    table_format: TableFormat = "docx",
    language: Language = "en",
) -> bytes:
    r"""Write the tables that a paper needs as one file.

    Parameters
    ----------
    study : Study
        The study, with its conditions and protocol.
    evidence : StudyEvidence
        What the protocol found, as :func:`consilience.analysis.evidence` returns it.
    table_format : {"docx", "xlsx", "tex", "md"}
        Word, Excel, LaTeX or Markdown.
    language : {"en", "zh"}
        Language of heads, captions and notes; names of cases stay as they are.

    Returns
    -------
    bytes
        The file's content: of each outcome necessity, truth table, configuration tables and
        parsimonious solution, then robustness. Numbers are rounded as in the report. The same
        study gives the same bytes.

    Raises
    ------
    UnknownNameError
        If format or language is unknown, or the evidence names what the study does not have.
    StudyError
        If no step was run that gives such a table.

    Examples
    --------
    >>> from consilience import analysis
    >>> from consilience.demo import demo_study
    >>> from consilience.study import study_of
    >>> study = demo_study()
    >>> study = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    >>> shown = export_tables(study, analysis.evidence(study), "md").decode("utf-8")
    >>> shown.splitlines()[0]
    '**Table 1. Necessity of single conditions for VC**'

    References
    ----------
    Fiss, P. C. (2011). Building Better Causal Theories. Academy of Management Journal 54(2).
    """
    kind = checks.choice(table_format, TABLE_FORMATS, "table_format", "export_tables")
    chosen = checks.choice(language, LANGUAGES, "language", "export_tables")
    tables = paper_tables(study, evidence, chosen)
    if not tables:
        raise StudyError("exports.error.no_tables")
    if kind == "docx":
        return to_word(tables, chosen, study.project.title)
    if kind == "xlsx":
        return to_excel(tables, chosen, study.project.title)
    write = to_latex if kind == "tex" else to_markdown
    return write(tables, chosen).encode("utf-8")
