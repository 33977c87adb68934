"""Membership sheets: from quotes and ratings to memberships, and back to the quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import analysis, coding
from consilience.errors import ConsilienceError, DataError
from consilience.study import (
    Condition,
    Rating,
    Record,
    Round,
    Session,
    Study,
    problems,
    raw_values,
    study_of,
)
from engines.analysis.rated import rated_study

STUDY = rated_study()


def changed(*records: Record) -> Study:
    ids = {one.id for one in records}
    return study_of([*(one for one in STUDY.records() if one.id not in ids), *records])


def rating(case: str, variable: str, rater: str | None) -> Rating:
    cell = (STUDY.case(case).id, STUDY.variable(variable).id)
    wanted = None if rater is None else STUDY.actor(rater).id
    return next(one for one in STUDY.ratings_of_cell[cell] if one.actor_id == wanted)


def test_groups_of_cases_are_no_units() -> None:
    assert [case.code for case in STUDY.units] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    of_group = replace(rating("C1", "TR", None), id=new(), case_id=STUDY.case("G").id)
    assert len(changed(of_group).units) == 7


def new() -> str:
    return Rating(case_id="", variable_id="").id


def test_agreed_ratings_are_memberships_with_their_quotes() -> None:
    found = analysis.memberships(STUDY)
    column = found.conditions.index("TR")
    assert found.raw[:, column].tolist()[:5] == [1.0, 0.67, 0.33, 0.0, 1.0]
    assert found.values[1, column] == pytest.approx(2 / 3)
    (item,) = found.ratings[2][column]
    assert (item.value, item.agreed, item.reason) == (0.33, True, "both say so")
    assert item.raters == (("A", 0.33), ("B", 0.67))
    assert [(one.text, one.direction, one.anchor) for one in item.quotes] == [
        ("we trust.", "for", True),
        ("We doubt.", "against", False),
    ]
    assert (item.quotes[0].source, item.quotes[0].start, item.quotes[0].end) == ("JC3", 4, 13)
    assert analysis.Memberships.from_dict(found.to_dict()) == found


def test_what_is_not_mentioned_is_left_out_or_absent_as_the_condition_says() -> None:
    found = analysis.memberships(STUDY)
    column = found.conditions.index("TR")
    assert np.isnan(found.values[5, column])
    [left] = found.left_out
    assert (left.case, left.reason) == ("C6", "analysis.left_out.not_mentioned")
    assert found.otherwise is not None
    assert found.otherwise[5, column] == 0.0
    absent = replace(STUDY.condition("TR"), not_mentioned="absent")
    other = analysis.memberships(changed(absent))
    assert other.values[5, column] == 0.0
    assert other.left_out == ()
    assert other.otherwise is not None
    assert np.isnan(other.otherwise[5, column])
    turned = analysis.memberships(changed(replace(absent, reverse_from=1.0)))
    assert turned.values[5, column] == 1.0
    mentioned = replace(rating("C6", "TR", None), status="absent")
    assert analysis.memberships(changed(mentioned)).otherwise is None


def test_an_absent_rating_without_value_is_zero_and_one_without_both_is_missing() -> None:
    condition = STUDY.condition("TR")
    absent = changed(replace(rating("C1", "TR", None), status="absent", value=None))
    assert raw_values(absent, condition)[0].value == 0.0
    empty = changed(replace(rating("C1", "TR", None), value=None))
    assert raw_values(empty, condition)[0].missing == ("TR",)


def test_without_an_agreed_rating_only_a_single_one_counts() -> None:
    others = [one for one in STUDY.records() if one.id != rating("C1", "TR", None).id]
    undecided = study_of(others)
    assert raw_values(undecided, STUDY.condition("TR"))[0].value is None
    alone = study_of([one for one in others if one.id != rating("C1", "TR", "B").id])
    assert raw_values(alone, STUDY.condition("TR"))[0].value == 1.0


def test_a_sheet_shows_ratings_and_quotes() -> None:
    sheet = analysis.membership_sheet(STUDY, "TR")
    assert [line.case for line in sheet.lines] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    third = sheet.lines[2]
    assert (third.value, third.status, third.supporting, third.opposing) == (0.33, "present", 6, 1)
    assert [(one.rater, one.value) for one in third.ratings] == [
        ("", 0.33), ("A", 0.33), ("B", 0.67)
    ]  # fmt: skip
    assert sheet.lines[5].quotes == ()
    assert sheet.to_frame().loc[2, "B"] == 0.67
    more = analysis.membership_sheet(STUDY, "TR", [STUDY.codes[0].id])
    assert len(more.lines[5].quotes) == 2
    empty = study_of([one for one in STUDY.records() if not isinstance(one, Rating)])
    assert np.isnan(analysis.membership_sheet(empty, "TR").lines[0].value)


def test_agreement_of_raters_is_that_of_the_engine() -> None:
    found = analysis.sheet_agreement(STUDY)
    assert found.raters == ("A", "B")
    trust = next(one for one in found.sheets if one.variable == "TR")
    table = [[1.0, 0.67, 0.33, 0.0, 1.0, None], [1.0, 0.67, 0.67, 0.0, 1.0, None]]
    assert trust.cases == 5
    assert trust.kappa is not None
    assert trust.kappa.value == coding.cohen_kappa(table, "quadratic").value
    assert trust.alpha.value == coding.krippendorff_alpha(table, "ordinal").value
    assert trust.percent.value == pytest.approx(0.8)
    assert {(one.case, one.settled) for one in found.differences} == {("C3", True)}
    assert list(found.to_frame()["sheet"]) == ["CO", "TR", "VA"]
    absent = replace(rating("C1", "TR", "A"), status="absent", value=None)
    empty = replace(rating("C2", "TR", "A"), value=None)
    assert analysis.sheet_agreement(changed(absent, empty)).sheets[1].cases == 4


def test_agreement_with_three_raters_has_no_kappa_and_with_one_is_refused() -> None:
    third = replace(STUDY.actor("A"), id=new(), code="C", name="C")
    more = [replace(one, id=new(), actor_id=third.id) for one in STUDY.ratings if not one.agreed]
    once = {(one.case_id, one.variable_id): one for one in more}
    found = analysis.sheet_agreement(changed(third, *once.values()))
    assert {one.kappa for one in found.sheets} == {None}
    assert np.isnan(found.to_frame()["weighted kappa"]).all()
    alone = [one for one in STUDY.ratings if one.actor_id == STUDY.actor("B").id]
    rest = study_of([one for one in STUDY.records() if one not in alone])
    with pytest.raises(DataError, match="no membership sheet of study P was filled in by two"):
        analysis.sheet_agreement(rest)


def test_equal_ratings_become_agreed_and_others_do_not() -> None:
    open_ones = study_of(
        [one for one in STUDY.records() if not (isinstance(one, Rating) and one.agreed)]
    )
    made = analysis.agreed_where_equal(open_ones, "raters agree", "2026-05-31T08:00:00+00:00")
    assert len(made) == 18 - 3
    assert {STUDY.code_of(one.case_id) for one in made} == {"C1", "C2", "C4", "C5", "C6"}
    settled = study_of([*open_ones.records(), *made])
    assert {one.place for one in problems(settled)} == {
        f"cases[C3].ratings[{name}]" for name in ("TR", "CO", "VA")
    } | {f"conditions[{name}]" for name in ("TR", "CO", "VA")}
    assert analysis.agreed_where_equal(STUDY, "") == ()


def test_a_line_takes_the_place_of_the_raters_earlier_one() -> None:
    mine = analysis.rating_of(STUDY, "C1", "TR", rater="A", value=0.67)
    assert mine.id == rating("C1", "TR", "A").id
    assert analysis.rating_of(STUDY, "C1", "TR", agreed=True, value=1.0, confidence=2).id == (
        rating("C1", "TR", None).id
    )
    assert analysis.rating_of(STUDY, "G", "TR", rater="A").id not in STUDY.by_id


SHEET = {
    "case": ["C1", "C6"],
    "变量": ["TR", "NEW"],
    "评分者": ["Z", ""],
    "value": ["0.67", None],
    "商定": ["", "是"],
    "anchor": ["we trust.", ""],
    "codes": ["信任；", ""],
    "confidence": ["2", ""],
    "理由": ["because", "nobody says so"],
}


def test_a_table_of_ratings() -> None:
    records = analysis.sheet_records(STUDY, pd.DataFrame(SHEET, index=[2, 3]))
    variable, actor, first, second = records
    assert (variable.code, actor.code) == ("NEW", "Z")  # type: ignore[union-attr]  # (their order is shown here)
    assert isinstance(first, Rating)
    assert isinstance(second, Rating)
    assert (first.value, first.confidence, first.reason) == (0.67, 2, "because")
    assert len(first.evidence_ids) == 2
    assert first.anchor_id in first.evidence_ids
    assert (second.status, second.value, second.agreed) == ("not mentioned", None, True)
    assert len(study_of([*STUDY.records(), *records]).ratings) == len(STUDY.ratings) + 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"case": ["C1", "C9"]}, "row 3: code of study.case must be one of"),
        ({"value": ["high", None]}, "row 2: value must be a number, got high"),
        ({"商定": ["maybe", ""]}, "row 2: agreed must be empty or one of yes"),
        ({"anchor": ["we trus", ""]}, "row 2: no coding of case C1 has exactly this text: we trus"),
        ({"codes": ["power", ""]}, "row 2: code of codebook must be one of trust, got power"),
        (
            {"case": ["C1", "C1"], "变量": ["TR", "TR"], "评分者": ["", ""]},
            "row 3 rates case C1 in TR",
        ),
        ({"status": ["perhaps", ""]}, "row 2: status of rating must be one of present, absent"),
    ],
)
def test_slips_in_a_table_name_the_row(change: dict[str, Any], sentence: str) -> None:
    table = {**SHEET, **change}
    if "变量" in change:
        table["商定"] = ["", ""]
    with pytest.raises(ConsilienceError) as caught:
        analysis.sheet_records(STUDY, pd.DataFrame(table, index=[2, 3]))
    assert sentence in str(caught.value)
    assert caught.value.sentence("zh") != str(caught.value)


def test_a_table_without_its_columns() -> None:
    with pytest.raises(ConsilienceError, match="column of membership sheet must be one of fall"):
        analysis.sheet_records(STUDY, pd.DataFrame({"fall": ["C1"]}))
    table = pd.DataFrame({"case": ["C1"], "variable": ["TR"], "status": ["不存在"]})
    [only] = analysis.sheet_records(STUDY, table)
    assert isinstance(only, Rating)
    assert only.status == "absent"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": None}, "is present but has no value"),
        ({"status": "absent"}, "is called absent but has the value 1.0"),
        ({"status": "not mentioned"}, "is called not mentioned but has a value or quotes"),
        ({"evidence_ids": (), "anchor_id": None}, "rests on no quote"),
    ],
)
def test_problems_of_ratings(change: dict[str, Any], words: str) -> None:
    found = problems(changed(replace(rating("C1", "TR", "A"), **change)))
    [problem] = [one for one in found if "ratings[TR]" in one.place]
    assert words in problem.sentence()
    assert problem.sentence("zh") != problem.sentence()
    assert problem.mend("zh") != problem.mend()


def test_quotes_of_a_blind_round_that_is_open_are_not_shown() -> None:
    blind = Round(code="R", coder_ids=(STUDY.actor("A").id,), blind=True)
    session = Session(code="RA", actor_id=STUDY.actor("A").id, round_id=blind.id, blind=True)
    hidden = [replace(one, session_id=session.id) for one in STUDY.codings]
    study = changed(blind, session, *hidden)
    found = analysis.memberships(study)
    assert not any(item.quotes for row in found.ratings for cell in row for item in cell)
    assert not any(line.quotes for line in analysis.membership_sheet(study, "TR").lines)
    assert found.values.tolist()[0] == analysis.memberships(STUDY).values.tolist()[0]


def test_ratings_of_several_variables_combine() -> None:
    both = Condition(code="B", role="condition", variables=("TR", "CO"), combine="available mean")
    found = raw_values(STUDY, both)
    assert found[0].value == pytest.approx((1 + 0.67) / 2)
    assert (found[5].value, found[5].not_mentioned) == (0.33, ("TR",))
