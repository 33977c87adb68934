"""The whole recipe: the same as its parts, in a notebook as in a study."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import analysis, qca
from consilience.analysis import plain
from consilience.demo import demo_study
from consilience.errors import ConsilienceError
from consilience.study import Step, Study, step, study_of
from golden.studies import CUTS, NAMES, SCORES, run, small_study

EXPECTED = dict.fromkeys(NAMES[:3], "present")
SHARED: dict[str, Any] = {"outcome": "VALUE", "conditions": list(NAMES[:3])}
WHOLE: dict[str, Any] = {**SHARED, **CUTS, "expectations": EXPECTED, "given": "SKILL"}
RAW = pd.DataFrame(
    np.array(list(SCORES.values()), dtype=np.float64), index=list(SCORES), columns=list(NAMES)
)
ANCHORS = dict.fromkeys(NAMES, (1, 4.1, 7))


def _study(*steps: Step) -> Study:
    kept = [record for record in small_study().records() if not isinstance(record, Step)]
    return study_of([*kept, *steps])


def test_a_recipe_says_what_its_steps_say_one_by_one() -> None:
    whole = run(_study(step(1, "recipe", WHOLE)))[1]
    cuts = {**CUTS, "expectations": EXPECTED}
    single = run(
        _study(
            step(1, "calibrate", {}),
            step(2, "necessity", SHARED),
            step(3, "nca", SHARED),
            step(4, "configurations", {**SHARED, **cuts}),
            step(5, "relations", {}),
            step(6, "conditional", {"given": "SKILL"}),
            step(7, "regression", SHARED),
            step(8, "robustness", {**SHARED, **cuts}),
        )
    )[1]
    for name in ("memberships", "configurations", "relations", "conditional", "regression"):
        assert getattr(whole, name).to_dict() == getattr(single, name).to_dict(), name
    assert whole.robustness == single.robustness
    for mine, theirs in zip(whole.outcomes, single.outcomes, strict=True):
        assert mine.outcome == theirs.outcome
        assert mine.necessity == theirs.necessity
        assert mine.nca == theirs.nca


def test_a_later_step_replaces_a_part_of_the_recipe() -> None:
    again = step(2, "necessity", {**SHARED, "inclusion_cut": 0.6})
    said = run(_study(step(1, "recipe", WHOLE), again))[1]
    assert said.outcomes[0].necessity is not None
    assert said.outcomes[0].necessity.parameters["inclusion_cut"] == 0.6
    assert said.outcomes[0].paths is not None


def test_a_notebook_finds_what_a_study_finds() -> None:
    settings = {**CUTS, "robustness": {"leave_one_out": False}}
    found = analysis.recipe(
        RAW, "VALUE", NAMES[:3], anchors=ANCHORS, expectations=EXPECTED, given="SKILL",
        settings=settings,
    )  # fmt: skip
    said = run(_study(step(1, "recipe", {**WHOLE, "robustness": {"leave_one_out": False}})))[1]
    columns = ["TRUST", "CONTROL", "SKILL", "VALUE"]
    pd.testing.assert_frame_equal(
        found.memberships.complete(columns).sort_index(),
        said.memberships.complete(columns).sort_index(),
    )
    assert [item.case for item in found.memberships.left_out] == ["C12"]
    origin = found.memberships.origins[0][found.memberships.conditions.index("TRUST")]
    assert (origin[0].row, origin[0].column, origin[0].value) == (2, "TRUST", 6.0)
    for mine, theirs in zip(found.configurations.outcomes, said.outcomes, strict=True):
        assert theirs.paths is not None
        assert mine.leading.models[0].terms == theirs.paths.leading.models[0].terms
        assert mine.leading.models[0].inclusion == pytest.approx(
            theirs.paths.leading.models[0].inclusion
        )


def test_a_recipe_goes_to_json_and_back_and_shows_its_paths() -> None:
    names = {"CONTROL*TRUST*~SKILL": "trust and control"}  # not in the order of the columns
    found = analysis.recipe(
        RAW, "VALUE", anchors=ANCHORS, expectations=EXPECTED, names=names, settings=dict(CUTS)
    )
    assert analysis.Recipe.from_dict(json.loads(found.to_json())) == found
    frame = found.to_frame()
    named = frame[frame["path"] == "TRUST*CONTROL*~SKILL"]
    assert named["name"].tolist() == ["trust and control"]
    assert set(frame["outcome"]) == {"VALUE", "~VALUE"}
    assert found.conditional is None
    frames = found.frames()
    assert frames["bottleneck VALUE CE-FDH"].shape == (11, 4)
    assert {"necessity ~VALUE", "nca VALUE", "regression", "robustness"} <= set(frames)
    assert "configurations ~VALUE" in frames


def test_the_demonstration_answers_the_whole_question() -> None:
    said = run(demo_study())[1]
    assert said.conditional is not None
    assert said.regression is not None
    assert said.robustness is not None
    assert said.outcomes[0].paths is not None
    assert len(said.outcomes[0].paths.names) == 4
    assert said.notes == ()


def test_parts_can_be_left_out_and_told_apart() -> None:
    settings = {**CUTS, "without": ["nca", "robustness"], "regression": {"interactions": True}}
    found = analysis.recipe(RAW, "~VALUE", NAMES[:3], anchors=ANCHORS, settings=settings)
    assert (found.nca, found.robustness, found.conditional) == (None, None, None)
    assert found.regression is not None
    assert found.regression.outcome == "~VALUE"
    assert found.regression.coefficients[-1].name == "CONTROL*SKILL"
    assert [item.outcome for item in found.configurations.outcomes] == ["~VALUE", "VALUE"]
    assert "nca" not in found.parts
    assert "regression" in found.frames()


def test_a_side_part_that_the_data_cannot_carry_is_left_out_with_its_reason() -> None:
    few = RAW.dropna().iloc[[0, 2, 6, 7]].assign(
        TRUST=[6, 2, 2, 6], CONTROL=[6, 6, 2, 2], SKILL=[2, 6, 6, 2], VALUE=[6, 6, 1, 2]
    )  # fmt: skip
    found = analysis.recipe(few, "VALUE", anchors=ANCHORS, settings={"given": "TRUST*CONTROL"})
    assert found.regression is None
    assert found.conditional is None
    told = [note.sentence("en") for note in found.notes]
    assert any("conditional was left out" in line for line in told)
    assert any("4 cases cannot carry 4 coefficients" in line for line in told)
    assert any("没有可解释的差异" in note.sentence("zh") for note in found.notes)
    assert "regression" not in found.frames()


def test_memberships_need_no_anchors() -> None:
    calibrated = analysis.recipe(RAW, "VALUE", anchors=ANCHORS, settings=dict(CUTS))
    frame = calibrated.memberships.to_frame().reset_index()
    found = analysis.recipe(frame, "VALUE", cases="case", settings=dict(CUTS))
    np.testing.assert_allclose(found.memberships.values, calibrated.memberships.values)


def test_a_regression_takes_each_value_of_a_multi_value_condition() -> None:
    values = {name: [line[n] for line in SCORES.values()] for n, name in enumerate(NAMES)}
    study = small_study()
    condition = study.condition("SKILL")
    changed = type(condition)(
        id=condition.id, code="SKILL", role="condition", variables=condition.variables,
        method="thresholds", anchors=(2.5, 5.5),
    )  # fmt: skip
    kept = [r for r in study.records() if not isinstance(r, Step) and r.id != condition.id]
    said = run(study_of([*kept, changed, step(1, "calibrate", {}), step(2, "regression", SHARED)]))[
        1
    ]
    assert said.regression is not None
    names = [item.name for item in said.regression.coefficients]
    assert names == ["intercept", "TRUST", "CONTROL", "SKILL[1]", "SKILL[2]"]
    assert len(values) == 4


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"settings": {"inclusioncut": 0.8}}, "did you mean inclusion_cut"),
        ({"settings": {"nca": {"permutation": 5}}}, "did you mean permutations"),
        ({"settings": {"nca": 5}}, "settings of nca in a recipe must be a table"),
        ({"settings": {"without": ["configurations"]}}, "without of recipe must be one of"),
        ({"settings": {"without": ["nca"], "nca": {}, "pri_cut": 2}}, "pri_cut"),
        ({"outcome": "VALU"}, "did you mean VALUE"),
        ({"outcome": "VALUE*TRUST"}, "must be one set"),
        ({"outcome": 3}, "must be one set"),
        ({"conditions": ["TRUST", "SKIL"]}, "did you mean SKILL"),
        ({"conditions": ["TRUST", "VALUE"]}, "VALUE"),
        ({"anchors": {"TRUS": (1, 2, 3)}}, "did you mean TRUST"),
        ({"anchors": {**ANCHORS, "TRUST": (1, 2)}}, "anchors"),
        ({"anchors": {}}, "memberships between 0 and 1"),
        ({"data": RAW.assign(TRUST="high")}, "which is no number"),
        ({"data": RAW.assign(TRUST=np.nan)}, "no score in any case"),
        ({"data": 3}, "data of recipe"),
        ({"cases": "name"}, "cases of recipe"),
        ({"given": "TRST"}, "did you mean TRUST"),
        ({"outcome": "~VALU"}, "did you mean VALUE"),
        ({"names": {"TRUST*X": "n"}}, "no solution holds"),
    ],
)
def test_what_cannot_be_done_says_why(changes: dict[str, Any], part: str) -> None:
    works: dict[str, Any] = {"data": RAW, "outcome": "VALUE", "anchors": ANCHORS}
    works["settings"] = dict(CUTS)
    with pytest.raises(ConsilienceError) as caught:
        analysis.recipe(**{**works, **changes})
    assert part in str(caught.value)


def test_expectations_as_text_are_read() -> None:
    assert plain.expected("A, ~B，C") == {"A": "present", "B": "absent", "C": "present"}


def test_plain_tables_take_the_larger_analyses() -> None:
    frame = analysis.recipe(RAW, "VALUE", anchors=ANCHORS, settings=dict(CUTS)).memberships
    table = frame.complete(list(NAMES))
    low = plain.nca(table, "~VALUE", None, {"permutations": 0})
    assert low.outcome == "~VALUE"
    assert low.conditions == NAMES[:3]
    assert plain.nca(table, "VALUE", ["SKILL"], {}).conditions == ("SKILL",)
    assert plain.fit(table, "VALUE", "TRUST", "necessity") == qca.fit(
        table, "TRUST", "VALUE", "necessity"
    )
    told = {"expectations": "TRUST", "frequency_cuts": (), **CUTS}
    assert plain.robustness(table, "VALUE", None, told).parameters["solution"] == "intermediate"
    parts: list[str] = []
    whole = plain.recipe(table, "VALUE", None, {}, {"expectations": "TRUST", **CUTS}, parts.append)
    assert whole.configurations.outcomes[0].intermediate is not None
    assert parts == ["necessity", "nca", "regression", "robustness"]
    mapping = plain.recipe(
        table, "VALUE", None, {}, {"without": ["robustness"], **CUTS}, parts.append
    )
    assert mapping.configurations.outcomes[0].intermediate is None
