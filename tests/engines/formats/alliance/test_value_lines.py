"""Rows about value and games as lines: headers in two languages, words, matrices, faults."""

from __future__ import annotations

from typing import Any

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.formats import table_from_frame
from consilience.formats.alliance import (
    VALUE_SHAPES,
    columns_from_toml,
    suggest_columns,
    value_lines,
)
from consilience.formats.alliance.value_words import CHOICES, OPEN_CHOICES
from consilience.texts import LANGUAGES
from consilience.value.governance import DIMENSIONS, MECHANISMS, STATUSES, words_of

_Frame = dict[str, list[Any]]


def lines(frame: _Frame, shape: str, toml: str | None = None) -> list[Any]:
    table = table_from_frame(frame, "t.csv")
    columns = (
        suggest_columns(table, shape) if toml is None else columns_from_toml(toml, table, shape)
    )
    return list(value_lines(table, columns))


def values(frame: _Frame, shape: str, toml: str | None = None) -> list[Any]:
    found = lines(frame, shape, toml)
    assert not [one.fault for one in found if one.fault]
    return [dict(one.values) for one in found]


def faults(frame: _Frame, shape: str) -> list[str]:
    return [one.fault for one in lines(frame, shape)]


def test_propositions_in_both_languages() -> None:
    english: _Frame = {
        "Company": ["OEM", "OEM", "Maps", "Maps"],
        "Type": ["Need", "goal", "SUPPLY", "constraint"],
        "Topic": ["chips", "open data", "maps", ""],
        "Strength": ["medium", -0.5, "80%", ""],
        "Partner": ["", "-", "", "Rival"],
        "Remark": ["a", "b", "c", "d"],
    }
    assert values(english, "propositions") == [
        {"organisation": "OEM", "kind": "need", "topic": "chips", "strength": 0.67},
        {"organisation": "OEM", "kind": "goal", "topic": "open data", "strength": -0.5},
        {"organisation": "Maps", "kind": "offer", "topic": "maps", "strength": 0.8},
        {"organisation": "Maps", "kind": "constraint", "partner": "Rival"},
    ]
    chinese: _Frame = {
        "序号": [1, 2],
        "企业名称": ["华为", "上汽"],
        "供需类型": ["供给", "目标"],
        "资源类型": ["芯片", "开放"],
        "强度（0-1）": ["强", "反对"],
        "价值主张": ["提供芯片", "=1+1"],
    }
    assert values(chinese, "propositions") == [
        {
            "code": "1",
            "organisation": "华为",
            "kind": "offer",
            "topic": "芯片",
            "description": "提供芯片",
            "strength": 1.0,
        },
        {
            "code": "2",
            "organisation": "上汽",
            "kind": "goal",
            "topic": "开放",
            "description": "=1+1",
            "strength": -1.0,
        },
    ]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"organisation": ["=A1"]}, "unreadable name: =A1"),
        ({"kind": ["wish"]}, "unknown word: wish"),
        ({"strength": [1.5]}, "unreadable number: 1.5"),
        ({"strength": [-0.5]}, "unreadable number: -0.5"),
        ({"strength": ["very"]}, "unreadable number: very"),
        ({"strength": ["against"]}, "unreadable number: against"),
        ({"topic": ["#REF!"]}, "unreadable name: #REF!"),
    ],
)
def test_faults_of_a_proposition(cells: _Frame, fault: str) -> None:
    frame: _Frame = {"organisation": ["A"], "kind": ["offer"], "topic": ["x"], "strength": [1]}
    assert faults({**frame, **cells}, "propositions") == [fault]


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        ("A + B＋C", ("A", "B", "C")),
        ("{甲，乙、丙}", ("甲", "乙", "丙")),
        ("A, Huawei Co., Ltd.; B", ("A", "Huawei Co., Ltd.", "B")),
        ("A; A", ("A",)),
        ("1. 华为；2. 中兴", ("华为", "中兴")),
    ],
)
def test_members_of_a_coalition_are_divided(cell: str, members: tuple[str, ...]) -> None:
    (found,) = values({"coalition": [cell], "worth": [1]}, "worths")
    assert found["members"] == members


def test_a_triangle_of_an_expert() -> None:
    frame: _Frame = {
        "联合体": ["甲+乙", "甲", "乙", "丙", "=A1+B"],
        "最可能值（万元）": ["1,200", 3, "many", 4, 1],
        "最低值": [1000, "", "", 5, ""],
        "最高值": [1500, "", "", "", ""],
        "单位": ["万元"] * 5,
        "专家": ["E1"] * 5,
    }
    found = lines(frame, "worths")
    assert found[0].values == {
        "members": ("甲", "乙"),
        "amount": 1200.0,
        "low": 1000.0,
        "high": 1500.0,
        "unit": "万元",
        "actor": "E1",
    }
    assert [one.fault for one in found] == [
        "",
        "",
        "unreadable number: many",
        "unreadable number: 5 - 4",
        "unreadable name: =A1",
    ]
    assert found[2].row == 4


def test_a_column_an_organisation() -> None:
    frame: _Frame = {"OEM": [1, "x", 0, 1], "Maps": ["", "是", 0, "?"], "v": [2, 5, 0, 1]}
    found = lines(frame, "worths")
    assert [one.values.get("members") for one in found] == [
        ("OEM",),
        ("OEM", "Maps"),
        None,
        ("OEM",),
    ]
    assert [one.fault for one in found] == ["", "", "", "unknown word: ?"]


def test_readings_long_and_wide_both_ways() -> None:
    long: _Frame = {"指标": ["信任", "信任"], "年份": ["2019年", "2020年5月"], "数值": [1, "2.5"]}
    assert values(long, "readings") == [
        {"indicator": "信任", "period": "2019", "value": 1.0},
        {"indicator": "信任", "period": "2020-05", "value": 2.5},
    ]
    periods: _Frame = {"indicator": ["trust", "data"], "2019年": [1, ""], "2020Q1": [2, 3]}
    assert [tuple(one.values()) for one in values(periods, "readings")] == [
        ("trust", "2019", 1.0),
        ("trust", "2020Q1", 2.0),
        ("data", "2020Q1", 3.0),
    ]
    indicators: _Frame = {"period": [2019, "2020-01-01"], "case": ["C1", "C1"], "trust": [1, 2]}
    assert values(indicators, "readings") == [
        {"period": "2019", "case": "C1", "indicator": "trust", "value": 1.0},
        {"period": "2020-01-01", "case": "C1", "indicator": "trust", "value": 2.0},
    ]


def test_a_wrong_cell_of_a_matrix_spares_the_others() -> None:
    frame: _Frame = {"member": ["A", "B", "C"], "risk": [0.5, -1, ""], "input": ["x", 2, "NA"]}
    found = lines(frame, "contributions")
    assert [(one.row, one.values.get("factor"), one.fault) for one in found] == [
        (2, "risk", ""),
        (2, "input", "unreadable number: x"),
        (3, "risk", "unreadable number: -1"),
        (3, "input", ""),
        (4, None, "no amount"),
    ]


def test_sharing_has_spans_and_words() -> None:
    frame: _Frame = {
        "时间": ["2019.5-2020", "2021", "soon", 2022],
        "标题": ["开放数据", "开放平台", "x", "y"],
        "共享方式": ["主动", "引领", "", "shy"],
        "价值类型": ["社会价值", "Environmental", "", ""],
    }
    found = lines(frame, "sharing")
    assert found[0].values == {
        "title": "开放数据",
        "date": "2019-05",
        "end_date": "2020",
        "mode": "proactive",
        "value": "social",
    }
    assert found[1].values == {
        "title": "开放平台",
        "date": "2021",
        "mode": "leading",
        "value": "ecological",
    }
    assert [one.fault for one in found[2:]] == ["unreadable date: soon", "unknown word: shy"]


def test_stages_may_stand_in_columns() -> None:
    frame: _Frame = {"项目": ["P1", "P2"], "发现": ["2019", ""], "创造": ["2020年3月", "late"]}
    found = lines(frame, "transitions")
    assert [(dict(one.values), one.fault) for one in found] == [
        ({"collaboration": "P1", "stage": "发现", "date": "2019"}, ""),
        ({"collaboration": "P1", "stage": "创造", "date": "2020-03"}, ""),
        ({"collaboration": "P2", "stage": "创造", "date": ""}, "unreadable date: late"),
    ]


def test_a_plan_knows_the_words_of_the_engine_and_keeps_others() -> None:
    for field, names in (("dimension", DIMENSIONS), ("mechanism", MECHANISMS)):
        for name in names:
            for language in LANGUAGES:
                assert OPEN_CHOICES["measures", field][words_of(name, language)] == name
    for name in STATUSES:
        for language in LANGUAGES:
            assert CHOICES["measures", "status"][words_of(name, language)] == name
    frame: _Frame = {
        "维度": ["共建", "共担"],
        "治理机制": ["安全保障", "退出"],
        "责任方": ["华为", ""],
        "状态": ["执行中", "?"],
    }
    found = lines(frame, "measures")
    assert found[0].values == {
        "dimension": "build",
        "mechanism": "security",
        "owner": "华为",
        "status": "in force",
    }
    assert found[1].values["mechanism"] == "退出"
    assert found[1].fault == "unknown word: ?"


def test_indicators_and_parameters() -> None:
    frame: _Frame = {
        "指标名称": ["信任", "成本"],
        "指标属性": ["正向", "成本型"],
        "下限": [0, 9],
        "上限": [1, 3],
    }
    found = lines(frame, "indicators")
    assert found[0].values == {"label": "信任", "rising": True, "low": 0.0, "high": 1.0}
    assert (found[1].values["rising"], found[1].fault) == (False, "unreadable number: 9 - 3")
    parameters: _Frame = {
        "参数": ["β", "C", "D", "E"],
        "取值": ["1/3", 0.1, "1,200", "0.10"],
        "分布": ["0:1", "", "", ""],
        "来源类型": ["文献", "假设", "", ""],
        "系数": [2, "", "", ""],
    }
    assert values(parameters, "parameters") == [
        {"name": "β", "value": "1/3", "spread": "0:1", "origin": "cited", "factor": 2.0},
        {"name": "C", "value": "0.1", "origin": "assumed"},
        {"name": "D", "value": "1200.0"},
        {"name": "E", "value": "0.10"},
    ]


def test_a_file_of_columns_tells_what_headers_do_not() -> None:
    frame: _Frame = {"wer": ["A/B"], "viel": ["3"], "x": [1]}
    told = 'separators = "/"\nattributes = []\n[columns]\nmembers = "wer"\namount = "viel"\n'
    told += '[constants]\nunit = "EUR"\ncollaboration = "P1"\n'
    assert values(frame, "worths", told) == [
        {"members": ("A", "B"), "amount": 3.0, "unit": "EUR", "collaboration": "P1"}
    ]
    matrix = (
        'attributes = ["x"]\n[columns]\norganisation = "wer"\n[constants]\ncollaboration = "P1"'
    )
    assert values(frame, "contributions", matrix)[0]["factor"] == "x"
    constant = '[columns]\norganisation = "wer"\n[constants]\nfactor = "risk"\namount = "0.5"'
    assert values(frame, "contributions", constant) == [
        {"organisation": "A/B", "factor": "risk", "amount": 0.5}
    ]
    with pytest.raises(UnknownNameError, match="unit"):
        lines(frame, "worths", told.replace("unit", "unti"))


def test_columns_in_two_languages() -> None:
    frame: _Frame = {
        "organisation": ["V"],
        "kind": ["offer"],
        "topic_en": ["data"],
        "主题（中文）": ["数据"],
        "text_en": ["maps"],
        "text_zh": ["地图"],
        "strength_zh": ["x"],
    }
    assert values(frame, "propositions") == [
        {
            "organisation": "V",
            "kind": "offer",
            "topic": "data",
            "topic_zh": "数据",
            "description": "maps",
            "description_zh": "地图",
        }
    ]


@pytest.mark.parametrize("shape", VALUE_SHAPES)
def test_columns_that_say_nothing_are_asked_for(shape: str) -> None:
    with pytest.raises(DataError, match="lacks columns"):
        lines({"remark": ["a"]}, shape)
    with pytest.raises(UnknownNameError, match="did you mean"):
        lines({"remark": ["a"]}, f"{shape}x")
