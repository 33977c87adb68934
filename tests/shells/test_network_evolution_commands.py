"""Networks over the years through the commands: files of every kind, a study, both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shells.commands import consilience, refused

MEMBERS = """alliance,member,tier,year
Road,OEM,lead,2019
Road,Chip,,2019
Maps,City,,2019
Maps,OEM,,2019
Road,OEM,lead,2020
Road,Chip,,2020
Maps,City,,2020
Maps,OEM,,2020
Maps,Chip,,2020
Road,OEM,lead,2021
Road,City,,2021
Maps,Chip,,2021
Maps,Cloud,,soon
"""
PROJECTS = """项目名称,牵头单位,合作单位,开始时间,结束时间
车路协同,华为,中兴、上汽,2012年5月,2015
车道地图,高德,百度/中兴,2014.3,至今
自动泊车,,上汽、高德,2016,2019
数据平台,华为,百度,2018,2020
"""
TIES = "from,to,layer,start,end\nA,B,equity,2015,2018\nB,C,data,2016,\nA,C,data,2019,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (("m.csv", MEMBERS), ("p.csv", PROJECTS), ("t.csv", TIES)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def said(folder: Path, *words: str, language: str = "en") -> str:
    done = consilience("network", *words, folder=folder, language=language)
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer(folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(folder, *words, "--json"))
    return found


def test_yearly_lists_are_followed(folder: Path) -> None:
    shown = said(folder, "evolution", "m.csv", "--stage", "trial=2019-2020", "--stage", "now=2021-")
    assert "Ties that are still there a year later" in shown
    assert "years are too few to look for breaks" in shown
    assert "1 row(s) cannot be read and are left out: 14." in shown
    line = next(row for row in shown.splitlines() if row.startswith(" 2020"))
    assert line.split() == ["2020", "3", "2", "5", "0.833", "0", "3", "0"]
    roster = shown.split("Actors of each stage")[1]
    assert "trial          OEM lead  2019  2021 yes" in roster
    found = answer(folder, "evolution", "m.csv", "--span", "2019-2020")
    assert set(found) == {"panel", "retention", "rows_left_out"}
    assert found["retention"]["all_ties"]["at_risk"] == 4
    assert found["rows_left_out"] == [14]


def test_projects_with_chinese_columns_in_chinese(folder: Path) -> None:
    shown = said(folder, "evolution", "p.csv", "--measure", "members", language="zh")
    assert "一年后仍在的关系" in shown
    assert "成员数" in shown
    assert "断点" in shown
    found = answer(folder, "evolution", "p.csv")
    years = {item["year"]: item["members"] for item in found["panel"]["years"]}
    assert years[2012] == sorted(["华为", "中兴", "上汽"])
    assert found["breaks"]["parameters"]["measure"] == "ties"


def test_ties_are_followed_too(folder: Path) -> None:
    found = answer(folder, "evolution", "t.csv")
    assert found["panel"]["two_mode"] is False
    assert [item["group"] for item in found["retention"]["by_label"]] == ["equity", "data"]


def test_a_break_is_told_with_its_years(folder: Path) -> None:
    rows = [
        f"hub,n{year}{n},{year},{year + 1}"
        for year in range(2001, 2017)
        for n in range(2 if year < 2009 else 12)
    ]
    (folder / "b.csv").write_text("\n".join(["from,to,start,end", *rows]), encoding="utf-8")
    shown = said(folder, "evolution", "b.csv", "--measure", "ties_begun", "--span", "2001-2016")
    assert "new ties: a break is probable" in shown
    assert "a new phase begins in 2009; 90% of the probability lies from 2009 to 2009" in shown
    assert "2009 to 2016: mean" in shown


def test_predictions_say_how_far_to_trust_them(folder: Path) -> None:
    shown = said(folder, "predict", "m.csv", "--top", "2")
    assert "average precision must beat that" in shown
    assert "Most probable for 2022" in shown
    assert "share of first 2" in shown
    chinese = said(folder, "predict", "m.csv", language="zh")
    assert "基准率" in chinese
    found = answer(folder, "predict", "m.csv", "--top", "1")
    assert len(found["predicted"]) == 1
    assert found["tests"][0]["year"] == 2020


def test_a_study_is_followed_as_its_file_is(folder: Path) -> None:
    assert consilience("new", "s.consilience", "--title", "T", folder=folder).returncode == 0
    nothing = refused("network", "evolution", "s.consilience", folder=folder)
    assert "no participations and no ties" in nothing
    said(folder, "import", "s.consilience", "m.csv")
    of_study = answer(folder, "evolution", "s.consilience")
    of_file = answer(folder, "evolution", "m.csv")
    for name in ("ties", "all_ties", "all_members"):
        assert of_study["retention"][name] == of_file["retention"][name]
    assert "no participations and no ties" in refused(
        "network", "predict", "s.consilience", "--as", "ties", folder=folder
    )


def test_slips_get_one_sentence(folder: Path) -> None:
    (folder / "none.csv").write_text("from,to,start\nA,,2019\n", encoding="utf-8")
    (folder / "kinds.csv").write_text("organisation,routine\nA,x\n", encoding="utf-8")
    for words, sentence in (
        (("evolution", "m.csv", "--span", "2019"), "years are written FIRST-LAST"),
        (("evolution", "m.csv", "--stage", "trial"), "a stage is written NAME=FIRST-LAST"),
        (("evolution", "m.csv", "--as", "tie"), "tie"),
        (("evolution", "none.csv"), "no row tells who takes part"),
        (("evolution", "kinds.csv"), "no row tells who takes part"),
        (("predict", "t.csv"), "nothing to learn from"),
        (("evolution", "p.csv", "--measure", "joins"), "measure"),
    ):
        assert sentence in refused("network", *words, folder=folder), words
