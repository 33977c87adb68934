"""The forms of symbols, and the lines and heads of arrows, as shapes in pixels."""

from __future__ import annotations

import math
from collections.abc import Mapping

from consilience.plots.canvas import COLOURS
from consilience.plots.figure import Form, Symbol
from consilience.plots.shapes import Disc, Paint, Places, Trace

_Pairs = tuple[tuple[tuple[float, float], tuple[float, float]], ...]
_HALF_HEAD = 0.42  # half the width of an arrowhead over its length


def _regular(corners: int, radius: float, turn: float) -> Places:
    angles = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return tuple((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)


def _star(inner: float, outer: float) -> Places:
    tips, dents = (_regular(5, r, t) for r, t in ((outer, -math.pi / 2), (inner, -0.3 * math.pi)))
    return tuple(place for pair in zip(tips, dents, strict=True) for place in pair)


def _plus(arm: float, half: float) -> Places:
    quarter = ((-half, -arm), (half, -arm), (half, -half))
    corners = [quarter]
    for _ in range(3):
        corners.append(tuple((-y, x) for x, y in corners[-1]))  # type: ignore[arg-type]
    return tuple(place for side in corners for place in side)


# Corners for a radius of 1; all cover about as much as a circle of that radius.
_CORNERS: Mapping[Form, Places] = {
    "square": _regular(4, 1.25, math.pi / 4),
    "triangle": _regular(3, 1.5, -math.pi / 2),
    "diamond": _regular(4, 1.3, 0.0),
    "wedge": _regular(3, 1.5, math.pi / 2),
    "plus": _plus(1.25, 0.45),
    "star": _star(0.72, 1.55),
    "hexagon": _regular(6, 1.1, 0.0),
}


def symbol_shape(symbol: Symbol, at: tuple[float, float], title: str = "") -> Trace | Disc:
    """Return a symbol whose middle lies at a place of the page."""
    paint = Paint(COLOURS[symbol.style], COLOURS[symbol.outline], symbol.edge)
    x, y = at
    if symbol.form == "circle":
        return Disc(x, y, symbol.radius, paint, title)
    corners = tuple(
        (x + symbol.radius * a, y + symbol.radius * b) for a, b in _CORNERS[symbol.form]
    )
    return Trace(corners, paint, closed=True, title=title)


def lines_of(pieces: _Pairs, head: float) -> tuple[Places, ...]:
    """Return lines that end where their arrowheads begin."""
    if not head:
        return pieces
    return tuple((start, _along(end, start, 0.8 * head)) for start, end in pieces)


def heads_of(pieces: _Pairs, head: float) -> tuple[Places, ...]:
    """Return the triangles at the ends of lines."""
    found = []
    for start, end in pieces:
        back = _along(end, start, head)
        across = _HALF_HEAD * (end[1] - back[1]), _HALF_HEAD * (back[0] - end[0])
        left = back[0] + across[0], back[1] + across[1]
        found.append((end, left, (back[0] - across[0], back[1] - across[1])))
    return tuple(found)


def _along(
    start: tuple[float, float], end: tuple[float, float], length: float
) -> tuple[float, float]:
    """Return the place so far from the start, on the way to the end."""
    whole = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    share = min(1.0, length / whole)
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
