"""Which network the steps look at: base, layers, weight, date, part and groups."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_network import AllianceNetwork, alliance_network
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from consilience.study import Organisation, Project, Study, study_of
from engines.analysis.alliances import alliance

STUDY = alliance()


def chosen(**settings: Any) -> AllianceNetwork:
    """Return the network that settings choose."""
    return alliance_network(AllianceMaterial(STUDY), settings, "leader")


def strengths(found: AllianceNetwork) -> dict[str, float]:
    """Return the ties as texts, with their strengths."""
    return {"-".join(sorted((a, b))): data["weight"] for a, b, data in found.graph.edges(data=True)}


def keys(found: AllianceNetwork) -> list[str]:
    """Return the keys of the notes without the area."""
    return [note.key.rpartition(".")[2] for note in found.notes]


def test_stated_ties_and_shared_collaborations_add_up() -> None:
    both = strengths(chosen(at=2021))
    assert both["CHIP-OEM"] == 1 + 2  # a supply tie, and two projects
    assert both["CHIP-FAB"] == 3 + 1
    assert both["OEM-TIER"] == 2
    stated, shared = (
        strengths(chosen(at=2021, base="ties")),
        strengths(chosen(at=2021, base="participations")),
    )
    assert both == {pair: stated.get(pair, 0) + shared.get(pair, 0) for pair in {*stated, *shared}}
    assert "both" in keys(chosen(at=2021))
    assert "both" not in keys(chosen(at=2021, base="ties"))


def test_weight_is_that_of_the_projection() -> None:
    newman = strengths(chosen(at=2021, base="participations", weight="newman"))
    assert newman["MAP-OEM"] == 0.5 + 0.5
    jaccard = strengths(chosen(at=2021, base="participations", weight="jaccard"))
    assert jaccard["MAP-OEM"] == 2 / 3


def test_the_date_decides_what_and_who_counts() -> None:
    late = chosen(at=2024)
    assert "CHIP-MAP" not in strengths(late)
    assert "CLOUD" not in late.graph  # its tie ended in 2023
    assert "NEW" in late.graph  # nobody says that it is not there
    assert set(chosen(at="2016").graph) == {"TIER", "CLOUD", "NEW"}
    assert set(chosen(at="always").graph) == {one.code for one in STUDY.organisations}
    assert chosen(at="always").choice.at == ""
    default = chosen()
    assert default.choice.at == "2021"
    assert "at" in keys(default)
    assert "at" not in keys(chosen(at=2021))


def test_layers_are_networks_of_the_same_members() -> None:
    found = chosen(at=2021)
    assert list(found.layers) == ["supply", "data", "R&D", "standards"]
    assert all(list(graph) == list(found.graph) for graph in found.layers.values())
    total = sum(data["weight"] for g in found.layers.values() for *_, data in g.edges(data=True))
    assert total == sum(strengths(found).values())
    only = chosen(at=2021, layers=["standards"])
    assert set(strengths(only)) == {"CHIP-OEM", "CHIP-FAB", "FAB-OEM"}
    assert len(only.graph) == len(found.graph)


def test_largest_part_leaves_the_others_out_and_says_so() -> None:
    found = chosen(at=2021, part="largest")
    assert "NEW" not in found.graph
    assert found.choice.outside == 1
    assert "outside" in keys(found)
    assert found.choice.nodes == len(found.graph) == 7


def test_groups_are_sectors_or_an_attribute() -> None:
    assert chosen(at=2021).groups["CITY"] == "public"
    sized = [
        dataclasses.replace(one, attributes=(("size", "large"),)) if one.code == "OEM" else one
        for one in STUDY.organisations
    ]
    rest = [one for one in STUDY.records() if not isinstance(one, Organisation)]
    study = study_of([*rest, *sized])
    found = alliance_network(AllianceMaterial(study), {"groups": "size"}, "boundary")
    graph, groups = found.grouped()
    assert groups == {"OEM": "large"}
    assert list(graph) == ["OEM"]
    countries = alliance_network(AllianceMaterial(study), {"groups": "country"}, "boundary")
    with pytest.raises(DataError, match="no organisation has a country"):
        countries.grouped()


def test_a_directed_tie_makes_the_whole_directed() -> None:
    ties = [dataclasses.replace(one, directed=one.layer == "data") for one in STUDY.ties]
    known = {one.id for one in ties}
    study = study_of([*(r for r in STUDY.records() if r.id not in known), *ties])
    found = alliance_network(AllianceMaterial(study), {"at": 2021}, "network")
    assert found.graph.is_directed()
    assert found.graph.has_edge("MAP", "CLOUD")
    assert not found.graph.has_edge("CLOUD", "MAP")
    assert found.graph["OEM"]["TIER"] == found.graph["TIER"]["OEM"] == {"weight": 2.0}
    assert not found.layers["supply"].is_directed()


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"base": "tie"}, UnknownNameError),
        ({"layers": ["supplies"]}, UnknownNameError),
        ({"layers": ["R&D"], "base": "ties"}, UnknownNameError),
        ({"weight": "counts"}, UnknownNameError),
        ({"at": "soon"}, ArgumentError),
        ({"at": 1990}, None),
        ({"groups": "sectors"}, UnknownNameError),
        ({"part": "biggest"}, UnknownNameError),
        ({"backbone": 2, "base": "participations"}, ArgumentError),
        ({"backbone": 0.05, "base": "ties"}, ArgumentError),
    ],
)
def test_wrong_settings_are_told(
    settings: dict[str, Any], error: type[ConsilienceError] | None
) -> None:
    if error is None:
        assert list(chosen(**settings).graph) == ["NEW"]
        return
    with pytest.raises(error):
        chosen(**settings)


def test_a_study_without_organisations_is_told() -> None:
    empty = Study(project=Project(code="P", title="P"))
    with pytest.raises(DataError, match="no organisations"):
        alliance_network(AllianceMaterial(empty), {}, "network")


def test_a_date_without_members_is_told() -> None:
    records = [
        one for one in STUDY.records() if not (isinstance(one, Organisation) and one.code == "NEW")
    ]
    with pytest.raises(DataError, match="nobody belongs"):
        alliance_network(AllianceMaterial(study_of(records)), {"at": 1990}, "network")


def test_a_study_without_dates_is_taken_as_a_whole() -> None:
    firms = [Organisation(code=code, name=code) for code in "AB"]
    study = study_of([Project(code="P", title="P"), *firms])
    found = alliance_network(AllianceMaterial(study), {}, "network")
    assert (found.choice.at, found.choice.ties, found.notes) == ("", 0, ())


def test_a_backbone_keeps_only_what_chance_does_not_explain() -> None:
    whole = chosen(at=2021, base="participations")
    spine = chosen(at=2021, base="participations", backbone=1.0)
    assert strengths(spine) == strengths(whole)
    none = chosen(at=2021, base="participations", backbone=0.0)
    assert strengths(none) == {}
    assert none.choice.backbone == 0
    assert "backbone" in keys(none)
    assert "OEM-TIER" in strengths(chosen(at=2021, backbone=0.0))  # stated ties stay
    assert chosen(at=1990, backbone=0.05).choice.ties == 0


def test_only_those_who_take_part_in_enough_are_looked_at() -> None:
    whole = chosen(at=2021)
    busy = chosen(at=2021, at_least=2)
    counts = {name: len(own) for name, own in whole.collaborations.items()}
    assert set(busy.graph) == {name for name, count in counts.items() if count >= 2}
    assert 0 < len(busy.graph) < len(whole.graph)
    assert strengths(busy).items() <= strengths(whole).items()
    assert "at_least" in keys(busy)
    assert "at_least" not in keys(whole)
    with pytest.raises(DataError, match="nobody takes part in 9 collaborations"):
        chosen(at=2021, at_least=9)
    with pytest.raises(ArgumentError, match="at_least"):
        chosen(at_least=-1)
