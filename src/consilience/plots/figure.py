"""The description of a figure: what is drawn, as plain values that a test can read.

A figure is made from numbers by a function such as :func:`consilience.plots.xy_plot` and drawn
by :func:`consilience.plots.to_svg`. Its coordinates are those of the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.results import Note

Label = str | Note  # a name from the data, or a sentence of the catalogue
Style = Literal["accent", "contrast", "muted", "guide", "shade"]
Align = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Axis:
    """One axis from ``low`` to ``high``, with the values that are written beside it."""

    label: Label
    low: float
    high: float
    ticks: tuple[float, ...]


@dataclass(frozen=True)
class Point:
    """One case: its place, its name, the address that it links to ("" for none) and a remark."""

    x: float
    y: float
    name: str
    target: str = ""
    detail: Label = ""


@dataclass(frozen=True)
class Points:
    """Cases as dots. Dots on the same place are drawn as one, which is larger.

    With ``named`` the names stand beside the dots wherever there is room.
    """

    points: tuple[Point, ...]
    style: Style = "accent"
    named: bool = True


@dataclass(frozen=True)
class Line:
    """A line through the places, in their order."""

    places: tuple[tuple[float, float], ...]
    style: Style = "accent"


@dataclass(frozen=True)
class Bar:
    """A bar from one height to another, with what it stands for."""

    x: float
    base: float
    top: float
    detail: Label = ""


@dataclass(frozen=True)
class Bars:
    """Bars of one width, in the unit of the horizontal axis."""

    bars: tuple[Bar, ...]
    width: float
    style: Style = "muted"


@dataclass(frozen=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    label: Label
    align: Align = "middle"


@dataclass(frozen=True)
class Area:
    """A shaded region with straight edges."""

    places: tuple[tuple[float, float], ...]
    style: Style = "shade"


Mark = Points | Line | Bars | Text | Area


@dataclass(frozen=True)
class Figure:
    """A figure; ``key`` is its identifier, which occurs once in a page.

    ``title`` and ``description`` are read aloud by screen readers, ``caption`` stands below.
    ``width`` and ``height`` are pixels at the size at which the letters are meant to be read.
    """

    key: str
    title: Label
    description: Label
    caption: Label
    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    width: float = 440.0
    height: float = 372.0
