"""The point of the core that is nearest to a wished division."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, optimize

from consilience import checks
from consilience.results import Note, Result
from consilience.value.core import first_level
from consilience.value.excess import (
    excesses,
    indicators,
    largest_surplus,
    rounding_of,
    worst_of_rows,
)
from consilience.value.game import Floats, Game, frozen, read_game
from consilience.value.span import Span

_JOINING = 64
_MET = 1e-10  # a coalition is content within this, relative to the largest surplus


@dataclass(frozen=True, kw_only=True, eq=False)
class NearestCorePoint(Result):
    """The division nearest to the target that gives no coalition a reason to leave.

    ``values`` and ``target`` are read-only, shape (n,); ``distance`` is the root of the sum of
    squared differences. If the core is empty, ``state`` is ``"least core"`` instead of ``"core"``,
    and ``epsilon`` is the complaint that cannot be avoided.
    """

    players: tuple[str, ...]
    values: Floats
    target: Floats
    distance: float
    epsilon: float
    state: str

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        columns = {"target": self.target, "value": self.values}
        frame = pd.DataFrame({"player": self.players, **columns})
        return frame.assign(difference=self.values - self.target)


def nearest_core_point(v: ArrayLike, target: ArrayLike, *, players: Any = None) -> NearestCorePoint:
    r"""Find the point of the core with the least :math:`\sum (x_i - t_i)^2` to a wished division.

    A wish that is fair but unstable keeps as much of its aim as stability allows. If the core is
    empty, the least core takes its place.

    Parameters
    ----------
    v, players
        As in :func:`shapley`.
    target
        The wished division, shape (n,); it need not add up to ``v[-1]``.

    Returns
    -------
    NearestCorePoint
        The point, which is unique; its distance; epsilon.

    Raises
    ------
    ArgumentError
        As :func:`shapley`, or if the target is not n finite numbers.
    DataError
        If there are more than 28 players, or the linear programme cannot be solved.

    Examples
    --------
    >>> nearest_core_point([0, 0, 0, 4, 0, 2, 1, 6], [1, 2, 3]).values.round(6)
    array([1.5, 2.5, 2. ])

    References
    ----------
    Gillies (1959), Solutions to General Non-Zero-Sum Games; Lawson and Hanson (1974), Solving
    Least Squares Problems. That the nearest point is offered is a convention of this program.
    """
    owner = "nearest_core_point"
    game = read_game(v, players, owner)
    wished = checks.numbers(target, "target", owner)
    checks.same_length(wished, np.empty(game.size), "target", owner, "players")
    return nearest(game, wished)


def nearest(game: Game, target: Floats) -> NearestCorePoint:
    """Return the nearest point; see :func:`nearest_core_point`."""
    values, epsilon = game.singles, float("-inf")
    if game.size > 1:
        epsilon, values = _nearest(game, target)
    empty = epsilon > rounding_of(game)
    notes = (Note("value.note.empty_core", {"epsilon": epsilon}, "warning"),) if empty else ()
    return NearestCorePoint(
        players=game.players,
        values=frozen(values),
        target=frozen(target),
        distance=float(np.linalg.norm(values - target)),
        epsilon=epsilon if empty else 0.0,
        state="least core" if empty else "core",
        parameters={},
        notes=notes,
        references=("gillies1959", "lawson1974"),
    )


def _nearest(game: Game, target: Floats) -> tuple[float, Floats]:
    """Return the least epsilon and the nearest point.

    Coalitions that are tight in every point of a thin core are equations, so that what is left
    has an inside.
    """
    scale = largest_surplus(game)
    epsilon, stage = first_level(game)
    limit = max(epsilon, 0.0)
    everyone = len(game.worths) - 1
    fixed = [everyone]
    if epsilon > -rounding_of(game):
        fixed += stage.masks
    span = Span(game)
    for coalition in fixed:
        span.add(coalition)
    rows = indicators(np.array(fixed), game.size)
    rights = game.worths[np.array(fixed)] - np.where(np.array(fixed) == everyone, 0.0, limit)
    start = target + np.linalg.pinv(rows) @ (rights - rows @ target)
    free = linalg.null_space(rows)
    values, pool = start, np.empty(0, dtype=np.int64)
    while free.shape[1]:
        coalitions, excess = worst_of_rows(game, values, span)
        joining = coalitions[excess > limit + _MET * scale][:_JOINING]
        joining = np.setdiff1d(joining, pool)
        if not len(joining):
            break
        pool = np.concatenate([pool, joining])
        values = start + free @ _shortest(game, pool, (start, free), limit, scale)
    return epsilon, values


def _shortest(
    game: Game,
    pool: NDArray[np.int64],
    place: tuple[Floats, Floats],
    limit: float,
    scale: float,
) -> Floats:
    """Return the shortest step that contents the coalitions of the pool.

    Least distance programming as non-negative least squares (Lawson and Hanson 1974, chapter 23).
    """
    start, free = place
    slopes = (indicators(pool, game.size) @ free).T
    needs = (excesses(game, start, pool) - limit) / scale - _MET / 2
    wanted = np.zeros(len(slopes) + 1)
    wanted[-1] = 1.0
    both = np.vstack([slopes, needs])
    found, _ = optimize.nnls(both, wanted, maxiter=100 * len(pool) + 1000)
    rest = both @ found - wanted
    return np.asarray(-scale * rest[:-1] / rest[-1], dtype=np.float64)
