"""What the commands do with files about an alliance: read them, and bring them into a study.

Readers and engines load inside the functions: a command loads what it needs and no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from consilience.errors import DataError, UnknownNameError
from consilience.study import Study, edits
from consilience.study.edits import AllianceImport, Criteria, TableFile
from consilience.study.toml import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from consilience.formats import Table
    from consilience.formats.alliance import AllianceColumns

_DATED = ("sharing", "transitions")  # where 2019.5 is a date rather than a number


@dataclass(frozen=True, kw_only=True)
class AllianceFile:
    """A file about an alliance: what its rows are, how it is read, what its source is called."""

    path: Path
    shape: str | None = None
    columns: Path | None = None
    source: str = ""
    sheet: str | None = None
    encoding: str | None = None


def read_alliance(file: AllianceFile) -> tuple[Table, AllianceColumns]:
    """Return the table of a file, and what its columns hold.

    Raises
    ------
    DataError
        If the file cannot be read, or the columns are not understood.
    UnknownNameError
        If the file of columns names what does not exist.
    """
    from consilience import checks
    from consilience.formats import alliance, bibliography

    table = bibliography.read_references(file.path, file.encoding)
    references = table is not None
    if table is None:
        table = _table(file)
        known = bibliography.references_of_table(table) if file.columns is None else None
        table, references = known or table, known is not None
    shape = file.shape or ("projects" if references else None)
    marks = bibliography.SEPARATOR if references else alliance.SEPARATORS
    columns = _columns(table, shape, file.columns, marks)
    checks.choice(columns.shape, alliance.SHAPES, "--as", "network import")
    return table, columns


def read_value(file: AllianceFile) -> tuple[Table, AllianceColumns]:
    """Return the table of a file about value, and what its columns hold.

    Raises
    ------
    DataError
        If the file cannot be read, or the columns are not understood.
    UnknownNameError
        If there is no such shape, or the file of columns names what does not exist.
    """
    from consilience import checks, formats
    from consilience.formats import alliance

    shape = checks.choice(file.shape, alliance.VALUE_SHAPES, "--as", "value import")
    if shape in _DATED:
        table = _table(file)
    else:
        table = formats.read_table(file.path, sheet=file.sheet, encoding=file.encoding)
    return table, _columns(table, shape, file.columns, alliance.SEPARATORS)


def _columns(table: Table, shape: str | None, told: Path | None, marks: str) -> AllianceColumns:
    from consilience.formats import alliance

    if told is None:
        return alliance.suggest_columns(table, shape, separators=marks)
    text = decoded(told.read_bytes(), told.name)
    return alliance.columns_from_toml(text, table, shape, separators=marks)


def _table(file: AllianceFile) -> Table:
    from consilience import formats

    options: dict[str, Any] = {"sheet": file.sheet, "encoding": file.encoding}
    try:
        return formats.read_table(file.path, **options)
    except DataError as error:
        if error.key != "tables.decimal_unclear":  # 2019.5 is a date here as well as a number
            raise
        return formats.read_table(file.path, decimal=".", **options)


def plan_alliance(
    study: Study, table: Table, columns: AllianceColumns, criteria: Criteria, source: str = ""
) -> AllianceImport:
    """Return what bringing a table into a study would do; nothing is written.

    Raises
    ------
    DataError
        If the study has another file under the source's code, or a criterion is for other rows.
    """
    from consilience.formats import alliance

    lines = alliance.alliance_lines(table, columns)
    file = TableFile(file_name=table.file_name, sha256=table.sha256, code=source)
    if columns.shape in {"organisations", "resources", "routines"} and criteria != Criteria():
        raise DataError("records.error.no_criteria", shape=columns.shape)
    match cast("edits.Shape", columns.shape):
        case "projects":
            return edits.import_projects(
                study, file, cast("Sequence[edits.ProjectLine]", lines), criteria
            )
        case "memberships":
            return edits.import_memberships(
                study, file, cast("Sequence[edits.MembershipLine]", lines), criteria
            )
        case "ties":
            return edits.import_ties(study, file, cast("Sequence[edits.TieLine]", lines), criteria)
        case "organisations":
            return edits.import_organisations(
                study, file, cast("Sequence[edits.OrganisationLine]", lines)
            )
        case "resources":
            return edits.import_resources(study, file, cast("Sequence[edits.HoldingLine]", lines))
        case "routines":
            return edits.import_routines(study, file, cast("Sequence[edits.AdoptionLine]", lines))


def plan_value(
    study: Study, table: Table, columns: AllianceColumns, file: AllianceFile, coder: str = ""
) -> AllianceImport:
    """Return what bringing a table about value into a study would do; nothing is written.

    A sheet that is named is a source of its own. ``coder`` is the code of the person who imports.

    Raises
    ------
    DataError
        If the study has another file under the source's code.
    UnknownNameError
        If the study has no such person.
    """
    from consilience.formats import alliance

    lines = alliance.value_lines(table, columns)
    code = file.source or (f"{file.path.stem}-{file.sheet}" if file.sheet else "")
    known = TableFile(file_name=table.file_name, sha256=table.sha256, code=code)
    person = study.actor(coder).id if coder else None
    shape = cast("edits.ValueShape", columns.shape)
    return edits.import_value(study, known, shape, lines, coder_id=person)


def dated_rows(file: AllianceFile) -> tuple[pd.DataFrame, tuple[int, ...]]:
    """Return who is tied to what, and when, from a study or any file of an alliance.

    Of a study ``shape`` says whether participations or ties count. The numbers are those of rows
    that cannot be read.

    Raises
    ------
    DataError
        If the file cannot be read, or holds no such rows.
    UnknownNameError
        If there is no such shape.
    """
    from consilience import checks
    from consilience.analysis import plain_evolution
    from consilience.formats import alliance, file_kinds
    from consilience.study import open_study

    if file_kinds.kind(file_kinds.content(file.path)) == "sqlite":
        kinds: tuple[plain_evolution.Rows, ...] = ("participations", "ties")
        wanted = None if file.shape is None else checks.choice(file.shape, kinds, "--as", "network")
        with open_study(file.path) as store:
            return plain_evolution.rows_of_study(store.study(), wanted), ()
    table, columns = read_alliance(file)
    return plain_evolution.rows_of_lines(alliance.alliance_lines(table, columns))


def criteria_of(since: str, until: str, parties: int, *, dated: bool) -> Criteria:
    """Return the criteria that a user gave; dates in any usual form.

    Raises
    ------
    DataError
        If a date cannot be read, or the years end before they begin.
    ArgumentError
        If the number of parties is below 1.
    """
    from consilience import checks
    from consilience.formats.alliance import record_date

    dates = {}
    for name, given in (("since", since), ("until", until)):
        found = record_date(given)
        if found is None or bool(found) != bool(given):
            raise DataError("records.error.date", option=f"--{name}", got=given)
        dates[name] = found
    least = checks.whole(parties, 1, "--at-least-parties", "network import")
    return Criteria(since=dates["since"], until=dates["until"], parties=least, dated=dated)


def scenario_of(word: str) -> str:
    """Return the scenario that a word names, in either name set and language.

    Raises
    ------
    UnknownNameError
        If it names none.
    """
    from consilience.formats.alliance import structure_word
    from consilience.network import KINDS

    found = structure_word(word)
    if found is None:
        raise UnknownNameError("structure", "network confirm", word, KINDS)
    return found
