"""The codings of a table: columns of numbers, or of texts, with gaps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from consilience import checks
from consilience.formats.cases import case_codes
from consilience.formats.numerals import cell_text
from consilience.formats.numeric import readings
from consilience.formats.table import Table, is_blank


def to_label_frame(
    table: Table,
    columns: Iterable[str] | None = None,
    case_column: str | None = None,
    *,
    blanks: bool = False,
) -> pd.DataFrame:
    """Return columns of codings as a frame: numbers where all are numbers, else texts.

    Parameters
    ----------
    table
        See :func:`read_table`.
    columns
        Those to return; all but the case column by default.
    case_column
        Names the rows, each once; by default the row numbers in the file do.
    blanks
        If true, an empty cell stays the text "" and only a mark such as NA is a gap; all is text
        then.

    Returns
    -------
    pandas.DataFrame
        Shape (rows, columns): floats with NaN for gaps, or texts (without blanks around them)
        with None for gaps.

    Raises
    ------
    DataError
        If a row has no name, or two have the same.
    UnknownNameError
        If the table has no such column.

    Examples
    --------
    >>> from consilience.formats import table_from_frame
    >>> table = table_from_frame({"Ann": ["trust", "NA"], "Bo": ["trust", "law"]}, "codings")
    >>> to_label_frame(table)
           Ann     Bo
    row
    2    trust  trust
    3     None    law

    References
    ----------
    The marks that count as gaps are conventions of this program.
    """
    others = [name for name in table.columns if name != case_column]
    wanted = others if columns is None else columns
    named = checks.known_names(wanted, table.columns, "columns", "to_label_frame")
    if case_column is None:
        index = pd.Index([str(row) for row in table.rows], name="row")
    else:
        index = pd.Index(case_codes(table, case_column), name=case_column)
    read = {name: readings(table, name) for name in named}
    if not blanks and not any(r.kind == "text" for found in read.values() for r in found):
        values = np.array([[r.value for r in found] for found in read.values()]).T
        return pd.DataFrame(values, index=index, columns=list(named))
    texts = {}
    for name, found in read.items():
        texts[name] = [
            ("" if blanks else None)
            if is_blank(cell)
            else None
            if reading.kind == "missing"
            else cell_text(cell).strip()
            for cell, reading in zip(table.column(name), found, strict=True)
        ]
    return pd.DataFrame(texts, index=index, dtype=object)
