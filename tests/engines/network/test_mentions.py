"""Organisations in free text: places, rules, and how often they are right."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from consilience import network

LISTS = Path(__file__).parents[2] / "reference" / "names"
KNOWN = {
    "Huawei": ["华为技术有限公司", "华为"],
    "Huawei Cloud": ["华为云"],
    "ZTE": ["中兴通讯股份有限公司"],
    "Apple": ["Apple Inc."],
    "Bosch": ["Robert Bosch GmbH"],
}


def found(text: str) -> list[tuple[str, str, str]]:
    mentions = network.organisation_mentions(text, KNOWN).mentions
    assert all(text[one.start : one.end] == one.text for one in mentions)
    return [(one.text, one.organisation, one.rule) for one in mentions]


def marked(line: str) -> tuple[str, set[tuple[int, int]]]:
    plain, spans = "", set()
    for part in re.split(r"(\[[^\]]*\])", line):
        if part.startswith("["):
            spans.add((len(plain), len(plain) + len(part) - 2))
        plain += part.strip("[]")
    return plain, spans


@pytest.mark.parametrize(("half", "least"), [(0, 0.99), (1, 0.96)])
def test_constructed_sentences(half: int, least: float) -> None:
    known: dict[str, list[str]] = {}
    with (LISTS / "gazetteer.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            known.setdefault(row["organisation"], []).append(row["name"])
    lines = (LISTS / "sentences.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not line.startswith("#")]
    assert len(lines) == 120
    right = wrong = missed = 0
    for line in lines[half::2]:
        text, spans = marked(line)
        mentions = network.organisation_mentions(text, known).mentions
        got = {(one.start, one.end) for one in mentions}
        right += len(spans & got)
        wrong += len(got - spans)
        missed += len(spans - got)
    assert right / (right + wrong) >= least
    assert right / (right + missed) >= least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (
            "华为云与华为合作",
            [("华为云", "Huawei Cloud", "gazetteer"), ("华为", "Huawei", "gazetteer")],
        ),
        ("😀中兴通讯宣布", [("中兴通讯", "ZTE", "core of a name")]),
        ("深圳市华为投资控股有限公司", [("深圳市华为投资控股有限公司", "Huawei", "legal form")]),
        (
            "ＨＵＡＷＥＩ and an apple, APPLE",
            [("ＨＵＡＷＥＩ", "Huawei", "gazetteer"), ("APPLE", "Apple", "gazetteer")],
        ),
        ("Applewood sold Huawei's phones", [("Huawei", "Huawei", "gazetteer")]),
        ("Robert\nBosch said", [("Robert\nBosch", "Bosch", "core of a name")]),
        ("Smith & Co. left", [("Smith & Co.", "", "legal form")]),
        ("It is Acme Corp. And so on.", [("Acme Corp.", "", "legal form")]),
        ("It is Shell plc.", [("Shell plc", "", "legal form")]),
        ("He met HERE Global B.V. there.", [("HERE Global B.V.", "", "legal form")]),
        ("Dr. Li of Fudan University", [("Fudan University", "", "kind")]),
        ("Ministry of Industry and Trade", [("Ministry of Industry and Trade", "", "kind")]),
        (
            "University of Oxford and Siemens AG",
            [("University of Oxford", "", "kind"), ("Siemens AG", "", "legal form")],
        ),
        ("the Company and The University", []),
        ("中外合资企业上汽通用汽车有限公司成立", [("上汽通用汽车有限公司", "", "legal form")]),
        ("国内的统一企业有限公司", [("统一企业有限公司", "", "legal form")]),
        ("The A&B Ltd. The", [("A&B Ltd.", "", "legal form")]),
        ("Acme GmbH合作", [("Acme GmbH", "", "legal form")]),
        ("Acme合作的GmbH", []),
        ("与Fudan University合作", [("Fudan University", "", "kind")]),
        ("产业联盟的大学和中国公司", []),
        ("北京银行与世界银行", [("北京银行", "", "kind"), ("世界银行", "", "kind")]),
        ("中国银行的三家子公司", [("中国银行", "", "kind")]),
        ("两家有限公司", []),
        ("腾讯科技（深圳）有限公司", [("腾讯科技（深圳）有限公司", "", "legal form")]),
        ("清华大学生说", []),
        (
            "2019年第一汽车集团公司和中国第一汽车集团",
            [("第一汽车集团公司", "", "legal form"), ("中国第一汽车集团", "", "legal form")],
        ),
        ("株式会社日立製作所的", [("株式会社日立製作所", "", "legal form")]),
    ],
)
def test_rules(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_short_name_that_the_text_gives() -> None:
    text = "Robert Bosch GmbH (“RB”) and 中国第一汽车集团公司（以下简称“一汽”）。RB与一汽。"
    told = "told in the text"
    assert found(text)[1::1] == [
        ("RB", "Bosch", told),
        ("中国第一汽车集团公司", "", "legal form"),
        ("一汽", "", told),
        ("RB", "Bosch", told),
        ("一汽", "", told),
    ]
    assert found("Bosch (formerly RB), not RB") == [("Bosch", "Bosch", "gazetteer")]
    assert found("Acme Corp. (2019) and 2019") == [("Acme Corp.", "", "legal form")]
    text = "The Massachusetts Institute of Technology (Boston) and MIT"
    assert [one[0] for one in found(text)] == ["Massachusetts Institute of Technology", "MIT"]


def test_a_core_of_two_organisations_tells_neither() -> None:
    known = {
        "A": ["Zelta Holdings"],
        "B": ["Zelta Ltd."],
        "C": ["First Group"],
        "D": ["信息科技公司"],
    }
    mentions = network.organisation_mentions(
        "HP, Zelta, First and 信息; Zelta Ltd.", known
    ).mentions
    assert [(one.text, one.organisation, one.rule) for one in mentions] == [
        ("Zelta Ltd.", "B", "gazetteer")
    ]


def test_a_list_is_a_gazetteer_and_the_frame_has_the_mentions() -> None:
    result = network.organisation_mentions("Tesla and 小米", ["Tesla", "小米"])
    assert result.to_frame().to_dict("list") == {
        "start": [0, 10],
        "end": [5, 12],
        "text": ["Tesla", "小米"],
        "organisation": ["Tesla", "小米"],
        "rule": ["gazetteer", "gazetteer"],
    }
    assert network.organisation_mentions("nothing").to_frame().columns[0] == "start"
