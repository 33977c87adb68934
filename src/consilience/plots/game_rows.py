"""Figures of games in rows: a name at the left, a scale above, what belongs to it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.plots.canvas import SIZE
from consilience.plots.figure import Axis, Label, Look, Mark, Segments, Text
from consilience.plots.game_parts import broken, state_lines, widest
from consilience.plots.panels import Panel

MARGIN, LINE = 12.0, 14.0
_HEAD, _PAD, _WIDEST = 40.0, 10.0, 230.0


@dataclass(frozen=True)
class Row:
    """One row: the lines of its name, and where it lies."""

    name: tuple[Label, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.top + self.height / 2


def state_name(profile: Sequence[str]) -> tuple[Label, ...]:
    """Return the lines of a state; a mixed state has no strategies to name."""
    return tuple(state_lines(profile, _WIDEST))


def plain_name(name: str) -> tuple[Label, ...]:
    """Return the lines of a name."""
    return tuple(broken(name, _WIDEST))


def rows_of(names: Sequence[tuple[Label, ...]], least: float) -> list[Row]:
    """Return rows from the top, each as high as its name and its content need."""
    found, top = [], _HEAD
    for name in names:
        height = max(least, LINE * len(name)) + _PAD
        found.append(Row(name, top, height))
        top += height
    return found


def rows_panel(rows: Sequence[Row], axis: Axis, width: float) -> Panel:
    """Return the panel right of the names."""
    left = MARGIN + max(widest(line) for row in rows for line in row.name) + 14
    return Panel(
        left, _HEAD, width, rows[-1].top + rows[-1].height - _HEAD, axis, Axis("", 0, 1, ())
    )


def rows_frame(panel: Panel, rows: Sequence[Row], bold: Sequence[bool] = ()) -> list[Mark]:
    """Return the upright lines with their values and what they measure, and the names of rows."""
    lines = tuple(
        ((panel.across(tick), panel.top), (panel.across(tick), panel.bottom))
        for tick in panel.x.ticks
    )
    marks: list[Mark] = [Segments(lines, "pale muted", 0.8)]
    marks += [Text(panel.across(t), panel.top - 6, f"{t:g}", size=9.5) for t in panel.x.ticks]
    marks.append(Text(MARGIN, panel.top - 23, panel.x.label, "start", "ink"))
    for place, row in enumerate(rows):
        look: Look = "bold" if bold and bold[place] else "ink"
        first = row.middle - LINE * (len(row.name) - 1) / 2 + 0.35 * SIZE
        for number, line in enumerate(row.name):
            marks.append(Text(panel.left - 10, first + LINE * number, line, "end", look))
    return marks


def rows_width(panel: Panel, beside: float) -> float:
    """Return how wide a figure is whose rows have so much beside them."""
    return max(panel.right + beside, widest(panel.x.label) + 2 * MARGIN, 300.0)
