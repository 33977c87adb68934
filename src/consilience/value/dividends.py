"""Harsanyi dividends, and the values that share them by weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Result
from consilience.value.building import coalition_rows
from consilience.value.game import Allocation, Floats, Game, frozen, places_of, read_game
from consilience.value.semivalues import size_weighted

_BLOCK = 5  # so many players are done by one product of matrices


@dataclass(frozen=True, kw_only=True, eq=False)
class Dividends(Result):
    """What each coalition adds to its parts, read-only, shape (2^n,), as the worths are ordered."""

    players: tuple[str, ...]
    values: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a coalition with a dividend other than 0."""
        found = np.flatnonzero(self.values).tolist()
        game = Game(self.players, self.values)
        names = [", ".join(game.names(coalition)) for coalition in found]
        return pd.DataFrame({"coalition": names, "dividend": self.values[found]})


def dividends(v: ArrayLike, *, players: Any = None) -> Dividends:
    r"""Split the worth of coalitions into what each adds beyond its parts: Harsanyi dividends.

    :math:`d(S) = v(S) - \sum_{T \subset S} d(T)`: own worth, synergy of pairs, of three, ...

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Dividends
        The dividend of every coalition, shape (2^n,); the sum over the parts of S is ``v[S]``.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> dividends([0, 1, 2, 5]).values
    array([0., 1., 2., 2.])

    References
    ----------
    Harsanyi (1963), A Simplified Bargaining Model for the n-Person Cooperative Game.
    """
    game = read_game(v, players, "dividends")
    return Dividends(
        players=game.players,
        values=frozen(dividend_values(game)),
        parameters={},
        references=("harsanyi1963",),
    )


def weighted_shapley(v: ArrayLike, weights: ArrayLike, *, players: Any = None) -> Allocation:
    r"""Divide each coalition's dividend among its members in proportion to their weights.

    :math:`\sum_{S \ni i} d(S)\, w_i / \sum_{j \in S} w_j`. Equal weights give the Shapley value.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    weights
        One number above 0 a player, shape (n,): size, input or risk.

    Returns
    -------
    Allocation
        What each player gets; the sum is ``v[-1]``.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if a weight is not above 0.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> weighted_shapley([0, 0, 0, 6], [1, 2]).values
    array([2., 4.])

    References
    ----------
    Shapley (1953), Additive and Non-Additive Set Functions; Kalai and Samet (1987), On Weighted
    Shapley Values.
    """
    owner = "weighted_shapley"
    game = read_game(v, players, owner)
    given = positive(weights, "weights", owner)
    checks.same_length(given, np.empty(game.size), "weights", owner, "players")
    scaled = given / given.max()
    shares = dividend_values(game)
    table = shares.reshape(game.table.shape)
    high, low = game.halves(scaled)
    table[0, 1:] /= low[1:]
    table[1:] /= high[1:, None] + low
    ones = np.ones(game.size + 1)
    ones[0] = 0.0
    sums = size_weighted(Game(game.players, shares), ones, np.zeros(game.size + 1))
    return Allocation(
        players=game.players,
        values=frozen(scaled * sums),
        parameters={"weights": given.tolist()},
        references=("shapley1953b", "kalai1987"),
    )


def shapley_from_synergies(synergies: Any, *, players: Any = None) -> Allocation:
    r"""Divide what groups add among their members alike: Shapley for any number of players.

    :math:`\sum_{S \ni i} d(S) / |S|`, exactly, from the groups alone: where few of the :math:`2^n`
    coalitions add something, no table of worths is needed.

    Parameters
    ----------
    synergies, players
        As in :func:`worths_from_synergies`, without its limit of 28 players.

    Returns
    -------
    Allocation
        What each player gets; the sum is the worth of all together.

    Raises
    ------
    ArgumentError
        If there is no such table, or a number is not finite.
    UnknownNameError
        If a group names an unknown player.

    Examples
    --------
    >>> shapley_from_synergies({"Maps": 1, "Chips": 2, "Maps, Chips": 2}).values
    array([2., 3.])

    References
    ----------
    Harsanyi (1963), A Simplified Bargaining Model for the n-Person Cooperative Game.
    """
    owner = "shapley_from_synergies"
    groups, amounts = coalition_rows(synergies, ("worth",), "synergies", owner)
    named = list(dict.fromkeys(name for group in groups for name in group))
    game = Game(checks.names(named if players is None else players, "players", owner), np.empty(0))
    found = np.zeros(game.size)
    for group, amount in zip(groups, amounts[:, 0].tolist(), strict=True):
        members = list(places_of(game.members(group, "synergies", owner)))
        found[members] += amount / len(members)
    return Allocation(
        players=game.players,
        values=frozen(found),
        parameters={},
        references=("harsanyi1963",),
    )


def positive(values: ArrayLike, name: str, owner: str) -> Floats:
    """Return numbers above 0."""
    found = checks.numbers(values, name, owner)
    if not (found > 0).all():
        raise ArgumentError(name, owner, "above", float(found.min()), limit=0)
    return found


def dividend_values(game: Game) -> Floats:
    """Return the dividends, shape (2^n,)."""
    first = min(_BLOCK, game.size)
    columns = np.arange(1 << first)
    part = (columns[:, None] & columns) == columns[:, None]
    odd = np.bitwise_count(columns[:, None] ^ columns) % 2
    found = game.worths.reshape(-1, 1 << first) @ np.where(part, 1.0 - 2.0 * odd, 0.0)
    found = found.reshape(-1)
    for place in range(first, game.size):
        halves = found.reshape(-1, 2, 1 << place)
        halves[:, 1] -= halves[:, 0]
    return found
