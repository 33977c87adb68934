"""The commands that draw value and stages: every figure, and one sentence for every slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shells.commands import consilience, refused

FILES = {
    "worths": 'coalition,worth\nA,1\nB,1\nC,1\n"A, B",4\n"A, C",4\n"B, C",4\n"A, B, C",9\n',
    "majority": 'coalition,worth\nA,0\nB,0\nC,0\n"A,B",1\n"A,C",1\n"B,C",1\n"A,B,C",1\n',
    "pair": 'coalition,worth\nA,1\nB,2\n"A, B",5\n',
    "synergies": 'coalition,worth\nA,1\nB,2\n"A, B",2\n',
    "factors": "player,risk,input\nB,2,2\nA,6,7\nC,2,1\n",
    "scores": "firm,X,Y\nA,0.9,0.8\nB,0.8,0.1\n",
    "back": "firm,X,Y\nA,1,2\nB,2,1\n",
    "offers": "partner,data,chips\nMaps,1,0\nFoundry,0.2,0.9\n",
    "needs": "member,data,chips\nOEM,0.8,0.2\nCity,0,1\nPort,0.5,0\n",
    "indicators": "year,patents,sales,delay\n2021,2,1,9\n2022,6,4,6\n2023,10,2,3\n",
    "candidates": "firm,fit,trust,risk\nMaps,0.9,0.2,0.5\nCloud,0.7,0.8,0.2\nCity,0.6,0.5,0.4\n",
    "comparisons": "c,fit,trust,risk\nfit,1,2,3\ntrust,0.5,1,2\nrisk,0.33,0.5,1\n",
    "plan": "dimension,mechanism,owner,trigger,indicator,status\n共建,安全保障,OEM,leak,,已约定\n",
    "events": "year,dimension,level\n2001,a,1\n2002,a,1\n2003,b,1\n2007,a,2\n2008,a,2\n2009,b,2\n",
    "bare": "when,what\n2001,a\n2002,a\n2003,b\n",
    "told": "stage,first,last\nearly,2000,2005\nlate,2004,\n",
    "closed": "stage,first,last\nearly,2000,2005\nlate,2006,2009\n",
    "named": "stage,first,last\nearly,2000,soon\n",
    "profiles": "case,assessment,bridging,aggregation\nP,0.8,0.2,0\nQ,0.4,0.4,0.2\n",
    "ideals": "stage,assessment,bridging,aggregation\nfirst,1,0,0\nlast,0,0.5,0.5\n",
}
SYNERGY = (
    "--subsystem", "create=patents,sales", "--subsystem", "speed=delay", "--negative", "delay",
    "--bounds", "patents=0,20",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def drawn(folder: Path, *words: str) -> str:
    done = consilience(*words, "-o", "a.svg", folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("a.svg\t")
    first = (folder / "a.svg").read_text(encoding="utf-8")
    consilience(*words, "--out", "b.svg", folder=folder)
    assert first == (folder / "b.svg").read_text(encoding="utf-8")
    return first


def of_value(folder: Path, table: str, figure: str, *options: str) -> str:
    return drawn(folder, "value", "draw", f"{table}.csv", "--figure", figure, *options)


def test_divisions_with_their_core(folder: Path) -> None:
    shown = of_value(folder, "worths", "divisions", "--factors", "factors.csv")
    assert "A: 3 by Shapley" in shown
    assert "A: 1 to 5 in the core" in shown
    assert "corrected Shapley (not in the core)" in shown
    majority = of_value(folder, "majority", "divisions")
    assert "nucleolus (not in the core)" in majority
    assert "range of the core" not in majority
    weighted = of_value(
        folder, "worths", "divisions", "--factors", "factors.csv", "--weights", "1,0"
    )
    assert weighted != shown


def test_the_core_of_three(folder: Path) -> None:
    assert "<title>core</title>" in of_value(folder, "worths", "core")
    zh = of_value(folder, "majority", "core", "--language", "zh")
    assert "核为空。" in zh
    words = refused("value", "draw", "pair.csv", "--figure", "core", "-o", "a.svg", folder=folder)
    assert "three players, and there are 2" in words
    other = refused(
        "value", "draw", "synergies.csv", "--figure", "core", "--synergies", "-o", "a.svg",
        folder=folder,
    )  # fmt: skip
    assert "there are 2" in other


def test_order_degrees_and_obstacles(folder: Path) -> None:
    shown = of_value(folder, "indicators", "order", *SYNERGY)
    assert "speed, 2023: order degree 1.000" in shown
    assert "range of D over weightings and forms" in shown
    obstacles = of_value(folder, "indicators", "obstacles", *SYNERGY)
    assert "2021, delay: obstacle degree 0.51" in obstacles  # of 0.5 * 0.9 + 0.5 + 1
    zh = of_value(folder, "indicators", "obstacles", *SYNERGY, "--language", "zh")
    assert "障碍度" in zh
    words = refused(
        "value", "draw", "indicators.csv", "--figure", "order", "-o", "a.svg", folder=folder
    )
    assert "write --subsystem" in words
    sign = refused(
        "value", "draw", "indicators.csv", "--figure", "order", "-o", "a.svg",
        "--subsystem", "patents", folder=folder,
    )  # fmt: skip
    assert "with an equals sign" in sign


def test_matchings(folder: Path) -> None:
    stable = of_value(folder, "scores", "matching")
    assert "A – X: matched" in stable
    assert "would rather" not in stable
    largest = of_value(folder, "scores", "matching", "--largest")
    assert "A – Y: matched" in largest
    assert "A – X: would rather be together" in largest
    both = of_value(folder, "scores", "matching", "--columns", "back.csv")
    assert "B – X: matched" in both or "A – X: matched" in both
    many = of_value(folder, "scores", "matching", "--row-capacity", "2", "--column-capacity", "2")
    assert many.count(": matched</title>") == 4


def test_propositions_name_gaps(folder: Path) -> None:
    done = consilience(
        "value", "draw", "offers.csv", "--needs", "needs.csv", "--figure", "matching",
        "-o", "a.png", "--dpi", "40", "--json", folder=folder,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert said["title"] == "Matching of offers and needs: 2 pair(s), 2 gap(s)"
    assert said["caption"].endswith("Gaps: OEM, City.")  # OEM is alone; nobody has enough chips
    assert (folder / "a.png").read_bytes()[1:4] == b"PNG"


def test_ranks_and_governance(folder: Path) -> None:
    options = ("--negative", "risk", "--comparisons", "comparisons.csv")
    shown = of_value(folder, "candidates", "acceptability", *options)
    assert "TOPSIS, AHP weights" in shown
    assert "TOPSIS, AHP weights" not in of_value(folder, "candidates", "acceptability")
    plan = of_value(folder, "plan", "governance")
    assert plan.count(">no measure</text>") == 11
    own = of_value(folder, "plan", "governance", "--mechanisms", "安全保障")
    assert own.count(">no measure</text>") == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("worths.csv", "--figure", "cor"), "did you mean core?"),
        (("worths.csv", "--figure", "core", "--negative", "a"), "has no use for --negative"),
        (("scores.csv", "--figure", "matching", "--synergies"), "has no use for --synergies"),
        (("scores.csv", "--figure", "core", "--row-capacity", "2"), "no use for --row-capacity"),
        (
            ("offers.csv", "--figure", "matching", "--needs", "needs.csv", "--columns", "back.csv"),
            "--needs has no use for --columns",
        ),
        (("worths.csv", "--figure", "core", "--language", "xx"), "must be one of en, zh"),
        (("worths.csv", "--figure", "core", "-o", "a.gif"), "svg, png, pdf, got gif"),
    ],
)
def test_value_draw_refuses(folder: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("value", "draw", "-o", "a.svg", *words, folder=folder)


def of_stages(folder: Path, table: str, *options: str) -> str:
    return drawn(folder, "stage", "draw", f"{table}.csv", *options)


def test_events_with_boundaries_and_told_stages(folder: Path) -> None:
    shown = of_stages(folder, "events", "--told", "told.csv", "--stages", "2")
    assert "b, 2003: events 1" in shown
    assert "2004–2005: claimed by several stages" in shown
    assert "late: 2004 to …" in shown
    assert "stage 2" in shown
    whole = of_stages(folder, "events", "--span", "1999,2010", "--level", "level")
    assert whole != of_stages(folder, "events")
    closed = of_stages(folder, "events", "--told", "closed.csv", "--events-only")
    assert "late: 2006 to 2009" in closed
    assert "Probability of each number of stages" not in closed
    zh = of_stages(folder, "events", "--told", "told.csv", "--language", "zh")
    assert "同时归入几个阶段" in zh


def test_without_levels_the_mix_of_dimensions_is_segmented(folder: Path) -> None:
    options = ("--year", "when", "--dimension", "what")
    assert "Probability of each number of stages" in of_stages(folder, "bare", *options)
    assert "b, 2003: events 1" in of_stages(folder, "bare", *options, "--events-only")


def test_fit_of_cases(folder: Path) -> None:
    shown = of_stages(folder, "profiles", "--figure", "fit")
    assert "P, assessment: membership in the stage" in shown
    own = of_stages(folder, "profiles", "--figure", "fit", "--ideals", "ideals.csv")
    assert "Q, last: membership in the stage" in own


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("events.csv", "--figure", "fits"), "did you mean fit?"),
        (("events.csv", "--model", "value"), "has no use for --model"),
        (("profiles.csv", "--figure", "fit", "--stages", "2"), "has no use for --stages"),
        (("events.csv", "--events-only", "--stages", "2"), "has no use for --stages"),
        (("events.csv", "--level", "nope"), "must be one of year, dimension, level"),
        (("events.csv", "--told", "events.csv"), "must be one of year, dimension, level"),
        (("events.csv", "--told", "named.csv"), "told of timeline_figure must be"),
        (("bare.csv",), "must be one of when, what"),
        (("bare.csv", "--year", "what", "--dimension", "when"), "year"),
    ],
)
def test_stage_draw_refuses(folder: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused("stage", "draw", "-o", "a.svg", *words, folder=folder)
