"""The description of a figure: what is drawn, as plain values that a test can read.

A figure is made from numbers by a function such as :func:`consilience.plots.xy_plot` and drawn
by :func:`consilience.plots.to_svg` or :func:`consilience.plots.save`. Its coordinates are those
of the data; without axes they are pixels from the upper left corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.results import Note
from consilience.texts import Language

Label = str | Note  # a name from the data, or a sentence of the catalogue
Style = Literal[
    "ink",
    "accent",
    "contrast",
    "muted",
    "guide",
    "shade",
    "band",
    "middle accent",
    "pale accent",
    "pale contrast",
    "pale muted",
    "paper",
    "group 1",
    "group 2",
    "group 3",
    "group 4",
    "group 5",
    "group 6",
    "group 7",
    "group 8",
]
Align = Literal["start", "middle", "end"]
Look = Literal["soft", "ink", "bold", "light"]
Sign = Literal["filled", "open", "crossed", "ringed", "value"]
Form = Literal["circle", "square", "triangle", "diamond", "wedge", "plus", "star", "hexagon"]


def words(label: Label, language: Language) -> str:
    """Return a label in a language; names from the data stay as they are."""
    return label.sentence(language) if isinstance(label, Note) else label


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
    """A line through the places, in their order.

    ``width`` and ``dashes`` (on and off) are in pixels; those of the style without them.
    """

    places: tuple[tuple[float, float], ...]
    style: Style = "accent"
    width: float | None = None
    dashes: tuple[float, ...] = ()
    detail: Label = ""


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
    """Words at a place; ``turned`` ones read upwards, ``detail`` is said of them.

    With ``halo`` a white edge keeps them readable on lines.
    """

    x: float
    y: float
    label: Label
    align: Align = "middle"
    look: Look = "soft"
    size: float = 11.0
    turned: bool = False
    target: str = ""
    detail: Label = ""
    halo: bool = False


@dataclass(frozen=True)
class Area:
    """A region with straight edges, filled and perhaps outlined."""

    places: tuple[tuple[float, float], ...]
    style: Style = "shade"
    outline: Style | None = None
    target: str = ""
    detail: Label = ""


@dataclass(frozen=True)
class Circle:
    """A sign for one condition: present, absent, a value, or not named.

    ``"ringed"`` is a filled circle within a dashed ring, ``"value"`` writes ``text`` into the
    circle. The radius is in pixels.
    """

    x: float
    y: float
    radius: float
    sign: Sign
    style: Style = "ink"
    dashed: bool = False
    text: str = ""
    target: str = ""
    detail: Label = ""


@dataclass(frozen=True)
class Symbol:
    """A sign whose form and colour say to what group something belongs.

    ``radius`` is that of a circle of the same area, in pixels; ``edge`` the width of its outline.
    """

    x: float
    y: float
    radius: float
    form: Form = "circle"
    style: Style = "accent"
    outline: Style = "ink"
    edge: float = 0.9
    target: str = ""
    detail: Label = ""


@dataclass(frozen=True)
class Segments:
    """Straight pieces of one look, such as ties of one strength.

    ``width``, ``dashes`` (on and off) and ``head`` (how long the arrowhead at each end is, 0 for
    none) are in pixels.
    """

    pieces: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    style: Style = "muted"
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    head: float = 0.0
    detail: Label = ""


Mark = Points | Line | Bars | Text | Area | Circle | Symbol | Segments


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
    x: Axis | None
    y: Axis | None
    marks: tuple[Mark, ...]
    width: float = 440.0
    height: float = 372.0
