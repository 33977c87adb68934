"""What a figure becomes before a file format: traces, discs, words and links, in pixels.

Every format draws the same shapes, so that they look the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from consilience.plots.figure import Align

Places = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Paint:
    """How a shape is drawn; an empty colour draws nothing. ``dashes`` are on and off, in pixels."""

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    opacity: float = 1.0


@dataclass(frozen=True)
class Trace:
    """Straight pieces through places; closed ones are regions."""

    places: Places
    paint: Paint
    closed: bool = False
    title: str = ""


@dataclass(frozen=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    paint: Paint
    title: str = ""


@dataclass(frozen=True)
class Pieces:
    """Many lines, or many filled regions, of one paint: one element of the drawing."""

    pieces: tuple[Places, ...]
    paint: Paint
    closed: bool = False
    title: str = ""


@dataclass(frozen=True)
class Run:
    """Words of one piece, which may lead to an address."""

    words: str
    target: str = ""
    label: str = ""


@dataclass(frozen=True)
class Words:
    """Words on a baseline; ``turned`` ones read upwards."""

    x: float
    y: float
    runs: tuple[Run, ...]
    align: Align
    colour: str
    size: float
    bold: bool = False
    turned: bool = False
    title: str = ""
    halo: bool = False


@dataclass(frozen=True)
class Link:
    """Shapes that lead to an address, with what a screen reader says of them."""

    target: str
    label: str
    shapes: tuple[Trace | Disc | Words, ...]


Shape = Trace | Disc | Pieces | Words | Link


@dataclass(frozen=True)
class Drawing:
    """A whole figure in pixels."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
