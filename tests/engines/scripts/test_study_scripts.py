"""The protocol of a study as a script: run in Python, it gives the findings again."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from consilience import analysis, calibration, qca, scripts
from consilience.demo import demo_study
from consilience.errors import ConsilienceError
from consilience.results import Result
from consilience.scripts.parts import parts
from consilience.study import Condition, Study, step, study_of
from engines.scripts.samples import HOSTILE


def run(study: Study) -> Study:
    return study_of([*study.records(), *(found for _, found in analysis.run(study))])


DONE = run(demo_study())


def variables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(folder)
    found: dict[str, Any] = {}
    exec(compile((folder / "protocol.py").read_text("utf-8"), "protocol.py", "exec"), found)  # noqa: S102  (a script is there to be run)
    return found


def test_the_script_gives_the_findings_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = scripts.write_scripts(DONE, tmp_path / "made")
    assert [file.name for file in files] == ["protocol.py", "protocol.R", "raw.csv"]
    found = variables(tmp_path / "made", monkeypatch)
    results = [item.to_dict() for item in found.values() if isinstance(item, Result)]
    expected = [one for _, result in analysis.step_results(DONE) for one in parts(result)]
    kinds = {type(one) for one in expected}
    assert {calibration.DualLogic, qca.Robustness, qca.Asymmetry, qca.SymmetricRegression} <= kinds
    for one in expected:
        assert one.to_dict() in results


def test_moved_anchors_are_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = demo_study()
    ways: list[Condition] = [
        dataclasses.replace(study.condition("JD"), anchors=(1.0, 3.0, 5.0), half="drop"),
        dataclasses.replace(study.condition("CG"), method="thresholds", anchors=(3.1,)),
        dataclasses.replace(study.condition("RG"), method="direct", profile="fsQCA"),
    ]
    changed = {one.id for group in (ways, study.steps) for one in group}
    rest = [one for one in study.records() if one.id not in changed]
    tried = {"anchors": {"JD": {"crossover": [2.5, 3.2]}, "VC": [[1, 2.9, 5]]}}
    quick = {"inclusion_cuts": [0.7], "leave_one_out": False, "anchor_shares": [-0.25]}
    settings = {"outcome": "VC", "conditions": ["JD", "CG", "RG"], "pri_cut": 0.5}
    steps = [step(1, "calibrate", {}), step(2, "robustness", {**settings, **tried, **quick})]
    steps.append(step(3, "regression", {"outcome": "~VC", "conditions": ["JD", "RG"]}))
    done = run(study_of([*rest, *ways, *steps]))
    scripts.write_scripts(done, tmp_path)
    found = variables(tmp_path, monkeypatch)
    expected = [result for _, result in analysis.step_results(done)]
    made = [found["robustness"], found["symmetric_regression"]]
    for one, again in zip(made, expected[1:], strict=True):
        mine, theirs = one.to_dict(), again.to_dict()
        assert {key: (v, theirs[key]) for key, v in mine.items() if v != theirs[key]} == {}
    assert len(found["robustness"].parameters["alternatives"]) > 10


def test_half_memberships_multi_value_and_hostile_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = demo_study()
    kept = [dataclasses.replace(case, code=f"{HOSTILE[0]} {case.code}") for case in study.cases]
    ways: list[Condition] = [
        dataclasses.replace(study.condition("JD"), anchors=(1.0, 3.0, 5.0), half="add"),
        dataclasses.replace(study.condition("AD"), anchors=(1.0, 3.0, 5.0), half="drop"),
        dataclasses.replace(study.condition("CG"), method="thresholds", anchors=(2.0, 4.0)),
        dataclasses.replace(study.condition("RG"), profile="fsQCA"),
    ]
    changed = {one.id for group in (kept, ways, study.steps) for one in group}
    rest = [one for one in study.records() if one.id not in changed]
    named = {"outcome": "VC", "conditions": ["JD", "AD", "CG", "RG"]}
    steps = [step(1, "calibrate", {}), step(2, "nca", {**named, "permutations": 5})]
    steps.append(step(3, "configurations", {**named, "inclusion_cut": 0.8, "pri_cut": 0.5}))
    done = run(study_of([*rest, *kept, *ways, *steps]))
    scripts.write_scripts(done, tmp_path, ("python",))
    found = variables(tmp_path, monkeypatch)
    sets = analysis.evidence(done).memberships.to_frame()
    assert found["sets"][list(sets.columns)].equals(sets)
    results = [item.to_dict() for item in found.values() if isinstance(item, Result)]
    for item in analysis.evidence(done).outcomes:
        assert item.nca is not None
        assert item.nca.to_dict() in results
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["protocol.py", "raw.csv"]


def test_one_outcome_only() -> None:
    text = scripts.study_script(DONE, "r", "~VC", "zh")
    assert 'outcome = "~VC"' in text
    assert 'outcome = "VC"' not in text
    assert "重新算出" in text


def test_what_r_cannot_do_is_a_comment_and_the_rest_goes_on() -> None:
    study = demo_study()
    rest = [one for one in study.records() if one.id not in {item.id for item in study.steps}]
    named = {"outcome": "VC", "conditions": ["JD", "CG", "RG"]}
    cuts = {"inclusion_cut": [0.85, 0.6], "frequency_cut": 2}
    steps = [step(1, "calibrate", {}), step(2, "configurations", {**named, **cuts})]
    steps.append(step(3, "necessity", named))
    text = scripts.study_script(run(study_of([*rest, *steps])), "r")
    assert "# There is no R script for two inclusion cut-offs" in text
    assert "truthTable(" not in text
    assert "superSubset(" in text


def test_slips(tmp_path: Path) -> None:
    with pytest.raises(ConsilienceError, match="did you mean python"):
        scripts.study_script(DONE, "Python")  # type: ignore[arg-type]  # (wrong on purpose)
    with pytest.raises(ConsilienceError, match="run"):
        scripts.study_script(demo_study())
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConsilienceError, match="cannot be made"):
        scripts.write_scripts(DONE, tmp_path / "file")
