"""Undo, redo and the audit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from consilience.errors import StudyError
from consilience.study import Case, Project, create_study, open_study
from engines.study.samples import small_study

PROJECT = Project(code="P", title="Alliances")
ONE, TWO = Case(code="C01", name="Bridge"), Case(code="C02", name="Tunnel")


def test_undo_and_redo_work_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "a.consilience"
    with create_study(path, PROJECT) as store:
        store.put("add", [ONE])
        store.put("add", [TWO])
        store.put("rename", [replace(ONE, name="Viaduct")])
    with open_study(path) as store:
        assert store.undo(actor="R").undoes == 4
        assert store.undo().undoes == 3
        assert store.study().cases == (ONE,)
    with open_study(path) as store:
        redone = store.redo(actor="R")
        assert (redone.operation, redone.actor, redone.undoes) == ("redo", "R", 6)
        assert store.study().cases == (ONE, TWO)
        assert store.undo().undoes == redone.number
        assert store.undo().undoes == 2
        assert store.study().cases == ()
        for _ in range(3):
            store.redo()
        assert [case.name for case in store.study().cases] == ["Viaduct", "Tunnel"]
        with pytest.raises(StudyError, match="nothing to redo"):
            store.redo()
        assert store.audit() == ()


def test_a_new_change_ends_redo(tmp_path: Path) -> None:
    with create_study(tmp_path / "a.consilience", PROJECT) as store:
        store.put("add", [ONE])
        store.undo()
        store.put("add", [TWO])
        with pytest.raises(StudyError, match="nothing to redo"):
            store.redo()
        store.undo()
        with pytest.raises(StudyError, match="nothing to undo"):
            store.undo()
        assert store.study().project == PROJECT


@pytest.mark.parametrize(
    ("damage", "places"),
    [
        ("UPDATE cases SET name = 'x' WHERE code = 'C01'", ["cases[C01] is not what"]),
        ("DELETE FROM findings", ["stands in the event log but not in the tables"]),
        (
            "INSERT INTO actors VALUES ('0', 'X', 'x', 'coder')",
            ["actors[X] stands in the tables but not in the event log"],
        ),
        (
            "UPDATE events SET payload = replace(payload, 'Orlando', 'Miami') WHERE number = 2",
            ["events[3] does not follow from the events before it"],
        ),
        (
            "UPDATE events SET inverse = replace(inverse, 'Orlando', 'Miami') WHERE number = 3",
            ["events[3] does not follow from the events before it"],
        ),
    ],
)
def test_the_audit_finds_what_was_changed_from_outside(
    tmp_path: Path, damage: str, places: list[str]
) -> None:
    study = small_study()
    with create_study(tmp_path / "a.consilience", study.project) as store:
        store.put("fill", study.records())
        store.put("note", [replace(study.case("C01"), sampling_reason="theory")])
        store.undo()
        assert store.audit() == ()
        with closing(sqlite3.connect(store.path)) as plain:
            plain.execute(damage)
            plain.commit()
        found = store.audit()
        assert len(found) == len(places)
        for problem, place in zip(found, places, strict=True):
            assert place in problem.sentence()
            assert "from outside" in problem.mend()
            assert problem.sentence("zh") != problem.sentence()


def test_ten_thousand_scores_are_one_event_and_one_undo(tmp_path: Path) -> None:
    study = small_study()
    table, score = study.source("T"), study.scores[0]
    cases = [Case(code=f"C{number:03}", name=str(number)) for number in range(100)]
    scores = [
        replace(score, id=Case(code="x", name="x").id, case_id=case.id, wave=str(wave))
        for case in cases
        for wave in range(100)
    ]
    variables = study.variables
    with create_study(tmp_path / "a.consilience", study.project) as store:
        event = store.put("import", [table, *variables, *cases, *scores])
        assert event is not None
        assert len(event.changes()) == 10_000 + 100 + 3
        store.undo()
        assert store.study().scores == ()
        store.redo()
        assert len(store.study().scores) == 10_000
        assert store.audit() == ()
