"""Lines of several series, each with a colour, a form and dashes of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from consilience.plots.figure import Axis, Form, Label, Line, Mark, Style, Symbol, Text
from consilience.plots.labels import text_width
from consilience.plots.panels import Panel

SeriesLook = tuple[Style, Form, tuple[float, ...]]
_FINE, _APART = 9.5, 8.0


def series_marks(
    panel: Panel,
    values: NDArray[np.float64],
    look: SeriesLook,
    details: Sequence[Label],
    number: int = 0,
) -> list[Mark]:
    """Return a line with a sign at each place 0, 1, ...; it breaks where a value is NaN.

    Earlier series have wider lines and larger signs, so that equal values show all of them.
    """
    style, form, dashes = look
    marks: list[Mark] = []
    for start, end in _stretches(values):
        places = tuple(panel.at(x, float(values[x])) for x in range(start, end))
        if len(places) > 1:
            marks.append(Line(places, style, 2.8 - 0.3 * number, dashes))
    for x in np.flatnonzero(np.isfinite(values)).tolist():
        at = panel.at(x, float(values[x]))
        marks.append(Symbol(*at, 6.4 * 0.84**number, form, style, "paper", 0.8, detail=details[x]))
    return marks


def _stretches(values: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return begin and end (exclusive) of each run of numbers."""
    known = np.concatenate([[False], np.isfinite(values), [False]])
    edges = np.flatnonzero(known[1:] != known[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def period_axis(label: Label, periods: Sequence[str]) -> Axis:
    """Return an axis with the places 0, 1, ... of periods, half a place beyond either end."""
    return Axis(label, -0.5, len(periods) - 0.5, tuple(range(len(periods))))


def period_names(panel: Panel, periods: Sequence[str]) -> list[Mark]:
    """Return the periods below a panel, so many that none stands on another."""
    widest = max(text_width(name, _FINE) for name in periods) + _APART
    step = max(1, int(-(-widest * len(periods) // panel.width)))
    marks: list[Mark] = []
    for place in range(0, len(periods), step):
        x = panel.across(place)
        marks.append(Line(((x, panel.bottom), (x, panel.bottom + 4)), "ink"))
        marks.append(Text(x, panel.bottom + 15, periods[place], size=_FINE, detail=periods[place]))
    marks.append(Text(panel.right, panel.bottom + 31, panel.x.label, "end", "ink"))
    return marks
