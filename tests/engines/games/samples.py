"""Games that several tests use."""

from __future__ import annotations

from typing import Any

import numpy as np

from consilience.games import Game


def two_by_two(first: list[list[Any]], second: list[list[Any]], **parameters: Any) -> Game:
    """Two populations; ``first[i][j]`` and ``second[i][j]`` are paid if they play i and j."""
    rows, columns = len(first), len(first[0])
    return Game.from_dict(
        {
            "populations": [
                {"name": "row", "strategies": [f"r{k}" for k in range(rows)]},
                {"name": "column", "strategies": [f"c{k}" for k in range(columns)]},
            ],
            "parameters": parameters,
            "payoffs": [
                {"profile": [f"r{i}", f"c{j}"], "payoff": [first[i][j], second[i][j]]}
                for i in range(rows)
                for j in range(columns)
            ],
        }
    )


def many(payoffs: Any) -> Game:
    """Populations a, b, c, ... from an array of shape (strategies..., populations)."""
    sizes = payoffs.shape[:-1]
    names = "abcdef"[: len(sizes)]
    return Game.from_dict(
        {
            "populations": [
                {"name": name, "strategies": [f"{name}{k}" for k in range(size)]}
                for name, size in zip(names, sizes, strict=True)
            ],
            "payoffs": [
                {
                    "profile": [f"{n}{k}" for n, k in zip(names, place, strict=True)],
                    "payoff": [float(value) for value in payoffs[place]],
                }
                for place in sorted(set(_places(sizes)))
            ],
        }
    )


def _places(sizes: tuple[int, ...]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = [()]
    for size in sizes:
        found = [(*place, k) for place in found for k in range(size)]
    return found


def pennies(players: int) -> Game:
    """Matching pennies of n players (Jordan 1993): each wants to match the next, the last not."""
    payoffs = np.zeros((*[2] * players, players))
    for place in _places((2,) * players):
        for player in range(players):
            same = place[player] == place[(player + 1) % players]
            payoffs[place][player] = 1.0 if same == (player < players - 1) else -1.0
    return many(payoffs)
