"""Which column of a table about an alliance is what: suggested by names, or read from TOML."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from consilience import checks
from consilience.errors import DataError
from consilience.formats.alliance.headers import NEEDED, field_of, party_role
from consilience.formats.alliance.parties import SEPARATORS, divided
from consilience.formats.alliance.value_headers import MATRICES
from consilience.formats.table import Table
from consilience.study.edits import Shape, ValueShape

RowShape = Literal[Shape, ValueShape, "parameters"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
VALUE_SHAPES: tuple[ValueShape, ...] = get_args(ValueShape)
ROW_SHAPES: tuple[RowShape, ...] = (*SHAPES, *VALUE_SHAPES, "parameters")
_TOLD_BY: Mapping[Shape, tuple[str, ...]] = {
    "ties": ("first", "second"),
    "routines": ("organisation", "routine"),
    "resources": ("organisation", "resource"),
    "memberships": ("organisation", "title"),
}
_EITHER: Mapping[RowShape, tuple[str, ...]] = {
    "memberships": ("title", "code"),
    "indicators": ("code", "label"),
}


@dataclass(frozen=True, slots=True)
class PartyColumn:
    """A column that holds parties of a collaboration, their role, and whether they lead."""

    column: str
    role: str = ""
    leads: bool = False


@dataclass(frozen=True, kw_only=True)
class AllianceColumns:
    """What each column of a table holds.

    Attributes
    ----------
    shape
        What a row is: ``"memberships"``, ``"projects"``, ``"ties"``, ``"organisations"``,
        ``"resources"`` or ``"routines"``; of value and games ``"propositions"``, ``"worths"``,
        ``"contributions"``, ``"indicators"``, ``"readings"``, ``"sharing"``, ``"transitions"``,
        ``"measures"`` or ``"parameters"``.
    columns
        The column of each field, as (field, column).
    parties
        Of projects: the columns with parties.
    attributes
        Columns that are kept as attributes; of a matrix those with its cells, such as resources,
        or organisations that are ticked where they belong to a coalition.
    separators
        The signs that divide several names in one cell.
    constants
        Fields that every row shares, as (field, value).
    """

    shape: RowShape
    columns: tuple[tuple[str, str], ...] = ()
    parties: tuple[PartyColumn, ...] = ()
    attributes: tuple[str, ...] = ()
    separators: str = SEPARATORS
    constants: tuple[tuple[str, str], ...] = ()

    def column_of(self, field: str) -> str | None:
        """Return the column of a field, if there is one."""
        return dict(self.columns).get(field)


def matrix_of(columns: AllianceColumns) -> tuple[str, str] | None:
    """Return what columns and cells of a matrix hold; None where all fields have a column.

    Examples
    --------
    >>> matrix_of(AllianceColumns(shape="readings", columns=(("period", "y"),), attributes=("Q",)))
    ('indicator', 'value')
    """
    there = {*dict(columns.columns), *dict(columns.constants)}
    for one in MATRICES.get(columns.shape, ()) if columns.attributes else ():
        if not set(one) & there:
            return one
    return None


def suggest_columns(
    table: Table, shape: str | None = None, *, separators: str = SEPARATORS
) -> AllianceColumns:
    """Return what the names of the columns suggest, in English or Chinese.

    Parameters
    ----------
    table
        See :func:`consilience.formats.read_table`.
    shape
        What a row is; told from the columns if left out, which value and games never are.
    separators
        The signs that divide several names in one cell.

    Returns
    -------
    AllianceColumns
        Columns whose name says nothing are kept as attributes.

    Raises
    ------
    DataError
        If the shape cannot be told, or a needed column is missing.
    UnknownNameError
        If there is no such shape.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> frame = {"项目名称": ["车路协同"], "牵头单位": ["华为"], "合作单位": ["中兴"]}
    >>> frame["年份"] = [2019]
    >>> found = suggest_columns(table_from_frame(frame, "projects"))
    >>> found.shape, found.columns
    ('projects', (('title', '项目名称'), ('date', '年份')))
    >>> [(one.column, one.role, one.leads) for one in found.parties]
    [('牵头单位', 'lead', True), ('合作单位', '', False)]
    """
    if shape is None:
        chosen: RowShape = told_shape(table)
    else:
        chosen = checks.choice(shape, ROW_SHAPES, "shape", "suggest_columns")
    parties = tuple(
        PartyColumn(column, role, leads=role == "lead")
        for column in (table.columns if chosen == "projects" else ())
        if (role := party_role(column)) is not None
    )
    fields = usual_fields(table, chosen, {one.column for one in parties})
    used = {*fields.values(), *(one.column for one in parties)}
    return checked_columns(
        AllianceColumns(
            shape=chosen,
            columns=tuple(fields.items()),
            parties=parties,
            attributes=tuple(column for column in table.columns if column not in used),
            separators=separators,
        ),
        table,
    )


def suggest_parties(table: Table) -> list[PartyColumn]:
    """Return the columns whose names say that they hold parties."""
    named = ((column, party_role(column)) for column in table.columns)
    return [PartyColumn(one, role, leads=role == "lead") for one, role in named if role is not None]


def told_shape(table: Table) -> Shape:
    """Return what a row is, told from the columns and, for parties, from cells."""
    for shape, needed in _TOLD_BY.items():
        found = {field_of(shape, column)[0] for column in table.columns}
        if shape == "memberships" and _holds_several(table):
            continue
        if set(needed) <= found:
            return shape
    if suggest_parties(table) and "title" in {field_of("projects", c)[0] for c in table.columns}:
        return "projects"
    if suggest_parties(table) and not _only_organisations(table):
        return "projects"
    if _only_organisations(table):
        return "organisations"
    raise DataError(
        "records.error.no_shape", file=table.file_name, columns=table.columns, shapes=SHAPES
    )


def _holds_several(table: Table) -> bool:
    """Return whether parties stand in several columns, or several of them in one cell."""
    columns = suggest_parties(table)
    if len(columns) > 1:
        return True
    cells = (cell for one in columns for cell in table.column(one.column))
    return any(len(divided(str(cell))) > 1 for cell in cells)


def _only_organisations(table: Table) -> bool:
    found = {field_of("organisations", column)[0] for column in table.columns}
    return "name" in found and bool(
        found & {"names", "name_zh", "parent", "sector", "country", "code"}
    )


def usual_fields(table: Table, shape: RowShape, taken: set[str]) -> dict[str, str]:
    """Return the column of each field: of several, the one with the most usual name."""
    best: dict[str, tuple[int, str]] = {}
    for column in table.columns:
        field, rank = field_of(shape, column)
        if field and column not in taken and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    return {field: column for field, (_, column) in best.items()}


def checked_columns(found: AllianceColumns, table: Table) -> AllianceColumns:
    """Return a mapping if it has what its shape needs, each column once."""
    given = dict(found.columns)
    there = {*given, *dict(found.constants)}
    matrix = matrix_of(found)
    missing = [one for one in NEEDED[found.shape] if one not in there and one not in (matrix or ())]
    if found.shape == "projects" and not found.parties:
        missing.append("parties")
    either = _EITHER.get(found.shape, ())
    if either and not set(either) & there:
        missing.append(either[0])
    if missing:
        raise DataError(
            "records.error.missing_columns",
            file=table.file_name,
            shape=found.shape,
            fields=missing,
            columns=table.columns,
        )
    twice = [column for column in given.values() if list(given.values()).count(column) > 1]
    twice += [one.column for one in found.parties if one.column in given.values()]
    if twice:
        raise DataError("tables.column_used_twice", file=table.file_name, column=twice[0])
    return dataclasses.replace(
        found, attributes=tuple(one for one in found.attributes if one not in given.values())
    )
