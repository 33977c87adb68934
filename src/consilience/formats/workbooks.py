"""Sheets of an xlsx workbook into records: stored values, and formulas that store none.

The archive is measured first (:mod:`consilience.formats.unpacking`); then a process of its own
parses it with limits on memory and time (:mod:`consilience.formats.workbook_worker`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from consilience.errors import DataError, UnknownNameError
from consilience.formats import table
from consilience.formats.table import Cell
from consilience.formats.unpacking import checked_archive
from consilience.results import Note

MEMORY = 1 << 30
SECONDS = 60
# A busy machine may take longer than the seconds of work that are allowed.
_WAIT = 5 * SECONDS
_WORKER = Path(__file__).with_name("workbook_worker.py")


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
    answer = _answer(checked_archive(content, file), file, sheet)
    problem, sheets = answer.get("problem"), answer.get("sheets", ())
    if problem == "unknown_sheet":
        raise UnknownNameError("sheet", "read_table", str(sheet), sheets)
    if problem is not None:
        raise DataError(f"tables.{problem}", file=file, sheets=sheets, limit=table.MAXIMUM_CELLS)
    return answer["records"], answer["sheet"], _notes(answer["formulas"])


def _answer(archive: bytes, file: str, sheet: str | None) -> dict[str, Any]:
    request = {"sheet": sheet, "cells": table.MAXIMUM_CELLS, "memory": MEMORY, "seconds": SECONDS}
    try:
        done = subprocess.run(  # noqa: S603 (our own program, with the caller's interpreter)
            [sys.executable, "-P", str(_WORKER)],
            input=json.dumps(request).encode() + b"\n" + archive,
            capture_output=True,
            check=True,
            timeout=_WAIT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.SubprocessError as error:
        raise DataError("tables.workbook_limits", file=file) from error
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _notes(places: list[str]) -> list[Note]:
    if not places:
        return []
    shown = [*places[:10], "..."] if len(places) > 10 else places
    values = {"count": len(places), "places": shown}
    return [Note("tables.note.formulas_without_value", values, "warning")]
