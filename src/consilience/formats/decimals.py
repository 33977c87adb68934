"""The decimal mark of a text table, told by the cells that only one reading fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from consilience.errors import DataError
from consilience.formats.numerals import folded, may_have_thousands, numeral, read_cell
from consilience.formats.table import Body, DecimalMark
from consilience.results import Note

_HAS_MARK = re.compile("[0-9０-９][.,．]|[.,．][0-9０-９]")


class _Marked(NamedTuple):
    """A cell with a point or a comma that reads as a number in at least one way."""

    row: int
    column: str
    raw: str
    point: float | None
    comma: float | None

    def place(self) -> dict[str, object]:
        return {"row": self.row, "column": self.column, "raw": self.raw}


def decimal_mark(found: Body, file: str, *, delimiter: str) -> tuple[DecimalMark, list[Note]]:
    """Return the decimal mark and what the reader should know about the choice.

    A cell such as 1,5 tells that the comma is the mark, 1.5 that the point is; 1,234 tells nothing.
    Where both kinds occur, only the columns that hold nothing but numbers decide. Where nothing
    tells, the point is taken (convention of this program) and a warning says so.

    Raises
    ------
    DataError
        If some columns write a decimal point and others a decimal comma.
    """
    marked = list(_marked(found))
    point, comma = _evidence(marked)
    if point and comma:
        point = _in_number_columns(found, point, ".")
        comma = _in_number_columns(found, comma, ",")
    if point and comma:
        first, second = point[0], comma[0]
        raise DataError(
            "tables.decimal_unclear",
            file=file,
            **first.place(),
            **{f"other_{key}": value for key, value in second.place().items()},
        )
    if comma:
        return ",", [Note("tables.note.decimal_comma", comma[0].place())]
    doubtful = [] if point else [item for item in marked if item.point != item.comma]
    if doubtful and (delimiter == ";" or any("," in item.raw for item in doubtful)):
        return ".", [_doubt(doubtful)]
    return ".", []


def thousands_note(found: Body, decimal: DecimalMark) -> list[Note]:
    """Return a note where cells hold thousands marks, with their number and the first place."""
    places = [
        {"row": row, "column": column, "raw": cell}
        for row, cells in zip(found.rows, found.cells, strict=True)
        for column, cell in zip(found.columns, cells, strict=True)
        if isinstance(cell, str)
        and may_have_thousands(cell, decimal)
        and "thousands" in read_cell(cell, decimal).changes
    ]
    if not places:
        return []
    return [Note("tables.note.thousands", {"count": len(places), **places[0]})]


def _doubt(doubtful: list[_Marked]) -> Note:
    first = next((item for item in doubtful if "," in item.raw), doubtful[0])
    values = {**first.place(), "point": first.point, "comma": first.comma, "count": len(doubtful)}
    return Note("tables.note.decimal_doubtful", values, "warning")


def _marked(found: Body) -> Iterator[_Marked]:
    for row, cells in zip(found.rows, found.cells, strict=True):
        for column, cell in zip(found.columns, cells, strict=True):
            if isinstance(cell, str) and _HAS_MARK.search(cell):
                raw, point, comma = _both(cell)
                if point is not None or comma is not None:
                    yield _Marked(row, column, raw, point, comma)


@lru_cache(maxsize=1 << 16)
def _both(cell: str) -> tuple[str, float | None, float | None]:
    """Return a cell's bare text and the number that it is with either decimal mark."""
    raw = folded(cell.strip()).removesuffix("%").rstrip()
    point, comma = numeral(raw, "."), numeral(raw, ",")
    return raw, point[0] if point else None, comma[0] if comma else None


def _evidence(marked: list[_Marked]) -> tuple[list[_Marked], list[_Marked]]:
    point = [item for item in marked if item.comma is None]
    comma = [item for item in marked if item.point is None]
    return point, comma


def _in_number_columns(found: Body, marked: list[_Marked], decimal: DecimalMark) -> list[_Marked]:
    places = {column: found.columns.index(column) for column in {item.column for item in marked}}
    numeric = {
        column
        for column, place in places.items()
        if all(read_cell(cells[place], decimal).kind != "text" for cells in found.cells)
    }
    return [item for item in marked if item.column in numeric]
