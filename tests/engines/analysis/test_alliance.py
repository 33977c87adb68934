"""The tables of a study's alliance."""

from __future__ import annotations

import dataclasses

from consilience.analysis import alliance
from consilience.study import Incident, Study, study_of
from engines.study.samples import coded_study

STUDY = coded_study()


def test_participations_go_by_codes_and_leave_excluded_collaborations_out() -> None:
    frame = alliance.participations(STUDY)
    assert list(frame["organisation"]) == ["HW", "SZ"]
    assert list(frame["role"]) == ["home", "host"]
    assert list(frame["leads"]) == [True, False]
    assert list(frame["end"]) == ["", "2018"]
    gone = dataclasses.replace(STUDY.collaborations[0], excluded="a talk only")
    rest = [gone if one.id == gone.id else one for one in STUDY.records()]
    assert alliance.participations(study_of(rest)).empty


def test_ties_resources_and_routines_are_tables() -> None:
    ties = alliance.ties(STUDY).sort_values("layer", ignore_index=True)
    assert ties[["from", "to", "strength", "directed"]].to_numpy().tolist() == [
        ["HW", "SZ", 2.5, False],
        ["HS", "HW", 1.0, True],
    ]
    held = alliance.holdings(STUDY)[["organisation", "resource", "kind"]].to_numpy().tolist()
    assert held == [["HS", "chips", "offered"]]
    assert alliance.adoptions(STUDY).loc[0, "mode"] == "adapted"


def test_resource_actions_are_incidents_of_their_dimensions() -> None:
    firm = STUDY.organisation("HW")
    other = Incident(code="E2", title="fair", date="2017", dimension="strategy")
    done = Incident(
        code="E3", title="pool", date="2018", dimension="collocation", organisation_id=firm.id
    )
    study = study_of([*STUDY.records(), other, done])
    frame = alliance.resource_actions(study)
    assert frame[["organisation", "action", "start"]].to_numpy().tolist() == [
        ["", "integration", "2016-05"],
        ["HW", "collocation", "2018"],
    ]


def test_dates_that_a_participation_lacks_are_those_of_its_collaboration() -> None:
    project = dataclasses.replace(STUDY.collaborations[0], end_date="2017")
    blank = [
        dataclasses.replace(one, start_date="", end_date=one.end_date)
        for one in STUDY.participations
    ]
    known = {project.id, *(one.id for one in blank)}
    study = study_of([*(one for one in STUDY.records() if one.id not in known), project, *blank])
    frame = alliance.participations(study)
    assert list(frame["start"]) == ["2016-05", "2016-05"]
    assert list(frame["end"]) == ["2017", "2018"]
    late = [dataclasses.replace(one, start_date="2019", end_date="") for one in blank]
    study = study_of([*(one for one in STUDY.records() if one.id not in known), project, *late])
    frame = alliance.participations(study)
    assert list(frame["start"]) == ["2019", "2019"]
    assert list(frame["end"]) == ["", ""]  # outside of it: nothing is filled in


def test_a_study_without_an_alliance_has_empty_tables() -> None:
    empty = Study(project=STUDY.project)
    for table in (alliance.participations, alliance.ties, alliance.holdings, alliance.adoptions):
        assert table(empty).empty
        assert "id" in table(empty).columns
