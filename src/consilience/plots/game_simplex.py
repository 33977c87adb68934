"""The states of one population of three strategies as a triangle, with paths and rest points."""

from __future__ import annotations

import math
from collections.abc import Sequence

from numpy.typing import ArrayLike

from consilience.plots.canvas import SIZE
from consilience.plots.figure import Align, Area, Figure, Line, Mark, Segments, Text
from consilience.plots.game_parts import (
    Floats,
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
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_legend import Item, flow
from consilience.results import Note
from consilience.texts import Phrase

_WIDTH, _LEFT, _TOP, _SIDE, _FOOT = 440.0, 55.0, 34.0, 330.0, 44.0
_HIGH = _SIDE * math.sqrt(3) / 2
_LINES = (0.25, 0.5, 0.75)


def simplex_figure(
    population: str,
    strategies: Sequence[str],
    *,
    points: Sequence[tuple[ArrayLike, str]] = (),
    paths: Sequence[ArrayLike] | ArrayLike = (),
    separatrix: ArrayLike = (),
    today: ArrayLike = (),
    key: str = "simplex",
) -> Figure:
    """Describe where one population of three strategies moves from each mixture of them.

    Each corner is a strategy that all play; the nearer a state to it, the larger its share.

    Parameters
    ----------
    population : str
        Its name.
    strategies : sequence of 3 str
        Their names: at the left, at the right, at the top.
    points : sequence of pairs of an array of shape (3,) and str
        Rest points: their shares and class, as :class:`~consilience.games.RestPoint` names it.
    paths : sequence of arrays of shape (t, 3)
        Paths as shares in [0, 1] that sum to 1.
    separatrix : array of shape (k, 3)
        Points of the border between basins, in their order.
    today : array of shape (3,)
        Today's state.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A triangle with lines at quarters, paths with arrowheads, rest points by class.

    Raises
    ------
    ArgumentError, UnknownNameError
        If there are not three strategies, shares do not sum to 1, or a class is unknown.

    Examples
    --------
    >>> names = ["rock", "paper", "scissors"]
    >>> figure = simplex_figure("players", names, points=[([1 / 3, 1 / 3, 1 / 3], "centre")])
    >>> figure.description.values["others"]
    ['(0.333, 0.333, 0.333)']

    References
    ----------
    Hofbauer, J. and Sigmund, K. (1998). Evolutionary Games and Population Dynamics. Cambridge
    University Press.
    """
    owner = "simplex_figure"
    players = shaped(players_of([population], [strategies], owner), (3,), owner)
    rest = points_of(points, players, owner)
    given = paths_of(paths, players, owner)
    border = optional_shares(separatrix, players, "separatrix", owner, 2)
    now = optional_shares(today, players, "today", owner, 1)
    marks = _frame(players.strategies[0])
    for path in given:
        marks += path_marks([_at(row) for row in path], "accent", 1.3)
    if border is not None:
        marks.append(Line(tuple(thinned([_at(row) for row in border])), "ink", 2.4))
    marks += [
        point_symbol(kind, *_at(row), _told(kind, row))
        for kind, row in zip(rest.kinds, rest.shares, strict=True)
    ]
    marks += [] if now is None else [today_symbol(*_at(now))]
    foot = _TOP + _HIGH + _FOOT
    items = _items(rest, (bool(given), border is not None, now is not None))
    legend, deep = flow(items, 12.0, foot, _WIDTH - 24)
    told = {
        "population": population,
        "strategies": list(players.strategies[0]),
        **told_by_class([corner_code(row) for row in rest.shares], rest.kinds),
        "paths": len(given),
    }
    return Figure(
        key=key,
        title=Note("game_plots.simplex.title", told),
        description=Note("game_plots.simplex.description", told),
        caption=Note("game_plots.simplex.caption", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=_WIDTH,
        height=foot + deep + 6,
    )


def _at(shares: Sequence[float] | Floats) -> tuple[float, float]:
    """Return where a mixture lies, in pixels."""
    _, right, top = (float(share) for share in shares)
    return round(_LEFT + _SIDE * (right + top / 2), 1), round(_TOP + _HIGH * (1 - top), 1)


def _told(kind: str, shares: Floats) -> Note:
    name = Phrase(f"game_plots.kind.{kind.replace(' ', '_')}")
    return Note("game_plots.point", {"kind": name, "at": corner_code(shares)})


def _frame(names: Sequence[str]) -> list[Mark]:
    """Return the triangle with lines of equal shares and the names at its corners."""
    corners = tuple(_at(row) for row in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
    pieces = []
    for share in _LINES:
        rest = 1 - share
        pieces += [
            (_at((share, rest, 0)), _at((share, 0, rest))),
            (_at((rest, share, 0)), _at((0, share, rest))),
            (_at((rest, 0, share)), _at((0, rest, share))),
        ]
    return [
        Area(corners, "paper", "ink"),
        Segments(tuple(pieces), "pale muted", 0.8),
        Line((*corners, corners[0]), "ink", 1.2),
        *_low_name(names[0], corners[0], "start"),
        *_low_name(names[1], corners[1], "end"),
        Text(corners[2][0], corners[2][1] - 12, fitted(names[2], _WIDTH - 24, SIZE), look="bold"),
        *(_scale(share) for share in _LINES),
    ]


def _low_name(name: str, corner: tuple[float, float], align: Align) -> list[Mark]:
    """Return a name below a corner; one that is too long for its middle begins at the margin."""
    x, y = corner
    if text_width(name, SIZE) <= 2 * _LEFT - 16:
        return [Text(x, y + 20, name, look="bold")]
    edge = 12.0 if align == "start" else _WIDTH - 12
    lines = broken(name, _WIDTH / 2 - 22)
    return [
        Text(edge, y + 20 + 14 * row, line, align, "bold", detail=name)
        for row, line in enumerate(lines)
    ]


def _scale(share: float) -> Text:
    """Return a share of the strategy at the top, beside the right side."""
    x, y = _at((0, 1 - share, share))
    return Text(x + 8, y + 3, f"{share:g}", "start", size=9.5)


def _items(rest: RestPoints, there: tuple[bool, bool, bool]) -> list[Item]:
    found = point_items(rest.kinds)
    paths, border, now = there
    if border:
        line = Line(((-12, 0), (12, 0)), "ink", 2.4)
        found.append(Item((line,), 26.0, Note("game_plots.phase.border")))
    if paths:
        arrow = Segments((((-12, 0), (12, 0)),), "accent", 1.3, head=7.0)
        found.append(Item((arrow,), 26.0, Note("game_plots.phase.path")))
    return [*found, today_item()] if now else found
