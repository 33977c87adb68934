"""Paths of a game: from a grid of starts, and over time for values of one parameter."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from consilience.analysis.game_finding import GameCurve
from consilience.games.motion import motion_of
from consilience.games.values import all_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from consilience.analysis.game_settings import Asked
    from consilience.games import Game, Thresholds, Trajectories

Start = list[list[float]]
_GRIDS = {1: (0.1, 0.3, 0.5, 0.7, 0.9), 2: (0.1, 0.3, 0.5, 0.7, 0.9), 3: (0.1, 0.5, 0.9)}
_TIMES = 41
_DOUBLINGS = 12
_STILL = 0.005  # of a share
_MOST_CURVES = 5


def middle(game: Game) -> Start:
    """Return the start at which all strategies of a population have the same share."""
    return [[1 / size] * size for size in game.form.sizes]


def paths_of(game: Game, values: Mapping[str, str], until: float) -> Trajectories | None:
    """Return paths from a grid of starts, close in time at first; None where none can be drawn."""
    starts = _grid(game)
    if not starts:
        return None
    times = until * np.linspace(0, 1, _TIMES) ** 2
    return game.trajectories(starts, times, values)


def curves_of(
    game: Game, values: Mapping[str, str], asked: Asked, found: Thresholds | None
) -> tuple[tuple[GameCurve, ...], float]:
    """Return a path for each regime of a parameter, and until when today's is followed.

    Regimes are the intervals between its critical values, and between the values at which the path
    from the start comes to end elsewhere: of each the middle is taken, of today's its value.
    """
    start = [list(row) for row in asked.start] or middle(game)
    until = asked.until or _settled(game, values, start)
    times = np.linspace(0, until, _TIMES)
    if found is None:
        return (GameCurve("", float("nan"), True, game.trajectory(start, times, values)),), until
    name = found.parameter
    today = float(all_values(game.form, values, "game")[name])
    curves = tuple(
        GameCurve(
            name,
            value,
            value == today,
            game.trajectory(start, times, {**values, name: repr(value)}),
        )
        for value in _regimes(found, today)
    )
    return curves, until


def _regimes(found: Thresholds, today: float) -> list[float]:
    """Return one value in each regime, today's among them; five at most, those next to today's."""
    turns = {*found.critical, *(item.value for item in found.switches)}
    inside = sorted(value for value in turns if found.low < value < found.high)
    chosen = []
    for low, high in itertools.pairwise([found.low, *inside, found.high]):
        chosen.append(today if low <= today <= high and today not in chosen else (low + high) / 2)
    if not inside:
        chosen = [found.low, found.high]
    chosen = sorted({*chosen, today})
    while len(chosen) > _MOST_CURVES:
        chosen.remove(max(chosen, key=lambda value: (abs(value - today), value)))
    return chosen


def _settled(game: Game, values: Mapping[str, str], start: Start) -> float:
    """Return a time by which the path from the start stands still, or the last one tried."""
    motion = motion_of(game.form, all_values(game.form, values, "game"))
    times = [10 / motion.speed * 2**step for step in range(_DOUBLINGS)]
    shares = game.trajectory(start, times, values).shares
    moving = np.abs(shares - shares[-1]).max(axis=1) > _STILL
    return times[min(int(moving.sum()), _DOUBLINGS - 1)]


def _grid(game: Game) -> list[Start]:
    """Return starts inside: of up to three populations of two strategies, or one of three."""
    sizes = game.form.sizes
    if sizes == (3,):
        return [[row] for row in _triangle()]
    if set(sizes) != {2} or len(sizes) not in _GRIDS:
        return []
    grid: NDArray[np.float64] | Sequence[float] = _GRIDS[len(sizes)]
    return [
        [[share, 1 - share] for share in shares]
        for shares in itertools.product(grid, repeat=len(sizes))
    ]


def _triangle() -> list[list[float]]:
    parts = range(1, 7)
    return [[a / 8, b / 8, (8 - a - b) / 8] for a in parts for b in parts if a + b < 8]
