"""The third demonstration: ten real alliances and their members by year."""

from __future__ import annotations

import csv
from collections import Counter

from consilience.analysis import alliance
from consilience.demo import alliances_study, data_file
from consilience.study import check_study, problems

STUDY = alliances_study()


def test_every_row_is_a_participation_that_names_its_row() -> None:
    check_study(STUDY)
    with data_file("lf-alliances/memberships.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(STUDY.participations) == len(rows) - 1
    for one in STUDY.participations:
        assert one.row is not None
        name, year, tier, organisation, printed = rows[one.row - 1]
        assert STUDY.code_of(one.organisation_id) == organisation
        assert STUDY.code_of(one.collaboration_id) == name
        assert (one.start_date, one.end_date, one.role) == (year, year, tier)
        assert one.printed_name == printed


def test_members_of_several_alliances_cross_boundaries() -> None:
    frame = alliance.participations(STUDY)
    now = frame[frame["start"] == "2024"]
    count = now.groupby("organisation")["collaboration"].nunique()
    assert int((count >= 2).sum()) == 46
    assert count.idxmax() == "microsoft"
    sectors = Counter(one.sector for one in STUDY.organisations)
    assert sectors["several domains"] == 12


def test_the_audit_finds_members_that_the_files_list_twice() -> None:
    rules = Counter(problem.rule for problem in problems(STUDY))
    assert set(rules) == {"organisation_twice"}
    assert rules["organisation_twice"] > 10
    assert {problem.level for problem in problems(STUDY)} == {"warning"}


def test_two_builds_are_the_same() -> None:
    assert alliances_study() == STUDY
