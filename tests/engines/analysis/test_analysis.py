"""From a study in memory to findings and back to the engines' records."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from consilience import analysis
from consilience.demo import demo_study
from consilience.errors import ConsilienceError, DataError, StudyError, UnknownNameError
from consilience.study import (
    Case,
    Condition,
    Project,
    Record,
    Score,
    Source,
    Study,
    Variable,
    step,
    study_of,
)

SOURCE = Source(code="T", title="Survey", kind="table", file_name="t.csv")
VALUES = {"a": [5, 4, 2, 1, 5, 2], "b": [4, 2, 5, 1, 5, 1], "y": [5, 2, 4, 1, 4, 2]}


def _condition(code: str, variable: str, role: str = "condition", **changes: object) -> Condition:
    made = Condition(code=code, role="condition", variables=(variable,), anchors=(1.0, 3.01, 5.0))
    return dataclasses.replace(made, role=role, **changes)  # type: ignore[arg-type]  # fields by name


def _study(*extra: Record, missing: tuple[tuple[str, int], ...] = ()) -> Study:
    cases = [Case(code=f"c{n}", name=f"Case {n}") for n in range(1, 7)]
    variables = [Variable(code=name, minimum=1, maximum=5) for name in VALUES]
    scores = [
        Score(
            case_id=case.id,
            variable_id=variable.id,
            value=float(VALUES[variable.code][place]),
            source_id=SOURCE.id,
            row=place + 2,
            column=variable.code,
        )
        for variable in variables
        for place, case in enumerate(cases)
        if (variable.code, place) not in missing
    ]
    conditions = [c for c in extra if isinstance(c, Condition)]
    if not conditions:
        conditions = [
            _condition("A", "a"),
            _condition("B", "b"),
            _condition("Y", "y", role="outcome"),
        ]
    rest = [record for record in extra if not isinstance(record, Condition)]
    project = Project(code="P", title="Test", outcome="Y")
    return study_of([project, SOURCE, *cases, *variables, *scores, *conditions, *rest])


STEPS = (
    step(1, "calibrate", {}),
    step(2, "dependence", {"joint": "A", "asymmetric": "B"}),
    step(3, "necessity", {"outcome": "Y"}),
    step(4, "configurations", {"outcome": "Y", "expectations": {"A": "present", "B": 1}}),
)


def test_memberships_lead_back_to_their_scores() -> None:
    found = analysis.memberships(_study(missing=(("b", 1),)))
    assert found.conditions == ("A", "B", "Y")
    assert found.origins[0][0] == (analysis.ScoreOrigin("a", "", 5.0, "T", 2, "a"),)
    assert [(item.case, item.condition) for item in found.left_out] == [("c2", "B")]
    assert np.isnan(found.values[1, 1])
    assert list(found.complete(["A", "B"]).index) == ["c1", "c3", "c4", "c5", "c6"]
    assert found.calibration_of("A").share_in == 0.5
    with pytest.raises(UnknownNameError):
        found.complete(["A", "C"])


def test_methods_of_calibration() -> None:
    study = _study(
        _condition("A", "a", method="thresholds", anchors=(2.5, 4.5)),
        _condition(
            "B", "b", method="rubric", anchors=(0.0, 0.25, 0.5, 0.75, 1.0), reverse_from=5.0
        ),
        _condition("C", "a", method="direct", profile="fsQCA"),
        _condition("D", "b", method="none"),
    )
    with pytest.raises(DataError, match="condition B"):
        analysis.memberships(study)
    fine = _study(
        _condition("A", "a", method="thresholds", anchors=(2.5, 4.5)),
        _condition("C", "a", method="direct", profile="fsQCA"),
    )
    found = analysis.memberships(fine)
    assert found.values[:, 0].tolist() == [2, 1, 0, 0, 2, 0]
    assert found.values[0, 1] == pytest.approx(1 / (1 + np.exp(-3)))
    for method in ("indirect", "rubric", "none"):
        with pytest.raises(ConsilienceError):
            analysis.memberships(_study(_condition("A", "a", method=method, anchors=(9.0,))))


def test_halves_are_handled_as_the_condition_says() -> None:
    anchors = (1.0, 4.0, 5.0)
    kept = analysis.memberships(_study(_condition("A", "a", anchors=anchors)))
    assert kept.calibrations[0].half_cases == ("c2",)
    added = analysis.memberships(_study(_condition("A", "a", half="add", anchors=anchors)))
    assert added.values[1, 0] == pytest.approx(0.501)
    dropped = analysis.memberships(_study(_condition("A", "a", half="drop", anchors=anchors)))
    assert [item.reason for item in dropped.left_out] == ["analysis.left_out.half"]


def test_a_run_yields_the_same_findings_every_time() -> None:
    study = _study(*STEPS)
    first, second = list(analysis.run(study)), list(analysis.run(study))
    assert first == second
    assert [finding.kind for _, finding in first] == [item.kind for item in STEPS]
    assert all(json.loads(finding.result_json) for _, finding in first)


def test_evidence_gives_back_what_the_engines_returned() -> None:
    study = _study(*STEPS)
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    said = analysis.evidence(run)
    assert said.memberships == analysis.memberships(study)
    assert [item.outcome for item in said.outcomes] == ["Y", "~Y"]
    assert said.dependence is not None
    assert said.asymmetry is not None
    paths = said.outcomes[0].paths
    assert paths is not None
    assert paths.intermediate is not None
    assert len(paths.tables) == len(paths.intermediate.models)
    assert any("opposite" in str(note) for note in (said.configurations or paths).notes)


def test_evidence_of_half_a_protocol() -> None:
    study = _study(*STEPS[:1])
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    said = analysis.evidence(run)
    assert said.outcomes == ()
    assert (said.dependence, said.configurations, said.asymmetry) == (None, None, None)
    needs = _study(STEPS[0], step(2, "necessity", {"outcome": "~Y", "conditions": ["A"]}))
    run = study_of([*needs.records(), *(finding for _, finding in analysis.run(needs))])
    assert [item.outcome for item in analysis.evidence(run).outcomes] == ["~Y", "Y"]


def test_findings_of_another_form_ask_for_a_new_run() -> None:
    study = _study(*STEPS[:1])
    with pytest.raises(StudyError, match="run it first"):
        analysis.evidence(study)
    (_, finding), *_ = analysis.run(study)
    old = dataclasses.replace(finding, result_json='{"cases": []}', version="0.0.1")
    with pytest.raises(StudyError, match=r"version 0\.0\.1"):
        analysis.evidence(study_of([*study.records(), old]))


def test_without_expectations_there_is_no_intermediate_solution() -> None:
    study = _study(
        STEPS[0], step(2, "configurations", {"outcome": "Y", "inclusion_cut": [0.8, 0.6]})
    )
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    paths = analysis.evidence(run).outcomes[0].paths
    assert paths is not None
    assert paths.intermediate is None
    assert paths.tables == ()


def test_expectations_of_the_negation_can_be_stated() -> None:
    settings = {
        "outcome": "Y",
        "expectations": {"A": "present"},
        "negation_expectations": {"B": "absent"},
    }
    study = _study(STEPS[0], step(2, "configurations", settings))
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    low = analysis.evidence(run).outcomes[1].paths
    assert low is not None
    assert low.intermediate is not None
    assert low.intermediate.parameters["expectations"] == {"B": [0]}


def test_expectations_without_an_opposite_are_left_out() -> None:
    settings = {"outcome": "Y", "expectations": {"A": [1], "B": 0, "A*B": "present"}}
    study = _study(STEPS[0], step(2, "configurations", settings))
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    low = analysis.evidence(run).outcomes[1].paths
    assert low is not None
    assert low.intermediate is not None
    assert low.intermediate.parameters["expectations"] == {"B": [1]}


@pytest.mark.parametrize(
    ("study", "part"),
    [
        (_study(), "no protocol"),
        (study_of([Project(code="P", title="T"), step(1, "calibrate", {})]), "no cases"),
        (
            study_of(
                [Project(code="P", title="T"), Case(code="c", name="c"), step(1, "calibrate", {})]
            ),
            "no conditions",
        ),
        (_study(step(1, "calibrates", {})), "did you mean calibrate"),
        (_study(step(1, "necessity", {"outcom": "Y"})), "did you mean outcome"),
        (_study(step(1, "necessity", {})), "outcome"),
        (_study(step(1, "necessity", {"outcome": "Z"})), "Z"),
        (_study(step(1, "necessity", {"outcome": "Y", "conditions": ["A", "K"]})), "K"),
        (_study(step(1, "configurations", {"outcome": "Y", "inclusion_cut": 1.0})), "no row"),
        (_study(step(1, "configurations", {"outcome": "Y", "inclusion_cut": 0.0})), "every"),
        (_study(_condition("A", "q"), step(1, "calibrate", {})), "q"),
    ],
)
def test_what_cannot_be_run_says_why(study: Study, part: str) -> None:
    with pytest.raises(ConsilienceError) as caught:
        list(analysis.run(study))
    assert part in str(caught.value)


def test_a_condition_that_is_never_scored() -> None:
    study = _study(Variable(code="empty"), _condition("E", "empty"), step(1, "calibrate", {}))
    with pytest.raises(DataError, match="no score"):
        list(analysis.run(study))


def test_the_demonstration_has_the_published_numbers() -> None:
    study = demo_study()
    run = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    high, low = analysis.evidence(run).outcomes
    assert high.paths is not None
    assert low.paths is not None
    assert high.paths.parsimonious.model_count == 18
    assert low.paths.parsimonious.models[0].expression == "~CG*~RG*~CC"
