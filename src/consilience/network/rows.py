"""Rows of participations and of ties, as they come in a table: names, and when each holds.

A date is a text of a year, a month or a day: ``2019``, ``2019-05``, ``2019-05-12``. A row holds
from its start to its end, both included; without a start it always held, without an end it still
does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.errors import ArgumentError, DataError

_NEVER_ENDS = 10_000 * 372
_DATE = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


@dataclass(frozen=True)
class Spells:
    """Start and end of each row, as texts and as days that can be compared, shape (rows,)."""

    start: tuple[str, ...]
    end: tuple[str, ...]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def during(self, since: str, until: str) -> NDArray[np.bool_]:
        """Return which rows hold at some time from ``since`` to ``until``; "" is open."""
        return (self.first <= _last(until)) & (self.last >= _first(since))


def read_spells(frame: pd.DataFrame) -> Spells:
    """Return start and end of each row of a table; without these columns, rows always hold.

    Raises
    ------
    DataError
        If a date is none, or an end comes before its start, with the number of the row.
    """
    start, end = read_dates(frame, "start"), read_dates(frame, "end")
    first = np.array([_first(text) for text in start], dtype=np.int64)
    last = np.array([_last(text) for text in end], dtype=np.int64)
    if (last < first).any():
        place = int(np.argmax(last < first))
        blanks = {"start": start[place], "end": end[place], "row": place + 1}
        raise DataError("network.end_before_start", **blanks)
    return Spells(start, end, first, last)


def read_window(at: object, since: object, until: object, owner: str) -> tuple[str, str]:
    """Return first and last date of a window; ``at`` stands for both.

    Raises
    ------
    ArgumentError
        If one is no date, both ``at`` and another are given, or the window ends before it starts.
    """
    given = {"at": at, "since": since, "until": until}
    texts = {name: _argument(value, name, owner) for name, value in given.items()}
    if texts["at"] and (texts["since"] or texts["until"]):
        raise ArgumentError("at", owner, "at_alone", at)
    first, last = texts["at"] or texts["since"], texts["at"] or texts["until"]
    if _last(last) < _first(first):
        raise ArgumentError("until", owner, "not_before", until, other="since", value=first)
    return first, last


def read_names(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the names of a column without blanks around them.

    Raises
    ------
    DataError
        If there is no such column, or a cell is empty or neither a text nor a whole number.
    """
    if column not in frame.columns:
        raise DataError("network.no_column", column=column, available=list(frame.columns[:12]))
    found = read_labels(frame, column)
    if "" in found:
        raise DataError("network.row_name", column=column, row=found.index("") + 1)
    return found


def read_labels(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the texts of a column that may be missing or have empty cells: "" there.

    Raises
    ------
    DataError
        If a cell is neither a text nor a whole number.
    """
    if column not in frame.columns:
        return [""] * len(frame)
    cells = frame[column].tolist()
    for row, cell in enumerate(cells, start=1):
        is_label = isinstance(cell, str | Integral) and not isinstance(cell, bool)
        if not is_label and not is_missing(cell):
            raise DataError("network.row_label", column=column, row=row, got=repr(cell))
    return ["" if is_missing(cell) else str(cell).strip() for cell in cells]


def read_dates(frame: pd.DataFrame, column: str) -> tuple[str, ...]:
    """Return the dates of a column as texts, "" where the column or the cell is missing.

    Raises
    ------
    DataError
        If a cell is no date, with its row.
    """
    if column not in frame.columns:
        return ("",) * len(frame)
    found = []
    for row, cell in enumerate(frame[column].tolist(), start=1):
        text = date_text(cell)
        if text is None:
            raise DataError("network.date", column=column, row=row, got=repr(cell))
        found.append(text)
    return tuple(found)


def places(
    names: Sequence[str], known: Iterable[str] = ()
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the different names in the order of their appearance, and the place of each name."""
    order = dict.fromkeys(known)
    order.update(dict.fromkeys(names))
    place = {name: number for number, name in enumerate(order)}
    return tuple(order), np.array([place[name] for name in names], dtype=np.int64)


def is_missing(cell: Any) -> bool:
    """Return whether a cell of a table holds nothing."""
    if isinstance(cell, str):
        return not cell.strip()
    return bool(pd.api.types.is_scalar(cell) and pd.isna(cell))


def _argument(value: object, name: str, owner: str) -> str:
    if value is None:
        return ""
    found = None if isinstance(value, float) else date_text(value)
    if not found:
        raise ArgumentError(name, owner, "date", value)
    return found


def date_text(cell: object) -> str | None:
    """Return a date as text, "" for an empty cell, None for what is no date."""
    if is_missing(cell):
        return ""
    if isinstance(cell, date):  # also pandas' and Python's date with time
        return cell.isoformat()[:10]
    if isinstance(cell, int | float | np.number) and not isinstance(cell, bool):
        return f"{cell:.0f}" if cell in range(1000, 10_000) else None
    text = cell.strip() if isinstance(cell, str) else ""
    return text if _is_date(text) else None


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _first(text: str) -> int:
    return _day((text + "-01-01")[:10]) if text else 0


def _last(text: str) -> int:
    if not text:
        return _NEVER_ENDS
    return _day(text + ("-12-31" if len(text) == 4 else "-31")[: 10 - len(text)])


def _day(text: str) -> int:
    """Return a number that orders days; months count 31 days, which keeps their order."""
    year, month, day = text.split("-")
    return int(year) * 372 + int(month) * 31 + int(day)
