"""Curves that can be told apart in grey: each has a colour, dashes and signs of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from consilience.plots.figure import Form, Label, Line, Mark, Style, Symbol
from consilience.plots.network_legend import Item

CURVE_LOOKS: tuple[tuple[Style, Form, tuple[float, ...]], ...] = (
    ("group 1", "circle", ()),
    ("group 4", "square", (7.0, 3.0)),
    ("group 3", "triangle", (2.0, 2.5)),
    ("group 6", "diamond", (9.0, 3.0, 2.0, 3.0)),
    ("ink", "wedge", (4.0, 5.0)),
    ("group 5", "plus", ()),
    ("group 2", "star", (7.0, 3.0)),
)
_SIGNS = 6  # along each curve


def curve_marks(
    places: Sequence[tuple[float, float]],
    number: int,
    called: Label,
    told: Callable[[int], Label],
) -> list[Mark]:
    """Return the line and the signs of a curve; ``told`` says of a place what a sign tells.

    The signs of each curve begin at another place, so that equal curves show all their signs.
    """
    style, form, dashes = CURVE_LOOKS[number]
    count = len(places)
    most = _SIGNS * len(CURVE_LOOKS)
    shown = np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))
    chosen: list[int] = shown[number :: len(CURVE_LOOKS)].tolist() or [count - 1]
    signs = [Symbol(*places[at], 3.4, form, style, "paper", 0.6, detail=told(at)) for at in chosen]
    return [Line(tuple(places), style, 1.8, dashes, called), *signs]


def curve_sample(number: int) -> tuple[Line, Symbol]:
    """Return a short piece of a curve with its sign, around (0, 0)."""
    style, form, dashes = CURVE_LOOKS[number]
    line = Line(((-15.0, 0.0), (15.0, 0.0)), style, 1.8, dashes)
    return line, Symbol(0, 0, 3.8, form, style, "paper", 0.6)


def curve_item(number: int, name: Label) -> Item:
    """Return what stands for a curve in a legend."""
    return Item(curve_sample(number), 32.0, name)
