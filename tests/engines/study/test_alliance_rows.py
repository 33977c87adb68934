"""Memberships, ties, organisations, resources and routines into a study."""

from __future__ import annotations

from typing import Any

import pytest

from consilience.errors import DataError
from consilience.study import (
    Case,
    Organisation,
    Project,
    Score,
    Source,
    Study,
    Variable,
    problems,
    study_of,
)
from consilience.study.edits import (
    AdoptionLine,
    AllianceImport,
    Criteria,
    HoldingLine,
    MembershipLine,
    OrganisationLine,
    Party,
    ProjectLine,
    TableFile,
    TieLine,
    confirm_collaboration,
    import_memberships,
    import_organisations,
    import_projects,
    import_resources,
    import_routines,
    import_ties,
)

EMPTY = Study(project=Project(code="P", title="T"))
FILE = TableFile(file_name="rows.csv", sha256="a1")
OTHER = TableFile(file_name="other.csv", sha256="b1")


def after(study: Study, found: AllianceImport) -> Study:
    gone = {one.id for one in found.edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in found.edit.changes if one.after is not None}
    return study_of(records.values())


def reasons(found: AllianceImport) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in found.excluded]


def member(row: int, name: str, title: str, **more: Any) -> MembershipLine:
    leads = more.pop("leads", None)
    party = Party(
        name=name, role=more.pop("role", ""), leads=leads, country=more.pop("country", "")
    )
    return MembershipLine(row=row, party=party, title=title, **more)


MEMBERS = [
    member(2, "A", "X", start="2019", end="2019", country="CN"),
    member(3, "A", "X", start="2020", end="2020"),
    member(4, "B", "X", start="2019", end="2019", role="lead", leads=True),
    member(5, "b", "x", start="2019", end="2019", role="lead"),
    member(6, "", "X"),
    member(7, "C", ""),
    member(8, "C", "Y", start="2019"),
    member(9, "D", "Z", fault="unreadable date: soon"),
    member(10, "D", "A very long title that is no good as a code", code="", start="2020"),
    member(11, "E", "A very long title that is no good as a code", kind="alliance", layer="R&D"),
]


def test_memberships_make_collaborations_and_spells() -> None:
    found = import_memberships(EMPTY, FILE, MEMBERS)
    assert reasons(found) == [
        (5, "duplicate"),
        (6, "no party"),
        (7, "no collaboration"),
        (9, "unreadable date: soon"),
    ]
    study = after(EMPTY, found)
    assert [one.code for one in study.collaborations] == ["P0001", "X", "Y"]
    assert [
        (study.code_of(p.organisation_id), p.start_date, p.leads) for p in study.participations
    ][:3] == [("A", "2019", False), ("A", "2020", False), ("B", "2019", True)]
    assert study.organisation("A").country == "CN"
    assert not import_memberships(study, FILE, MEMBERS).edit.changes


def test_memberships_of_too_small_collaborations_are_left_out() -> None:
    found = import_memberships(
        EMPTY, FILE, MEMBERS, Criteria(parties=2, since="2019", until="2021")
    )
    assert (8, "too few parties") in reasons(found)
    assert (11, "no date") in reasons(found)
    assert [one.code for one in after(EMPTY, found).collaborations] == ["X"]


def test_memberships_of_two_files_join_in_one_collaboration() -> None:
    study = after(EMPTY, import_memberships(EMPTY, FILE, MEMBERS))
    more = [
        member(2, "A", "X", start="2019", end="2019"),
        member(3, "Q", "x", start="2021"),
        member(4, "Q", "", code="P0001"),
        member(5, "Q", "", code="NEW"),
    ]
    found = import_memberships(study, OTHER, more)
    assert reasons(found) == [(2, "duplicate")]
    study = after(study, found)
    assert study.collaboration("X").source_id == study.source("rows").id
    assert study.collaboration("NEW").title == "NEW"
    # without the first file's row, what the second file builds on stays
    left = after(study, import_memberships(study, FILE, [MEMBERS[6]]))
    assert [one.code for one in left.collaborations] == ["NEW", "P0001", "X", "Y"]


def test_members_whose_leader_was_confirmed_keep_it() -> None:
    study = after(EMPTY, import_memberships(EMPTY, FILE, MEMBERS))
    edit = confirm_collaboration(study, "X", leaders=["A"])
    changed = {one.id: one.after for one in edit.changes if one.after is not None}
    study = study_of(({one.id: one for one in study.records()} | changed).values())
    assert not import_memberships(study, FILE, MEMBERS).edit.changes
    renamed = [member(2, "A", "X!", start="2019", end="2019", kind="club")]
    study = after(study, import_memberships(study, FILE, renamed))
    assert (study.collaboration("X").title, study.collaboration("X").kind) == ("X!", "club")


def test_a_title_that_is_taken_as_a_code_gets_a_number() -> None:
    project = ProjectLine(row=2, title="Else", code="X", parties=(Party(name="A"),))
    study = after(EMPTY, import_projects(EMPTY, OTHER, [project]))
    study = after(study, import_memberships(study, FILE, [member(2, "A", "X")]))
    assert [(one.code, one.title) for one in study.collaborations] == [
        ("P0001", "X"),
        ("X", "Else"),
    ]


def tie(row: int, first: str, second: str, **more: Any) -> TieLine:
    return TieLine(row=row, first=first, second=second, **more)


def test_ties_are_told_once_whichever_way_round() -> None:
    lines = [
        tie(2, "A", "B", strength=2.0),
        tie(3, "B", "A"),
        tie(4, "A", "B", layer="supply"),
        tie(5, "A", "A."),
        tie(6, "", "A"),
        tie(7, "C", "A", directed=True, start="2001", end="2002"),
        tie(8, "A", "C", directed=True, start="2019"),
        tie(9, "A", "B", fault="unreadable number: x"),
    ]
    found = import_ties(EMPTY, FILE, lines, Criteria(since="2010"))
    assert reasons(found) == [
        (2, "no date"),
        (3, "no date"),
        (4, "no date"),
        (5, "tie with itself"),
        (6, "no party"),
        (7, "outside the years"),
        (9, "unreadable number: x"),
    ]
    found = import_ties(EMPTY, FILE, lines)
    assert reasons(found)[0] == (3, "duplicate")
    study = after(EMPTY, found)
    assert [(one.row, one.strength, one.directed) for one in study.ties] == [
        (2, 2.0, False),
        (4, 1.0, False),
        (8, 1.0, True),
        (7, 1.0, True),
    ]
    assert not import_ties(study, FILE, lines).edit.changes
    assert reasons(import_ties(study, OTHER, [tie(2, "b", "a")])) == [(2, "duplicate")]
    fewer = import_ties(study, FILE, [tie(2, "A", "B", strength=3.0)])
    assert (fewer.changed, fewer.removed) == (1, 3 + len(study.exclusions))
    assert [note.key for note in fewer.edit.notes] == ["records.note.gone"]


def organisation(row: int, name: str, **more: Any) -> OrganisationLine:
    return OrganisationLine(row=row, name=name, **more)


def test_organisations_are_filled_in_and_never_joined() -> None:
    known = (
        Organisation(code="hw", name="hw", country="CN"),
        Organisation(code="z", name="ZTE", names=("中兴",), sector="telecom"),
    )
    study = study_of([EMPTY.project, *known])
    lines = [
        organisation(2, "Huawei", code="hw", names=("华为", "HUAWEI"), parent="Huawei Group"),
        organisation(3, "zte.", name_zh="中兴通讯", attributes=(("staff", "7"),)),
        organisation(4, "中兴"),
        organisation(5, "New", parent="hw"),
        organisation(6, ""),
        organisation(7, "=A1", fault="unreadable name: =A1"),
        organisation(8, "Coded", code="c1", country="DE"),
    ]
    found = import_organisations(study, FILE, lines)
    assert reasons(found) == [(4, "duplicate"), (6, "no name"), (7, "unreadable name: =A1")]
    assert found.new_organisations == ("New", "Coded", "Huawei Group")
    ready = after(study, found)
    one = ready.organisation("hw")
    assert (one.name, one.names, one.country) == ("Huawei", ("华为",), "CN")
    assert ready.code_of(one.parent_id or "") == "Huawei Group"
    assert ready.code_of(ready.organisation("New").parent_id or "") == "hw"
    two = ready.organisation("z")
    assert (two.name, two.names, two.name_zh) == ("ZTE", ("中兴",), "中兴通讯")
    assert two.attributes == (("staff", "7"),)
    assert not import_organisations(ready, FILE, lines).edit.changes
    clean = import_organisations(study, FILE, lines[:1])
    assert not after(study, clean).sources


def test_names_that_are_taken_as_codes_get_a_number() -> None:
    study = study_of([EMPTY.project, Organisation(code="B", name="Other", names=("B.",))])
    found = import_ties(study, FILE, [tie(2, "A" * 200, "A" * 200 + "1"), tie(3, "C", "D")])
    codes = [one.code for one in after(study, found).organisations]
    assert codes == ["A" * 120, "A" * 120 + " 2", "B", "C", "D"]


def holding(row: int, who: str, what: str, **more: Any) -> HoldingLine:
    return HoldingLine(row=row, organisation=who, resource=what, **more)


def test_resources_of_a_row_are_kept_apart_from_what_cannot_be_read() -> None:
    lines = [
        holding(2, "A", "data", amount=2.0),
        holding(2, "A", "chips", fault="unreadable number: x"),
        holding(3, "A", "Data"),
        holding(4, "A", "data", kind="needed"),
        holding(5, "", "data"),
        holding(6, "A", ""),
        holding(7, "A", "", fault="no amount"),
    ]
    found = import_resources(EMPTY, FILE, lines)
    assert reasons(found) == [
        (3, "duplicate"),
        (5, "no party"),
        (6, "no resource"),
        (7, "no amount"),
    ]
    assert [note.values["rows"] for note in found.edit.notes] == [[2]]
    study = after(EMPTY, found)
    assert [one.code for one in study.resources] == ["data"]
    assert [(one.kind, one.amount) for one in study.holdings] == [("held", 2.0), ("needed", 1.0)]
    assert not import_resources(study, FILE, lines).edit.changes
    assert reasons(import_resources(study, OTHER, lines[:1])) == [(2, "duplicate")]


def test_routines_are_taken_over_once_by_each() -> None:
    lines = [
        AdoptionLine(row=2, organisation="A", routine="log", date="2019", mode="exact"),
        AdoptionLine(row=3, organisation="a", routine="log"),
        AdoptionLine(row=4, organisation="", routine="log"),
        AdoptionLine(row=5, organisation="A", routine=""),
        AdoptionLine(row=6, organisation="A", routine="x", fault="unreadable date: soon"),
    ]
    found = import_routines(EMPTY, FILE, lines)
    assert reasons(found) == [
        (3, "duplicate"),
        (4, "no party"),
        (5, "no routine"),
        (6, "unreadable date: soon"),
    ]
    study = after(EMPTY, found)
    assert not import_routines(study, FILE, lines).edit.changes
    assert reasons(import_routines(study, OTHER, lines[:1])) == [(2, "duplicate")]
    assert not [one for one in problems(study) if one.rule == "source_unused"]


def test_a_table_that_scores_come_from_is_not_replaced() -> None:
    case, variable = Case(code="C", name="C"), Variable(code="V")
    source = Source(code="rows", title="t", kind="table", sha256="old", file_name="rows.csv")
    score = Score(
        case_id=case.id, variable_id=variable.id, value=1.0, source_id=source.id, row=2, column="V"
    )
    study = study_of([EMPTY.project, case, variable, source, score])
    with pytest.raises(DataError, match="not this table"):
        import_ties(study, FILE, [tie(2, "A", "B")])
    same = TableFile(file_name="rows.csv", sha256="old")
    assert len(after(study, import_ties(study, same, [tie(2, "A", "B")])).ties) == 1
