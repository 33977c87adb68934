"""The phase plane of a game of two populations of two strategies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.cells import cell_marks, cells_of
from consilience.plots.common import rectangle
from consilience.plots.contours import zero_lines
from consilience.plots.figure import Align, Axis, Figure, Line, Mark, Segments, Style, Text
from consilience.plots.game_parts import (
    Floats,
    Players,
    RestPoints,
    broken,
    corner_code,
    optional_shares,
    path_marks,
    paths_of,
    players_of,
    point_items,
    point_symbol,
    points_of,
    shaped,
    thinned,
    today_item,
    today_symbol,
    told_by_class,
)
from consilience.plots.labels import fitted
from consilience.plots.network_legend import Item, flow
from consilience.plots.panels import Panel
from consilience.results import Note

_LEFT, _TOP, _SIDE, _FOOT, _WIDTH = 84.0, 16.0, 330.0, 42.0, 428.0
_ROW = 14.0
_ARROWS, _ARROW = 14, 11.0  # a side; pixels
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
_NULL: tuple[tuple[Style, tuple[float, ...]], ...] = (
    ("group 1", (8.0, 3.0)),
    ("group 4", (2.0, 2.5)),
)
_GROUND: tuple[Style, ...] = ("shade", "band", "pale accent", "pale contrast")


def phase_figure(
    populations: Sequence[str],
    strategies: Sequence[Sequence[str]],
    gains: ArrayLike,
    *,
    points: Sequence[tuple[ArrayLike, str]] = (),
    paths: Sequence[ArrayLike] | ArrayLike = (),
    separatrix: ArrayLike = (),
    today: ArrayLike = (),
    ground: ArrayLike = (),
    key: str = "phase",
) -> Figure:
    """Describe where a game of two populations of two strategies moves from each state.

    Parameters
    ----------
    populations, strategies : sequences of length 2
        Their names, and the two strategies of each. Axes are the shares of the first ones.
    gains : array of shape (2, n, n)
        What the first strategy of each population earns beyond the second, at n >= 5 equally
        spaced shares from 0 to 1: rows are shares of the second population, columns of the first.
    points : sequence of pairs of an array of shape (4,) and str
        Rest points: the shares of all strategies, populations one after the other, and the class,
        as :class:`~consilience.games.RestPoint` names it.
    paths : sequence of arrays of shape (t, 4)
        Paths as shares of all strategies.
    separatrix : array of shape (k, 4)
        Points of the border between basins, in their order.
    today : array of shape (4,)
        Today's state.
    ground : array of shape (n, n)
        The number of the stable state that is reached from each cell's middle, from 0, and -1 for
        none: each has a colour.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The unit square with a field of directions, the lines on which a population stands still,
        rest points by class, paths and the border.

    Raises
    ------
    ArgumentError, UnknownNameError
        If a table has another shape, shares do not sum to 1 in a population, or a class is unknown.

    Examples
    --------
    >>> share = np.linspace(0, 1, 5)
    >>> gains = [np.tile(2 * share[:, None] - 1, 5), np.tile(2 * share - 1, (5, 1))]
    >>> names = [["cooperate", "wait"], ["cooperate", "wait"]]
    >>> corner = [([1, 0, 1, 0], "ESS")]
    >>> figure = phase_figure(["maker", "supplier"], names, gains, points=corner)
    >>> figure.description.values["stable"]
    ['(1, 1)']

    References
    ----------
    Friedman, D. (1991). Evolutionary Games in Economics. Econometrica 59(3).
    """
    owner = "phase_figure"
    players = shaped(players_of(populations, strategies, owner), (2, 2), owner)
    field = _gains(gains, owner)
    rest = points_of(points, players, owner)
    given = paths_of(paths, players, owner)
    border = optional_shares(separatrix, players, "separatrix", owner, 2)
    now = optional_shares(today, players, "today", owner, 1)
    panel = Panel(_LEFT, _TOP, _SIDE, _SIDE, Axis("", 0, 1, _TICKS), Axis("", 0, 1, _TICKS))
    below = _ground_marks(panel, ground, owner)
    marks = [*below, *_frame(panel, players), *_arrows(panel, field)]
    lines = [zero_lines(one) for one in field]
    marks += [mark for place in (0, 1) for mark in _null_lines(panel, lines[place], place, field)]
    for path in given:
        marks += path_marks([panel.at(x, y) for x, y in path[:, [0, 2]].tolist()], "accent", 1.3)
    if border is not None:
        marks.append(Line(tuple(_on(panel, border)), "ink", 2.4))
    marks += _points(panel, rest)
    marks += [] if now is None else [today_symbol(*panel.at(float(now[0]), float(now[2])))]
    foot = panel.bottom + _FOOT + _ROW * _lines_of_names(players)
    items = _items(players, rest, lines, (bool(given), border is not None, now is not None))
    legend, deep = flow(items, 12.0, foot, _WIDTH - 24)
    told = {
        "populations": list(players.populations),
        **told_by_class([corner_code(row) for row in rest.shares[:, [0, 2]]], rest.kinds),
        "paths": len(given),
        "first": [
            f"{p} “{s[0]}”" for p, s in zip(players.populations, players.strategies, strict=True)
        ],
    }
    return Figure(
        key=key,
        title=Note("game_plots.phase.title", told),
        description=Note("game_plots.phase.description", told),
        caption=Note(f"game_plots.phase.caption{'_ground' if below else ''}", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=_WIDTH,
        height=foot + deep + 6,
    )


def _gains(given: object, owner: str) -> Floats:
    try:
        found = np.array(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError("gains", owner, "gains_grid", given) from error
    square = found.ndim == 3 and found.shape[0] == 2 and found.shape[1] == found.shape[2] >= 5
    if not square or not np.isfinite(found).all():
        raise ArgumentError("gains", owner, "gains_grid", str(found.shape))
    return found


def _on(panel: Panel, shares: Floats) -> list[tuple[float, float]]:
    return thinned([panel.at(x, y) for x, y in shares[:, [0, 2]].tolist()])


def _frame(panel: Panel, players: Players) -> list[Mark]:
    """Return the square with its scales; strategies stand at the ends, populations between."""
    box = rectangle(panel.left, panel.top, panel.width, panel.height)
    marks: list[Mark] = [Line((*box, box[0]), "ink")]
    for tick in _TICKS:
        x, y = panel.across(tick), panel.down(tick)
        marks += [Line(((x, panel.bottom), (x, panel.bottom + 4)), "ink"),
                  Line(((panel.left - 4, y), (panel.left, y)), "ink"),
                  Text(x, panel.bottom + 17, f"{tick:g}", size=9.5),
                  Text(panel.left - 9, y + 3.3, f"{tick:g}", "end", size=9.5)]  # fmt: skip
    one, other = players.populations
    low, left = panel.bottom + 18 + _ROW * _lines_of_names(players), panel.left - 39
    middle = panel.left + panel.width / 2, panel.top + panel.height / 2
    return [
        *marks,
        *_end_names(panel, players),
        Text(middle[0], low + 14, fitted(one, panel.width, SIZE), look="bold"),
        Text(
            left - _ROW * 2, middle[1], fitted(other, panel.height, SIZE), look="bold", turned=True
        ),
    ]


def _lines_of_names(players: Players) -> int:
    """Return how many lines the strategies below the square take."""
    return max(len(broken(name, _SIDE / 2 - 8)) for name in players.strategies[0])


def _end_names(panel: Panel, players: Players) -> list[Mark]:
    """Return the strategies at the ends of both axes, long ones in two lines."""
    found: list[Mark] = []
    ends: tuple[tuple[int, Align], ...] = ((1, "start"), (0, "end"))
    for place, align in ends:
        name = players.strategies[0][place]
        x = panel.left if place else panel.right
        for row, line in enumerate(broken(name, _SIDE / 2 - 8)):
            found.append(Text(x, panel.bottom + 31 + _ROW * row, line, align, detail=name))
        name = players.strategies[1][place]
        y = panel.bottom if place else panel.top
        lines = broken(name, _SIDE / 2 - 8)
        for row, line in enumerate(reversed(lines)):
            x = panel.left - 39 - _ROW * row
            found.append(Text(x, y, line, align, turned=True, detail=name))
    return found


def _arrows(panel: Panel, field: Floats) -> list[Mark]:
    """Return arrows of one length at places within the square; none where nothing moves."""
    count = field.shape[1]
    places = np.unique(np.round(np.linspace(1, count - 2, _ARROWS)).astype(int))
    shares = np.linspace(0, 1, count)
    pieces = []
    for row in places:
        for column in places:
            x, y = float(shares[column]), float(shares[row])
            motion = np.array([x * (1 - x), y * (1 - y)]) * field[:, row, column]
            length = float(np.hypot(*motion))
            if length > 0:
                across, up = (_ARROW / 2 * motion / length).tolist()
                at = panel.at(x, y)
                ends = (at[0] - across, at[1] + up), (at[0] + across, at[1] - up)
                pieces.append(tuple((round(a, 1), round(b, 1)) for a, b in ends))
    return [Segments(tuple(pieces), "guide", 0.9, head=3.6)] if pieces else []  # type: ignore[arg-type]


def _null_lines(
    panel: Panel, lines: list[list[tuple[float, float]]], place: int, field: Floats
) -> list[Mark]:
    style, dashes = _NULL[place]
    last = field.shape[1] - 1
    return [
        Line(tuple(thinned([panel.at(x / last, y / last) for x, y in line])), style, 1.8, dashes)
        for line in lines
    ]


def _points(panel: Panel, rest: RestPoints) -> list[Mark]:
    return [
        point_symbol(
            kind,
            *panel.at(float(row[0]), float(row[2])),
            Note(f"game_plots.kind.{kind.replace(' ', '_')}"),
        )
        for kind, row in zip(rest.kinds, rest.shares, strict=True)
    ]


def _items(
    players: Players,
    rest: RestPoints,
    lines: list[list[list[tuple[float, float]]]],
    there: tuple[bool, bool, bool],
) -> list[Item]:
    """Return what signs and lines mean, as far as they occur."""
    found = point_items(rest.kinds)
    for place, (style, dashes) in enumerate(_NULL):
        if lines[place]:
            label = Note(
                "game_plots.phase.still",
                {"population": fitted(players.populations[place], 230, SIZE)},
            )
            found.append(Item((Line(((-15, 0), (15, 0)), style, 1.8, dashes),), 32.0, label))
    paths, border, now = there
    if border:
        line = Line(((-12, 0), (12, 0)), "ink", 2.4)
        found.append(Item((line,), 26.0, Note("game_plots.phase.border")))
    if paths:
        arrow = Segments((((-12, 0), (12, 0)),), "accent", 1.3, head=7.0)
        found.append(Item((arrow,), 26.0, Note("game_plots.phase.path")))
    return [*found, today_item()] if now else found


def _ground_marks(panel: Panel, given: ArrayLike, owner: str) -> list[Mark]:
    """Return the basins as strips of one colour in each row of cells."""
    if isinstance(given, Sequence | np.ndarray) and not len(given):
        return []
    return cell_marks(panel, cells_of(given, "ground", owner), _GROUND)
