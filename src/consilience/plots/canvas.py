"""The surface that figures are drawn on: sizes, colours, and where data lie on it."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.plots.figure import Align, Axis, Figure, Label, words
from consilience.plots.shapes import Run, Words
from consilience.texts import Language

LEFT, TOP, RIGHT, BOTTOM = 52.0, 12.0, 14.0, 50.0
SIZE = 11.0
INK, SOFT, PAPER = "#22272e", "#5c6570", "#ffffff"
COLOURS = {
    "ink": INK,
    "accent": "#1d5c70",
    "contrast": "#a8481f",
    "muted": "#7d858f",
    "guide": "#b8bec6",
    "shade": "#f7efe9",
    "band": "#f3f4f6",
    "middle accent": "#7fb0bf",
    "pale accent": "#bcd8e0",
    "pale contrast": "#f0cdb9",
    "pale muted": "#dfe2e6",
    "paper": PAPER,
    # eight hues that colour-blind readers tell apart (Okabe and Ito 2008)
    "group 1": "#0072b2",
    "group 2": "#e69f00",
    "group 3": "#009e73",
    "group 4": "#d55e00",
    "group 5": "#56b4e9",
    "group 6": "#cc79a7",
    "group 7": "#f0e442",
    "group 8": "#a3a9b1",
}
LOOKS = {"soft": SOFT, "ink": INK, "bold": INK, "light": PAPER}


@dataclass(frozen=True)
class Canvas:
    """Where coordinates of a figure lie on the page; without axes they are those of the page."""

    figure: Figure
    language: Language

    @property
    def right(self) -> float:
        """The right end of the drawing."""
        return self.figure.width - RIGHT

    @property
    def bottom(self) -> float:
        """The lower end of the drawing."""
        return self.figure.height - BOTTOM

    def x(self, value: float) -> float:
        """Return where a value of the horizontal axis lies."""
        axis = self.figure.x
        return value if axis is None else LEFT + _share(axis, value) * (self.right - LEFT)

    def y(self, value: float) -> float:
        """Return where a value of the vertical axis lies."""
        axis = self.figure.y
        return value if axis is None else self.bottom - _share(axis, value) * (self.bottom - TOP)

    def place(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return where a pair of values lies."""
        return self.x(place[0]), self.y(place[1])

    def plain(self, label: Label) -> str:
        """Return a label in the language of the figure."""
        return words(label, self.language)


def _share(axis: Axis, value: float) -> float:
    return (value - axis.low) / (axis.high - axis.low)


def ink_words(x: float, y: float, content: str, align: Align = "middle") -> Words:
    """Return plain words in the colour and size of the text."""
    return Words(x, y, (Run(content),), align, INK, SIZE)
