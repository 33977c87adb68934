"""Tables from files and frames, as they stand there."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.formats.decimals import decimal_mark, thousands_note
from consilience.formats.encodings import decode
from consilience.formats.file_kinds import MAXIMUM_MEMBERS, content, kind
from consilience.formats.table import CASE_HEADER, Cell, DecimalMark, Table, body
from consilience.formats.text_tables import delimiter as delimiter_of
from consilience.formats.text_tables import records
from consilience.formats.workbooks import workbook_records

_WORKBOOKS = {".xlsx", ".xlsm"}


def read_table(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: DecimalMark | None = None,
) -> Table:
    r"""Read a table from a text file (CSV, TSV, ...) or an xlsx workbook, as it stands there.

    What is not named is told from the file, and a note says what was taken: the encoding (UTF-8,
    UTF-16 with a mark, GB18030 or Windows-1252), the delimiter (comma, semicolon, tab or bar) and
    the decimal mark. No cell is changed.

    Parameters
    ----------
    path
        A file of at most 200 MB and 2 million cells, with one header row.
    sheet
        Of a workbook; must be named where several sheets hold data.
    encoding
        Of a text file, any name that Python knows.
    delimiter
        Of a text file, one character.
    decimal
        Of the numbers in texts, ``"."`` or ``","``.

    Returns
    -------
    Table
        Names of columns and raw cells, with the row number in the file of each row.

    Raises
    ------
    DataError
        If the file is missing, no table, hostile, ragged, or can be read in more than one way.
    ArgumentError
        If an option is not allowed.
    UnknownNameError
        If the sheet, the encoding or the decimal mark is unknown.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "trust.csv")
    ...     _ = path.write_text("case;trust\nA;1,5\nB;0,25\n", encoding="utf-8")
    ...     table = read_table(path)
    >>> table.delimiter, table.decimal, table.cells
    (';', ',', (('A', '1,5'), ('B', '0,25')))

    References
    ----------
    RFC 4180 (2005) for quoting; the order in which encodings are tried and how plausible a text
    must be are conventions of this program.
    """
    if not isinstance(path, str | os.PathLike):
        raise ArgumentError("path", "read_table", "text", path)
    options = {"sheet": sheet, "encoding": encoding, "delimiter": delimiter}
    for name, value in options.items():
        if value is not None and not (isinstance(value, str) and value):
            raise ArgumentError(name, "read_table", "text", value)
    if decimal is not None:
        decimal = checks.choice(decimal, (".", ","), "decimal", "read_table")
    source = Path(path)
    found = content(source)
    if _is_workbook(found, source, encoding):
        _refuse_options({"encoding": encoding, "delimiter": delimiter}, "text_only", source.name)
        return _workbook_table(found, source.name, sheet, decimal)
    _refuse_options({"sheet": sheet}, "workbook_only", source.name)
    return _text_table(found, source.name, encoding, delimiter, decimal)


def table_from_frame(frame: object, name: str) -> Table:
    """Return a data frame as a table, its rows numbered from 2 as below a header.

    Parameters
    ----------
    frame
        A pandas, polars or other frame, or a mapping of columns. The index of a pandas frame
        becomes the first column unless it only counts rows.
    name
        What reports call the table.

    Returns
    -------
    Table
        Numbers as numbers; NaN, None and other gaps as empty cells.

    Raises
    ------
    ArgumentError
        If it is no frame, is empty, or repeats a column.

    Examples
    --------
    >>> table = table_from_frame({"case": ["A", "B"], "trust": [4, None]}, "survey")
    >>> table.cells, table.rows
    ((('A', 4.0), ('B', '')), (2, 3))

    References
    ----------
    Row numbers from 2 are a convention of this program: the row that the same table has in a file.
    """
    if not isinstance(name, str) or not name:
        raise ArgumentError("name", "table_from_frame", "text", name)
    found = checks.frame(frame, "frame", "table_from_frame")
    if not isinstance(found.index, pd.RangeIndex):
        label = str(found.index.name or CASE_HEADER)
        if label in found.columns:
            raise ArgumentError(
                "frame", "table_from_frame", "no_duplicates", label, repeated=[label]
            )
        found.insert(0, label, found.index)
    columns = [[_cell(value) for value in found[column].tolist()] for column in found.columns]
    read = body([list(found.columns), *zip(*columns, strict=True)], name, pad_short_rows=True)
    canonical = json.dumps([read.columns, read.cells], ensure_ascii=False).encode()
    return Table(
        columns=read.columns,
        cells=read.cells,
        rows=read.rows,
        file_name=name,
        sha256=hashlib.sha256(canonical).hexdigest(),
        notes=read.notes,
    )


def _is_workbook(found: bytes, source: Path, encoding: str | None) -> bool:
    is_workbook_name = source.suffix.lower() in _WORKBOOKS
    what = kind(found)
    if what == "xlsx" and not is_workbook_name:
        what = "renamed_xlsx"
    if what == "text" and is_workbook_name:
        what = "renamed_text"
    if what not in {"text", "xlsx"} and not (what in {"utf16", "binary"} and encoding):
        raise DataError(f"tables.{what}", file=source.name, limit=MAXIMUM_MEMBERS)
    return what == "xlsx"


def _refuse_options(options: dict[str, str | None], key: str, file: str) -> None:
    for name, value in options.items():
        if value is not None:
            raise DataError(f"tables.{key}", option=name, file=file)


def _workbook_table(
    found: bytes, file: str, sheet: str | None, decimal: DecimalMark | None
) -> Table:
    rows, chosen, notes = workbook_records(found, file, sheet)
    read = body(rows, file, pad_short_rows=True)
    mark, doubts = (decimal, []) if decimal else decimal_mark(read, file, delimiter="")
    return Table(
        columns=read.columns,
        cells=read.cells,
        rows=read.rows,
        file_name=file,
        sha256=hashlib.sha256(found).hexdigest(),
        decimal=mark,
        sheet=chosen,
        notes=(*notes, *read.notes, *doubts, *thousands_note(read, mark)),
    )


def _text_table(
    found: bytes,
    file: str,
    encoding: str | None,
    delimiter: str | None,
    decimal: DecimalMark | None,
) -> Table:
    text, used, notes = decode(found, file, encoding)
    if "\x00" in text:
        raise DataError("tables.binary", file=file)
    if not text.strip():
        raise DataError("tables.empty_file", file=file)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise DataError("tables.delimiter_option", got=repr(delimiter))
    divider, on_divider = (delimiter, []) if delimiter else delimiter_of(text, file)
    read = body(records(text, file, divider), file, pad_short_rows=False)
    mark, doubts = (decimal, []) if decimal else decimal_mark(read, file, delimiter=divider)
    return Table(
        columns=read.columns,
        cells=read.cells,
        rows=read.rows,
        file_name=file,
        sha256=hashlib.sha256(found).hexdigest(),
        encoding=used,
        delimiter=divider,
        decimal=mark,
        notes=(*notes, *on_divider, *read.notes, *doubts, *thousands_note(read, mark)),
    )


def _cell(value: Any) -> Cell:
    if value is None or value is pd.NaT or value is pd.NA or (value != value):  # noqa: PLR0124 (NaN)
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str | int | float) else str(value)
