"""Values between what players can claim and what they can be left with: tau and Gately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, DTypeLike, NDArray

from consilience.results import Note, Result
from consilience.value.game import Floats, Game, frozen, read_game

_EQUAL = 1e-12  # differences below it, relative to the largest worth, are rounding


@dataclass(frozen=True, kw_only=True, eq=False)
class Compromise(Result):
    """What each player gets, read-only, shape (n,), between ``lower`` and ``upper``.

    ``state`` is ``"found"``, or names why there is none; the values are NaN then.
    """

    players: tuple[str, ...]
    values: Floats
    lower: Floats
    upper: Floats
    state: str

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        columns = {"value": self.values, "lower": self.lower, "upper": self.upper}
        return pd.DataFrame({"player": self.players, **columns})


def tau(v: ArrayLike, *, players: Any = None) -> Compromise:
    r"""Divide between minimal rights and utopia payoffs: the tau value.

    ``upper`` is the utopia payoff :math:`M_i = v(N) - v(N \setminus i)`; ``lower`` the minimal
    right :math:`m_i = \max_{S \ni i} (v(S) - \sum_{j \in S \setminus i} M_j)`. The value is the
    point between both that adds up to ``v[-1]``.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Compromise
        What each player gets. If the game is not quasi-balanced (:math:`m \le M` and
        :math:`\sum m \le v(N) \le \sum M`), the state is ``"not quasi-balanced"``.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> tau([0, 0, 0, 4, 0, 2, 1, 6]).values.round(6)
    array([2.727273, 2.181818, 1.090909])
    >>> tau([0, 0, 0, 1, 0, 1, 1, 1]).state
    'not quasi-balanced'

    References
    ----------
    Tijs (1981), Bounds for the Core and the Tau-Value.
    """
    game = read_game(v, players, "tau")
    upper = utopia_payoffs(game)
    lower = upper - _smallest_gaps(game, upper)
    slack = _EQUAL * game.scale * game.size
    balanced = (lower <= upper + slack).all() and (
        lower.sum() - slack <= game.total <= upper.sum() + slack
    )
    values = np.full(game.size, np.nan)
    if balanced:
        values = _between(lower, upper, game.total)
    notes = () if balanced else (Note("value.note.not_quasi_balanced", {}, "warning"),)
    state = "found" if balanced else "not quasi-balanced"
    return _compromise(game, (values, lower, upper), state, notes, "tijs1981")


def gately(v: ArrayLike, *, players: Any = None) -> Compromise:
    r"""Divide so that everyone's propensity to disrupt is equal: the Gately point.

    What the others lose without a player over what the player loses,
    :math:`(\sum_{j \ne i} x_j - v(N \setminus i)) / (x_i - v(i))`, is the same for all. ``lower``
    is v(i), ``upper`` the marginal contribution to all, :math:`v(N) - v(N \setminus i)`.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Compromise
        What each player gets. Where the lower and the upper ends add up to the same but not to
        ``v[-1]``, no such point exists and the state is ``"no common propensity"``.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> gately([0, 0, 0, 4, 0, 2, 1, 6]).values.round(6)
    array([2.727273, 2.181818, 1.090909])

    References
    ----------
    Gately (1974), Sharing the Gains from Regional Cooperation.
    """
    game = read_game(v, players, "gately")
    lower, upper = game.singles, utopia_payoffs(game)
    slack = _EQUAL * game.scale * game.size
    missing = abs(upper.sum() - lower.sum()) <= slack < abs(game.total - lower.sum())
    values = np.full(game.size, np.nan)
    if not missing:
        values = _between(lower, upper, game.total)
    notes: tuple[Note, ...] = ()
    if missing:
        notes = (Note("value.note.no_propensity", {}, "warning"),)
    elif (values < lower - slack).any():
        worse = [game.players[i] for i in np.flatnonzero(values < lower - slack)]
        notes = (Note("value.note.below_own", {"players": worse}, "warning"),)
    state = "no common propensity" if missing else "found"
    return _compromise(game, (values, lower, upper), state, notes, "gately1974")


def utopia_payoffs(game: Game) -> Floats:
    """Return what all lose without each player, shape (n,)."""
    everyone = len(game.worths) - 1
    without = everyone ^ (1 << np.arange(game.size))
    return np.asarray(game.total - game.worths[without], dtype=np.float64)


def _smallest_gaps(game: Game, upper: Floats) -> Floats:
    """Return for each player the least of sum M - v(S) over the coalitions with the player."""
    high, low = game.halves(upper)
    columns, rows = np.full(len(low), np.inf), np.empty(len(high))
    for place, worths in enumerate(game.table):
        gaps = high[place] + low - worths
        np.minimum(columns, gaps, out=columns)
        rows[place] = gaps.min()
    found = [_least_with_bit(columns, place) for place in range(game.low_bits)]
    found += [_least_with_bit(rows, place) for place in range(game.size - game.low_bits)]
    return np.array(found)


def _least_with_bit(values: Floats, place: int) -> float:
    return float(values.reshape(-1, 2, 1 << place)[:, 1].min())


def _between(lower: Floats, upper: Floats, total: float) -> Floats:
    """Return the point on the line from lower to upper with this sum."""
    width = float((upper - lower).sum())
    missing = total - float(lower.sum())
    return lower + (missing / width if width else 0.0) * (upper - lower)


def _compromise(
    game: Game,
    values: tuple[Floats, Floats, Floats],
    state: str,
    notes: tuple[Note, ...],
    reference: str,
) -> Compromise:
    middle, lower, upper = map(frozen, values)
    return Compromise(
        players=game.players,
        values=middle,
        lower=lower,
        upper=upper,
        state=state,
        parameters={},
        notes=notes,
        references=(reference,),
    )
