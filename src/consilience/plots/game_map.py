"""The plane of two parameters divided by which states are stable."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.games import StabilityMap
from consilience.plots.canvas import SIZE
from consilience.plots.cells import cell_marks
from consilience.plots.common import rectangle
from consilience.plots.figure import Axis, Figure, Line, Mark, Style, Symbol, Text
from consilience.plots.game_parts import state_lines, today_item, today_symbol
from consilience.plots.labels import fitted
from consilience.plots.network_legend import flow
from consilience.plots.panels import Panel, panel_marks
from consilience.plots.ticks import round_ticks
from consilience.results import Note

_WIDTH, _LEFT, _TOP, _SIDE, _HIGH, _FOOT = 460.0, 54.0, 34.0, 380.0, 300.0, 44.0
_LINE, _MOST = 15.0, 12
_GAP = 0.03  # of the plane: farther points belong to another piece of a border
# Neighbours in size differ in lightness too; the letters tell them apart without colour.
_GROUND: tuple[Style, ...] = (
    "pale accent", "shade", "pale muted", "pale contrast", "middle accent", "band", "paper",
)  # fmt: skip
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def stability_map_figure(
    found: StabilityMap,
    *,
    today: Sequence[float] | None = None,
    key: str = "stability-map",
) -> Figure:
    """Describe which states are stable at each pair of values of two parameters.

    Parameters
    ----------
    found : StabilityMap
        As :func:`~consilience.games.stability_map` returns it.
    today : pair of float, optional
        Today's values of both parameters; outside of the ranges it is said, not drawn.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Regions with letters, their borders as lines, and below what is stable in each: the
        largest twelve, the others share the sign "…".

    Raises
    ------
    ArgumentError
        If ``found`` is something else, or ``today`` is no pair of finite numbers.

    Examples
    --------
    >>> from consilience.games import Game, stability_map
    >>> from consilience.games.game import EXAMPLE
    >>> found = stability_map(Game.from_dict(EXAMPLE), "C", "W", (0, 10), (0, 10))
    >>> stability_map_figure(found, today=(5, 5.5)).description.values["regions"]
    ['A 42%', 'B 40%', 'C 18%']

    References
    ----------
    Friedman, D. (1991). Evolutionary Games in Economics. Econometrica 59(3).
    """
    owner = "stability_map_figure"
    if not isinstance(found, StabilityMap):
        raise ArgumentError("found", owner, "stability_map", type(found).__name__)
    now = None if today is None else checks.numbers(today, "today", owner)
    if now is not None and len(now) != 2:
        raise ArgumentError("today", owner, "pair_of_values", list(now))
    panel = _panel(found)
    marks: list[Mark] = cell_marks(panel, np.minimum(found.labels, _MOST), (*_styles(), "paper"))
    marks += panel_marks(panel)
    box = rectangle(panel.left, panel.top, panel.width, panel.height)
    marks.append(Line((*box, box[0]), "ink"))
    for border in found.borders:
        marks += _border(panel, border.points)
    marks += _letters(panel, found)
    inside = now is not None and _holds(panel, now)
    if now is not None and inside:
        marks.append(today_symbol(*panel.at(float(now[0]), float(now[1]))))
    foot = panel.bottom + _FOOT
    legend, deep = flow([today_item()] if inside else [], 12.0, foot, _WIDTH - 24)
    keys, high = _keys(found, foot + deep)
    told = {
        "x": found.x,
        "y": found.y,
        "count": len(found.regions),
        "regions": [f"{_letter(n)} {item.share:.0%}" for n, item in enumerate(found.regions)],
        "left_out": max(0, len(found.regions) - _MOST),
    }
    part = "_part" if len(found.regions) > _MOST else ""
    return Figure(
        key=key,
        title=Note("game_plots.map.title", told),
        description=Note("game_plots.map.description", told),
        caption=Note(f"game_plots.map.caption{part}", told),
        x=None,
        y=None,
        marks=(*marks, *legend, *keys),
        width=_WIDTH,
        height=foot + deep + high + 8,
    )


def _styles() -> list[Style]:
    return [_GROUND[place % len(_GROUND)] for place in range(_MOST)]


def _letter(number: int) -> str:
    return _LETTERS[number] if number < _MOST else "…"


def _panel(found: StabilityMap) -> Panel:
    """Return the plane; its axes end where the ranges do."""
    x, y = (
        Axis(fitted(name, _SIDE, SIZE), *ends, round_ticks(*ends, 6))
        for name, ends in ((found.x, found.x_range), (found.y, found.y_range))
    )
    return Panel(_LEFT, _TOP, _SIDE, _HIGH, x, y)


def _holds(panel: Panel, at: NDArray[np.float64]) -> bool:
    return all(
        axis.low <= value <= axis.high
        for axis, value in zip((panel.x, panel.y), at.tolist(), strict=True)
    )


def _border(panel: Panel, points: NDArray[np.float64]) -> list[Mark]:
    places = [panel.at(x, y) for x, y in points.tolist()]
    return [
        Line(tuple(line), "ink", 1.4)
        for line in chained(places, _GAP * math.hypot(panel.width, panel.height))
        if len(line) > 1
    ]


def chained(places: Sequence[tuple[float, float]], gap: float) -> list[list[tuple[float, float]]]:
    """Return points of curves in the order in which they follow each other.

    Each line goes on to the nearest point that is left, at both ends, until that is farther away
    than the gap.

    Parameters
    ----------
    places : sequence of pairs of float
        In any order.
    gap : float
        The farthest neighbour on one line.

    Returns
    -------
    list of lists of pairs of float
        Every place once.

    Raises
    ------
    ValueError
        If places are no pairs.

    Examples
    --------
    >>> chained([(0, 0), (2, 0), (1, 0), (9, 9)], 3)
    [[(2, 0), (1, 0), (0, 0)], [(9, 9)]]

    References
    ----------
    A convention of this program.
    """
    left = list(dict.fromkeys(places))
    lines = []
    while left:
        line = [left.pop(0)]
        for _ in range(2):  # from one end, then from the other
            while left:
                distances = np.hypot(*(np.array(left) - line[-1]).T)
                nearest = int(distances.argmin())
                if distances[nearest] > gap:
                    break
                line.append(left.pop(nearest))
            line.reverse()
        lines.append(line)
    return [line if len(line) < 2 or line[0] >= line[-1] else line[::-1] for line in lines]


def _letters(panel: Panel, found: StabilityMap) -> list[Mark]:
    return [
        Text(*_below(panel.at(*item.inside)), _letter(place), "middle", "bold", 13.0, halo=True)
        for place, item in enumerate(found.regions[:_MOST])
    ]


def _below(at: tuple[float, float]) -> tuple[float, float]:
    """Return the baseline of a letter whose middle lies at a place."""
    return at[0], at[1] + 4.5


def _keys(found: StabilityMap, top: float) -> tuple[list[Mark], float]:
    """Return what is stable in each region, a state a line, and how high that is."""
    marks: list[Mark] = []
    y = top + _LINE / 2
    for place, item in enumerate(found.regions[:_MOST]):
        marks.append(Symbol(19, y, 5.6, "square", _styles()[place], "ink"))
        marks.append(Text(32, y + 0.35 * SIZE, _letter(place), "start", "bold"))
        share = Note("game_plots.map.share", {"share": item.share})
        marks.append(Text(84, y + 0.35 * SIZE, share, "end"))
        lines = [line for state in item.stable for line in state_lines(state, _WIDTH - 104)]
        for line in lines or [Note("game_plots.map.nothing")]:
            marks.append(Text(94, y + 0.35 * SIZE, line, "start", "ink"))
            y += _LINE
        y += 3
    return marks, y - top - _LINE / 2
