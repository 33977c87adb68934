"""Laws of importing records: no row is lost, twice is once, and the order of rows is no content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.analysis.inclusion import inclusion
from consilience.formats import table_from_frame
from consilience.formats.alliance import alliance_lines, divided, record_date, suggest_columns
from consilience.study import Project, Study, check_record, study_of
from consilience.study.dates import first_day
from consilience.study.edits import (
    AllianceImport,
    Criteria,
    MembershipLine,
    ProjectLine,
    TableFile,
    import_memberships,
    import_projects,
)

EMPTY = Study(project=Project(code="P", title="T"))
FILE = TableFile(file_name="f.csv", sha256="a")
NAMES = st.sampled_from(
    ["Huawei", "huawei", "ZTE Corp.", "zte corp", "华为", "=A1", "", "-", "Bosch"]
)
DATES = st.sampled_from(["2019", "2019-05", "2019年5月", "soon", "", "2019-2021", "2001", 2020])
PROJECTS = st.lists(
    st.tuples(
        st.sampled_from(["V2X", "v2x", "Maps", "", "Chips"]),
        st.lists(NAMES, max_size=3).map("; ".join),
        DATES,
    ),
    min_size=1,
    max_size=12,
)
MEMBERS = st.lists(
    st.tuples(st.sampled_from(["Club", "club", "", "Lab"]), NAMES, DATES), min_size=1, max_size=12
)


def after(study: Study, found: AllianceImport) -> Study:
    gone = {one.id for one in found.edit.changes if one.after is None}
    records = {one.id: one for one in study.records() if one.id not in gone}
    records |= {one.id: one.after for one in found.edit.changes if one.after is not None}
    return study_of(records.values())


def projects(study: Study, rows: list[tuple[str, str, object]], **asked: int) -> AllianceImport:
    columns = dict(
        zip(("title", "partners", "year"), map(list, zip(*rows, strict=True)), strict=True)
    )
    columns["row"] = [f"r{number}" for number in range(len(rows))]  # no row is blank
    table = table_from_frame(columns, "f.csv")
    lines = alliance_lines(table, suggest_columns(table, "projects"))
    told = cast("Sequence[ProjectLine]", lines)
    return import_projects(study, FILE, told, Criteria(**asked))  # type: ignore[arg-type]


def memberships(study: Study, rows: list[tuple[str, str, object]]) -> AllianceImport:
    columns = dict(
        zip(("alliance", "member", "year"), map(list, zip(*rows, strict=True)), strict=True)
    )
    columns["row"] = [f"r{number}" for number in range(len(rows))]
    table = table_from_frame(columns, "f.csv")
    lines = alliance_lines(table, suggest_columns(table, "memberships"))
    return import_memberships(study, FILE, cast("Sequence[MembershipLine]", lines))


@settings(max_examples=60, deadline=None)
@given(PROJECTS, st.integers(1, 3))
def test_no_project_row_is_lost(rows: list[tuple[str, str, object]], parties: int) -> None:
    found = projects(EMPTY, rows, parties=parties)
    assert found.rows == len(rows)
    assert found.kept_rows + len(found.excluded) == len(rows)
    study = after(EMPTY, found)
    assert len(study.collaborations) == found.kept_rows
    for record in study.records():
        check_record(record)
    flows = inclusion(study).flows
    assert sum(one.read for one in flows) == len(rows)
    assert sum(one.kept for one in flows) == found.kept_rows


@settings(max_examples=60, deadline=None)
@given(MEMBERS)
def test_no_membership_row_is_lost(rows: list[tuple[str, str, object]]) -> None:
    found = memberships(EMPTY, rows)
    assert found.kept_rows + len(found.excluded) == found.rows == len(rows)
    study = after(EMPTY, found)
    assert len(study.participations) == found.kept_rows


@settings(max_examples=60, deadline=None)
@given(PROJECTS, MEMBERS)
def test_twice_is_once(
    rows: list[tuple[str, str, object]], members: list[tuple[str, str, object]]
) -> None:
    study = after(EMPTY, projects(EMPTY, rows))
    assert not projects(study, rows).edit.changes
    study = after(EMPTY, memberships(EMPTY, members))
    assert not memberships(study, members).edit.changes


@settings(max_examples=60, deadline=None)
@given(PROJECTS, PROJECTS)
def test_a_changed_file_leaves_what_the_new_file_alone_would(
    rows: list[tuple[str, str, object]], others: list[tuple[str, str, object]]
) -> None:
    """Titles, parties, dates and exclusions are those of the new file; only codes may differ."""
    shared = [*rows, ("Shared", "Alpha; Beta", "2015")]
    changed = [*others, ("Shared", "Alpha; Beta", "2015")]
    before = after(EMPTY, projects(EMPTY, shared))
    study = after(before, projects(before, changed))
    fresh = after(EMPTY, projects(EMPTY, changed))
    assert said(study) == said(fresh)


def said(study: Study) -> list[object]:
    """Return what a study says without codes of collaborations, names in one spelling."""
    told: list[object] = [
        (one.title, one.start_date, one.end_date, one.row) for one in study.collaborations
    ]
    told += [
        (study.code_of(one.organisation_id).casefold().rstrip("."), one.row, one.start_date)
        for one in study.participations
    ]
    told += [(one.row, one.reason) for one in study.exclusions]
    return sorted(told, key=repr)


@given(st.text(max_size=30))
def test_dates_are_dates_or_nothing(cell: str) -> None:
    found = record_date(cell)
    assert found is None or found == "" or first_day(found)[:4] == found[:4]


@given(st.text(alphabet="AB华、；/|, \n;.-1（）牵头", max_size=30))
def test_divided_names_hold_no_separator_and_stand_once(cell: str) -> None:
    names = [name for name, _ in divided(cell)]
    assert len(names) == len(set(names))
    assert not any(sign in name for name in names for sign in ";；、|\n")
    assert all(name == name.strip() and name for name in names)
