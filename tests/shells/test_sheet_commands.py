"""Membership sheets and cases on the command line, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consilience.study import create_study, open_study
from engines.analysis.rated import rated_study
from shells.commands import run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path, whole = tmp_path / "a.consilience", rated_study()
    with create_study(path, whole.project) as store:
        store.add("fill", whole.records()[1:])
    return path


def test_a_sheet_is_shown_with_its_quotes(study: Path) -> None:
    code, out, _ = run("coding", "sheet", "show", str(study), "TR", "--code", "trust")
    assert code == 0
    assert "C6 JC6 4-13: we trust." in out
    code, out, _ = run("coding", "sheet", "show", str(study), "TR", "--json")
    assert json.loads(out)["lines"][2]["ratings"][1] == {
        "rater": "A", "agreed": False, "value": 0.33, "status": "present", "reason": ""
    }  # fmt: skip


def test_ratings_are_loaded_rated_and_agreed(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "new.csv"
    table.write_text(
        "案例,集合,评分者,分值\nC1,NEW,A,1\nC1,NEW,B,1\nC2,NEW,A,0\nC2,NEW,B,1\n", "utf-8"
    )
    assert run("coding", "sheet", "load", str(study), str(table))[1].strip() == "4 ratings loaded"
    code, out, _ = run("coding", "sheet", "agree", str(study), "--reason", "equal")
    assert (code, out.splitlines()) == (0, ["1 ratings agreed", "not agreed: C2 NEW"])
    rated = run(
        "coding", "sheet", "rate", str(study), "C2", "NEW", "--value", "0.5",
        "--anchor", "We doubt.", "--codes", "trust", "--reason", "talked over",
    )  # fmt: skip
    assert rated[0] == 0
    with open_study(study) as store:
        found = store.study()
    line = found.ratings_by_cell[found.case("C2").id, found.variable("NEW").id]
    assert (line.value, line.agreed, len(line.evidence_ids)) == (0.5, True, 2)
    shown = run("coding", "sheet", "agreement", str(study))[1]
    assert "C2 NEW: = 0.5, A 0, B 1" in shown
    assert json.loads(run("coding", "sheet", "agree", str(study), "--json")[1]) == {
        "agreed": 0, "undecided": []
    }  # fmt: skip
    one = run(
        "coding", "sheet", "rate", str(study), "C1", "NEW", "--rater", "A", "--status", "absent"
    )
    assert one[0] == 0


def test_sensitivity_names_the_pivotal_ratings(study: Path) -> None:
    code, out, _ = run(
        "coding", "sheet", "sensitivity", str(study), "--outcome", "VA", "--conditions", "CO，TR"
    )
    assert code == 0
    assert "of the moved ratings leave the models: TR" in out
    found = json.loads(
        run("coding", "sheet", "sensitivity", str(study), "--outcome", "VA", "--json")[1]
    )
    assert found["models"] == ["TR"]


def test_a_slip_is_one_sentence(study: Path) -> None:
    code, _, error = run("coding", "sheet", "rate", str(study), "C9", "TR", "--value", "1")
    assert code == 2
    assert error.startswith("code of study.case must be one of C1")
    assert error.count("\n") == 1


def test_a_membership_outside_0_to_1_names_case_and_set(study: Path) -> None:
    code, _, error = run("coding", "sheet", "rate", str(study), "C1", "TR", "--value", "3")
    assert (code, error) == (2, "C1 TR: a membership must be 0 to 1, got 3\n")


def test_cases_are_loaded_and_listed(study: Path, tmp_path: Path) -> None:
    table = tmp_path / "cases.csv"
    table.write_text("case,parent,sector\nC1,G,OEM\nN1,G,city\n", "utf-8")
    assert run("coding", "case", "load", str(study), str(table))[1].strip() == "2 cases loaded"
    assert "N1 N1 G sector=city" in run("coding", "case", "list", str(study))[1].splitlines()
    listed = json.loads(run("coding", "case", "list", str(study), "--json")[1])["cases"]
    assert {"case": "C1", "name": "case C1", "parent": "G"}.items() <= listed[0].items()
