"""Who should lead: best sets, those of today, what helps, and how sure it is."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from consilience import network
from consilience.analysis.alliance_leader import LeaderFinding, leader
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_network import alliance_network
from consilience.errors import ConsilienceError, DataError
from consilience.study import study_of
from engines.analysis.alliances import alliance

STUDY = alliance()


def asked(**settings: Any) -> LeaderFinding:
    """Return who should lead."""
    return leader(AllianceMaterial(STUDY), {"draws": 10, **settings})


def test_the_best_leader_of_the_largest_part_is_the_engine_s() -> None:
    found = asked(at=2021)
    graph = alliance_network(AllianceMaterial(STUDY), {"at": 2021, "part": "largest"}, "x").graph
    assert found.best == network.best_leaders(graph)
    assert found.best.sets == (("OEM",),)
    assert found.choice.outside == 1
    assert found.led == network.coherence(graph, "OEM")
    assert found.current is None
    assert found.current_loss != found.current_loss
    assert found.ties_to_add == network.tie_gains(graph, "OEM", top=5)
    assert found.scenario is not None
    assert 0 <= found.steadiness <= 1


def test_leaders_of_today_are_compared_with_the_best() -> None:
    found = asked(at=2021, leaders="CITY")
    assert found.current is not None
    assert found.current.leaders == ("CITY",)
    assert found.current_loss == pytest.approx(found.current.total_variance / found.best.value - 1)
    assert found.current_loss > 0
    assert found.ties_to_add is not None
    assert found.ties_to_add.total_variance == pytest.approx(found.current.total_variance)
    assert found.leaders_to_add is not None
    assert asked(at=2021, leaders="OEM").current_loss == 0


def test_a_group_may_be_a_collaboration_with_its_own_leader() -> None:
    found = asked(at=2021, among="rules")
    assert found.among == ("CHIP", "FAB", "OEM")
    assert found.current is not None
    assert found.current.leaders == ("CHIP",)  # who leads it, as the records say
    assert set(found.singles.nodes) == {"CHIP", "FAB", "OEM"}
    mixed = asked(at=2021, among=["rules", "CITY"], leaders=["OEM"])
    assert mixed.among == ("CHIP", "CITY", "FAB", "OEM")
    everyone = asked(at=2021, among=["OEM", "CHIP"])
    assert everyone.current is None
    assert everyone.scenario is None


def test_candidates_and_size_limit_the_choice() -> None:
    found = asked(at=2021, candidates=["CITY", "TIER"])
    assert found.best.sets[0][0] in {"CITY", "TIER"}
    assert len(asked(at=2021, size=2).best.sets[0]) == 2


def test_noisy_leaders_scatter_too() -> None:
    found = asked(at=2021, leader_gain=1.0, leaders="CITY")
    assert [one.leaders for one in found.noisy] == [("OEM",), ("CITY",)]
    assert found.led is not None
    assert found.noisy[0].total_variance > found.led.total_variance
    assert asked(at=2021).noisy == ()


def test_ties_are_counted_otherwise_too() -> None:
    found = asked(at=2021)
    assert [(one.base, one.weight) for one in found.other_networks] == [
        ("both", "binary"),
        ("both", "newman"),
        ("both", "jaccard"),
        ("ties", "count"),
        ("participations", "count"),
    ]
    assert all(one.kept and one.loss == 0 for one in found.other_networks)
    assert asked(at=2021, base="ties").other_networks == ()
    inside = asked(at=2021, layers=["supply", "R&D"], leaders="MAP")
    assert len(inside.other_networks) == 5
    apart = asked(at=2021, among="rules").other_networks
    assert [one.base for one in apart if not one.sets] == []


def test_an_answer_that_hangs_on_the_weight_says_so() -> None:
    ties = [
        dataclasses.replace(one, strength=40.0) if one.layer == "supply" else one
        for one in STUDY.ties
    ]
    known = {one.id for one in ties}
    study = study_of([*(r for r in STUDY.records() if r.id not in known), *ties])
    found = leader(AllianceMaterial(study), {"at": 2021, "draws": 10, "base": "both"})
    other = next(one for one in found.other_networks if one.base == "participations")
    assert found.best.sets != other.sets or other.kept


def test_in_a_directed_network_help_is_worked_out_without_direction() -> None:
    ties = [dataclasses.replace(one, directed=one.layer == "data") for one in STUDY.ties]
    known = {one.id for one in ties}
    study = study_of([*(r for r in STUDY.records() if r.id not in known), *ties])
    settings = {"at": 2021, "draws": 5, "leaders": "OEM"}
    found = leader(AllianceMaterial(study), settings)
    plain = leader(AllianceMaterial(study), {**settings, "direction": "ignored"})
    assert found.current is not None
    assert found.current.unreached == ("MAP",) or found.current != plain.current
    assert found.ties_to_add == plain.ties_to_add
    assert "alliance.note.help_undirected" in [note.key for note in found.notes]
    assert "alliance.note.help_undirected" not in [note.key for note in plain.notes]
    assert found.other_networks[-1].direction == "ignored"
    assert plain.other_networks[-1].base == "participations"


def test_leaders_who_do_not_reach_everyone_get_no_advice() -> None:
    found = asked(at=2021, part="all")
    assert found.best.sets == ()
    assert (found.led, found.ties_to_add, found.leaders_to_add) == (None, None, None)


@pytest.mark.parametrize(
    "settings",
    [
        {"at": 1990},
        {"size": 0},
        {"size": 20},
        {"leaders": "OME"},
        {"leaders": ["NEW"]},
        {"candidates": ["XYZ"]},
        {"among": "road trip"},
        {"among": []},
        {"draws": 0},
        {"leader_gain": -1},
        {"tie_strength": 0},
        {"most": 0},
        {"share": 2},
        {"seed": -1},
    ],
)
def test_wrong_settings_are_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError) as told:
        asked(**{"at": 2021, **settings})
    assert str(told.value)


def test_a_network_without_ties_has_no_leader() -> None:
    with pytest.raises(DataError, match="no tie"):
        asked(at=2021, among=["CITY", "TIER"])
