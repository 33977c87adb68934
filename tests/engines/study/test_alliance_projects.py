"""Projects into a study: every row a record or an exclusion, duplicates, earlier states."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from consilience.errors import DataError, UnknownNameError
from consilience.study import (
    Organisation,
    Participation,
    Project,
    Source,
    Study,
    StudyStore,
    create_study,
    problems,
    study_of,
)
from consilience.study.edits import (
    AllianceImport,
    Criteria,
    Party,
    ProjectLine,
    TableFile,
    confirm_collaboration,
    exclude_collaboration,
    import_projects,
    include_collaboration,
    told_reason,
)

EMPTY = Study(project=Project(code="P", title="T"))
FILE = TableFile(file_name="projects.csv", sha256="a1")


def line(row: int, title: str = "", parties: str = "", **more: Any) -> ProjectLine:
    """Return a row; a party with a star leads, and then all others do not."""
    names = [name.strip() for name in parties.split(";") if name.strip()]
    told = any(name.endswith("*") for name in names)
    return ProjectLine(
        row=row,
        printed=f"{title} | {parties}",
        title=title,
        parties=tuple(
            Party(name=name.rstrip("*"), leads=name.endswith("*") if told else None)
            for name in names
        ),
        **more,
    )


def after(study: Study, found: AllianceImport) -> Study:
    """Return the study that an import leaves, as the file would hold it."""
    gone = {one.id for one in found.edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in found.edit.changes if one.after is not None}
    return study_of(records.values())


def take(study: Study, *lines: ProjectLine, file: TableFile = FILE, **criteria: Any) -> Study:
    return after(study, import_projects(study, file, lines, Criteria(**criteria)))


def parties(study: Study, code: str) -> dict[str, bool]:
    one = study.collaboration(code)
    found = (p for p in study.participations if p.collaboration_id == one.id)
    return {study.code_of(p.organisation_id): p.leads for p in found}


def test_every_row_is_a_record_or_an_exclusion_with_its_reason() -> None:
    rows = [
        line(2, "V2X", "Huawei*; Bosch", start="2019", end="2021"),
        line(3, "Maps", "", start="2019"),
        line(4, "Chips", "ARM", start="2019"),
        line(5, "Cloud", "SAP; IBM", fault="unreadable date: soon"),
        line(6, "Old", "SAP; IBM", start="2001", end="2003"),
        line(7, "Undated", "SAP; IBM"),
        line(8, "New", "SAP; IBM", start="2030"),
        line(9, "Long", "SAP; IBM", start="2001"),
        line(10, "v2x!", "HUAWEI ; Toyota", start="2019-05"),
    ]
    found = import_projects(
        EMPTY, FILE, rows, Criteria(since="2010", until="2024-06", parties=2, dated=True)
    )
    assert [(one.row, one.reason) for one in found.excluded] == [
        (3, "no party"),
        (4, "too few parties"),
        (5, "unreadable date: soon"),
        (6, "outside the years"),
        (7, "no date"),
        (8, "outside the years"),
        (10, "duplicate"),
    ]
    assert (found.rows, found.kept_rows) == (9, 2)
    assert found.reasons()["outside the years"] == 2
    study = after(EMPTY, found)
    assert [(one.code, one.title, one.row) for one in study.collaborations] == [
        ("P0001", "V2X", 2),
        ("P0002", "Long", 9),
    ]
    assert parties(study, "P0001") == {"Huawei": True, "Bosch": False}
    twin = study.exclusions[-1]
    assert study.code_of(twin.collaboration_id or "") == "P0001"
    assert twin.printed == "v2x! | HUAWEI ; Toyota"
    assert study.source("projects").kind == "table"
    assert found.new_organisations == ("Huawei", "Bosch", "SAP", "IBM")
    assert not problems(study)


def test_criteria_that_nothing_can_meet_are_refused() -> None:
    with pytest.raises(DataError, match="end before they begin"):
        Criteria(since="2020", until="2019-12")


@pytest.mark.parametrize(
    ("second", "is_twin"),
    [
        ({"title": "V2X", "parties": "A; C", "start": "2019"}, True),
        ({"title": "v2X.", "parties": "a", "start": ""}, True),
        ({"title": "V2X", "parties": "C; D", "start": "2019"}, False),
        ({"title": "V2X", "parties": "A; B", "start": "2020"}, False),
        ({"title": "V3X", "parties": "A; B", "start": "2019"}, False),
        ({"title": "other", "parties": "C", "identifier": "https://doi.org/10.1/X"}, True),
        ({"title": "V2X", "parties": "A; B", "start": "2019", "identifier": "10.1/y"}, False),
    ],
)
def test_what_counts_as_a_duplicate(second: dict[str, Any], is_twin: bool) -> None:  # noqa: FBT001
    first = line(2, "V2X", "A; B", start="2019", identifier="doi:10.1/x")
    found = import_projects(EMPTY, FILE, [first, line(3, **second)])
    assert [one.reason for one in found.excluded] == (["duplicate"] if is_twin else [])


def test_a_duplicate_of_another_file_names_what_it_repeats() -> None:
    study = take(EMPTY, line(2, "V2X", "A; B", start="2019", identifier="10.1/x"))
    other = TableFile(file_name="more.csv", sha256="b2")
    found = import_projects(
        study, other, [line(2, "V2X", "b", end="2019"), line(3, "V2X", "", identifier="10.1/X")]
    )
    assert [one.reason for one in found.excluded] == ["duplicate", "no party"]
    ready = after(study, found)
    assert ready.code_of(ready.exclusions[0].collaboration_id or "") == "P0001"
    assert found.matched == ()
    # the first file without it: what others name as kept stays
    again = take(ready, line(2, "Else", "A"), line(3, "V2X", "A; B", start="2019"))
    left = take(again, line(2, "Else", "A"))
    assert [one.code for one in left.collaborations] == ["P0001", "P0002"]


def test_the_same_file_twice_changes_nothing_and_keeps_what_a_person_decided() -> None:
    rows = [line(2, "V2X", "A*; B", start="2019", size=2), line(3, "", "C; D", code="X7")]
    study = take(EMPTY, *rows)
    assert not import_projects(study, FILE, rows).edit.changes
    assert study.collaboration("X7").title == "C; D"
    for edit in (
        confirm_collaboration(study, "P0001", leaders=["b"], size=5, structure="group sailing"),
        exclude_collaboration(study, "X7", " not  ours "),
    ):
        changed = {one.id: one.after for one in edit.changes if one.after is not None}
        records = {one.id: one for one in study.records()} | changed
        study = study_of(records.values())
    assert parties(study, "P0001") == {"A": False, "B": True}
    assert study.collaboration("X7").excluded == "not ours"
    assert not import_projects(study, FILE, rows).edit.changes
    newer = TableFile(file_name="projects.csv", sha256="a2")
    changed_rows = [line(2, "V2X", "A*; B", start="2018", size=3), rows[1]]
    study = take(study, *changed_rows, file=newer)
    one = study.collaboration("P0001")
    assert (one.start_date, one.size, one.structure) == ("2018", 5, "group sailing")
    assert parties(study, "P0001") == {"A": False, "B": True}
    assert study.source("projects").sha256 == "a2"
    again = include_collaboration(study, "X7").changes[0].after
    assert again is not None
    assert getattr(again, "excluded", None) == ""


def test_a_changed_file_updates_and_says_what_goes() -> None:
    study = take(
        EMPTY,
        line(2, "One", "A; B", start="2019"),
        line(3, "Two", "C; D", start="2019"),
        line(4, "Three", "E; F", start="2019", fault="unreadable date: x"),
    )
    newer = TableFile(file_name="projects.csv", sha256="a2")
    found = import_projects(
        study,
        newer,
        [
            line(2, "Zero", "G", start="2018"),
            line(3, "One", "A; H", start="2019"),
            line(4, "Three", "E; F", start="2019"),
        ],
    )
    assert [note.key for note in found.edit.notes] == ["records.note.gone_with"]
    assert found.edit.notes[0].values["codes"] == ["P0002"]
    study = after(study, found)
    assert {one.title: one.code for one in study.collaborations} == {
        "One": "P0001",
        "Zero": "P0003",
        "Three": "P0004",
    }
    assert parties(study, "P0001") == {"A": False, "H": False}
    assert not study.exclusions


def test_a_corrected_title_is_known_by_its_row() -> None:
    study = take(EMPTY, line(2, "Vehicel", "A; B"), line(3, "Maps", "A; C"))
    study = take(study, line(2, "Vehicle", "A; B"), line(3, "Maps", "A; C"))
    assert [(one.code, one.title) for one in study.collaborations] == [
        ("P0001", "Vehicle"),
        ("P0002", "Maps"),
    ]


def test_running_numbers_that_moved_do_not_mix_up_projects() -> None:
    study = take(EMPTY, line(2, "One", "A; B", code="1"), line(3, "Two", "C; D", code="2"))
    edit = confirm_collaboration(study, "2", leaders=["C"])
    changed = {one.id: one.after for one in edit.changes if one.after is not None}
    study = study_of(({one.id: one for one in study.records()} | changed).values())
    renumbered = [
        line(2, "New", "E", code="1"),
        line(3, "One", "A; B", code="2"),
        line(4, "Two", "C; D", code="3"),
    ]
    study = take(study, *renumbered)
    assert {one.title: one.code for one in study.collaborations} == {
        "New": "1",
        "One": "2",
        "Two": "3",
    }
    assert parties(study, "3") == {"C": True, "D": False}


def test_another_file_under_the_same_code_is_refused() -> None:
    study = take(EMPTY, line(2, "One", "A; B"))
    with pytest.raises(DataError, match="--source"):
        take(study, line(9, "Else", "Q; R"), file=TableFile(file_name="projects.csv", sha256="z"))
    interview = Source(code="projects", title="I", kind="interview")
    taken = study_of([EMPTY.project, interview])
    with pytest.raises(DataError, match="not this table"):
        take(taken, line(2, "One", "A; B"))


def test_a_file_that_was_renamed_is_the_same_source() -> None:
    study = take(EMPTY, line(2, "One", "A; B"))
    study = take(study, line(2, "One", "A; B"), file=TableFile(file_name="new.csv", sha256="a1"))
    assert [(one.code, one.file_name) for one in study.sources] == [("projects", "new.csv")]
    own = TableFile(file_name="new.csv", sha256="a1", code="own")
    study = take(study, line(2, "Two", "A; B"), file=dataclasses.replace(own, sha256="q"))
    assert {one.code for one in study.sources} == {"projects", "own"}
    study = take(study, line(2, "Three", "A; B"), line(3, "Two", "A; B"), file=own)
    assert {one.code: one.sha256 for one in study.sources} == {"projects": "a1", "own": "a1"}
    plain = take(EMPTY, line(2, "One", "A"), file=TableFile(file_name="noending", sha256="q"))
    assert plain.sources[0].code == "noending"


def test_codes_of_the_file_are_kept_and_those_of_two_files_do_not_clash() -> None:
    rows = [line(2, "A1", "A", code="7"), line(3, "A2", "B", code="7"), line(4, "A3", "C")]
    found = import_projects(EMPTY, FILE, rows)
    assert [one.reason for one in found.excluded] == ["repeated code"]
    study = after(EMPTY, found)
    other = TableFile(file_name="b.csv", sha256="b")
    study = take(study, line(2, "B1", "A", code="7"), line(3, "B2", "A"), file=other)
    assert [one.code for one in study.collaborations] == ["7", "P0001", "P0002", "b-7"]


def test_an_organisation_in_several_columns_is_one_party() -> None:
    row = dataclasses.replace(
        line(2, "One"),
        parties=(
            Party(name="Huawei Co., Ltd."),
            Party(name="HUAWEI Co. Ltd", role="lead", leads=True),
            Party(name="Bosch", role="host", leads=False, country="DE", sector="car"),
        ),
    )
    study = take(EMPTY, row)
    assert {(one.role, one.leads, one.printed_name) for one in study.participations} == {
        ("lead", True, "Huawei Co., Ltd."),
        ("host", False, "Bosch"),
    }
    assert (study.organisation("Bosch").country, study.organisation("Bosch").sector) == (
        "DE",
        "car",
    )
    found = import_projects(study, FILE, [row])
    assert not found.edit.changes


def test_names_are_matched_by_spelling_only_and_never_joined_otherwise() -> None:
    known = Organisation(code="hw", name="华为技术有限公司", name_zh="", names=("Huawei Tech",))
    study = study_of([EMPTY.project, known])
    found = import_projects(
        study, FILE, [line(2, "One", "huawei  TECH; Huawei; 华为 技术有限公司")]
    )
    assert found.new_organisations == ("Huawei",)
    assert dict(found.matched) == {
        "huawei  TECH": "华为技术有限公司",
        "华为 技术有限公司": "华为技术有限公司",
    }
    ready = after(study, found)
    assert len(ready.organisations) == 2
    assert len(ready.participations) == 2


def test_parties_that_another_file_told_stay_its_own() -> None:
    study = take(EMPTY, line(2, "One", "A; B"))
    other = Source(code="o", title="o", kind="table")
    extra = Participation(
        organisation_id=study.organisation("A").id,
        collaboration_id=study.collaboration("P0001").id,
        role="member",
        source_id=other.id,
        row=2,
    )
    own = next(one for one in study.participations if one.organisation_id == extra.organisation_id)
    records = [one for one in study.records() if one.id != own.id]
    study = study_of([*records, other, extra])
    found = import_projects(study, FILE, [line(2, "One", "A; B")])
    assert not found.edit.changes
    gone = import_projects(study, FILE, [line(2, "One", "B")])
    assert (gone.changed, gone.removed) == (1, 0)  # only the list of names as printed


def test_attributes_and_texts_of_the_row_are_kept() -> None:
    row = line(
        2,
        "One",
        "A, Inc., B, C, D",
        attributes=(("remark", "x"),),
        identifier="10.1/x",
        kind="paper",
        layer="R&D",
        country="CN",
        structure="group sailing",
        description="led by A",
    )
    found = import_projects(EMPTY, FILE, [row])
    assert [note.key for note in found.edit.notes] == ["records.note.commas"]
    one = after(EMPTY, found).collaborations[0]
    listed = ("parties", "A, Inc., B, C, D")
    assert one.attributes == (("identifier", "10.1/x"), listed, ("remark", "x"))
    assert (one.kind, one.layer, one.structure) == ("paper", "R&D", "group sailing")


def test_confirming_needs_something_and_parties() -> None:
    study = take(EMPTY, line(2, "One", "A*; B"))
    with pytest.raises(DataError, match="--leader"):
        confirm_collaboration(study, "P0001")
    with pytest.raises(UnknownNameError, match="leader"):
        confirm_collaboration(study, "P0001", leaders=["C"])
    with pytest.raises(UnknownNameError, match="collaboration"):
        confirm_collaboration(study, "P1", leaders=["A"])
    with pytest.raises(DataError, match="--reason"):
        exclude_collaboration(study, "P0001", "  ")
    nobody = confirm_collaboration(study, "P0001", leaders=[])
    assert [getattr(one.after, "leads", None) for one in nobody.changes] == [None, False]


def test_reasons_are_told_in_both_languages() -> None:
    assert told_reason("unreadable date: soon") == "date that cannot be read: soon"
    assert told_reason("duplicate", "zh") == "重复"
    assert told_reason("a person's own words: so", "zh") == "a person's own words: so"


def test_an_import_is_one_event_that_can_be_undone(tmp_path: Path) -> None:
    with create_study(tmp_path / "s.consilience", EMPTY.project) as store:
        first = _made(store, line(2, "One", "A; B", start="2019"), line(3, "Two", ""))
        store.make(import_projects(first, FILE, [line(2, "Two", "C"), line(3, "One", "A; D")]).edit)
        assert not store.audit()
        store.undo()
        assert store.study().content_sha256() == first.content_sha256()
        store.undo()
        assert not store.study().organisations
        store.redo()
        assert store.study().content_sha256() == first.content_sha256()


def _made(store: StudyStore, *lines: ProjectLine) -> Study:
    store.make(import_projects(store.study(), FILE, lines).edit)
    return store.study()
