"""Dates that may be a year, a month or a day."""

from __future__ import annotations

import calendar


def first_day(date: str) -> str:
    """Return the first day that a year, a month or a day holds.

    Examples
    --------
    >>> first_day("2019-05")
    '2019-05-01'
    """
    return f"{date}-01-01"[:10]


def last_day(date: str) -> str:
    """Return the last day that a year, a month or a day holds.

    Examples
    --------
    >>> last_day("2020-02")
    '2020-02-29'
    """
    year, month, day = (*date.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{day or calendar.monthrange(int(year), int(month))[1]}"
