"""Games on plain files, as the commands offer them without a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from consilience.games import (
    Basins,
    Equations,
    Equilibria,
    Game,
    Mechanism,
    Thresholds,
    Trajectory,
    Vertices,
    check_claims,
    check_scenarios,
    scenarios,
)

__all__ = [
    "Game",
    "Mechanism",
    "Stability",
    "Thresholds",
    "basins",
    "check_claims",
    "check_scenarios",
    "game_of",
    "game_of_rows",
    "mechanism",
    "path",
    "scenarios",
    "stability",
    "thresholds",
]


@dataclass(frozen=True)
class Stability:
    """The equations of a game, its vertices, and all rest points where every value is known."""

    equations: Equations
    vertices: Vertices
    equilibria: Equilibria | None


def game_of(table: Mapping[str, Any]) -> Game:
    """Return the game that a JSON or TOML file holds."""
    return Game.from_dict(table)


def game_of_rows(columns: Mapping[str, Sequence[Any]], parameters: Mapping[str, Any]) -> Game:
    """Return the game of a table with a row a profile."""
    return Game.from_frame(columns, parameters)


def stability(game: Game, values: Mapping[str, str]) -> Stability:
    """Return what is stable, and why; rest points only if no value is missing."""
    vertices = game.vertices(values)
    complete = all(item.kind for item in vertices.vertices)
    return Stability(game.equations(), vertices, game.equilibria(values) if complete else None)


def thresholds(
    game: Game,
    parameter: str,
    ends: tuple[str, str],
    values: Mapping[str, str],
    start: Sequence[float] | None,
) -> Thresholds:
    """Return the critical values of a parameter, and from a start where its path turns."""
    return game.thresholds(parameter, *ends, values, start=start)


def path(
    game: Game, start: Sequence[float], until: float, rows: int, values: Mapping[str, str]
) -> Trajectory:
    """Return the path from a start at equally spaced times."""
    return game.trajectory(start, np.linspace(0, until, max(rows, 2)), values)


def basins(game: Game, values: Mapping[str, str], samples: int, seed: int) -> Basins:
    """Return the share of starts that reach each stable state."""
    return game.basins(values, samples, seed)


def mechanism(
    game: Game,
    target: Sequence[str],
    levers: Mapping[str, Sequence[str]],
    values: Mapping[str, str],
    settings: Mapping[str, Any],
) -> Mechanism:
    """Return the cheapest change of levers that makes the target stable."""
    margin, only = settings["margin"], settings["only"]
    return game.mechanism(target, levers, values, margin=margin, only=only)
