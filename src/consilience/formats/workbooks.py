"""Sheets of an xlsx workbook into records: stored values, and formulas that store none."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl

from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.formats.table import MAXIMUM_CELLS, Cell, is_blank
from consilience.formats.unpacking import checked_archive
from consilience.results import Note

_EXCEL_ROWS = 1_048_576
# What openpyxl raises on workbooks that break the standard.
_BROKEN = (ArithmeticError, AttributeError, LookupError, OSError, ParseError, TypeError, ValueError)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def workbook_records(
    content: bytes, file: str, sheet: str | None
) -> tuple[list[list[Cell]], str, list[Note]]:
    """Return the records of a sheet, the sheet's name and the notes on it.

    A formula without a stored value stays as its text, so that it can't pass for an empty cell.

    Raises
    ------
    DataError
        If the file is hostile or broken, or several sheets hold data and none is named.
    UnknownNameError
        If the workbook has no sheet of that name.
    """
    safe = checked_archive(content, file)
    try:
        return _records(safe, file, sheet)
    except ConsilienceError:
        raise
    except _BROKEN as error:
        raise DataError("tables.broken_workbook", file=file) from error


def _records(
    safe: io.BytesIO, file: str, sheet: str | None
) -> tuple[list[list[Cell]], str, list[Note]]:
    values = openpyxl.load_workbook(safe, read_only=True, data_only=True)
    try:
        chosen = _chosen(values, file, sheet)
        found = list(_rows(values[chosen], file))
    finally:
        values.close()
    if not _has_formulas(safe):
        return found, chosen, []
    formulas = openpyxl.load_workbook(safe, read_only=True)
    try:
        return found, chosen, _keep_formulas(found, formulas[chosen])
    finally:
        formulas.close()


def _chosen(workbook: Any, file: str, sheet: str | None) -> str:
    names: list[str] = [item.title for item in workbook.worksheets]
    if sheet is not None:
        if sheet not in names:
            raise UnknownNameError("sheet", "read_table", sheet, names)
        return sheet
    filled = [name for name in names if any(_rows(workbook[name], file))]
    if not filled:
        raise DataError("tables.empty_file", file=file)
    if len(filled) > 1:
        raise DataError("tables.several_sheets", file=file, sheets=filled)
    return filled[0]


def _rows(sheet: Any, file: str) -> Iterator[list[Cell]]:
    """Yield the rows of a sheet, empty ones as empty lists.

    The sheet's declared size is not trusted; the cells that come are counted.
    """
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(row)
        if number > _EXCEL_ROWS or cells > MAXIMUM_CELLS:
            raise DataError("tables.too_many_cells", file=file, limit=MAXIMUM_CELLS)
        ready = [_cell(value) for value in row]
        yield [] if all(is_blank(cell) for cell in ready) else ready


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return value
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _has_formulas(safe: io.BytesIO) -> bool:
    with zipfile.ZipFile(safe) as archive:
        return any(
            _FORMULA.search(archive.read(name)) for name in archive.namelist() if "sheet" in name
        )


def _keep_formulas(found: list[list[Cell]], sheet: Any) -> list[Note]:
    """Write formulas that have no stored value into the records, and return the note on them."""
    sheet.reset_dimensions()
    places = []
    for number, (record, row) in enumerate(zip(found, sheet.iter_rows(), strict=False), start=1):
        for place, cell in enumerate(row):
            if cell.data_type == "f" and (place >= len(record) or record[place] == ""):
                record.extend([""] * (place + 1 - len(record)))
                record[place] = str(getattr(cell.value, "text", cell.value))
                places.append(f"{cell.column_letter}{number}")
    if not places:
        return []
    shown = [*places[:10], "..."] if len(places) > 10 else places
    values = {"count": len(places), "places": shown}
    return [Note("tables.note.formulas_without_value", values, "warning")]
