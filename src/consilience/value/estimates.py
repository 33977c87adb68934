"""Worths that are not known exactly: estimates of experts, and tables with gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result
from consilience.value.building import coalition_rows, complete, placed
from consilience.value.excess import indicators
from consilience.value.game import Floats, Game, frozen, subset_sums
from consilience.value.semivalues import member_weights

_MOST_PLAYERS = 12
_EQUAL = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class EstimatedShapley(Result):
    """The Shapley value over draws of the worths, read-only, shape (n,).

    ``values`` are the means, ``low`` and ``high`` the ends of central intervals, ``first`` the
    shares of draws in which each player gets most. ``in_core`` is the share of draws in which the
    Shapley value lies in the core.
    """

    players: tuple[str, ...]
    values: Floats
    low: Floats
    high: Floats
    first: Floats
    in_core: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        columns = {"value": self.values, "low": self.low, "high": self.high, "first": self.first}
        return pd.DataFrame({"player": self.players, **columns})


@dataclass(frozen=True, kw_only=True, eq=False)
class WorthBounds(Result):
    """What a table with gaps leaves open; arrays are read-only.

    ``lower`` and ``upper``, shape (2^n,), bound every worth, and are equal where it is ``known``.
    ``low`` and ``high``, shape (n,), bound the Shapley value of each player.
    """

    players: tuple[str, ...]
    lower: Floats
    upper: Floats
    known: NDArray[np.bool_]
    low: Floats
    high: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a coalition, without the empty one."""
        game = Game(self.players, self.lower)
        names = [", ".join(game.names(place)) for place in range(1, len(self.lower))]
        columns = {"lower": self.lower[1:], "upper": self.upper[1:], "known": self.known[1:]}
        return pd.DataFrame({"coalition": names, **columns})


def estimated_shapley(
    estimates: Any,
    *,
    draws: int = 2_000,
    seed: int = 0,
    confidence: float = 0.9,
    players: Any = None,
) -> EstimatedShapley:
    """Divide by the Shapley value where worths are estimates, and carry their doubt on.

    Each worth is drawn from the triangle of its estimate, apart from the others.

    Parameters
    ----------
    estimates
        A table with the columns coalition, low, likely, high, every coalition once, up to 12
        players; low at most likely at most high.
    draws
        At least 1.
    seed
        At least 0; the same seed, the same answer.
    confidence
        What the intervals hold, between 0 and 1.
    players
        Names in the order wanted; by default in the order in which the table first names them.

    Returns
    -------
    EstimatedShapley
        Means, intervals, and how often the division is stable.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a coalition is missing or stands there twice, or there are more than 12 players.
    UnknownNameError
        If a coalition names an unknown player.

    Examples
    --------
    >>> table = {"coalition": ["A", "B", "A, B"], "low": [0, 0, 4], "likely": [1, 1, 6],
    ...          "high": [2, 2, 8]}
    >>> found = estimated_shapley(table)
    >>> found.values.round(1), found.in_core
    (array([3., 3.]), 1.0)

    References
    ----------
    Shapley (1953), A Value for n-Person Games. Triangles drawn apart are a convention of this
    program.
    """
    owner = "estimated_shapley"
    rows, numbers = coalition_rows(estimates, ("low", "likely", "high"), "estimates", owner)
    falling = (np.diff(numbers, axis=1) < 0).any(axis=1)
    if falling.any():
        raise ArgumentError("estimates", owner, "triangles", numbers[falling][0].tolist())
    count = checks.whole(draws, 1, "draws", owner)
    random = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    level = checks.number(confidence, "confidence", owner)
    if not 0 < level < 1:
        raise ArgumentError("confidence", owner, "between", level, low=0, high=1)
    game, table = placed(rows, numbers, players, "estimates", owner)
    _few(game, owner)
    complete(game, table)
    worths = _triangular(table, random.random((count, len(table))))
    shares = worths @ _shapley_weights(game.size).T
    excess = worths - shares @ _members(game.size).T
    stable = excess.max(axis=1) <= _EQUAL * np.abs(worths).max()
    best = shares >= shares.max(axis=1, keepdims=True) - _EQUAL
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(shares, tails, axis=0)
    return EstimatedShapley(
        players=game.players,
        values=frozen(shares.mean(axis=0)),
        low=frozen(low),
        high=frozen(high),
        first=frozen(best.mean(axis=0)),
        in_core=float(stable.mean()),
        parameters={"draws": count, "seed": seed, "confidence": level},
        references=("shapley1953",),
    )


def worth_bounds(table: Any, *, players: Any = None) -> WorthBounds:
    r"""Bound the worths that a table leaves out, and with them the Shapley value.

    Working together is taken to cost nothing (superadditivity): a coalition is worth at least what
    its parts are together, and at most what a known larger one is less what the rest of that is at
    least. The bounds of the Shapley value hold for all worths between; they may be wide.

    Parameters
    ----------
    table
        As in :func:`worths_from_table`, for up to 12 players; every player alone and all together
        must be in it, others may be missing, or have an empty worth (NaN).
    players
        As in :func:`worths_from_table`.

    Returns
    -------
    WorthBounds
        Bounds of every worth and of every player's value.

    Raises
    ------
    ArgumentError
        If there is no such table, or a worth is no finite number.
    DataError
        If a player alone or all together are missing, a coalition stands there twice or is worth
        less than its parts, or there are more than 12 players.
    UnknownNameError
        If a coalition names an unknown player.

    Examples
    --------
    >>> found = worth_bounds({"A": 1, "B": 1, "C": 1, "A, B": 4, "A, B, C": 9})
    >>> found.lower[6], found.upper[6]
    (np.float64(2.0), np.float64(8.0))
    >>> found.low.round(3), found.high.round(3)
    (array([1.333, 1.333, 2.333]), array([4.333, 4.333, 4.333]))

    References
    ----------
    von Neumann and Morgenstern (1944), Theory of Games and Economic Behavior.
    """
    owner = "worth_bounds"
    rows, numbers = coalition_rows(table, ("worth",), "table", owner, gaps=True)
    game, values = placed(rows, numbers, players, "table", owner)
    _few(game, owner)
    given = values[:, 0]
    needed = np.array([*(1 << np.arange(game.size)), len(given) - 1])
    missing = needed[np.isnan(given[needed])].tolist()
    if missing:
        raise DataError(
            "value.coalition_missing", count=len(missing), coalition=game.names(missing[0])
        )
    lower = _sure(game, given)
    upper = _left(given, lower)
    weights = _shapley_weights(game.size)
    gain, loss = np.maximum(weights, 0), np.minimum(weights, 0)
    known = ~np.isnan(given)
    known.flags.writeable = False
    gaps = int((~known).sum())
    shown = {"count": gaps, "all": len(given) - 1}
    return WorthBounds(
        players=game.players,
        lower=frozen(lower),
        upper=frozen(upper),
        known=known,
        low=frozen(gain @ lower + loss @ upper),
        high=frozen(gain @ upper + loss @ lower),
        parameters={},
        notes=(Note("value.note.partly_known", shown),) if gaps else (),
        references=("neumann1944", "shapley1953"),
    )


def _few(game: Game, owner: str) -> None:
    if game.size > _MOST_PLAYERS:
        blanks = {"limit": _MOST_PLAYERS, "players": game.size}
        raise DataError("value.players", owner=owner, **blanks)


def _triangular(table: Floats, uniform: Floats) -> Floats:
    """Return one draw a row: the inverse of the triangle's distribution function."""
    low, likely, high = table.T
    width = high - low
    share = np.divide(likely - low, width, out=np.zeros_like(width), where=width > 0)
    rising = low + np.sqrt(uniform * width * (likely - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - likely))
    return np.asarray(np.where(uniform < share, rising, falling), dtype=np.float64)


def _members(size: int) -> Floats:
    return indicators(np.arange(1 << size), size)


def _shapley_weights(size: int) -> Floats:
    """Return what each worth counts for each player, shape (n, 2^n)."""
    sizes = subset_sums(np.ones(size, dtype=np.int64))
    inside = np.array([0.0, *member_weights(size)])[sizes]
    outside = np.array([*member_weights(size), 0.0])[sizes]
    return np.asarray(np.where(_members(size).T > 0, inside, -outside), dtype=np.float64)


def _sure(game: Game, given: Floats) -> Floats:
    """Return the most that the known parts of each coalition are worth together."""
    lower = given.copy()
    for coalition in range(1, len(given)):
        first = coalition & -coalition
        rest = coalition ^ first
        parts = np.array([part for part in _subsets(rest) if part])
        together = -np.inf
        if len(parts):
            together = float((lower[parts] + lower[coalition ^ parts]).max())
        worth = float(given[coalition])
        if worth < together - _EQUAL * max(1.0, abs(together)):
            names = game.names(coalition)
            raise DataError("value.not_superadditive", coalition=names, worth=worth, parts=together)
        lower[coalition] = together if np.isnan(worth) else worth
    return lower


def _subsets(coalition: int) -> list[int]:
    found, part = [], coalition
    while part:
        found.append(part)
        part = (part - 1) & coalition
    return found


def _left(given: Floats, lower: Floats) -> Floats:
    """Return the least that known larger coalitions leave to each one."""
    upper = given.copy()
    known = np.flatnonzero(~np.isnan(given))
    for coalition in np.flatnonzero(np.isnan(given)).tolist():
        larger = known[(known & coalition) == coalition]
        upper[coalition] = float((given[larger] - lower[larger ^ coalition]).min())
    return upper
