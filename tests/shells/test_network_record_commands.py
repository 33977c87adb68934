"""Records of cooperation through the commands: import, the log of exclusions, decisions."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from shells.commands import consilience, refused

PROJECTS = """项目名称,牵头单位,合作单位,开始时间,结束时间,备注
车路协同示范,华为技术有限公司,中兴通讯；上汽集团,2019年5月,2021,x
车路协同示范,华为技术有限公司,中兴通讯,2019,2021,again
地图标准,高德,百度/四维图新、高德,2020.3,至今,
坏日期,甲,乙,很快,,
无参与方,,,2019,,
"""
S = "s.consilience"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.csv").write_text(PROJECTS, encoding="utf-8")
    assert consilience("new", S, "--title", "T", folder=tmp_path).returncode == 0
    return tmp_path


def said(folder: Path, *words: str, language: str = "en") -> str:
    done = consilience("network", *words, folder=folder, language=language)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_projects_are_shown_then_imported_once(folder: Path) -> None:
    shown = said(folder, "import", S, "p.csv", "--dry-run")
    assert shown.startswith("nothing was written")
    assert "row 3: duplicate (kept: P0001)" in shown
    assert "row 5: date that cannot be read: 很快" in shown
    assert "new organisations (6): 华为技术有限公司" in shown
    assert "no file about the alliance" in said(folder, "inclusion", S)
    done = json.loads(said(folder, "import", S, "p.csv", "--json"))
    assert (done["rows"], done["kept"], done["shape"]) == (5, 2, "projects")
    assert done["columns"]["start"] == "开始时间"
    assert [one["rule"] for one in done["excluded"]] == ["duplicate", "unreadable date", "no party"]
    assert done["event"] is not None
    again = json.loads(said(folder, "import", S, "p.csv", "--json"))
    assert again["event"] is None
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)
    consilience("undo", S, folder=folder)
    assert "no file about the alliance" in said(folder, "inclusion", S)


def test_a_preview_speaks_chinese(folder: Path) -> None:
    shown = said(folder, "import", S, "p.csv", "--dry-run", language="zh")
    assert "按每行一项合作读取" in shown
    assert "第 3 行：重复（保留 P0001）" in shown


def test_similar_names_are_told_and_not_joined(folder: Path) -> None:
    (folder / "q.csv").write_text("title,partners\nA,Huawei; Bosch\n", encoding="utf-8")
    said(folder, "import", S, "q.csv")
    (folder / "r.csv").write_text(
        "title,partners\nB,Huawei Technologies Co.; BOSCH\n", encoding="utf-8"
    )
    done = json.loads(said(folder, "import", S, "r.csv", "--json"))
    assert done["new_organisations"] == ["Huawei Technologies Co."]
    assert done["matched"] == [{"printed": "BOSCH", "name": "Bosch"}]
    assert {done["similar"][0]["first"], done["similar"][0]["second"]} == {
        "Huawei",
        "Huawei Technologies Co.",
    }


def test_the_flow_of_rows_and_what_a_person_leaves_out(folder: Path) -> None:
    said(folder, "import", S, "p.csv")
    said(folder, "exclude", S, "P0001", "--reason", "not about V2X")
    shown = said(folder, "inclusion", S, "--csv", "out.csv")
    assert "5 rows read; 1 duplicate(s); 4 screened; 2 kept; 1 of them excluded" in shown
    assert "p:2  P0001 excluded by a person: not about V2X" in shown
    assert "p:3  duplicate (kept: P0001)" in shown
    assert "kept as P0002" not in shown
    assert "p:4  kept as P0002" in said(folder, "inclusion", S, "--all")
    listed = (folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[0] == "source,row,state,record,reason,of,printed"
    assert len(listed) == 6
    flow = json.loads(said(folder, "inclusion", S, "--json"))
    assert flow["flows"][0]["reasons"] == [["no party", 1], ["unreadable date", 1]]
    said(folder, "include", S, "P0001")
    assert "1 of them" not in said(folder, "inclusion", S)
    assert "did you mean P0001" in refused("network", "include", S, "P001", folder=folder)


def test_criteria_and_a_file_of_columns(folder: Path) -> None:
    (folder / "t.csv").write_text(
        'what,who,when\nA,"X, Y",2001\nB,"X, Z",2019\nC,X,2020\n', encoding="utf-8"
    )
    (folder / "map.toml").write_text(
        'shape = "projects"\nseparators = ","\n[columns]\ntitle = "what"\ndate = "when"\n'
        '[[parties]]\ncolumn = "who"\n',
        encoding="utf-8",
    )
    options = ("--columns", "map.toml", "--since", "2010", "--at-least-parties", "2", "--json")
    done = json.loads(said(folder, "import", S, "t.csv", *options))
    assert [one["rule"] for one in done["excluded"]] == ["outside the years", "too few parties"]
    assert "must be a date" in refused(
        "network", "import", S, "t.csv", "--columns", "map.toml", "--since", "soon", folder=folder
    )
    assert "at least 1" in refused(
        "network", "import", S, "t.csv", "--at-least-parties", "0", folder=folder
    )


def test_files_of_tired_users_are_refused_in_one_sentence(folder: Path) -> None:
    for name, content, words in (
        ("empty.csv", "", "is empty"),
        ("header.csv", "title,partners\n", "no rows below"),
        ("twice.csv", "title,title,partners\na,b,c\n", "twice"),
        ("other.csv", "colour,shape\nred,round\n", "--as"),
        ("ragged.csv", "title,partners\na,b,c\n", "row 2"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
        assert words in refused("network", "import", S, name, folder=folder)
    (folder / "o.csv").write_text("name,country\nA,CN\n", encoding="utf-8")
    assert "not for organisations" in refused(
        "network", "import", S, "o.csv", "--dated", folder=folder
    )
    assert "missing" not in said(folder, "import", S, "o.csv")


def test_workbooks_need_their_sheet_and_keep_excel_dates(folder: Path) -> None:

    book = Workbook()
    first = book.active
    assert first is not None
    first.append(["title", "partners", "start"])
    first.append(["A", "X; Y", dt.date(2019, 5, 12)])
    book.create_sheet("two").append(["x", "y"])
    book["two"].append([1, 2])
    book.save(folder / "b.xlsx")
    assert "several sheets" in refused("network", "import", S, "b.xlsx", folder=folder)
    said(folder, "import", S, "b.xlsx", "--sheet", "Sheet")
    assert "unknown" not in refused(
        "network", "import", S, "b.xlsx", "--sheet", "three", folder=folder
    )


def test_a_chinese_encoding_and_a_decimal_point_beside_a_comma(folder: Path) -> None:
    (folder / "gb.csv").write_bytes(PROJECTS.encode("gb18030"))
    assert json.loads(said(folder, "import", S, "gb.csv", "--json"))["kept"] == 2
    rows = 'from,to,weight,year\nA,B,1.5,2019.5\nB,C,"2,5",2019.6\n'
    (folder / "d.csv").write_text(rows, encoding="utf-8")
    done = json.loads(said(folder, "import", S, "d.csv", "--json"))
    assert [one["rule"] for one in done["excluded"]] == ["unreadable number"]


def test_resources_routines_and_ties(folder: Path) -> None:
    (folder / "m.csv").write_text("member,data,chips\nA,2,\nB,,√\nC,,\n", encoding="utf-8")
    done = json.loads(said(folder, "import", S, "m.csv", "--as", "resources", "--json"))
    assert (done["kept"], done["excluded"][0]["rule"]) == (2, "no amount")
    (folder / "a.csv").write_text("member,routine,year,tier\nA,log,2019,x\n", encoding="utf-8")
    assert "not read: tier" in said(folder, "import", S, "a.csv")
    (folder / "t.csv").write_text("from,to,layer\nA,B,R&D\nA,A,R&D\n", encoding="utf-8")
    assert "tie of an organisation with itself" in said(folder, "import", S, "t.csv")
    shown = said(folder, "inclusion", S, "--all")
    assert "kept as A - B" in shown
    assert "kept as A: data" in shown
    assert "kept as A: log" in shown
