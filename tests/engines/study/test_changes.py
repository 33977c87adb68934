"""From a wish to changes, and what no event takes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consilience.errors import DataError, StudyError
from consilience.study import Case, Change, put, remove, replace_findings
from consilience.study.changes import check_changes
from engines.study.samples import small_study

STUDY = small_study()
CASE = STUDY.case("C01")


def test_put_tells_new_changed_and_equal_apart() -> None:
    new, renamed = Case(code="C09", name="new"), replace(CASE, name="renamed")
    assert put(STUDY, [new, renamed, STUDY.case("C02")]) == (
        Change(kind="case", before=None, after=new),
        Change(kind="case", before=CASE, after=renamed),
    )


def test_only_records_are_put_and_removed() -> None:
    for call in (put, remove):
        with pytest.raises(DataError, match="'C01' is not a record of a study"):
            call(STUDY, ["C01"])  # type: ignore[list-item]  # (the slip is the test)


def test_what_is_not_there_cannot_be_removed() -> None:
    with pytest.raises(StudyError, match=r"does not have cases\[C09\]"):
        remove(STUDY, [Case(code="C09", name="new")])


def test_a_removed_step_takes_its_findings_along_once() -> None:
    going = remove(STUDY, [*STUDY.findings, *STUDY.steps])
    assert {change.record for change in going} == {*STUDY.steps, *STUDY.findings}
    assert all(change.after is None for change in going)


def test_findings_belong_to_their_step() -> None:
    other = replace(STUDY.findings[0], step_id=CASE.id)
    with pytest.raises(StudyError, match="belong to another step"):
        replace_findings(STUDY, STUDY.steps[0].id, [other])


def test_changes_that_no_event_takes() -> None:
    change = Change(kind="case", before=CASE, after=replace(CASE, name="x"))
    with pytest.raises(DataError, match="needs the record before it, after it, or both"):
        check_changes([Change(kind="case", before=None, after=None)])
    with pytest.raises(DataError, match="changed twice"):
        check_changes([change, change])
    for wrong in (
        replace(change, kind="actor"),
        replace(change, after=replace(CASE, id=STUDY.case("A").id)),
    ):
        with pytest.raises(DataError, match="does not have the kind and the id of its change"):
            check_changes([wrong])
    with pytest.raises(DataError, match="must be a text"):
        check_changes([replace(change, after=replace(CASE, name=3))])  # type: ignore[arg-type]  # (the slip is the test)
