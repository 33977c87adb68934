"""What a change can touch is checked as the whole study would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consilience.errors import ConsilienceError, DataError, StudyError
from consilience.study import (
    Change,
    Record,
    StudyStore,
    check_study,
    create_study,
    kind_of,
    new_id,
    study_of,
)
from engines.study.samples import coded_study

STUDY = coded_study()
VERSION = STUDY.versions[0]


@pytest.fixture
def store(tmp_path: Path) -> StudyStore:
    made = create_study(tmp_path / "a", STUDY.project)
    made.add("fill", STUDY.records()[1:])
    return made


def refusal(act: Callable[[], object]) -> str:
    """What is said to be missing, nothing where nothing is refused."""
    try:
        act()
    except DataError as error:
        return str(error).partition(" refers to")[2]
    return ""


@pytest.mark.parametrize("record", STUDY.records()[1:], ids=kind_of)
def test_taking_a_record_out_is_refused_where_the_whole_study_would_not_stand(
    store: StudyStore, record: Record
) -> None:
    smaller = study_of([one for one in STUDY.records() if one.id != record.id])
    change = Change(kind=kind_of(record), before=record, after=None)
    refused = refusal(lambda: check_study(smaller))
    assert refusal(lambda: store.record("remove", [change])) == refused
    assert store.study() == (STUDY if refused else smaller)
    assert store.audit() == ()
    store.close()


TWINS: dict[str, Record] = {
    "a key": replace(STUDY.codes[0], id=new_id()),
    "an id": replace(STUDY.cases[0], code="Z"),
    "a key of a coding": replace(STUDY.codings[0], id=new_id()),
    "a text that is not there": replace(STUDY.codings[0], id=new_id(), version_id=new_id()),
    "an end beyond the text": replace(STUDY.codings[0], id=new_id(), end=10**6),
    "one of several": replace(STUDY.rounds[0], id=new_id(), code="R2", code_ids=(new_id(),)),
    "a second project": replace(STUDY.project, id=new_id()),
}


@pytest.mark.parametrize("name", TWINS)
def test_adding_a_record_is_refused_as_the_whole_study_would_be(
    store: StudyStore, name: str
) -> None:
    with pytest.raises(ConsilienceError) as whole:
        check_study(study_of([*STUDY.records(), TWINS[name]]))
    with pytest.raises(ConsilienceError) as caught:
        store.add("add", [TWINS[name]])
    assert str(caught.value) == str(whole.value)
    assert store.study() == STUDY
    store.close()


def test_a_loop_through_what_is_there_is_refused(store: StudyStore) -> None:
    theme, trust = STUDY.codes[0], next(one for one in STUDY.codes if one.name == "trust")
    looped = replace(theme, parent_id=trust.id)
    with pytest.raises(DataError, match="lie within themselves"):
        store.record("move", [Change(kind="code", before=theme, after=looped)])
    store.close()


def test_a_text_never_changes_but_its_note_may(store: StudyStore) -> None:
    noted = replace(VERSION, note="checked against the recording")
    store.record("note", [Change(kind="version", before=VERSION, after=noted)])
    with pytest.raises(StudyError, match="the text of a source never changes"):
        store.record("mend", [Change(kind="version", before=noted, after=replace(noted, text="x"))])
    text = replace(VERSION, id=new_id(), number=2)
    store.add("correct", [text, replace(STUDY.codings[0], id=new_id(), version_id=text.id)])
    assert store.audit() == ()
    store.close()


def test_several_hundred_codings_at_once(store: StudyStore) -> None:
    end = len(VERSION.text)
    spans = [(start, stop) for start in range(end) for stop in range(start + 1, end + 1)]
    many = [replace(STUDY.codings[0], id=new_id(), start=a, end=b, note="n") for a, b in spans]
    known = {(one.start, one.end) for one in STUDY.codings}
    event = store.add("code", [one for one in many if (one.start, one.end) not in known])
    assert len(event.changes()) > 500
    assert len(store.study().codings) == len(event.changes()) + 4
    store.close()
