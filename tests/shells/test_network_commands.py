"""The commands on lists of ties: answers, JSON, and one sentence for every slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shells.commands import consilience, refused

TIES = """from,to,projects
OEM,Cloud,3
OEM,Chip,2
OEM,Maps,1
Cloud,Chip,1
City,OEM,2
University,Maps,1
"""
GROUPS = """member,sector
OEM,car
Cloud,IT
Chip,IT
Maps,IT
City,public
University,public
Newcomer,IT
"""
EMON = Path(__file__).parents[1] / "reference" / "emon"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    (tmp_path / "groups.csv").write_text(GROUPS, encoding="utf-8")
    (tmp_path / "apart.csv").write_text(TIES + "Newcomer,,1\n", encoding="utf-8")
    return tmp_path


def test_lead_names_the_best_and_what_would_help(folder: Path) -> None:
    done = consilience("network", "lead", "ties.csv", "--leader", "Maps", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "best: OEM  H 2.667" in done.stdout
    assert "led by Maps: H 3.667, 1.37 times the best (a loss of 37%)" in done.stdout
    assert "best pair: OEM, University  H 1.417" in done.stdout
    assert "a tie between" in done.stdout
    assert "a reading of ours" in done.stdout
    assert (
        "one tie less: a best choice stays best in 100% of 6 networks; 3 fall apart" in done.stdout
    )
    said = json.loads(consilience("network", "lead", "ties.csv", "--json", folder=folder).stdout)
    assert said["best"]["sets"] == [["OEM"]]
    assert said["current"]["leaders"] == ["OEM"]
    assert said["scenario"]["kind"] == "coexistence and symbiosis"


def test_strengths_decide_and_the_order_of_columns_does_not(folder: Path) -> None:
    options = ("--strength", "projects", "--source", "to", "--target", "from", "--json")
    one = consilience("network", "lead", "ties.csv", *options, folder=folder).stdout
    other = consilience(
        "network", "lead", "ties.csv", "--strength", "projects", "--json", folder=folder
    ).stdout
    first, second = (json.loads(said)["best"]["value"] for said in (one, other))
    assert first == pytest.approx(second)
    assert first < 2.6


def test_a_network_in_parts_is_told_and_can_be_cut_down(folder: Path) -> None:
    apart = consilience("network", "lead", "apart.csv", folder=folder)
    assert "2 parts that are not tied" in apart.stdout
    assert "best:" not in apart.stdout
    part = consilience("network", "lead", "apart.csv", "--largest-part", folder=folder)
    assert "best: OEM  H 2.667" in part.stdout
    two = consilience("network", "lead", "apart.csv", "--size", "2", folder=folder)
    assert "best: OEM, Newcomer" in two.stdout
    missed = consilience("network", "lead", "apart.csv", "--leader", "OEM", folder=folder)
    assert "No leader reaches 1 partner(s) (Newcomer)" in missed.stdout


def test_direction_is_kept_where_asked(folder: Path) -> None:
    (folder / "chain.csv").write_text("a,b\nCity,OEM\nMaps,OEM\n", encoding="utf-8")
    done = consilience("network", "lead", "chain.csv", "--directed", folder=folder)
    assert "best: OEM" in done.stdout
    (folder / "pair.csv").write_text("a,b\nCity,OEM\n", encoding="utf-8")
    pair = consilience("network", "lead", "pair.csv", folder=folder)
    assert "scenario" not in pair.stdout
    assert "all 1 networks fall apart" in pair.stdout


def test_measures_with_and_without_groups(folder: Path) -> None:
    plain = consilience("network", "measures", "ties.csv", folder=folder)
    assert plain.returncode == 0, plain.stderr
    assert "effective_size" in plain.stdout
    assert "gatekeeper" not in plain.stdout
    grouped = consilience(
        "network", "measures", "ties.csv", "--groups", "groups.csv", folder=folder
    )
    assert "gatekeeper" in grouped.stdout
    assert "E-I index 0.667" in grouped.stdout
    assert "Newcomer" in grouped.stdout
    said = json.loads(
        consilience(
            "network", "measures", "ties.csv", "--groups", "groups.csv", "--json", folder=folder
        ).stdout
    )
    assert set(said) == {"structure", "nodes", "brokerage", "ei_index"}
    (newcomer,) = [row for row in said["nodes"] if row["node"] == "Newcomer"]
    assert newcomer["constraint"] is None


def test_scenario_in_both_languages(folder: Path) -> None:
    done = consilience("network", "scenario", "ties.csv", folder=folder)
    assert "nearest scenario: coexistence and symbiosis (industrial chain)" in done.stdout
    chinese = consilience("network", "scenario", "ties.csv", folder=folder, language="zh")
    assert "共存共生" in chinese.stdout
    said = json.loads(
        consilience("network", "scenario", "ties.csv", "--json", folder=folder).stdout
    )
    assert len(said["scores"]) == 5


def test_slips_get_one_sentence(folder: Path) -> None:
    (folder / "one.csv").write_text("a\nOEM\n", encoding="utf-8")
    (folder / "gap.csv").write_text("a,b\nOEM,City\n,City\n", encoding="utf-8")
    (folder / "text.csv").write_text("a,b,s\nOEM,City,much\n", encoding="utf-8")
    (folder / "empty.csv").write_text("a,b,s\nOEM,City,\n", encoding="utf-8")
    (folder / "twice.csv").write_text("m,g\nOEM,car\nOEM,IT\n", encoding="utf-8")
    (folder / "few.csv").write_text("m,g\nOEM,car\n", encoding="utf-8")
    assert "two columns" in refused("network", "lead", "one.csv", folder=folder)
    assert "row 2" in refused("network", "scenario", "gap.csv", folder=folder)
    for name in ("text.csv", "empty.csv"):
        said = refused("network", "lead", name, "--strength", "s", folder=folder)
        assert "between OEM and City" in said
    assert "did you mean from" in refused(
        "network", "lead", "ties.csv", "--source", "form", folder=folder
    )
    assert "did you mean OEM" in refused(
        "network", "lead", "ties.csv", "--leader", "oem", folder=folder
    )
    groups = ("network", "measures", "ties.csv", "--groups")
    assert "twice" in refused(*groups, "twice.csv", folder=folder)
    assert "have no group" in refused(*groups, "few.csv", folder=folder)


def test_verify_recomputes_the_emergency_networks(tmp_path: Path) -> None:
    done = consilience("verify", "--emergency-networks", EMON, "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    checks = [item for item in json.loads(done.stdout)["checks"] if item["target"] == "P11"]
    assert len(checks) == 8
    assert all(item["verdict"] == "match" for item in checks)
