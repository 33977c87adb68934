"""Games on plain files, as the commands offer them without a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games import (
    SPREADS,
    Basins,
    BasinShares,
    Equations,
    Equilibria,
    Game,
    Mechanism,
    NetworkRuns,
    PathEnds,
    Spread,
    StableStates,
    Sweep,
    Thresholds,
    Trajectory,
    Vertices,
    border_surface,
    check_claims,
    check_scenarios,
    critical_ratio,
    factors,
    game_from_markdown,
    improve_network,
    latex,
    prospect,
    scenarios,
    separatrix,
    simulate,
    simulate_network,
    sobol_indices,
    stability_map,
    stability_probability,
    sweep,
    tornado,
)
from consilience.games.expressions import exact
from consilience.games.markdown import markdown_parts
from consilience.games.printing import polynomial_text
from consilience.games.reading import cells_of
from consilience.games.tables import table_of
from consilience.games.uncertain import uncertain_of

__all__ = [
    "STRENGTH",
    "Game",
    "Mechanism",
    "Question",
    "Stability",
    "Sweep",
    "Thresholds",
    "basins",
    "border_surface",
    "check_claims",
    "check_scenarios",
    "check_spread",
    "critical_ratio",
    "factors",
    "game_from_markdown",
    "game_of",
    "game_of_rows",
    "improve_network",
    "latex",
    "mechanism",
    "path",
    "payoff_cells",
    "question_of",
    "scenarios",
    "separatrix",
    "simulate",
    "simulate_network",
    "sobol_indices",
    "spread_of",
    "stability",
    "stability_map",
    "stability_probability",
    "steps_of",
    "sweep",
    "table_of_markdown",
    "table_of_rows",
    "thresholds",
    "times_until",
    "tornado",
    "valued",
]

STRENGTH = "weight"  # the attribute that holds the strength of ties once a file is read


Question = StableStates | BasinShares | PathEnds | NetworkRuns


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


def table_of_rows(
    columns: Mapping[str, Sequence[Any]], parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the mapping that a table with a row a profile stands for."""
    return table_of(columns, parameters, None, "Game.from_frame")


def table_of_markdown(text: str) -> dict[str, Any]:
    """Return the mapping that the tables of a Markdown text stand for."""
    return table_of_rows(*markdown_parts(text))


def check_spread(game: Game, name: str, written: str) -> None:
    """Refuse what is no spread of a parameter.

    Raises
    ------
    ConsilienceError
        If it is no distribution, or its numbers do not fit together.
    """
    others = {item.name: 1 for item in game.parameters if item.name != name}
    uncertain_of(game.form, {name: spread_of(written)}, others, "game import")


def spread_of(written: str) -> Spread:
    """Return the distribution that LOW:HIGH or KIND:NUMBER:NUMBER stands for."""
    kind, *numbers = (part.strip() for part in written.split(":"))
    if kind == "values":
        return {"values": [float(part) if _is_number(part) else part for part in numbers]}
    if kind not in SPREADS:
        return [kind, *numbers]
    return {"distribution": kind, **dict(zip(SPREADS[kind], numbers, strict=False))}


def question_of(
    what: str, settings: Mapping[str, Any], starts: Sequence[Sequence[float]], graph: Any
) -> Question:
    """Return the question of a sweep that a command asks by name.

    Raises
    ------
    DataError
        If a start or a network is missing.
    UnknownNameError
        If there is no such question.
    """
    kind = checks.choice(what, ("stable", "basins", "paths", "network"), "what", "sweep")
    if kind == "stable":
        return StableStates()
    if kind == "basins":
        return BasinShares(**settings)
    if not starts:
        raise DataError("games.sweep_start")
    if kind == "paths":
        return PathEnds(starts, **settings)
    if graph is None:
        raise DataError("games.sweep_ties")
    return NetworkRuns(graph, starts[0], weight=STRENGTH, **settings)


def valued(game: Game, written: str) -> Game:
    """Return a game valued by prospect theory: REFERENCE:GAINS:LOSSES:AVERSION, or nothing.

    Raises
    ------
    DataError
        If the text has other than four parts.
    """
    if not written:
        return game
    parts = [part.strip() for part in written.split(":")]
    if len(parts) != 4:
        raise DataError("games.prospect_parts", written=written)
    reference, gains, losses, aversion = parts
    return prospect(game, reference=reference, gains=gains, losses=losses, aversion=aversion)


def steps_of(written: str) -> list[str]:
    """Return the values that LOW:HIGH:COUNT or VALUE,VALUE stands for, exactly.

    Raises
    ------
    DataError
        If the text is neither.
    """
    parts = [part.strip() for part in written.split(":")]
    if len(parts) == 1:
        return [part.strip() for part in written.replace("\uff0c", ",").split(",")]
    ends = [exact(part) for part in parts]
    low, high, count = ends if len(ends) == 3 else (None, None, None)
    if low is None or high is None or count is None or count.denominator > 1 or count < 2:
        raise DataError("games.sweep_steps", written=written)
    return [str(low + (high - low) * step / (count - 1)) for step in range(int(count))]


def _is_number(part: str) -> bool:
    try:
        float(part)
    except ValueError:
        return False
    return True


def payoff_cells(game: Game) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the payoffs of each profile as texts, nothing where they depend on shares."""
    cells = cells_of(game.form) or {}
    return {
        game.form.names(profile): tuple(map(polynomial_text, row)) for profile, row in cells.items()
    }


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
    return game.trajectory(start, times_until(until, rows), values)


def times_until(until: float, rows: int = 11) -> Sequence[float]:
    """Return equally spaced times from 0 to a last one, which must be positive."""
    if not checks.number(until, "until", "game") > 0:
        raise ArgumentError("until", "game", "above", until, limit=0)
    return [float(time) for time in np.linspace(0, until, max(rows, 2))]


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
    margin, only, basin = settings["margin"], settings["only"], settings["basin"]
    return game.mechanism(target, levers, values, margin=margin, only=only, basin=basin)
