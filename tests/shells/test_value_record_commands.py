"""Records of value and games through the commands, from files as people have them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from consilience.study import open_study, read_archive, write_archive
from shells.commands import consilience, refused

S = "s.consilience"
OFFERS = """组织,类型,主题,强度,对象,说明
华为,供给,芯片,强,,提供芯片
上汽,需求,芯片,0.8,,
上汽,目标,开放,反对,,
百度,约束,,,华为,不与其合作
百度,愿望,x,,,
,供给,y,,,
百度,供给,y,1.5,,
华为,供给,芯片,强,,提供芯片
"""
GAME = """firm,city,payoff of firm,payoff of city
invest,fund,V + s - c,b - s
invest,save,V - c,b
wait,fund,0,0
wait,save,0,0
"""
PARAMETERS = """参数,取值,分布,含义,来源类型
V,2,,收益,假设
s,2,1:3,补贴,文献
c,1/3,,成本,
b,4,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.csv").write_text(OFFERS, encoding="utf-8")
    (tmp_path / "g.csv").write_text(GAME, encoding="utf-8")
    (tmp_path / "q.csv").write_text(PARAMETERS, encoding="utf-8")
    assert consilience("new", S, "--title", "T", folder=tmp_path).returncode == 0
    return tmp_path


def said(folder: Path, *words: str, language: str = "en") -> str:
    done = consilience(*words, folder=folder, language=language)
    assert done.returncode == 0, done.stderr
    return done.stdout


def brought(folder: Path, name: str, shape: str, *words: str) -> dict[str, Any]:
    found = json.loads(said(folder, "value", "import", S, name, "--as", shape, *words, "--json"))
    assert isinstance(found, dict)
    return found


def test_propositions_are_shown_then_imported_once(folder: Path) -> None:
    shown = said(folder, "value", "import", S, "p.csv", "--as", "propositions", "--dry-run")
    assert shown.startswith("nothing was written")
    assert "row 6: word that is not known here: 愿望" in shown
    assert "row 9: duplicate" in shown
    assert "1  2026" not in said(folder, "log", S).replace("create", "")
    done = brought(folder, "p.csv", "propositions")
    assert (done["rows"], done["kept"], done["shape"]) == (8, 4, "propositions")
    assert [one["rule"] for one in done["excluded"]] == [
        "unknown word",
        "no party",
        "unreadable number",
        "duplicate",
    ]
    again = brought(folder, "p.csv", "propositions")
    assert again["event"] is None
    flow = json.loads(said(folder, "network", "inclusion", S, "--json"))["flows"][0]
    assert (flow["read"], flow["duplicates"], flow["kept"]) == (8, 1, 4)
    consilience("undo", S, folder=folder)
    with open_study(folder / S) as store:
        assert not store.study().propositions
        assert not store.study().organisations


def test_an_answer_in_chinese(folder: Path) -> None:
    words = ("value", "import", S, "p.csv", "--as", "propositions")
    shown = said(folder, *words, language="zh")
    assert "按每行一条价值主张读取" in shown
    assert "第 8 行：数值无法识别或超出范围：1.5" in shown


def test_a_changed_file_updates_and_what_is_gone_goes(folder: Path) -> None:
    (folder / "w.csv").write_text('coalition,worth\nA,1\nB,2\n"A, B",9\n', encoding="utf-8")
    brought(folder, "w.csv", "worths")
    with open_study(folder / S) as store:
        before = {one.amount: one.id for one in store.study().worths}
    (folder / "w.csv").write_text('coalition,worth\n"B, A",10\nA,1\n', encoding="utf-8")
    done = brought(folder, "w.csv", "worths")
    assert (done["added"], done["changed"], done["removed"]) == (0, 2, 1)
    with open_study(folder / S) as store:
        after = {one.amount: one.id for one in store.study().worths}
    assert after == {10.0: before[9.0], 1.0: before[1.0]}


def test_every_kind_fits_into_a_study_and_comes_back_from_an_archive(folder: Path) -> None:
    (folder / "projects.csv").write_text(
        "title,code,parties,start\nRoad test,P1,OEM; Maps,2018\n", encoding="utf-8"
    )
    said(folder, "network", "import", S, "projects.csv")
    for name, shape, text in (
        ("w", "worths", "OEM,Maps,价值\n1,0,3\n1,1,9\n"),
        ("c", "contributions", "member,risk,input\nOEM,0.5,2\nMaps,0.5,1\n"),
        ("i", "indicators", "指标,子系统,方向,下限,上限\ntrust,关系,正向,0,10\n"),
        ("r", "readings", "indicator,2018,2019\ntrust,3,4\ndata,1,2\n"),
        ("s", "sharing", "title,date,company,mode,value\nopen maps,2019,OEM,leading,social\n"),
        ("t", "transitions", "project,discovery,creation\nP1,2018,2019-06\n"),
        ("m", "measures", "dimension,mechanism,owner,status\nbuild,安全保障,OEM,agreed\n"),
    ):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        assert brought(folder, f"{name}.csv", shape)["event"] is not None
    said(folder, "game", "import", S, "g.csv", "--parameters", "q.csv")
    assert ": 0 errors" in said(folder, "check", S)
    with open_study(folder / S) as store:
        study = store.study()
    assert [len(one) for one in (study.worths, study.contributions, study.readings)] == [2, 4, 4]
    assert [len(one) for one in (study.acts, study.transitions, study.measures)] == [1, 2, 1]
    assert read_archive(write_archive(study, folder / "open")) == study


def test_encodings_and_marks_of_other_programs(folder: Path) -> None:
    (folder / "gbk.csv").write_bytes(OFFERS.encode("gb18030"))
    (folder / "bom.csv").write_bytes(OFFERS.encode("utf-8-sig"))
    (folder / "semi.csv").write_text("coalition;worth\nA;1,5\nB;2,25\n", encoding="utf-8")
    for name in ("gbk.csv", "bom.csv"):
        shown = said(folder, "value", "import", S, name, "--as", "propositions", "--dry-run")
        assert "rows: 8, kept: 4" in shown
    brought(folder, "semi.csv", "worths")
    with open_study(folder / S) as store:
        assert {one.amount for one in store.study().worths} == {1.5, 2.25}


def test_sheets_of_a_workbook_are_sources_of_their_own(folder: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "价值"
    first.append(["联合体", "价值", "单位"])
    first.append(["甲", 1, "万元"])
    first.append(["甲+乙", 9, ""])
    first.append(["丙", "=1+2", "万元"])
    first.merge_cells("C2:C3")
    second = book.create_sheet("贡献")
    second.append(["成员", "风险"])
    second.append(["甲", 0.5])
    book.save(folder / "all.xlsx")
    assert "sheet" in refused("value", "import", S, "all.xlsx", "--as", "worths", folder=folder)
    done = brought(folder, "all.xlsx", "worths", "--sheet", "价值")
    assert (done["source"], done["kept"]) == ("all-价值", 2)
    assert brought(folder, "all.xlsx", "contributions", "--sheet", "贡献")["source"] == "all-贡献"
    with open_study(folder / S) as store:
        study = store.study()
    assert [one.unit for one in study.worths] == ["万元", "万元"]
    assert len(study.contributions) == 1
    assert brought(folder, "all.xlsx", "worths", "--sheet", "价值")["event"] is None


def test_files_that_cannot_be_taken_are_refused_in_one_sentence(folder: Path) -> None:
    for name, content, words in (
        ("empty.csv", "", "is empty"),
        ("header.csv", "coalition,worth\n", "no rows below"),
        ("twice.csv", "worth,worth,coalition\n1,1,A\n", "twice"),
        ("other.csv", "colour,shape\nred,round\n", "--columns"),
        ("ragged.csv", "coalition,worth\nA,1,2\n", "row 2"),
    ):
        (folder / name).write_text(content, encoding="utf-8")
        assert words in refused("value", "import", S, name, "--as", "worths", folder=folder)
    assert "did you mean worths" in refused(
        "value", "import", S, "p.csv", "--as", "worth", folder=folder
    )
    assert "--as" in refused("network", "import", S, "p.csv", "--as", "worths", folder=folder)
    (folder / "map.toml").write_text('shape = "propositions"\n', encoding="utf-8")
    assert "network import" in refused(
        "network", "import", S, "p.csv", "--columns", "map.toml", folder=folder
    )
    assert "nobody" in refused(
        *("value", "import", S, "p.csv", "--as", "propositions", "--actor", "nobody"),
        folder=folder,
    )


def test_hostile_cells_stay_text_or_are_left_out(folder: Path) -> None:
    text = (
        'organisation,kind,topic,description\n"=cmd|x",offer,a,\nA,offer,b,"=1+1 <script> \'; --"\n'
    )
    (folder / "h.csv").write_text(text, encoding="utf-8")
    done = brought(folder, "h.csv", "propositions")
    assert [one["rule"] for one in done["excluded"]] == ["unreadable name"]
    with open_study(folder / S) as store:
        assert store.study().propositions[0].description == "=1+1 <script> '; --"
    (folder / "long.csv").write_text(
        f"organisation,kind,topic\nA,offer,{'x' * 100_000}\n", encoding="utf-8"
    )
    assert brought(folder, "long.csv", "propositions")["kept"] == 1


def test_a_file_of_columns_and_wrong_numbers(folder: Path) -> None:
    (folder / "w.csv").write_text("wer,viel\nA|B,3\nA,inf\nB,1e400\nC,\n", encoding="utf-8")
    (folder / "map.toml").write_text(
        'separators = "|"\nattributes = []\n[columns]\nmembers = "wer"\namount = "viel"\n'
        '[constants]\nunit = "EUR"\n',
        encoding="utf-8",
    )
    done = brought(folder, "w.csv", "worths", "--columns", "map.toml", "--source", "W")
    assert [one["rule"] for one in done["excluded"]] == [
        "unreadable number",
        "unreadable number",
        "no amount",
    ]
    with open_study(folder / S) as store:
        (worth,) = store.study().worths
        assert (worth.unit, worth.source_id) == ("EUR", store.study().source("W").id)


def test_a_wrong_cell_of_a_matrix_is_told(folder: Path) -> None:
    (folder / "r.csv").write_text("indicator,2018,2019\ntrust,3,x\n", encoding="utf-8")
    shown = said(folder, "value", "import", S, "r.csv", "--as", "readings")
    assert "period <- the columns 2018, 2019" in shown
    assert "(rows 2): number that cannot be read or is out of range" in shown


def test_a_game_is_checked_then_imported_listed_and_exported(folder: Path) -> None:
    assert "V is neither a parameter nor a share" in refused(
        "game", "import", S, "g.csv", folder=folder
    )
    words = [*("game", "import", S, "g.csv", "--code", "G", "--title", "Subsidy")]
    words += ["--title-zh", "补贴", "--parameters", "q.csv"]
    assert said(folder, *words, "--dry-run").startswith("nothing was written")
    assert "no game" in said(folder, "game", "list", S)
    done = json.loads(said(folder, *words, "--json"))
    assert (done["code"], done["added"]) == ("G", 5)
    assert any("cancel out" in note for note in done["notes"])
    assert json.loads(said(folder, *words, "--json"))["event"] is None
    shown = said(folder, "game", "list", S)
    assert "firm (invest / wait)" in shown
    assert "parameters: V, b, c, s" in shown
    assert "G  补贴" in said(folder, "game", "list", S, language="zh")
    said(folder, "game", "export", S, "G", "out.toml")
    mended = json.loads(said(folder, "game", "stable", "out.toml", "--json"))
    plain = ("--value", "V=2", "--value", "s=2", "--value", "c=1/3", "--value", "b=4")
    direct = json.loads(said(folder, "game", "stable", "g.csv", *plain, "--json"))
    assert mended["equilibria"]["points"] == direct["equilibria"]["points"]
    said(folder, "undo", S)
    assert json.loads(said(folder, "game", "list", S, "--json")) == {"games": []}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.json", "{", "cannot be read as a game"),
        ("a.toml", "populations = 3", "populations"),
        ("a.toml", "x = 1", "x"),
        ("a.json", "[]", "mapping"),
        ("a.md", "no table", "no Markdown table"),
        ("a.csv", GAME.replace("V - c", "V -* c"), "firm (invest, save)"),
        ("a.csv", GAME.replace("b - s", "b -* s"), "city (invest, fund)"),
        ("a.csv", GAME.replace("wait,save,0,0\n", ""), "wait, save"),
    ],
)
def test_what_is_no_game_is_refused_at_its_cell(
    folder: Path, name: str, text: str, words: str
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    assert words in refused("game", "import", S, name, "--parameters", "q.csv", folder=folder)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,value\nV,many\n", "parameter V"),
        ("name,spread\nV,3:1\n", "V"),
        ("name,spread\nV,normal:1\n", "normal"),
        ("name,origin\nV,hearsay\n", "row 2: word that is not known here (hearsay)"),
        ("name,indicator\nV,trust\n", "trust"),
        ("value\n2\n", "name"),
    ],
)
def test_wrong_parameters_are_refused(folder: Path, text: str, words: str) -> None:
    head, *rows = text.splitlines()
    blank = "," * (head.count(","))
    others = "\n".join(f"{name}{blank}" for name in "scb") if "name" in head else ""
    (folder / "w.csv").write_text("\n".join([head, *rows, others]) + "\n", encoding="utf-8")
    assert words in refused("game", "import", S, "g.csv", "--parameters", "w.csv", folder=folder)


def test_markdown_workbooks_and_files_of_columns(folder: Path) -> None:
    (folder / "m.md").write_text(
        "| firm | payoff of firm |\n| --- | --- |\n| invest | `V - c` |\n| wait | 0 |\n\n"
        "| 参数 | 取值 |\n| --- | --- |\n| V | 3 |\n| c | 1 |\n",
        encoding="utf-8",
    )
    said(folder, "game", "import", S, "m.md")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("firm", "payoff of firm"), ("invest", "V"), ("wait", 0)):
        sheet.append(row)
    book.save(folder / "x.xlsx")
    (folder / "v.csv").write_text("wie,was\nV,2\n", encoding="utf-8")
    (folder / "v.toml").write_text('[columns]\nname = "wie"\nvalue = "was"\n', encoding="utf-8")
    words = ("--parameters", "v.csv", "--columns", "v.toml")
    said(folder, "game", "import", S, "x.xlsx", *words)
    games = json.loads(said(folder, "game", "list", S, "--json"))["games"]
    assert [(one["code"], one["parameters"]) for one in games] == [("m", ["V", "c"]), ("x", ["V"])]
    (folder / "gbk.md").write_bytes((folder / "m.md").read_bytes().decode().encode("gb18030"))
    said(folder, "game", "import", S, "gbk.md", "--encoding", "gb18030")
