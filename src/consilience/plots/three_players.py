"""The geometry of a game of three players: places on the page, and the corners of its core."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SIDE, _ROUNDING = 330.0, 1e-9
_HEIGHT = _SIDE * math.sqrt(3) / 2
# where one player gets all that is to be divided: the first above, the others below
CORNERS = np.array([[_SIDE / 2, 0.0], [0.0, _HEIGHT], [_SIDE, _HEIGHT]])


class ThreePlayers:
    """The geometry of a game: surplus over own worths, places on the page, the core."""

    def __init__(self, v: Floats, own: Floats, names: list[str]) -> None:
        self.v, self.own, self.names = v, own, names
        self.surplus = float(v[7] - own.sum())
        self.rounding = _ROUNDING * max(1e-300, float(np.abs(v).max()))
        # what each player can get beyond his own worth before the other two would leave
        self.most = np.array([v[7] - v[6], v[7] - v[5], v[7] - v[3]]) - own
        self.core = self._corners_of_core()

    def divides(self, values: Floats) -> bool:
        """Return whether a division gives out what all are worth together."""
        return abs(float(values.sum() - self.v[7])) <= self.rounding

    def holds(self, values: Floats) -> bool:
        """Return whether a division lies in the core."""
        if not self.divides(values):
            return False
        bits = np.array([[mask >> i & 1 for i in range(3)] for mask in range(1, 7)])
        return bool((bits @ values >= self.v[1:7] - self.rounding).all())

    def place(self, values: Floats) -> tuple[float, float]:
        """Return where a division lies on the page."""
        scale = self.surplus if self.surplus > self.rounding else self._spread()
        return self._at((values - self.own) / scale)

    def _spread(self) -> float:
        return float(np.abs(self.v).max()) or 1.0

    def _at(self, shares: Floats) -> tuple[float, float]:
        middle = CORNERS.mean(axis=0)
        x, y = middle + shares @ (CORNERS - middle)
        return round(float(x), 1), round(float(y), 1)

    def _corners_of_core(self) -> list[tuple[float, float]]:
        """Return the corners of the core on the page, none if it is empty."""
        if self.surplus < -self.rounding:
            return []
        found = [self.surplus * row for row in np.eye(3)]
        for player, most in enumerate(self.most):
            found = _clipped(found, player, float(most), self.rounding)
        scale = self.surplus if self.surplus > self.rounding else 1.0
        places = [self._at(point / scale) for point in found]
        return list(dict.fromkeys(places))


def _clipped(points: list[Floats], player: int, most: float, slack: float) -> list[Floats]:
    """Return the part of a polygon in which a player gets at most so much."""
    found: list[Floats] = []
    for point, after in zip(points, [*points[1:], *points[:1]], strict=True):
        one, other = most - float(point[player]), most - float(after[player])
        if one >= -slack:
            found.append(point)
        if (one > slack and other < -slack) or (one < -slack and other > slack):
            found.append(point + one / (one - other) * (after - point))
    return found
