"""Paths of three populations of two strategies in the unit cube, seen from a fixed side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.plots.canvas import SIZE
from consilience.plots.curves import CURVE_LOOKS
from consilience.plots.figure import Figure, Line, Look, Mark, Segments, Style, Text
from consilience.plots.game_parts import (
    Floats,
    Players,
    RestPoints,
    corner_code,
    optional_shares,
    path_marks,
    paths_of,
    players_of,
    point_items,
    point_symbol,
    points_of,
    shaped,
    state_lines,
    today_item,
    today_symbol,
    widest,
)
from consilience.plots.labels import Dot, fitted, place_labels
from consilience.plots.network_legend import flow, moved
from consilience.results import Note

_WIDTH, _FOOT = 500.0, 44.0
_ORIGIN = (74.0, 312.0)
# Where one step along each axis leads on the page: to the right and down, to the right and up
# (away from the reader), upwards. No two corners fall together.
_STEPS = np.array([[196.0, 52.0], [150.0, -74.0], [0.0, -218.0]])
_FRONT = (((0, 0, 0), (1, 0, 0)), ((1, 0, 0), (1, 1, 0)), ((0, 0, 0), (0, 0, 1)),
          ((1, 0, 0), (1, 0, 1)), ((1, 1, 0), (1, 1, 1)), ((0, 0, 1), (1, 0, 1)),
          ((1, 0, 1), (1, 1, 1)), ((1, 1, 1), (0, 1, 1)), ((0, 1, 1), (0, 0, 1)))  # fmt: skip
_BACK = (((0, 1, 0), (0, 0, 0)), ((0, 1, 0), (1, 1, 0)), ((0, 1, 0), (0, 1, 1)))
_LINE = 16.0
_OPEN: tuple[Style, tuple[float, ...]] = ("muted", (1.0, 2.0))


def paths_figure(
    populations: Sequence[str],
    strategies: Sequence[Sequence[str]],
    paths: Sequence[ArrayLike] | ArrayLike,
    *,
    points: Sequence[tuple[ArrayLike, str]] = (),
    ends: Sequence[Sequence[str]] = (),
    today: ArrayLike = (),
    key: str = "paths",
) -> Figure:
    """Describe paths of three populations of two strategies in the cube of their shares.

    Parameters
    ----------
    populations, strategies : sequences of length 3
        Their names, and the two strategies of each. Axes are the shares of the first ones.
    paths : sequence of arrays of shape (t, 6)
        At least one path as shares of all strategies, populations one after the other, as
        :class:`~consilience.games.Trajectories` has them.
    points : sequence of pairs of an array of shape (6,) and str
        Rest points: their shares and class, as :class:`~consilience.games.RestPoint` names it.
    ends : sequence of sequences of str
        For each path the strategies of the stable state at which it ends, () for none: paths with
        the same end look the same.
    today : array of shape (6,)
        Today's state.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The cube in parallel projection, its axes named below, how many paths end where.

    Raises
    ------
    ArgumentError, UnknownNameError
        If there are not three populations of two strategies, shares do not sum to 1 in each, there
        are not as many ends as paths, or a strategy or class is unknown.

    Examples
    --------
    >>> names = [["support", "wait"], ["share", "keep"], ["join", "stay"]]
    >>> path = [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0, 1, 0]]
    >>> ends = [("support", "share", "join")]
    >>> figure = paths_figure(["city", "supplier", "user"], names, [path], ends=ends)
    >>> figure.description.values["ends"]
    ['(1, 1, 1): 1']

    References
    ----------
    Friedman, D. (1991). Evolutionary Games in Economics. Econometrica 59(3).
    """
    owner = "paths_figure"
    players = shaped(players_of(populations, strategies, owner), (2, 2, 2), owner)
    given = paths_of(paths, players, owner)
    if not given:
        raise ArgumentError("paths", owner, "not_empty", paths)
    rest = points_of(points, players, owner)
    reached = _ends(ends, len(given), players, owner)
    now = optional_shares(today, players, "today", owner, 1)
    order = sorted(set(filter(None, reached)), key=lambda end: (-reached.count(end), end))
    marks: list[Mark] = [*_cube(), *_axis_names(players)]
    for path, end in zip(given, reached, strict=True):
        style, dashes = _look(order, end)
        marks += path_marks([_at(row) for row in path[:, ::2]], style, 1.3, dashes)
    marks += _points(rest, order, players)
    marks += [] if now is None else [today_symbol(*_at(now[::2]))]
    foot = _ORIGIN[1] + float(_STEPS[0, 1]) + _FOOT
    keys, deep = _axis_keys(players, foot)
    items = [*point_items(rest.kinds), *([today_item()] if now is not None else [])]
    legend, high = flow(items, 12.0, foot + deep, _WIDTH - 24)
    lines, more = _end_keys(order, reached, players, foot + deep + high + 4)
    told = {
        "populations": list(players.populations),
        "paths": len(given),
        "ends": [f"{_code(end, players)}: {reached.count(end)}" for end in order],
        "open": reached.count(()),
    }
    return Figure(
        key=key,
        title=Note("game_plots.paths.title", told),
        description=Note("game_plots.paths.description", told),
        caption=Note("game_plots.paths.caption", told),
        x=None,
        y=None,
        marks=(*marks, *keys, *legend, *lines),
        width=_WIDTH,
        height=foot + deep + high + more + 12,
    )


def _ends(
    given: Sequence[Sequence[str]], count: int, players: Players, owner: str
) -> list[tuple[str, ...]]:
    """Return the end of each path, () for those of which none is known."""
    if not len(given):
        return [()] * count
    if len(given) != count:
        raise ArgumentError("ends", owner, "same_length", len(given), other="paths", length=count)
    found = [tuple(end) for end in given]
    for end in filter(None, found):
        if len(end) != len(players.populations):
            raise ArgumentError("ends", owner, "profile", end, count=len(players.populations))
        for name, allowed in zip(end, players.strategies, strict=True):
            checks.choice(name, allowed, "ends", owner)
    return found


def _code(end: Sequence[str], players: Players) -> str:
    pairs = zip(end, players.strategies, strict=True)
    return corner_code([float(names.index(name) == 0) for name, names in pairs])


def _at(shares: Sequence[float] | Floats) -> tuple[float, float]:
    """Return where three shares lie on the page."""
    x, y = (np.asarray(shares, dtype=np.float64) @ _STEPS).tolist()
    return round(_ORIGIN[0] + x, 1), round(_ORIGIN[1] + y, 1)


def _look(
    order: Sequence[tuple[str, ...]], end: tuple[str, ...]
) -> tuple[Style, tuple[float, ...]]:
    if not end:
        return _OPEN
    style, _, dashes = CURVE_LOOKS[order.index(end) % len(CURVE_LOOKS)]
    return style, dashes


def _cube() -> list[Mark]:
    """Return the edges of the cube, those behind it dashed, and 0 and 1 at the axes."""
    front, back = (tuple((_at(a), _at(b)) for a, b in edges) for edges in (_FRONT, _BACK))
    x, y, z = _at((1, 0, 0)), _at((1, 1, 0)), _at((0, 0, 1))
    origin = _at((0, 0, 0))
    return [
        Segments(back, "guide", 0.9, (3.0, 3.0)),
        Segments(front, "muted", 1.0),
        Text(origin[0] - 8, origin[1] + 14, "0", "end", size=9.5),
        Text(x[0] - 4, x[1] + 16, "1", "end", size=9.5),
        Text(x[0] + 8, x[1] + 14, "0", "start", size=9.5),
        Text(y[0] + 10, y[1] + 17, "1", "start", size=9.5),
        Text(z[0] - 9, z[1] + 4, "1", "end", size=9.5),
    ]


def _axis_names(players: Players) -> list[Mark]:
    """Return the population of each axis beside it."""
    one, two, three = players.populations
    x, y, z = _at((0.5, 0, 0)), _at((1, 0.5, 0)), _at((0, 0, 0.5))
    return [
        Text(x[0] - 6, x[1] + 20, fitted(one, x[0] - 20, SIZE), "end", "bold", detail=one),
        Text(
            y[0] + 10, y[1] + 18, fitted(two, _WIDTH - y[0] - 20, SIZE), "start", "bold", detail=two
        ),
        Text(
            z[0] - 24, z[1], fitted(three, 200, SIZE), "middle", "bold", turned=True, detail=three
        ),
    ]


def _axis_keys(players: Players, top: float) -> tuple[list[Mark], float]:
    """Return a line an axis: what its ends mean."""
    marks: list[Mark] = []
    rows = zip(players.populations, players.strategies, strict=True)
    y = top + 0.7 * _LINE
    for population, (first, second) in rows:
        room = (_WIDTH - 90) / 2
        blanks = {"first": fitted(first, room, SIZE), "second": fitted(second, room, SIZE)}
        line = Note("game_plots.paths.axis", {"population": population, **blanks})
        ends = Note("game_plots.paths.axis_ends", blanks)
        if widest(line) <= _WIDTH - 24:
            marks.append(Text(12, y, line, "start", "ink"))
        else:
            marks.append(Text(12, y, fitted(population, _WIDTH - 24, SIZE), "start", "ink"))
            y += _LINE
            marks.append(Text(28, y, ends, "start"))
        y += _LINE
    return marks, y - top


def _points(rest: RestPoints, order: Sequence[tuple[str, ...]], players: Players) -> list[Mark]:
    """Return rest points; those at corners and inside carry their shares where there is room."""
    places = [_at(row) for row in rest.shares[:, ::2]]
    codes = [corner_code(row) for row in rest.shares[:, ::2]]
    ends = [_code(end, players) for end in order]
    shown = sorted(range(len(places)), key=lambda at: (codes[at] not in ends, at))
    dots = [Dot(*places[at], 6.0, codes[at]) for at in shown]
    frame = (4.0, 4.0, _WIDTH - 4, _ORIGIN[1] + float(_STEPS[0, 1]) + 30)
    marks: list[Mark] = []
    for at, dot, place in zip(shown, dots, place_labels(dots, frame, 10.0), strict=True):
        kind = rest.kinds[at]
        detail = Note(f"game_plots.kind.{kind.replace(' ', '_')}")
        marks.append(point_symbol(kind, *places[at], detail))
        if place is not None:
            look: Look = "bold" if dot.text in ends else "soft"
            if place.leader:
                marks.append(Line(place.leader, "guide", 0.8, (1.0, 0.0)))
            marks.append(Text(place.x, place.y, dot.text, place.align, look, 10.0, halo=True))
    return marks


def _end_keys(
    order: Sequence[tuple[str, ...]],
    reached: Sequence[tuple[str, ...]],
    players: Players,
    top: float,
) -> tuple[list[Mark], float]:
    """Return the look of the paths to each end, how many there are, and the end in words."""
    marks: list[Mark] = []
    y = top + _LINE / 2
    for end in [*order, *([()] if () in reached else [])]:
        style, dashes = _look(order, end)
        sign = Segments((((-15, 0), (15, 0)),), style, 1.5, dashes, 7.0)
        marks.append(moved(sign, 27, y))
        blanks = {"count": reached.count(end), "code": _code(end, players) if end else ""}
        key = "to" if end else "to_none"
        marks.append(
            Text(50, y + 0.35 * SIZE, Note(f"game_plots.paths.{key}", blanks), "start", "ink")
        )
        y += _LINE
        for line in state_lines(end, _WIDTH - 62) if end else ():
            marks.append(Text(50, y + 0.35 * SIZE, line, "start"))
            y += _LINE
    return marks, y - top - _LINE / 2
