"""What an import would write to a study, and every cell that it skips or changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from consilience.errors import ArgumentError, DataError
from consilience.formats.cases import case_code, case_codes
from consilience.formats.mapping import ColumnMapping, check_mapping
from consilience.formats.numerals import Reading, cell_text
from consilience.formats.numeric import readings, refuse_text
from consilience.formats.table import Cell, Table, is_blank
from consilience.results import Note
from consilience.study import Case, Score, Source, Study, Variable, new_id
from consilience.texts import Language, text

ImportedRecord = Source | Case | Variable | Score


@dataclass(frozen=True)
class CellReport:
    """A cell that was skipped or changed: where it stands, what it holds, what was made of it.

    ``what`` is ``"empty"``, ``"missing_mark"``, ``"trimmed"``, ``"full_width"``,
    ``"decimal_comma"``, ``"thousands"``, ``"percent"``, ``"score_changed"``, ``"score_kept"``,
    ``"name_missing"`` or ``"name_kept"``; ``before`` is what the study held.
    """

    row: int
    column: str
    raw: str
    what: str
    became: str = ""
    before: str = ""

    def sentence(self, language: Language = "en") -> str:
        """Return the report as one sentence."""
        return text(f"tables.cell.{self.what}", language, **dataclasses.asdict(self))


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """What an import would do; see :func:`plan_import`.

    ``records`` go to the study in one event: those that are new or changed, in an order in which
    each refers only to earlier ones. Nothing is to be written where it is empty.
    """

    source: Source
    records: tuple[ImportedRecord, ...]
    reports: tuple[CellReport, ...]
    cases: int
    variables: int
    scores: int
    unchanged: int
    skipped: int
    notes: tuple[Note, ...]

    def summary(self, language: Language = "en") -> str:
        """Return in one sentence how much is imported, left as it was and skipped."""
        counts = {
            name: getattr(self, name)
            for name in ("cases", "variables", "scores", "unchanged", "skipped")
        }
        return text("tables.plan.summary", language, **counts)

    def to_frame(self) -> pd.DataFrame:
        """Return the reports, one row a skipped or changed cell."""
        names = [item.name for item in dataclasses.fields(CellReport)]
        return pd.DataFrame([dataclasses.asdict(item) for item in self.reports], columns=names)


@dataclass
class _Draft:
    """What has been collected so far while the columns are gone through."""

    source: Source
    study: Study
    reports: list[CellReport]
    scores: list[Score] = field(default_factory=list)
    unchanged: int = 0
    skipped: int = 0


def plan_import(table: Table, mapping: ColumnMapping, study: Study, source_code: str) -> ImportPlan:
    """Return what importing a table into a study would write, and each cell skipped or changed.

    Cases and variables that the study has are matched by code. A score that the study has with
    another value is replaced and reported; one with the same value stays, so that a file imported
    twice doubles nothing. A gap never removes a score.

    Parameters
    ----------
    table
        See :func:`read_table`.
    mapping
        See :func:`suggest_mapping` and :func:`map_columns`.
    study
        Is not changed.
    source_code
        Code of the source that the table becomes, unless the study has the same file already.

    Returns
    -------
    ImportPlan
        The records to write and the reports.

    Raises
    ------
    DataError
        If a score column holds text (with the first ten places), a row has no case code, two
        rows have the same one, or the source code belongs to another source.
    UnknownNameError
        If the mapping names a column that the table does not have.

    Examples
    --------
    >>> from consilience.formats import suggest_mapping, table_from_frame
    >>> from consilience.study import Project, Study
    >>> table = table_from_frame({"case": ["A", "B"], "trust": ["4", "NA"]}, "survey")
    >>> study = Study(project=Project(code="P", title="Alliances"))
    >>> plan = plan_import(table, suggest_mapping(table), study, "T1")
    >>> plan.summary()
    'cases: 2, variables: 1, scores to write: 1, scores already there: 0, cells skipped: 1'
    >>> plan.reports[0].sentence()
    'row 3, column trust: NA counts as missing and was skipped'

    References
    ----------
    How a table is matched with a study is a convention of this program.
    """
    if not isinstance(source_code, str) or not source_code or source_code != source_code.strip():
        raise ArgumentError("source_code", "plan_import", "text", source_code)
    check_mapping(table, mapping)
    codes = case_codes(table, mapping.case_column)
    read = {
        item.column: readings(table, item.column, mapping.missing_marks)
        for item in mapping.score_columns
    }
    refuse_text(table, read)
    source, notes = _source(table, study, source_code)
    names, reports = _names(table, mapping, codes, study)
    known = {case.code: case for case in study.cases}
    cases = [known.get(code) or Case(code=code, name=names[code]) for code in codes]
    variables = _variables(mapping, study)
    draft = _Draft(source, study, reports)
    for item in mapping.score_columns:
        cells = zip(table.rows, cases, table.column(item.column), read[item.column], strict=True)
        _add_column(draft, item.column, variables[item.variable], item.wave, cells)
    places = {column: place for place, column in enumerate(table.columns)}
    return ImportPlan(
        source=source,
        records=_records(draft, cases, variables.values()),
        reports=tuple(sorted(draft.reports, key=lambda item: (item.row, places[item.column]))),
        cases=len(cases),
        variables=len(variables),
        scores=len(draft.scores),
        unchanged=draft.unchanged,
        skipped=draft.skipped,
        notes=(*table.notes, *notes, *_ignored(mapping)),
    )


def _source(table: Table, study: Study, code: str) -> tuple[Source, list[Note]]:
    provenance = f"sheet={table.sheet}" if table.sheet else ""
    for source in study.sources:
        if source.sha256 == table.sha256 and source.provenance == provenance:
            values = {"file": table.file_name, "code": source.code}
            return source, [Note("tables.note.same_file", values)]
    if any(source.code == code for source in study.sources):
        raise DataError("tables.source_code_taken", code=code, file=table.file_name)
    source = Source(
        code=code,
        title=table.file_name.strip(),
        kind="table",
        sha256=table.sha256,
        file_name=table.file_name,
        provenance=provenance,
    )
    return source, []


def _names(
    table: Table, mapping: ColumnMapping, codes: tuple[str, ...], study: Study
) -> tuple[dict[str, str], list[CellReport]]:
    """Return the name of each case by code, and what was changed in codes and names."""
    reports = [
        CellReport(row, mapping.case_column, str(cell), "trimmed", code)
        for row, cell, code in zip(
            table.rows, table.column(mapping.case_column), codes, strict=True
        )
        if isinstance(cell, str) and cell != code
    ]
    if mapping.name_column is None:
        return dict(zip(codes, codes, strict=True)), reports
    known = {case.code: case.name for case in study.cases}
    names = {}
    for row, cell, code in zip(table.rows, table.column(mapping.name_column), codes, strict=True):
        written = case_code(cell)
        name = names[code] = known.get(code) or written or code
        seen = {
            "name_missing": not written,
            "name_kept": bool(written) and name != written,
            "trimmed": name == written != cell_text(cell),
        }
        reports += [
            CellReport(row, mapping.name_column, cell_text(cell), what, name)
            for what, is_so in seen.items()
            if is_so
        ]
    return names, reports


def _variables(mapping: ColumnMapping, study: Study) -> dict[str, Variable]:
    known = {variable.code: variable for variable in study.variables}
    codes = dict.fromkeys(item.variable for item in mapping.score_columns)
    return {code: known.get(code) or Variable(code=code) for code in codes}


def _add_column(
    draft: _Draft,
    column: str,
    variable: Variable,
    wave: str,
    cells: Iterable[tuple[int, Case, Cell, Reading]],
) -> None:
    for row, case, cell, reading in cells:
        old = draft.study.scores_by_cell.get((case.id, variable.id, wave))
        raw = cell_text(cell)
        if reading.kind == "missing":
            draft.skipped += 1
            what = "empty" if is_blank(cell) else "missing_mark"
            draft.reports.append(CellReport(row, column, raw, what))
            if old is not None:
                kept = cell_text(old.value)
                draft.reports.append(CellReport(row, column, raw, "score_kept", kept, kept))
            continue
        became = cell_text(reading.value)
        draft.reports += [CellReport(row, column, raw, what, became) for what in reading.changes]
        if old is not None and old.value == reading.value:
            draft.unchanged += 1
            continue
        if old is not None:
            before = cell_text(old.value)
            draft.reports.append(CellReport(row, column, raw, "score_changed", became, before))
        draft.scores.append(
            Score(
                id=old.id if old is not None else new_id(),
                case_id=case.id,
                variable_id=variable.id,
                wave=wave,
                value=reading.value,
                source_id=draft.source.id,
                row=row,
                column=column,
            )
        )


def _records(
    draft: _Draft, cases: Iterable[Case], variables: Iterable[Variable]
) -> tuple[ImportedRecord, ...]:
    """Return what is new, the source only where something comes from it."""
    known = draft.study.by_id
    new: list[Case | Variable] = [*cases, *variables]
    content = [*(item for item in new if item.id not in known), *draft.scores]
    if not content:
        return ()
    return (*([] if draft.source.id in known else [draft.source]), *content)


def _ignored(mapping: ColumnMapping) -> list[Note]:
    if not mapping.ignored:
        return []
    return [Note("tables.note.ignored_columns", {"columns": mapping.ignored})]
