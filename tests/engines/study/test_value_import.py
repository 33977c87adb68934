"""Propositions, worths, indicators, sharing and governance from rows into a study."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import DataError
from consilience.study import (
    Actor,
    Case,
    Code,
    Coding,
    Collaboration,
    Indicator,
    Organisation,
    Project,
    Record,
    Round,
    Session,
    Source,
    SourceVersion,
    Stage,
    Study,
    Transition,
    Worth,
    create_study,
    study_of,
)
from consilience.study.edits import (
    AllianceImport,
    Party,
    ProjectLine,
    TableFile,
    ValueLine,
    ValueShape,
    import_projects,
    import_value,
)

FILE = TableFile(file_name="rows.csv", sha256="a1")
OTHER = TableFile(file_name="other.csv", sha256="b1")
OEM = Organisation(code="OEM", name="Vehicle maker", name_zh="车企")
PROJECT = Collaboration(code="P1", title="Road test", start_date="2016")
BASE: tuple[Record, ...] = (
    Project(code="P", title="T"),
    OEM,
    PROJECT,
    Case(code="C1", name="Alliance"),
    Case(code="C2", name="Twin"),
    Case(code="C3", name="Twin"),
    Stage(code="S1", name="discovery", name_zh="发现"),
    Actor(code="E1", name="Li", role="respondent"),
)
STUDY = study_of(BASE)


def after(study: Study, found: AllianceImport) -> Study:
    gone = {one.id for one in found.edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in found.edit.changes if one.after is not None}
    return study_of(records.values())


def rows(*said: dict[str, Any], first: int = 2) -> list[ValueLine]:
    found = []
    for row, one in enumerate(said, first):
        more = {name: one.pop(name) for name in ("fault",) if name in one}
        found.append(ValueLine(row=row, values=one, **more))
    return found


def brought(
    shape: ValueShape, *said: dict[str, Any], study: Study = STUDY, file: TableFile = FILE
) -> tuple[Study, AllianceImport]:
    found = import_value(study, file, shape, rows(*said))
    return after(study, found), found


def reasons(found: AllianceImport) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in found.excluded]


def offer(**more: Any) -> dict[str, Any]:
    return {"organisation": "车企", "kind": "offer", "topic": "data", **more}


def test_propositions_become_records_with_source_and_row(tmp_path: Path) -> None:
    study, found = brought(
        "propositions",
        offer(strength=0.5),
        offer(kind="constraint", partner="Rival", topic=""),
        {"kind": "offer"},
        {"organisation": "OEM"},
        {"fault": "unknown word: wish", **offer()},
    )
    first, second = study.propositions
    assert (first.code, first.organisation_id, first.strength) == ("V001", OEM.id, 0.5)
    assert (first.source_id, first.row) == (study.source("rows").id, 2)
    assert second.partner_id == study.organisation("Rival").id
    assert reasons(found) == [(4, "no party"), (5, "no kind"), (6, "unknown word: wish")]
    assert found.new_organisations == ("Rival",)
    assert (found.rows, found.kept_rows, found.added) == (5, 2, 6)
    with create_study(tmp_path / "s.consilience", study.project) as store:
        store.put("start", [one for one in STUDY.records() if one != study.project])
        store.make(import_value(store.study(), FILE, "propositions", rows(offer())).edit)
        assert len(store.study().propositions) == 1
        store.undo()
        assert not store.study().propositions


def test_the_same_file_changes_nothing_and_a_changed_one_keeps_ids() -> None:
    said = (offer(topic="data"), offer(topic="chips"), offer(topic="maps"))
    study, _ = brought("propositions", *map(dict, said))
    again = import_value(study, FILE, "propositions", rows(*map(dict, said)))
    assert not again.edit.changes
    ids = {one.topic: one.id for one in study.propositions}
    later, found = brought(
        "propositions", offer(topic="maps"), offer(topic="data", strength=0.2), study=study
    )
    assert {one.topic: one.id for one in later.propositions} == {
        name: ids[name] for name in ("data", "maps")
    }
    assert (found.added, found.changed, found.removed) == (0, 2, 1)
    assert [note.key for note in found.edit.notes] == ["records.note.gone"]
    reworded, _ = brought("propositions", offer(topic="map data"), offer(), study=later)
    assert {one.id for one in reworded.propositions} == {ids["data"], ids["maps"]}


def test_rows_are_told_apart_by_what_they_speak_of_and_by_code() -> None:
    _, found = brought(
        "propositions",
        offer(),
        offer(),
        offer(strength=0.1),
        offer(strength=0.2, code="X"),
        offer(topic="else", code="X"),
    )
    assert reasons(found) == [(3, "duplicate"), (4, "told otherwise"), (6, "repeated code")]


def test_a_code_that_another_file_has_gets_the_name_of_its_source() -> None:
    study, _ = brought("propositions", offer(code="X"))
    both, found = brought(
        "propositions",
        offer(code="X"),
        offer(code="X", topic="y"),
        offer(topic="z"),
        study=study,
        file=OTHER,
    )
    assert reasons(found) == [(2, "duplicate")]
    assert [one.code for one in both.propositions] == ["V001", "X", "other-X"]


def test_worths_name_members_and_experts() -> None:
    study, found = brought(
        "worths",
        {"members": ("OEM", "Maps"), "amount": 5.0, "low": 4.0, "high": 9.0, "actor": "li"},
        {"members": ("Maps", "车企"), "amount": 5.0, "low": 4.0, "high": 9.0, "actor": "E1"},
        {"members": ("车企", "OEM"), "amount": 1.0, "actor": "Wang", "collaboration": "road test"},
        {"members": ("New",), "amount": 1.0, "collaboration": "P9"},
        {"amount": 0.0},
        {"members": ("OEM",)},
    )
    first, second = study.worths
    assert (first.code, first.member_ids) == ("W001", (OEM.id, study.organisation("Maps").id))
    assert first.actor_id == study.actor("E1").id
    assert (second.member_ids, second.collaboration_id) == ((OEM.id,), PROJECT.id)
    assert study.actor("Wang").role == "respondent"
    assert reasons(found) == [
        (3, "duplicate"),
        (5, "unknown collaboration: P9"),
        (6, "no coalition"),
        (7, "no amount"),
    ]
    assert "New" not in {one.code for one in study.organisations}


def test_contributions_and_readings_are_known_by_what_they_measure() -> None:
    study, found = brought(
        "contributions",
        {"organisation": "OEM", "factor": "risk", "amount": 0.5},
        {"organisation": "OEM", "factor": "risk", "amount": 0.5},
        {"organisation": "OEM", "factor": "risk", "amount": 0.7},
        {"organisation": "OEM", "amount": 0.7},
    )
    assert reasons(found) == [(3, "duplicate"), (4, "told otherwise"), (5, "no factor")]
    assert study.contributions[0].amount == 0.5
    study, found = brought(
        "readings",
        {"indicator": "trust", "period": "2019", "value": 1.0, "subsystem": "relations"},
        {"indicator": "Trust", "period": "2020", "value": 2.0, "case": "Alliance"},
        {"indicator": "data", "period": "2020", "value": 2.0, "case": "C9"},
        {"indicator": "trust", "period": "2020", "value": 2.0, "case": "Twin"},
        {"indicator": "trust", "value": 2.0},
        {"indicator": "trust", "period": "2021"},
        {"period": "2020", "value": 2.0},
    )
    assert reasons(found) == [
        (4, "unknown case: C9"),
        (5, "ambiguous name: Twin"),
        (6, "no period"),
        (7, "no amount"),
        (8, "no indicator"),
    ]
    assert [(one.code, one.subsystem) for one in study.indicators] == [("trust", "relations")]
    assert study.readings[1].case_id == study.case("C1").id


def test_indicators_are_filled_and_never_go() -> None:
    study = study_of([*BASE, Indicator(code="trust", unit="points")])
    study, found = brought(
        "indicators",
        {"code": "trust", "label_zh": "信任", "rising": False},
        {"label": "data"},
        {"label": "data"},
        {"code": "data", "unit": "%"},
        {},
        {"code": "cost", "fault": "unknown word: x"},
        study=study,
    )
    assert reasons(found) == [
        (4, "duplicate"),
        (5, "told otherwise"),
        (6, "no indicator"),
        (7, "unknown word: x"),
    ]
    trust = study.indicator("trust")
    assert (trust.unit, trust.label_zh, trust.rising) == ("points", "信任", False)
    assert study.indicator("data").label == "data"
    left, found = brought("indicators", {"code": "cost"}, study=study)
    assert found.removed == 4  # the rows that were left out
    assert [one.code for one in left.indicators] == ["cost", "data", "trust"]


def test_an_indicator_that_readings_made_gets_the_code_of_its_row() -> None:
    study, _ = brought("readings", {"indicator": "trust", "period": "2019", "value": 1.0})
    made = study.indicators[0]
    study, found = brought(
        "indicators", {"code": "I1", "label": "trust", "unit": "points"}, study=study, file=OTHER
    )
    assert (found.added, found.changed) == (0, 1)
    assert [one.code for one in study.sources] == ["rows"]  # nothing rests on the other file
    assert (study.indicator("I1").id, study.indicator("I1").label) == (made.id, "trust")


def test_codes_tell_rows_apart_that_speak_of_the_same() -> None:
    one = {"members": ("OEM",), "amount": 1.0, "code": "W1"}
    two = {"members": ("OEM",), "amount": 2.0, "code": "W2"}
    study, _ = brought("worths", dict(one), dict(two))
    ids = {each.code: each.id for each in study.worths}
    later, found = brought("worths", dict(two), dict(one), study=study)
    assert {each.code: each.id for each in later.worths} == ids
    assert [change.record.row for change in found.edit.changes] == [2, 3]  # type: ignore[union-attr]
    free, _ = brought("worths", {"members": ("A",), "amount": 1.0})
    assert free.worths[0].code == "W001"
    both, _ = brought(
        "worths",
        {"members": ("A",), "amount": 1.0},
        {"members": ("B",), "amount": 1.0, "code": "W001"},
        study=free,
    )
    assert {each.code: each.member_ids for each in both.worths} == {
        "W001": (both.organisation("B").id,),
        "W002": (both.organisation("A").id,),
    }


def test_sharing_transitions_and_measures() -> None:
    study, found = brought(
        "sharing",
        {"title": "open data", "date": "2019", "organisation": "OEM", "stage": "发现"},
        {"title": "open maps", "stage": "S9"},
        {"date": "2019"},
    )
    assert (study.acts[0].code, study.acts[0].stage_id) == ("A001", study.stage("S1").id)
    assert reasons(found) == [(3, "unknown stage: S9"), (4, "no title")]
    study, found = brought(
        "transitions",
        {"collaboration": "P1", "stage": "creation", "date": "2018"},
        {"collaboration": "P1", "date": "2018"},
        {"stage": "creation", "date": "2018"},
        {"collaboration": "P1", "stage": "creation"},
    )
    assert study.transitions[0].stage == "creation"
    assert reasons(found) == [(3, "no stage"), (4, "no collaboration"), (5, "no date")]
    study, found = brought(
        "measures",
        {"dimension": "build", "mechanism": "security", "owner": "OEM", "indicator": "leaks"},
        {"dimension": "build"},
        {"mechanism": "security"},
    )
    assert (study.measures[0].owner_id, study.measures[0].indicator) == (OEM.id, "leaks")
    assert reasons(found) == [(3, "no mechanism"), (4, "no dimension")]


def test_a_file_may_tell_of_several_things_under_several_codes() -> None:
    study, _ = brought("worths", {"members": ("OEM",), "amount": 1.0})
    share = {"organisation": "OEM", "factor": "risk", "amount": 0.5}
    with pytest.raises(DataError, match="--source"):
        brought("contributions", share, study=study)
    both, _ = brought(
        "contributions", share, study=study, file=dataclasses.replace(FILE, code="shares")
    )
    assert (len(both.worths), len(both.contributions)) == (1, 1)


def test_a_collaboration_on_which_value_rests_does_not_go_with_its_file() -> None:
    lines = [ProjectLine(row=2, title=name, parties=(Party(name="A"),)) for name in ("X", "Y")]
    study = after(STUDY, import_projects(STUDY, FILE, lines))
    about = next(one for one in study.collaborations if one.title == "X")
    for record in (
        Worth(code="W", member_ids=(OEM.id,), amount=1, collaboration_id=about.id),
        Transition(collaboration_id=about.id, stage="discovery", date="2019"),
    ):
        held = study_of([*study.records(), record])
        left = after(held, import_projects(held, FILE, lines[1:]))
        assert about.id in {one.id for one in left.collaborations}
    gone = after(study, import_projects(study, FILE, lines[1:]))
    assert about.id not in {one.id for one in gone.collaborations}


def test_rows_that_were_mended_need_no_other_code() -> None:
    study, _ = brought("worths", {"members": ("OEM",)})
    assert [one.reason for one in study.exclusions] == ["no amount"]
    study, found = brought("worths", {"members": ("OEM",), "amount": 1.0}, study=study)
    assert (len(study.worths), study.exclusions, found.removed) == (1, (), 1)


def _blind() -> tuple[Study, Actor, Coding]:
    coder = Actor(code="A", name="Ann", role="coder")
    talk = Source(code="J1", title="Talk", kind="interview")
    text = SourceVersion(source_id=talk.id, text="we trust them", sha256="e1")
    trust = Code(name="trust")
    blind = Round(
        code="R1", source_ids=(talk.id,), code_ids=(trust.id,), coder_ids=(coder.id,), blind=True
    )
    session = Session(code="R1A", actor_id=coder.id, round_id=blind.id, blind=True)
    coding = Coding(
        version_id=text.id,
        start=3,
        end=8,
        code_id=trust.id,
        actor_id=coder.id,
        session_id=session.id,
    )
    return study_of([*BASE, coder, talk, text, trust, blind, session, coding]), coder, coding


def test_codings_are_named_by_their_beginning_and_blind_ones_by_their_coder_alone() -> None:
    study, coder, coding = _blind()
    lines = rows(offer(coding=coding.id[:8]), offer(coding=coding.id[:7], topic="short"))
    found = import_value(study, FILE, "propositions", lines)
    assert reasons(found) == [
        (2, f"unknown coding: {coding.id[:8]}"),
        (3, f"unknown coding: {coding.id[:7]}"),
    ]
    own = after(study, import_value(study, FILE, "propositions", lines, coder_id=coder.id))
    assert own.propositions[0].coding_id == coding.id
