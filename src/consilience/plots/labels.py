"""Where the names of dots can stand without covering each other: greedy, the same every time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from consilience.plots.figure import Align

Box = tuple[float, float, float, float]  # left, top, right, bottom
_GAP = 3.0


@dataclass(frozen=True)
class Dot:
    """A dot on the page, in pixels, with the text that belongs beside it."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True)
class Place:
    """Where a text stands: the baseline's end that ``align`` names."""

    x: float
    y: float
    align: Align


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
    return sum(size if unicodedata.east_asian_width(sign) in "WF" else 0.58 * size for sign in text)


def place_labels(
    dots: list[Dot], frame: Box, size: float, *, taken: Sequence[Box] = ()
) -> list[Place | None]:
    """Choose a place for each text, in turn: the first that is free of dots and of other texts.

    Parameters
    ----------
    dots : list of Dot
        In the order in which they may choose.
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
    [Place(x=56.0, y=53.5, align='start')]

    References
    ----------
    Christensen, J., Marks, J. and Shieber, S. (1995). An Empirical Study of Algorithms for
    Point-Feature Label Placement. ACM Transactions on Graphics 14(3).
    """
    blocked = [*(_dot_box(dot) for dot in dots), *taken]
    found: list[Place | None] = []
    for index, dot in enumerate(dots):
        others = blocked[:index] + blocked[index + 1 :]
        chosen = next(
            (
                (place, box)
                for place, box in _candidates(dot, size)
                if _inside(box, frame) and not any(_overlap(box, other) for other in others)
            ),
            None,
        )
        found.append(chosen[0] if chosen else None)
        if chosen:
            blocked.append(chosen[1])
    return found


def _dot_box(dot: Dot) -> Box:
    return dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius


def _candidates(dot: Dot, size: float) -> list[tuple[Place, Box]]:
    width = text_width(dot.text, size)
    right, left = dot.x + dot.radius + _GAP, dot.x - dot.radius - _GAP
    middle = dot.y + 0.35 * size
    above, below = dot.y - dot.radius - _GAP, dot.y + dot.radius + _GAP + 0.75 * size
    places = [
        Place(right, middle, "start"),
        Place(left, middle, "end"),
        Place(dot.x, above, "middle"),
        Place(dot.x, below, "middle"),
        Place(right - _GAP, above + _GAP, "start"),
        Place(left + _GAP, above + _GAP, "end"),
        Place(right - _GAP, below - _GAP, "start"),
        Place(left + _GAP, below - _GAP, "end"),
    ]
    return [(place, text_box(place, width, size)) for place in places]


def text_box(place: Place, width: float, size: float) -> Box:
    """Return the region that a text of this width covers."""
    left = place.x - {"start": 0.0, "middle": width / 2, "end": width}[place.align]
    return left, place.y - 0.75 * size, left + width, place.y + 0.2 * size


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
