"""The closed curves of Venn diagrams for one to five sets, and the regions between them.

Every curve is an ellipse, so that intersections are convex. The five ellipses are congruent, as
Grünbaum (1975) showed that they can be; their measures, and those of the four, were found by a
search for the largest smallest region. A test counts the regions.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_STEPS = 96  # pieces of a curve: off the ellipse by less than a tenth of a pixel
_GRID = 150

Array = NDArray[np.float64]


class Ellipse(NamedTuple):
    """Its middle, its two half-axes and the angle of the first one."""

    x: float
    y: float
    long: float
    short: float
    angle: float


class Region(NamedTuple):
    """The place in a region that is farthest from all curves, and how far."""

    x: float
    y: float
    room: float


def _circles(count: int, distance: float) -> tuple[Ellipse, ...]:
    start = {1: 0.0, 2: math.pi, 3: -math.pi / 2}[count]
    turns = (start + 2 * math.pi * place / count for place in range(count))
    return tuple(Ellipse(distance * math.cos(t), distance * math.sin(t), 1, 1, 0) for t in turns)


def _four() -> tuple[Ellipse, ...]:
    outer, inner = Ellipse(*_OUTER), Ellipse(*_INNER)
    return outer, inner, _mirrored(inner), _mirrored(outer)


def _mirrored(item: Ellipse) -> Ellipse:
    return Ellipse(-item.x, item.y, item.long, item.short, -math.pi - item.angle)


def _five() -> tuple[Ellipse, ...]:
    x, y, long, short, angle = _PETAL
    turns = [2 * math.pi * place / 5 for place in range(5)]
    return tuple(
        Ellipse(
            x * math.cos(t) - y * math.sin(t),
            x * math.sin(t) + y * math.cos(t),
            long,
            short,
            angle + t,
        )
        for t in turns
    )


_OUTER = (-0.0356, -0.1373, 0.4841, 0.2002, -2.3698)
_INNER = (-0.1371, 0.0764, 0.3953, 0.2788, -2.3271)
_OUTSIDE = {
    2: 0.86,
    3: 0.05,
    4: 0.94,
    5: 0.05,
}  # how far down what lies outside all sets is written
_PETAL = (-0.0123, -0.0967, 0.3468, 0.1822, 1.7409)


@cache
def curves(count: int) -> Array:
    """Return the curves as closed polygons within the unit square, shape (sets, places, 2).

    Parameters
    ----------
    count : int
        How many sets, 1 to 5.

    Returns
    -------
    float array of shape (count, 96, 2)
        Down is positive, as on a page.

    Raises
    ------
    KeyError
        If there is no diagram of so many sets.

    Examples
    --------
    >>> curves(2).shape
    (2, 96, 2)

    References
    ----------
    Grünbaum, B. (1975). Venn Diagrams and Independent Families of Sets. Mathematics Magazine 48(1).
    """
    found = np.array([_traced(item) for item in _ELLIPSES[count]])
    low, high = found.min(axis=(0, 1)), found.max(axis=(0, 1))
    side = float((high - low).max())
    placed: Array = (found - (low + high) / 2) / side + 0.5
    placed.flags.writeable = False
    return placed


def _traced(item: Ellipse) -> Array:
    turn = 2 * math.pi * np.arange(_STEPS) / _STEPS
    along, across = item.long * np.cos(turn), item.short * np.sin(turn)
    cosine, sine = math.cos(item.angle), math.sin(item.angle)
    x = item.x + along * cosine - across * sine
    return np.column_stack([x, item.y + along * sine + across * cosine])


def patterns(count: int, places: Array) -> NDArray[np.int64]:
    """Return in which sets places lie, as numbers whose highest bit is the first set.

    Parameters
    ----------
    count : int
        How many sets, 1 to 5.
    places : float array of shape (n, 2)
        In the unit square.

    Returns
    -------
    int array of shape (n,)
        0 outside all sets, 2**count - 1 inside all: the row of a truth table, from 0.

    Raises
    ------
    KeyError
        If there is no diagram of so many sets.

    Examples
    --------
    >>> patterns(1, np.array([[0.5, 0.5], [0.0, 0.0]]))
    array([1, 0])

    References
    ----------
    A convention of this program.
    """
    found = np.zeros(len(places), dtype=np.int64)
    for curve in curves(count):
        sides = np.roll(curve, -1, axis=0) - curve
        away = places[:, None] - curve[None]
        inside = sides[None, :, 0] * away[..., 1] - sides[None, :, 1] * away[..., 0] >= 0
        found = 2 * found + inside.all(axis=1)
    return found


def intersection(count: int, pattern: int) -> Array:
    """Return the convex region that the sets of a pattern share, as a polygon.

    Parameters
    ----------
    count : int
        How many sets, 1 to 5.
    pattern : int
        At least 1; its highest bit is the first set.

    Returns
    -------
    float array of shape (places, 2)
        Painted in the order of how many sets they share, these regions leave every region of the
        diagram in its own colour.

    Raises
    ------
    IndexError
        If the pattern names no set.

    Examples
    --------
    >>> len(intersection(1, 1))
    96

    References
    ----------
    Sutherland, I. E. and Hodgman, G. W. (1974). Reentrant Polygon Clipping. Communications of the
    ACM 17(1).
    """
    chosen = [c for place, c in enumerate(curves(count)) if pattern >> (count - 1 - place) & 1]
    found: Array = chosen[0]
    for curve in chosen[1:]:
        for start, end in zip(curve, np.roll(curve, -1, axis=0), strict=True):
            found = _clipped(found, start, end)
    return found


def _clipped(polygon: Array, start: Array, end: Array) -> Array:
    """Return the part of a polygon to one side of a line."""
    side = end - start
    heights = side[0] * (polygon[:, 1] - start[1]) - side[1] * (polygon[:, 0] - start[0])
    if (heights >= 0).all():
        return polygon
    kept = []
    for place, height in enumerate(heights):
        before = heights[place - 1]
        if (height >= 0) != (before >= 0):
            share = before / (before - height)
            kept.append(polygon[place - 1] + share * (polygon[place] - polygon[place - 1]))
        if height >= 0:
            kept.append(polygon[place])
    return np.array(kept)


@cache
def regions(count: int) -> tuple[Region, ...]:
    """Return for each pattern where its label stands: farthest from all curves.

    Parameters
    ----------
    count : int
        How many sets, 1 to 5.

    Returns
    -------
    tuple of Region
        2**count of them; the first is outside all sets, on the right.

    Raises
    ------
    KeyError
        If there is no diagram of so many sets.

    Examples
    --------
    >>> [round(region.x, 2) for region in regions(2)]
    [0.97, 0.82, 0.18, 0.5]

    References
    ----------
    A convention of this program.
    """
    steps = (np.arange(_GRID) + 0.5) / _GRID
    places = np.column_stack([axis.ravel() for axis in np.meshgrid(steps, steps)])
    pattern = patterns(count, places)
    outline = curves(count).reshape(-1, 2)
    found = [Region(0.97, _OUTSIDE.get(count, 0.97), 0.03)]
    for number in range(1, 2**count):
        own = places[pattern == number]
        away = np.linalg.norm(own[:, None] - outline[None], axis=2).min(axis=1)
        best = int(away.argmax())
        found.append(Region(float(own[best, 0]), float(own[best, 1]), float(away[best])))
    return tuple(found)


_ELLIPSES = {
    1: _circles(1, 0.0),
    2: _circles(2, 0.55),
    3: _circles(3, 0.62),
    4: _four(),
    5: _five(),
}
