"""Rows of a table about value or games as lines that a study takes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from consilience.formats.alliance.columns import AllianceColumns, matrix_of
from consilience.formats.alliance.dates import record_date
from consilience.formats.alliance.parties import SEPARATORS, divided, is_formula, truth
from consilience.formats.alliance.rows import RowReader, TableRow
from consilience.formats.alliance.value_headers import VALUE_HEADERS
from consilience.formats.alliance.value_words import CHOICES, OPEN_CHOICES, STRENGTHS
from consilience.formats.numerals import cell_text, numeral, read_cell
from consilience.formats.table import Cell, Table
from consilience.study.edits import ValueLine

_NAMES = frozenset({
    "code", "organisation", "partner", "owner", "actor", "collaboration", "case", "stage",
    "coding", "topic", "factor", "variable", "indicator", "name",
})  # fmt: skip
_CALLED = {"start": "date", "end": "end_date"}  # columns of spans, by the fields of their records
# A coalition is often written with plus signs, or with commas as the value commands take it.
_PLUS = re.compile(r"[+＋]")
_COMMA = re.compile(
    r",(?!\s*(?:ltd|inc|llc|llp|corp|co|gmbh|ag|kg|plc|limited|s\.?a|b\.?v|n\.?v)\b)", re.IGNORECASE
)
_DATED = re.compile(r"\d{4}(年|[年./-]\d{1,2}([月./-]\d{1,2}日?|月)?)?")


def value_lines(table: Table, columns: AllianceColumns) -> tuple[ValueLine, ...]:
    """Return what every row of a table says, in the form that :mod:`consilience.study` takes.

    A row that cannot be read has a fault, and no row is left out.

    Parameters
    ----------
    table
        See :func:`consilience.formats.read_table`.
    columns
        See :func:`suggest_columns` and :func:`columns_from_toml`.

    Returns
    -------
    tuple of ValueLine
        One line a row; of a matrix one a filled cell.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> from consilience.formats.alliance.columns import suggest_columns
    >>> frame = {"联合体": ["甲+乙"], "收益": ["1,200"], "单位": ["万元"]}
    >>> table = table_from_frame(frame, "worths")
    >>> value_lines(table, suggest_columns(table, "worths"))[0].values
    {'members': ('甲', '乙'), 'amount': 1200.0, 'unit': '万元'}
    """
    reader = RowReader(table, columns)
    found: list[ValueLine] = []
    for number, cells in zip(table.rows, table.cells, strict=True):
        read = _read(TableRow(reader, number, cells))
        found += [ValueLine(values=values, **row.basis()) for row, values in read]
    return tuple(found)


def _read(row: TableRow) -> Iterator[tuple[TableRow, dict[str, Any]]]:
    """Yield what a row says, of a matrix what each filled cell says with it; each has its fault."""
    shape = row.reader.columns.shape
    given = {*row.reader.place, *row.reader.constants}
    given |= {"end"} if "start" in given else set()  # one column may hold a span
    said = {field: _field(row, shape, field) for field in VALUE_HEADERS[shape] if field in given}
    plain = {
        _CALLED.get(field, field): value
        for field, value in said.items()
        if value not in {None, "", ()} and field != "remark"
    }
    _check_bounds(row, plain)
    matrix = matrix_of(row.reader.columns)
    if matrix is None:
        yield row, plain
    elif matrix[1]:
        yield from _cells(row, plain, *matrix)
    else:
        members = tuple(_ticked(row))
        yield row, {matrix[0]: members, **plain} if members else plain


def _cells(
    row: TableRow, shared: dict[str, Any], name: str, value: str
) -> Iterator[tuple[TableRow, dict[str, Any]]]:
    shape = row.reader.columns.shape
    filled = False
    for column, place in row.reader.attributes:
        cell = row.cells[place]
        if read_cell(cell, row.reader.decimal).kind != "missing":
            filled = True
            own = dataclasses.replace(row)
            key = _period(column) if name == "period" else " ".join(column.split())
            said = _typed(own, shape, value, cell)
            yield own, {**shared, name: key, value: said}
    if not filled:
        row.blame("no amount", "")
        yield row, shared


def _ticked(row: TableRow) -> Iterator[str]:
    for column, place in row.reader.attributes:
        cell = cell_text(row.cells[place])
        ticked = truth(cell)
        if ticked is None:
            row.blame("unknown word", cell)
        if ticked:
            yield " ".join(column.split())


def _field(row: TableRow, shape: str, field: str) -> Any:
    if field in _NAMES and (shape, field) not in _READERS:
        return row.name(field)
    return _typed(row, shape, field, row.cell(field))


def _typed(row: TableRow, shape: str, field: str, cell: Cell) -> Any:
    """Return what a cell of a field holds; None for nothing, or with a fault."""
    words = " ".join(cell_text(cell).split())
    if (shape, field) in CHOICES:
        return _chosen(row, words, CHOICES[shape, field])
    read = _READERS.get((shape, field)) or _READERS.get(("", field))
    if read is not None:
        return read(row, cell)
    known = OPEN_CHOICES.get((shape, field), {})
    return known.get(words.casefold(), words)


def _chosen(row: TableRow, words: str, choices: Mapping[str, Any]) -> Any:
    if words and words.casefold() not in choices:
        row.blame("unknown word", words)
    return choices.get(words.casefold())


def _number(row: TableRow, cell: Cell) -> float | None:
    read = read_cell(cell, row.reader.decimal)
    if read.kind == "text":
        row.blame("unreadable number", cell)
    return read.value if read.kind == "number" else None


def _contribution(row: TableRow, cell: Cell) -> float | None:
    found = _number(row, cell)
    if found is not None and found < 0:
        row.blame("unreadable number", cell)
    return found


def _strength(row: TableRow, cell: Cell) -> float | None:
    words = cell_text(cell).strip().casefold()
    if words in STRENGTHS:
        found: float | None = STRENGTHS[words]
    else:
        found = _number(row, cell)
    lowest = -1 if CHOICES["propositions", "kind"].get(row.text("kind").casefold()) == "goal" else 0
    if found is not None and not lowest <= found <= 1:
        row.blame("unreadable number", cell)
    return found


def _members(row: TableRow, cell: Cell) -> tuple[str, ...]:
    words, marks = cell_text(cell), row.reader.columns.separators
    if marks == SEPARATORS:
        words = _COMMA.sub(";", _PLUS.sub(";", words.strip().strip("{}｛｝")))
    found = tuple(name for name, _ in divided(words, marks))
    for name in found:
        if is_formula(name):
            row.blame("unreadable name", name)
    return found


def _date(row: TableRow, cell: Cell) -> str:
    found = record_date(cell)
    if found is None:
        row.blame("unreadable date", cell)
    return found or ""


def _start(row: TableRow, _: Cell) -> str:
    return row.dates()[0]


def _end(row: TableRow, _: Cell) -> str:
    start, end = row.dates()
    return end if end != start else ""


def _period(cell: Cell) -> str:
    """Return a period in one spelling; what is no plain date stays as it is written."""
    words = " ".join(cell_text(cell).split())
    if isinstance(cell, str) and not _DATED.fullmatch(words):
        return words
    return record_date(cell) or words


def _exact(row: TableRow, cell: Cell) -> str:
    """Return a number as it is written, to be kept exact: ``1/3`` stays a fraction."""
    words = "".join(cell_text(cell).split())
    found = numeral(words, row.reader.decimal)
    if found is None or not isinstance(cell, str):
        return words
    return words if re.fullmatch(r"-?\d+(\.\d+)?", words) else repr(found[0])


_READERS: Mapping[tuple[str, str], Callable[[TableRow, Cell], Any]] = {
    ("", "amount"): _number,
    ("contributions", "amount"): _contribution,
    ("", "low"): _number,
    ("", "high"): _number,
    ("readings", "value"): _number,
    ("", "strength"): _strength,
    ("", "members"): _members,
    ("", "date"): _date,
    ("", "start"): _start,
    ("", "end"): _end,
    ("", "period"): lambda _, cell: _period(cell),
    ("parameters", "value"): _exact,
    ("parameters", "low"): _exact,
    ("parameters", "high"): _exact,
    ("parameters", "factor"): _number,
}


def _check_bounds(row: TableRow, said: Mapping[str, Any]) -> None:
    """Refuse bounds the wrong way round, and an amount outside of them."""
    given = [said[name] for name in ("low", "amount", "high") if name in said]
    if all(isinstance(one, float) for one in given) and given != sorted(given):
        row.blame("unreadable number", " - ".join(f"{one:g}" for one in given))
