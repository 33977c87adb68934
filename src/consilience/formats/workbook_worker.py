"""The sheets of a workbook; run by :mod:`consilience.formats.worker`, imports nothing of ours."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils import column_index_from_string

_EXCEL_ROWS = 1_048_576
# What openpyxl raises on workbooks that break the standard.
_BROKEN = (ArithmeticError, AttributeError, LookupError, OSError, ParseError, TypeError, ValueError)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')


class TooManyCellsError(Exception):
    """A sheet has more rows or cells than are read."""


def parsed(archive: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return the records of a sheet, or why there are none under ``problem``."""
    try:
        return _parsed(io.BytesIO(archive), options["sheet"], options["cells"])
    except TooManyCellsError:
        return {"problem": "too_many_cells"}
    except _BROKEN:
        return {"problem": "broken_workbook"}


def _parsed(archive: io.BytesIO, sheet: str | None, limit: int) -> dict[str, Any]:
    values = openpyxl.load_workbook(archive, read_only=True, data_only=True)
    names = [item.title for item in values.worksheets]
    if sheet is None:
        filled = [name for name in names if any(_rows(values[name], limit))]
        if len(filled) != 1:
            return {"problem": "several_sheets" if filled else "empty_file", "sheets": filled}
        sheet = filled[0]
    if sheet not in names:
        return {"problem": "unknown_sheet", "sheets": names}
    records = list(_rows(values[sheet], limit))
    places: list[str] = []
    if _has_formulas(archive):
        places = _keep_formulas(records, openpyxl.load_workbook(archive, read_only=True)[sheet])
    merged = _fill_merged(records, _sheet_content(archive, values[sheet]), limit)
    return {"sheet": sheet, "records": records, "formulas": places, "merged": merged}


def _rows(sheet: Any, limit: int) -> Iterator[list[Any]]:
    """Yield the rows of a sheet, empty ones as empty lists.

    The sheet's declared size is not trusted; the cells that come are counted.
    """
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(row)
        if number > _EXCEL_ROWS or cells > limit:
            raise TooManyCellsError
        ready = [_cell(value) for value in row]
        yield ready if any(not isinstance(cell, str) or cell.strip() for cell in ready) else []


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return value
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _has_formulas(archive: io.BytesIO) -> bool:
    with zipfile.ZipFile(archive) as members:
        names = [name for name in members.namelist() if "sheet" in name]
        return any(_FORMULA.search(members.read(name)) for name in names)


def _keep_formulas(records: list[list[Any]], sheet: Any) -> list[str]:
    """Write formulas that have no stored value into the records, and return their places."""
    sheet.reset_dimensions()
    places = []
    for number, (record, row) in enumerate(zip(records, sheet.iter_rows(), strict=True), start=1):
        for place, cell in enumerate(row):
            if cell.data_type == "f" and (place >= len(record) or record[place] == ""):
                record.extend([""] * (place + 1 - len(record)))
                record[place] = str(getattr(cell.value, "text", cell.value))
                places.append(f"{cell.column_letter}{number}")
    return places


def _sheet_content(archive: io.BytesIO, sheet: Any) -> bytes:
    with zipfile.ZipFile(archive) as members:
        path: str = sheet._worksheet_path  # noqa: SLF001  (openpyxl tells it in no other way)
        return members.read(path.removeprefix("/"))


def _fill_merged(records: list[list[Any]], content: bytes, limit: int) -> int:
    """Write the value of a cell merged over several rows into each; return how many were empty."""
    filled, looked = 0, 0
    for column, top, bottom in _MERGED.findall(content):
        place, first = column_index_from_string(column.decode()) - 1, int(top) - 1
        looked += max(0, int(bottom) - int(top))
        if looked > limit:
            raise TooManyCellsError
        value = _at(records, first, place)
        for record in records[first + 1 : int(bottom)] if value != "" else ():
            if record and (place >= len(record) or record[place] == ""):
                record.extend([""] * (place + 1 - len(record)))
                record[place] = value
                filled += 1
    return filled


def _at(records: list[list[Any]], row: int, place: int) -> Any:
    if not 0 <= row < len(records) or place >= len(records[row]):
        return ""
    return records[row][place]
