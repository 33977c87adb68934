"""One table as it stands in a file: names of columns and raw cells, nothing interpreted yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from consilience.errors import DataError, UnknownNameError
from consilience.results import Note

Cell = str | int | float
DecimalMark = Literal[".", ","]

MAXIMUM_CELLS = 2_000_000
CASE_HEADER = "case"


@dataclass(frozen=True, kw_only=True)
class Table:
    """Raw cells of one file, sheet or frame.

    Attributes
    ----------
    columns
        Names, each once.
    cells
        One tuple a row, as long as ``columns``; texts exactly as in the file, numbers where the
        file holds numbers (workbooks, frames). An empty text is an empty cell.
    rows
        The row number in the file of each row, the header's row being counted. A quoted cell
        with line breaks is one row.
    sha256
        Of the file's bytes; of a frame's cells where there is no file.
    """

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[int, ...]
    file_name: str
    sha256: str
    encoding: str = ""
    delimiter: str = ""
    decimal: DecimalMark = "."
    sheet: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def first_row(self) -> int:
        """Return the row number in the file of the first row below the header."""
        return self.rows[0]

    def column(self, name: str) -> tuple[Cell, ...]:
        """Return the raw cells of a column.

        Raises
        ------
        UnknownNameError
            If the table has no such column.
        """
        if name not in self.columns:
            raise UnknownNameError("column", self.file_name, name, self.columns)
        place = self.columns.index(name)
        return tuple(row[place] for row in self.cells)


@dataclass(frozen=True)
class Body:
    """Header and rows of equal length, with what had to be said about them."""

    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[int, ...]
    notes: tuple[Note, ...]


def is_blank(cell: Cell) -> bool:
    """Return whether a cell holds nothing but blanks."""
    return isinstance(cell, str) and not cell.strip()


def body(records: Sequence[Sequence[Cell]], file: str, *, pad_short_rows: bool) -> Body:
    """Return header and rows of a file's records; the first record that is not blank is the header.

    Blank rows are left out with a note. Empty cells beyond the header are dropped; a row that is
    too short is padded where the format leaves empty cells out (workbooks), and refused elsewhere.
    """
    filled = [
        (number, record)
        for number, record in enumerate(records, start=1)
        if not all(is_blank(cell) for cell in record)
    ]
    if not filled:
        raise DataError("tables.empty_file", file=file)
    header_row, header = filled[0]
    if len(filled) == 1:
        raise DataError("tables.only_header", file=file, row=header_row)
    width = _last_filled(header)
    if len(filled) * width > MAXIMUM_CELLS:
        raise DataError("tables.too_many_cells", file=file, limit=MAXIMUM_CELLS)
    columns, notes = _names(header, width, file, header_row)
    rows = [
        (number, _fitted(record, width, number, file, pad_short_rows=pad_short_rows))
        for number, record in filled[1:]
    ]
    return Body(
        columns=columns,
        cells=tuple(record for _, record in rows),
        rows=tuple(number for number, _ in rows),
        notes=(*notes, *_blank_rows([number for number, _ in filled])),
    )


def _names(
    header: Sequence[Cell], width: int, file: str, row: int
) -> tuple[tuple[str, ...], list[Note]]:
    names = [str(cell).strip() for cell in header[:width]]
    notes = []
    trimmed = [name for name, cell in zip(names, header, strict=False) if name != str(cell)]
    if trimmed:
        notes.append(Note("tables.note.header_trimmed", {"columns": trimmed}))
    if not names[0] and CASE_HEADER not in names:
        # R writes row names below an empty header.
        names[0] = CASE_HEADER
        notes.append(Note("tables.note.unnamed_case_column", {"column": CASE_HEADER}))
    for place, name in enumerate(names, start=1):
        if not name:
            raise DataError("tables.empty_header", file=file, row=row, column=place)
        first = names.index(name) + 1
        if first < place:
            raise DataError(
                "tables.duplicate_header", file=file, row=row, name=name, first=first, second=place
            )
    return tuple(names), notes


def _fitted(
    record: Sequence[Cell], width: int, row: int, file: str, *, pad_short_rows: bool
) -> tuple[Cell, ...]:
    last = _last_filled(record)
    if last > width or (len(record) < width and not pad_short_rows):
        found = max(last, min(len(record), width))
        raise DataError("tables.ragged_row", file=file, row=row, expected=width, found=found)
    return (*record[:width], *[""] * (width - len(record)))


def _last_filled(record: Sequence[Cell]) -> int:
    return max(place for place, cell in enumerate(record, start=1) if not is_blank(cell))


def _blank_rows(filled: Sequence[int]) -> list[Note]:
    inside = sorted(set(range(1, filled[-1])) - set(filled))
    if not inside:
        return []
    shown = [*inside[:10], "..."] if len(inside) > 10 else inside
    return [Note("tables.note.blank_rows", {"count": len(inside), "rows": shown})]
