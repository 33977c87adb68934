"""Names beside rows: up to three lines, so that long names of organisations stay whole."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.plots.boxes import wrap
from consilience.plots.canvas import SIZE
from consilience.plots.figure import Align, Label, Look, Mark, Text
from consilience.plots.labels import fitted, text_width

NAMES, NAME_LINES = 165.0, 3  # how wide, in pixels, and in how many lines names stand at most
_LINE = 12.5


def name_lines(name: str, width: float = NAMES, most: int = NAME_LINES) -> tuple[str, ...]:
    """Return a name as so many lines that are at most so wide; the last one may be cut."""
    lines = wrap(name, width)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], fitted(f"{lines[most - 1]}…", width, SIZE))


def names_width(names: Iterable[str], width: float = NAMES, most: int = NAME_LINES) -> float:
    """Return how wide names are at most, broken as :func:`name_lines` does."""
    return max(text_width(line, SIZE) for name in names for line in name_lines(name, width, most))


def names_height(names: Iterable[str], width: float = NAMES, most: int = NAME_LINES) -> float:
    """Return how high a row must be so that the names of two rows stand apart."""
    return _LINE * max(len(name_lines(name, width, most)) for name in names) + 8


def row_name(
    name: str,
    at: tuple[float, float],
    *,
    width: float = NAMES,
    most: int = NAME_LINES,
    align: Align = "end",
    look: Look = "ink",
    target: str = "",
    detail: Label = "",
) -> list[Mark]:
    """Return a name whose lines lie around a place, halfway up."""
    lines = name_lines(name, width, most)
    x, first = at[0], at[1] + 0.35 * SIZE - _LINE * (len(lines) - 1) / 2
    return [
        Text(x, first + _LINE * place, line, align, look, target=target, detail=detail or name)
        for place, line in enumerate(lines)
    ]
