"""How one raw cell reads as a number, and what had to be changed to read it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from consilience.formats.table import Cell, DecimalMark

MISSING_MARKS = frozenset({
    "-", "–", "—", ".", "na", "n/a", "n.a.", "#n/a", "nan", "<na>", "null", "missing",
    "don't know", "don’t know", "dont know", "dk", "not coded",
    "缺失", "缺", "不详", "未知", "不知道", "不清楚", "不适用", "无数据", "——",
})  # fmt: skip
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), 0xFF05, 0xFF0B, 0xFF0D, 0xFF0E)}
_FOLDED = {**_WIDE, 0x2212: ord("-")}  # the minus of typographers
_NUMBER = (
    r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{{1,3}}(?P<mark>[{marks}])[0-9]{{3}}"
    r"(?:(?P=mark)[0-9]{{3}})*|(?=[{decimal}]))(?:[{decimal}](?P<part>[0-9]+))?"
    r"(?P<power>[eE][+-]?[0-9]+)?"
)
_SPACES = " \u00a0\u202f'’"
_PATTERNS = {
    ".": re.compile(_NUMBER.format(marks="," + _SPACES, decimal=".")),
    ",": re.compile(_NUMBER.format(marks="." + _SPACES, decimal=",")),
}
# Most numbers are as plain as this; 15 digits can't overflow.
_PLAIN = {
    ".": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"),
    ",": re.compile(r"-?[0-9]{1,15}"),
}
_THOUSANDS = {
    ".": re.compile(rf"\d[,{_SPACES}]\d"),
    ",": re.compile(rf"\d[.．{_SPACES}]\d"),
}

Change = Literal["trimmed", "full_width", "decimal_comma", "thousands", "percent"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell as a number, a gap or a text; ``changes`` names what reading the number took."""

    kind: Literal["number", "missing", "text"]
    value: float = math.nan
    changes: tuple[Change, ...] = ()


def read_cell(cell: Cell, decimal: DecimalMark, missing: Iterable[str] = ()) -> Reading:
    """Return what a cell holds.

    ``missing`` holds marks (compared without case) that count as gaps besides the usual ones; a
    declared mark wins over a number, so that 99 can mean "not answered". A percentage becomes its
    share: 45% is 0.45.
    """
    if isinstance(cell, str):
        return _read_text(cell, decimal, tuple(missing))
    if _is_missing(cell_text(cell), tuple(missing)):
        return Reading("missing")
    return Reading("number", float(cell)) if math.isfinite(cell) else Reading("text")


def cell_text(cell: Cell) -> str:
    """Return a cell as people write it: a whole number without its ``.0``."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell)


def numeral(text: str, decimal: DecimalMark) -> tuple[float, bool] | None:
    """Return the number that a text writes and whether it has thousands marks, or None."""
    found = _PATTERNS[decimal].fullmatch(text)
    if found is None or not (found["whole"] or found["part"]):
        return None
    whole = re.sub(r"[^0-9]", "", found["whole"])
    value = float(f"{found['sign']}{whole or 0}.{found['part'] or 0}{found['power'] or ''}")
    return (value, found["mark"] is not None) if math.isfinite(value) else None


def may_have_thousands(text: str, decimal: DecimalMark) -> bool:
    """Return False where a text surely has no thousands marks; much faster than reading it."""
    return _THOUSANDS[decimal].search(text) is not None


def folded(text: str) -> str:
    """Return a text with full-width digits and signs as ASCII."""
    return text.translate(_FOLDED)


# Scores repeat, so most cells of a table have been read before.
@lru_cache(maxsize=1 << 16)
def _read_text(cell: str, decimal: DecimalMark, missing: tuple[str, ...]) -> Reading:
    if not missing and _PLAIN[decimal].fullmatch(cell):
        return Reading("number", float(cell))
    shown = cell.strip()
    return Reading("missing") if _is_missing(shown, missing) else _number(cell, shown, decimal)


def _is_missing(shown: str, missing: tuple[str, ...]) -> bool:
    caseless = shown.casefold()
    return (
        not shown
        or caseless in MISSING_MARKS
        or any(caseless == mark.strip().casefold() for mark in missing)
    )


def _number(cell: str, shown: str, decimal: DecimalMark) -> Reading:
    plain = folded(shown)
    percent = plain.endswith("%")
    found = numeral(plain[:-1].rstrip() if percent else plain, decimal)
    if found is None:
        return Reading("text")
    value, thousands = found
    taken: tuple[tuple[Change, bool], ...] = (
        ("trimmed", shown != cell),
        ("full_width", plain != shown),
        ("decimal_comma", decimal == "," and "," in plain),
        ("thousands", thousands),
        ("percent", percent),
    )
    changes = tuple(name for name, changed in taken if changed)
    return Reading("number", value / 100 if percent else value, changes)
