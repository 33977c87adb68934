"""Each collaboration through the commands: suggestions, what a person confirms, willingness."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shells.commands import consilience, refused
from shells.test_network_record_commands import S, said

PROJECTS = """项目名称,合作单位,东道国企业,中方企业,开始时间,项目内容,结构
车路协同,华为；中兴；上汽,,,2019,由华为牵头、联合12家单位共同建设,互联互通
Maps,Bosch; SAP; TomTom,,,2020,The project is led by SAP and TomTom,
出海,,Siam Parts;Thai Road,吉利;长城;宁德,2022,抱团出海,
单独,,,比亚迪,2021,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.csv").write_text(PROJECTS, encoding="utf-8")
    assert consilience("new", S, "--title", "T", folder=tmp_path).returncode == 0
    assert "no collaboration" in said(tmp_path, "suggest", S)
    assert "no collaboration" in said(tmp_path, "willingness", S)
    said(tmp_path, "import", S, "p.csv")
    return tmp_path


def test_suggestions_show_their_words_and_scores(folder: Path) -> None:
    shown = said(folder, "suggest", S)
    assert "leader: 华为  (0.95: 华为牵头)" in shown
    assert "size: 12  (0.60: 12家单位)" in shown
    assert "structure: group sailing: a tied group with hosts  (0.70: 抱团出海)" in shown
    one = said(folder, "suggest", S, "--code", "P0002", language="zh")
    assert "牵头方：SAP（0.95：led by SAP and TomTom）" in one
    assert "P0001" not in one
    found = json.loads(said(folder, "suggest", S, "--json"))
    assert found[1]["leader"] == ["SAP", "TomTom"]
    assert found[0]["confirmed"] == ["structure"]
    assert "written: s.csv" in said(folder, "suggest", S, "--csv", "s.csv")
    listed = (folder / "s.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[0] == "collaboration,title,part,value,rule,words,score"
    assert "did you mean P0001" in refused("network", "suggest", S, "--code", "P001", folder=folder)


def test_what_a_person_confirms_is_kept_and_compared(folder: Path) -> None:
    assert "0 of 0" in said(folder, "suggest", S, "--agreement")
    done = json.loads(
        said(
            folder,
            *("confirm", S, "P0001", "--leader", "华为", "--size", "12", "--structure", "产业链"),
            "--json",
        )
    )
    assert done["operation"] == "confirm leader, size, structure of the collaboration P0001"
    said(folder, "confirm", S, "P0002", "--leader", "SAP")
    said(folder, "confirm", S, "P0003", "--leader", "-")
    compared = json.loads(said(folder, "suggest", S, "--agreement", "--json"))
    assert [(one["part"], one["units"], one["same"]) for one in compared] == [
        ("leader", 3, 1),
        ("size", 1, 0),
        ("structure", 1, 0),
    ]
    assert compared[0]["kappa"] is not None
    assert compared[1]["alpha"] is None
    assert "leader: 1 of 3 the same as confirmed" in said(folder, "suggest", S, "--agreement")
    again = json.loads(said(folder, "import", S, "p.csv", "--json"))
    assert again["event"] is None


def test_confirming_what_is_not_there_is_one_sentence(folder: Path) -> None:
    confirm = ("network", "confirm", S, "P0001")
    assert "--leader" in refused(*confirm, folder=folder)
    assert "leader" in refused(*confirm, "--leader", "Nobody", folder=folder)
    assert "did you mean group sailing" in refused(
        *confirm, "--structure", "grup sailing", folder=folder
    )
    assert "size" in refused(*confirm, "--size", "0", folder=folder)


def test_willingness_of_every_collaboration(folder: Path) -> None:
    said(folder, "confirm", S, "P0001", "--leader", "中兴", "--structure", "产业链")
    shown = said(folder, "willingness", S)
    assert "P0001  3 parties, led by 中兴: willingness 2.000, H 1.000" in shown
    assert "P0003  5 parties, no leader stated: willingness 4.615 at best, under 吉利" in shown
    assert "P0004  1 parties: nobody follows" in shown
    assert "collaborations: 4, with stated leaders: 1, with the best single leader: 2" in shown
    assert "a reading of ours" in shown
    found = json.loads(said(folder, "willingness", S, "--json"))
    assert found[0]["willingness"] == pytest.approx(2.0)
    assert found[3]["willingness"] is None
    said(folder, "willingness", S, "--csv", "w.csv")
    rows = (folder / "w.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("collaboration,title,start,parties,basis")
    assert len(rows) == 5
    assert "由中兴牵头" in said(folder, "willingness", S, language="zh")


def test_long_lists_are_cut_on_the_screen_only(folder: Path) -> None:
    rows = "".join(f"Long {n},A{n}; B{n}\n" for n in range(60))
    (folder / "many.csv").write_text("title,partners\n" + rows, encoding="utf-8")
    said(folder, "import", S, "many.csv")
    assert "and 24 more" in said(folder, "willingness", S)
    assert "and 24 more" in said(folder, "suggest", S)
    assert len(json.loads(said(folder, "willingness", S, "--json"))) == 64


RIS = """TY  - JOUR
TI  - V2X
AD  - Huawei Ltd, Shenzhen, China
AD  - Bosch GmbH, Berlin, Germany
PY  - 2019
ER  -
"""
BIB = """@article{a, title={V2X}, year=2019,
  affiliation={Huawei Ltd, Shenzhen, China; MIT, Cambridge, USA}}"""


def test_references_come_in_as_projects_and_repeat_each_other(folder: Path) -> None:
    (folder / "a.ris").write_text(RIS, encoding="utf-8")
    (folder / "b.bib").write_text(BIB, encoding="utf-8")
    first = json.loads(said(folder, "import", S, "a.ris", "--json"))
    assert (first["kept"], first["new_organisations"]) == (1, ["Huawei Ltd", "Bosch GmbH"])
    second = json.loads(said(folder, "import", S, "b.bib", "--json"))
    assert [(one["row"], one["rule"], one["of"]) for one in second["excluded"]] == [
        (1, "duplicate", "P0005")
    ]
    (folder / "columns.toml").write_text('[columns]\ntitle = "title"\n', encoding="utf-8")
    (folder / "c.csv").write_text(
        'Title,Affiliations,EID,Year\nLamp,"MIT, Cambridge, USA; 3M, Austin, USA",2-s2.0-7,2020\n',
        encoding="utf-8",
    )
    scopus = json.loads(said(folder, "import", S, "c.csv", "--json"))
    assert scopus["new_organisations"] == ["MIT", "3M"]
    told = json.loads(said(folder, "import", S, "a.ris", "--columns", "columns.toml", "--json"))
    assert told["shape"] == "projects"
    assert "never closed" in refused("network", "import", S, _broken(folder), folder=folder)


def _broken(folder: Path) -> str:
    (folder / "broken.bib").write_text("@article{a, title={x", encoding="utf-8")
    return "broken.bib"
