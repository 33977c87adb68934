"""Dates as people write them in tables: years, months, days and spans, in English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from consilience.formats.numerals import MISSING_MARKS, cell_text
from consilience.formats.table import Cell

_YEARS = range(1500, 2201)
_SERIALS = range(18_264, 109_575)  # days since 1899-12-30 of 1950 to 2199, as Excel counts
_FIRST_SERIAL = date(1899, 12, 30)
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGIT_VALUES = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OPEN = frozenset({"present", "now", "ongoing", "today", "current", "至今", "今", "现在", "进行中"})
_NONE = MISSING_MARKS | {
    "",
    "n.d.",
    "nd",
    "none",
    "无",
    "无日期",
    "待定",
    "tbd",
    "unknown",
    "?",
    "/",
}
_SPAN = re.compile(
    r"\s*(?:—+|–|~|～|至(?!今$)|到|--+|\bto\b|\buntil\b|(?<=[\d日月年])\s+-\s+)\s*"
    r"|(?<=^\d{4})-(?=\d{4}$)|(?<=\d[./]\d)-(?=\d{4})|(?<=\d[./]\d\d)-(?=\d{4})|(?<=[年月日])-(?=\d)",
    re.IGNORECASE,
)
_CHINESE_YEAR = re.compile(r"[〇零一二三四五六七八九]{4}(?=年|$)")
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}(?=[月日号])")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?(?:份)?)?")
_YEAR = re.compile(
    r"(\d{4})(?:年)?(?:度|初|底|末|\s*(?:[- ]?Q[1-4]|年?第?[一二三四1-4]季度|[上下]半年))?"
)
_QUARTER_FIRST = re.compile(r"Q[1-4][ -/]?(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-./](\d{4})")
_WORD = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]{3,9})\.?"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?P<year>\d{4})|(?P<first>\d{4})\s+(?P<then>[a-z]{3,9})\.?",
)


def record_date(cell: Cell) -> str | None:
    """Return the date of a cell as a year, a month or a day; "" for none, None if unreadable.

    A number may be a year, ``20190512`` or a day as Excel counts it. Where day and month cannot be
    told apart (``05/04/2019``), only the year is kept; of a quarter or half of a year as well
    (both conventions of this program).

    Examples
    --------
    >>> record_date("2019年5月"), record_date("12 May 2019"), record_date(43586)
    ('2019-05', '2019-05-12', '2019-05-01')
    >>> record_date("soon")
    """
    return _number(cell) if not isinstance(cell, str) else _text(cell)


def record_span(cell: Cell) -> tuple[str, str] | None:
    """Return start and end of a cell that holds a date or a span; None if unreadable.

    A single date is both. An end that is still to come is empty.

    Examples
    --------
    >>> record_span("2019.3-2021.6"), record_span("2019年至今"), record_span(2020)
    (('2019-03', '2021-06'), ('2019', ''), ('2020', '2020'))
    """
    if not isinstance(cell, str):
        found = _number(cell)
        return None if found is None else (found, found)
    shown = unicodedata.normalize("NFKC", cell).strip()
    first, _, rest = _divided(shown)
    start = _text(first)
    end = start if rest is None else _end(rest)
    return None if start is None or end is None else (start, end)


def end_date(cell: Cell) -> str | None:
    """Return an end as :func:`record_date` does; words for "still going on" are no end."""
    return _end(cell) if isinstance(cell, str) else _number(cell)


def _divided(shown: str) -> tuple[str, str, str | None]:
    if shown.endswith("至今"):
        return shown.removesuffix("至今").rstrip("-—– "), "", "至今"
    found = _SPAN.search(shown)
    if found is None or not found.start():
        return shown, "", None
    return shown[: found.start()], "", shown[found.end() :]


def _end(text: str) -> str | None:
    return "" if text.strip().casefold() in _OPEN else _text(text)


def _number(cell: float) -> str | None:
    if cell != cell or cell in {float("inf"), float("-inf")}:  # noqa: PLR0124 (NaN)
        return None
    whole = int(cell)
    if whole in _SERIALS:
        return (_FIRST_SERIAL + timedelta(days=whole)).isoformat()
    if whole in _YEARS and round(cell - whole, 6) == 0.1:
        return str(whole)  # 2019.1 may have been typed as 2019.10
    return _text(cell_text(cell)) if cell >= 0 else None


@lru_cache(maxsize=1 << 14)
def _text(cell: str) -> str | None:
    shown = unicodedata.normalize("NFKC", cell).strip()
    if shown.casefold() in _NONE:
        return ""
    shown = _TIME.sub("", re.sub(r"\s*([年月日号])\s*", r"\1", shown))
    shown = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), shown)
    shown = _CHINESE_NUMBER.sub(lambda found: str(_counted(found[0])), shown)
    for pattern in (_YEAR_FIRST, _CHINESE, _COMPACT):
        found = pattern.fullmatch(shown)
        if found is not None:
            return _date(*(int(part) if part else 0 for part in (*found.groups(), None)[:3]))
    return _other(shown)


def _counted(number: str) -> int:
    """Return the value of a Chinese number below 100, such as 十二 or 三十一."""
    tens, ten, ones = number.rpartition("十")
    value = _DIGIT_VALUES.get(ones, 0)
    return value + (10 * _DIGIT_VALUES.get(tens, 1) if ten else 0)


def _other(shown: str) -> str | None:
    for pattern in (_YEAR, _QUARTER_FIRST):
        found = pattern.fullmatch(shown)
        if found is not None:
            return _date(int(found[1]))
    found = _MONTH_YEAR.fullmatch(shown)
    if found is not None:
        return _date(int(found[2]), int(found[1]))
    found = _YEAR_LAST.fullmatch(shown)
    if found is not None:
        return _year_last(*map(int, found.groups()))
    return _words(shown.casefold())


def _year_last(first: int, second: int, year: int) -> str | None:
    if first == second or second > 12:
        return _date(year, first, second)
    if first > 12:
        return _date(year, second, first)
    return _date(year)


def _words(shown: str) -> str | None:
    found = _WORD.fullmatch(shown)
    if found is None:
        return None
    name = (found["month"] or found["then"])[:3]
    if name not in _MONTHS:
        return None
    day = int(found["day"] or found["after"] or 0)
    return _date(int(found["year"] or found["first"]), _MONTHS.index(name) + 1, day)


def _date(year: int, month: int = 0, day: int = 0) -> str | None:
    if year not in _YEARS:
        return None
    if not month:
        return str(year) if not day else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"
