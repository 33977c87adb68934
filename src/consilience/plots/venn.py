"""Venn diagrams of truth tables with up to five conditions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from consilience.errors import DataError
from consilience.plots.canvas import SIZE
from consilience.plots.common import (
    OUTPUT_STYLES,
    checked_table,
    legend,
    look_on,
    names_of,
    observed_counts,
    output_legend,
    rectangle,
    row_note,
)
from consilience.plots.figure import Align, Area, Figure, Line, Look, Mark, Style, Text
from consilience.plots.labels import fitted, text_width, wrapped
from consilience.plots.shapes import Places
from consilience.plots.venn_shapes import Region, curves, intersection, regions
from consilience.qca import TruthTable
from consilience.results import Note

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_MOST_SETS = 5
_SIDES = {1: 190.0, 2: 300.0, 3: 330.0, 4: 390.0, 5: 560.0}
_NAME, _NAME_LINE = SIZE + 1, 15.0
_BOLD = 1.2  # how much wider bold letters are
_WIDEST_NAME = 130.0  # of a line, before it is bold
_TILE = 34.0  # for what lies outside all sets
_TWO_LINES = 15.0  # pixels around a place that lets count and row number stand below each other


class _Name(NamedTuple):
    """Where the name of a set stands, relative to the upper left corner of the diagram."""

    x: float
    y: float  # baseline of the first line
    lines: tuple[str, ...]
    align: Align

    @property
    def left(self) -> float:
        return self.x - {"start": 0.0, "middle": self.wide / 2, "end": self.wide}[self.align]

    @property
    def wide(self) -> float:
        return max(_BOLD * text_width(line, _NAME) for line in self.lines)

    def marks(self, left: float, top: float) -> list[Text]:
        return [
            Text(left + self.x, top + self.y + _NAME_LINE * place, line, self.align, "bold", _NAME)
            for place, line in enumerate(self.lines)
        ]


def venn(
    truth_table: TruthTable,
    *,
    labels: Mapping[str, str] | None = None,
    targets: Mapping[int, str] | None = None,
    key: str = "venn",
) -> Figure:
    """Describe a truth table of one to five conditions as a Venn diagram.

    Each region is a row of the truth table. Its colour is the output; the upper number counts the
    cases, the lower one is the number of the row.

    Parameters
    ----------
    truth_table : TruthTable
        With 1 to 5 conditions, none of them of several values.
    labels : mapping of str, optional
        What conditions are called; their codes by default.
    targets : mapping of int to str, optional
        Where each row leads to, by its number.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        2**k regions, each once. Cases and inclusion of a row are said where a pointer rests on it.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the truth table is none, has other conditions, or a label belongs to no condition.

    Examples
    --------
    >>> from consilience.qca import truth_table
    >>> data = {"A": [0.9, 0.8, 0.1], "B": [0.7, 0.2, 0.8], "Y": [0.9, 0.3, 0.2]}
    >>> figure = venn(truth_table(data, "Y"))
    >>> figure.description.sentence()
    '3 of 4 possible configurations are observed: 1 sufficient, 2 not, 0 contradictory, 0 with too
    few cases.'

    References
    ----------
    Venn, J. (1880). On the Diagrammatic and Mechanical Representation of Propositions and
    Reasonings. Philosophical Magazine 10(59).
    Grünbaum, B. (1975). Venn Diagrams and Independent Families of Sets. Mathematics Magazine 48(1).
    """
    table = checked_table(truth_table, "venn")
    count = len(table.conditions)
    if count > _MOST_SETS:
        raise DataError("plots.venn.too_many", most=_MOST_SETS, conditions=count)
    if table.multi_value.any():
        names = [n for n, many in zip(table.conditions, table.multi_value, strict=True) if many]
        raise DataError("plots.venn.multi_value", conditions=names)
    shown = names_of(table.conditions, labels, "venn")
    side = _SIDES[count]
    placed = [_name(count, place, shown[c], side) for place, c in enumerate(table.conditions)]
    left = max(14.0, 10.0 - min(name.left for name in placed))
    right = max(side + 14.0, 10.0 + max(name.left + name.wide for name in placed))
    outline = side * curves(count)[..., 1]
    top = 12.0 - min(float(outline.min()), *(name.y - _NAME for name in placed))
    width = left + right
    low = max(name.y + _NAME_LINE * (len(name.lines) - 1) for name in placed)
    bottom = top + max(float(outline.max()), low) + 20.0
    signs, deep = legend(output_legend(table, remainder=True), 14.0, bottom, width - 28.0)
    areas, words = _regions(table, (left, top), side, targets or {})
    return Figure(
        key=key,
        title=Note("plots.venn.title", {"outcome": table.outcome}),
        description=Note("plots.observed", observed_counts(table)),
        caption=Note("plots.venn.caption", {"outcome": table.outcome}),
        x=None,
        y=None,
        marks=(
            *areas,
            *(Line(_placed([*c, c[0]], (left, top), side), "ink") for c in curves(count)),
            *words,
            *(line for name in placed for line in name.marks(left, top)),
            *signs,
        ),
        width=width,
        height=bottom + deep + 6.0,
    )


def _placed(places: ArrayLike, corner: tuple[float, float], side: float) -> Places:
    found = np.round(np.asarray(corner) + side * np.asarray(places), 2)
    return tuple((float(x), float(y)) for x, y in found)


def _regions(
    table: TruthTable, corner: tuple[float, float], side: float, targets: Mapping[int, str]
) -> tuple[list[Mark], list[Mark]]:
    """Return the regions, those of fewer sets first, and the words in them."""
    count = len(table.conditions)
    where = {number: place for place, number in enumerate(table.numbers)}
    areas: list[Mark] = []
    words: list[Mark] = []
    for pattern in sorted(range(2**count), key=lambda item: (item.bit_count(), item)):
        number, region = pattern + 1, regions(count)[pattern]
        place = where.get(number)
        out = table.out[place] if place is not None else ""
        unseen = Note("plots.venn.unseen", {"row": number})
        detail = unseen if place is None else row_note(table, place)
        target = targets.get(number, "") if place is not None else ""
        style = OUTPUT_STYLES[out]
        edge: Style | None = None if pattern else "ink"
        shape = intersection(count, pattern) if pattern else _outside(region, side)
        areas.append(Area(_placed(shape, corner, side), style, edge, target, detail))
        cases = 0 if place is None else int(table.n[place])
        words += _words(region, corner, side, (number, cases, out))
    return areas, words


def _outside(region: Region, side: float) -> Places:
    """Return the tile that stands for what lies outside all sets."""
    wide = _TILE / side
    return rectangle(region.x - wide / 2, region.y - wide / 2, wide, wide)


def _words(
    region: Region, corner: tuple[float, float], side: float, found: tuple[int, int, str]
) -> list[Mark]:
    """Return the count of cases, with a mark where colour alone would not do, and the row."""
    number, cases, out = found
    x, y = corner[0] + side * region.x, corner[1] + side * region.y
    look = look_on(OUTPUT_STYLES[out])
    small: Look = "light" if look == "light" else "soft"
    if not out:
        return [Text(x, y + 3, str(number), "middle", "soft", 8.5)]
    strong: Look = "light" if look == "light" else "bold"
    counted = f"{cases}{out}" if out in "C?" else str(cases)
    if region.room * side < _TWO_LINES:
        return [
            Text(x, y + 1.5, counted, "middle", strong, 10.0),
            Text(x, y + 9.5, str(number), "middle", small, 8.0),
        ]
    return [
        Text(x, y + 2, counted, "middle", strong, 13.0),
        Text(x, y + 13.5, str(number), "middle", small, 9.0),
    ]


def _name(count: int, place: int, words: str, side: float) -> _Name:
    """Return where a set is named: beyond the place of its curve that is farthest out."""
    lines = _two_lines(words)
    curve = curves(count)[place] - 0.5
    above = count < 3 or (count == 4 and place in {0, 3})
    reach = -curve[:, 1] if above else (curve**2).sum(axis=1)
    if count == 4 and not above:
        reach = abs(curve[:, 0])
    x, y = (float(value) for value in curve[int(reach.argmax())])
    length = math.hypot(x, y)
    beside = not above and abs(x) > 0.45 * length
    align: Align = ("start" if x > 0 else "end") if beside else "middle"
    across = side * (0.5 + x) + (8 * x / length if beside else 0)
    down = side * (0.5 + y) + 8 * y / length
    more = _NAME_LINE * (len(lines) - 1)
    if beside:
        return _Name(across, down - more / 2 + 0.35 * _NAME, lines, align)
    return _Name(across, down + 0.75 * _NAME if y > 0 else down - more, lines, align)


def _two_lines(words: str) -> tuple[str, ...]:
    """Return a name on one line or two."""
    lines = wrapped(words.split(" "), " ", _WIDEST_NAME, _NAME)
    kept = lines if len(lines) < 3 else [lines[0], " ".join(lines[1:])]
    return tuple(fitted(line, _WIDEST_NAME, _NAME) for line in kept)
