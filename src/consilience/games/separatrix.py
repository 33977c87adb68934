"""How far today's state is from the border between two basins, and that border as a curve."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience.games.equations import motion as motion_polynomial
from consilience.games.game import Game
from consilience.games.motion import Motion, motion_of
from consilience.games.payoff_table import form_argument
from consilience.games.records import REFERENCES, Form
from consilience.games.rest_points import equilibria
from consilience.games.subdivision import System
from consilience.games.trajectories import Start, end_names, starts_of
from consilience.games.values import Values, all_values, shown_values
from consilience.results import Note, Result

_STEPS, _HALVINGS = 64, 40
_HORIZON = 1e5
_MOST_STEPS = 20_000
_TOLERANCE = 1e-9
_AWAY = 1e-5  # of a saddle, along its stable direction
_ROWS = 200
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tipping:
    """How far the share of one strategy may move before the path ends elsewhere.

    Between ``low`` and ``high`` the path ends where today's does; 0 and 1 are the ends of the
    simplex. ``below`` and ``above`` are the ends of the paths beyond, () where there is no beyond
    or the path settles nowhere.
    """

    population: str
    strategy: str
    now: float
    low: float
    high: float
    below: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Separatrix(Result):
    """Where today's state leads, how far it is from tipping, and the border in the plane.

    ``curve`` has the points of the border between basins, shape (points, strategies), for games
    whose states form a plane (two populations of two strategies, one of three), else no rows.
    """

    end: tuple[str, ...]
    stable: tuple[tuple[str, ...], ...]
    tippings: tuple[Tipping, ...]
    curve: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a strategy: today's share and the interval that leads to the same end."""
        rows = [
            {
                "population": item.population,
                "strategy": item.strategy,
                "now": item.now,
                "low": item.low,
                "high": item.high,
                "below": ", ".join(item.below),
                "above": ", ".join(item.above),
            }
            for item in self.tippings
        ]
        return pd.DataFrame(rows)


def separatrix(game: Game, start: Start, values: Values = None) -> Separatrix:
    """Report where today's state leads under the replicator dynamics and when that would change.

    Each strategy's share is moved alone (the others of its population in proportion): the interval
    around today's within which the path ends at the same vertex is looked for among 64 steps and
    refined.

    Parameters
    ----------
    game
        The game.
    start
        Today's state, as in :meth:`Game.trajectory`: shares between 0 and 1.
    values
        As in :meth:`Game.equilibria`.

    Returns
    -------
    Separatrix
        The end of today's path, the tipping points of each share, and the separatrix in the plane.

    Raises
    ------
    ArgumentError
        If the start is of the wrong form.
    DataError
        If a value is missing, or shares do not sum to 1.
    UnknownNameError
        If a name is no parameter.

    Examples
    --------
    >>> from consilience.games.game import EXAMPLE
    >>> found = separatrix(Game.from_dict(EXAMPLE), [0.5, 0.4])
    >>> found.end, [round(item.low, 3) for item in found.tippings]
    (('cooperate', 'cooperate'), [0.051, 0.025])
    >>> found.tippings[0].below, found.curve.shape[1]
    (('wait', 'wait'), 4)

    References
    ----------
    Hofbauer and Sigmund (1998), Evolutionary Games and Population Dynamics.
    """
    owner = "separatrix"
    form = form_argument(game, owner)
    row = starts_of(form, [start], owner)
    known = all_values(form, values, owner)
    motion = motion_of(form, known)
    end = _ends(motion, row)[0]
    places = [
        (number, place)
        for number, size in enumerate(form.sizes)
        for place in range(1 if size == 2 else size)
    ]
    tippings = tuple(_tipping(motion, row[0], end, *place) for place in places)
    curve = _curve(form, motion, known)
    curve.flags.writeable = False
    return Separatrix(
        end=end,
        stable=tuple(form.names(profile) for profile in motion.traps),
        tippings=tippings,
        curve=curve,
        parameters={"values": shown_values(known), "start": row[0].tolist()},
        notes=(*form.notes, *(Note("games.note.no_end", {}, "warning"),) * (not end)),
        references=(*REFERENCES, "hofbauer1998", "dormand1980"),
    )


def _ends(motion: Motion, starts: Floats) -> tuple[tuple[str, ...], ...]:
    until = np.array([_HORIZON / motion.speed])
    _, ends = motion.follow(starts, until, trap=True, most_steps=_MOST_STEPS, tolerance=_TOLERANCE)
    return end_names(motion, ends)


def _tipping(motion: Motion, row: Floats, end: tuple[str, ...], number: int, place: int) -> Tipping:
    first, last = motion.populations[number], motion.populations[number + 1]
    own = int(first) + place

    def moved(shares: Floats) -> Floats:
        found = np.tile(row, (len(shares), 1))
        rest = np.delete(np.arange(first, last), place)
        left = row[rest] / row[rest].sum() if row[rest].sum() else np.full(len(rest), 1 / len(rest))
        found[:, own] = shares
        found[:, rest] = (1 - shares)[:, None] * left
        return found

    def ends(shares: Floats) -> tuple[tuple[str, ...], ...]:
        return _ends(motion, moved(shares))

    now = float(row[own])
    low, below = _limit(ends, end, now, 0.0)
    high, above = _limit(ends, end, now, 1.0)
    population = motion.form.populations[number]
    return Tipping(population.name, population.strategies[place], now, low, high, below, above)


def _limit(
    ends: Callable[[Floats], tuple[tuple[str, ...], ...]],
    end: tuple[str, ...],
    now: float,
    edge: float,
) -> tuple[float, tuple[str, ...]]:
    """Return the share nearest to now, on the way to an edge, beyond which the end is another.

    The edge itself, where the strategy or all others are gone, does not count.
    """
    steps = now + (edge - now) * np.arange(_STEPS) / _STEPS
    found = ends(steps)
    other = next((place for place, item in enumerate(found) if item != end), None)
    if other is None:
        return edge, ()
    same, changed, beyond = float(steps[other - 1]), float(steps[other]), found[other]
    for _ in range(_HALVINGS):
        middle = (same + changed) / 2
        reached = ends(np.array([middle]))[0]
        if reached == end:
            same = middle
        else:
            changed, beyond = middle, reached
    return (same + changed) / 2, beyond


def _curve(form: Form, motion: Motion, known: Mapping[str, Fraction]) -> Floats:
    """Return the paths into the mixed saddle, followed backwards to where they come from."""
    none = np.zeros((0, sum(form.sizes)))
    if sum(form.sizes) - len(form.sizes) != 2 or len(motion.traps) < 2:
        return none
    saddles = [
        point
        for point in equilibria(form, dict(known), "separatrix").points
        if point.kind == "saddle" and all(share > 0 for row in point.shares for share in row)
    ]
    back = replace(motion, matrix=-motion.matrix)
    parts = []
    for saddle in saddles:
        shares = np.concatenate(saddle.shares)
        slow, direction = _stable_direction(form, known, shares)
        times = np.linspace(0, 40 / abs(slow), _ROWS)
        starts = np.array([shares + _AWAY * sign * direction for sign in (1, -1)])
        paths, _ = back.follow(starts, times, trap=False, most_steps=_MOST_STEPS)
        parts += [paths[0, ::-1], shares[None], paths[1]]
    return np.concatenate(parts) if parts else none


def _stable_direction(
    form: Form, known: Mapping[str, Fraction], shares: Floats
) -> tuple[float, Floats]:
    """Return the negative eigenvalue at a saddle and its direction in the shares of all."""
    system = System([motion_polynomial(form, name).at(known) for name in form.shares], form.shares)
    firsts = np.cumsum([0, *form.sizes])
    free = np.concatenate([np.arange(a, b - 1) for a, b in itertools.pairwise(firsts)])
    values, vectors = np.linalg.eig(system.jacobian(shares[free]))
    place = int(np.argmin(values.real))
    found = np.zeros(len(shares))
    found[free] = vectors[:, place].real
    for a, b in itertools.pairwise(firsts):
        found[b - 1] = -found[a : b - 1].sum()
    return float(values[place].real), found / np.abs(found).max()
