"""The file: made, opened, refused, changed; by several programs at once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from consilience.errors import ArgumentError, DataError, StudyError
from consilience.study import (
    Case,
    Change,
    Project,
    Study,
    create_study,
    open_study,
    put,
    remove,
    replace_findings,
)
from consilience.study import store as store_module
from consilience.study.history import Event
from engines.study.samples import small_study

PROJECT = Project(code="P", title="Alliances")


def filled(path: Path, study: Study) -> None:
    with create_study(path, study.project) as store:
        store.put("fill", study.records(), actor="R")


def test_everything_comes_back_after_reopening(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    with open_study(tmp_path / "a.consilience") as store:
        assert store.study() == study
        assert store.study().content_sha256() == study.content_sha256()
        assert store.audit() == ()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.consilience"]


def test_events_say_what_was_done(tmp_path: Path) -> None:
    case = Case(code="C01", name="Bridge")
    with create_study(tmp_path / "a.consilience", PROJECT) as store:
        event = store.put("add a case", [case], actor="R")
        assert event is not None
        assert (event.number, event.operation, event.actor, event.undoes) == (
            2, "add a case", "R", None,
        )  # fmt: skip
        assert event.at.endswith("+00:00")
        assert event.changes() == (Change(kind="case", before=None, after=case),)
        assert store.events(after=1) == (event,)
        assert [one.operation for one in store.events()] == ["create", "add a case"]


def test_the_study_at_an_earlier_event(tmp_path: Path) -> None:
    first, second = Case(code="C01", name="Bridge"), Case(code="C01", name="Bridge, renamed")
    second = replace(second, id=first.id)
    with create_study(tmp_path / "a.consilience", PROJECT) as store:
        store.put("add", [first])
        store.put("rename", [second])
        store.undo()
        assert [store.study(at).cases for at in (1, 2, 3, 4)] == [(), (first,), (second,), (first,)]
        with pytest.raises(StudyError, match="no event 5"):
            store.study(at=5)
        with pytest.raises(ArgumentError, match="whole number of at least 1"):
            store.study(at=0)
        with pytest.raises(ArgumentError, match=r"after of StudyStore\.events"):
            store.events(after=-1)


def test_what_is_there_already_makes_no_event(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    with open_study(tmp_path / "a.consilience") as store:
        assert store.put("again", study.records()) is None
        assert len(store.events()) == 2
        with pytest.raises(StudyError, match="at least one change"):
            store.record("nothing", [])


def test_two_records_may_exchange_their_codes(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    one, other = study.case("C01"), study.case("C02")
    with open_study(tmp_path / "a.consilience") as store:
        store.put("exchange", [replace(one, code="C02"), replace(other, code="C01")])
        assert store.study().case("C01").id == other.id
        store.undo()
        assert store.study() == study


def test_a_wrong_change_changes_nothing(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    case = study.case("A")
    new = Case(code="C08", name="new")
    with open_study(tmp_path / "a.consilience") as store:
        with pytest.raises(DataError, match=r"cases\[C01\]\.parent_id refers to a case"):
            store.remove("remove", [case])
        with pytest.raises(DataError, match="have the same code"):
            store.put("add", [new, Case(code="C01", name="twin")])
        with pytest.raises(DataError, match="lie within themselves"):
            store.put("move", [replace(case, parent_id=study.case("C01").id)])
        with pytest.raises(DataError, match="exactly one project, got 2"):
            store.put("second project", [PROJECT])
        with pytest.raises(DataError, match="operation must be a text, got 3"):
            store.record(3, put(study, [new]))  # type: ignore[arg-type]  # (the slip is the test)
        with pytest.raises(DataError, match="have the same id"):
            store.record("add", [Change(kind="case", before=None, after=case)])
        assert store.study() == study
        assert len(store.events()) == 2
        assert store.audit() == ()


def test_a_change_that_rests_on_an_old_state_is_refused(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    case = study.case("C01")
    with open_study(tmp_path / "a.consilience") as one, open_study(one.path) as other:
        late = put(one.study(), [replace(case, name="mine")])
        gone = remove(one.study(), study.findings)
        other.put("rename", [replace(case, name="yours")])
        other.remove("clear", study.findings)
        for changes in (late, gone):
            with pytest.raises(StudyError, match="changed by someone else meanwhile"):
                one.record("late", changes)
        assert one.study().case("C01").name == "yours"


def test_findings_are_written_only_when_they_differ(tmp_path: Path) -> None:
    study = small_study()
    filled(tmp_path / "a.consilience", study)
    [finding], step = study.findings, study.steps[0]
    with open_study(tmp_path / "a.consilience") as store:
        same = replace(finding, id=Case(code="x", name="x").id)
        assert replace_findings(store.study(), step.id, [same]) == ()
        other = replace(same, result_json="1")
        store.record("run", replace_findings(store.study(), step.id, [other]), actor="R")
        assert store.study().findings == (other,)
        store.remove("remove the step", [step])
        assert store.study().findings == ()
        store.undo()
        assert store.study().findings == (other,)


def test_a_new_study_needs_a_free_place(tmp_path: Path) -> None:
    path = tmp_path / "a.consilience"
    path.write_text("a diary")
    with pytest.raises(StudyError, match="exists already"):
        create_study(path, PROJECT)
    assert path.read_text() == "a diary"
    with pytest.raises(StudyError, match="cannot be made: there is no such file"):
        create_study(tmp_path / "nowhere" / "a.consilience", PROJECT)
    with pytest.raises(DataError, match="title must have at least one character"):
        create_study(tmp_path / "b.consilience", replace(PROJECT, title=""))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.consilience"]


def test_what_is_no_study_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="There is no file"):
        open_study(tmp_path / "missing")
    with pytest.raises(StudyError, match="cannot be read: it is a folder"):
        open_study(tmp_path)
    for name, content in (("empty", b""), ("text", b"a diary" * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(StudyError, match="is not a study file"):
            open_study(tmp_path / name)
        assert (tmp_path / name).read_bytes() == content
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE a (b)")
    with pytest.raises(StudyError, match="is not a study file"):
        open_study(tmp_path / "other")


def test_a_damaged_study_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.consilience"
    filled(path, small_study())
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StudyError, match="cannot be used: "):
        open_study(path)


def test_a_study_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.consilience"
    filled(path, small_study())
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
        plain.commit()
    with pytest.raises(StudyError, match=r"newer version of this program \(file version 9999"):
        open_study(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.consilience"]


def test_a_change_that_cannot_wait_any_longer_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.01)
    filled(tmp_path / "a.consilience", small_study())
    with (
        open_study(tmp_path / "a.consilience") as store,
        closing(sqlite3.connect(store.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StudyError, match="being changed by another program"):
            store.undo()
        assert store.study().case("C01").name == "Orlando Bridge"
        other.execute("ROLLBACK")
        store.undo()
        assert store.study().cases == ()


def test_foreign_keys_and_full_synchronisation_are_on(tmp_path: Path) -> None:
    names = ("foreign_keys", "synchronous", "journal_mode")
    with (
        create_study(tmp_path / "a.consilience", PROJECT) as store,
        store._engine.connect() as connection,
    ):
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]
    assert found == [1, 2, "wal"]


WRITER = """
import sys
from consilience.study import Case, open_study
with open_study(sys.argv[1]) as store:
    for number in range(int(sys.argv[3])):
        case = Case(code=f"{sys.argv[2]}-{number}", name=sys.argv[2])
        print(store.put("add", [case]).number, case.id, flush=True)
        if number % 3 == 2:
            print(store.remove("remove", [case]).number, case.id, flush=True)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def acknowledged(output: str) -> dict[int, str]:
    """Event number and case id of every line that was written to its end."""
    lines = [line.split() for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return {int(number): identifier for number, identifier in lines}


def lost(events: tuple[Event, ...], said: dict[int, str]) -> set[int]:
    kept = {event.number: event for event in events}
    return {
        number
        for number, identifier in said.items()
        if number not in kept or identifier not in kept[number].payload
    }


def test_two_programs_write_at_once(tmp_path: Path) -> None:
    create_study(tmp_path / "a.consilience", PROJECT).close()
    writers = [writer(tmp_path / "a.consilience", name, 30) for name in "AB"]
    outputs = [acknowledged(one.communicate()[0]) for one in writers]
    assert [one.returncode for one in writers] == [0, 0]
    assert [len(one) for one in outputs] == [40, 40]
    with open_study(tmp_path / "a.consilience") as store:
        assert [event.number for event in store.events()] == list(range(1, 82))
        assert lost(store.events(), outputs[0] | outputs[1]) == set()
        assert len(store.study().cases) == 40
        assert store.audit() == ()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_programs_are_killed(tmp_path: Path) -> None:
    """Twenty writers, two at a time, are killed (kill -9) in the middle of their work."""
    path = tmp_path / "a.consilience"
    create_study(path, PROJECT).close()
    said: dict[int, str] = {}
    for round_number in range(10):
        writers = [writer(path, f"{round_number}{name}", 10**6) for name in "AB"]
        for place, one in enumerate(writers):
            assert one.stdout is not None
            lines = [one.stdout.readline() for _ in range(1 + (7 * round_number + place) % 6)]
            one.kill()
            said |= acknowledged("".join(lines) + one.communicate()[0])
            assert one.returncode == -9
        with open_study(path) as store:
            assert lost(store.events(), said) == set()
            assert store.audit() == ()
    assert len(said) >= 20
