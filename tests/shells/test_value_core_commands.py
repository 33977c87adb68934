"""Commands on the core, rules, consortia, goals, coupling, suggestions, and stages as told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import stages, value
from shells.commands import consilience, refused

WORTHS = {"A": 1, "B": 2, "C": 0, "A, B": 7, "A, C": 3, "B, C": 3, "A, B, C": 12}
FILES = {
    "worths": "coalition,worth\n" + "".join(f'"{name}",{v}\n' for name, v in WORTHS.items()),
    "majority": 'coalition,worth\nA,0\nB,0\nC,0\n"A,B",1\n"A,C",1\n"B,C",1\n"A,B,C",1\n',
    "own": "player,draft,other\nB,1.5,5\nA,8,5\nC,0,2\n",
    "ties": "from,to\nA,B\n",
    "held": "firm,data,chips\nMaps,1,0\nFoundry,0,1\nBig,1,1\nCloud,1,0\n",
    "fit": (
        "firm,Foundry,Maps,Big,Cloud\nMaps,5,,1,2\nFoundry,,5,1,4.8\nBig,1,1,,1\nCloud,4.8,2,1,\n"
    ),
    "costs": "firm,cost\nCloud,0\nMaps,1\nFoundry,1\nBig,1\n",
    "goals": "member,standards,price\nOEM,1,-0.5\nCloud,0.5,0.8\n",
    "degrees": "period,economy,ecology,C\n2020,0.4,0.9,0.4615\n2021,0.5,0.8,0.4865\n",
    "order": "period,economy,ecology\n2020,0.4,0.9\n2021,0.5,0.8\n",
    "bargain": "player,disagreement,power,cap\nA,2,2,5\nB,1,1,9\n",
    "offers": "partner,text\n图商,覆盖全国道路的高精度地图\n晶圆厂,车规级芯片\n整车厂,道路地图\n",
    "needs": "member,text\n整车厂,城市道路高精度地图服务\n整车厂,电池\n",
    "series": "year,patents\n" + "".join(f"{2000 + t},{t % 2 + 8 * (t > 5)}\n" for t in range(12)),
    "told": "year,dimension,told_in_stage\n2001,a,x\n2002,a,x\n2007,a,y\n2008,a,y\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def answer(*words: object, folder: Path) -> Any:
    done = consilience(*words, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def shown(*words: object, folder: Path, language: str = "en") -> str:
    done = consilience(*words, folder=folder, language=language)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_rule_is_that_of_its_function(folder: Path) -> None:
    rules = (
        "shapley,nucleolus,prenucleolus,tau,gately,solidarity,banzhaf,weighted,owen,"
        "banzhaf-owen,aumann-dreze,myerson"
    )
    given = ("--union", "A,B", "--ties", "ties.csv")
    weights = ("--player-weight", "A=3", "--player-weight", "B=1", "--player-weight", "C=1")
    found = answer("value", "split", "worths.csv", "--rule", rules, *given, *weights, folder=folder)
    game, unions = value.worths_from_table(WORTHS), [["A", "B"]]
    wanted: dict[str, Any] = {
        "shapley": value.shapley(game),
        "nucleolus": value.nucleolus(game),
        "prenucleolus": value.prenucleolus(game),
        "tau": value.tau(game),
        "gately": value.gately(game),
        "solidarity": value.solidarity(game),
        "banzhaf": value.banzhaf(game),
        "weighted": value.weighted_shapley(game, [3, 1, 1]),
        "owen": value.owen(game, unions),
        "banzhaf-owen": value.banzhaf_owen(game, unions),
        "aumann-dreze": value.aumann_dreze(game, unions),
        "myerson": value.myerson(game, [("A", "B")]),
    }
    assert list(found["divisions"]) == list(wanted)
    for rule, division in wanted.items():
        assert found["divisions"][rule]["values"] == division.values.tolist(), rule
    values = {tuple(np.round(item["values"], 6)) for item in found["divisions"].values()}
    assert len(values) == 8  # the game tells the rules apart


def test_rules_and_what_they_need(folder: Path) -> None:
    only = answer("value", "split", "worths.csv", "--rule", "banzhaf", folder=folder)
    assert list(only["divisions"]) == ["banzhaf"]
    added = answer("value", "split", "worths.csv", "--union", "A,B", folder=folder)
    assert list(added["divisions"]) == ["shapley", "nucleolus", "tau", "owen"]
    told = refused("value", "split", "worths.csv", "--rule", "myerson", folder=folder)
    assert told == "the rule myerson needs --ties"
    assert "did you mean owen?" in refused(
        "value", "split", "worths.csv", "--rule", "owenn", folder=folder
    )
    few = refused("value", "split", "worths.csv", "--player-weight", "A=2", folder=folder)
    assert few == "give each player one weight: A, B, C"
    text = refused("value", "split", "majority.csv", "--player-weight", "A=x", folder=folder)
    assert "give each player one weight" in text
    over = shown("value", "split", "majority.csv", "--rule", "banzhaf", folder=folder)
    assert "Banzhaf: gives out 0.5 more than there is" in over


def test_core_of_a_game_with_one(folder: Path) -> None:
    given = ("value", "core", "worths.csv", "--divisions", "own.csv")
    found = answer(*given, folder=folder)
    game = value.worths_from_table(WORTHS)
    assert found["least_core"]["epsilon"] == value.least_core(game).epsilon
    assert found["verdicts"]["other"]["in_core"]
    nearest = value.nearest_core_point(game, [8, 1.5, 0])
    assert found["nearest"]["draft"]["values"] == nearest.values.tolist()
    lines = shown(*given, folder=folder)
    assert "The core is not empty" in lines
    assert "Least core: every coalition can have" in lines
    assert "The game is convex" in lines
    assert "draft: not in the core, B, C would gain 1.5 by leaving" in lines
    assert "draft: not in the core, B would gain 0.5 by leaving" in lines
    assert "draft: gives out 2.5 less than there is" in lines
    assert "other: in the core" in lines


def test_core_that_is_empty_is_proved(folder: Path) -> None:
    lines = shown("value", "core", "majority.csv", folder=folder)
    assert "The core is empty" in lines
    assert "A, B: weight 0.5, worth 1" in lines
    assert "some coalition lacks 0.333333 at the least" in lines
    assert "A adds 1 less to C once B is in" in lines
    chinese = shown("value", "core", "majority.csv", folder=folder, language="zh")
    assert "A、B：权数 0.5，价值 1" in chinese
    (folder / "alone.csv").write_text("coalition,worth\nA,3\n", encoding="utf-8")
    alone = shown("value", "core", "alone.csv", folder=folder)
    assert "With one player there is no other coalition" in alone
    assert "Least core" not in alone
    wrong = refused("value", "core", "majority.csv", "--divisions", "goals.csv", folder=folder)
    assert "one row for each player: A, B, C" in wrong


def test_two_who_lose_together(folder: Path) -> None:
    (folder / "apart.csv").write_text('coalition,worth\nA,5\nB,3\n"A,B",2\n', encoding="utf-8")
    lines = shown("value", "core", "apart.csv", folder=folder)
    assert "A and B have 6 less together than apart" in lines
    assert "Worths of 2 players from the table." in lines
    split = ("value", "split", "apart.csv")
    assert "no division leaves everyone as well off as alone" in shown(*split, folder=folder)
    assert answer(*split, "--synergies", folder=folder)["source"] == "synergies"
    assert "own worths and synergies" in shown(*split, "--synergies", folder=folder)


def test_a_matching_as_it_is(folder: Path) -> None:
    (folder / "scores.csv").write_text("firm,X,Y\nA,0.9,0.4\nB,0.8,0.7\n", encoding="utf-8")
    (folder / "now.csv").write_text("firm,lab\nA,Y\nB,X\n", encoding="utf-8")
    (folder / "good.csv").write_text("firm,lab\nA,X\nB,Y\n", encoding="utf-8")
    given = ("value", "match", "scores.csv", "--pairs")
    found = answer(*given, "now.csv", folder=folder)
    assert found["blocking"]["pairs"] == [["A", "X"]]
    assert "would rather be together (blocking)" in shown(*given, "now.csv", folder=folder)
    assert answer(*given, "good.csv", folder=folder)["blocking"]["pairs"] == []
    assert "as it is\nnone" in shown(*given, "good.csv", folder=folder)


def test_dividends(folder: Path) -> None:
    found = answer("value", "dividends", "worths.csv", folder=folder)
    assert found["values"] == value.dividends(value.worths_from_table(WORTHS)).values.tolist()
    assert "A, B" in shown("value", "dividends", "worths.csv", "--synergies", folder=folder)


def test_sampling_of_tables_covers_the_exact_values(folder: Path) -> None:
    found = answer("value", "sample", "worths.csv", "--confidence", "0.9999", folder=folder)
    exact, sampled = found["exact"]["values"], found["sampled"]
    assert exact == value.shapley(value.worths_from_table(WORTHS)).values.tolist()
    low, high = sampled["low"], sampled["high"]
    assert all(a <= x <= b for a, x, b in zip(low, exact, high, strict=True))
    rows = [f'"P{i}",{i}\n"P{i},P{(i + 1) % 40}",2\n' for i in range(40)]
    (folder / "many.csv").write_text("coalition,worth\n" + "".join(rows), encoding="utf-8")
    many = answer(
        "value", "sample", "many.csv", "--synergies", "--budget", "4000", "--seed", 3, folder=folder
    )
    assert_allclose(many["exact"]["values"], np.arange(40) + 2)
    inside = [
        low <= exact <= high
        for low, exact, high in zip(
            many["sampled"]["low"], many["exact"]["values"], many["sampled"]["high"], strict=True
        )
    ]
    assert sum(inside) >= 34
    assert "Shapley value, sampled" in shown("value", "sample", "worths.csv", folder=folder)


def test_sampling_of_a_function(folder: Path) -> None:
    source = "def worths(coalitions):\n    return coalitions.sum(axis=1) ** 2.0\n"
    (folder / "squares.py").write_text(source, encoding="utf-8")
    given = ("value", "sample", "squares.py", "--budget", "1200", "--seed", "2")
    found = answer(*given, "--players", "30", folder=folder)
    wanted = value.shapley_sampled(lambda sets: sets.sum(axis=1) ** 2.0, 30, 1200, 2)
    assert found["values"] == wanted.values.tolist()
    named = answer(*given, "--players", "A,B,C", folder=folder)
    assert named["players"] == ["A", "B", "C"]
    assert "--players" in refused(*given, folder=folder)
    assert "no file none.py" in refused("value", "sample", "none.py", folder=folder)
    (folder / "empty.py").write_text("x = 1\n", encoding="utf-8")
    assert "needs a function worths" in refused("value", "sample", "empty.py", folder=folder)
    (folder / "wrong.py").write_text("def worths(sets):\n    return 1 / 0\n", encoding="utf-8")
    told = refused("value", "sample", "wrong.py", "--players", "30", folder=folder)
    assert "wrong.py stopped: division by zero" in told
    (folder / "broken.py").write_text("def worths(\n", encoding="utf-8")
    assert "broken.py stopped" in refused("value", "sample", "broken.py", folder=folder)


def test_bargaining(folder: Path) -> None:
    found = answer("value", "bargain", "bargain.csv", "--total", "9", folder=folder)
    assert found["nash"]["values"] == [5, 4]
    assert found["asymmetric"]["values"] == [5, 4]
    assert found["asymmetric"]["parameters"]["weights"] == [2, 1]
    (folder / "plain.csv").write_text("player,disagreement\nA,2\nB,1\n", encoding="utf-8")
    plain = answer("value", "bargain", "plain.csv", "--total", "9", folder=folder)
    assert list(plain) == ["nash"]
    assert plain["nash"]["values"] == [5, 4]
    assert "no surplus" in json.dumps(
        answer("value", "bargain", "plain.csv", "--total", "1", folder=folder)
    )
    wrong = refused("value", "bargain", "own.csv", "--total", "9", folder=folder)
    assert "needs the column disagreement" in wrong


def test_consortium_lists_every_set_nearly_as_good(folder: Path) -> None:
    given = ("value", "consortium", "held.csv", "--need", "data=1", "--need", "chips=1")
    found = answer(*given, folder=folder)
    assert [item["members"] for item in found["sets"]] == [["Big"]]
    both = (*given, "--fit", "fit.csv", "--size", "2,2", "--within", "0.5")
    lines = shown(*both, folder=folder)
    assert "1. Maps, Foundry: 5\n2. Foundry, Cloud: 4.8" in lines
    paid = answer(*both, "--costs", "costs.csv", "--conflict", "Maps,Foundry", folder=folder)
    assert [item["members"] for item in paid["sets"]] == [["Foundry", "Cloud"]]
    assert paid["sets"][0]["value"] == pytest.approx(3.8)
    assert "too little of data" in shown(
        "value", "consortium", "held.csv", "--need", "data=9", folder=folder
    )
    assert "finite number, got x" in refused(*given[:3], "--need", "data=x", folder=folder)
    assert "equals sign" in refused(*given[:3], "--need", "data=", folder=folder)
    assert "one column of numbers" in refused(*given, "--costs", "bargain.csv", folder=folder)
    (folder / "few.csv").write_text("firm,cost\nMaps,1\n", encoding="utf-8")
    assert "each candidate: Maps, Foundry" in refused(*given, "--costs", "few.csv", folder=folder)
    assert "the candidates in rows and columns" in refused(
        *given, "--fit", "goals.csv", folder=folder
    )
    assert "size of consortium" in refused(*given, "--size", "x,2", folder=folder)


def test_goals(folder: Path) -> None:
    found = answer("value", "goals", "goals.csv", "--weights", "1,3", folder=folder)
    wanted = value.goal_fit([[1, -0.5], [0.5, 0.8]], [1, 3])
    assert found["conflict"][0][1] == wanted.conflict[0, 1]
    assert "congruence  conflict" in shown("value", "goals", "goals.csv", folder=folder)


def test_coupling_and_its_linter(folder: Path) -> None:
    found = answer("value", "coupling", "order.csv", "--weights", "1,2", folder=folder)
    table = [[0.4, 0.9], [0.5, 0.8]]
    assert (
        found["corrected"]["coupling"] == value.coupling(table, form="corrected").coupling.tolist()
    )
    assert found["classic"]["development"] == value.coupling(table, [1, 2]).development.tolist()
    one = answer("value", "coupling", "order.csv", "--form", "corrected", folder=folder)
    assert list(one) == ["corrected"]
    for form in (
        "factor lost",
        "power lost",
        "factor and power lost",
        "root lost",
        "pairwise sums",
    ):
        told = refused("value", "coupling", "order.csv", "--form", form, folder=folder)
        assert told.endswith("Take classic or corrected.")
    check = ("value", "coupling", "degrees.csv", "--check", "C")
    assert answer(*check, folder=folder)["form"] == "factor lost"
    assert "come from a wrong form: factor lost" in shown(*check, folder=folder)
    assert "所报数值来自错误的公式" in shown(*check, folder=folder, language="zh")
    right = "period,a,b,C\n1,0.4,0.9,0.9231\n"
    (folder / "right.csv").write_text(right, encoding="utf-8")
    lines = shown("value", "coupling", "right.csv", "--check", "C", folder=folder)
    assert "those of the classic form" in lines
    (folder / "odd.csv").write_text(right.replace("0.9231", "0.77"), encoding="utf-8")
    odd = shown("value", "coupling", "odd.csv", "--check", "C", folder=folder)
    assert "No known form gives the reported values" in odd
    missing = refused("value", "coupling", "order.csv", "--check", "C", folder=folder)
    assert missing == "the table has no column C, it has economy, ecology"


def test_grey_relation(folder: Path) -> None:
    given = ("value", "grey", "degrees.csv", "--reference", "C", "--rho", "0.3")
    found = answer(*given, "--scaling", "first", "--weights", "1,2", folder=folder)
    wanted = value.grey_relation(
        [[0.4, 0.9], [0.5, 0.8]], [0.4615, 0.4865], [1, 2], rho=0.3, scaling="first"
    )
    assert found["values"] == pytest.approx(wanted.values.tolist())
    assert "degree" in shown(*given, folder=folder)
    assert "must be one of mean" in refused(*given, "--scaling", "meen", folder=folder)


def test_suggested_supplies_are_to_be_confirmed(folder: Path) -> None:
    found = answer("value", "suggest", "offers.csv", "needs.csv", "--top", "1", folder=folder)
    (only,) = found["suggestions"]
    assert (only["partner"], only["state"]) == ("图商", "to be confirmed")
    assert only["shared"] == "高精度地图"
    assert found["unlike"] == ["整车厂: 电池"]
    lines = shown("value", "suggest", "offers.csv", "needs.csv", folder=folder)
    assert "to be confirmed" in lines
    assert "none enters a score" in lines
    assert "整车厂 offers" not in lines  # nobody supplies himself
    chinese = shown("value", "suggest", "offers.csv", "needs.csv", folder=folder, language="zh")
    assert "待确认" in chinese
    loose = shown("value", "suggest", "offers.csv", "needs.csv", "--least", "0", folder=folder)
    assert loose.count("to be confirmed") == 1
    assert "two columns, who and the text" in refused(
        "value", "suggest", "goals.csv", "needs.csv", folder=folder
    )


def test_a_boundary_that_is_not_sharp_has_no_year(folder: Path) -> None:
    given = ("stage", "segment", "told.csv", "--stages", "2")
    lines = shown(*given, folder=folder)
    assert "Probability of each number of stages: 1: " in lines
    row = next(line for line in lines.splitlines() if "undetermined" in line)
    assert row.split()[2] == "-"
    assert "Years that belong to no stage for sure: 200" in lines
    assert "没有边界" in shown(
        "stage", "segment", "told.csv", "--stages", "1", folder=folder, language="zh"
    )
    agreed = answer(*given, "--agreement", "0.6", folder=folder)
    table = pd.read_csv(folder / "told.csv")
    columns = ("year", "dimension", "told_in_stage")
    wanted = stages.segment(table, columns=columns, stages=2, agreement=0.6)
    assert stages.Segmentation.from_dict(agreed) == wanted
    (folder / "four.csv").write_text("year,dimension,a,b\n2001,x,y,z\n", encoding="utf-8")
    assert "has no column level" in refused("stage", "segment", "four.csv", folder=folder)


def test_series_overlaps_and_plan(folder: Path) -> None:
    found = answer("stage", "series", "series.csv", "--compared", "patents", folder=folder)
    assert found["boundaries"][0]["modes"] == [2006]
    lines = shown("stage", "series", "series.csv", "--compared", "patents", folder=folder)
    assert "The stages are defined by patents, which will be compared across them" in lines
    cut = ("stage", "partition", "series.csv", "--stages", "2", "--compared", "patents,x")
    assert "differ by construction" in shown(*cut, folder=folder)
    (folder / "names.csv").write_text("when,patents\nearly,1\nlate,2\n", encoding="utf-8")
    assert "years of segment_series" in refused("stage", "series", "names.csv", folder=folder)
    told = ("--stage", "basic=1998-2010", "--stage", "net=2011-2018", "--stage", "eco=2016-")
    lines = shown("stage", "overlaps", *told, folder=folder)
    assert "net and eco share 2016 to 2018" in lines
    open_ended = shown(
        "stage", "overlaps", "--stage", "a=2000-", "--stage", "b=2004-", folder=folder
    )
    assert "a and b share the years from 2004 on" in open_ended
    gap = shown("stage", "overlaps", "--stage", "a=2000-2001", "--stage", "b=2004-", folder=folder)
    assert "2002 to 2003, between a and b, belong to no stage" in gap
    clean = shown(
        "stage", "overlaps", "--stage", "a=2000-2001", "--stage", "b=2002-", folder=folder
    )
    assert "Each year belongs to one stage." in clean
    assert "NAME=FIRST-LAST" in refused("stage", "overlaps", "--stage", "a", folder=folder)
    plan = ("stage", "plan", "--span", "2001,2010", "--starts", "2006", "--events", "5,60")
    few = ("--agreements", "0.81,0.0004", "--runs", "5", "--dimensions", "1")
    found = answer(*plan, *few, folder=folder)
    wanted = stages.event_plan(
        (2001, 2010), [2006], events=[5, 60], agreements=[0.81, 0.0004], runs=5, dimensions=1
    )
    assert stages.EventPlan.from_dict(found) == wanted
    lines = shown(*plan, *few, folder=folder)
    assert "agreement 0.81: 5 events locate all boundaries" in lines
    assert "none of these numbers of events is enough" in lines
