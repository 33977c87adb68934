"""Boxes with wrapped words, and arrows between them: what figures of codes are made of."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from consilience.plots.canvas import SIZE
from consilience.plots.common import look_on, rectangle
from consilience.plots.figure import Align, Area, Label, Line, Mark, Style, Text
from consilience.plots.labels import fitted, text_width

LINE = 15.0  # from one line of words to the next
PAD = 7.0
MOST_LINES = 6
_HEAD = 7.0  # length of an arrow's head
# A Chinese character with the closing signs after it, or a word with the blank after it.
_PIECE = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef][，。、；：！？）》」』”’…]*|"
    r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+\s*|\s+"
)


@dataclass(frozen=True)
class Box:
    """A rectangle with words in it; ``lines`` are its words as they are broken."""

    lines: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.top + self.height / 2

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height


def wrap(text: str, width: float, size: float = SIZE) -> tuple[str, ...]:
    """Return a text as lines that are at most so wide, the last one cut if there are too many.

    Parameters
    ----------
    text : str
        Any text; lines end after words and between Chinese characters.
    width, size : float
        The room and the font size, in pixels, above 0.

    Returns
    -------
    tuple of str
        One line at least, six at most.

    Raises
    ------
    TypeError
        If ``text`` is no text.

    Examples
    --------
    >>> wrap("sharing of resources", 80)
    ('sharing of', 'resources')

    References
    ----------
    Unicode Standard Annex 14 (2024), Line Breaking.
    """
    lines = [""]
    for piece in _pieces(text, width, size):
        joined = f"{lines[-1]}{piece}"
        if text_width(joined.rstrip(), size) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(piece.lstrip())
    shown = [kept for line in lines if (kept := line.rstrip())] or [""]
    if len(shown) > MOST_LINES:
        last = fitted(f"{shown[MOST_LINES - 1]}…", width, size)
        shown = [*shown[: MOST_LINES - 1], last if last.endswith("…") else f"{last}…"]
    return tuple(shown)


def _pieces(text: str, width: float, size: float) -> list[str]:
    """Return the pieces between which a line may end; a word that is too wide is divided."""
    found = []
    for piece in _PIECE.findall(" ".join(text.split())):
        rest = piece
        while text_width(rest.rstrip(), size) > width and len(rest) > 1:
            kept = fitted(rest, width + text_width("…", size), size).rstrip("…") or rest[0]
            found.append(kept)
            rest = rest[len(kept) :]
        found.append(rest)
    return found


def box(text: str, left: float, top: float, width: float) -> Box:
    """Return a box that is as high as its words need."""
    lines = wrap(text, width - 2 * PAD)
    return Box(lines, left, top, width, LINE * len(lines) + 2 * PAD)


def box_marks(
    shape: Box,
    style: Style = "paper",
    *,
    align: Align = "middle",
    target: str = "",
    detail: Label = "",
    bold: bool = False,
) -> list[Mark]:
    """Return a box as marks: the rectangle, then its words in its middle."""
    area = Area(
        rectangle(shape.left, shape.top, shape.width, shape.height),
        style,
        "muted",
        target=target,
        detail=detail,
    )
    x = {"start": shape.left + PAD, "middle": shape.left + shape.width / 2, "end": shape.right}
    first = shape.middle - LINE * len(shape.lines) / 2 + 0.75 * LINE
    look = "bold" if bold and look_on(style) == "ink" else look_on(style)
    return [
        area,
        *(
            Text(x[align], first + LINE * place, line, align, look, target=target)
            for place, line in enumerate(shape.lines)
        ),
    ]


def arrow(places: Sequence[tuple[float, float]], style: Style = "ink") -> list[Mark]:
    """Return a line that ends in a filled head."""
    (x, y), (end_x, end_y) = places[-2], places[-1]
    length = math.hypot(end_x - x, end_y - y) or 1.0
    across, down = (end_x - x) / length, (end_y - y) / length
    back_x, back_y = end_x - _HEAD * across, end_y - _HEAD * down
    half = 0.45 * _HEAD
    head = (
        (end_x, end_y),
        (back_x - half * down, back_y + half * across),
        (back_x + half * down, back_y - half * across),
    )
    fill: Style = "muted" if style == "guide" else style
    return [Line((*places[:-1], (back_x, back_y)), style), Area(head, fill)]
