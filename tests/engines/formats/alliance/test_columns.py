"""Which column is what: suggested from names in both languages, or said in TOML."""

from __future__ import annotations

import pytest

from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.formats import Table, table_from_frame
from consilience.formats.alliance import AllianceColumns, columns_from_toml, suggest_columns


def table(*columns: str) -> Table:
    return table_from_frame({name: ["x"] for name in columns}, "t")


@pytest.mark.parametrize(
    ("columns", "shape", "fields"),
    [
        (
            ("alliance", "year", "tier", "org", "name"),
            "memberships",
            {"title": "alliance", "date": "year", "role": "tier", "organisation": "org"},
        ),
        (
            ("联盟名称", "成员单位", "是否牵头", "加入时间"),
            "memberships",
            {
                "title": "联盟名称",
                "organisation": "成员单位",
                "leads": "是否牵头",
                "start": "加入时间",
            },
        ),
        (("from", "to", "weight"), "ties", {"first": "from", "second": "to", "strength": "weight"}),
        (("甲方", "乙方", "层次"), "ties", {"first": "甲方", "second": "乙方", "layer": "层次"}),
        (
            ("Project Title", "Partners", "Start Date"),
            "projects",
            {"title": "Project Title", "start": "Start Date"},
        ),
        (("牵头单位", "参与单位"), "projects", {}),
        (
            ("member", "resource", "needed"),
            "resources",
            {"organisation": "member", "resource": "resource", "needed": "needed"},
        ),
        (("单位", "惯例"), "routines", {"organisation": "单位", "routine": "惯例"}),
        (
            ("name", "country", "aka"),
            "organisations",
            {"name": "name", "country": "country", "names": "aka"},
        ),
        (("org", "name"), "organisations", {"code": "org", "name": "name"}),
    ],
)
def test_the_shape_and_fields_are_told(
    columns: tuple[str, ...], shape: str, fields: dict[str, str]
) -> None:
    found = suggest_columns(table(*columns))
    assert found.shape == shape
    assert dict(found.columns) == fields


def test_several_parties_in_one_cell_tell_projects_from_memberships() -> None:
    one = table_from_frame({"项目": ["A", "A"], "单位": ["X", "Y"]}, "t")
    several = table_from_frame({"项目": ["A", "B"], "单位": ["X", "Y\nZ"]}, "t")
    assert suggest_columns(one).shape == "memberships"
    assert suggest_columns(several).shape == "projects"
    assert suggest_columns(table("联盟名称", "成员")).column_of("title") == "联盟名称"


def test_of_two_columns_the_more_usual_name_counts_and_the_other_is_an_attribute() -> None:
    found = suggest_columns(table("name", "title", "partner 1", "partner 2", "remark"))
    assert found.column_of("title") == "title"
    assert found.column_of("start") is None
    assert [one.column for one in found.parties] == ["partner 1", "partner 2"]
    assert found.attributes == ("name", "remark")


def test_what_cannot_be_told_is_one_sentence() -> None:
    with pytest.raises(DataError, match="--as"):
        suggest_columns(table("colour", "shape"))
    with pytest.raises(DataError, match="lacks columns for first, second"):
        suggest_columns(table("colour"), "ties")
    with pytest.raises(DataError, match="lacks columns for parties"):
        suggest_columns(table("title"), "projects")
    with pytest.raises(DataError, match="lacks columns for title"):
        suggest_columns(table("member"), "memberships")
    with pytest.raises(ConsilienceError, match="did you mean ties"):
        suggest_columns(table("a"), "tie")


TOML = """
shape = "projects"
separators = ","
attributes = ["where"]
[columns]
title = "what"
date = "when"
[[parties]]
column = "who"
[[parties]]
column = "head"
role = "lead"
[constants]
kind = "patent"
"""


def test_a_file_of_columns_says_it() -> None:
    found = columns_from_toml(TOML, table("what", "when", "who", "head", "where", "else"))
    assert found.separators == ","
    assert found.constants == (("kind", "patent"),)
    assert [(one.column, one.role, one.leads) for one in found.parties] == [
        ("who", "", False),
        ("head", "lead", True),
    ]
    assert found.attributes == ("where",)
    assert dict(found.columns) == {"title": "what", "date": "when"}


def test_what_a_file_of_columns_leaves_open_is_suggested() -> None:
    found = columns_from_toml(
        '[columns]\ntitle = "what"', table("what", "year", "partners"), "projects"
    )
    assert dict(found.columns) == {"date": "year", "title": "what"}
    assert [one.column for one in found.parties] == ["partners"]
    told = columns_from_toml("", table("from", "to"))
    assert told.shape == "ties"
    told = columns_from_toml('[[parties]]\ncolumn = "a"\nleads = true', table("a"))
    assert (told.shape, told.parties[0].leads) == ("projects", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shape = ", "cannot be read"),
        ("shapes = 1", "did you mean shape"),
        ('shape = "tie"', "did you mean ties"),
        ("shape = 3", "shape"),
        ("separators = 3", "separators"),
        ("columns = 3", r"\[columns\]"),
        ('shape = "ties"\n[columns]\nfrist = "a"', "did you mean first"),
        ('shape = "ties"\n[columns]\nfirst = "c"', "column"),
        ('shape = "ties"\n[columns]\nfirst = 1', "column"),
        ('shape = "ties"\n[columns]\nfirst = "a"\nsecond = "a"', "twice"),
        ('parties = 3\nshape = "projects"', r"\[\[parties\]\]"),
        ("[[parties]]\nrole = 'x'", "column"),
        ("[[parties]]\ncolumn = 'a'\nrole = 3", "role"),
        ("[[parties]]\ncolumn = 'a'\nleads = 'yes'", "leads"),
        ("[[parties]]\ncolumn = 'a'\ncolor = 'yes'", "color"),
        ("[columns]\ntitle = 'a'\n[[parties]]\ncolumn = 'a'", "twice"),
        ("constants = 3\n[[parties]]\ncolumn = 'a'", r"\[constants\]"),
        ("[[parties]]\ncolumn = 'a'\n[constants]\nstrenght = '2'", "constants"),
        ("[[parties]]\ncolumn = 'a'\n[constants]\nkind = 2", "kind"),
        ("attributes = ['q']\n[[parties]]\ncolumn = 'a'", "column"),
    ],
)
def test_slips_in_a_file_of_columns_are_one_sentence(text: str, words: str) -> None:
    with pytest.raises((DataError, UnknownNameError, ArgumentError), match=words) as raised:
        columns_from_toml(text, table("a", "b"))
    assert "\n" not in raised.value.sentence("en")
    assert raised.value.sentence("zh")


def test_the_mapping_is_a_value() -> None:
    assert AllianceColumns(shape="ties") == AllianceColumns(shape="ties")
