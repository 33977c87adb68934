"""Rows of a table about an alliance as lines that a study takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consilience.formats.alliance.columns import AllianceColumns
from consilience.formats.alliance.dates import end_date, record_date, record_span
from consilience.formats.alliance.parties import divided, is_formula, is_lead_role, truth
from consilience.formats.numerals import cell_text, read_cell
from consilience.formats.table import Cell, Table, is_blank
from consilience.study.edits import (
    AdoptionLine,
    AllianceLine,
    HoldingLine,
    MembershipLine,
    OrganisationLine,
    Party,
    ProjectLine,
    TieLine,
    fault,
)

if TYPE_CHECKING:
    from consilience.study.network_records import HoldingKind

_PRINTED = 300
_KINDS: Mapping[str, HoldingKind] = {
    "": "held", "held": "held", "has": "held", "have": "held", "持有": "held", "拥有": "held",
    "已有": "held", "needed": "needed", "need": "needed", "needs": "needed", "demand": "needed",
    "需要": "needed", "需求": "needed", "offered": "offered", "offer": "offered",
    "offers": "offered", "supply": "offered", "提供": "offered", "供给": "offered",
}  # fmt: skip
_MODES = {
    "": "", "exact": "exact", "copy": "exact", "exact copy": "exact", "原样": "exact",
    "照搬": "exact", "精确复制": "exact", "一般复制": "exact", "adapted": "adapted",
    "adaptation": "adapted", "adapt": "adapted", "调整": "adapted", "改编": "adapted",
    "柔性复制": "adapted", "适应性": "adapted",
}  # fmt: skip
_SCENARIOS = {
    "star": "centre divergence", "centre divergence": "centre divergence",
    "center divergence": "centre divergence", "local manufacturing": "centre divergence",
    "中心发散": "centre divergence", "本土制造": "centre divergence",
    "本地制造": "centre divergence",
    "chain": "coexistence and symbiosis", "coexistence and symbiosis": "coexistence and symbiosis",
    "industrial chain": "coexistence and symbiosis", "共存共生": "coexistence and symbiosis",
    "产业链": "coexistence and symbiosis", "tree": "principal-agent",
    "principal-agent": "principal-agent", "委托代理": "principal-agent",
    "group sailing": "group sailing", "抱团出海": "group sailing",
    "complete": "interconnection", "interconnection": "interconnection",
    "互联互通": "interconnection",
}  # fmt: skip


def structure_word(word: str) -> str | None:
    """Return the scenario that a word means, in either name set or language; None if none.

    Examples
    --------
    >>> structure_word("抱团出海"), structure_word("industrial chain"), structure_word("?")
    ('group sailing', 'coexistence and symbiosis', None)
    """
    return _SCENARIOS.get(word.strip().casefold())


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
    reader = _Reader(table, columns)
    found: list[AllianceLine] = []
    for number, cells in zip(table.rows, table.cells, strict=True):
        made: Any = make(_Row(reader, number, cells))
        found.extend(made if isinstance(made, list) else [made])
    return tuple(found)


class _Reader:
    """Where each field stands in a row, and what all rows share."""

    def __init__(self, table: Table, columns: AllianceColumns) -> None:
        place = {name: number for number, name in enumerate(table.columns)}
        self.columns = columns
        self.decimal = table.decimal
        self.place = {field: place[column] for field, column in columns.columns}
        self.parties = [(place[one.column], one.role, one.leads) for one in columns.parties]
        self.attributes = [(name, place[name]) for name in columns.attributes]
        self.constants = dict(columns.constants)


@dataclass(slots=True)
class _Row:
    """One row, its fields by name; the first thing that cannot be read is its fault."""

    reader: _Reader
    number: int
    cells: Sequence[Cell]
    fault: str = ""

    def text(self, field: str) -> str:
        place = self.reader.place.get(field)
        found = "" if place is None else " ".join(cell_text(self.cells[place]).split())
        return found or self.reader.constants.get(field, "")

    def name(self, field: str) -> str:
        """Return the name of an organisation; what a spreadsheet computes is none."""
        found = self.text(field)
        if is_formula(found):
            self.blame("unreadable name", found)
        return "" if found in {"-", "—", "/", "无"} else found

    def cell(self, field: str) -> Cell:
        place = self.reader.place.get(field)
        return "" if place is None else self.cells[place]

    def blame(self, reason: str, got: object) -> None:
        self.fault = self.fault or fault(reason, " ".join(str(got).split())[:_PRINTED])

    def dates(self) -> tuple[str, str]:
        """Return start and end; a span or single date counts where neither is given."""
        begun, end = record_span(self.cell("start")), end_date(self.cell("end"))
        span = record_span(self.cell("date"))
        for field, found in (("start", begun), ("end", end), ("date", span)):
            if found is None:
                self.blame("unreadable date", self.text(field))
        start, other = begun or ("", "")
        if not end and other != start:
            end = other  # a span in the column of starts
        if start or end or not span:
            return start, end or ""
        return span

    def number_of(self, field: str, otherwise: float) -> float:
        cell = self.cell(field)
        if is_blank(cell):
            return otherwise
        read = read_cell(cell, self.reader.decimal)
        if read.kind == "text":
            self.blame("unreadable number", cell)
        return read.value if read.kind == "number" else otherwise

    def said(self, field: str) -> bool | None:
        place = self.reader.place.get(field)
        if place is None and field not in self.reader.constants:
            return None
        found = truth(self.text(field))
        if found is None:
            self.blame("unknown word", self.text(field))
        return found

    def chosen(self, field: str, choices: Mapping[str, Any]) -> Any:
        word = self.text(field)
        if word.casefold() not in choices:
            self.blame("unknown word", word)
        return choices.get(word.casefold(), choices[""])

    def attributes(self) -> tuple[tuple[str, str], ...]:
        texts = ((name, cell_text(self.cells[at]).strip()) for name, at in self.reader.attributes)
        return tuple(sorted((name, words) for name, words in texts if words))

    def basis(self) -> dict[str, Any]:
        """Return what every line has; to be asked for last, when the fault is known."""
        shown = (" ".join(cell_text(cell).split()) for cell in self.cells)
        printed = " | ".join(words for words in shown if words)
        return {"row": self.number, "printed": printed[:_PRINTED], "fault": self.fault}


def _project(row: _Row) -> ProjectLine:
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


def _parties(row: _Row) -> Iterator[Party]:
    reader = row.reader
    told = any(leads for _, _, leads in reader.parties)
    for place, role, leads in reader.parties:
        cell = cell_text(row.cells[place])
        for name, marked in divided(cell, reader.columns.separators):
            if is_formula(name):
                row.blame("unreadable name", name)
            says = True if leads or marked else False if told else None
            yield Party(name=name, role=role, leads=says)


def _membership(row: _Row) -> MembershipLine:
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


def _tie(row: _Row) -> TieLine:
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


def _organisation(row: _Row) -> OrganisationLine:
    cell = cell_text(row.cell("names"))
    others = tuple(name for name, _ in divided(cell, row.reader.columns.separators))
    texts: dict[str, Any] = {
        name: row.text(name) for name in ("code", "name_zh", "sector", "country")
    }
    name, parent = row.name("name"), row.name("parent")
    return OrganisationLine(
        name=name, names=others, parent=parent, attributes=row.attributes(), **texts, **row.basis()
    )


def _holdings(row: _Row) -> list[HoldingLine]:
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
        kind = row.chosen("kind", _KINDS)
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


def _matrix_row(row: _Row, shared: dict[str, Any]) -> list[HoldingLine]:
    kind = row.chosen("kind", _KINDS)
    cells = ((name, row.cells[place]) for name, place in row.reader.attributes)
    return _filled(row, shared, [(name, kind, _amount(row, cell)) for name, cell in cells])


def _filled(
    row: _Row, shared: dict[str, Any], found: list[tuple[str, HoldingKind, float | None]]
) -> list[HoldingLine]:
    filled = [one for one in found if one[2] is not None]
    if not filled:
        row.blame("no amount", "")
        return [HoldingLine(**shared, **row.basis())]
    return [
        HoldingLine(resource=resource, kind=kind, amount=amount or 0.0, **shared, **row.basis())
        for resource, kind, amount in filled
    ]


def _amount(row: _Row, cell: Cell) -> float | None:
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


def _adoption(row: _Row) -> AdoptionLine:
    found = record_date(row.cell("date"))
    if found is None:
        row.blame("unreadable date", row.text("date"))
    mode = row.chosen("mode", _MODES)
    organisation = row.name("organisation")
    return AdoptionLine(
        organisation=organisation,
        routine=row.text("routine"),
        date=found or "",
        mode=mode,
        **row.basis(),
    )
