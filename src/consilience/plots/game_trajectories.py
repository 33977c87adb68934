"""Shares of strategies over time, for several starts or several values of a parameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.curves import CURVE_LOOKS, curve_item, curve_marks, curve_sample
from consilience.plots.figure import Axis, Figure, Label, Line, Mark, Text
from consilience.plots.game_parts import (
    Floats,
    Players,
    players_of,
    share_label,
    shares_of,
    widest,
)
from consilience.plots.labels import fitted
from consilience.plots.network_legend import flow, moved
from consilience.plots.panels import Panel, panel_marks, value_axis
from consilience.results import Note

_LEFT, _TOP, _FOOT, _WIDE, _HIGH, _BETWEEN = 40.0, 30.0, 40.0, 290.0, 118.0, 34.0
_SMALL, _GAP = 240.0, 44.0  # panels beside each other
_LEADER, _SAMPLE, _LINE, _NAME = 16.0, 36.0, 14.5, 190.0
_TITLE = 400.0
Panels = Literal["strategies", "curves"]


@dataclass(frozen=True)
class _Curve:
    """One line of a panel: its look, what it is called, its shares."""

    number: int
    name: Label
    shares: Floats


def trajectory_figure(
    times: ArrayLike,
    curves: Mapping[str, ArrayLike],
    populations: Sequence[str],
    strategies: Sequence[Sequence[str]],
    *,
    panels: Panels = "strategies",
    key: str = "trajectories",
) -> Figure:
    """Describe how shares of strategies change over time.

    Of a population of two strategies the first one is shown, of a larger one all.

    Parameters
    ----------
    times : array of shape (t,)
        Rising, at least 0.
    curves : mapping of str to array of shape (t, strategies)
        One to seven paths by what they are called, such as ``"s = 0.5"``: shares in [0, 1], a
        column a strategy, populations one after the other, as
        :class:`~consilience.games.Trajectory` has them.
    populations : sequence of str
        Their names.
    strategies : sequence of sequences of str
        The strategies of each population; up to seven lines are shown in a panel.
    panels : {"strategies", "curves"}
        A panel a strategy with a line a curve, or a panel a curve with a line a strategy. One
        curve alone is one panel.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        Lines with dashes of their own; their names stand at their ends, or below where there are
        several panels of the same lines.

    Raises
    ------
    ArgumentError, UnknownNameError
        If times do not rise, a table has another shape, shares do not sum to 1 in a population, or
        there are more than seven lines.

    Examples
    --------
    >>> path = [[0.5, 0.5, 0.4, 0.6], [0.9, 0.1, 0.8, 0.2]]
    >>> names = [["cooperate", "wait"], ["cooperate", "wait"]]
    >>> figure = trajectory_figure([0, 4], {"today": path}, ["maker", "supplier"], names)
    >>> figure.title.sentence()
    'Shares of strategies over time 4'

    References
    ----------
    Taylor, P. D. and Jonker, L. B. (1978). Evolutionary Stable Strategies and Game Dynamics.
    Mathematical Biosciences 40.
    """
    owner = "trajectory_figure"
    players = players_of(populations, strategies, owner)
    when = checks.numbers(times, "times", owner)
    if when[0] < 0 or (np.diff(when) <= 0).any():
        raise ArgumentError("times", owner, "increasing_times", when.tolist())
    given = _curves(curves, when, players, owner)
    by = checks.choice(panels, get_args(Panels), "panels", owner)
    shown = _shown(players)
    many = len(given) > 1
    groups: list[tuple[Label, list[_Curve]]]
    if by == "curves" or not many:
        _few(len(shown), owner)
        groups = [
            (name if many else "", _of_strategies(shares, shown, _TITLE if many else 2 * _NAME))
            for name, shares in given.items()
        ]
    else:
        groups = [(share_label(*names, _TITLE), _of_curves(given, at)) for names, at in shown]
    draw = _beside if many and by == "curves" else _stacked
    marks, width, height = draw(groups, when)
    told = {"time": float(when[-1]), "curves": list(given), "ends": _ends(given, shown)}
    kind = "" if len(given) == 1 else f"_{by}"
    return Figure(
        key=key,
        title=Note("game_plots.trajectory.title", told),
        description=Note("game_plots.trajectory.description", told),
        caption=Note(f"game_plots.trajectory.caption{kind}", told),
        x=None,
        y=None,
        marks=tuple(marks),
        width=width,
        height=height,
    )


def _curves(given: object, when: Floats, players: Players, owner: str) -> dict[str, Floats]:
    if not isinstance(given, Mapping) or not 1 <= len(given) <= len(CURVE_LOOKS):
        got = len(given) if isinstance(given, Mapping) else given
        raise ArgumentError("curves", owner, "named_curves", got, high=len(CURVE_LOOKS))
    found = {}
    for name, table in given.items():
        shares = shares_of(table, players, f"curves[{name}]", owner, 2)
        checks.same_length(shares, when, f"curves[{name}]", owner, "times")
        found[str(name)] = shares
    return found


def _few(count: int, owner: str) -> None:
    if count > len(CURVE_LOOKS):
        raise ArgumentError("strategies", owner, "at_most_names", count, high=len(CURVE_LOOKS))


def _shown(players: Players) -> list[tuple[tuple[str, str], int]]:
    """Return population, strategy and column of every share that is shown."""
    found = []
    rows = zip(players.populations, players.strategies, players.firsts, strict=True)
    for population, names, first in rows:
        for place, name in enumerate(names[: 1 if len(names) == 2 else None]):
            found.append(((population, name), first + place))
    return found


def _of_strategies(
    shares: Floats, shown: list[tuple[tuple[str, str], int]], room: float
) -> list[_Curve]:
    return [
        _Curve(number, share_label(*names, room), shares[:, at])
        for number, (names, at) in enumerate(shown)
    ]


def _of_curves(given: Mapping[str, Floats], at: int) -> list[_Curve]:
    return [
        _Curve(number, fitted(name, _TITLE, SIZE), shares[:, at])
        for number, (name, shares) in enumerate(given.items())
    ]


def _axes(when: Floats) -> tuple[Axis, float]:
    """Return the axis of time with its last value in full."""
    last = float(when[-1]) or 1.0
    axis = value_axis(Note("game_plots.trajectory.time"), [0.0, last])
    return Axis(axis.label, 0.0, last, axis.ticks), last


def _panel(left: float, top: float, width: float, title: Label, when: Floats) -> Panel:
    y = Axis(title, 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))
    return Panel(left, top, width, _HIGH, _axes(when)[0], y)


def _lines(panel: Panel, curves: Sequence[_Curve], when: Floats) -> list[Mark]:
    marks: list[Mark] = []
    for curve in curves:
        pairs = list(zip(when.tolist(), curve.shares.tolist(), strict=True))
        places = [panel.at(time, share) for time, share in pairs]

        def told(at: int, pairs: list[tuple[float, float]] = pairs) -> Note:
            return Note(
                "game_plots.trajectory.dot", dict(zip(("time", "share"), pairs[at], strict=True))
            )

        marks += curve_marks(places, curve.number, curve.name, told)
    return marks


def _stacked(
    groups: Sequence[tuple[Label, list[_Curve]]], when: Floats
) -> tuple[list[Mark], float, float]:
    """Return panels one below the other; names at the ends of lines, long ones below them all."""
    room = max(widest(curve.name) for _, curves in groups for curve in curves)
    direct = room <= _NAME
    marks: list[Mark] = []
    top = _TOP if groups[0][0] else _TOP / 2
    high = max(_HIGH, _LINE * len(groups[0][1]))
    for place, (title, curves) in enumerate(groups):
        wide = _WIDE if direct else _WIDE + _NAME
        panel = _panel(_LEFT, top + place * (high + _BETWEEN), wide, title, when)
        frame = panel_marks(panel, named=place == len(groups) - 1)
        marks += [mark for mark in frame if not isinstance(mark, Text) or mark.label]
        marks += _lines(panel, curves, when)
        marks += _direct_names(panel, curves) if direct else []
    titles = max(widest(title) for title, _ in groups)
    beside = _LEADER + _SAMPLE + room if direct else _NAME
    width = max(_LEFT + _WIDE + beside, _LEFT + titles) + 10
    foot = top + len(groups) * (high + _BETWEEN) - _BETWEEN + _FOOT
    if direct:
        return marks, width, foot
    items = [curve_item(curve.number, curve.name) for curve in groups[0][1]]
    legend, deep = flow(items, _LEFT, foot, width - _LEFT - 10)
    return [*marks, *legend], width, foot + deep + 6


def _direct_names(panel: Panel, curves: Sequence[_Curve]) -> list[Mark]:
    """Return the names beside the ends of lines, moved apart, each with a sample of its line."""
    ends = sorted((panel.down(float(c.shares[-1])), c.number, c) for c in curves)
    marks: list[Mark] = []
    for y, (end, _, curve) in zip(_apart([end for end, _, _ in ends], panel), ends, strict=True):
        left = panel.right + _LEADER
        marks.append(Line(((panel.right + 2, end), (left - 1, y)), "guide", 0.8, (1.0, 0.0)))
        marks += [moved(sign, left + 15, y) for sign in curve_sample(curve.number)]
        marks.append(Text(left + _SAMPLE, y + 0.35 * SIZE, curve.name, "start", "ink"))
    return marks


def _apart(heights: Sequence[float], panel: Panel) -> list[float]:
    """Return rising heights, at least a line apart, within the panel if they fit there."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + _LINE) if found else height)
    lowest = max(panel.bottom, panel.top + _LINE * (len(found) - 1))
    for place in reversed(range(len(found))):
        found[place] = min(found[place], lowest)
        lowest = found[place] - _LINE
    return found


def _beside(
    groups: Sequence[tuple[Label, list[_Curve]]], when: Floats
) -> tuple[list[Mark], float, float]:
    """Return panels in two columns, with the names of the lines below."""
    marks: list[Mark] = []
    rows = -(-len(groups) // 2)
    step = _HIGH + _BETWEEN + 18
    for place, (title, curves) in enumerate(groups):
        left, top = _LEFT + (place % 2) * (_SMALL + _GAP), _TOP + place // 2 * step
        panel = _panel(left, top, _SMALL, fitted(str(title), _SMALL, SIZE), when)
        marks += panel_marks(panel, named=place >= len(groups) - 2)
        marks += _lines(panel, curves, when)
    width = _LEFT + 2 * _SMALL + _GAP + 16
    foot = _TOP + rows * step - (_BETWEEN + 18) + _FOOT
    items = [curve_item(curve.number, curve.name) for curve in groups[0][1]]
    legend, deep = flow(items, _LEFT, foot, width - _LEFT - 16)
    return [*marks, *legend], width, foot + deep + 6


def _ends(given: Mapping[str, Floats], shown: list[tuple[tuple[str, str], int]]) -> list[str]:
    """Return where every curve ends, for screen readers."""
    return [
        f"{name}: {', '.join(f'{names[1]} {shares[-1, at]:.3f}' for names, at in shown)}"
        for name, shares in given.items()
    ]
