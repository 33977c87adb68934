"""Cells and rows as HTML: written here and not in the template, because there are many."""

from __future__ import annotations

from html import escape

from consilience.report.circles import circle_svg
from consilience.report.tables import Cell, Row
from consilience.texts import Language, text

# Longer texts get a least width, so that a narrow screen does not break them to pieces.
_LONG_HEAD, _LONG_TEXT = 12, 40


def piece_html(cell: Cell) -> str:
    """Return what one cell shows, without its parts; every text is escaped."""
    if cell.circle:
        hidden = f'<span class="hidden">{cell.circle.sign} {escape(cell.text)}</span>'
        return circle_svg(cell.circle) + hidden
    shown = f"<bdi>{breakable(cell.text)}</bdi>"
    if not cell.href:
        return shown
    line = ' class="line"' if cell.kind == "line" else ""
    return f'<a href="{escape(cell.href)}"{line}>{shown}</a>'


def content_html(cell: Cell, language: Language) -> str:
    """Return what one cell shows, with its parts one after the other."""
    if not cell.parts:
        return piece_html(cell)
    comma, gap = separators(cell, language)
    pieces = [piece_html(part) for part in cell.parts]
    last = pieces.pop()
    between = "".join(f'<span class="part">{piece}{comma}</span>{gap}' for piece in pieces)
    return f'{between}<span class="part">{last}</span>'


def separators(cell: Cell, language: Language) -> tuple[str, str]:
    """Return the sign after each part of a cell but the last, and the gap after the sign."""
    if cell.kind == "expression":
        return " +", " "
    return text("report.comma", language), text("report.gap", language)


def row_html(row: Row, language: Language) -> str:
    """Return one line of a table."""
    key = f' id="{escape(row.key)}"' if row.key else ""
    ruled = ' class="ruled"' if row.ruled else ""
    return f"<tr{key}{ruled}>{''.join(_cell_html(cell, language) for cell in row.cells)}</tr>"


def breakable(shown: str) -> str:
    """Let a line end after each "*" of an expression, never within a name."""
    return escape(shown).replace("*", "*<wbr>")


def _cell_html(cell: Cell, language: Language) -> str:
    shown = content_html(cell, language)
    if cell.kind == "head" and cell.text:
        room = "long" if len(cell.text) > _LONG_HEAD else "brief"
        return f'<th scope="row" class="{room}">{shown}</th>'
    long = " long" if len(cell.text) > _LONG_TEXT else ""
    parts = " parts" if cell.parts else ""
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    return f'<td class="{cell.kind}{parts}{long}"{span}>{shown}</td>'
