"""Tables of a study for a paper: Word, Excel, LaTeX, Markdown; and its figures.

:func:`export_tables` writes the tables of the report, :func:`study_figures` returns its figures,
so that paper and report say the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from consilience import checks
from consilience.errors import DataError, StudyError
from consilience.formats.refi_qda.records import Ledger
from consilience.formats.refi_qda.sharing import remark_sharing
from consilience.report.exports.codings import (
    codebook_table,
    matrix_table,
    quotes_table,
    without_empty,
)
from consilience.report.exports.comma import to_csv
from consilience.report.exports.excel import MAXIMUM_CELL, to_excel
from consilience.report.exports.figures import study_figures
from consilience.report.exports.latex import to_latex
from consilience.report.exports.markdown import to_markdown
from consilience.report.exports.selection import paper_tables
from consilience.report.exports.word import to_word
from consilience.study import shared
from consilience.study.anonymisation import Replacer
from consilience.texts import LANGUAGES, Language

if TYPE_CHECKING:
    from consilience.analysis import StudyEvidence
    from consilience.formats.refi_qda import ExchangeReport
    from consilience.study import Study

TableFormat = Literal["docx", "xlsx", "tex", "md"]
TABLE_FORMATS: tuple[TableFormat, ...] = get_args(TableFormat)
CodingFormat = Literal["xlsx", "docx", "md", "csv"]
CODING_FORMATS: tuple[CodingFormat, ...] = get_args(CodingFormat)
CODING_TABLES = ("codebook", "quotes", "matrix")

__all__ = [
    "CODING_FORMATS",
    "CODING_TABLES",
    "TABLE_FORMATS",
    "CodingFormat",
    "TableFormat",
    "export_codings",
    "export_tables",
    "study_figures",
]


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
    title = Replacer(study.pseudonyms).text(study.project.title)
    if kind == "docx":
        return to_word(tables, chosen, title)
    if kind == "xlsx":
        return to_excel(tables, chosen, title)
    write = to_latex if kind == "tex" else to_markdown
    return write(tables, chosen).encode("utf-8")


def export_codings(
    study: Study,
    table_format: str,
    language: Language = "en",
    table: str = "quotes",
    *,
    rows: str = "concept",
    columns: str = "case",
    include_blind: bool = False,
    pseudonyms: bool = True,
) -> tuple[bytes, ExchangeReport]:
    r"""Write codebook, quotes and a cross matrix of a study as one file.

    Parameters
    ----------
    study : Study
        The study, with its texts and codings.
    table_format : {"xlsx", "docx", "md", "csv"}
        Excel, Word, Markdown or comma-separated values. No text becomes a formula.
    language : {"en", "zh"}
        Language of heads and captions; quotes stay as they are.
    table : {"quotes", "codebook", "matrix"}
        The one table of a CSV file; the others hold all, but no matrix where no coding counts.
    rows, columns : {"case", "group", "source", "kind", "period", "stage", "coder", "code", \
"concept", "theme", "dimension"}
        What the matrix counts by.
    include_blind : bool
        Also write what was coded in blind rounds that are not yet released.
    pseudonyms : bool
        Replace the names on the study's list.

    Returns
    -------
    tuple of bytes and ExchangeReport
        The file's content, the same for the same study; and what was left out or replaced, with
        names: keep it to yourself.

    Raises
    ------
    UnknownNameError
        If format, language, table or axis is unknown.
    DataError
        If the matrix of a CSV file would be empty.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Talks"), Code(name="trust")])
    >>> content, _ = export_codings(study, "csv", table="codebook")
    >>> content.decode("utf-8-sig").splitlines()[1]
    'first-order concept,,trust,,,,,0,0,0'

    References
    ----------
    Eisenhardt, K. M. and Graebner, M. E. (2007). Theory Building from Cases. Academy of Management
    Journal 50(1).
    """
    kind = checks.choice(table_format, CODING_FORMATS, "table_format", "export_codings")
    chosen = checks.choice(language, LANGUAGES, "language", "export_codings")
    single = checks.choice(table, CODING_TABLES, "table", "export_codings")
    blind = checks.boolean(include_blind, "include_blind", "export_codings")
    names = checks.boolean(pseudonyms, "pseudonyms", "export_codings")
    found = shared(study, include_blind=blind, pseudonyms=names)
    ledger = Ledger()
    remark_sharing(ledger, found)
    made = {
        "codebook": codebook_table(found.study, chosen),
        "quotes": quotes_table(found.study, chosen),
    }
    if single == "matrix" or kind != "csv":
        try:
            made["matrix"] = matrix_table(found.study, chosen, rows, columns)
        except DataError as error:
            if kind == "csv":
                raise
            ledger.refusal("", error)
    for name, one in made.items():
        ledger.counts[name] = len(one.rows)
    if kind == "csv":
        return to_csv(made[single]).encode(), ledger.report()
    tables = tuple(made.values())
    if kind != "xlsx":
        tables = tuple(map(without_empty, tables))
    if kind == "docx":
        return to_word(tables, chosen, found.study.project.title), ledger.report()
    if kind == "md":
        return to_markdown(tables, chosen).encode(), ledger.report()
    cut = sum(len(c.text) > MAXIMUM_CELL for one in tables for row in one.rows for c in row.cells)
    if cut:
        ledger.remark("not held", "cell_cut", "", count=cut)
    return to_excel(tables, chosen, found.study.project.title), ledger.report()
