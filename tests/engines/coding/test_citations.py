"""Citations of sources in a manuscript: brackets, lists, quotes, tables, and what is none."""

from __future__ import annotations

import pytest

from consilience.coding import citations_in
from consilience.errors import ArgumentError

CODES = ("J11", "J12", "J13", "T12", "T_BK1", "J_DY1", "FT-01", "受访者甲")


def cited(text: str) -> list[str]:
    """The codes in order, unknown ones with a question mark, with how they are cited."""
    return [
        f"{one.code}{'' if one.known else '?'} {one.cited_as}"
        for one in citations_in(text, CODES).places
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联盟要有规则（J11）。", ["J11 source"]),
        (
            "rules (J11; T_BK1, T12 and J12)",
            ["J11 source", "T_BK1 source", "T12 source", "J12 source"],
        ),
        (
            "[J11] 【T_BK1】 〔J12〕 ［T12］",
            ["J11 source", "T_BK1 source", "J12 source", "T12 source"],
        ),
        ("（J11、J12，T12/J13）", ["J11 source", "J12 source", "T12 source", "J13 source"]),
        ("（资料来源：J11访谈）", ["J11 source"]),
        ("（见受访者甲）（受访者甲）", ["受访者甲 source"]),
        ("（Ｊ１１）", ["J11 source"]),
        ("“我们信任他们。”（J11）", ["J11 quote"]),
        ("“我们信任他们”。（J11）", ["J11 quote"]),
        ('"We trust them," (J11)', ["J11 quote"]),
        ("「信任」 (T_BK1)", ["T_BK1 quote"]),
        ("受访者J11说，J11如此", ["J11 mention", "J11 mention"]),
        ("XJ11 J11a J11_2", []),
        ("(FT-01)", ["FT-01 source"]),
        ("(FT-09)", ["FT-09? source"]),
        ("(J11-J13)", ["J11 source", "J13 source"]),
        ("(J11-J19)", ["J11 source", "J19? source"]),
        ("（T_BK2）(X_YZ3)", ["T_BK2? source", "X_YZ3? source"]),
        ("(J99) (J) (11) (j11)", ["J99? source"]),
        ("(H1) (H1a) (Table 2) (2016) (Li 2016) (p<.05)", []),
        ("(the plan (J11) and more)", ["J11 source"]),
        ("(J11\nJ12)", ["J11 mention", "J12 mention"]),
        ("信任\t“联盟要靠规则。”\tJ11；T_BK9", ["J11 quote", "T_BK9? quote"]),
        ("信任\t“联盟要靠规则。”\tJ11 次日", ["J11 mention"]),
        ("访谈\tJ11\t150", ["J11 mention"]),
    ],
)
def test_what_is_cited(text: str, found: list[str]) -> None:
    assert cited(text) == found


def test_places_are_code_points_with_line_and_heading() -> None:
    first = "# 引言\n🚗“好。”（J11）\n\n3.2 Data and cases\n规则 (T_BK9)\n"
    text = f"{first}一、方法\nJ12\n（二）结果\n(J13)"
    found = citations_in(text, CODES)
    assert [text[one.start : one.end] for one in found.places] == ["J11", "T_BK9", "J12", "J13"]
    assert [(one.line, one.heading) for one in found.places] == [
        (2, "引言"),
        (5, "3.2 Data and cases"),
        (7, "一、方法"),
        (9, "（二）结果"),
    ]
    assert list(found.to_frame()["code"]) == ["J11", "T_BK9", "J12", "J13"]


def test_codes_of_letters_only_have_no_likeness() -> None:
    assert [one.code for one in citations_in("(AB) (CD)", ["AB"]).places] == ["AB"]


def test_nothing_cited_is_an_empty_table() -> None:
    assert citations_in("", CODES).to_frame().empty


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ArgumentError, match="text of citations_in must be"):
        citations_in(None, CODES)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="known_codes of citations_in must"):
        citations_in("(J11)", [])
