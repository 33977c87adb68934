"""The step on acts of sharing."""

from __future__ import annotations

import json

import pytest

from consilience import analysis
from consilience.analysis.proposals import proposed_steps
from consilience.errors import DataError, UnknownNameError
from consilience.study import Case, Project, Study
from engines.analysis.histories import THREE, Asked, act, done, planned, stages_of

STEP: Asked = ("sharing", {})


def shared(*acts: object, step: Asked = STEP) -> Study:
    cases = [Case(id="A", code="A", name="A"), Case(id="B", code="B", name="B", parent_id="A")]
    return planned([Project(code="P", title="S"), *stages_of(*THREE), *cases, *acts], (step,))


ACTS = (
    act("A1", "passive", "social", "2002", beneficiary="staff", case_id="B"),
    act("A2", "passive", "economic", "2003", beneficiary="partners"),
    act("A3", "leading", "economic", "2011", beneficiary="partners", stage_id="stage middle"),
    act("A4", "proactive", "ecological", "2011-05"),
)


def test_each_act_stands_once_in_each_table() -> None:
    (found,) = done(shared(*ACTS)).sharing
    tables = {table.across: table for table in found.tables}
    value = tables["value"]
    assert value.columns == ("economic", "social", "ecological")
    assert value.counts.tolist() == [[1, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert int(value.counts.sum()) == len(ACTS)
    cell = value.cell("passive", "social")
    assert cell is not None
    assert cell.acts == ("A1",)
    assert value.cell("leading", "social") is None
    assert tables["beneficiary"].counts.tolist() == [[1, 1], [0, 0], [1, 0]]
    assert found.modes == (("passive", 2), ("proactive", 1), ("leading", 1))


def test_a_stage_is_the_one_told_or_that_of_the_date() -> None:
    (found,) = done(shared(*ACTS)).sharing
    assert [one.stage for one in found.acts] == ["early", "early", "middle", "late"]
    table = next(one for one in found.tables if one.across == "stage")
    assert table.columns == ("early", "middle", "late")


def test_an_act_may_name_a_stage_without_dates() -> None:
    told = stages_of(("undated", "", ""), ("a", "2001", "2006"))
    acts = [act("X", "leading", "social", stage_id="stage undated"),
            act("Y", "leading", "social", "2002")]  # fmt: skip
    study = planned([Project(code="P", title="S"), *told, *acts], (STEP,))
    (found,) = done(study).sharing
    table = next(one for one in found.tables if one.across == "stage")
    assert table.columns == ("a", "undated")
    assert table.counts.tolist() == [[0, 0], [0, 0], [1, 1]]


def test_shares_over_the_years_name_all_modes_that_tie() -> None:
    (found,) = done(shared(*ACTS)).sharing
    last = found.periods[-1]
    assert (last.period, last.acts, last.shares) == ("2011", 2, (0, 0.5, 0.5))
    assert last.prevailing == ("proactive", "leading")
    assert found.periods[0].prevailing == ("passive",)


def test_acts_without_mode_or_type_are_not_counted_but_named() -> None:
    (found,) = done(
        shared(*ACTS, act("A5", "", "social", "2002"), act("A6", "leading", ""))
    ).sharing
    assert found.unsorted == ("A5", "A6")
    told = {note.key.rsplit(".", 1)[-1]: list(note.values["acts"]) for note in found.notes}
    assert told == {"unsorted": ["A5", "A6"], "undated": ["A6"]}
    assert sum(count for _, count in found.modes) == 4
    assert len(found.to_frame()) == 6


def test_a_date_in_two_stages_puts_an_act_in_none() -> None:
    told = (("a", "2001", "2006"), ("b", "2005", ""))
    acts = [act("X", "leading", "social", "2006"), act("Y", "leading", "social", "2000")]
    study = planned([Project(code="P", title="S"), *stages_of(*told), *acts], (STEP,))
    (found,) = done(study).sharing
    assert [one.stage for one in found.acts] == ["", ""]
    assert [note.key for note in found.notes] == ["stage_steps.note.several_stages"]
    assert list(found.notes[0].values["acts"]) == ["X"]
    assert "stage" not in {table.across for table in found.tables}


def test_only_unsorted_acts_leave_empty_tables_out() -> None:
    (found,) = done(shared(act("X", "", ""))).sharing
    assert (found.tables, found.periods, found.unsorted) == ((), (), ("X",))


def test_a_case_chooses_its_acts_and_those_within() -> None:
    (found,) = done(shared(*ACTS, step=("sharing", {"case": "A"}))).sharing
    assert [one.act for one in found.acts] == ["A1"]
    with pytest.raises(UnknownNameError):
        done(shared(*ACTS, step=("sharing", {"case": "Z"})))
    with pytest.raises(DataError, match="no act"):
        done(shared())


def test_findings_go_to_json_and_back_and_acts_call_for_steps() -> None:
    ((_, finding),) = analysis.run(shared(*ACTS))
    again = analysis.SharingFinding.from_dict(json.loads(finding.result_json))
    assert again.to_dict() == json.loads(finding.result_json)
    bare = planned([Project(code="P", title="S"), *ACTS[1:2]], ())
    assert [one.kind for one in proposed_steps(bare)] == ["stage_fit", "sharing"]
    silent = planned([Project(code="P", title="S"), act("X", "", "")], ())
    assert [one.kind for one in proposed_steps(silent)] == ["sharing"]
