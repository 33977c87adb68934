"""Which coalitions are sums of others: exact, in numbers modulo a prime.

The prime exceeds every determinant of at most 28 rows of 0 and 1, so that rows are independent
modulo it exactly if they are independent. A vector drawn at random among those orthogonal to all
rows is then orthogonal to no other coalition, but with probability 4e-19.
"""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from consilience.value.game import Game

_PRIME = (1 << 61) - 1


class Span:
    """The coalitions whose payoff is settled, as rows in echelon form."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._rows: dict[int, list[int]] = {}  # by the place of the leading 1
        self._test: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

    @property
    def rank(self) -> int:
        """The number of independent rows."""
        return len(self._rows)

    def add(self, coalition: int) -> bool:
        """Take up a coalition; return whether it was new."""
        row = [coalition >> i & 1 for i in range(self._game.size)]
        for place, other in self._rows.items():
            row = _without(row, other, place)
        lead = next((i for i, value in enumerate(row) if value), None)
        if lead is None:
            return False
        inverse = pow(row[lead], -1, _PRIME)
        row = [value * inverse % _PRIME for value in row]
        self._rows = {place: _without(old, row, lead) for place, old in self._rows.items()}
        self._rows[lead] = row
        self._test = None
        return True

    def test(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return numbers of the rows and columns of the game's table: equal in the span alone."""
        if self._test is None:
            vector = np.array(self._orthogonal(), dtype=np.int64)
            low = self._game.low_bits
            rows, columns = _sums(vector[low:]), _sums(vector[:low])
            self._test = (_PRIME - rows) % _PRIME, columns
        return self._test

    def holds(self, coalitions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which coalitions are in the span."""
        rows, columns = self.test()
        low = self._game.low_bits
        found: NDArray[np.bool_] = rows[coalitions >> low] == columns[coalitions % (1 << low)]
        return found

    def _orthogonal(self) -> list[int]:
        drawn = random.Random(self.rank)  # noqa: S311  (no secret: the same answer each time)
        vector = [drawn.randrange(1, _PRIME) for _ in range(self._game.size)]
        free = [i for i in range(self._game.size) if i not in self._rows]
        for place, row in self._rows.items():
            vector[place] = -sum(row[i] * vector[i] for i in free) % _PRIME
        return vector


def _without(row: list[int], other: list[int], place: int) -> list[int]:
    factor = row[place]
    return [(a - factor * b) % _PRIME for a, b in zip(row, other, strict=True)]


def _sums(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sums of all subsets, modulo the prime."""
    found = np.zeros(1 << len(values), dtype=np.int64)
    for place, value in enumerate(values):
        found[1 << place : 2 << place] = (found[: 1 << place] + value) % _PRIME
    return found
