"""Commands on games: files in, answers out, one sentence where they cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from consilience.cli import app
from consilience.errors import ConsilienceError
from consilience.verify.games import game_of

RUN = CliRunner()
BOTH = "cooperate,cooperate"
TABLE = """firm,city,payoff of firm,payoff of city
invest,fund,V - c + s,b - s
invest,save,V - c,b
wait,fund,0,0
wait,save,0,0
"""


@pytest.fixture
def game(tmp_path: Path) -> str:
    path = tmp_path / "alliance.json"
    path.write_text(json.dumps(game_of("standards_alliance")[1]["game"]), encoding="utf-8")
    return str(path)


def said(*words: str) -> str:
    found = RUN.invoke(app, ["game", *words], catch_exceptions=False)
    assert found.exit_code == 0
    return found.stdout


def told(*words: str) -> Any:
    return json.loads(said(*words, "--json"))


def test_stable(game: str) -> None:
    shown = said("stable", game)
    assert "dx/dt = x*(1 - x)*(" in shown
    assert "evolutionarily stable: (cooperate, cooperate)" in shown
    assert "saddle" in shown
    assert told("stable", game, "--value", "beta=0.5")["vertices"]["vertices"][0]["kind"] == "ESS"


def test_stable_without_values_and_without_stability(tmp_path: Path) -> None:
    table = tmp_path / "game.csv"
    table.write_text(TABLE, encoding="utf-8")
    values = [word for name in ("V=2", "c=3", "s=2", "b=4") for word in ("--value", name)]
    assert "evolutionarily stable: (wait, save)" not in said("stable", str(table), *values)
    assert "No vertex is evolutionarily stable" in said("stable", str(table), *values)
    open_game = tmp_path / "open.toml"
    open_game.write_text(
        '[parameters]\na = {low = 0}\n[[populations]]\nname = "firm"\nstrategies = ["r", "s"]\n'
        '[advantages]\nfirm = "a - 1"\n',
        encoding="utf-8",
    )
    assert "Parameters without a value" in said("stable", str(open_game))
    assert told("stable", str(open_game)).keys() == {"equations", "vertices"}


def test_thresholds(game: str) -> None:
    shown = said("thresholds", game, "alpha", "--low", "0", "--high", "1", "--start", "0.9,0.85")
    assert "(cooperate, cooperate) is stable between 0.12528 and 0.26208" in shown
    assert '  above it manufacturer moves from "cooperate" to "do not cooperate"' in shown
    assert "from the start: (do not cooperate, do not cooperate) up to 0.1" in shown
    found = told("thresholds", game, "alpha", "--low", "0", "--high", "1/2")
    assert found["high"] == 0.5


def test_path_and_basins(game: str) -> None:
    shown = said("path", game, "--start", "0.9,0.9", "--until", "60", "--rows", "3")
    assert "This path ends at (cooperate, cooperate)." in shown
    assert "not certain" in said("path", game, "--start", "0.6,0.9", "--until", "0.1")
    found = told("basins", game, "--samples", "200", "--seed", "3")
    assert sum(item["share"] for item in found["basins"]) == pytest.approx(1)


def test_mechanism(game: str) -> None:
    words = ["mechanism", game, "--target", BOTH, "--value", "alpha=0"]
    shown = said(*words, "--lever", "alpha=0:1", "--margin", "0.001")
    assert "cost: 0.12548" in shown
    found = told(*words, "--lever", "alpha=0:1:2", "--lever", "beta=0:1", "--only")
    assert found["stable"] == [["cooperate", "cooperate"]]
    nothing = said(*words, "--lever", "rho=0.1:0.2")
    assert nothing.strip().startswith("No values of these levers")


def test_scenarios_and_claims(game: str) -> None:
    assumed = [w for n in ("V", "R_M", "C_M", "C_S", "R_S") for w in ("--assume", f"{n} > 0")]
    assumed += [w for n in ("rho", "theta", "lambda", "delta") for w in ("--assume", f"0<={n}<=1")]
    held = ["--value", "alpha=0", "--value", "beta=0"]
    assert "possible" in said("scenarios", game, *assumed, *held)
    found = told("scenarios", game, *assumed, *held)
    assert found["complete"]
    words = [
        "--scenario",
        "1: R_M > C_M; R_S > C_S",
        "--scenario",
        "2\uff1aR_M < C_M - 1; R_M > C_M",
    ]
    shown = said("check", game, *words, "--claim", "0.5,0.5: ESS")
    assert "contradict themselves, so that nothing can be said about them: 2" in shown
    assert "but it is no rest point" in shown
    assert "exclusive: yes; exhaustive: no" in shown
    assert set(told("check", game, *words)) == {"scenarios"}
    assert set(told("check", game, "--claim", f"{BOTH}: ESS")) == {"claims"}


def test_map_factors_and_tipping(game: str) -> None:
    words = ["map", game, "alpha", "beta", "--x-range", "0:1", "--y-range", "0:1"]
    assert "border: beta = (5/6)*alpha - 0.1184 (there manufacturer changes its mind)" in said(
        *words
    )
    assert len(told(*words)["labels"]) == 256
    assert "supplier" in said("factors", game, "--target", BOTH, "--assume", "0<=rho<=1")
    found = told("tipping", game, "--start", "0.9,0.85")
    assert found["tippings"][0]["below"] == ["do not cooperate", "do not cooperate"]
    assert "This path ends at" in said("tipping", game, "--start", "0.9,0.85")


def test_other_dynamics(game: str) -> None:
    words = ["simulate", game, "--start", "0.9,0.9", "--until", "20", "--dynamics"]
    found = told(*words, "logit", "--level", "0.1")
    assert found["dynamics"] == "logit"
    assert len(found["times"]) == 11
    assert "manufacturer: cooperate" in said(*words, "ito", "--level", "0.5", "--runs", "3")


def test_networks(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("a,b\nA,B\nB,C\nC,D\nD,A\nA,E\n", encoding="utf-8")
    assert "benefit over cost exceeds" in said("ties", str(path), "--most", "2")
    found = told("ties", str(path), "--add", "firm", "--partners", "1")
    assert len(found["improvements"]["improvements"]) == 5
    words = ["imitate", str(path), "--payoff", "3,0;5,1", "--start", "0.6,0.4"]
    assert "strategy 1" in said(*words, "--sweeps", "2", "--runs", "2")
    nodes = told(*words, "--rule", "death-birth", "--runs", "2")["nodes"]
    assert nodes == list("ABCDE")
    path.write_text("a\nA\n", encoding="utf-8")
    with pytest.raises(ConsilienceError, match="column"):
        said("ties", str(path))


MARKDOWN = """
A game of a firm and a city.

| firm   | city | payoff of firm | payoff of city |
| ------ | ---- | -------------- | -------------- |
| invest | fund | `V - c + s`    | b - s          |
| invest | save | V - c          | b              |
| wait   | fund | 0              | 0              |
| wait   | save | 0              | 0              |

| parameter | value | low | meaning |
|-----------|:-----:|-----|---------|
| V         | 2     | 0   | sales   |
| c         | 3     |     |         |
| s         | 2     |     | grant   |
| b         | 4     |     |         |
"""


def test_markdown_in_and_tables_out(tmp_path: Path) -> None:
    path = tmp_path / "game.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert "No vertex is evolutionarily stable" in said("stable", str(path))
    assert "evolutionarily stable: (wait, save)" not in said("stable", str(path), "--value", "c=1")
    for suffix, start in (("docx", b"PK"), ("xlsx", b"PK"), ("tex", b"\\begin"), ("md", b"**")):
        out = tmp_path / f"out.{suffix}"
        assert "written" in said("tables", str(path), "--output", str(out))
        assert out.read_bytes().startswith(start)
    written = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "Payoff of firm" in written
    assert "V + s - c" in written
    assert "Kind" in written
    said("tables", str(path), "--output", str(tmp_path / "zh.md"), "--language", "zh")
    assert "支付矩阵" in (tmp_path / "zh.md").read_text(encoding="utf-8")
    again = said("stable", str(tmp_path / "game.md"))
    assert "dx/dt" in again
    with pytest.raises(ConsilienceError, match="no format of tables"):
        said("tables", str(path), "--output", str(tmp_path / "out.pdf"))
    open_game = tmp_path / "open.json"
    given = {"populations": [{"name": "f", "strategies": ["a", "b"]}], "parameters": {"k": None}}
    open_game.write_text(json.dumps({**given, "advantages": {"f": "k*x"}}), encoding="utf-8")
    said("tables", str(open_game), "--output", str(tmp_path / "open.md"))
    text = (tmp_path / "open.md").read_text(encoding="utf-8")
    assert "Eigenvalues" not in text
    assert "Payoff of" not in text


def test_uncertainty(game: str, tmp_path: Path) -> None:
    spread = ["--uncertain", "alpha=0:0.5", "--uncertain", "R_M=normal:4:0.1"]
    spread += ["--uncertain", "rho=values:0.1:0.12"]
    shown = said("probability", game, "--target", BOTH, *spread, "--samples", "2000")
    assert "stable with probability 0.2" in shown
    assert "the only stable vertex with probability 0.0000" in shown
    found = told(
        "sobol", game, "--target", BOTH, *spread, "--samples", "256", "--measure", "margin"
    )
    assert [item["parameter"] for item in found["indices"]] == ["alpha", "R_M", "rho"]
    shown = said("tornado", game, "--target", BOTH, "--range", "alpha=0:1", "--range", "R_M=3:5")
    assert "(0.12528, 0.26208)" in shown
    table = tmp_path / "game.csv"
    table.write_text(TABLE, encoding="utf-8")
    values = [word for name in ("V=2", "c=3", "b=4") for word in ("--value", name)]
    words = ["probability", str(table), "--target", "invest,fund", "--uncertain", "s=0:2"]
    assert told(*words, *values)["target"] == ["invest", "fund"]
    with pytest.raises(ConsilienceError, match="finite"):
        said("probability", game, "--target", BOTH, "--uncertain", "alpha=values:0.1:x")


def test_inequalities_name_the_parameters_of_a_plain_table(tmp_path: Path) -> None:
    table = tmp_path / "game.csv"
    table.write_text(TABLE, encoding="utf-8")
    assumed = ["--assume", "0 < s < b", "--assume", "V > 0", "--assume", "exp(c) > 0"]
    found = told("scenarios", str(table), *assumed)
    assert {name for item in found["scenarios"] for name in item["witness"]} == set("sbVc")
    shown = said("check", str(table), "--scenario", "1: V + s < c; b > 0")
    assert "exclusive: yes; exhaustive: no" in shown


@pytest.mark.parametrize(
    ("words", "problem"), [([], "nothing to check"), (["--claim", "a"], "needs a colon")]
)
def test_a_check_needs_something_to_check(game: str, words: list[str], problem: str) -> None:
    with pytest.raises(ConsilienceError, match=problem):
        RUN.invoke(app, ["game", "check", game, *words], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("game.json", "{", "game.json cannot be read as a game"),
        ("game.toml", "a = = 1", "game.toml cannot be read as a game"),
        ("game.json", "[1]", "mapping"),
        ("game.csv", "a,b\n1,2\n", "no partner"),
        ("game.csv", TABLE.replace("V - c + s", "2V"), "firm .invest, fund.: a sign is missing"),
    ],
)
def test_a_file_that_is_no_game_is_refused(
    tmp_path: Path, name: str, written: str, words: str
) -> None:
    path = tmp_path / name
    path.write_text(written, encoding="utf-8")
    values = [word for item in ("V=2", "c=3", "s=2", "b=4") for word in ("--value", item)]
    with pytest.raises(ConsilienceError, match=words):
        RUN.invoke(app, ["game", "stable", str(path), *values], catch_exceptions=False)


def test_values_need_their_sign(game: str) -> None:
    with pytest.raises(ConsilienceError, match="NAME=VALUE"):
        RUN.invoke(app, ["game", "stable", game, "--value", "alpha"], catch_exceptions=False)


@pytest.mark.parametrize("until", ["-3", "0", "inf", "nan"])
def test_the_last_time_must_be_positive(game: str, until: str) -> None:
    with pytest.raises(ConsilienceError, match="until of game must be"):
        said("path", game, "--start", "0.5,0.5", "--until", until)


def test_a_network_without_free_ties_still_has_its_ratio(tmp_path: Path) -> None:
    ties = tmp_path / "ties.csv"
    ties.write_text("a,b\nx,y\ny,z\nz,x\n", encoding="utf-8")
    shown = said("ties", str(ties))
    assert "never favours cooperation" in shown
    assert "exceeds" not in shown
    assert "No addition was tried" in shown
    assert "improvements" not in told("ties", str(ties))
    with pytest.raises(ConsilienceError, match="addition"):
        said("ties", str(ties), "--add", "alliance")


def test_whether_scenarios_cover_everything_is_said_in_chinese(
    game: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSILIENCE_LANGUAGE", "zh")
    shown = said("check", game, "--scenario", "1: alpha > 0.5")
    assert "穷尽：否" in shown
