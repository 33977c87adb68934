"""The codebook, the quotes and a cross matrix of a study as tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from consilience.analysis import Material, coded
from consilience.report.tables import Cell, Row, Table, head, numeral
from consilience.study import cases_of, code_path, source_of, standing_codings
from consilience.texts import text

if TYPE_CHECKING:
    from consilience.coding import MatrixCell
    from consilience.study import Case, Code, Coding, Source, SourceVersion, Study
    from consilience.texts import Language

_CODEBOOK = (
    *("level", "above", "code", "definition", "include", "exclude", "example", "codings"),
    *("sources", "cases"),
)
_OF_CODES = ("code", "concept", "theme", "dimension")
_QUOTES = (
    *("above", "code", "quote", "source", "place", "case", "stage", "direction", "intensity"),
    *("coder", "note"),
)


def codebook_table(study: Study, language: Language) -> Table:
    """Return the codebook: one row a code, in the order of the tree, with how often it was used.

    Parameters
    ----------
    study : Study
        The study as it may be shown, see :func:`consilience.study.shared`.
    language : {"en", "zh"}
        Language of heads; codes bear their Chinese names where they have them.

    Returns
    -------
    Table
        Codes above, name, rules, and counts of the codings that stand, their sources and cases.

    Raises
    ------
    KeyError
        If the language is unknown.

    Examples
    --------
    >>> from consilience.study import Code, Project, study_of
    >>> study = study_of([Project(code="P", title="Talks"), Code(name="trust")])
    >>> [cell.text for cell in codebook_table(study, "en").rows[0].cells][:3]
    ['first-order concept', '', 'trust']

    References
    ----------
    Gioia, D. A., Corley, K. G. and Hamilton, A. L. (2013). Seeking Qualitative Rigor in Inductive
    Research. Organizational Research Methods 16(1).
    """
    codings: dict[str, list[Coding]] = defaultdict(list)
    for coding in standing_codings(study):
        codings[coding.code_id].append(coding)
    rows = tuple(
        _codebook_row(study, code, codings[code.id], language) for code in _in_order(study)
    )
    return _table("codebook", _CODEBOOK, rows, language)


def quotes_table(study: Study, language: Language) -> Table:
    """Return the quotes: one row a coding, in the order of the codebook, then of the sources.

    Parameters
    ----------
    study : Study
        The study as it may be shown, see :func:`consilience.study.shared`.
    language : {"en", "zh"}
        Language of heads; codes bear their Chinese names where they have them.

    Returns
    -------
    Table
        Codes above, code, quote, and where, of whom and by whom.

    Raises
    ------
    KeyError
        If the language is unknown.

    Examples
    --------
    >>> from consilience.study import Project, study_of
    >>> quotes_table(study_of([Project(code="P", title="Talks")]), "en").columns[2].text
    'Quote'

    References
    ----------
    Eisenhardt, K. M. and Graebner, M. E. (2007). Theory Building from Cases. Academy of Management
    Journal 50(1).
    """
    order = {code.id: number for number, code in enumerate(_in_order(study))}
    codings = sorted(study.codings, key=lambda one: order[one.code_id])
    rows = tuple(_quote_row(study, one, language) for one in codings)
    return _table("quotes", _QUOTES, rows, language)


def matrix_table(study: Study, language: Language, rows: str, columns: str) -> Table:
    """Return how often each row meets each column among the codings that count as evidence.

    Parameters
    ----------
    study : Study
        The study as it may be shown, see :func:`consilience.study.shared`.
    language : {"en", "zh"}
        Language of heads; codes bear their Chinese names where they have them.
    rows, columns : {"case", "group", "source", "kind", "period", "stage", "coder", "code", \
"concept", "theme", "dimension"}
        What is counted by.

    Returns
    -------
    Table
        Counts; "a | b" where codings speak against, and signs for cells without a coding.

    Raises
    ------
    DataError
        If no coding counts as evidence, or none has both.
    UnknownNameError
        If there is no such axis.

    Examples
    --------
    >>> from consilience.demo import driving_study
    >>> table = matrix_table(driving_study(), "en", "theme", "kind")
    >>> [cell.text for cell in table.columns]
    ['second-order theme', 'interview', 'internal', 'external', 'observation']

    References
    ----------
    Miles, M. B. and Huberman, A. M. (1994). Qualitative Data Analysis. Sage.
    """
    axes = {"rows": coded.axis_name(rows), "columns": coded.axis_name(columns)}
    found = coded.matrix(study, axes["rows"], axes["columns"])
    codes = Material(study).codes

    def named(name: str, axis: str) -> Cell:
        known = axes[axis] in _OF_CODES and name in codes
        return Cell(_named(codes[name], language) if known else name, kind="centre")

    lines = tuple(
        Row(
            (
                head(named(row, "rows").text),
                *(_count(found.cell(row, column), language) for column in found.columns),
            )
        )
        for row in found.rows
    )
    said = {name: text(f"evidence.axis.{axis}", language) for name, axis in axes.items()}
    heads = (head(said["rows"]), *(named(one, "columns") for one in found.columns))
    caption = text("evidence.report.caption_matrix", language, **said)
    notes = (text("evidence.report.matrix_note", language),)
    return Table("matrix", heads, lines, caption, notes)


def _count(cell: MatrixCell, language: Language) -> Cell:
    return Cell(coded.cell_sign(cell, language), kind="centre")


def without_empty(table: Table) -> Table:
    """Return a table without the columns in which no row says anything: a page is narrow.

    Parameters
    ----------
    table : Table
        The table; every row has one cell a column.

    Returns
    -------
    Table
        The same with fewer columns.

    Raises
    ------
    IndexError
        If a row has too few cells.

    Examples
    --------
    >>> rows = (Row((Cell("trust"), Cell(""))),)
    >>> found = without_empty(Table("t", (Cell("Code"), Cell("Note")), rows, "Codebook"))
    >>> [cell.text for cell in found.columns]
    ['Code']

    References
    ----------
    A convention of this program.
    """
    if not table.rows:
        return table
    kept = [
        place
        for place in range(len(table.columns))
        if any(row.cells[place].text for row in table.rows)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[one] for one in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[one] for one in kept), rows=rows)


def _table(key: str, columns: tuple[str, ...], rows: tuple[Row, ...], language: Language) -> Table:
    heads = tuple(head(text(f"exchange.head.{name}", language)) for name in columns)
    return Table(key, heads, rows, text(f"exchange.caption.{key}", language))


def _in_order(study: Study) -> list[Code]:
    """Return the codes, each followed by those under it."""
    below: dict[str | None, list[Code]] = defaultdict(list)
    for code in study.codes:
        below[code.parent_id].append(code)
    found, waiting = [], below[None][::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += below[found[-1].id][::-1]
    return found


def _codebook_row(study: Study, code: Code, codings: list[Coding], language: Language) -> Row:
    sources = {source_of(study, one).id for one in codings}
    cases = {case for one in codings for case in cases_of(study, one)}
    kind = code.kind.replace(" ", "_")
    level = text(f"exchange.level.{_words(study)}.{kind}", language)
    rules = (code.definition, code.include, code.exclude, code.example)
    counts = (len(codings), len(sources), len(cases))
    cells = (Cell(level), Cell(_above(study, code.id, language)), Cell(_named(code, language)))
    return Row((*cells, *map(Cell, rules), *(numeral(str(count)) for count in counts)))


def _words(study: Study) -> str:
    return {"Gioia": "gioia", "grounded theory": "grounded"}[study.project.code_words]


def _quote_row(study: Study, coding: Coding, language: Language) -> Row:
    version = cast("SourceVersion", study.by_id[coding.version_id])
    source = cast("Source", study.by_id[version.source_id])
    code = cast("Code", study.by_id[coding.code_id])
    cases = [cast("Case", study.by_id[one]).code for one in cases_of(study, coding)]
    direction = text(f"exchange.direction.{coding.direction}", language) if coding.direction else ""
    said = (
        _above(study, code.id, language),
        _named(code, language),
        version.text[coding.start : coding.end],
        source.code,
        f"{coding.start}-{coding.end}",
        ", ".join(cases),
        study.code_of(coding.stage_id) if coding.stage_id else "",
        direction,
    )
    intensity = numeral("" if coding.intensity is None else str(coding.intensity))
    coder = study.code_of(coding.actor_id) if coding.actor_id else ""
    return Row((*map(Cell, said), intensity, Cell(coder), Cell(coding.note)))


def _above(study: Study, code_id: str, language: Language) -> str:
    return " > ".join(_named(one, language) for one in code_path(study, code_id)[:-1])


def _named(code: Code, language: Language) -> str:
    return code.name_zh if language == "zh" and code.name_zh else code.name
