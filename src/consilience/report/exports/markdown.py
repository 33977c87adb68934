"""Tables as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilience.report.exports.plain import caption, note_cells, shown
from consilience.report.tables import Row, Table
from consilience.texts import Language

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#$])")
_LINES = {"number": "--:", "centre": ":-:"}


def to_markdown(tables: tuple[Table, ...], language: Language) -> str:
    r"""Write tables as Markdown.

    Parameters
    ----------
    tables : tuple of Table
        The tables, in the order of their numbers.
    language : {"en", "zh"}
        Language of captions and notes.

    Returns
    -------
    str
        Tables with pipes, a caption above and a note below each; signs that Markdown would read
        are escaped.

    Raises
    ------
    AttributeError
        If something is no table.

    Examples
    --------
    >>> from consilience.report.tables import Cell, Row, Table
    >>> table = Table("t", (Cell("A|B"),), (Row((Cell("x"),)),), "Cases")
    >>> print(to_markdown((table,), "en"), end="")
    **Table 1. Cases**
    <BLANKLINE>
    | A\|B |
    | --- |
    | x |

    References
    ----------
    GitHub (2019). GitHub Flavored Markdown Spec, version 0.29, section 4.10.
    """
    shown_tables = (_table(table, number, language) for number, table in enumerate(tables, start=1))
    return "\n\n".join(shown_tables) + "\n"


def _table(table: Table, number: int, language: Language) -> str:
    heads = [shown(cell, language) for cell in table.columns]
    lines = [
        f"**{_escaped(caption(table, number, language))}**",
        "",
        _line(map(_escaped, heads)),
        _line(_LINES.get(cell.kind, "---") for cell in table.columns),
        *(_row(row, language) for row in table.rows),
    ]
    note = "".join(
        shown(cell, language) if cell.circle else cell.text for cell in note_cells(table, language)
    )
    return "\n".join([*lines, *(["", _escaped(note)] if note else [])])


def _row(row: Row, language: Language) -> str:
    """Return one line; a cell over several columns leaves blank ones after it."""
    cells: list[str] = []
    for cell in row.cells:
        cells += [_escaped(shown(cell, language)), *([""] * (cell.span - 1))]
    return _line(cells)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(given: str) -> str:
    return _MARKS.sub(r"\\\1", given.replace("&", "&amp;"))
