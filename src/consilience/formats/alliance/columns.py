"""Which column of a table about an alliance is what: suggested by names, or read from TOML."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from consilience import checks
from consilience.errors import DataError
from consilience.formats.alliance.headers import NEEDED, field_of, party_role
from consilience.formats.alliance.parties import SEPARATORS, divided
from consilience.formats.table import Table
from consilience.study.edits import Shape

SHAPES: tuple[Shape, ...] = get_args(Shape)
_TOLD_BY: Mapping[Shape, tuple[str, ...]] = {
    "ties": ("first", "second"),
    "routines": ("organisation", "routine"),
    "resources": ("organisation", "resource"),
    "memberships": ("organisation", "title"),
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
        ``"resources"`` or ``"routines"``.
    columns
        The column of each field, as (field, column).
    parties
        Of projects: the columns with parties.
    attributes
        Columns that are kept as attributes; of a matrix of resources, the resources.
    separators
        The signs that divide several names in one cell.
    constants
        Fields that every row shares, as (field, value).
    """

    shape: Shape
    columns: tuple[tuple[str, str], ...] = ()
    parties: tuple[PartyColumn, ...] = ()
    attributes: tuple[str, ...] = ()
    separators: str = SEPARATORS
    constants: tuple[tuple[str, str], ...] = ()

    def column_of(self, field: str) -> str | None:
        """Return the column of a field, if there is one."""
        return dict(self.columns).get(field)


def suggest_columns(
    table: Table, shape: str | None = None, *, separators: str = SEPARATORS
) -> AllianceColumns:
    """Return what the names of the columns suggest, in English or Chinese.

    Parameters
    ----------
    table
        See :func:`consilience.formats.read_table`.
    shape
        What a row is; told from the columns if left out.
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
        chosen = told_shape(table)
    else:
        chosen = checks.choice(shape, SHAPES, "shape", "suggest_columns")
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


def usual_fields(table: Table, shape: Shape, taken: set[str]) -> dict[str, str]:
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
    missing = [field for field in NEEDED[found.shape] if field not in given]
    if found.shape == "projects" and not found.parties:
        missing.append("parties")
    if found.shape == "memberships" and not {"title", "code"} & set(given):
        missing.append("title")
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
