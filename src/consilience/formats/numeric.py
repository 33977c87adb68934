"""The numbers of a table, for engines that work on plain tables without a study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

from consilience import checks
from consilience.errors import DataError
from consilience.formats.cases import case_codes, suggested_case_column
from consilience.formats.numerals import Reading, cell_text, read_cell
from consilience.formats.table import Table

PLACES_SHOWN = 10


def readings(table: Table, column: str, missing: Collection[str] = ()) -> tuple[Reading, ...]:
    """Return how every cell of a column reads."""
    marks = tuple(missing)
    return tuple(read_cell(cell, table.decimal, marks) for cell in table.column(column))


def to_numeric_frame(
    table: Table,
    columns: Iterable[str] | None = None,
    case_column: str | None = None,
) -> pd.DataFrame:
    """Return the number columns of a table as a frame, one row a case.

    Parameters
    ----------
    table
        See :func:`read_table`.
    columns
        Those to return; every cell must be a number or a gap. By default, all columns that hold
        more numbers than texts.
    case_column
        Holds the case codes, each once. By default, a column with a usual name (case, code, id,
        案例, ...) or a first column of texts; where there is none, the row numbers in the file.

    Returns
    -------
    pandas.DataFrame
        Columns of float, shape (rows, columns), gaps as NaN; the index holds the case codes.

    Raises
    ------
    DataError
        If a cell holds text (with the places), no column holds numbers, a case has
        no code, or two rows have the same.
    UnknownNameError
        If the table has no such column.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> table = table_from_frame({"case": ["A", "B"], "trust": ["4", "NA"]}, "survey")
    >>> to_numeric_frame(table)
          trust
    case
    A       4.0
    B       NaN

    References
    ----------
    The marks that count as gaps and the default case column are conventions of this program.
    """
    label = case_column if case_column is not None else suggested_case_column(table)
    if label is None:
        index = pd.Index([str(row) for row in table.rows], name="row")
    else:
        index = pd.Index(case_codes(table, label), name=label)
    if columns is None:
        read = {name: readings(table, name) for name in table.columns if name != label}
        read = {name: found for name, found in read.items() if holds_scores(found)}
        if not read:
            raise DataError("tables.no_numbers", file=table.file_name)
    else:
        named = checks.known_names(columns, table.columns, "columns", "to_numeric_frame")
        read = {name: readings(table, name) for name in named}
    refuse_text(table, read)
    values = [[reading.value for reading in found] for found in read.values()]
    return pd.DataFrame(np.array(values, dtype=np.float64).T, index=index, columns=pd.Index(read))


def holds_scores(read: Iterable[Reading]) -> bool:
    """Return whether a column holds more numbers than texts: then a text in it is a slip."""
    kinds = Counter(reading.kind for reading in read)
    return kinds["number"] > kinds["text"]


def refuse_text(table: Table, read: Mapping[str, tuple[Reading, ...]]) -> None:
    """Refuse columns in which a cell is neither a number nor a gap, with the first places.

    Raises
    ------
    DataError
        If there is such a cell.
    """
    places = [
        (row, name, cell_text(cell))
        for name, found in read.items()
        for row, cell, reading in zip(table.rows, table.column(name), found, strict=True)
        if reading.kind == "text"
    ]
    if places:
        shown = [f"{name}:{row} {raw!r}" for row, name, raw in sorted(places)[:PLACES_SHOWN]]
        raise DataError(
            "tables.text_in_scores", file=table.file_name, count=len(places), places=shown
        )
