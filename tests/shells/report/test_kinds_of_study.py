"""Studies that lack a part, or are degenerate, still give a page that says so."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from consilience.report import methods_text
from consilience.study import Step, Study, step, study_of
from golden.studies import SCORES, small_study
from shells.report.conftest import Rendered, rendered


def with_condition(study: Study, code: str, **fields: Any) -> Study:
    changed = dataclasses.replace(study.condition(code), **fields)
    return study_of([changed if item.id == changed.id else item for item in study.records()])


def with_steps(study: Study, *steps: Step) -> Study:
    kept = [item for item in study.records() if not isinstance(item, Step)]
    return study_of([*kept, *steps])


def methods(shown: Rendered) -> str:
    return methods_text(shown.study, shown.evidence)


def test_calibration_alone_gives_a_page_without_outcomes() -> None:
    shown = rendered(with_steps(small_study(), step(1, "calibrate", {})))
    names = [section.attributes["id"] for section in shown.page.all("section")]
    assert "outcome-1" not in names
    assert "dependence" not in names
    assert "11 of 12 cases" in shown.page.place("summary").text
    assert "necessity" not in methods(shown)


def test_necessity_alone_gives_an_outcome_without_paths() -> None:
    given: dict[str, Any] = {
        "outcome": "VALUE",
        "conditions": ["TRUST", "SKILL"],
        "inclusion_cut": 0.0,
    }
    given["depth"] = 1
    steps = (step(1, "calibrate", {}), step(2, "necessity", given))
    shown = rendered(with_steps(small_study(), *steps))
    section = shown.page.place("outcome-1")
    assert [inner.attributes["id"] for inner in section.all("section")] == ["outcome-1-necessity"]
    assert "no cut-off" in section.text
    assert "its relevance is" in shown.page.place("summary").text


def test_without_expectations_the_conservative_solution_leads() -> None:
    given = {"outcome": "VALUE", "inclusion_cut": 0.75, "pri_cut": 0.5}
    steps = (step(1, "calibrate", {}), step(2, "configurations", given))
    shown = rendered(with_steps(small_study(), *steps))
    assert "states no directional expectations" in shown.page.place("outcome-1").text
    assert "Membership in the conservative solution" in shown.page.place("outcome-1-paths").text
    assert "3 paths" in shown.page.place("summary").text
    assert "– intermediate" in methods(shown)


def test_a_negation_without_a_sufficient_row_says_so() -> None:
    shown = rendered(small_study(settings={"inclusion_cut": 0.97}))
    section = shown.page.place("outcome-2")
    assert "no row is sufficient at these cut-offs" in section.text
    assert "No combination of conditions goes with not-high VALUE" in shown.page.text
    assert not [s for s in section.all("section") if s.attributes["id"].endswith("-paths")]


def test_contradictory_rows_are_named() -> None:
    shown = rendered(small_study(settings={"inclusion_cut": [0.95, 0.7]}))
    text = shown.page.place("outcome-1-truth-table").text
    assert "consistency between 0.700 and 0.950 are contradictions" in text
    assert "rows with a consistency between 0.70 and 0.95 as contradictions" in methods(shown)


@pytest.mark.parametrize(
    ("half", "sentence"),
    [
        ("keep", "A membership of exactly 0.5 in SKILL was kept (2 cases)"),
        ("add", "Memberships of exactly 0.5 in SKILL were raised slightly (2 cases)"),
        ("drop", "Cases with a membership of exactly 0.5 in SKILL were left out (2 cases)"),
    ],
)
def test_memberships_of_one_half_are_told(half: str, sentence: str) -> None:
    study = with_condition(small_study(), "SKILL", anchors=(1.0, 5.0, 7.0), half=half)
    shown = rendered(study)
    assert sentence in methods(shown)
    rows = {row.all("th")[0].text: row for row in shown.page.place("table-skew").all("tr")}
    cells = rows["SKILL"].all("td")
    assert cells[2].text.strip() == "2"
    assert [link.text for link in cells[5].all("a")] == ["C4", "C9"]
    assert cells[6].text.startswith({"keep": "kept", "add": "raised", "drop": "left out"}[half])
    if half == "drop":
        assert "left out as decided" in shown.page.place("table-left-out").text


def test_multi_value_conditions_show_their_values() -> None:
    study = with_condition(small_study(), "SKILL", method="thresholds", anchors=(2.5, 5.5))
    given = {"outcome": "VALUE", "inclusion_cut": 0.75, "pri_cut": 0.5}
    expected = {"TRUST": 1, "SKILL": 2}
    steps = (
        step(1, "calibrate", {}),
        step(2, "necessity", {"outcome": "VALUE"}),
        step(3, "configurations", {**given, "expectations": expected}),
    )
    shown = rendered(with_steps(study, *steps))
    table = shown.page.place("outcome-1-configurations-table-1")
    assert "SKILL = 2" in shown.page.place("summary").text
    assert "value 2" in table.text
    assert ">2</text>" in shown.html
    assert "Divided at the thresholds 2.5, 5.5" in methods(shown)
    assert "SKILL[2], TRUST[1]" in methods(shown)


def test_rubrics_indirect_and_given_memberships_are_described() -> None:
    skill = (1.1, 2.3, 6.2, 5.4, 6.8, 6.1, 2.2, 1.7, 5.2, 6.9, 1.4, 5.8)
    scores = {
        code: (*line[:2], value, line[3])
        for (code, line), value in zip(SCORES.items(), skill, strict=True)
    }
    study = small_study(scores=scores)
    study = with_condition(study, "SKILL", method="indirect", anchors=(2.0, 4.0, 6.0))
    study = with_condition(study, "CONTROL", method="thresholds", anchors=(4.0,))
    shown = rendered(study)
    assert "indirect method (thresholds 2, 4, 6)" in methods(shown)
    assert "Divided at the thresholds 4" in methods(shown)
    svg = shown.page.place("figure-set-2").all("polyline")
    assert len([line for line in svg if line.attributes["stroke-width"] == "1.6"]) == 0


def test_a_bell_shaped_calibration_is_described() -> None:
    study = with_condition(small_study(), "SKILL", anchors=(0.5, 1.5, 2.6, 4.4, 6.5, 8.0))
    assert "bell-shaped (anchors 0.5, 1.5, 2.6, 4.4, 6.5, 8" in methods(rendered(study))


def test_a_dependence_that_ties_is_told() -> None:
    shown = rendered(small_study())
    assert shown.evidence.dependence is not None
    if shown.evidence.dependence.dominant == "neither":
        assert "As many cases stand under" in shown.page.place("dependence").text
    balanced = with_condition(small_study(), "CONTROL", anchors=(8.0, 9.0, 10.0))
    assert "More cases stand under embedded logic" in rendered(balanced).page.text


def test_patterns_of_tied_models_are_told_apart() -> None:
    """Two minimum covers of the six rows that form a ring have no path in common."""
    ring = {"000", "001", "010", "101", "110", "111"}
    rows = [f"{n:03b}" for n in range(8)]
    scores = {
        f"R{row}": (*(6 if v == "1" else 2 for v in row), 2 + 4 * (row in ring)) for row in rows
    }
    shown = rendered(small_study(scores=scores, settings={"inclusion_cut": 0.7}))
    section = shown.page.place("outcome-1-conservative")
    assert shown.evidence.outcomes[0].paths is not None
    assert shown.evidence.outcomes[0].paths.conservative.model_count == 2
    assert "Models of pattern 1:" in section.text
    assert "Models of pattern 2:" in section.text
    assert "They have no path in common" in shown.page.place("summary").text


def test_rows_sufficient_for_both_outcomes_are_warned_of() -> None:
    shown = rendered(small_study(settings={"inclusion_cut": 0.7, "pri_cut": 0.0}))
    text = shown.page.place("asymmetry").text
    assert "sufficient for the outcome and for its negation" in text
    assert "No row of the truth tables is sufficient for both" not in text


def test_conditions_without_a_reason_have_none() -> None:
    study = small_study()
    for condition in study.conditions:
        study = with_condition(study, condition.code, reason="")
    assert "Why these anchors" not in rendered(study).page.text


def test_a_study_without_a_unit_or_a_range_is_told_as_it_is() -> None:
    study = small_study()
    project = dataclasses.replace(study.project, unit_of_analysis="", description="About trust.")
    records = [
        project
        if item.id == project.id
        else dataclasses.replace(item, minimum=None, maximum=None)
        if item in study.variables
        else item
        for item in study.records()
    ]
    shown = rendered(study_of(records))
    assert "About trust." in shown.page.place("data").text
    assert "1 – 7 (seen)" in shown.page.place("table-variables").text
    assert "unit of analysis: case" in methods(shown)


def test_a_complete_study_names_no_case_as_left_out() -> None:
    study = small_study()
    alone = [item for item in study.records() if getattr(item, "code", "") != "C12"]
    kept = [item for item in alone if getattr(item, "case_id", "") != "c-12"]
    shown = rendered(study_of(kept))
    assert not shown.page.all(id="table-left-out")
    assert "11 of 11 cases" in shown.page.place("summary").text
