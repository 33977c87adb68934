"""Paths of a game: from a grid of starts, and over time for values of one parameter."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from consilience.analysis.game_finding import GameCurve
from consilience.analysis.plain_game_figures import settling_time
from consilience.games import separatrix
from consilience.games.values import all_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from consilience.analysis.game_settings import Asked
    from consilience.games import Game, Thresholds, Trajectories

Start = list[list[float]]
_GRIDS = {1: (0.1, 0.3, 0.5, 0.7, 0.9), 2: (0.1, 0.3, 0.5, 0.7, 0.9), 3: (0.1, 0.5, 0.9)}
_TIMES, _STEPS = 81, 41
_LONGEST = 4.0
_MOST_CURVES = 5
_SAME = 1e-6  # of the range: critical value and turn of the path that are one


def middle(game: Game) -> Start:
    """Return the start at which all strategies of a population have the same share."""
    return [[1 / size] * size for size in game.form.sizes]


def paths_of(game: Game, values: Mapping[str, str]) -> Trajectories | None:
    """Return paths from a grid of starts, close in time at first; None where none can be drawn."""
    starts = _grid(game)
    if not starts:
        return None
    times = settling_time(game, starts, values) * np.linspace(0, 1, _STEPS) ** 2
    return game.trajectories(starts, times, values)


def curves_of(
    game: Game, values: Mapping[str, str], asked: Asked, found: Thresholds | None
) -> tuple[GameCurve, ...]:
    """Return the path from today's state, or the middle, for each regime of a parameter.

    Regimes are the intervals between its critical values, and between the values at which the path
    from the start comes to end elsewhere: of each the middle is taken, of today's its value.
    """
    start = [list(row) for row in asked.start] or middle(game)
    regimes: dict[float, Mapping[str, str]] = {float("nan"): values}
    today = float("nan")
    if found is not None:
        today = float(all_values(game.form, values, "game")[found.parameter])
        regimes = {one: {**values, found.parameter: repr(one)} for one in _regimes(found, today)}
    times = np.linspace(0, asked.until or _until(game, start, regimes, today), _TIMES)
    return tuple(
        GameCurve(
            parameter=found.parameter if found else "",
            value=value,
            now=found is None or value == today,
            end=separatrix(game, start, known).end,
            path=game.trajectory(start, times, known),
        )
        for value, known in regimes.items()
    )


def _until(
    game: Game, start: Start, regimes: Mapping[float, Mapping[str, str]], today: float
) -> float:
    """Return a time by which all paths have settled; four times that of today's at most."""
    needed = {value: settling_time(game, [start], known) for value, known in regimes.items()}
    return min(max(needed.values()), _LONGEST * needed.get(today, max(needed.values())))


def _regimes(found: Thresholds, today: float) -> list[float]:
    """Return one value in each regime, today's among them; five at most, those next to today's."""
    turns = {*found.critical, *(item.value for item in found.switches)}
    width = _SAME * (found.high - found.low)
    cuts = [found.low]
    for value in sorted(turns):
        if cuts[-1] + width < value < found.high - width:
            cuts.append(value)
    cuts.append(found.high)
    chosen = []
    for low, high in itertools.pairwise(cuts):
        chosen.append(today if low <= today <= high and today not in chosen else (low + high) / 2)
    if len(cuts) == 2:
        chosen = [found.low, found.high]
    chosen = sorted({*chosen, today})
    while len(chosen) > _MOST_CURVES:
        chosen.remove(max(chosen, key=lambda value: (abs(value - today), value)))
    return chosen


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
