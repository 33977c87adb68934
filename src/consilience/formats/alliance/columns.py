"""Which column of a table about an alliance is what: suggested by names, or read from TOML."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from consilience import checks
from consilience.errors import DataError, UnknownNameError
from consilience.formats.alliance.headers import HEADERS, NEEDED, field_of, party_role
from consilience.formats.alliance.parties import SEPARATORS
from consilience.formats.table import Table
from consilience.study.edits import Shape

SHAPES: tuple[Shape, ...] = get_args(Shape)
_CONSTANTS = ("kind", "layer", "country", "sector", "directed")
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
        chosen = _told_shape(table)
    else:
        chosen = checks.choice(shape, SHAPES, "shape", "suggest_columns")
    parties = tuple(
        PartyColumn(column, role, leads=role == "lead")
        for column in (table.columns if chosen == "projects" else ())
        if (role := party_role(column)) is not None
    )
    fields = _fields(table, chosen, {one.column for one in parties})
    used = {*fields.values(), *(one.column for one in parties)}
    return _checked(
        AllianceColumns(
            shape=chosen,
            columns=tuple(fields.items()),
            parties=parties,
            attributes=tuple(column for column in table.columns if column not in used),
            separators=separators,
        ),
        table,
    )


def columns_from_toml(
    text: str, table: Table, shape: str | None = None, *, separators: str = SEPARATORS
) -> AllianceColumns:
    r"""Return the mapping that a TOML text says; what it leaves open is suggested.

    ``shape``, ``separators``, ``attributes`` (a list of columns), ``[columns]`` (field = column),
    ``[[parties]]`` (``column``, ``role``, ``leads``) and ``[constants]`` (field = value). Where
    ``[[parties]]`` or ``attributes`` are given, no others are taken.

    Raises
    ------
    DataError
        If it is no TOML of this form, or a needed column is missing.
    UnknownNameError
        If it names a column, field or shape that does not exist.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> table = table_from_frame({"what": ["V2X"], "who": ["A; B"]}, "projects")
    >>> told = 'shape = "projects"\n[columns]\ntitle = "what"\n[[parties]]\ncolumn = "who"'
    >>> columns_from_toml(told, table).parties
    (PartyColumn(column='who', role='', leads=False),)
    """
    try:
        told: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError("records.error.no_toml", reason=str(error)) from error
    known = ("shape", "separators", "attributes", "columns", "parties", "constants")
    for name in told:
        checks.choice(name, known, "entry", "columns_from_toml")
    wanted = shape or told.get("shape")
    marks = _text(told.get("separators", separators), "separators")
    if wanted is None:
        wanted = "projects" if "parties" in told else _told_shape(table)
    chosen = checks.choice(wanted, SHAPES, "shape", "columns_from_toml")
    parties = _told_parties(told.get("parties", []), table)
    fields = _told_fields(told, chosen, table)
    taken = {*fields.values(), *(one.column for one in parties)}
    if not parties and chosen == "projects":
        parties = [one for one in suggest_parties(table) if one.column not in taken]
    taken |= {one.column for one in parties}
    fields = _fields(table, chosen, taken) | fields
    used = taken | set(fields.values())
    attributes = told.get("attributes")
    if attributes is None:
        attributes = [column for column in table.columns if column not in used]
    return _checked(
        AllianceColumns(
            shape=chosen,
            columns=tuple(fields.items()),
            parties=tuple(parties),
            attributes=tuple(_column(one, table) for one in attributes),
            separators=marks,
            constants=_constants(told.get("constants", {})),
        ),
        table,
    )


def suggest_parties(table: Table) -> list[PartyColumn]:
    """Return the columns whose names say that they hold parties."""
    named = ((column, party_role(column)) for column in table.columns)
    return [PartyColumn(one, role, leads=role == "lead") for one, role in named if role is not None]


def _told_shape(table: Table) -> Shape:
    for shape, needed in _TOLD_BY.items():
        found = {field_of(shape, column)[0] for column in table.columns}
        if shape == "memberships" and len(suggest_parties(table)) > 1:
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


def _only_organisations(table: Table) -> bool:
    found = {field_of("organisations", column)[0] for column in table.columns}
    return "name" in found and bool(
        found & {"names", "name_zh", "parent", "sector", "country", "code"}
    )


def _fields(table: Table, shape: Shape, taken: set[str]) -> dict[str, str]:
    """Return the column of each field: of several, the one with the most usual name."""
    best: dict[str, tuple[int, str]] = {}
    for column in table.columns:
        field, rank = field_of(shape, column)
        if field and column not in taken and (field not in best or rank < best[field][0]):
            best[field] = (rank, column)
    return {field: column for field, (_, column) in best.items()}


def _told_fields(told: Mapping[str, Any], shape: Shape, table: Table) -> dict[str, str]:
    columns = told.get("columns", {})
    if not isinstance(columns, Mapping):
        raise DataError("records.error.no_toml", reason="[columns]")
    for field in columns:
        if field not in HEADERS[shape]:
            raise UnknownNameError("field", shape, field, HEADERS[shape])
    return {field: _column(column, table) for field, column in columns.items()}


def _told_parties(told: object, table: Table) -> list[PartyColumn]:
    if not isinstance(told, list) or not all(isinstance(one, Mapping) for one in told):
        raise DataError("records.error.no_toml", reason="[[parties]]")
    found = []
    for one in told:
        for name in one:
            checks.choice(name, ("column", "role", "leads"), "entry", "[[parties]]")
        role = _text(one.get("role", ""), "role")
        leads = one.get("leads", role == "lead")
        if not isinstance(leads, bool):
            raise DataError("records.error.no_toml", reason="leads")
        found.append(PartyColumn(_column(one.get("column"), table), role, leads))
    return found


def _constants(told: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(told, Mapping):
        raise DataError("records.error.no_toml", reason="[constants]")
    for name in told:
        checks.choice(name, _CONSTANTS, "constants", "columns_from_toml")
    return tuple((name, _text(value, name)) for name, value in told.items())


def _column(name: object, table: Table) -> str:
    if name not in table.columns:
        raise UnknownNameError("column", table.file_name, str(name), table.columns)
    return str(name)


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise DataError("records.error.no_toml", reason=name)
    return value


def _checked(found: AllianceColumns, table: Table) -> AllianceColumns:
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
