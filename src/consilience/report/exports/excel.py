"""Tables as a workbook: one sheet a table, numbers as numbers, no text a formula."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from consilience.report.circles import Circle
from consilience.report.exports.plain import (
    CHINESE,
    CIRCLE_POINTS,
    LATIN,
    SYMBOLS,
    UNDATED,
    capacity,
    caption,
    clean,
    column_shares,
    is_wide,
    shown,
    sized_sign,
)
from consilience.report.tables import Cell, Row, Table, legend
from consilience.texts import Language

_SHEET_NAME = 31  # characters that a sheet's name may have
MAXIMUM_CELL = 32_767  # characters that a cell may hold
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
# The report writes numbers out; these are its ways of writing one.
_NUMERAL = re.compile(r"(?P<value>-?\d{1,15}(?:\.(?P<decimals>\d{1,6}))?)(?P<percent>%?)")
_ALIGNED = {"number": "right", "centre": "center"}
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_OPTIONS = {**_SAFE, "in_memory": True}


def to_excel(tables: tuple[Table, ...], language: Language, title: str) -> bytes:
    """Write tables as a workbook.

    Parameters
    ----------
    tables : tuple of Table
        The tables, in the order of their numbers.
    language : {"en", "zh"}
        Language of captions and notes.
    title : str
        Title in the properties of the file.

    Returns
    -------
    bytes
        The file, the same for the same tables: its date is constant. Numbers have as many
        decimals as in the report.

    Raises
    ------
    AttributeError
        If something is no table.

    Examples
    --------
    >>> table = Table("t", (Cell("Set"),), (Row((Cell("=A"),)),), "Cases")
    >>> to_excel((table,), "en", "Title")[:2]
    b'PK'

    References
    ----------
    ISO/IEC 29500-1 (2016). Office Open XML File Formats.
    """
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        book.set_properties({"title": clean(title)[:255], "created": UNDATED})
        for number, table in enumerate(tables, start=1):
            words = caption(table, number, language)
            sheet = book.add_worksheet(_sheet_name(clean(table.caption), number))
            _write(_Sheet(book, sheet, language), table, words)
    return made.getvalue()


def _sheet_name(words: str, number: int) -> str:
    """Return a name that Excel takes; the number makes it unlike all others."""
    return f"{number} {_FORBIDDEN.sub(' ', words)}"[:_SHEET_NAME].strip()


@dataclass(frozen=True)
class _Sheet:
    """A sheet of a workbook; both come from a library without types."""

    book: Any
    sheet: Any
    language: Language


def _write(target: _Sheet, table: Table, words: str) -> None:
    sheet = target.sheet
    characters = capacity(table, target.language)
    for place, share in enumerate(column_shares(table, target.language)):
        sheet.set_column(place, place, max(8, share * characters))
    if is_wide(table, target.language):
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.repeat_rows(1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 3}"})
    sheet.write_string(0, 0, words, _style(target, {"bold": True, "text_wrap": False}))
    _write_row(target, 1, Row(table.columns), {"top": 2, "bottom": 1})
    for place, row in enumerate(table.rows, start=2):
        ruled: dict[str, object] = {"top": 1} if row.ruled else {}
        ending = {"bottom": 2} if place == len(table.rows) + 1 else {}
        _write_row(target, place, row, {**ruled, **ending})
    _write_notes(target, len(table.rows) + 2, table)


def _write_notes(target: _Sheet, line: int, table: Table) -> None:
    """Write the legend of the circles and the notes below a table, each in a line of its own."""
    plain = _style(target, {"text_wrap": False})
    explained = legend([table])
    for place, (circle, words) in enumerate(explained, start=line):
        style = _style(target, _circle_style(circle))
        pieces = (style, sized_sign(circle), plain, f" {words}")
        target.sheet.write_rich_string(place, 0, *pieces, plain)
    for place, note in enumerate(table.notes, start=line + len(explained)):
        target.sheet.write_string(place, 0, _fitting(clean(note)), plain)


def _write_row(target: _Sheet, line: int, row: Row, lines: dict[str, object]) -> None:
    start = 0
    for cell in row.cells:
        look = {"align": _ALIGNED.get(cell.kind, "left"), **lines}
        if cell.span > 1:
            end = start + cell.span - 1
            target.sheet.merge_range(line, start, line, end, "", _style(target, look))
        _write_cell(target, (line, start), cell, look)
        start += cell.span


def _write_cell(
    target: _Sheet, place: tuple[int, int], cell: Cell, look: dict[str, object]
) -> None:
    if cell.circle:
        style = _style(target, {**look, **_circle_style(cell.circle)})
        target.sheet.write_string(*place, sized_sign(cell.circle), style)
        return
    words = shown(cell, target.language)
    found = _NUMERAL.fullmatch(words) if cell.kind in _ALIGNED else None
    if found is None:
        target.sheet.write_string(*place, _fitting(words), _style(target, look))
        return
    decimals = len(found["decimals"] or "")
    form = ("0." + "0" * decimals if decimals else "0") + found["percent"]
    value = float(found["value"]) / (100 if found["percent"] else 1)
    target.sheet.write_number(*place, value, _style(target, {**look, "num_format": form}))


def _fitting(words: str) -> str:
    """Return a text that a cell holds; what is too long ends in dots."""
    return words if len(words) <= MAXIMUM_CELL else words[: MAXIMUM_CELL - 3] + "..."


def _circle_style(circle: Circle) -> dict[str, object]:
    size = {"font_size": CIRCLE_POINTS[circle.role]}
    if circle.multi_value:
        return {**size, "bold": circle.role == "core", "italic": circle.role == "ambiguous"}
    return {**size, "font_name": SYMBOLS}


def _style(target: _Sheet, look: dict[str, object]) -> Any:
    """Return a format; the library keeps one of those that are alike."""
    font = {"en": LATIN, "zh": CHINESE}[target.language]
    base = {"font_name": font, "font_size": 10, "text_wrap": True, "valign": "vcenter"}
    return target.book.add_format({**base, **look})
