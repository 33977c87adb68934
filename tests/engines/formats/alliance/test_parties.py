"""Cells with several parties, and words for yes, no and leading."""

from __future__ import annotations

import pytest

from consilience.formats.alliance import divided
from consilience.formats.alliance.headers import field_of, party_role
from consilience.formats.alliance.parties import is_formula, is_lead_role, truth


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("A; B;C ;", ["A", "B", "C"]),
        ("A|B｜C", ["A", "B", "C"]),
        ("A\nB\r\nC\n", ["A", "B", "C"]),
        ("甲公司、乙公司；丙大学，丁所", ["甲公司", "乙公司", "丙大学", "丁所"]),
        ("甲公司/乙公司", ["甲公司", "乙公司"]),
        ("华为,中兴", ["华为", "中兴"]),
        ("Nokia A/S; AT&T / Orange", ["Nokia A/S", "AT&T", "Orange"]),
        (
            "Huawei Technologies Co., Ltd.; ZTE Corp.",
            ["Huawei Technologies Co., Ltd.", "ZTE Corp."],
        ),
        ("1. 华为；2. 中兴", ["华为", "中兴"]),
        ("1、华为；2、中兴", ["华为", "中兴"]),
        ("(1) Huawei; (2) ZTE", ["Huawei", "ZTE"]),
        ("360；4Paradigm；3M；1.5 Labs", ["360", "4Paradigm", "3M", "1.5 Labs"]),
        ("华为、中兴等3家单位", ["华为", "中兴"]),
        ("Huawei; ZTE et al.", ["Huawei", "ZTE"]),
        ("高等", ["高等"]),
        ("A; A; -; 无;", ["A"]),
        ("", []),
        (" ; ；、", []),
        ("A   B\t C", ["A B C"]),
    ],
)
def test_parties_are_divided(cell: str, names: list[str]) -> None:
    assert [name for name, _ in divided(cell)] == names


def test_a_mark_in_brackets_says_who_leads() -> None:
    found = divided("华为（牵头）；中兴; Bosch (Lead); Toyota (Japan)")
    assert found == (("华为", True), ("中兴", False), ("Bosch", True), ("Toyota (Japan)", False))


def test_own_separators_are_the_only_ones() -> None:
    assert [name for name, _ in divided("A, Inc.; B # C/丙", "#")] == ["A, Inc.; B", "C/丙"]
    assert [name for name, _ in divided("A; B", "")] == ["A; B"]
    assert [name for name, _ in divided("a]b^c", "]^")] == ["a", "b", "c"]


def test_long_cells_take_no_long_time() -> None:
    assert len(divided("甲" * 50_000 + "、" + "/" * 50_000 + " ,((" * 20_000)) >= 1


@pytest.mark.parametrize(
    ("word", "value"), [("是", True), ("Yes", True), ("√", True), ("牵头", True), ("否", False)]
)
def test_words_for_yes_and_no(word: str, value: bool) -> None:  # noqa: FBT001 (a table of values)
    assert truth(word) is value
    assert truth("maybe") is None


def test_formulas_and_errors_are_no_names() -> None:
    assert [is_formula(one) for one in ("=A1", "@SUM(A1)", "#REF!", "#N/A", "#hashtag", "A=B")] == [
        *(True, True, True, True, False, False)
    ]


def test_lead_roles() -> None:
    assert is_lead_role(" Lead Partner ")
    assert is_lead_role("盟主")
    assert not is_lead_role("leaders' club")


def test_columns_of_parties_are_told_by_their_names() -> None:
    assert party_role("合作单位3") == ""
    assert party_role("Partner_2") == ""
    assert party_role("东道国企业") == "host"
    assert party_role("Lead organisation") == "lead"
    assert party_role("remark") is None
    assert field_of("ties", "权重") == ("strength", field_of("ties", "权重")[1])
    assert field_of("ties", "remark") == ("", 0)
