"""Axes in pixels, for figures of several panels or with a legend below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.plots.figure import Axis, Label, Line, Mark, Segments, Text
from consilience.plots.ticks import round_ticks

_FINE = 9.5


@dataclass(frozen=True)
class Panel:
    """A rectangle of the page with a horizontal and a vertical axis."""

    left: float
    top: float
    width: float
    height: float
    x: Axis
    y: Axis

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a pair of values lies, in pixels."""
        return self.across(x), self.down(y)

    def across(self, x: float) -> float:
        """Return where a value of the horizontal axis lies."""
        return round(self.left + self.width * (x - self.x.low) / (self.x.high - self.x.low), 1)

    def down(self, y: float) -> float:
        """Return where a value of the vertical axis lies."""
        return round(self.bottom - self.height * (y - self.y.low) / (self.y.high - self.y.low), 1)


def panel_marks(panel: Panel, *, named: bool = True, mirrored: bool = False) -> list[Mark]:
    """Return the axes: values beside them, the vertical one's name above, pale lines across.

    With ``named`` the horizontal axis has its values and its name; with ``mirrored`` what is drawn
    downwards counts upwards from 0 too.
    """
    lines = tuple(
        ((panel.left, panel.down(tick)), (panel.right, panel.down(tick))) for tick in panel.y.ticks
    )
    marks: list[Mark] = [Segments(lines, "pale muted", 0.8)]
    marks.append(Line(((panel.left, panel.bottom), (panel.right, panel.bottom)), "ink"))
    marks.append(Text(panel.left, panel.top - 8, panel.y.label, "start", "ink"))
    for tick in panel.y.ticks:
        shown = f"{abs(tick) if mirrored else tick:g}"
        marks.append(Text(panel.left - 6, panel.down(tick) + 3.3, shown, "end", size=_FINE))
    if named:
        for tick in panel.x.ticks:
            x = panel.across(tick)
            marks.append(Line(((x, panel.bottom), (x, panel.bottom + 4)), "ink"))
            marks.append(Text(x, panel.bottom + 15, f"{tick:g}", size=_FINE))
        marks.append(Text(panel.right, panel.bottom + 30, panel.x.label, "end", "ink"))
    return marks


def value_axis(label: Label, values: Iterable[float]) -> Axis:
    """Return an axis that holds 0 and all values, with round values beside it."""
    listed = [0.0, *values]
    low, high = min(listed), max(listed)
    room = 0.04 * (high - low)
    low, high = low - (room if low < 0 else 0), high + room if high > low else 1.0
    return Axis(label, low, high, round_ticks(low, high, 6))


def year_axis(label: Label, years: Sequence[float]) -> Axis:
    """Return an axis of years with half a year on either side; only whole years are named."""
    low, high = min(years) - 0.5, max(years) + 0.5
    ticks = tuple(t for t in round_ticks(low, high, 9) if t == int(t))
    return Axis(label, low, high, ticks)
