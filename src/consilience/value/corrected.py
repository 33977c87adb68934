"""The corrected Shapley value of alliance papers, with the verdict that they leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from consilience import checks
from consilience.errors import ArgumentError
from consilience.results import Note, Result
from consilience.value.core import Objection, membership
from consilience.value.game import Floats, frozen, read_game
from consilience.value.nearest_core import nearest
from consilience.value.semivalues import shapley_values


@dataclass(frozen=True, kw_only=True, eq=False)
class CorrectedShapley(Result):
    """A corrected division, and what it does to stability; arrays are read-only, shape (n,).

    ``scores`` are the players' shares of the factors, sum 1. ``below_own`` are the players who get
    less than they are worth alone; ``objections`` the coalitions that would leave, the largest gain
    first, of ``objection_count``. ``nearest`` is the point of the core (``nearest_state``:
    ``"core"`` or ``"least core"``) nearest to the corrected division.
    """

    players: tuple[str, ...]
    values: Floats
    shapley: Floats
    scores: Floats
    own: Floats
    individually_rational: bool
    in_core: bool
    below_own: tuple[str, ...]
    objection_count: int
    objections: tuple[Objection, ...]
    nearest: Floats
    nearest_state: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        return pd.DataFrame(
            {
                "player": self.players,
                "shapley": self.shapley,
                "score": self.scores,
                "value": self.values,
                "own": self.own,
                "nearest": self.nearest,
            }
        )


def corrected_shapley(
    v: ArrayLike,
    factors: Any,
    weights: ArrayLike | None = None,
    *,
    most: int = 20,
    players: Any = None,
) -> CorrectedShapley:
    r"""Correct the Shapley value by risk, input, effort, spill-over, and say who would then leave.

    :math:`\phi_i + (R_i - 1/n)\, v(N)` with :math:`R_i = \sum_k w_k f_{ik} / \sum_j f_{jk}`, as is
    usual in papers on alliances. The correction leaves the axioms of the Shapley value; so
    individual rationality and core are checked, and the nearest point of the core is offered.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    factors
        A table with one row a player and one column a factor, each number at least 0, no column
        all 0.
    weights
        One number of at least 0 a factor, not all 0; scaled to the sum 1. Equal by default.
    most
        At least 1: how many objecting coalitions are listed.

    Returns
    -------
    CorrectedShapley
        The corrected division with its verdict.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if factors or weights do not fit.
    DataError
        If there are more than 28 players, or the linear programme cannot be solved.

    Examples
    --------
    >>> worths = [0, 1, 1, 4, 1, 4, 4, 9]
    >>> found = corrected_shapley(worths, {"risk": [6, 2, 2], "input": [6, 2, 2]})
    >>> found.values.round(2), found.individually_rational, found.in_core
    (array([5.4, 1.8, 1.8]), True, False)
    >>> found.objections[0].coalition, found.nearest.round(2)
    (('1', '2'), array([5., 2., 2.]))

    References
    ----------
    Shapley (1953), A Value for n-Person Games. The check and the offer are a convention of this
    program.
    """
    owner = "corrected_shapley"
    game = read_game(v, players, owner)
    names, shares, scores = factor_scores(factors, weights, game.size, owner)
    phi = shapley_values(game)
    values = corrected_values(phi, scores, game.total)
    verdict = membership(game, values, checks.whole(most, 1, "most", owner))
    stable = nearest(game, values)
    notes = () if verdict.in_core else (Note("value.note.unstable", {}, "warning"),)
    return CorrectedShapley(
        players=game.players,
        values=frozen(values),
        shapley=frozen(phi),
        scores=frozen(scores),
        own=frozen(game.singles),
        individually_rational=not verdict.below_own,
        in_core=verdict.in_core,
        below_own=verdict.below_own,
        objection_count=verdict.objection_count,
        objections=verdict.objections,
        nearest=stable.values,
        nearest_state=stable.state,
        parameters={"factors": list(names), "weights": shares.tolist(), "most": most},
        notes=(*notes, *stable.notes),
        references=("shapley1953", "gillies1959"),
    )


def factor_scores(
    factors: Any, weights: ArrayLike | None, size: int, owner: str
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return the names of the factors, their shares of weight, and the score of each player.

    Raises
    ------
    ArgumentError
        If there is not one row a player, or a number is wrong.
    """
    names, table = factor_table(factors, "factors", owner)
    if len(table) != size:
        blanks = {"other": "players", "length": size}
        raise ArgumentError("factors", owner, "same_length", len(table), **blanks)
    shares = share_weights(weights, len(names), owner)
    return names, shares, (table / table.sum(axis=0)) @ shares


def corrected_values(shapley: Floats, scores: Floats, total: float) -> Floats:
    """Return Shapley values corrected by scores that add up to 1."""
    return shapley + (scores - 1 / len(scores)) * total


def factor_table(table: Any, name: str, owner: str) -> tuple[tuple[str, ...], Floats]:
    """Return the columns of a table of numbers of at least 0, none of them all 0."""
    frame = checks.frame(table, name, owner)
    columns = tuple(map(str, frame.columns))
    found = np.column_stack(
        [checks.numbers(frame[column].tolist(), name, owner) for column in columns]
    )
    if (found < 0).any() or not found.any(axis=0).all():
        raise ArgumentError(name, owner, "columns_not_negative", float(found.min()))
    return columns, found


def share_weights(weights: ArrayLike | None, count: int, owner: str) -> Floats:
    """Return weights scaled to the sum 1; equal ones where none are given."""
    if weights is None:
        return np.full(count, 1 / count)
    found = checks.numbers(weights, "weights", owner)
    checks.same_length(found, np.empty(count), "weights", owner, "columns")
    if (found < 0).any() or not found.any():
        raise ArgumentError("weights", owner, "weights", float(found.min()))
    return np.asarray(found / found.sum(), dtype=np.float64)
