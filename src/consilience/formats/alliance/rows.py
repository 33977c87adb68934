"""A row of a table about an alliance: its fields by name, and what cannot be read in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consilience.formats.alliance.columns import AllianceColumns
from consilience.formats.alliance.dates import end_date, record_span
from consilience.formats.alliance.parties import is_formula, truth
from consilience.formats.numerals import cell_text, read_cell
from consilience.formats.table import Cell, Table, is_blank
from consilience.study.edits import fault

_PRINTED = 300


class RowReader:
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
class TableRow:
    """One row, its fields by name; the first thing that cannot be read is its fault."""

    reader: RowReader
    number: int
    cells: Sequence[Cell]
    fault: str = ""

    def text(self, field: str) -> str:
        """Return the text of a field, or what all rows share."""
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
        """Return the raw cell of a field, or what all rows share."""
        place = self.reader.place.get(field)
        return self.reader.constants.get(field, "") if place is None else self.cells[place]

    def blame(self, reason: str, got: object) -> None:
        """Note a fault; the first one stays."""
        self.fault = self.fault or fault(reason, " ".join(str(got).split())[:_PRINTED])

    def dates(self) -> tuple[str, str]:
        """Return start and end; an end before the start is a fault."""
        start, end = self._dates()
        if start and end and end[: len(start)] < start[: len(end)]:
            self.blame("ends before start", f"{start} - {end}")
        return start, end

    def _dates(self) -> tuple[str, str]:
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
        """Return the number of a field; ``otherwise`` where there is none."""
        cell = self.cell(field)
        if is_blank(cell):
            return otherwise
        read = read_cell(cell, self.reader.decimal)
        if read.kind == "text":
            self.blame("unreadable number", cell)
        return read.value if read.kind == "number" else otherwise

    def said(self, field: str) -> bool | None:
        """Return the answer to a yes-or-no question; None where it is not asked."""
        place = self.reader.place.get(field)
        if place is None and field not in self.reader.constants:
            return None
        found = truth(self.text(field))
        if found is None:
            self.blame("unknown word", self.text(field))
        return found

    def chosen(self, field: str, choices: Mapping[str, Any]) -> Any:
        """Return what the word of a field means."""
        word = self.text(field)
        if word.casefold() not in choices:
            self.blame("unknown word", word)
        return choices.get(word.casefold(), choices[""])

    def attributes(self) -> tuple[tuple[str, str], ...]:
        """Return the filled cells that are kept as attributes."""
        texts = ((name, cell_text(self.cells[at]).strip()) for name, at in self.reader.attributes)
        return tuple(sorted((name, words) for name, words in texts if words))

    def basis(self) -> dict[str, Any]:
        """Return what every line has; to be asked for last, when the fault is known."""
        shown = (" ".join(cell_text(cell).split()) for cell in self.cells)
        printed = " | ".join(words for words in shown if words)
        return {"row": self.number, "printed": printed[:_PRINTED], "fault": self.fault}
