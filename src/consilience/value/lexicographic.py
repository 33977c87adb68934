"""The largest excesses made small, one after the other: linear programmes with few rows.

Payoffs are counted from what players are worth alone, over the largest surplus of a coalition, so
that tolerances are relative. Coalitions join a programme when a pass over all of them finds them
violated. A level settles the coalitions with a positive weight in the dual; the same weights are
its certificate.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from consilience.errors import DataError
from consilience.value.excess import excesses, indicators, largest_surplus, worst_of_rows
from consilience.value.game import Floats, Game
from consilience.value.semivalues import shapley_values
from consilience.value.span import Span

_START = 256  # coalitions of the first programme
_JOINING = 64  # coalitions that join at once
_VIOLATED = 1e-9
_WEIGHT = 1e-7  # dual weights below it are rounding
_TIGHT = 1e-10


@dataclass(frozen=True)
class Stage:
    """One level: coalitions that it settles and players held at their floor, with weights.

    ``point`` attains the excess, both in the unit of the game.
    """

    coalitions: NDArray[np.int64]
    weights: Floats
    floors: NDArray[np.int64]
    floor_weights: Floats
    excess: float
    point: Floats

    @property
    def masks(self) -> list[int]:
        """All that is settled here, as coalitions."""
        return [*self.coalitions.tolist(), *(1 << self.floors).tolist()]


class Solver:
    """What is settled so far; with a floor, nobody gets less than he is worth alone."""

    def __init__(self, game: Game, *, floor: bool) -> None:
        self.game = game
        self.floor = floor
        self.scale = largest_surplus(game)
        self.span = Span(game)
        self._base = game.singles
        self._settled: list[tuple[int, float]] = []
        everyone = len(game.worths) - 1
        self._settle(everyone, (game.total - float(self._base.sum())) / self.scale)
        self._pool = self._first_pool(everyone)

    def stage(self) -> Stage:
        """Return the next level, which is settled afterwards."""
        found = self._optimum()
        weights = -np.asarray(found.ineqlin.marginals)
        taken = weights > _WEIGHT
        held = np.asarray(found.lower.marginals[:-1]) * self.floor
        stage = Stage(
            self._pool[taken],
            weights[taken],
            np.flatnonzero(held > _WEIGHT),
            held[held > _WEIGHT],
            self.scale * float(found.x[-1]),
            self._base + self.scale * np.asarray(found.x[:-1]),
        )
        rights = self._surplus(stage.coalitions) - found.x[-1]
        for coalition, right in zip(stage.coalitions.tolist(), rights.tolist(), strict=True):
            self._settle(coalition, right)
        for player in stage.floors.tolist():
            self._settle(1 << player, 0.0)
        self._pool = self._pool[~self.span.holds(self._pool)]
        return stage

    def _optimum(self) -> optimize.OptimizeResult:
        while True:
            found = self._programme()
            payoffs = self._base + self.scale * np.asarray(found.x[:-1])
            coalitions, excess = worst_of_rows(self.game, payoffs, self.span)
            joining = coalitions[excess / self.scale > found.x[-1] + _VIOLATED][:_JOINING]
            joining = np.setdiff1d(joining, self._pool)
            if not len(joining):
                return found
            self._pool = np.concatenate([self._pool, joining])

    def _programme(self) -> optimize.OptimizeResult:
        n = self.game.size
        rows = np.hstack([indicators(self._pool, n), np.ones((len(self._pool), 1))])
        masks = np.array([coalition for coalition, _ in self._settled])
        found = optimize.linprog(
            np.eye(n + 1)[n],
            A_ub=-rows,
            b_ub=-self._surplus(self._pool),
            A_eq=np.hstack([indicators(masks, n), np.zeros((len(masks), 1))]),
            b_eq=[right for _, right in self._settled],
            bounds=[(0.0 if self.floor else None, None)] * n + [(None, None)],
            options={
                "primal_feasibility_tolerance": _TIGHT,
                "dual_feasibility_tolerance": _TIGHT,
            },
        )
        if not found.success:
            raise DataError("value.not_solved")
        return found

    def _settle(self, coalition: int, right: float) -> None:
        if self.span.add(coalition):
            self._settled.append((coalition, right))

    def _surplus(self, coalitions: NDArray[np.int64]) -> Floats:
        return excesses(self.game, self._base, coalitions) / self.scale

    def _first_pool(self, everyone: int) -> NDArray[np.int64]:
        if everyone <= _START:
            return np.arange(1, everyone)
        alone = 1 << np.arange(self.game.size)
        worst, _ = worst_of_rows(self.game, shapley_values(self.game), self.span)
        return np.unique(np.concatenate([alone, everyone - alone, worst[:_START]]))
