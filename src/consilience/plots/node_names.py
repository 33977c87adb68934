"""Where the names of nodes stand: on no symbol, on no other name, on as few ties as possible."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from consilience.plots.labels import Box, Dot, Place, text_box, text_width

Matrix = NDArray[np.float64]
_GAPS, _FAR = (3.0, 8.0), 18.0  # between symbol and name; the last among few symbols only
_FEW = 40
_MOST_TIES = 4000  # beyond them every place is crossed, and counting is in vain


def node_names(
    dots: Sequence[Dot], ties: Matrix, frame: Box, size: float, *, taken: Sequence[Box] = ()
) -> list[Place | None]:
    """Choose a place for each name, in turn: free of symbols and names, crossed by fewest ties.

    Parameters
    ----------
    dots : sequence of Dot
        Symbols in the order in which they may choose; a text of "" takes no room.
    ties : array of shape (m, 4)
        Both ends of each tie, in pixels.
    frame : tuple of float
        Left, top, right and bottom of the drawing.
    size : float
        Font size in pixels.
    taken : sequence of tuple of float
        Regions where no name may stand, such as other names.

    Returns
    -------
    list of Place or None
        None where every place is taken.

    Raises
    ------
    TypeError
        If a dot is no dot.

    Examples
    --------
    >>> node_names([Dot(50, 50, 5, "A")], np.array([[50, 50, 90, 50]]), (0, 0, 100, 100), 10)
    [Place(x=42.0, y=53.5, align='end', leader=())]

    References
    ----------
    Christensen, J., Marks, J. and Shieber, S. (1995). An Empirical Study of Algorithms for
    Point-Feature Label Placement. ACM Transactions on Graphics 14(3).
    """
    own = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots]
    held = np.array([*own, *taken])
    lines = ties if len(ties) <= _MOST_TIES else ties[:0]
    found: list[Place | None] = []
    for dot in dots:
        place = _best(dot, held, lines, frame, size) if dot.text else None
        found.append(place)
        if place:
            box = text_box(place, text_width(dot.text, size), size)
            held = np.concatenate([held, np.array([box])])
    return found


def _best(dot: Dot, held: Matrix, ties: Matrix, frame: Box, size: float) -> Place | None:
    gaps = (*_GAPS, _FAR) if len(held) <= 2 * _FEW else _GAPS
    places = [place for gap in gaps for place in _around(dot, gap, size)]
    boxes = np.array([text_box(place, text_width(dot.text, size), size) for place in places])
    meets = (boxes[:, None, :2] < held[None, :, 2:]) & (held[None, :, :2] < boxes[:, None, 2:])
    inside = np.all(boxes * [1, 1, -1, -1] >= np.multiply(frame, [1, 1, -1, -1]), axis=1)
    free = inside & ~np.any(meets.all(axis=2), axis=1)
    if not free.any():
        return None
    cost = _crossings(boxes, ties) + 0.12 * np.arange(len(places))
    return places[int(np.argmin(np.where(free, cost, np.inf)))]


def _around(dot: Dot, gap: float, size: float) -> list[Place]:
    """Return twelve places around a dot, the easiest to read first."""
    right, left = dot.x + dot.radius + gap, dot.x - dot.radius - gap
    above, below = dot.y - dot.radius - gap, dot.y + dot.radius + gap + 0.75 * size
    middle, inwards = dot.y + 0.35 * size, 0.3 * dot.radius + gap
    return [
        Place(right, middle, "start"),
        Place(left, middle, "end"),
        Place(dot.x, below, "middle"),
        Place(dot.x, above, "middle"),
        Place(right - inwards, above + inwards, "start"),
        Place(right - inwards, below - inwards, "start"),
        Place(left + inwards, above + inwards, "end"),
        Place(left + inwards, below - inwards, "end"),
        Place(dot.x - dot.radius, below, "start"),
        Place(dot.x + dot.radius, below, "end"),
        Place(dot.x - dot.radius, above, "start"),
        Place(dot.x + dot.radius, above, "end"),
    ]


def _crossings(boxes: Matrix, ties: Matrix) -> Matrix:
    """Return how many ties cross each box: the part of a line within the box is not empty."""
    start, way = ties[None, :, :2], (ties[:, 2:] - ties[:, :2])[None]
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)
    one = (boxes[:, None, :2] - start) / way
    other = (boxes[:, None, 2:] - start) / way
    enter = np.maximum(np.minimum(one, other).max(axis=2), 0.0)
    leave = np.minimum(np.maximum(one, other).min(axis=2), 1.0)
    return np.asarray((enter < leave).sum(axis=1), dtype=np.float64)
