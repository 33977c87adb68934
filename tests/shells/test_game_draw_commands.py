"""The command that draws a game: every figure, and one sentence for every slip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consilience.analysis import plain_game_figures
from consilience.errors import DataError
from consilience.games import Game, symmetric
from consilience.games.game import EXAMPLE
from consilience.verify.games import game_of
from shells.commands import consilience, refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("standards_alliance", "data_sharing"):
        table = game_of(name)[1]["game"]
        (tmp_path / f"{name}.json").write_text(json.dumps(table), encoding="utf-8")
    mixed: dict[str, Any] = {
        "populations": [{"name": "players", "strategies": ["r", "p", "s"], "shares": ["a", "b"]}],
        "parameters": {},
        "payoffs": [
            {"profile": ["r"], "payoff": ["-b + 2*(1 - a - b)"]},
            {"profile": ["p"], "payoff": ["2*a - (1 - a - b)"]},
            {"profile": ["s"], "payoff": ["-a + 2*b"]},
        ],
    }
    (tmp_path / "mixed.json").write_text(json.dumps(mixed), encoding="utf-8")
    return tmp_path


def drawn(folder: Path, game: str, kind: str, *options: str) -> str:
    words = ("game", "draw", f"{game}.json", "--figure", kind, "-o", "a.svg", *options)
    done = consilience(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("a.svg\t")
    return (folder / "a.svg").read_text(encoding="utf-8")


def test_paths_over_time_by_value_and_by_start(folder: Path) -> None:
    shown = drawn(folder, "data_sharing", "trajectories", "--start", ".4,.35,.45",
                  "--vary", "B=3,7", "--until", "4")  # fmt: skip
    assert ">B = 7</text>" in shown
    assert ">supplier: share</text>" in shown
    assert "time 4: " in shown
    starts = ("--start", ".4,.35,.45", "--start", ".9,.9,.9", "--panels", "curves")
    shown = drawn(folder, "data_sharing", "trajectories", *starts)
    assert ">(0.9, 0.9, 0.9)</text>" in shown


def test_planes_triangles_and_cubes(folder: Path) -> None:
    shown = drawn(folder, "standards_alliance", "phase", "--start", ".4,.6")
    assert "border between basins (separatrix)" in shown
    assert ">today</text>" in shown
    shown = drawn(folder, "mixed", "simplex", "--start", ".6,.3,.1")
    assert "Stable: (0.333, 0.333, 0.333); saddles: " in shown
    shown = drawn(folder, "data_sharing", "paths", "--until", "30")
    assert "27 paths of government, supplier, demander" in shown
    assert "They end at: (1, 0, 0): 18, (1, 1, 1): 9." in shown


def test_maps_and_thresholds_know_the_values_of_today(folder: Path) -> None:
    ranges = ("--range", "alpha=0:1", "--range", "V=0:30")
    assert ">today</text>" in drawn(folder, "standards_alliance", "map", *ranges)
    shown = drawn(folder, "standards_alliance", "thresholds", *ranges, "--value", "V=12")
    assert ">0.12528</text>" in shown
    assert shown.count("<title>today</title>") == 2


def test_parameters_of_a_plain_table_have_no_value_today_unless_one_is_given(folder: Path) -> None:
    rows = ("firm,payoff of firm", "invest,V - c", "wait,0")
    (folder / "plain.csv").write_text("\n".join(rows), encoding="utf-8")
    words = ("game", "draw", "plain.csv", "--figure", "thresholds", "-o", "a.svg")
    given = ("--range", "c=0:9", "--value", "V=4")
    for more, stars in (((), 0), (("--value", "c=2"), 1)):
        assert consilience(*words, *given, *more, folder=folder).returncode == 0
        shown = (folder / "a.svg").read_text(encoding="utf-8")
        assert shown.count("<title>today</title>") == stars


def test_basins_and_uncertainty(folder: Path) -> None:
    shown = drawn(folder, "data_sharing", "basins", "--samples", "200", "--seed", "3")
    assert "Share of 200 starts" in shown
    target = ("--target", "cooperate,cooperate")
    shown = drawn(folder, "standards_alliance", "tornado", *target, "--range", "alpha=0:1")
    assert "stable only between two values" in shown
    spread = ("--uncertain", "alpha=0:1", "--uncertain", "V=normal:12:1")
    measure = ("--measure", "margin", "--samples", "64")
    shown = drawn(folder, "standards_alliance", "sobol", *target, *spread, *measure)
    assert "its margin" in shown
    shown = drawn(folder, "standards_alliance", "stability", "--samples", "100")
    assert "% of starts</text>" in shown


def test_languages_and_json(folder: Path) -> None:
    words = ("game", "draw", "standards_alliance.json", "--figure", "stability", "-o", "b.png")
    done = consilience(*words, "--language", "zh", "--dpi", "60", "--json", folder=folder)
    told = json.loads(done.stdout)
    assert told["title"] == "4 个纯策略均衡点的稳定性"
    assert (folder / told["file"]).read_bytes()[1:4] == b"PNG"


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("trajectories", (), "needs --start"),
        ("phase", ("--range", "V=0:1"), "no use for --range"),
        ("phase", ("--start", ".1,.1", "--start", ".2,.2"), "shows one start, and 2 are given"),
        ("map", ("--range", "V=0:1"), "given 1 times"),
        ("tornado", ("--range", "V=0:1"), "needs --target"),
        ("sobol", (), "needs --uncertain, --target"),
        ("portrait", (), "--figure of game draw must be one of trajectories"),
        ("thresholds", ("--range", "V=1:0"), "high of Game.thresholds"),
        ("simplex", (), "strategies of simplex_figure"),
        ("thresholds", ("--range", "V=1:0:2"), "--range V of game draw must be a pair"),
        ("phase", ("--until", "0"), "--until of game draw must be greater than 0, got 0"),
        ("trajectories", ("--start", ".1,x"), "start of Game.trajectories must be a finite number"),
    ],
)
def test_slips_are_one_sentence(
    folder: Path, kind: str, options: tuple[str, ...], sentence: str
) -> None:
    words = ("game", "draw", "standards_alliance.json", "--figure", kind, "-o", "a.svg")
    assert sentence in refused(*words, *options, folder=folder)


def test_several_starts_do_not_vary(folder: Path) -> None:
    words = ("game", "draw", "standards_alliance.json", "--figure", "trajectories", "-o", "a.svg",
             "--vary", "V=1,2", "--start", ".1,.1", "--start", ".2,.2")  # fmt: skip
    assert "shows one start" in refused(*words, folder=folder)


def test_fields_are_what_first_strategies_earn_beyond_second_ones() -> None:
    gains = plain_game_figures.gains_on_grid(Game.from_dict(EXAMPLE), {"R": "4", "C": "5"})
    share = np.linspace(0, 1, gains.shape[1])
    assert gains[0] == pytest.approx(np.tile((-1 + 5.5 * share)[:, None], len(share)))
    assert gains[1] == pytest.approx(np.tile(-1 + 5.5 * share, (len(share), 1)))


def test_times_are_long_enough_to_come_to_rest() -> None:
    game = game_of("data_sharing")[0]
    starts: Any = [[0.4, 0.35, 0.45], [0.9, 0.9, 0.9]]
    last = plain_game_figures.settling_time(game, starts, {})
    shares = game.trajectories(starts, [last]).shares
    assert np.abs(shares - shares.round()).max() < 0.02
    circling = symmetric([[0, -1, 1], [1, 0, -1], [-1, 1, 0]])
    assert plain_game_figures.settling_time(circling, [[[0.5, 0.3, 0.2]]], {}) == 60
    still: Any = {"advantages": {"a": "0"}, "parameters": {},
                  "populations": [{"name": "a", "strategies": ["b", "c"]}]}  # fmt: skip
    assert plain_game_figures.settling_time(Game.from_dict(still), [[0.5]], {}) == 1


def test_games_without_a_plane_are_refused() -> None:
    four = symmetric(np.eye(4, dtype=int).tolist())
    with pytest.raises(DataError, match="4 strategies"):
        plain_game_figures.flow(four, {})
