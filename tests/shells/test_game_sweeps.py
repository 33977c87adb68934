"""The command game sweep: its questions, its progress, Ctrl-C and what goes on after it."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from consilience.analysis import plain_games
from consilience.cli import app, game_sweep_commands
from consilience.errors import ConsilienceError
from consilience.games.game import EXAMPLE

RUN = CliRunner()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("alliance.json").write_text(json.dumps(EXAMPLE), encoding="utf-8")
    Path("ties.csv").write_text("a,b,w\nx,y,2\ny,z,1\nz,x,1\n", encoding="utf-8")
    firm = {
        "populations": [{"name": "firm", "strategies": ["give", "keep"]}],
        "parameters": {"b": 3},
        "payoffs": [
            {"profile": ["give"], "payoff": ["b*x - 1"]},
            {"profile": ["keep"], "payoff": ["b*x"]},
        ],
    }
    Path("firm.json").write_text(json.dumps(firm), encoding="utf-8")
    return tmp_path


def told(*words: str) -> Any:
    found = RUN.invoke(app, ["game", "sweep", *words, "--json"], catch_exceptions=False)
    assert found.exit_code == 0
    return json.loads(found.stdout)


def test_every_question_can_be_asked(here: Path) -> None:
    assert here.is_dir()
    found = told("alliance.json", "--vary", "R=4:6:3", "--vary", "W=1/2,5")
    assert found["settings"][:3] == [[4, 0.5], [4, 5], [5, 0.5]]
    assert found["measures"][0] == [0, 0, 0, 1]
    basins = told("alliance.json", "--what", "basins", "--samples", "50", "--workers", "2")
    assert sum(basins["measures"][0]) == pytest.approx(1)
    starts = ["--start", "0.1,0.2", "--start", "0.9,0.9"]
    paths = told("alliance.json", "--what", "paths", "--until", "2", *starts)
    assert [row[-1] for row in paths["settings"]] == [1, 2]
    net = ["--what", "network", "--ties", "ties.csv", "--start", "0.7,0.3", "--runs", "2"]
    network = told("firm.json", *net, "--weight", "w", "--sweeps", "5", "--vary", "b=2,4")
    assert len(network["measures"]) == 4
    shown = RUN.invoke(app, ["game", "sweep", "alliance.json", "--vary", "R=4,5"]).stdout
    assert "cooperate, cooperate" in shown


def test_the_border_of_basins_is_a_table_of_points(here: Path) -> None:
    assert here.is_dir()
    words = ["game", "border", "alliance.json", "--steps", "3", "--value", "C=7", "--json"]
    found = json.loads(RUN.invoke(app, words).stdout)
    assert len(found["points"]) == len(found["moved"]) > 0


@pytest.mark.parametrize(
    ("dynamics", "level"),
    [
        ("replicator", ""),
        ("logit", "0.5"),
        ("best response", ""),
        ("mutation", "0.1"),
        ("ito", "0.5"),
        ("delay", "0.3"),
    ],
)
def test_every_dynamics_of_a_game_with_dynamic_penalties(
    tmp_path: Path, dynamics: str, level: str
) -> None:
    game = {
        "populations": [
            {"name": "企业", "strategies": ["合作", "背叛"]},
            {"name": "政府", "strategies": ["监管", "不监管"]},
        ],
        "parameters": {"收益": 3, "成本": 4, "F": 5, "gamma": 2, "lambda": "1/2"},
        "payoffs": [
            {"profile": ["合作", "监管"], "payoff": ["收益 - 成本 + lambda", "-gamma"]},
            {"profile": ["合作", "不监管"], "payoff": ["收益 - 成本", 0]},
            {"profile": ["背叛", "监管"], "payoff": ["-F*(1 - x)", "F*(1 - x) - gamma"]},
            {"profile": ["背叛", "不监管"], "payoff": [0, -1]},
        ],
    }
    path = tmp_path / "game.json"
    path.write_text(json.dumps(game), encoding="utf-8")
    words = ["game", "simulate", str(path), "--start", "0.3,0.6", "--until", "5", "--json"]
    chosen = ["--dynamics", dynamics, *(["--level", level] if level else [])]
    shares = json.loads(RUN.invoke(app, [*words, *chosen], catch_exceptions=False).stdout)["mean"]
    assert all(abs(row[0] + row[1] - 1) < 1e-12 and min(row) >= 0 for row in shares)
    assert shares[-1] != shares[0]


def test_simulate_values_payoffs_as_prospect_theory_does(here: Path) -> None:
    assert here.is_dir()
    words = ["game", "simulate", "alliance.json", "--start", "0.4,0.2", "--until", "1"]
    words += ["--dynamics", "replicator", "--json"]
    plain, valued = (
        json.loads(RUN.invoke(app, [*words, *more]).stdout)["mean"]
        for more in ([], ["--prospect", "0:0.88:0.88:2.25"])
    )
    assert plain != valued
    with pytest.raises(ConsilienceError, match="four parts"):
        RUN.invoke(app, [*words, "--prospect", "0:1"], catch_exceptions=False)


def test_ctrl_c_leaves_a_part_that_goes_on(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here.is_dir()
    words = ["game", "sweep", "alliance.json", "--vary", "R=0:9:1200"]
    whole = RUN.invoke(app, [*words, "--json"]).stdout
    show = game_sweep_commands.SweepLine.show

    def interrupted(line: game_sweep_commands.SweepLine, part: plain_games.Sweep) -> bool:
        os.kill(os.getpid(), signal.SIGINT)
        return show(line, part)

    monkeypatch.setattr(game_sweep_commands.SweepLine, "show", interrupted)
    before = signal.getsignal(signal.SIGINT)
    stopped = RUN.invoke(app, words)
    assert stopped.exit_code == 130
    assert signal.getsignal(signal.SIGINT) is before
    assert "500 of 1200 rows are done" in stopped.stderr
    again = RUN.invoke(app, [*words, "--resume", "alliance.sweep.json"])
    assert "1000 of 1200 rows are done" in again.stderr
    monkeypatch.setattr(game_sweep_commands.SweepLine, "show", show)
    found = RUN.invoke(app, [*words, "--resume", "alliance.sweep.json", "--json"])
    assert found.stdout == whole


@pytest.mark.parametrize("terminal", [True, False])
def test_the_line_of_a_sweep_has_the_time_left(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(written, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", written)
    monkeypatch.setattr(game_sweep_commands, "_PAUSES", {True: 0.0, False: 0.0})
    clock = iter([0.0, 1.0, 4.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    line = game_sweep_commands.SweepLine()
    game = plain_games.game_of(EXAMPLE)
    plain_games.sweep(game, {"R": list(range(1_000))}, progress=line.show)
    line.clear()
    assert "1000 of 1000 rows, about 0 s left" in written.getvalue()
    assert written.getvalue().count("left") == 1  # the first chunk says nothing about the speed
    assert written.getvalue().endswith("\r" if terminal else "left\n")
    game_sweep_commands._ignore()
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    signal.signal(signal.SIGINT, signal.default_int_handler)
    line.width = 0
    line.clear()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--vary", "R=1:2"], "LOW:HIGH:COUNT"),
        (["--vary", "R=1:2:1"], "LOW:HIGH:COUNT"),
        (["--vary", "R=a:2:3"], "LOW:HIGH:COUNT"),
        (["--vary", "R=a,2"], "finite number"),
        (["--what", "worlds"], "stable"),
        (["--what", "paths"], "--start"),
        (["--what", "network", "--start", "1,0"], "--ties"),
        (["--workers", "0"], "one worker"),
        (["--resume", "alliance.json"], "no part of a sweep"),
        (["--resume", "ties.csv"], "no part of a sweep"),
    ],
)
def test_what_does_not_fit_gets_one_sentence(here: Path, words: list[str], sentence: str) -> None:
    assert here.is_dir()
    with pytest.raises(ConsilienceError, match=sentence):
        RUN.invoke(app, ["game", "sweep", "alliance.json", *words], catch_exceptions=False)
