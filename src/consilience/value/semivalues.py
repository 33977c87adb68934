"""Values that weigh coalitions by their size: Shapley, Banzhaf, solidarity."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from consilience import checks
from consilience.results import Note
from consilience.value.game import Allocation, Floats, Game, frozen, read_game, subset_sums

_ROW_BITS = 12  # rows of 32 KB stay in the cache; longer products wake threads, which is slower
_FEW_ROWS = 6


def shapley(v: ArrayLike, *, players: Any = None) -> Allocation:
    r"""Divide the worth of all players by their mean marginal contribution: the Shapley value.

    :math:`\phi_i = \sum_{S \ni i} \frac{(s-1)!(n-s)!}{n!} (v(S) - v(S \setminus i))`. The worths
    are read once: weighted by size, then added over rows and columns.

    Parameters
    ----------
    v
        The worth of every coalition, shape (2^n,), n from 1 to 28; bit i of the index is player i,
        and ``v[0]`` is 0.
    players
        Names of the players; by default those of :class:`Worths`, else their places from 0.

    Returns
    -------
    Allocation
        What each player gets; the sum is ``v[-1]``.

    Raises
    ------
    ArgumentError
        If the worths are not 2^n finite numbers with ``v[0]`` = 0, or the names do not fit.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> shapley([0, 0, 0, 1, 0, 1, 1, 1]).values.round(6)
    array([0.333333, 0.333333, 0.333333])

    References
    ----------
    Shapley (1953), A Value for n-Person Games.
    """
    game = read_game(v, players, "shapley")
    return Allocation(
        players=game.players,
        values=frozen(shapley_values(game)),
        parameters={},
        references=("shapley1953",),
    )


def banzhaf(v: ArrayLike, *, normalized: bool = False, players: Any = None) -> Allocation:
    r"""Measure the mean marginal contribution over all coalitions alike: the Banzhaf value.

    :math:`\beta_i = 2^{1-n} \sum_{S \ni i} (v(S) - v(S \setminus i))`. It does not add up to the
    worth of all; ``normalized`` scales it so that it does.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    normalized
        If true, the values are scaled to the sum ``v[-1]``.

    Returns
    -------
    Allocation
        What each player gets. Normalized values are NaN, with the state ``"sum is zero"``, where
        the values add up to 0.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> banzhaf([0, 0, 0, 1, 0, 1, 1, 1]).values
    array([0.5, 0.5, 0.5])

    References
    ----------
    Banzhaf (1965), Weighted Voting Doesn't Work.
    """
    game = read_game(v, players, "banzhaf")
    scaled = checks.boolean(normalized, "normalized", "banzhaf")
    values, state = banzhaf_values(game), "found"
    if scaled:
        total = float(values.sum())
        if abs(total) <= 1e-12 * game.scale:
            values, state = np.full(game.size, np.nan), "sum is zero"
        else:
            values = values * (game.total / total)
    return Allocation(
        players=game.players,
        values=frozen(values),
        state=state,
        parameters={"normalized": scaled},
        notes=() if state == "found" else (Note("value.note.sum_zero", {}, "warning"),),
        references=("banzhaf1965",),
    )


def solidarity(v: ArrayLike, *, players: Any = None) -> Allocation:
    r"""Divide so that in each coalition the mean marginal contribution counts for all members.

    As :func:`shapley`, with :math:`\frac{1}{s} \sum_{j \in S} (v(S) - v(S \setminus j))` in place
    of the own contribution: strong members carry weak ones.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Allocation
        What each player gets; the sum is ``v[-1]``. A player who adds nothing may get something.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> solidarity([0, 1, 0, 1]).values
    array([0.75, 0.25])

    References
    ----------
    Nowak and Radzik (1994), A Solidarity Value for n-Person Transferable Utility Games.
    """
    game = read_game(v, players, "solidarity")
    n = game.size
    own = np.array([0.0, *member_weights(n)])
    shared = np.array([0.0, *(own[s] / s for s in range(1, n + 1)), 0.0])
    left = np.array([(n - s) * shared[s + 1] for s in range(n + 1)])
    values = size_weighted(game, own - left, -shared[1:])
    return Allocation(
        players=game.players,
        values=frozen(values),
        parameters={},
        references=("nowak1994",),
    )


def shapley_values(game: Game) -> Floats:
    """Return the Shapley value, shape (n,)."""
    weights = member_weights(game.size)
    return size_weighted(game, np.array([0.0, *weights]), -np.array([*weights, 0.0]))


def banzhaf_values(game: Game) -> Floats:
    """Return the Banzhaf value, shape (n,)."""
    weights = [0.5 ** (game.size - 1)] * game.size
    return size_weighted(game, np.array([0.0, *weights]), -np.array([*weights, 0.0]))


def member_weights(n: int) -> list[float]:
    """Return the Shapley weights of the sizes 1 to n: (s-1)! (n-s)! / n!."""
    return [1 / (n * math.comb(n - 1, s - 1)) for s in range(1, n + 1)]


def size_weighted(game: Game, inside: Floats, outside: Floats) -> Floats:
    """Return each player's sum over coalitions weighted by their size.

    Coalitions S of size s with the player count ``inside[s] v(S)``, others ``outside[s] v(S)``.

    The worths are read once, in rows that stay in the cache: each is added to the columns of its
    size, and weighted in one product.
    """
    low = min(_ROW_BITS, max((game.size + 1) // 2, game.size - _FEW_ROWS))
    table = game.worths.reshape(-1, 1 << low)
    high = game.size - low
    inner = subset_sums(np.ones(low, dtype=np.int64))
    sizes = np.arange(high + 1)[:, None] + inner
    weights = (inside - outside)[sizes]
    columns, by_row = np.zeros(sizes.shape), np.empty(len(table))
    for place, row in enumerate(table):
        size = place.bit_count()
        columns[size] += row
        by_row[place] = row @ weights[size]
    by_column = (columns * weights).sum(axis=0)
    members = [_with_bit(by_column, place) for place in range(low)]
    members += [_with_bit(by_row, place) for place in range(high)]
    return np.array(members) + float((columns * outside[sizes]).sum())


def _with_bit(values: Floats, place: int) -> float:
    return float(values.reshape(-1, 2, 1 << place)[:, 1].sum())
