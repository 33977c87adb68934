"""Resources, routines, scenarios and evolution of the alliance."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from consilience import network
from consilience.analysis import alliance as tables
from consilience.analysis.alliance_evolution import evolution
from consilience.analysis.alliance_holdings import held_amounts
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_resources import resources
from consilience.analysis.alliance_routines import routines
from consilience.analysis.alliance_scenarios import scenarios
from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.study import Holding, Participation, Study, study_of
from engines.analysis.alliances import alliance

STUDY = alliance()


def without(*tables_: str, study: Study = STUDY) -> Study:
    """Return the study without some kinds of record."""
    gone = {one.id for name in tables_ for one in getattr(study, name)}
    return study_of([one for one in study.records() if one.id not in gone])


def changed(name: str, study: Study = STUDY, **values: Any) -> Study:
    """Return the study with some fields of all records of a kind changed."""
    new = [dataclasses.replace(one, **values) for one in getattr(study, name)]
    known = {one.id for one in new}
    return study_of([*(one for one in study.records() if one.id not in known), *new])


def test_resources_name_the_supplier_or_the_gap() -> None:
    found = resources(AllianceMaterial(STUDY), {"at": 2021})
    needs = {(one.organisation, one.resource): one for one in found.gaps.needs}
    assert needs["OEM", "chips"].suppliers[0].organisation == "CHIP"
    assert needs["CITY", "roads"].status == "gap"
    assert found.breadth is not None
    assert found.breadth.members == ("CHIP", "MAP", "OEM")
    assert found.overlap is not None
    assert found.stages is not None
    assert [one.stage for one in found.stages.periods] == ["collocation", "none", "integration"]
    early = resources(AllianceMaterial(STUDY), {"at": 2018}).stages
    assert early is not None
    assert early.current == "collocation"
    assert not found.to_frame().empty
    default = resources(AllianceMaterial(STUDY), {})
    assert default.at == "2021"
    assert "alliance.note.at" in [note.key for note in default.notes]


def test_only_members_at_the_date_count() -> None:
    with pytest.raises(DataError, match="no member has a holding"):
        resources(AllianceMaterial(STUDY), {"at": "2016"})
    needed = [one for one in STUDY.holdings if one.kind != "needed"]
    bare = study_of([one for one in STUDY.records() if one.id not in {n.id for n in needed}])
    found = resources(AllianceMaterial(bare), {})
    assert (found.breadth, found.overlap, found.complementarity) == (None, None, None)
    plain = resources(AllianceMaterial(without("incidents")), {})
    assert plain.stages is None


def test_the_newest_period_known_at_a_date_counts() -> None:
    more = [
        Holding(
            organisation_id=STUDY.organisation("MAP").id,
            resource_id=next(one.id for one in STUDY.resources if one.code == "data"),
            kind="held",
            amount=amount,
            period=period,
        )
        for amount, period in ((5.0, "2020"), (9.0, "2023"), (7.0, "first wave"))
    ]
    material = AllianceMaterial(study_of([*STUDY.records(), *more]))
    assert held_amounts(material, ["MAP"], "2021")[0].loc["MAP", "data"] == 7
    assert held_amounts(material, ["MAP"], "")[0].loc["MAP", "data"] == 7
    dated = AllianceMaterial(study_of([*STUDY.records(), *more[:2]]))
    assert held_amounts(dated, ["MAP"], "2021")[0].loc["MAP", "data"] == 5
    assert held_amounts(dated, ["MAP"], "2024-05")[0].loc["MAP", "data"] == 9
    assert held_amounts(dated, ["MAP"], "2019")[0].loc["MAP", "data"] == 1  # what it offers


def test_amounts_of_different_units_become_shares() -> None:
    units = [dataclasses.replace(one, unit=one.code) for one in STUDY.resources]
    known = {one.id for one in units}
    study = study_of([*(one for one in STUDY.records() if one.id not in known), *units])
    table, notes = held_amounts(AllianceMaterial(study), ["OEM", "MAP", "CHIP"], "2021")
    assert table.loc["OEM"].to_dict() == {"cars": 1, "chips": 0, "data": 0.5}
    assert [note.key for note in notes] == ["alliance.note.shares"]


def test_routines_say_how_far_they_would_spread_and_how() -> None:
    found = routines(AllianceMaterial(STUDY), {"at": 2021})
    assert [one.routine for one in found.outlooks] == ["weekly test"]  # the other begins later
    one = found.outlooks[0]
    assert found.replication.routines[0].share == 3 / 8
    fit = dict(zip(one.advice.nodes, one.advice.fit, strict=True))
    assert fit["TIER"] == 1  # as the OEM, of its sector, copied
    assert fit["CLOUD"] == 0  # as MAP, of its sector, adapted
    assert fit["CITY"] == pytest.approx(2 / 3)  # as all
    assert found.fit_of == "log"
    given = routines(AllianceMaterial(STUDY), {"at": 2021, "fit": 1.0, "thresholds": 0.3})
    assert given.fit_of == "settings"
    assert given.outlooks[0].spread.share == 7 / 8  # all but the one without ties
    assert list(given.to_frame()["advice"]) == ["exact copy"]
    with pytest.raises(DataError, match="adopted a routine"):
        routines(AllianceMaterial(without("adoptions")), {})
    modeless = changed("adoptions", mode="")
    assert set(routines(AllianceMaterial(modeless), {}).outlooks[0].advice.fit) == {1.0}


def test_each_collaboration_has_its_scenario() -> None:
    found = scenarios(AllianceMaterial(STUDY), {})
    rows = {one.collaboration: one for one in found.collaborations}
    assert set(rows) == {"road", "rules"}
    assert found.unknown == 2
    rules = rows["rules"]  # OEM - CHIP - FAB, led from the middle
    assert (rules.scenario, rules.parties, rules.ties, rules.leaders) == (
        "centre divergence",
        3,
        2,
        ("CHIP",),
    )
    assert rules.willingness == pytest.approx(rules.best)
    assert rules.best == pytest.approx(2 / (0.5 * (1 + 1 / 3)))
    assert rules.best_leaders == ("CHIP",)
    assert rows["road"].willingness == 0  # MAP is tied to neither
    assert found.comparison == network.scenario_comparison()
    assert len(found.to_frame()) == 2


@pytest.mark.parametrize(
    ("kind", "size", "best", "worst"),
    [
        ("centre divergence", 7, 2.0, 12 / 11),
        ("local manufacturing", 7, 2.0, 12 / 11),
        ("coexistence and symbiosis", 7, 1.0, 4 / 7),
        ("industrial chain", 7, 1.0, 4 / 7),
        ("interconnection", 7, 7.0, 7.0),
        ("group sailing", 7, 4.148, 2.453),
        ("principal-agent", 7, 1.2, 0.75),
    ],
)
def test_a_confirmed_structure_stands_for_its_template(
    kind: str, size: int, best: float, worst: float
) -> None:
    study = changed("collaborations", without("ties"), structure=kind, size=size)
    found = scenarios(AllianceMaterial(study), {}).collaborations
    assert len(found) == 4
    assert found[0].basis == "structure"
    assert found[0].best == pytest.approx(best, abs=1e-3)
    assert found[0].worst == pytest.approx(worst, abs=1e-3)
    known = found[0].willingness == found[0].willingness
    assert known == (kind == "interconnection")


def test_ties_outside_the_time_of_a_collaboration_do_not_count() -> None:
    late = changed("ties", start_date="2022-01", end_date="")
    rows = {one.collaboration for one in scenarios(AllianceMaterial(late), {}).collaborations}
    assert rows == {"rules"}  # road ended in 2021
    early = changed("ties", start_date="2010", end_date="2018-12")
    assert scenarios(AllianceMaterial(early), {}).collaborations == ()
    one_way = changed("ties", directed=True)
    rules = scenarios(AllianceMaterial(one_way), {}).collaborations[-1]
    assert rules.ties == 2
    mixed = [dataclasses.replace(one, directed=one.strength == 1) for one in STUDY.ties]
    known = {one.id for one in mixed}
    study = study_of([*(one for one in STUDY.records() if one.id not in known), *mixed])
    assert scenarios(AllianceMaterial(study), {}).collaborations[-1].ties == 3


def test_evolution_follows_participations_year_by_year() -> None:
    found = evolution(AllianceMaterial(STUDY), {})
    assert found.base == "participations"
    assert found.panel == network.panel(tables.participations(STUDY))
    assert [one.measure for one in found.phases] == ["members", "ties"]  # 2018 has no density
    assert found.roster is not None
    assert found.roster.stages == ("start", "growth")
    assert found.to_frame()["year"].tolist()[0] == 2015
    ties = evolution(AllianceMaterial(STUDY), {"base": "ties", "layers": ["supply"]})
    assert (ties.base, ties.layers) == ("ties", ("supply",))
    assert ties.phases == ()
    assert "alliance.note.few_years" in [note.key for note in ties.notes]
    short = evolution(AllianceMaterial(STUDY), {"span": [2019, 2021], "level": 0.9})
    assert [one.year for one in short.panel.years] == [2019, 2020, 2021]
    only = evolution(AllianceMaterial(STUDY), {"measures": ["members"]})
    assert [one.measure for one in only.phases] == ["members"]
    assert evolution(AllianceMaterial(without("stages")), {}).roster is None


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"base": "both"}, UnknownNameError),
        ({"layers": ["supply"]}, UnknownNameError),
        ({"measures": ["size"]}, UnknownNameError),
        ({"span": [2030, 2040]}, ConsilienceError),
        ({"level": 2}, ConsilienceError),
    ],
)
def test_wrong_settings_of_evolution_are_told(
    settings: dict[str, Any], error: type[ConsilienceError]
) -> None:
    with pytest.raises(error):
        evolution(AllianceMaterial(STUDY), settings)


def test_who_may_join_next_is_listed_if_asked_for() -> None:
    assert evolution(AllianceMaterial(STUDY), {}).prediction is None
    later = Participation(
        organisation_id=STUDY.organisation("CITY").id,
        collaboration_id=STUDY.collaboration("rules").id,
        start_date="2022",
    )
    study = study_of([*STUDY.records(), later])
    found = evolution(AllianceMaterial(study), {"predict": 3, "draws": 5, "seed": 1}).prediction
    assert found is not None
    assert len(found.predicted) == 3
    assert found.next_year == 2023
    frame = tables.participations(study)
    assert found == network.link_prediction(frame, span=None, top=3, draws=5, seed=1)


def test_records_without_dates_have_no_evolution() -> None:
    bare = changed("ties", without("participations"), start_date="", end_date="")
    with pytest.raises(DataError, match="no dates"):
        evolution(AllianceMaterial(bare), {})
