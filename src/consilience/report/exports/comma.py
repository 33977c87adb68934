"""A table as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consilience.report.tables import Cell, Table

# What a spreadsheet reads as the beginning of a formula, in either width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(table: Table) -> str:
    """Write a table as the text of a CSV file.

    Parameters
    ----------
    table : Table
        The table; caption and notes are left out, so that the first line is the heads.

    Returns
    -------
    str
        Texts as they are, line breaks within them too. One that a spreadsheet would take for a
        formula has an apostrophe before it. A mark at the beginning tells Excel that it is UTF-8.

    Raises
    ------
    AttributeError
        If something is no table.

    Examples
    --------
    >>> from consilience.report.tables import Cell, Row, Table
    >>> table = Table("t", (Cell("Quote"),), (Row((Cell("=1+1"),)),), "Quotes")
    >>> to_csv(table).removeprefix(chr(0xfeff)).splitlines()
    ['Quote', "'=1+1"]

    References
    ----------
    RFC 4180 (2005). Common Format and MIME Type for CSV Files. The apostrophe is a convention of
    this program.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([_shown(cell) for cell in table.columns])
    for row in table.rows:
        writer.writerow([_shown(cell) for cell in row.cells])
    return "\ufeff" + file.getvalue()


def _shown(cell: Cell) -> str:
    if cell.kind == "number":
        return cell.text
    return f"'{cell.text}" if cell.text.startswith(_FORMULA) else cell.text
