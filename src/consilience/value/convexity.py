"""Convexity: the larger a coalition, the more each player adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience.results import Result
from consilience.value.game import Game, read_game

_ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class Convexity(Result):
    """Whether a game is convex; the truth value of the record says the same.

    If not, joining after ``second`` is worth less to ``coalition`` than before, by ``violation``:
    the largest there is. The witness is empty in a convex game.
    """

    convex: bool
    violation: float
    coalition: tuple[str, ...]
    first: str
    second: str

    def __bool__(self) -> bool:
        return self.convex

    def to_frame(self) -> pd.DataFrame:
        """Return one row: the verdict and its witness."""
        witness = {"coalition": ", ".join(self.coalition), "first": self.first}
        return pd.DataFrame(
            [{"convex": self.convex, "violation": self.violation, **witness, "second": self.second}]
        )


def convexity(v: ArrayLike, *, players: Any = None) -> Convexity:
    r"""Check convexity: :math:`v(S \cup ij) - v(S \cup j) \ge v(S \cup i) - v(S)` for all i, j, S.

    In a convex game the core is not empty and holds the Shapley value.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    Convexity
        True or false as a record, with the worst violation (at least 0).

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players.

    Examples
    --------
    >>> bool(convexity([0, 1, 1, 3]))
    True
    >>> convexity([0, 0, 0, 1, 0, 1, 1, 1], players=["A", "B", "C"]).coalition
    ('C',)

    References
    ----------
    Shapley (1971), Cores of Convex Games.
    """
    game = read_game(v, players, "convexity")
    worst, witness = 0.0, (0, 0, 0)
    for second in range(1, game.size):
        for first in range(second):
            size, coalition = _worst(game, first, second)
            if size > worst + _ROUNDING * game.scale:
                worst, witness = size, (coalition, first, second)
    coalition, first, second = witness
    convex = worst == 0
    return Convexity(
        convex=convex,
        violation=worst,
        coalition=() if convex else game.names(coalition),
        first="" if convex else game.players[first],
        second="" if convex else game.players[second],
        parameters={},
        references=("shapley1971",),
    )


def _worst(game: Game, first: int, second: int) -> tuple[float, int]:
    """Return the worst violation for two players, and its coalition."""
    cells = game.worths.reshape(-1, 2, 1 << (second - first - 1), 2, 1 << first)
    low, high = cells[:, 0], cells[:, 1]
    losses = (low[:, :, 1] - low[:, :, 0]) - (high[:, :, 1] - high[:, :, 0])
    place = int(losses.argmax())
    outer, middle, inner = np.unravel_index(place, losses.shape)
    coalition = (int(outer) << second + 1) | (int(middle) << first + 1) | int(inner)
    return float(losses.reshape(-1)[place]), coalition
