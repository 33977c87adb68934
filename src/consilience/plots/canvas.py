"""The surface that figures are drawn on: sizes, colours, and where data lie on it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from consilience.plots.figure import Align, Figure, Label
from consilience.results import Note
from consilience.texts import Language

LEFT, TOP, RIGHT, BOTTOM = 52.0, 12.0, 14.0, 50.0
SIZE = 11.0
INK, SOFT, PAPER = "#22272e", "#5c6570", "#ffffff"
COLOURS = {
    "accent": "#1d5c70",
    "contrast": "#a8481f",
    "muted": "#7d858f",
    "guide": "#b8bec6",
    "shade": "#f7efe9",
}


@dataclass(frozen=True)
class Canvas:
    """Where data coordinates lie on the page."""

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
        share = (value - axis.low) / (axis.high - axis.low)
        return LEFT + share * (self.right - LEFT)

    def y(self, value: float) -> float:
        """Return where a value of the vertical axis lies."""
        axis = self.figure.y
        share = (value - axis.low) / (axis.high - axis.low)
        return self.bottom - share * (self.bottom - TOP)

    def plain(self, label: Label) -> str:
        """Return a label in the language of the figure."""
        return label.sentence(self.language) if isinstance(label, Note) else label

    def words(self, label: Label) -> str:
        """Return a label, escaped."""
        return escape(self.plain(label), quote=True)


def text_element(
    x: float, y: float, content: str, align: Align, colour: str, more: str = ""
) -> str:
    """Return words at a place; the content is escaped already."""
    anchor = "" if align == "start" else f' text-anchor="{align}"'
    fill = "" if colour == INK else f' fill="{colour}"'
    return f'<text x="{decimals(x)}" y="{decimals(y)}"{anchor}{fill}{more}>{content}</text>'


def decimals(value: float) -> str:
    """Return a number with at most two decimals, the same bytes for the same number."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
