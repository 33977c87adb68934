"""Moves of single conditions that bring a case into a path, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal as Choice

import numpy as np
from numpy.typing import NDArray

from consilience.kernels.memberships import term_memberships
from consilience.qca.expression import values_text
from consilience.qca.truth_table import TOLERANCE, TruthTable

Direction = Choice["raise", "lower", "change"]


@dataclass(frozen=True)
class Levers:
    """One case, and what its conditions may do; arrays of shape (k,)."""

    table: TruthTable
    vector: NDArray[np.float64]
    movable: NDArray[np.bool_]
    weights: NDArray[np.float64]
    target: float


@dataclass(frozen=True)
class Move:
    """One condition of the case, moved from ``current`` to ``reached``.

    ``amount`` is in units of membership; a multi-value condition that changes its value moves by
    1. ``cost`` is the amount times the cost of the condition.
    """

    condition: str
    direction: Direction
    current: float
    reached: float
    amount: float
    cost: float


@dataclass(frozen=True)
class PathDistance:
    """How far the case is from one path.

    ``outside`` names the literals that keep the case out: its membership in them is at most .5.
    ``blocked`` names the fixed conditions among them; such a path has no moves and no rank, and
    its ``cost`` and ``membership_after`` are NaN.
    """

    term: str
    rank: int | None
    membership: float
    outside: tuple[str, ...]
    moves: tuple[Move, ...]
    cost: float
    membership_after: float
    blocked: tuple[str, ...]


def move_amounts(
    cubes: NDArray[np.int64],
    vector: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    target: float,
) -> NDArray[np.float64]:
    """Return how far each literal must move, shape (paths, k); 0 where it keeps nothing out."""
    sets = np.where(cubes == 1, vector, 1.0 - vector)
    literals = np.where(multi_value, vector == cubes, sets)
    needed = np.where(multi_value, 1.0, target - literals)
    found: NDArray[np.float64] = np.where((cubes >= 0) & (literals <= 0.5), needed, 0.0)
    return found


def path_costs(
    amounts: NDArray[np.float64], weights: NDArray[np.float64], movable: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the cost of each path, shape (paths,); infinite if a fixed condition blocks it."""
    blocked = (amounts[:, ~movable] > 0).any(axis=1)
    return np.where(blocked, np.inf, (amounts * weights).sum(axis=1))


def distance(levers: Levers, term: str, cube: NDArray[np.int64]) -> PathDistance:
    """Return how far the case is from one path, not yet ranked."""
    table = levers.table
    amounts = move_amounts(cube[None, :], levers.vector, table.multi_value, levers.target)
    total = float(path_costs(amounts, levers.weights, levers.movable)[0])
    reachable = total < np.inf
    where = np.flatnonzero(amounts[0] > 0).tolist()
    after = _moved(levers, cube, where)
    both = term_memberships(np.array([levers.vector, after]), table.multi_value, cube[None, :])[0]
    brackets = bool(table.multi_value.any())
    return PathDistance(
        term=term,
        rank=None,
        membership=float(both[0]),
        outside=tuple(
            values_text([int(cube[i])], [table.conditions[i]], brackets=brackets) for i in where
        ),
        moves=tuple(_move(levers, cube, amounts[0], after, i) for i in where if reachable),
        cost=total if reachable else float("nan"),
        membership_after=float(both[1]) if reachable else float("nan"),
        blocked=tuple(table.conditions[i] for i in where if not levers.movable[i]),
    )


def _moved(levers: Levers, cube: NDArray[np.int64], where: list[int]) -> NDArray[np.float64]:
    reached = np.where(cube == 1, levers.target, 1.0 - levers.target)
    after = levers.vector.copy()
    after[where] = np.where(levers.table.multi_value, cube, reached)[where]
    return after


def _move(
    levers: Levers,
    cube: NDArray[np.int64],
    amounts: NDArray[np.float64],
    after: NDArray[np.float64],
    place: int,
) -> Move:
    direction: Direction = "raise" if cube[place] else "lower"
    return Move(
        condition=levers.table.conditions[place],
        direction="change" if levers.table.multi_value[place] else direction,
        current=float(levers.vector[place]),
        reached=float(after[place]),
        amount=float(amounts[place]),
        cost=float(amounts[place] * levers.weights[place]),
    )


def ranked(paths: list[PathDistance]) -> tuple[PathDistance, ...]:
    """Return the paths with their ranks, nearest first, else in the order given."""
    reachable = [item.cost for item in paths if not item.blocked]
    found = [
        item
        if item.blocked
        else replace(item, rank=1 + sum(cost < item.cost - TOLERANCE for cost in reachable))
        for item in paths
    ]
    return tuple(sorted(found, key=lambda item: item.rank or len(found) + 1))
