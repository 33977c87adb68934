"""Games for tests, and slow definitions to compare with."""

from __future__ import annotations

from itertools import combinations, permutations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MAJORITY = [0.0, 0, 0, 1, 0, 1, 1, 1]
GLOVES = [0.0, 0, 0, 0, 0, 1, 1, 1]  # two left gloves (0, 1), one right glove (2)


def size_of(v: Any) -> int:
    """The number of players."""
    return len(v).bit_length() - 1


def random_game(n: int, seed: int, *, low: int = -5, high: int = 20) -> Floats:
    """A game of whole numbers, some of them negative."""
    worths = np.random.default_rng(seed).integers(low, high, 1 << n).astype(np.float64)
    worths[0] = 0
    return worths


def convex_game(n: int, seed: int) -> Floats:
    """A game whose dividends of groups are at least 0, and own worths anything."""
    random = np.random.default_rng(seed)
    shares = random.integers(0, 4, 1 << n).astype(np.float64)
    shares[1 << np.arange(n)] = random.integers(-9, 9, n)
    shares[0] = 0
    return np.array([sum(shares[t] for t in range(1 << n) if t & s == t) for s in range(1 << n)])


def by_orders(v: Any, orders: list[tuple[int, ...]]) -> Floats:
    """The mean marginal contribution over some orders."""
    found = np.zeros(size_of(v))
    for order in orders:
        there = 0
        for player in order:
            found[player] += v[there | 1 << player] - v[there]
            there |= 1 << player
    return found / len(orders)


def all_orders(n: int) -> list[tuple[int, ...]]:
    """All orders of n players."""
    found = list(permutations(range(n)))
    assert len(found) == factorial(n)
    return found


def excess_list(v: Any, x: Any) -> list[float]:
    """The excesses of all coalitions but none and all, largest first."""
    n = size_of(v)
    found = [v[s] - sum(x[i] for i in range(n) if s >> i & 1) for s in range(1, (1 << n) - 1)]
    return sorted(found, reverse=True)


def subsets(players: range) -> list[tuple[int, ...]]:
    """All sets of players."""
    return [item for size in range(len(players) + 1) for item in combinations(players, size)]
