"""Dates as tables hold them: a year, a month or a day, or nothing."""

from __future__ import annotations

import datetime as dt
import math
import re
from numbers import Integral, Real

from consilience.errors import DataError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EARLIEST, _LATEST = 1000, 9999


def year_of(cell: object, column: str, row: int) -> int | None:
    """Return the year of a date, none where the cell is empty.

    A date is a text (2019, 2019-05, 2019-05-12), a whole number or a date of Python or pandas.

    Raises
    ------
    DataError
        If the cell holds anything else; ``row`` counts from 1.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()) or _is_gap(cell):
        return None
    if isinstance(cell, dt.date):
        return cell.year
    found = _of_text(cell.strip()) if isinstance(cell, str) else _of_number(cell)
    if found is None:
        raise DataError("network.date", column=column, row=row, got=str(cell))
    return found


def date_text(cell: object) -> str:
    """Return a date that :func:`year_of` can read as it is written, ``""`` for nothing."""
    if cell is None or _is_gap(cell):
        return ""
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m-%d}"
    return str(int(float(cell))) if isinstance(cell, Real) else str(cell).strip()


def _is_gap(cell: object) -> bool:
    """Say whether a cell is a gap of pandas, which engines may not have loaded."""
    kind = type(cell).__name__
    return kind in {"NAType", "NaTType"} or (isinstance(cell, float) and math.isnan(cell))


def _of_text(cell: str) -> int | None:
    parts = _DATE.fullmatch(cell)
    if parts is None:
        return None
    year, month, day = (int(part or 1) for part in parts.groups())
    try:
        return dt.date(year, month, day).year if year >= _EARLIEST else None
    except ValueError:
        return None


def _of_number(cell: object) -> int | None:
    if isinstance(cell, bool) or not isinstance(cell, Integral | Real):
        return None
    number = float(cell)
    if not math.isfinite(number) or number != int(number):
        return None
    return int(number) if _EARLIEST <= number <= _LATEST else None
