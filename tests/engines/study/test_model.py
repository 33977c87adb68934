"""Records, their plain form, and the snapshot."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.study import Case, Project, Score, new_id, study_of
from consilience.study.codec import canonical, from_plain, to_plain
from engines.study.samples import small_study


def test_records_are_sorted_by_codes_however_they_come() -> None:
    study = small_study()
    assert study_of(reversed(study.records())) == study
    assert [case.code for case in study.cases] == ["A", "C01", "C02"]
    keys = [
        (study.code_of(one.case_id), study.code_of(one.variable_id), one.wave)
        for one in study.scores
    ]
    assert keys == sorted(keys)
    assert len(keys) == 12


def test_look_up_by_code() -> None:
    study = small_study()
    assert study.case("C01").name == "Orlando Bridge"
    assert study.source("T").title == "Survey"
    assert study.variable("Q2").label == "价值"
    assert study.condition("VC").role == "outcome"
    assert study.actor("R").role == "researcher"
    with pytest.raises(UnknownNameError, match=r"code of study\.case .*did you mean C01"):
        study.case("c01")


def test_hash_of_the_content_ignores_ids_and_findings_only() -> None:
    study = small_study()
    assert small_study() != study
    assert small_study().content_sha256() == study.content_sha256()
    without = dataclasses.replace(study, findings=())
    assert without.content_sha256() == study.content_sha256()
    first = dataclasses.replace(study.scores[0], value=9.0)
    changed = study_of([first, *(one for one in study.records() if one.id != first.id)])
    assert changed.content_sha256() != study.content_sha256()
    orphan = dataclasses.replace(study.cases[1], parent_id=None)
    moved = study_of([orphan, *(one for one in study.records() if one.id != orphan.id)])
    assert moved.content_sha256() != study.content_sha256()


def test_a_study_has_one_project() -> None:
    with pytest.raises(DataError, match="exactly one project, got 0"):
        study_of([])
    with pytest.raises(DataError, match="exactly one project, got 2"):
        study_of([Project(code="P", title="A"), Project(code="Q", title="B")])


def test_plain_form_gives_every_record_back() -> None:
    for record in small_study().records():
        assert from_plain(type(record), to_plain(record)) == record


def test_plain_form_takes_the_number_type_of_the_field() -> None:
    score = Score(
        case_id=new_id(),
        variable_id=new_id(),
        value=np.float64(3),
        source_id=new_id(),
        row=int(np.int64(2)),
        column="a",
    )
    assert canonical(to_plain(score)["value"]) == "3.0"
    assert canonical(to_plain(dataclasses.replace(score, value=3))["value"]) == "3.0"


def test_json_refuses_what_it_cannot_hold() -> None:
    for value in (float("nan"), float("inf"), {1, 2}, object()):
        with pytest.raises(DataError, match="cannot be kept as JSON"):
            canonical(value)


def test_ids_are_fresh() -> None:
    assert Case(code="C", name="a").id != Case(code="C", name="a").id


def test_settings_and_results_are_fresh_values() -> None:
    study = small_study()
    [one], [found] = study.steps, study.findings
    one.settings["outcome"] = "changed"
    found.result["inclusion"] = "changed"
    assert one.settings["outcome"] == "~VC"
    assert found.result["inclusion"][:2] == [0.9, None]
