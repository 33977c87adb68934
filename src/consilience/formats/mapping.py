"""Which column of a table is what in a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consilience import checks
from consilience.errors import DataError, UnknownNameError
from consilience.formats.cases import suggested_case_column, suggested_name_column
from consilience.formats.numeric import holds_scores, readings
from consilience.formats.table import Table
from consilience.formats.waves import ScoreColumn, recognised_waves


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """What each column of a table is; columns that are nothing stand in ``ignored``.

    ``missing_marks`` count as gaps in score columns besides the usual ones.
    """

    case_column: str
    score_columns: tuple[ScoreColumn, ...]
    name_column: str | None = None
    ignored: tuple[str, ...] = ()
    missing_marks: tuple[str, ...] = ()


def suggest_mapping(table: Table) -> ColumnMapping:
    """Return the mapping that the names and cells of a table suggest.

    Parameters
    ----------
    table
        See :func:`read_table`.

    Returns
    -------
    ColumnMapping
        Columns that hold more numbers than texts are scores; see :func:`map_columns` to choose.

    Raises
    ------
    DataError
        If no column names the cases, or none holds scores.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> frame = {"case": ["A", "B"], "Q1_Start": [4, 5], "Q1_End": [2, 3], "remark": ["x", "y"]}
    >>> mapping = suggest_mapping(table_from_frame(frame, "survey"))
    >>> mapping.score_columns[0]
    ScoreColumn(column='Q1_Start', variable='Q1', wave='Start')
    >>> mapping.ignored
    ('remark',)

    References
    ----------
    What is suggested is a convention of this program.
    """
    return map_columns(table)


def map_columns(
    table: Table,
    *,
    case_column: str | None = None,
    name_column: str | None = None,
    score_columns: Mapping[str, tuple[str, str]] | Iterable[str] | None = None,
    missing_marks: Iterable[str] = (),
) -> ColumnMapping:
    """Return a mapping with the columns named; what is not named is suggested.

    Parameters
    ----------
    table
        See :func:`read_table`.
    case_column
        Holds the case codes.
    name_column
        Holds the case names.
    score_columns
        Names of columns, their variables and waves being told from the names; or a mapping from
        a column to its variable code and wave (``""`` for none).
    missing_marks
        Texts that count as gaps, such as ``"99"``.

    Returns
    -------
    ColumnMapping
        All columns that are left are ignored.

    Raises
    ------
    DataError
        If no case column is named or found, no column holds scores, a column is used twice, or
        two columns hold the same variable at the same wave.
    UnknownNameError
        If the table has no such column.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> table = table_from_frame({"firm": [7, 8], "trust": [4, 99]}, "survey")
    >>> map_columns(table, case_column="firm", missing_marks=["99"]).score_columns
    (ScoreColumn(column='trust', variable='trust', wave=''),)

    References
    ----------
    What is suggested is a convention of this program.
    """
    marks = checks.names(missing_marks, "missing_marks", "map_columns") if missing_marks else ()
    for given in (case_column, name_column):
        if given is not None:
            checks.known_names(given, table.columns, "columns", "map_columns")
    case = case_column if case_column is not None else suggested_case_column(table)
    if case is None:
        raise DataError("tables.no_case_column", file=table.file_name, columns=table.columns)
    name = name_column if name_column is not None else suggested_name_column(table, case)
    if score_columns is None:
        scores = _suggested_scores(table, {case, name}, marks)
    elif isinstance(score_columns, Mapping):
        scores = tuple(_score_column(*item) for item in score_columns.items())
    else:
        named = checks.known_names(score_columns, table.columns, "score_columns", "map_columns")
        scores = _with_waves(table, named)
    used = {case, name, *(item.column for item in scores)}
    mapping = ColumnMapping(
        case_column=case,
        name_column=name,
        score_columns=scores,
        ignored=tuple(column for column in table.columns if column not in used),
        missing_marks=marks,
    )
    check_mapping(table, mapping)
    return mapping


def check_mapping(table: Table, mapping: ColumnMapping) -> None:
    """Refuse a mapping that does not fit the table; see :func:`map_columns`."""
    columns = [item.column for item in mapping.score_columns]
    single = [mapping.case_column, *([mapping.name_column] if mapping.name_column else [])]
    used: set[str] = set()
    for column in (*single, *columns, *mapping.ignored):
        if column not in table.columns:
            raise UnknownNameError("column", "mapping", column, table.columns)
        if column in used:
            raise DataError("tables.column_used_twice", file=table.file_name, column=column)
        used.add(column)
    if not columns:
        raise DataError("tables.no_numbers", file=table.file_name)
    targets: dict[tuple[str, str], str] = {}
    for item in mapping.score_columns:
        if not item.variable or any(part != part.strip() for part in (item.variable, item.wave)):
            raise DataError("tables.variable_code", column=item.column, code=repr(item.variable))
        first = targets.setdefault((item.variable, item.wave), item.column)
        if first != item.column:
            raise DataError(
                "tables.same_target",
                file=table.file_name,
                first=first,
                second=item.column,
                variable=item.variable,
                wave=item.wave,
            )


def _suggested_scores(
    table: Table, taken: set[str | None], marks: tuple[str, ...]
) -> tuple[ScoreColumn, ...]:
    free = [column for column in table.columns if column not in taken]
    return _with_waves(
        table, [column for column in free if holds_scores(readings(table, column, marks))]
    )


def _with_waves(table: Table, columns: Iterable[str]) -> tuple[ScoreColumn, ...]:
    waves = {item.column: item for item in recognised_waves(table.columns)}
    return tuple(waves.get(column, ScoreColumn(column, column)) for column in columns)


def _score_column(column: str, target: object) -> ScoreColumn:
    if (
        isinstance(target, tuple)
        and len(target) == 2
        and all(isinstance(part, str) for part in target)
    ):
        return ScoreColumn(column, *target)
    raise DataError("tables.score_target", column=column, got=repr(target))
