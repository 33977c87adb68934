"""What the columns of a table hold, as a TOML file says it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from consilience import checks
from consilience.errors import DataError, UnknownNameError
from consilience.formats.alliance.columns import (
    ROW_SHAPES,
    SHAPES,
    AllianceColumns,
    PartyColumn,
    RowShape,
    checked_columns,
    suggest_parties,
    told_shape,
    usual_fields,
)
from consilience.formats.alliance.headers import HEADERS
from consilience.formats.alliance.parties import SEPARATORS
from consilience.formats.table import Table

_CONSTANTS = ("kind", "layer", "country", "sector", "directed")


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
        wanted = "projects" if "parties" in told else told_shape(table)
    chosen = checks.choice(wanted, ROW_SHAPES, "shape", "columns_from_toml")
    parties = _told_parties(told.get("parties", []), table)
    fields = _told_fields(told, chosen, table)
    taken = {*fields.values(), *(one.column for one in parties)}
    if not parties and chosen == "projects":
        parties = [one for one in suggest_parties(table) if one.column not in taken]
    taken |= {one.column for one in parties}
    fields = usual_fields(table, chosen, taken) | fields
    used = taken | set(fields.values())
    attributes = told.get("attributes")
    if attributes is None:
        attributes = [column for column in table.columns if column not in used]
    return checked_columns(
        AllianceColumns(
            shape=chosen,
            columns=tuple(fields.items()),
            parties=tuple(parties),
            attributes=tuple(_column(one, table) for one in attributes),
            separators=marks,
            constants=_constants(told.get("constants", {}), chosen),
        ),
        table,
    )


def _told_fields(told: Mapping[str, Any], shape: RowShape, table: Table) -> dict[str, str]:
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


def _constants(told: object, shape: RowShape) -> tuple[tuple[str, str], ...]:
    known = _CONSTANTS if shape in SHAPES else tuple(HEADERS[shape])
    if not isinstance(told, Mapping):
        raise DataError("records.error.no_toml", reason="[constants]")
    for name in told:
        checks.choice(name, known, "constants", "columns_from_toml")
    return tuple((name, _text(value, name)) for name, value in told.items())


def _column(name: object, table: Table) -> str:
    if name not in table.columns:
        raise UnknownNameError("column", table.file_name, str(name), table.columns)
    return str(name)


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise DataError("records.error.no_toml", reason=name)
    return value
