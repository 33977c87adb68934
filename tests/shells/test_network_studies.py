"""Commands on networks that take a study for a list of ties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.study import create_study
from engines.analysis.alliances import alliance
from shells.commands import run


@pytest.fixture
def study(tmp_path: Path) -> str:
    """Return the path of a study with an alliance."""
    made = alliance()
    path = tmp_path / "alliance.consilience"
    with create_study(path, made.project) as store:
        store.put("alliance", [one for one in made.records() if one is not made.project])
    return str(path)


def test_lead_takes_a_study_and_says_which_network_it_is(study: str) -> None:
    code, answer, told = run("network", "lead", study, "--at", "2021", "--largest-part", "--json")
    assert code == 0
    found = json.loads(answer)
    assert found["best"]["sets"] == [["OEM"]]
    assert found["choice"]["base"] == "both"
    assert found["choice"]["at"] == "2021"
    assert "count together" in told
    only = ["--base", "ties", "--layers", "supply，data", "--weight", "newman"]
    found = json.loads(run("network", "lead", study, *only, "--largest-part", "--json")[1])
    assert found["choice"]["layers"] == ["supply", "data"]
    assert found["choice"]["weight"] == "newman"
    text = run("network", "lead", study, "--largest-part", language="zh")
    assert text[0] == 0
    assert "截至 2021" in text[2]


def test_measures_and_scenario_take_a_study(study: str) -> None:
    code, answer, _ = run("network", "measures", study, "--base", "participations", "--json")
    assert code == 0
    assert len(json.loads(answer)["nodes"]) == 8
    grouped = run("network", "measures", study, "--at", "2016", "--groups-by", "sector")
    assert grouped[0] == 2
    assert "NEW" in grouped[2]  # has no sector
    code, answer, _ = run("network", "scenario", study, "--at", "2021", "--json")
    assert code == 0
    assert json.loads(answer)["choice"]["nodes"] == 8


def test_options_of_the_other_kind_are_told(study: str, tmp_path: Path) -> None:
    code, _, told = run("network", "lead", study, "--source", "from", "--directed")
    assert code == 2
    assert "--source" in told
    assert "--directed" in told
    ties = tmp_path / "ties.csv"
    ties.write_text("a,b\nA,B\n", encoding="utf-8")
    code, _, told = run("network", "scenario", str(ties), "--base", "ties", "--at", "2020")
    assert code == 2
    assert "--base, --at" in told
    assert run("network", "lead", str(tmp_path / "none.consilience"))[0] == 2
    code, _, told = run("network", "lead", study, "--base", "tie")
    assert code == 2
    assert "did you mean ties?" in told
