"""Organisations as people keep them: found, added, changed, merged, kept apart, split."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.study import (
    Adoption,
    Case,
    Collaboration,
    Contribution,
    GovernanceMeasure,
    Holding,
    Incident,
    Memo,
    NameDecision,
    Organisation,
    Participation,
    Project,
    Proposition,
    Record,
    Resource,
    SharingAct,
    Study,
    Tie,
    Worth,
    create_study,
    problems,
    study_of,
)
from consilience.study.edits import (
    Edit,
    add_organisation,
    change_organisation,
    find_organisation,
    keep_apart,
    merge_organisations,
    split_organisation,
)

PROJECT = Project(code="P", title="T")
CASE = Case(code="C1", name="Huawei")
GONE = Organisation(
    code="HW",
    name="Huawei Technologies",
    name_zh="华为技术有限公司",
    names=("HUAWEI",),
    sector="IT",
    country="CN",
    case_id=CASE.id,
    attributes=(("founded", "1987"), ("staff", "many")),
)
INTO = Organisation(code="Huawei", name="Huawei", attributes=(("staff", "200000"),))
OTHER = Organisation(code="Bosch", name="Bosch", parent_id=GONE.id)
V2X = Collaboration(code="V2X", title="V2X")
MAPS = Collaboration(code="MAPS", title="Maps")
CHIPS = Resource(code="chips")
BASE: tuple[Record, ...] = (PROJECT, CASE, GONE, INTO, OTHER, V2X, MAPS, CHIPS)


def after(study: Study, edit: Edit) -> Study:
    gone = {one.id for one in edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in edit.changes if one.after is not None}
    found = study_of(records.values())
    assert [one for one in problems(found) if one.level == "error"] == []
    return found


def joins(organisation: Organisation, collaboration: Collaboration, **more: Any) -> Participation:
    return Participation(organisation_id=organisation.id, collaboration_id=collaboration.id, **more)


def tie(one: Organisation, other: Organisation, **more: Any) -> Tie:
    return Tie(from_id=one.id, to_id=other.id, **more)


@pytest.mark.parametrize("name", ["HW", "华为技术有限公司", "HUAWEI", "huawei  TECHNOLOGIES."])
def test_an_organisation_is_found_by_any_of_its_names(name: str) -> None:
    assert find_organisation(study_of(BASE), name) == GONE
    assert find_organisation(study_of(BASE), GONE.id) == GONE


def test_an_organisation_that_is_none_or_several() -> None:
    with pytest.raises(UnknownNameError, match="did you mean Bosch"):
        find_organisation(study_of(BASE), "Bosh")
    twins = [Organisation(code=code, name="ZTE") for code in ("A", "B")]
    with pytest.raises(DataError, match=r"Several organisations are called ZTE: .* A, B"):
        find_organisation(study_of([PROJECT, *twins]), "ZTE")
    assert find_organisation(study_of([PROJECT, *twins]), "B") == twins[1]


def test_add_and_change() -> None:
    study = study_of(BASE)
    new = Organisation(code="ZTE", name="ZTE", names=("中兴",))
    edit = add_organisation(study, new)
    assert edit.sentence() == "add the organisation ZTE"
    assert after(study, edit).organisation("ZTE") == new
    with pytest.raises(
        DataError, match="华为技术有限公司 is a code or name of the organisation HW"
    ):
        add_organisation(study, dataclasses.replace(new, names=("华为技术有限公司",)))
    changed = dataclasses.replace(INTO, country="CN", parent_id=OTHER.id)
    edit = change_organisation(study, changed)
    assert edit.sentence() == "describe the organisation Huawei"
    assert after(study, edit).organisation("Huawei").country == "CN"
    assert change_organisation(study, INTO).changes == ()
    with pytest.raises(DataError, match="HW would belong to itself"):
        change_organisation(study, dataclasses.replace(GONE, parent_id=OTHER.id))


def test_a_merge_takes_names_and_fills_what_was_empty() -> None:
    study = study_of(BASE)
    edit = merge_organisations(study, GONE, INTO, "one firm", score=0.93, rule="general words")
    found = after(study, edit)
    assert edit.sentence() == "merge the organisation HW into Huawei"
    assert edit.notes == ()
    assert [one.code for one in found.organisations] == ["Bosch", "Huawei"]
    assert found.organisation("Huawei") == dataclasses.replace(
        INTO,
        name_zh="华为技术有限公司",
        names=("Huawei Technologies", "HUAWEI"),
        sector="IT",
        country="CN",
        case_id=CASE.id,
        attributes=(("founded", "1987"), ("staff", "200000")),
    )
    assert found.organisation("Bosch").parent_id == INTO.id
    (kept,) = found.decisions
    assert (kept.first, kept.second, kept.same) == ("Huawei", "Huawei Technologies", True)
    assert (kept.score, kept.rule, kept.reason) == (0.93, "general words", "one firm")
    with pytest.raises(DataError, match="Huawei cannot be merged with itself"):
        merge_organisations(study, INTO, INTO)


def test_what_refers_to_the_merged_follows() -> None:
    incident = Incident(code="I1", title="x", date="2019", organisation_id=GONE.id)
    memo = Memo(title="m", text="about it", anchor_ids=(GONE.id, INTO.id))
    study = study_of((*BASE, incident, memo))
    found = after(study, merge_organisations(study, GONE, INTO))
    assert found.incidents[0].organisation_id == INTO.id
    assert found.memos[0].anchor_ids == (INTO.id,)


def test_participations_that_become_the_same_are_joined() -> None:
    records = [
        joins(INTO, V2X, end_date="2020", printed_name="Huawei"),
        joins(GONE, V2X, end_date="2022", leads=True, printed_name="HW"),
        joins(GONE, MAPS, end_date=""),
        joins(INTO, MAPS, end_date="2021"),
        joins(GONE, MAPS, role="observer"),
    ]
    study = study_of((*BASE, *records))
    edit = merge_organisations(study, GONE, INTO)
    found = {(one.collaboration_id, one.role): one for one in after(study, edit).participations}
    joined = found[V2X.id, ""]
    assert (joined.id, joined.end_date, joined.leads) == (records[0].id, "2022", True)
    assert joined.printed_name == "Huawei"
    assert found[MAPS.id, ""].end_date == ""
    assert found[MAPS.id, "observer"].organisation_id == INTO.id
    assert len(found) == 3
    assert str(edit.notes[0]).startswith("2 record(s) said the same")


def test_ties_that_become_the_same_are_joined_and_those_between_both_go() -> None:
    records = [
        tie(INTO, OTHER, strength=2.0, end_date="2020"),
        tie(OTHER, GONE, strength=3.0, end_date="2021"),
        tie(GONE, INTO),
        tie(GONE, OTHER, layer="data", directed=True),
        tie(OTHER, INTO, layer="data", directed=True),
    ]
    study = study_of((*BASE, *records))
    found = after(study, merge_organisations(study, GONE, INTO)).ties
    plain = next(one for one in found if not one.layer)
    assert (plain.from_id, plain.to_id, plain.strength) == (INTO.id, OTHER.id, 3.0)
    assert plain.end_date == "2021"
    assert len(found) == 3
    assert all(one.directed for one in found if one.layer)


def test_holdings_and_adoptions_that_become_the_same_are_joined() -> None:
    def holds(one: Organisation, amount: float) -> Holding:
        return Holding(organisation_id=one.id, resource_id=CHIPS.id, amount=amount)

    def adopts(one: Organisation, routine: str, date: str) -> Adoption:
        return Adoption(organisation_id=one.id, routine=routine, date=date, mode="exact")

    records = [holds(INTO, 2), holds(GONE, 5)]
    adopted = [
        *(adopts(INTO, "audit", "2020"), adopts(GONE, "audit", "2019")),
        *(adopts(INTO, "gate", ""), adopts(GONE, "gate", "")),
    ]
    study = study_of((*BASE, *records, *adopted))
    found = after(study, merge_organisations(study, GONE, INTO))
    assert [one.amount for one in found.holdings] == [5]
    assert {(one.routine, one.date) for one in found.adoptions} == {("audit", "2019"), ("gate", "")}


@pytest.mark.parametrize("parent", ["gone", "below gone", "elsewhere"])
def test_the_merged_organisation_never_belongs_to_itself(parent: str) -> None:
    top = Organisation(code="Top", name="Top")
    gone = dataclasses.replace(GONE, parent_id=top.id)
    above = {"gone": gone.id, "below gone": OTHER.id, "elsewhere": None}[parent]
    into = dataclasses.replace(INTO, parent_id=above)
    study = study_of((PROJECT, CASE, gone, into, OTHER, top))
    found = after(study, merge_organisations(study, gone, into))
    assert found.organisation("Huawei").parent_id == top.id


def test_keep_apart_is_kept_once_and_a_merge_takes_it_back() -> None:
    study = study_of(BASE)
    edit = keep_apart(study, INTO, GONE, "two firms", score=0.93, rule="general words")
    assert edit.sentence() == "keep the organisations Huawei and HW apart"
    told = after(study, edit)
    (kept,) = told.decisions
    assert (kept.first, kept.second, kept.same) == ("Huawei", "Huawei Technologies", False)
    again = keep_apart(told, GONE, INTO, "two firms", score=0.93, rule="general words")
    assert again.changes == ()
    other = NameDecision(first="A", second="B", same=True)
    merged = after(told, merge_organisations(study_of((*told.records(), other)), GONE, INTO))
    assert [one.same for one in merged.decisions if one.first == "Huawei"] == [True]
    with pytest.raises(DataError, match="Huawei cannot be kept apart from itself"):
        keep_apart(study, INTO, INTO)


def test_split() -> None:
    printed = [joins(GONE, V2X, printed_name="HUAWEI"), joins(GONE, MAPS, printed_name="HW")]
    study = study_of((*BASE, *printed, tie(GONE, OTHER)))
    edit = split_organisation(study, GONE, ["HUAWEI"])
    assert edit.sentence() == "split the organisation HUAWEI off HW, with 1 participations"
    found = after(study, edit)
    new = found.organisation("HUAWEI")
    owners = {one.printed_name: one.organisation_id for one in found.participations}
    assert owners == {"HUAWEI": new.id, "HW": GONE.id}
    assert found.organisation("HW").names == ()
    assert [one.same for one in found.decisions] == [False]
    assert (
        after(study, split_organisation(study, GONE, ["HUAWEI"], "X")).organisation("X").names == ()
    )
    with pytest.raises(UnknownNameError, match="HUAWEI"):
        split_organisation(study, GONE, ["HUAWAI"])
    with pytest.raises(DataError, match="at least one other name"):
        split_organisation(study, GONE, [])
    with pytest.raises(DataError, match="Bosch is a code or name of the organisation Bosch"):
        split_organisation(study, GONE, ["HUAWEI"], "Bosch")


def test_a_merge_is_taken_back_as_one_change(tmp_path: Path) -> None:
    with create_study(tmp_path / "s.consilience", PROJECT) as store:
        store.put("all", [*BASE[1:], joins(GONE, V2X), joins(INTO, V2X), tie(GONE, OTHER)])
        before = store.study()
        store.make(merge_organisations(before, GONE, INTO))
        assert len(store.study().participations) == 1
        store.undo()
        assert store.study() == before
        store.redo()
        assert len(store.study().organisations) == 2


def test_records_of_value_follow_a_merge() -> None:
    study = study_of(
        [
            *BASE,
            Worth(code="W1", member_ids=(GONE.id, INTO.id, OTHER.id), amount=9),
            Worth(code="W2", member_ids=(GONE.id,), amount=2),
            Contribution(organisation_id=INTO.id, factor="risk", amount=0.4),
            Contribution(organisation_id=GONE.id, factor="risk", amount=0.6, row=3),
            Contribution(organisation_id=GONE.id, factor="input", amount=2),
            Proposition(code="V1", organisation_id=GONE.id, kind="offer", topic="data"),
            Proposition(code="V2", organisation_id=GONE.id, kind="constraint", partner_id=INTO.id),
            Proposition(code="V3", organisation_id=OTHER.id, kind="constraint", partner_id=GONE.id),
            SharingAct(code="A1", title="open data", organisation_id=GONE.id),
            GovernanceMeasure(code="M1", dimension="b", mechanism="s", owner_id=GONE.id),
        ]
    )
    edit = merge_organisations(study, GONE, INTO)
    merged = after(study, edit)
    assert {one.code: one.member_ids for one in merged.worths} == {
        "W1": (INTO.id, OTHER.id),
        "W2": (INTO.id,),
    }
    assert {one.factor: one.amount for one in merged.contributions} == {"risk": 0.6, "input": 2}
    assert {one.code: (one.organisation_id, one.partner_id) for one in merged.propositions} == {
        "V1": (INTO.id, None),
        "V3": (OTHER.id, INTO.id),
    }
    assert merged.acts[0].organisation_id == merged.measures[0].owner_id == INTO.id
    assert edit.notes[0].values == {"count": 2}
    assert GONE.id not in {one.id for one in merged.records()}
