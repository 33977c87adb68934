"""Sheets of an xlsx workbook into records: stored values, and formulas that store none.

The archive is measured first (:mod:`consilience.formats.unpacking`); then a process of its own
parses it (:mod:`consilience.formats.isolation`).
"""

from __future__ import annotations

from consilience.errors import DataError, UnknownNameError
from consilience.formats import isolation, table
from consilience.formats.table import Cell
from consilience.formats.unpacking import checked_archive
from consilience.results import Note


def workbook_records(
    content: bytes, file: str, sheet: str | None
) -> tuple[list[list[Cell]], str, list[Note]]:
    """Return the records of a sheet, the sheet's name and the notes on it.

    A formula without a stored value stays as its text, so that it can't pass for an empty cell. A
    cell that is merged over several rows gives its value to each of them.

    Raises
    ------
    DataError
        If the file is hostile or broken, or several sheets hold data and none is named.
    UnknownNameError
        If the workbook has no sheet of that name.
    """
    archive = checked_archive(content, file, "tables")
    request = {"sheet": sheet, "cells": table.MAXIMUM_CELLS}
    answer = isolation.answer("workbook_worker", archive, request)
    problem, sheets = answer.get("problem"), answer.get("sheets", ())
    if problem == "unknown_sheet":
        raise UnknownNameError("sheet", "read_table", str(sheet), sheets)
    if problem is not None:
        raise DataError(f"tables.{problem}", file=file, sheets=sheets, limit=table.MAXIMUM_CELLS)
    notes = _notes(answer["formulas"])
    if answer["merged"]:
        notes.append(Note("tables.note.merged_cells", {"count": answer["merged"]}, "warning"))
    return answer["records"], answer["sheet"], notes


def _notes(places: list[str]) -> list[Note]:
    if not places:
        return []
    shown = [*places[:10], "..."] if len(places) > 10 else places
    values = {"count": len(places), "places": shown}
    return [Note("tables.note.formulas_without_value", values, "warning")]
