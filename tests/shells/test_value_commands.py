"""The commands for value and stages, as a user types them."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd
import pytest

from consilience import stages, value
from consilience.analysis.split_stability import SplitStability, split_stability
from consilience.cli import main
from consilience.games import Game

FILES = {
    "worths": 'coalition,worth\nA,1\nB,1\nC,1\n"A, B",4\n"A, C",4\n"B, C",4\n"A, B, C",9\n',
    "majority": 'coalition,worth\nA,0\nB,0\nC,0\n"A,B",1\n"A,C",1\n"B,C",1\n"A,B,C",1\n',
    "synergies": 'coalition,worth\nA,1\nB,2\n"A, B",2\n',
    "factors": "player,risk,input\nB,2,2\nA,6,7\nC,2,1\n",
    "ties": "from,to\nA,B\n",
    "claims": "claimant,claim\nA,100\nB,200\nC,300\n",
    "votes": "state,votes\nDE,4\nFR,4\nLU,1\n",
    "scores": "firm,X,Y\nA,0.9,0.4\nB,0.8,0.7\n",
    "back": "firm,X,Y\nA,1,2\nB,2,1\n",
    "offers": "partner,data,chips\nMaps,1,0\nFoundry,0.2,0.9\n",
    "needs": "member,chips,data\nOEM,0.2,0.8\nCity,1,0\n",
    "indicators": "year,patents,sales,delay\n2021,2,1,9\n2022,6,4,6\n2023,10,2,3\n",
    "events": "when,what,how\n2001,a,1\n2002,a,1\n2003,a,1\n2007,a,2\n2008,a,2\n2009,a,2\n",
    "profiles": "case,assessment,bridging,aggregation\nP,0.8,0.2,0\nQ,0.4,0.4,0.2\n",
    "ideals": "stage,assessment,bridging,aggregation\nearly,1,0,0\nlate,0,0.5,0.5\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def typed(*arguments: str, folder: Path, language: str = "en") -> tuple[int, str, str]:
    """Run ``consilience ...`` in a folder: exit code, answer, errors."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.chdir(folder))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        stack.enter_context(mock.patch.object(sys, "argv", ["consilience", *arguments]))
        stack.enter_context(mock.patch.dict(os.environ, CONSILIENCE_LANGUAGE=language))
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        (
            "联合体,价值\n车企,1\n",
            "value split",
            "t.csv has no column coalition, it has 联合体, 价值",
        ),
        ("coalition,worth\nA,1\n", "value estimate", "t.csv has no column low, it has"),
        ("coalition,worth\nA,1\n", "stage segment", "t.csv has no column year, it has"),
        (
            'coalition,worth\nA,1\nB,\n"A, B",4\n',
            "value split",
            "1 coalition(s) have no worth, the first is B",
        ),
        (FILES["synergies"], "value split --weights 1,2", "--weights needs --factors"),
        (
            FILES["indicators"],
            "value synergy --subsystem S=patents,sales",
            "name at least two subsystems with --subsystem, there is one: S",
        ),
    ],
)
def test_a_table_or_an_option_that_lacks_its_partner_says_so(
    folder: Path, table: str, line: str, said: str
) -> None:
    (folder / "t.csv").write_text(table, encoding="utf-8")
    code, out, err = typed(*line.split(), "t.csv", folder=folder)
    assert (code, out) == (2, "")
    assert said in err
    assert typed(*line.split(), "t.csv", folder=folder, language="zh")[0] == 2


def test_an_empty_table_is_said_and_chinese_columns_stand_under_each_other(folder: Path) -> None:
    (folder / "one.csv").write_text("m,g\nA,1\n", encoding="utf-8")
    assert typed("value", "goals", "one.csv", folder=folder)[1] == "none\n"
    (folder / "zh.csv").write_text("m,g\n车企,1\nB,0\n大学,0\n", encoding="utf-8")
    lines = typed("value", "goals", "zh.csv", folder=folder)[1].splitlines()
    widths = {sum(1 + (letter > "\u2e80") for letter in line) for line in lines}
    assert len(widths) == 1


def test_a_bound_is_named_as_people_write_it(folder: Path) -> None:
    (folder / "more.csv").write_text("m,data,chips\nA,1.5,1\n", encoding="utf-8")
    assert (
        "between 0 and 1, got 1.5"
        in typed("value", "fit", "more.csv", "needs.csv", folder=folder)[2]
    )
    line = ("value", "consortium", "offers.csv", "--need", "data=-1")
    assert "a number of at least 0, got -1.0" in typed(*line, folder=folder)[2]


def test_an_empty_worth_is_a_gap_to_bound(folder: Path) -> None:
    rows = 'coalition,worth\nA,1\nB,1\n"A, B",{}\nC,1\n"A, B, C",9\n'
    (folder / "gap.csv").write_text(rows.format(""), encoding="utf-8")
    (folder / "left.csv").write_text(rows.replace('"A, B",{}\n', ""), encoding="utf-8")
    found = [typed("value", "bounds", f"{name}.csv", folder=folder) for name in ("gap", "left")]
    assert found[0] == found[1]
    assert found[0][0] == 0


def answer(*arguments: str, folder: Path) -> Any:
    code, out, err = typed(*arguments, "--json", folder=folder)
    assert code == 0, err
    return json.loads(out)


def lines(*arguments: str, folder: Path, language: str = "en") -> str:
    code, out, err = typed(*arguments, folder=folder, language=language)
    assert code == 0, err
    return out


SPLIT = (
    "value", "split", "worths.csv", "--factors", "factors.csv", "--weights", "2,1",
    "--union", "A,B", "--ties", "ties.csv",
)  # fmt: skip


def test_split_is_that_of_the_engine(folder: Path) -> None:
    found = answer(*SPLIT, folder=folder)
    game = value.worths_from_table(
        {"A": 1, "B": 1, "C": 1, "A,B": 4, "A,C": 4, "B,C": 4, "A,B,C": 9}
    )
    wanted = value.corrected_shapley(game, {"risk": [6, 2, 2], "input": [7, 2, 1]}, [2, 1])
    corrected = value.CorrectedShapley.from_dict(found["divisions"]["corrected"])
    assert corrected == wanted
    assert value.Allocation.from_dict(found["divisions"]["owen"]) == value.owen(game, [["A", "B"]])
    assert found["divisions"]["myerson"]["values"] == pytest.approx([2, 2, 1])
    assert found["divisions"]["nearest"]["values"] == wanted.nearest.tolist()
    assert found["core"]["nonempty"]
    assert not found["verdicts"]["corrected"]["in_core"]
    assert found["verdicts"]["nucleolus"]["in_core"]


def test_split_as_people_read_it(folder: Path) -> None:
    shown = lines(*SPLIT, folder=folder)
    assert "corrected Shapley: not in the core, B, C would gain 0.7 by leaving" in shown
    assert "nucleolus: in the core, nobody has a reason to leave" in shown
    chinese = lines(*SPLIT, folder=folder, language="zh")
    assert "修正 Shapley 值：不在核内，B、C 退出可多得 0.7" in chinese


def test_split_of_an_empty_core_and_of_synergies(folder: Path) -> None:
    shown = lines("value", "split", "majority.csv", folder=folder)
    assert "The core is empty" in shown
    assert "not quasi-balanced" in shown
    together = 'coalition,worth\nA,0\nB,0\nC,0\n"A,B",0\n"A,C",0\n"B,C",0\n"A,B,C",1\n'
    (folder / "together.csv").write_text(together, encoding="utf-8")
    shown = lines("value", "split", "together.csv", "--ties", "ties.csv", folder=folder)
    assert "Myerson: gives out 1 less than there is" in shown
    found = answer("value", "split", "synergies.csv", "--synergies", folder=folder)
    assert found["divisions"]["shapley"]["values"] == [2, 3]


def test_factors_of_other_players_are_refused(folder: Path) -> None:
    code, _, err = typed(
        "value", "split", "synergies.csv", "--synergies", "--factors", "factors.csv", folder=folder
    )
    assert code == 2
    assert "one row for each player: A, B" in err


def test_claims_and_power(folder: Path) -> None:
    found = answer("value", "claims", "claims.csv", "--estate", "200", folder=folder)
    assert found["talmud"]["values"] == [50, 75, 75]
    assert len(found) == 5
    assert "equal losses" in lines(
        "value", "claims", "claims.csv", "--estate", "200", folder=folder
    )
    power = answer("value", "power", "votes.csv", "--quota", "8", folder=folder)
    assert power["banzhaf"]["fractions"] == ["1/2", "1/2", "0"]
    code, _, err = typed("value", "power", "factors.csv", "--quota", "8", folder=folder)
    assert code == 2
    assert "one column of numbers, it has risk, input" in err


def test_match(folder: Path) -> None:
    found = answer("value", "match", "scores.csv", folder=folder)
    assert found["stable"]["pairs"] == [["A", "X"], ["B", "Y"]]
    assert found["best"]["total"] == pytest.approx(1.6)
    both = answer("value", "match", "scores.csv", "--columns", "back.csv", folder=folder)
    assert list(both) == ["stable"]
    assert "largest total" in lines("value", "match", "scores.csv", folder=folder)


def test_fit_lists_gaps(folder: Path) -> None:
    found = answer("value", "fit", "offers.csv", "needs.csv", folder=folder)
    assert found["members"] == ["OEM", "City"]
    shown = lines("value", "fit", "offers.csv", "needs.csv", folder=folder)
    assert "City needs chips 1: gap, the best offer is 0.9" in shown
    assert "OEM needs data 0.8: Maps" in shown
    code, _, err = typed("value", "fit", "offers.csv", "factors.csv", folder=folder)
    assert code == 2
    assert "same resources" in err


SYNERGY = (
    "value", "synergy", "indicators.csv", "--subsystem", "creation=patents,sales",
    "--subsystem", "speed=delay", "--bounds", "patents=0,20", "--bounds", "sales=0,5",
    "--bounds", "delay=0,10", "--negative", "delay",
)  # fmt: skip


def test_synergy(folder: Path) -> None:
    found = answer(*SYNERGY, folder=folder)
    table = pd.DataFrame(
        {"patents": [2, 6, 10], "sales": [1, 4, 2], "delay": [9, 6, 3]},
        index=["2021", "2022", "2023"],
    )
    wanted = value.order_degrees(
        table,
        {"creation": ["patents", "sales"], "speed": ["delay"]},
        bounds={"patents": (0, 20), "sales": (0, 5), "delay": (0, 10)},
        negative=["delay"],
    )
    assert (
        value.OrderDegrees.from_dict(found["order_degrees"]).values.tolist()
        == wanted.values.tolist()
    )
    assert found["corrected"]["parameters"]["form"] == "corrected"
    shown = lines(*SYNERGY, folder=folder)
    assert "composite synergy" in shown
    assert "2022     0.550  0.400" in shown
    code, _, err = typed("value", "synergy", "indicators.csv", "--subsystem", "x", folder=folder)
    assert code == 2
    assert "equals sign, not x" in err


SEGMENT = (
    "stage", "segment", "events.csv", "--year", "when", "--dimension", "what", "--level", "how",
    "--span", "2000,2010", "--stages", "2",
)  # fmt: skip


def test_segment(folder: Path) -> None:
    found = stages.Segmentation.from_dict(answer(*SEGMENT, folder=folder))
    wanted = stages.segment(
        {"when": [2001, 2002, 2003, 2007, 2008, 2009], "what": ["a"] * 6, "how": [*"111222"]},
        columns=("when", "what", "how"),
        span=(2000, 2010),
        stages=2,
    )
    assert found == wanted
    shown = lines(*SEGMENT, "--coded-within-stages", folder=folder)
    assert "cannot test the stages" in shown
    code, _, err = typed(*SEGMENT[:-4], "--span", "x,2010", folder=folder)
    assert code == 2
    assert "span of segment" in err


def test_segment_of_other_cells(folder: Path) -> None:
    text = "year,dimension,level\n2001,1,low\n2002,1,low\n"
    (folder / "numbered.csv").write_text(text, encoding="utf-8")
    found = answer("stage", "segment", "numbered.csv", folder=folder)
    assert found["dimensions"] == ["1"]
    (folder / "broken.csv").write_text(text + "soon,1,low\n", encoding="utf-8")
    code, _, err = typed("stage", "segment", "broken.csv", folder=folder)
    assert code == 2
    assert "row 3 of column year must hold a whole year, got soon" in err


def test_partition_and_fit(folder: Path) -> None:
    found = answer(
        "stage", "partition", "indicators.csv", "--stages", "2", "--standardize", folder=folder
    )
    assert found["periods"] == ["2021", "2022", "2023"]
    shown = lines("stage", "fit", "profiles.csv", folder=folder)
    assert "assessment, bridging ambiguous" in shown
    own = answer("stage", "fit", "profiles.csv", "--ideals", "ideals.csv", folder=folder)
    assert own["stages"] == ["early", "late"]


GAME = {
    "populations": [
        {"name": "maker", "strategies": ["work", "wait"]},
        {"name": "supplier", "strategies": ["work", "wait"]},
    ],
    "parameters": {"s": 0.5, "k": 2},
    "advantages": {"maker": "5*s*y - k", "supplier": "5*(1 - s)*x - k"},
}
PAIR = 'coalition,worth\nA,4\nB,2\n"A, B",12\n'
OWN = "player,contract\nB,2.4\nA,9.6\n"


@pytest.fixture
def played(folder: Path) -> Path:
    (folder / "pair.csv").write_text(PAIR, encoding="utf-8")
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    (folder / "game.json").write_text(json.dumps(GAME), encoding="utf-8")
    return folder


STABILITY = ("value", "stability", "pair.csv", "game.json", "--share", "s=A")


def test_stability_is_that_of_the_function(played: Path) -> None:
    found = answer(*STABILITY, "--divisions", "own.csv", "--value", "k=1.9", folder=played)
    worths = value.worths_from_table({"A": 4, "B": 2, "A, B": 12})
    splits = {"shapley": [7, 5], "nucleolus": [7, 5], "tau": [7, 5], "contract": [9.6, 2.4]}
    game = Game.from_dict(GAME)
    wanted = split_stability(game, worths, splits, {"s": "A"}, {"k": "1.9"})
    assert wanted.of("contract").lost == (("work", "work"),)
    effects = SplitStability.from_dict(found["stability"]).effects
    assert [item.stable for item in effects] == [item.stable for item in wanted.effects]
    assert effects[3] == wanted.effects[3]
    assert found["verdicts"]["contract"]["in_core"]


def test_stability_as_people_read_it(played: Path) -> None:
    shown = lines(*STABILITY, "--divisions", "own.csv", "--start", "0.9,0.9", folder=played)
    assert "as it stands: (work, work) is stable, reached from" in shown
    assert "contract: (work, work) is stable no more" in shown
    assert "contract: today's state leads to (wait, wait)" in shown
    assert "Shapley: in the core" in shown
    chinese = lines(*STABILITY, "--divisions", "own.csv", folder=played, language="zh")
    assert "contract：(work、work) 不再稳定" in chinese
    moved = lines(*STABILITY, "--value", "s=0.9", "--synergies", folder=played)
    assert "Shapley: (work, work) becomes stable" in moved


def test_stability_where_nothing_is_stable(played: Path) -> None:
    cycle = {**GAME, "advantages": {"maker": "s*(2*y - 1)", "supplier": "1 - 2*x"}}
    (played / "cycle.json").write_text(json.dumps(cycle), encoding="utf-8")
    shown = lines("value", "stability", "pair.csv", "cycle.json", "--share", "s=A", folder=played)
    assert "Shapley: no vertex is evolutionarily stable" in shown


def test_own_divisions_of_other_players_are_refused(played: Path) -> None:
    code, _, err = typed(*STABILITY, "--divisions", "factors.csv", folder=played)
    assert code == 2
    assert "one row for each player: A, B" in err


PLAN = """dimension,mechanism,owner,trigger,indicator,status
build,security,OEM,data leak,,in force
共享,利益分配,联盟秘书处,季度结算,分成比例,计划中
"""


def test_governance(folder: Path) -> None:
    (folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    found = answer("value", "governance", "plan.csv", "--weight", "security=2", folder=folder)
    assert found["completeness"] == pytest.approx((2 * 0.75 + 1) / 15)
    assert found["in_force"] == pytest.approx(2 / 15)
    shown = lines("value", "governance", "plan.csv", folder=folder)
    assert "completeness 15 % by weight, in force 8 %" in shown
    assert "build, security: without indicator (takes 2.1 %)" in shown
    assert "discuss, security: no measure at all (takes 8.3 %)" in shown
    assert "No indicator watches standards coordination, standard sharing, security" in shown
    chinese = lines("value", "governance", "plan.csv", folder=folder, language="zh")
    assert "共建、安全保障：缺少指标（扣 2.1 %）" in chinese
    code, _, err = typed("value", "governance", "plan.csv", "--weight", "x=1", folder=folder)
    assert code == 2
    assert "weights of governance_plan must be one of discuss" in err


def test_a_whole_plan_of_other_mechanisms(folder: Path) -> None:
    rows = "".join(f"{name},exit,OEM,loss,days,agreed\n" for name in ("discuss", "build", "share"))
    (folder / "exit.csv").write_text(PLAN.splitlines()[0] + "\n" + rows, encoding="utf-8")
    shown = lines("value", "governance", "exit.csv", "--mechanisms", "exit", folder=folder)
    assert "Nothing is missing." in shown


RANKED = "firm,fit,trust,risk\nMaps,0.9,0.2,0.5\nCloud,0.7,0.8,0.2\nCity,0.6,0.5,0.4\n"
COMPARED = "criterion,risk,fit,trust\nrisk,1,0.2,1\nfit,5,1,5\ntrust,1,0.2,1\n"


def test_rank(folder: Path) -> None:
    (folder / "ranked.csv").write_text(RANKED, encoding="utf-8")
    (folder / "compared.csv").write_text(COMPARED, encoding="utf-8")
    given = ("value", "rank", "ranked.csv", "--negative", "risk", "--comparisons", "compared.csv")
    found = answer(*given, folder=folder)
    assert found["skyline"]["kept"] == ["Maps", "Cloud"]
    table = pd.DataFrame(
        {"fit": [0.9, 0.7, 0.6], "trust": [0.2, 0.8, 0.5], "risk": [0.5, 0.2, 0.4]},
        index=["Maps", "Cloud", "City"],
    )
    wanted = value.topsis(table, [5, 1, 1], negative=["risk"])
    assert found["ahp"]["values"] == pytest.approx(wanted.values.tolist())
    scaled = [[1, 0, 0], [1 / 3, 1, 1], [0, 0.5, 1 / 3]]
    weights = value.indicator_weights(scaled).values
    assert found["entropy_weights"]["values"] == pytest.approx(weights.tolist())
    wanted = value.topsis(table, weights, negative=["risk"])
    assert found["entropy"]["values"] == pytest.approx(wanted.values.tolist())
    assert found["acceptability"]["values"][2][0] == 0
    shown = lines(*given, folder=folder)
    assert "probability of each rank, over all weights" in shown
    assert "TOPSIS, AHP weights" in shown
    assert "TOPSIS（熵权）" in lines(*given[:3], folder=folder, language="zh")


def test_comparisons_of_other_criteria_are_refused(folder: Path) -> None:
    (folder / "ranked.csv").write_text(RANKED, encoding="utf-8")
    code, _, err = typed(
        "value", "rank", "ranked.csv", "--comparisons", "factors.csv", folder=folder
    )
    assert code == 2
    assert "one row and one column for each criterion of the table: fit, trust, risk" in err


def test_estimate(folder: Path) -> None:
    table = 'coalition,low,likely,high\nA,0,1,2\nB,0,1,2\n"A, B",4,6,8\n'
    (folder / "experts.csv").write_text(table, encoding="utf-8")
    given = ("value", "estimate", "experts.csv", "--confidence", "0.8")
    frame = {"coalition": ["A", "B", "A, B"], "low": [0, 0, 4], "likely": [1, 1, 6]}
    wanted = value.estimated_shapley({**frame, "high": [2, 2, 8]}, confidence=0.8)
    assert value.EstimatedShapley.from_dict(answer(*given, folder=folder)) == wanted
    assert "in 100 % of all draws nobody has a reason to leave" in lines(*given, folder=folder)


def test_bounds(folder: Path) -> None:
    table = 'coalition,worth\nA,1\nB,1\nC,1\n"A, B",4\n"A, B, C",9\n'
    (folder / "gaps.csv").write_text(table, encoding="utf-8")
    found = answer("value", "bounds", "gaps.csv", folder=folder)
    assert found["low"] == pytest.approx([4 / 3, 4 / 3, 7 / 3])
    shown = lines("value", "bounds", "gaps.csv", folder=folder)
    assert "C: Shapley value between 2.33333 and 4.33333" in shown
    assert "2 of 7 coalitions have no worth" in shown
