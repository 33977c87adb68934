"""Rows as lines: every row says something or has a fault."""

from __future__ import annotations

from typing import Any

import pytest

from consilience.formats import table_from_frame
from consilience.formats.alliance import (
    alliance_lines,
    columns_from_toml,
    structure_word,
    suggest_columns,
)


def lines(frame: dict[str, list[Any]], shape: str | None = None, toml: str | None = None) -> Any:
    table = table_from_frame(frame, "t.csv")
    if toml is not None:
        return alliance_lines(table, columns_from_toml(toml, table, shape))
    return alliance_lines(table, suggest_columns(table, shape))


def test_a_project_with_all_it_can_say() -> None:
    (line,) = lines(
        {
            "项目名称": ["车路协同"],
            "编号": [7],
            "牵头单位": ["华为"],
            "东道国企业": ["Bosch；Siemens（牵头）"],
            "起止时间": ["2019.3-2021.6"],
            "国家": ["德国"],
            "DOI": ["10.1/x"],
            "规模": [3],
            "结构": ["抱团出海"],
            "备注": ["好"],
            "空": [""],
        }
    )
    assert (line.title, line.code, line.identifier, line.country) == (
        "车路协同",
        "7",
        "10.1/x",
        "德国",
    )
    assert (line.start, line.end, line.size, line.structure) == (
        "2019-03",
        "2021-06",
        3,
        "group sailing",
    )
    assert [(one.name, one.role, one.leads) for one in line.parties] == [
        ("华为", "lead", True),
        ("Bosch", "host", False),
        ("Siemens", "host", True),
    ]
    assert line.attributes == (("备注", "好"),)
    assert line.fault == ""
    assert line.printed.startswith("车路协同 | 7 | 华为")


def test_nothing_is_said_of_leaders_where_no_column_tells_them() -> None:
    (line,) = lines({"title": ["a"], "partners": ["X; Y (lead)"]})
    assert [one.leads for one in line.parties] == [None, True]


@pytest.mark.parametrize(
    ("field", "cell", "fault"),
    [
        ("start", "soon", "unreadable date: soon"),
        ("end", "soon", "unreadable date: soon"),
        ("year", "soon", "unreadable date: soon"),
        ("size", "many", "unreadable number: many"),
        ("size", 2.5, "unreadable number: 2.5"),
        ("size", -2, "unreadable number: -2"),
        ("structure", "blob", "unknown word: blob"),
        ("partners", "=A1; B", "unreadable name: =A1"),
    ],
)
def test_a_project_that_cannot_be_read_has_a_fault(field: str, cell: object, fault: str) -> None:
    frame: dict[str, list[Any]] = {"title": ["a"], "partners": ["X; Y"]}
    (line,) = lines(frame | {field: [cell]})
    assert line.fault == fault


def test_dates_come_from_spans_starts_and_ends() -> None:
    frame: dict[str, list[Any]] = {"title": ["a", "b", "c"], "partners": ["X"] * 3}
    spans = lines(frame | {"start": ["2019-2021", "2019", "2019"], "end": ["", "至今", 2022]})
    assert [(one.start, one.end) for one in spans] == [
        ("2019", "2021"),
        ("2019", ""),
        ("2019", "2022"),
    ]
    years = lines(frame | {"year": [2019, "", "2019-2020"]})
    assert [(one.start, one.end) for one in years] == [("2019", "2019"), ("", ""), ("2019", "2020")]


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ("2022", "2020", "ends before start: 2022 - 2020"),
        ("2019-05-02", "2019-05-01", "ends before start: 2019-05-02 - 2019-05-01"),
        ("2019", "2018-12", "ends before start: 2019 - 2018-12"),
        ("2019-05", "2019", ""),
        ("2019", "2019-05", ""),
        ("", "2019", ""),
        ("2019", "至今", ""),
    ],
)
def test_an_end_before_the_start_is_a_fault(start: str, end: str, fault: str) -> None:
    (line,) = lines({"title": ["a"], "partners": ["X; Y"], "start": [start], "end": [end]})
    assert line.fault == fault


def test_memberships_say_roles_and_leaders() -> None:
    found = lines(
        {"org": ["A", "B", "-"], "alliance": ["X", "X", ""], "role": ["Lead", "member", ""]}
    )
    assert [(one.party.name, one.title, one.party.leads) for one in found] == [
        ("A", "X", True),
        ("B", "X", None),
        ("", "", None),
    ]
    told = lines({"org": ["A", "B", "C"], "alliance": ["X"] * 3, "leads": ["是", "", "perhaps"]})
    assert [one.party.leads for one in told] == [True, False, None]
    assert told[2].fault == "unknown word: perhaps"


def test_ties_say_strength_layer_and_direction() -> None:
    found = lines(
        {
            "from": ["A", "B", "C", "=1", "E"],
            "to": ["B", "C", "D", "E", "F"],
            "weight": ["2.5", "", "0", 1, "x"],
            "directed": ["yes", "no", "", "", ""],
        }
    )
    assert [(one.strength, one.directed) for one in found[:2]] == [(2.5, True), (1.0, False)]
    assert [one.fault for one in found] == [
        "",
        "",
        "unreadable number: 0",
        "unreadable name: =1",
        "unreadable number: x",
    ]
    constant = lines(
        {"from": ["A"], "to": ["B"]}, toml='[constants]\nlayer = "supply"\ndirected = "yes"'
    )
    assert (constant[0].layer, constant[0].directed) == ("supply", True)


def test_organisations_have_other_names_and_attributes() -> None:
    (line,) = lines(
        {"name": ["华为"], "别名": ["Huawei\nHW"], "母公司": ["集团"], "staff": [200000]}
    )
    assert (line.name, line.names, line.parent) == ("华为", ("Huawei", "HW"), "集团")
    assert line.attributes == (("staff", "200000"),)


def test_resources_as_a_matrix() -> None:
    frame: dict[str, list[Any]] = {
        "member": ["A", "B", "C"],
        "data": [2, "", "lots"],
        "chips": ["√", "", 1],
        "year": [2019, 2020, "soon"],
    }
    found = lines(frame, "resources")
    assert [(one.row, one.resource, one.amount, one.period, one.fault) for one in found] == [
        (2, "data", 2.0, "2019", ""),
        (2, "chips", 1.0, "2019", ""),
        (3, "", 1.0, "2020", "no amount"),
        (4, "chips", 1.0, "", "unreadable date: soon"),
    ]


def test_resources_as_a_list() -> None:
    frame: dict[str, list[Any]] = {
        "member": ["A", "A", "B", "B"],
        "resource": ["data"] * 4,
        "kind": ["需求", "", "held", "wish"],
    }
    found = lines(frame | {"amount": [3, "", -1, 1]})
    assert [(one.kind, one.amount, one.fault) for one in found] == [
        ("needed", 3.0, ""),
        ("held", 1.0, ""),
        ("held", 1.0, "unreadable number: -1"),
        ("held", 1.0, "unknown word: wish"),
    ]
    wide = lines(
        {"member": ["A"], "resource": ["data"], "held": [2], "needed": [""], "offered": [1]}
    )
    assert [(one.kind, one.amount) for one in wide] == [("held", 2.0), ("offered", 1.0)]


def test_routines_have_a_mode_and_a_date() -> None:
    frame: dict[str, list[Any]] = {
        "member": ["A", "B", "C"],
        "routine": ["log"] * 3,
        "year": [2019, "", "soon"],
    }
    found = lines(frame | {"mode": ["照搬", "adapted", "odd"]})
    assert [(one.date, one.mode, one.fault) for one in found] == [
        ("2019", "exact", ""),
        ("", "adapted", ""),
        ("", "", "unreadable date: soon"),
    ]


def test_words_for_the_scenarios_in_both_name_sets() -> None:
    assert structure_word("产业链") == structure_word("coexistence and symbiosis")
    assert structure_word("local manufacturing") == structure_word("中心发散")
    assert structure_word("") is None
