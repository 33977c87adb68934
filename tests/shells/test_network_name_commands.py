"""Names of organisations through the commands: listed, merged, kept apart, split, mentioned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shells.commands import run

MEMBERS = """alliance,member,start
V2X,华为技术有限公司,2019
Maps,华为,2020
V2X,Siemens AG,2019
Maps,Siemens Energy,2020
"""


@pytest.fixture
def study(tmp_path: Path) -> str:
    (tmp_path / "m.csv").write_text(MEMBERS, encoding="utf-8")
    path = str(tmp_path / "s.consilience")
    said("new", path, "--title", "T")
    said("network", "import", path, str(tmp_path / "m.csv"), "--as", "memberships")
    return path


def said(*words: str, language: str = "en") -> str:
    code, out, err = run(*words, language=language)
    assert code == 0, err
    return out


def pairs(study: str) -> list[tuple[str, str]]:
    found = json.loads(said("network", "names", study, "--json"))
    return [(one["first"], one["second"]) for one in found["pairs"]]


def test_a_pair_is_merged_and_the_merge_taken_back(study: str) -> None:
    assert pairs(study) == [("华为", "华为技术有限公司"), ("Siemens Energy", "Siemens AG")]
    shown = said("network", "names", study, language="zh").splitlines()
    assert shown[0].split("\t")[:3] == ["0.93", "相同？", "华为 [华为]"]
    assert shown[1].split("\t")[4] == "所属组织的名称加上部门或单位名"
    done = said("network", "merge", study, "华为技术有限公司", "华为", "--reason", "one firm")
    assert done == "merge the organisation 华为技术有限公司 into 华为\n"
    assert pairs(study) == [("Siemens Energy", "Siemens AG")]
    said("undo", study)
    assert len(pairs(study)) == 2


def test_a_pair_is_kept_apart(study: str) -> None:
    said("network", "apart", study, "Siemens AG", "Siemens Energy", "--reason", "two")
    said("network", "apart", study, "华为", "Siemens AG")
    said("network", "apart", study, "华为", "华为技术有限公司")
    assert pairs(study) == []
    assert said("network", "names", study).startswith("no two organisations look alike")
    code, _, err = run("network", "apart", study, "华为", "Simens AG")
    assert code == 2
    assert "did you mean Siemens AG" in err


def test_names_that_were_merged_are_split_again(study: str) -> None:
    said("network", "merge", study, "华为技术有限公司", "华为")
    done = said("network", "split", study, "华为", "华为技术有限公司", "--code", "HT")
    assert done == "split the organisation HT off 华为, with 1 participations\n"


def test_names_of_a_plain_file(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text(MEMBERS, encoding="utf-8")
    shown = said("network", "names", str(tmp_path / "m.csv"), "--column", "member").splitlines()
    assert [line.split("\t")[:4] for line in shown[:-1]] == [
        ["0.93", "one", "华为技术有限公司", "华为"],
        ["0.80", "part of?", "Siemens Energy", "Siemens AG"],
    ]
    assert shown[-1] == "4 names, 3 organisations"
    found = json.loads(said("network", "names", str(tmp_path / "m.csv"), "--json"))
    assert found["names"] == ["V2X", "Maps", "V2X", "Maps"]


def test_mentions_in_the_texts(tmp_path: Path, study: str) -> None:
    assert said("network", "mentions", study).startswith("the texts name no organisation")
    text = tmp_path / "J1.txt"
    text.write_text("我们与华为和Bosch GmbH合作。", encoding="utf-8")
    said("coding", "source", "add", study, str(text), "--kind", "interview")
    lines = said("network", "mentions", study, "--source", "J1").splitlines()
    assert lines == [
        "J1 3-5\t华为\t华为\ta name that the study has",
        "J1 6-16\tBosch GmbH\t-\twords with a legal form",
    ]
    found = json.loads(said("network", "mentions", study, "--json"))
    assert found["mentions"][0] == {
        "source": "J1",
        "start": 3,
        "end": 5,
        "text": "华为",
        "organisation": "华为",
        "rule": "gazetteer",
    }
