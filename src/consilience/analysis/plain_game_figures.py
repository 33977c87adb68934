"""What figures of games show, as arrays: paths, fields of motion, rest points, borders."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.errors import DataError
from consilience.games import Game, separatrix
from consilience.games.evaluation import Batch
from consilience.games.values import all_values, known_values, numeric_gains

Floats = NDArray[np.float64]
Values = Mapping[str, str]
_TIMES, _GRID, _CELLS = 201, 61, 66
_SETTLED, _DOUBLINGS, _TURNS = 2e-3, 14, 60.0
_STEPS, _NEAR, _MORE = 257, 1e-2, 1.15  # how the last time is shortened to what shows movement
# Shares of first strategies from which paths are drawn, by the number of populations.
_STARTS = {2: (0.1, 0.36, 0.64, 0.9), 3: (0.2, 0.5, 0.8)}
_MIXTURES = ((0.8, 0.1, 0.1), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8), (0.45, 0.45, 0.1),
             (0.45, 0.1, 0.45), (0.1, 0.45, 0.45), (0.36, 0.34, 0.3))  # fmt: skip


@dataclass(frozen=True)
class Flow:
    """Paths of a game with what lies around them, shares of all strategies in the last axis.

    ``paths`` has the shape (starts, times, strategies), ``ends`` a profile a path, () for none.
    ``points`` are pairs of shares and class. ``border``, ``ground`` and ``today`` are empty where
    there are none.
    """

    populations: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    paths: Floats
    ends: tuple[tuple[str, ...], ...]
    points: tuple[tuple[Floats, str], ...]
    border: Floats
    ground: NDArray[np.int64]
    today: Floats


def players(game: Game) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the populations of a game, and the strategies of each."""
    return (
        tuple(item.name for item in game.form.populations),
        tuple(item.strategies for item in game.form.populations),
    )


def start_of(game: Game, shares: Sequence[float]) -> list[float | list[float]]:
    """Return a start from numbers in a row: first shares, or those of all strategies."""
    sizes = game.form.sizes
    if len(shares) == len(sizes) or len(shares) != sum(sizes):
        return list(shares)
    cuts = np.cumsum(sizes)[:-1]
    return [part.tolist() for part in np.split(np.array(shares), cuts)]


def flow(
    game: Game,
    values: Values,
    start: Sequence[float] | None = None,
    until: float | None = None,
) -> Flow:
    """Return paths from starts all over the states, and from today's.

    Raises
    ------
    DataError
        If no figure shows the states of such a game.
    """
    sizes = game.form.sizes
    if sizes == (3,):
        starts: list[list[float | list[float]]] = [[list(row)] for row in _MIXTURES]
    elif set(sizes) == {2} and len(sizes) in _STARTS:
        starts = [list(row) for row in itertools.product(_STARTS[len(sizes)], repeat=len(sizes))]
    else:
        raise DataError("game_plots.no_plane", sizes=list(sizes))
    now = None if start is None else start_of(game, start)
    every = starts if now is None else [*starts, now]
    last = settling_time(game, every, values) if until is None else until
    found = game.trajectories(every, np.linspace(0, last, _TIMES), values)
    names, strategies = players(game)
    none = np.zeros((0, sum(sizes)))
    return Flow(
        populations=names,
        strategies=strategies,
        paths=found.shares,
        ends=found.ends,
        points=rest_points(game, values),
        border=none if len(sizes) == 3 else separatrix(game, every[-1], values).curve,
        ground=ground(game, values) if len(sizes) == 2 else np.zeros((0, 0), dtype=np.int64),
        today=none[:, :0].ravel() if now is None else found.shares[-1, 0],
    )


def rest_points(game: Game, values: Values) -> tuple[tuple[Floats, str], ...]:
    """Return every rest point as the shares of all strategies, with its class."""
    return tuple(
        (np.concatenate(point.shares), point.kind) for point in game.equilibria(values).points
    )


def gains_on_grid(game: Game, values: Values) -> Floats:
    """Return what first strategies earn beyond second ones, of two populations of two strategies.

    The shape is (2, n, n): rows are shares of the second population, columns of the first.
    """
    known = all_values(game.form, values, "gains_on_grid")
    lines = [first - second for first, second in numeric_gains(game.form, known)]
    share = np.linspace(0, 1, _GRID)
    states = np.array([np.tile(share, _GRID), np.repeat(share, _GRID)])
    found = Batch(lines, game.form.shares).at(states)
    return np.asarray(found, dtype=np.float64).reshape(2, _GRID, _GRID)


def ground(game: Game, values: Values) -> NDArray[np.int64]:
    """Return which stable vertex is reached from where, in two populations of two strategies.

    A grid of numbers from 0, rows shares of the second population, -1 where none is reached for
    certain; without cells where fewer than two are reached.
    """
    middles = (np.arange(_CELLS) + 0.5) / _CELLS
    starts = [[float(x), float(y)] for y in middles for x in middles]
    last = 4 * settling_time(game, starts[:: _CELLS + 1], values)
    ends = game.trajectories(starts, [last], values).ends
    names = sorted({end for end in ends if end})
    if len(names) < 2:
        return np.zeros((0, 0), dtype=np.int64)
    numbers = [names.index(end) if end else -1 for end in ends]
    return np.array(numbers, dtype=np.int64).reshape(_CELLS, _CELLS)


def values_today(game: Game, values: Values, names: Sequence[str]) -> dict[str, float]:
    """Return the values that parameters of the game have today, of those that have one."""
    known = known_values(game.form, values, "values_today")
    return {name: float(known[name]) for name in names if name in known}


def settling_time(
    game: Game, starts: Sequence[Sequence[float | list[float]]], values: Values
) -> float:
    """Return a time after which paths hardly move; that of some turns if they never rest."""
    speed = max(
        (abs(e.value) for item in game.vertices(values).vertices for e in item.eigenvalues),
        default=0.0,
    )
    unit = 1 / speed if speed > 0 else 1.0
    times = [float(unit * 2**power) for power in range(_DOUBLINGS)]
    shares = game.trajectories(starts, times, values).shares
    moved = np.abs(np.diff(shares, axis=1)).max(axis=(0, 2))
    after = np.flatnonzero(moved >= _SETTLED)  # a pause at a saddle is no rest
    if not len(after):
        return float(unit)
    if after[-1] == len(moved) - 1:
        return float(_TURNS * unit)
    last = times[after[-1] + 1]
    steps = np.linspace(0, last, _STEPS)
    paths = game.trajectories(starts, steps, values).shares
    away = np.abs(paths - paths[:, -1:]).max(axis=(0, 2)) > _NEAR
    return float(min(last, _MORE * steps[np.flatnonzero(away)[-1] + 1])) if away.any() else last


def curves(
    game: Game,
    values: Values,
    starts: Sequence[Sequence[float]],
    until: float | None,
    varied: tuple[str, Sequence[str]] | None,
) -> tuple[Floats, dict[str, Floats]]:
    """Return times, and shares over them by start, or by value of one parameter from one start.

    Raises
    ------
    DataError
        If a parameter varies and there is not exactly one start.
    """
    rows = [start_of(game, start) for start in starts]
    if varied is None:
        cases = {
            _numbers(start): (row, dict(values)) for start, row in zip(starts, rows, strict=True)
        }
    elif len(rows) != 1:
        raise DataError("game_plots.one_start", count=len(rows))
    else:
        name, given = varied
        cases = {f"{name} = {value}": (rows[0], {**values, name: value}) for value in given}
    last = until
    if last is None:
        last = max(settling_time(game, [row], known) for row, known in cases.values())
    times = np.linspace(0, last, _TIMES)
    return times, {
        called: game.trajectory(row, times, known).shares for called, (row, known) in cases.items()
    }


def _numbers(start: Sequence[float]) -> str:
    """Return a start as a text; what is no number in it is left for the engine to refuse."""
    shown = (f"{share:g}" if isinstance(share, float) else str(share) for share in start)
    return f"({', '.join(shown)})"
