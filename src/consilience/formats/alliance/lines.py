"""Rows of a table about an alliance as lines that a study takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from consilience.formats.alliance.columns import AllianceColumns
from consilience.formats.alliance.dates import record_date
from consilience.formats.alliance.parties import divided, is_formula, is_lead_role, truth
from consilience.formats.alliance.rows import RowReader, TableRow
from consilience.formats.alliance.words import ADOPTION_MODES, HOLDING_KINDS, structure_word
from consilience.formats.numerals import cell_text, read_cell
from consilience.formats.table import Cell, Table
from consilience.study.edits import (
    AdoptionLine,
    AllianceLine,
    HoldingLine,
    MembershipLine,
    OrganisationLine,
    Party,
    ProjectLine,
    TieLine,
)

if TYPE_CHECKING:
    from consilience.study.network_records import HoldingKind


def alliance_lines(table: Table, columns: AllianceColumns) -> tuple[AllianceLine, ...]:
    """Return what every row of a table says, in the form that :mod:`consilience.study` takes.

    A row that cannot be read has a fault, and no row is left out.

    Parameters
    ----------
    table
        See :func:`consilience.formats.read_table`.
    columns
        See :func:`suggest_columns` and :func:`columns_from_toml`.

    Returns
    -------
    tuple
        One line a row; of a matrix of resources one a filled cell.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> from consilience.formats.alliance.columns import suggest_columns
    >>> table = table_from_frame({"from": ["A"], "to": ["B"], "weight": ["many"]}, "ties")
    >>> line = alliance_lines(table, suggest_columns(table))[0]
    >>> line.row, line.first, line.fault
    (2, 'A', 'unreadable number: many')
    """
    make = {
        "projects": _project,
        "memberships": _membership,
        "ties": _tie,
        "organisations": _organisation,
        "resources": _holdings,
        "routines": _adoption,
    }[columns.shape]
    reader = RowReader(table, columns)
    found: list[AllianceLine] = []
    for number, cells in zip(table.rows, table.cells, strict=True):
        made: Any = make(TableRow(reader, number, cells))
        found.extend(made if isinstance(made, list) else [made])
    return tuple(found)


def _project(row: TableRow) -> ProjectLine:
    start, end = row.dates()
    size = row.number_of("size", 0)
    if size != int(size) or size < 0:
        row.blame("unreadable number", row.text("size"))
    word = row.text("structure")
    structure = structure_word(word) if word else ""
    if structure is None:
        row.blame("unknown word", word)
    names = ("title", "code", "identifier", "kind", "layer", "country", "sector", "description")
    texts: dict[str, Any] = {name: row.text(name) for name in names}
    parties = tuple(_parties(row))
    return ProjectLine(
        **texts,
        start=start,
        end=end,
        size=int(size) or None,
        structure=structure or "",
        parties=parties,
        attributes=row.attributes(),
        **row.basis(),
    )


def _parties(row: TableRow) -> Iterator[Party]:
    reader = row.reader
    told = any(leads for _, _, leads in reader.parties)
    for place, role, leads in reader.parties:
        cell = cell_text(row.cells[place])
        for name, marked in divided(cell, reader.columns.separators):
            if is_formula(name):
                row.blame("unreadable name", name)
            says = True if leads or marked else False if told else None
            yield Party(name=name, role=role, leads=says)


def _membership(row: TableRow) -> MembershipLine:
    start, end = row.dates()
    role = row.text("role")
    said = row.said("leads")
    leads = is_lead_role(role) or None if said is None else said
    party = Party(
        name=row.name("organisation"),
        role=role,
        leads=leads,
        country=row.text("country"),
        sector=row.text("sector"),
    )
    texts: dict[str, Any] = {name: row.text(name) for name in ("title", "code", "kind", "layer")}
    return MembershipLine(party=party, start=start, end=end, **texts, **row.basis())


def _tie(row: TableRow) -> TieLine:
    start, end = row.dates()
    strength = row.number_of("strength", 1.0)
    if strength <= 0:
        row.blame("unreadable number", row.text("strength"))
    directed = bool(row.said("directed"))
    first, second = row.name("first"), row.name("second")
    return TieLine(
        first=first,
        second=second,
        layer=row.text("layer"),
        directed=directed,
        strength=strength,
        start=start,
        end=end,
        **row.basis(),
    )


def _organisation(row: TableRow) -> OrganisationLine:
    cell = cell_text(row.cell("names"))
    others = tuple(name for name, _ in divided(cell, row.reader.columns.separators))
    texts: dict[str, Any] = {
        name: row.text(name) for name in ("code", "name_zh", "sector", "country")
    }
    name, parent = row.name("name"), row.name("parent")
    return OrganisationLine(
        name=name, names=others, parent=parent, attributes=row.attributes(), **texts, **row.basis()
    )


def _holdings(row: TableRow) -> list[HoldingLine]:
    """Return the resources of a row: named in it, or one a column of a matrix."""
    organisation, period = row.name("organisation"), record_date(row.cell("period"))
    if period is None:
        row.blame("unreadable date", row.text("period"))
    shared: dict[str, Any] = {"organisation": organisation, "period": period or ""}
    if "resource" not in row.reader.place:
        return _matrix_row(row, shared)
    resource = row.text("resource")
    kinds: tuple[HoldingKind, ...] = ("held", "needed", "offered")
    wide: list[HoldingKind] = [kind for kind in kinds if kind in row.reader.place]
    if not wide:
        kind = row.chosen("kind", HOLDING_KINDS)
        amount = _amount(row, row.cell("amount"))
        return [
            HoldingLine(
                resource=resource,
                kind=kind,
                amount=1.0 if amount is None else amount,
                **shared,
                **row.basis(),
            )
        ]
    found = [(resource, kind, _amount(row, row.cell(kind))) for kind in wide]
    return _filled(row, shared, found)


def _matrix_row(row: TableRow, shared: dict[str, Any]) -> list[HoldingLine]:
    kind = row.chosen("kind", HOLDING_KINDS)
    cells = ((name, row.cells[place]) for name, place in row.reader.attributes)
    return _filled(row, shared, [(name, kind, _amount(row, cell)) for name, cell in cells])


def _filled(
    row: TableRow, shared: dict[str, Any], found: list[tuple[str, HoldingKind, float | None]]
) -> list[HoldingLine]:
    filled = [one for one in found if one[2] is not None]
    if not filled:
        row.blame("no amount", "")
        return [HoldingLine(**shared, **row.basis())]
    return [
        HoldingLine(resource=resource, kind=kind, amount=amount or 0.0, **shared, **row.basis())
        for resource, kind, amount in filled
    ]


def _amount(row: TableRow, cell: Cell) -> float | None:
    """Return the amount of a cell, 1 for a tick; None where it is empty."""
    read = read_cell(cell, row.reader.decimal)
    if read.kind == "missing":
        return None
    ticked = truth(str(cell)) if read.kind == "text" else None
    amount = float(ticked) if ticked is not None else read.value
    if not amount >= 0:
        row.blame("unreadable number", cell)
        return None
    return amount


def _adoption(row: TableRow) -> AdoptionLine:
    found = record_date(row.cell("date"))
    if found is None:
        row.blame("unreadable date", row.text("date"))
    mode = row.chosen("mode", ADOPTION_MODES)
    organisation = row.name("organisation")
    return AdoptionLine(
        organisation=organisation,
        routine=row.text("routine"),
        date=found or "",
        mode=mode,
        **row.basis(),
    )
