"""The least and the most that each player gets in the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.value.core import first_level
from consilience.value.excess import rounding_of
from consilience.value.game import Floats, Game, frozen, read_game


@dataclass(frozen=True, kw_only=True, eq=False)
class CoreRange(Result):
    """What each player gets in the core, at least and at most, read-only, shape (n,).

    ``low`` and ``high`` are NaN if the core is empty: then ``nonempty`` is false. All ends are
    reached, but not all at once.
    """

    players: tuple[str, ...]
    low: Floats
    high: Floats
    nonempty: bool

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame({"player": self.players, "low": self.low, "high": self.high})


def core_range(v: ArrayLike, *, players: Any = None) -> CoreRange:
    r"""Find how much and how little each player can get without giving a coalition reason to leave.

    :math:`\min` and :math:`\max x_i` with :math:`\sum_{j \in S} x_j \ge v(S)` for every coalition
    and :math:`\sum x_j = v(N)`: the room that bargaining has.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.

    Returns
    -------
    CoreRange
        Both ends for each player, to about 1e-9 of the largest surplus of a coalition. It takes as
        long as two least cores a player or a few more.

    Raises
    ------
    ArgumentError
        As :func:`shapley`.
    DataError
        If there are more than 28 players, or the linear programme cannot be solved.

    Examples
    --------
    >>> found = core_range([0, 0, 0, 4, 0, 2, 1, 6])
    >>> found.low.round(6).tolist(), found.high.round(6).tolist()
    ([0.0, 0.0, 0.0], [5.0, 4.0, 2.0])

    References
    ----------
    Gillies (1959), Solutions to General Non-Zero-Sum Games; Bondareva (1963), Some Applications of
    Linear Programming Methods to the Theory of Cooperative Games.
    """
    game = read_game(v, players, "core_range")
    low = high = game.singles
    epsilon = first_level(game)[0] if game.size > 1 else float("-inf")
    nonempty = epsilon <= rounding_of(game)
    if not nonempty:
        low = high = np.full(game.size, np.nan)
    elif game.size > 1:
        alone = [1 << player for player in range(game.size)]
        everyone = len(game.worths) - 1
        high = np.array([_most(game, coalition) for coalition in alone])
        low = np.array([game.total - _most(game, everyone - coalition) for coalition in alone])
    return CoreRange(
        players=game.players,
        low=frozen(low),
        high=frozen(high),
        nonempty=nonempty,
        parameters={},
        notes=() if nonempty else (Note("value.note.no_core_range", {}, "warning"),),
        references=("gillies1959", "bondareva1963"),
    )


def _most(game: Game, coalition: int) -> float:
    """Return the most that a coalition gets in the core: the largest worth that leaves it a core.

    From above by Newton's steps: the least excess is convex and piecewise linear in that worth, and
    the balanced collection of a step is its slope.
    """
    worths = game.worths.copy()
    worths[coalition] = game.total - game.worths[len(worths) - 1 - coalition]
    while True:
        epsilon, stage = first_level(Game(game.players, worths))
        if epsilon <= rounding_of(game):
            return float(worths[coalition])
        weights = stage.weights / stage.weights.sum()
        slope = float(weights[np.equal(stage.coalitions, coalition)].sum())
        if slope <= 0:
            raise DataError("value.not_solved")
        worths[coalition] -= epsilon / slope
