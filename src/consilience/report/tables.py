"""The one table model: what a table says, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from consilience.report.circles import Circle

CellKind = Literal["text", "short", "number", "centre", "head", "expression", "line", "quote"]


@dataclass(frozen=True)
class Cell:
    """One cell. ``href`` is the address within the page that it leads to, "" for none.

    A cell with ``parts`` shows these one after the other instead of its text; a cell with a
    ``circle`` shows the circle, and its text says the same in words. ``span`` counts columns. A
    ``"short"`` cell is never broken; a ``"line"`` in a list stands on a line of its own. A
    ``"quote"`` may be broken anywhere: nobody knows what stands in a text.
    """

    text: str
    href: str = ""
    kind: CellKind = "text"
    parts: tuple[Cell, ...] = ()
    circle: Circle | None = None
    span: int = 1


@dataclass(frozen=True)
class Row:
    """One line of a table. ``key`` makes it a place to link to; ``ruled`` draws a line above."""

    cells: tuple[Cell, ...]
    key: str = ""
    ruled: bool = False


@dataclass(frozen=True)
class Table:
    """A table: ``key`` is its identifier, ``columns`` are its heads, ``notes`` stand below it.

    ``links`` is a last note that tells where the links of a page lead. A paper prints the tables
    that are ``in_paper``; the others serve the links.
    """

    key: str
    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]
    caption: str
    notes: tuple[str, ...] = ()
    links: str = ""
    in_paper: bool = True

    @property
    def linked(self) -> bool:
        """Whether a row holds a link, by which the keyboard reaches a table that scrolls."""
        cells = [cell for row in self.rows for cell in row.cells]
        return any(item.href for cell in cells for item in (cell, *cell.parts))


_ROLES = ("core", "peripheral", "ambiguous")


def legend(tables: Iterable[Table]) -> tuple[tuple[Circle, str], ...]:
    """Return each circle that occurs, once, with its words, in the order of a legend."""
    found = {
        cell.circle: cell.text
        for table in tables
        for row in table.rows
        for cell in row.cells
        if cell.circle
    }
    return tuple(
        sorted(found.items(), key=lambda item: (_ROLES.index(item[0].role), -item[0].value))
    )


def numeral(text: str, href: str = "") -> Cell:
    """Return a cell with a number, already written out."""
    return Cell(text, href, "number")


def head(text: str, href: str = "") -> Cell:
    """Return the cell that names its row."""
    return Cell(text, href, "head")
