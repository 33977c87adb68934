"""Games whose figures the tests look at: long names, values near each other, degenerate ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consilience import plots
from consilience.analysis import plain_game_figures
from consilience.games import Game, sobol_indices, stability_map, symmetric, tornado
from consilience.games.game import EXAMPLE
from consilience.plots import Figure
from consilience.verify.games import game_of

START = (0.4, 0.35, 0.45)
RANGES = {"B": (0, 20), "p": (0.3, 1), "W": (10, 40), "Cs": (4, 9), "lam": (0, 1), "L": (60, 80)}
GAME_KINDS = (
    "trajectories",
    "trajectories of seven",
    "trajectories with long names",
    "trajectories by curve",
    "trajectory of one time",
    "phase",
    "phase with long names",
    "phase with a centre",
    "phase without motion",
    "simplex",
    "simplex with a border",
    "paths",
    "paths with long names",
    "stability map",
    "stability map of many regions",
    "thresholds",
    "thresholds near each other",
    "basins",
    "basins of none",
    "tornado",
    "sobol",
    "sobol without variance",
    "stability",
    "stability without numbers to tell",
)
_LONG = {
    "government": "市政府工业和信息化主管部门",
    "supplier": "智能网联汽车数据供给企业联合体",
    "demander": "demander of shared driving data (Tier-1)",
    "support": "提供财政补贴与政策支持",
    "withdraw": "withdraw all financial support",
    "share": "share all vehicle data openly",
    "withhold": "保留数据",
}


def sharing() -> Game:
    """Return the published game of three parties who share data."""
    return game_of("data_sharing")[0]


def long_sharing() -> Game:
    """Return the same game with long names in both languages."""
    form = sharing().form
    return Game.from_dict(
        {
            "populations": [
                {"name": _LONG[p.name], "strategies": [_LONG.get(s, s) for s in p.strategies]}
                for p in form.populations
            ],
            "parameters": {p.name: str(p.value) for p in form.parameters},
            "advantages": {
                "市政府工业和信息化主管部门": "L - Cg + 2*p*M - p*(B+M)*(y+z)",
                "智能网联汽车数据供给企业联合体": "p*(B+M)*x + lam*W*z - ts*Es - Cs",
                "demander of shared driving data (Tier-1)": "p*(B+M)*x + (1-lam)*W*y - td*Ed - Cd",
            },
        }
    )


def plane(gains: tuple[str, str], names: Any = (("A", "a", "b"), ("B", "c", "d"))) -> Game:
    """Return a game of two populations from what their first strategies earn beyond the second."""
    (one, *first), (other, *second) = names
    return Game.from_dict(
        {
            "populations": [
                {"name": one, "strategies": first},
                {"name": other, "strategies": second},
            ],
            "parameters": {},
            "advantages": {one: gains[0], other: gains[1]},
        }
    )


def phase_of(game: Game, start: tuple[float, float] | None, key: str = "phase") -> Figure:
    """Return the phase plane of a game."""
    found = plain_game_figures.flow(game, {}, start)
    return plots.phase_figure(
        found.populations,
        found.strategies,
        plain_game_figures.gains_on_grid(game, {}),
        points=found.points,
        paths=found.paths,
        separatrix=found.border,
        ground=found.ground,
        today=found.today,
        key=key,
    )


def simplex_of(matrix: list[list[int]]) -> Figure:
    """Return the triangle of a symmetric game of three strategies."""
    names = ["rock", "布", "scissors that cut every kind of paper quickly and well"]
    found = plain_game_figures.flow(symmetric(matrix, names), {}, (0.5, 0.3, 0.2))
    return plots.simplex_figure(
        "players",
        names,
        points=found.points,
        paths=found.paths,
        separatrix=found.border,
        today=found.today,
    )


def paths_of(game: Game) -> Figure:
    """Return the cube of a game of three populations."""
    found = plain_game_figures.flow(game, {}, START)
    return plots.paths_figure(
        found.populations,
        found.strategies,
        found.paths,
        points=found.points,
        ends=found.ends,
        today=found.today,
    )


def trajectories_of(game: Game, values: list[str], panels: str = "strategies") -> Figure:
    """Return shares over time for values of the subsidy B."""
    found = plain_game_figures.curves(game, {}, [START], None, ("B", values))
    players = plain_game_figures.players(game)
    return plots.trajectory_figure(*found, *players, panels=panels)  # type: ignore[arg-type]  # one of two words


def game_figures() -> Mapping[str, Figure]:
    """Return a figure of each kind, some of them crowded, some empty."""
    game, long, example = sharing(), long_sharing(), Game.from_dict(EXAMPLE)
    target = game.vertices().vertices[0].profile
    still, spread = plane(("0", "0*x")), {"R": (4, 4.1), "C": (5, 5.1)}
    both = ("cooperate", "cooperate")
    basins = long.basins(samples=300)
    names = (
        ("government that pays", "pay the whole subsidy", "pay nothing at all to nobody"),
        ("supplier", "share", "withhold"),
    )
    one = [[[0.5] * 6], [[0.5] * 6]]
    return {
        "trajectories": trajectories_of(game, ["3", "7", "18"]),
        "trajectories of seven": trajectories_of(game, ["3", "6", "6.7", "7", "10", "13", "18"]),
        "trajectories with long names": trajectories_of(long, ["3"]),
        "trajectories by curve": trajectories_of(long, ["3", "7", "18"], "curves"),
        "trajectory of one time": plots.trajectory_figure(
            [0.0], dict(zip("ab", one, strict=True)), *plain_game_figures.players(game)
        ),
        "phase": phase_of(example, (0.4, 0.1)),
        "phase with long names": phase_of(plane(("2*y - 1", "2*x - 1"), names), (0.4, 0.1)),
        "phase with a centre": phase_of(plane(("2*y - 1", "1 - 2*x")), None),
        "phase without motion": phase_of(still, None),
        "simplex": simplex_of([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]),
        "simplex with a border": simplex_of([[2, 0, 0], [0, 2, 0], [0, 0, 1]]),
        "paths": paths_of(game),
        "paths with long names": paths_of(long),
        "stability map": plots.stability_map_figure(
            stability_map(example, "C", "W", (0, 10), (0, 10)), today=(5, 5.5)
        ),
        "stability map of many regions": plots.stability_map_figure(
            stability_map(long, "B", "W", (0, 20), (0, 60)), today=(3, 99)
        ),
        "thresholds": plots.threshold_figure(
            [long.thresholds("B", 0, 20, start=START), long.thresholds("W", 0, 60)],
            today={"B": 3, "W": 23.469},
        ),
        "thresholds near each other": plots.threshold_figure(
            [game.thresholds("B", -9000, 9000), game.thresholds("B", 12, 14)][:1], today={"B": 3}
        ),
        "basins": plots.basin_figure(basins),
        "basins of none": plots.basin_figure(
            symmetric([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]).basins(samples=20)
        ),
        "tornado": plots.tornado_figure(tornado(game, target, RANGES)),
        "sobol": plots.sobol_figure(sobol_indices(game, target, RANGES, samples=512)),
        "sobol without variance": plots.sobol_figure(
            sobol_indices(example, both, spread, samples=64)
        ),
        "stability": plots.stability_figure(long.vertices(), basins=basins),
        "stability without numbers to tell": plots.stability_figure(still.vertices()),
    }
