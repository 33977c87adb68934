"""Order degrees of subsystems over time, and how far they are coordinated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.common import rectangle
from consilience.plots.curves import CURVE_LOOKS, curve_item
from consilience.plots.figure import Area, Axis, Figure, Label, Mark, Segments, Text, words
from consilience.plots.grids import number_grid
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel, panel_marks
from consilience.plots.series import period_axis, period_names, series_marks
from consilience.results import Note
from consilience.texts import LANGUAGES

_LEFT, _TOP, _WIDE, _UPPER, _LOWER, _BETWEEN, _FOOT = 44.0, 30.0, 380.0, 150.0, 165.0, 40.0, 42.0
_FINE, _SIDE, _WIDEST, _MOST = 9.5, 150.0, 230.0, len(CURVE_LOOKS)
_SLACK = 1e-9
_GRADES = (
    "extreme_imbalance", "severe_imbalance", "moderate_imbalance", "mild_imbalance",
    "near_imbalance", "bare", "primary", "intermediate", "good", "quality",
)  # fmt: skip
_CLASSES = tuple((n / 10, Note(f"plots.order.{name}")) for n, name in enumerate(_GRADES))
Array = NDArray[np.float64]


def order_degree_figure(
    periods: Sequence[str],
    subsystems: Sequence[str],
    degrees: ArrayLike,
    coordination: ArrayLike | None = None,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
    *,
    classes: Sequence[tuple[float, Label]] = _CLASSES,
    key: str = "order-degrees",
) -> Figure:
    """Describe the order degrees of subsystems over time, below them their coordination.

    Parameters
    ----------
    periods : sequence of str, shape (n,)
        The periods or cases, in order.
    subsystems : sequence of str, shape (k,)
        One to seven subsystems.
    degrees : array of shape (n, k)
        Order degrees in [0, 1]; NaN where there is none.
    coordination : array of shape (n,), optional
        Coupling coordination D in [0, 1]; NaN where it is not defined.
    low, high : array of shape (n,), optional
        The least and the greatest D over weightings and forms: a shaded band.
    classes : sequence of (float, label)
        Where each class of D begins, rising from 0, and what it is called. The ten usual classes by
        default; none with ``()``.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A panel of lines, and with a coordination a second one below.

    Raises
    ------
    ArgumentError
        If shapes differ, a value lies outside of [0, 1], a band does not hold its value, or there
        are more than seven subsystems.

    Examples
    --------
    >>> degrees = [[0.1, 0.3], [0.4, 0.5]]
    >>> figure = order_degree_figure(["2021", "2022"], ["creation", "speed"], degrees)
    >>> figure.title.sentence()
    'Order degrees of creation, speed, 2021–2022'

    References
    ----------
    Liao, C. (1999). Quantitative Judgement and Classification System for Coordinated Development of
    Environment and Economy. Tropical Geography 19(2).
    """
    owner = "order_degree_figure"
    when = checks.names(list(map(str, periods)), "periods", owner)
    parts = checks.names(subsystems, "subsystems", owner)
    if len(parts) > _MOST:
        raise ArgumentError("subsystems", owner, "at_most_names", len(parts), high=_MOST)
    lines = number_grid(degrees, (len(when), len(parts)), "degrees", owner, shares=True)
    curve = None
    if coordination is not None:
        curve = number_grid(coordination, (len(when),), "coordination", owner, shares=True)
    band = _band(curve, low, high, owner)
    sides = _classes(classes, owner) if curve is not None else []
    x = period_axis(Note("plots.order.period"), when)
    upper = Panel(_LEFT, _TOP, _WIDE, _UPPER, x, _unit_axis("degree", 0.25))
    marks: list[Mark] = panel_marks(upper, named=False)
    for number, name in enumerate(parts):
        details = [_detail("dot", name, period, lines[n, number]) for n, period in enumerate(when)]
        marks += series_marks(upper, lines[:, number], CURVE_LOOKS[number], details, number)
    last, width = upper, upper.right + 20
    if curve is not None:
        last = Panel(
            _LEFT, upper.bottom + _BETWEEN, _WIDE, _LOWER, x, _unit_axis("coordination", 0.1)
        )
        shown, wide = _coordination(last, when, curve, band, sides)
        marks += shown
        width = last.right + wide
    marks += period_names(last, when)
    items = [curve_item(n, fitted(name, _WIDEST, SIZE)) for n, name in enumerate(parts)]
    if band is not None:
        shape = Area(rectangle(-11, -5, 22, 10), "pale muted", "muted")
        items.append(Item((shape,), 24.0, Note("plots.order.band")))
    legend, deep = flow(items, _LEFT, last.bottom + _FOOT, width - _LEFT - 12)
    told = _told(when, parts, curve)
    kind = "" if curve is None else "_band" if band is not None else "_coordination"
    return Figure(
        key=key,
        title=Note("plots.order.title", told),
        description=Note(
            f"plots.order.description{'' if curve is None else '_coordination'}", told
        ),
        caption=Note(f"plots.order.caption{kind}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=width,
        height=last.bottom + _FOOT + deep + 6,
    )


def _band(
    curve: Array | None, low: ArrayLike | None, high: ArrayLike | None, owner: str
) -> tuple[Array, Array] | None:
    if low is None and high is None:
        return None
    if curve is None or low is None or high is None:
        raise ArgumentError("low", owner, "band_of", None)
    lower, upper = (
        number_grid(values, curve.shape, name, owner, shares=True)
        for values, name in ((low, "low"), (high, "high"))
    )
    wrong = (lower > curve + _SLACK) | (upper < curve - _SLACK)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise ArgumentError("low", owner, "range_holds", float(lower[place]), place=place + 1)
    return lower, upper


def _classes(classes: Sequence[tuple[float, Label]], owner: str) -> list[tuple[float, Label]]:
    starts = [float(start) for start, _ in classes]
    if starts and (starts[0] != 0 or starts[-1] >= 1 or sorted(set(starts)) != starts):
        raise ArgumentError("classes", owner, "classes", starts)
    return [(start, label) for start, (_, label) in zip(starts, classes, strict=True)]


def _unit_axis(name: str, step: float) -> Axis:
    ticks = tuple(round(step * n, 2) for n in range(round(1 / step) + 1))
    shown = ticks if step >= 0.2 else ticks[::2]
    return Axis(Note(f"plots.order.{name}"), 0.0, 1.0, shown)


def _detail(kind: str, name: str, period: str, value: float) -> Label:
    return Note(f"plots.order.{kind}", {"name": name, "period": period, "value": float(value)})


def _coordination(
    panel: Panel,
    when: Sequence[str],
    curve: Array,
    band: tuple[Array, Array] | None,
    sides: Sequence[tuple[float, Label]],
) -> tuple[list[Mark], float]:
    """Return the lower panel, and how much room the classes take beside it."""
    marks: list[Mark] = panel_marks(panel, named=False)
    if band is not None:
        marks += _band_marks(panel, *band)
    details = [_detail("coordination_dot", "D", p, v) for p, v in zip(when, curve, strict=True)]
    marks += series_marks(panel, curve, ("ink", "wedge", ()), details, 3)
    ends = [*(start for start, _ in sides[1:]), 1.0]
    wide = 20.0
    for (start, label), end in zip(sides, ends, strict=False):
        y = panel.down((start + end) / 2) + 3.3
        shown = label if isinstance(label, Note) else fitted(label, _SIDE, _FINE)
        marks.append(Text(panel.right + 8, y, shown, "start", size=_FINE))
        said = max(text_width(words(shown, language), _FINE) for language in LANGUAGES)
        wide = max(wide, said + 16)
    lines = tuple(
        ((panel.left, panel.down(start)), (panel.right + 6, panel.down(start)))
        for start, _ in sides[1:]
    )
    return ([Segments(lines, "guide", 0.7, (1.5, 2.5)), *marks] if lines else marks), wide


def _band_marks(panel: Panel, low: Array, high: Array) -> list[Mark]:
    """Return the band as a region; of a single period as an upright bar."""
    found: list[Mark] = []
    known = np.isfinite(low) & np.isfinite(high)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], known.astype(int), [0]]))).tolist()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        span = [*range(start, end)]
        xs = [start - 0.1, start + 0.1] if len(span) == 1 else span
        places = span * 2 if len(span) == 1 else span
        top = [panel.at(x, float(high[n])) for x, n in zip(xs, places, strict=True)]
        base = [panel.at(x, float(low[n])) for x, n in zip(xs, places, strict=True)]
        found.append(Area((*top, *reversed(base)), "pale muted", "muted"))
    return found


def _told(when: Sequence[str], parts: Sequence[str], curve: Array | None) -> dict[str, object]:
    told: dict[str, object] = {
        "subsystems": list(parts),
        "count": len(parts),
        "span": when[0] if len(when) == 1 else f"{when[0]}–{when[-1]}",
    }
    if curve is not None:
        known = np.flatnonzero(np.isfinite(curve))
        told["values"] = (
            [f"{when[n]} {curve[n]:.3f}" for n in dict.fromkeys(known[[0, -1]])]
            if len(known)
            else "–"
        )
    return told
