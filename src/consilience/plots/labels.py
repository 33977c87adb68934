"""Where the names of dots can stand without covering each other: greedy, the same every time."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from consilience.plots.figure import Align

Box = tuple[float, float, float, float]  # left, top, right, bottom
_GAP = 3.0
_DISTANCES, _DIRECTIONS = (15.0, 24.0, 34.0, 46.0, 60.0, 76.0), 16
_MOST_LED = 150  # with more dots, lines to names would cover the figure


@dataclass(frozen=True)
class Dot:
    """A dot on the page, in pixels, with the text that belongs beside it."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True)
class Place:
    """Where a text stands: the baseline's end that ``align`` names; ``leader`` runs to its dot."""

    x: float
    y: float
    align: Align
    leader: tuple[tuple[float, float], ...] = ()


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, in the unit of the font size.

    Parameters
    ----------
    text : str
        Any text; Chinese characters count as wide as they are high.
    size : float
        Font size, above 0.

    Returns
    -------
    float
        An estimate from above for usual sans-serif fonts; no font is read.

    Raises
    ------
    TypeError
        If ``text`` is no text.

    Examples
    --------
    >>> text_width("联盟", 10.0)
    20.0

    References
    ----------
    Unicode Standard Annex 11 (2024), East Asian Width.
    """
    return size * sum(map(_advance, text))


def _advance(sign: str) -> float:
    """Return the width of a character in ems, near that of the widest fonts that are usual."""
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in "MW":
        return 0.95
    return 0.7 if sign.isupper() else 0.64 if sign.isdecimal() else 0.6


def place_labels(
    dots: list[Dot], frame: Box, size: float, *, taken: Sequence[Box] = ()
) -> list[Place | None]:
    """Choose a place for each text, in turn: the first that is free of dots and of other texts.

    Beside its dot there are eight places. Where all are taken, and the dots are at most 150, the
    text stands farther away, and a line that crosses nothing leads to it.

    Parameters
    ----------
    dots : list of Dot
        In the order in which they may choose; a text of "" takes no room.
    frame : tuple of float
        Left, top, right and bottom of the drawing, in pixels.
    size : float
        Font size in pixels.
    taken : sequence of tuple of float
        Regions that are to stay free.

    Returns
    -------
    list of Place or None
        None where there is no room: a missing name beats an unreadable one.

    Raises
    ------
    TypeError
        If a dot is no dot.

    Examples
    --------
    >>> place_labels([Dot(50, 50, 3, "A")], (0, 0, 100, 100), 10)
    [Place(x=56.0, y=53.5, align='start', leader=())]

    References
    ----------
    Christensen, J., Marks, J. and Shieber, S. (1995). An Empirical Study of Algorithms for
    Point-Feature Label Placement. ACM Transactions on Graphics 14(3).
    """
    blocked = _Blocked([*(_dot_box(dot) for dot in dots), *taken])
    found: list[Place | None] = [None] * len(dots)
    for choose in (_near, _far)[: 2 if len(dots) <= _MOST_LED else 1]:
        for index, dot in enumerate(dots):
            if not dot.text or found[index]:
                continue
            place = choose(dot, size, frame, blocked, index)
            found[index] = place
            if place:
                box = text_box(place, text_width(dot.text, size), size)
                blocked.add([box, *line_boxes(place.leader)])
    return found


class _Blocked:
    """Regions on which no text may stand, held as one array so that a question is one pass."""

    def __init__(self, boxes: list[Box]) -> None:
        self._boxes = np.array(boxes, dtype=float).reshape(-1, 4)

    def add(self, boxes: list[Box]) -> None:
        self._boxes = np.concatenate([self._boxes, np.array(boxes, dtype=float)])

    def free(self, boxes: list[Box], own: int) -> NDArray[np.bool_]:
        """Return which boxes overlap none of the regions but their own dot's."""
        asked, held = np.array(boxes)[:, None], np.delete(self._boxes, own, axis=0)[None]
        meets = (asked[..., :2] < held[..., 2:]) & (held[..., :2] < asked[..., 2:])
        return np.asarray(~np.asarray(meets.all(axis=2)).any(axis=1))


def _dot_box(dot: Dot) -> Box:
    return dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius


def _near(dot: Dot, size: float, frame: Box, blocked: _Blocked, own: int) -> Place | None:
    places = _candidates(dot, size)
    boxes = [text_box(place, text_width(dot.text, size), size) for place in places]
    good = blocked.free(boxes, own)
    ready = (
        p for p, box, free in zip(places, boxes, good, strict=True) if free and _inside(box, frame)
    )
    return next(ready, None)


def _far(dot: Dot, size: float, frame: Box, blocked: _Blocked, own: int) -> Place | None:
    """Return a place away from the dot whose line crosses neither text nor dot."""
    width = text_width(dot.text, size)
    for distance in _DISTANCES:
        for turn in range(_DIRECTIONS):
            place = _led(dot, distance, 2 * math.pi * turn / _DIRECTIONS, size)
            boxes = [text_box(place, width, size), *line_boxes(place.leader)]
            if _inside(boxes[0], frame) and blocked.free(boxes, own).all():
                return place
    return None


def _led(dot: Dot, distance: float, angle: float, size: float) -> Place:
    across, up = math.cos(angle), math.sin(angle)
    start = dot.x + dot.radius * across, dot.y - dot.radius * up
    end = dot.x + distance * across, dot.y - distance * up
    if abs(across) < 0.3:
        below = 0.75 * size + 1 if up < 0 else -0.2 * size - 1
        return Place(end[0], end[1] + below, "middle", (start, end))
    side: Align = "start" if across > 0 else "end"
    gap = 1.5 if across > 0 else -1.5
    return Place(end[0] + gap, end[1] + 0.3 * size, side, (start, end))


def line_boxes(places: Sequence[tuple[float, float]]) -> list[Box]:
    """Return small boxes along a line, so that no text is put on it.

    Parameters
    ----------
    places : sequence of pairs of float
        Its corners, in pixels; none for no line.

    Returns
    -------
    list of tuple of float
        Boxes at most 2.5 pixels apart, without those at the very ends.

    Raises
    ------
    TypeError
        If a place is no pair.

    Examples
    --------
    >>> len(line_boxes([(0, 0), (10, 0)]))
    3

    References
    ----------
    A convention of this program.
    """
    found = []
    for (x, y), (to_x, to_y) in pairwise(places):
        count = max(2, math.ceil(math.hypot(to_x - x, to_y - y) / 2.5))
        for step in range(1, count):
            across, down = x + (to_x - x) * step / count, y + (to_y - y) * step / count
            found.append((across - 1, down - 1, across + 1, down + 1))
    return found


def _candidates(dot: Dot, size: float) -> list[Place]:
    right, left = dot.x + dot.radius + _GAP, dot.x - dot.radius - _GAP
    middle = dot.y + 0.35 * size
    above, below = dot.y - dot.radius - _GAP, dot.y + dot.radius + _GAP + 0.75 * size
    return [
        Place(right, middle, "start"),
        Place(left, middle, "end"),
        Place(dot.x, above, "middle"),
        Place(dot.x, below, "middle"),
        Place(right - _GAP, above + _GAP, "start"),
        Place(left + _GAP, above + _GAP, "end"),
        Place(right - _GAP, below - _GAP, "start"),
        Place(left + _GAP, below - _GAP, "end"),
    ]


def text_box(place: Place, width: float, size: float) -> Box:
    """Return the region that a text of this width covers."""
    left = place.x - {"start": 0.0, "middle": width / 2, "end": width}[place.align]
    return left, place.y - 0.75 * size, left + width, place.y + 0.2 * size


def fitted(text: str, width: float, size: float) -> str:
    """Return a text that is at most so wide, cut with an ellipsis where it must be."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(pieces: Sequence[str], between: str, width: float, size: float) -> list[str]:
    """Return pieces joined to lines that are at most so wide, one piece a line at least."""
    lines: list[str] = []
    for piece in pieces:
        joined = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
