"""Moving ratings by one level: which of them change the models."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from consilience import analysis, qca
from consilience.demo import demo_study
from consilience.errors import DataError
from consilience.study import Record, Study, step, study_of
from engines.analysis.rated import rated_study

STUDY = rated_study()
SETTINGS: dict[str, Any] = {"outcome": "VA", "inclusion_cut": 0.8}


def changed(*records: Record) -> Study:
    ids = {one.id for one in records}
    return study_of([*(one for one in STUDY.records() if one.id not in ids), *records])


def test_every_move_is_what_a_full_analysis_gives() -> None:
    found = analysis.sensitivity_to_ratings(STUDY, SETTINGS)
    frame = analysis.memberships(STUDY).complete(["CO", "TR", "VA"])
    assert found.models == ("TR",)
    levels = [0.0, 1 / 3, 2 / 3, 1.0]
    steps = [test for test in found.tests if test.kind == "step"]
    assert len(steps) == sum(
        (value > 0) + (value < 1) for value in np.asarray(frame).ravel().tolist()
    )
    for test in steps:
        moved = frame.copy()
        moved.loc[test.case, test.condition] = min(levels, key=lambda x: abs(x - float(test.value)))
        table = qca.truth_table(moved, "VA", ["CO", "TR"], inclusion_cut=0.8)
        models = qca.minimize(table, "parsimonious").models
        assert test.models == tuple(sorted(model.expression for model in models))
        assert (test.relation == "same") == (test.models == found.models)
    assert found.stable == np.mean([test.relation == "same" for test in steps])
    assert set(found.pivotal) == {test for test in found.tests if test.relation != "same"}
    assert len(found.to_frame()) == len(found.tests)
    assert analysis.RatingSensitivity.from_dict(found.to_dict()) == found


def test_raters_and_silence() -> None:
    found = analysis.sensitivity_to_ratings(STUDY, SETTINGS)
    by_kind = {(test.kind, test.value): test for test in found.tests if test.kind != "step"}
    assert set(by_kind) == {("rater", "A"), ("rater", "B"), ("not mentioned", "")}
    assert by_kind["rater", "A"].relation == "same"
    assert by_kind["not mentioned", ""].cases == 6
    reversed_ = replace(STUDY.condition("TR"), reverse_from=1.0)
    other = analysis.sensitivity_to_ratings(changed(reversed_), SETTINGS)
    assert other.models == ("~TR",)
    assert next(test for test in other.tests if test.value == "B").models != ()


def test_relations_are_named() -> None:
    high = {**SETTINGS, "inclusion_cut": 0.9}
    found = analysis.sensitivity_to_ratings(STUDY, high)
    assert {test.relation for test in found.tests} >= {"same", "other"}
    constant = [replace(one, value=1.0) for one in STUDY.ratings if one.value is not None]
    flat = analysis.sensitivity_to_ratings(changed(*constant), SETTINGS)
    assert flat.models == ()
    assert "same" in {test.relation for test in flat.tests}
    expected = {**SETTINGS, "expectations": {"TR": "present"}, "conditions": ["TR"]}
    assert analysis.sensitivity_to_ratings(STUDY, expected).solution == "intermediate"


def test_levels_that_occur_where_there_is_no_rubric() -> None:
    plain = [replace(one, method="none") for one in STUDY.conditions]
    found = analysis.sensitivity_to_ratings(changed(*plain), SETTINGS)
    assert {test.value for test in found.tests if test.kind == "step"} == {"0", "0.33", "0.67", "1"}
    direct = [replace(one, method="direct", anchors=(0.0, 0.5, 1.0)) for one in STUDY.conditions]
    moved = analysis.sensitivity_to_ratings(changed(*direct), SETTINGS)
    assert np.isnan(moved.stable)
    assert {test.kind for test in moved.tests} == {"rater", "not mentioned"}


def test_without_ratings_it_is_refused() -> None:
    with pytest.raises(DataError, match="comes straight from ratings"):
        analysis.sensitivity_to_ratings(demo_study(), {"outcome": "VC"})


def test_it_is_a_step_of_the_protocol() -> None:
    study = changed(step(1, "calibrate", {}), step(2, "ratings", SETTINGS))
    done = study_of([*study.records(), *(finding for _, finding in analysis.run(study))])
    found = analysis.evidence(done).ratings
    assert found is not None
    assert found.tests == analysis.sensitivity_to_ratings(STUDY, SETTINGS).tests
