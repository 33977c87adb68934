"""Strategies of coordination: every one cites a value, its threshold, and what would come of it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import networkx as nx
import pytest

from consilience import analysis, network
from consilience.analysis.alliance_leader import leader, leader_graph
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.coordination import Coordination, strategies
from consilience.analysis.coordination_records import THRESHOLDS, Strategy
from consilience.errors import ConsilienceError, DataError
from consilience.study import Organisation, Project, Study, Tie, study_of
from consilience.texts import catalogue
from engines.analysis.alliances import alliance

STUDY = alliance()


def asked(study: Study = STUDY, **settings: Any) -> Coordination:
    """Return the strategies for a study."""
    usual = {"draws": 5, "listed": 50, "each": 10}
    return strategies(AllianceMaterial(study), {**usual, **settings})


def of_kind(found: Coordination, kind: str) -> list[Strategy]:
    """Return the strategies of one kind."""
    return [one for one in found.strategies if one.kind == kind]


def of_ties(*ties: tuple[str, str], **sectors: str) -> Study:
    """Return a study of stated ties alone."""
    names = dict.fromkeys([*(end for pair in ties for end in pair), *sectors])
    firms = {
        name: Organisation(code=name, name=name, sector=sectors.get(name, "")) for name in names
    }
    made = [Tie(from_id=firms[a].id, to_id=firms[b].id) for a, b in ties]
    return study_of([Project(code="P", title="P"), *firms.values(), *made])


def test_every_strategy_cites_a_value_beyond_its_threshold() -> None:
    found = asked(at=2021, leaders="CITY")
    assert len({one.kind for one in found.strategies}) >= 6
    assert [one.rank for one in found.strategies] == list(range(1, len(found.strategies) + 1))
    for one in found.strategies:
        assert one.measured
        assert one.about
        assert all(item.step in analysis.STEP_KINDS for item in one.measured)
        assert all(f"alliance.measure.{item.measure}" in catalogue("en") for item in one.measured)
        assert one.sentence("en") != one.sentence("zh")
        if one.effect:
            assert f"alliance.measure.{one.effect.quantity}" in catalogue("zh")
            assert one.effect.gain >= 0 or one.kind in {"fill_need", "ask_holder"}
    again = Coordination.from_dict(json.loads(found.to_json()))
    assert again == found
    assert len(found.to_frame()) == len(found.strategies)


def test_names_of_organisations_replace_their_codes() -> None:
    (one,) = of_kind(asked(at=2021, leaders="CITY"), "change_leader")
    assert one.sentence("en").startswith("Let OEM lead instead of CITY")
    names = {"OEM": "Great Wall", "CITY": "Wuhan"}
    assert one.sentence("en", names).startswith("Let Great Wall lead instead of Wuhan")


def test_changing_the_leader_gives_h_before_and_after() -> None:
    (one,) = of_kind(asked(at=2021, leaders="CITY"), "change_leader")
    graph = leader_graph(AllianceMaterial(STUDY), {"at": 2021})
    assert one.effect is not None
    assert one.effect.before == pytest.approx(network.coherence(graph, "CITY").total_variance)
    assert one.effect.after == pytest.approx(network.coherence(graph, "OEM").total_variance)
    assert one.effect.low <= one.effect.gain <= one.effect.high + 0.5
    assert 0 < one.sureness <= 1
    assert not of_kind(asked(at=2021, leaders="OEM"), "change_leader")
    assert not of_kind(asked(at=2021, leaders="CITY", limits={"current_loss": 50}), "change_leader")


def test_a_leader_is_named_where_nobody_leads() -> None:
    (one,) = of_kind(asked(at=2021), "name_leader")
    assert one.about == ("OEM",)
    assert not of_kind(asked(at=2021, leaders="CITY"), "name_leader")
    assert not of_kind(asked(at=2021, size=2), "name_leader")


def test_a_tie_to_add_gives_h_before_and_after() -> None:
    chain = of_ties(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"))
    found = of_kind(asked(chain, leaders="a"), "add_tie")
    first = found[0]
    assert first.effect is not None
    graph = nx.path_graph(list("abcde"))
    graph.add_edge(*first.about)
    assert first.effect.before == pytest.approx(5.0)
    assert first.effect.after == pytest.approx(network.coherence(graph, "a").total_variance)
    assert first.measured[0].value == pytest.approx(1 - first.effect.after / 5)
    (more,) = of_kind(asked(chain, leaders="a"), "add_leader")
    assert more.effect is not None
    both = network.coherence(nx.path_graph(list("abcde")), ["a", *more.about])
    assert more.effect.after == pytest.approx(both.total_variance)


def test_the_partner_hardest_to_carry_along_is_reached() -> None:
    star = [("a", name) for name in "bcdefg"]
    study = of_ties(*star, ("g", "h"), ("h", "i"), ("i", "j"))
    found = of_kind(asked(study, leaders="a"), "reach_weakest")
    assert [one.about for one in found] == [("j",)]
    assert found[0].effect is not None
    assert found[0].effect.after < found[0].effect.before
    assert found[0].measured[0].value == pytest.approx(4 / ((6 + 2 + 3 + 4) / 9))


def test_parts_are_joined_and_brokers_backed_up() -> None:
    study = of_ties(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("x", "y"))
    found = asked(study)
    (join,) = of_kind(found, "join_parts")
    assert join.measured[0].value == pytest.approx(4 / 6)
    assert join.effect is not None
    assert join.effect.after == 1
    assert join.about == ("x", "c")
    (backup,) = of_kind(found, "back_up")
    assert backup.about[0] == "c"
    assert backup.about[1] == "d"
    assert backup.about[2] in {"a", "b"}
    assert backup.effect is not None
    assert (backup.effect.before, backup.effect.after) == (1, 0)
    assert not of_kind(asked(study, limits={"cut_off": 2}), "back_up")
    apart = asked(study, part="all")
    assert of_kind(apart, "join_parts")[0].about == ("x", "c")


def test_low_potential_asks_for_a_tie_uphill() -> None:
    study = of_ties(*(("hub", name) for name in "abcdefgh"), ("h", "i"), ("i", "z"))
    found = of_kind(asked(study, limits={"low_potential": 0.9}), "tie_uphill")
    assert {one.about for one in found} >= {("z", "hub")}
    one = next(one for one in found if one.about[0] == "z")
    assert one.effect is not None
    assert one.effect.after > one.effect.before
    assert one.measured[1].measure == "potential_difference"


def test_groups_without_a_tie_are_brought_together() -> None:
    study = of_ties(("a", "b"), ("b", "c"), ("c", "d"), a="cars", b="cars", c="chips", d="maps")
    found = of_kind(asked(study, leaders="a"), "open_boundary")
    assert [(one.values["first"], one.values["second"]) for one in found] == [("cars", "maps")]
    assert found[0].about == ("b", "d")
    assert found[0].effect is not None
    assert found[0].effect.after < found[0].effect.before
    star = of_ties(*(("hub", name) for name in "abcd"), hub="x", a="y", b="y", c="y", d="y")
    (broker,) = of_kind(asked(star), "relieve_broker")
    assert broker.measured[0].value == 1
    assert broker.about == ("hub",)
    lone = of_ties(("a", "b"), ("c", "d"), a="x", b="y", c="z", d="z")
    apart = of_kind(asked(lone, part="all"), "open_boundary")
    assert all(one.effect is None for one in apart)
    assert len(apart) == 2


def test_needs_are_filled_by_the_nearest_or_looked_for_outside() -> None:
    found = asked(at=2021)
    (ask,) = of_kind(found, "ask_holder")
    assert ask.about == ("OEM", "CHIP")
    assert ask.effect is not None
    assert (ask.effect.before, ask.effect.after) == (1, 0)
    (outside,) = of_kind(found, "look_outside")
    assert outside.values["resource"] == "roads"
    offered = [
        dataclasses.replace(one, kind="offered") if one.kind == "held" else one
        for one in STUDY.holdings
    ]
    known = {one.id for one in offered}
    study = study_of([*(one for one in STUDY.records() if one.id not in known), *offered])
    (fill,) = of_kind(asked(study, at=2021), "fill_need")
    assert fill.about == ("OEM", "CHIP")
    assert of_kind(found, "share_double")[0].about == ("MAP", "OEM")
    assert not of_kind(asked(at=2021, limits={"holders": 3}), "share_double")
    assert not of_kind(asked(at=2021, limits={"missing": 1}), "look_outside")


def test_routines_are_carried_on_in_the_way_that_is_advised() -> None:
    copied = [dataclasses.replace(one, mode="exact", date="2020") for one in STUDY.adoptions]
    known = {one.id for one in copied}
    study = study_of([*(one for one in STUDY.records() if one.id not in known), *copied])
    found = asked(study, at=2021)
    assert of_kind(found, "copy_routine")
    one = of_kind(found, "copy_routine")[0]
    assert one.effect is not None
    assert one.effect.gain == pytest.approx(one.effect.after - one.effect.before)
    assert one.effect.low <= one.effect.gain <= one.effect.high
    poor = [dataclasses.replace(one, mode="adapted") for one in copied]
    worse = study_of([*(one for one in STUDY.records() if one.id not in known), *poor])
    assert of_kind(asked(worse, at=2021), "adapt_routine")
    assert not of_kind(asked(study, at=2021, limits={"routine_growth": 1}), "copy_routine")


def test_members_who_left_are_asked_why() -> None:
    (one,) = of_kind(asked(limits={"retention": 1.1}), "keep_members")
    assert [item.measure for item in one.measured] == [
        "retention",
        "retention_low",
        "retention_high",
    ]
    assert not of_kind(asked(limits={"retention": 0.0}), "keep_members")


def test_what_a_study_has_no_data_for_is_left_out_with_a_note() -> None:
    found = asked(of_ties(("a", "b"), ("b", "c")))
    keys = {note.key.rpartition(".")[2] for note in found.notes}
    assert {"boundary", "resources", "routines", "evolution"} <= keys
    lone = study_of(
        [
            Project(code="P", title="P"),
            Organisation(code="a", name="a"),
            Organisation(code="b", name="b"),
        ]
    )
    bare = asked(lone)
    assert "leader" in {note.key.rpartition(".")[2] for note in bare.notes}
    assert [one.kind for one in bare.strategies] == ["join_parts"]


def test_the_list_may_be_shortened() -> None:
    assert len(asked(at=2021, listed=2).strategies) == 2
    kinds = [one.kind for one in asked(at=2021, each=1).strategies]
    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    "settings",
    [
        {"limits": {"tie": 0.1}},
        {"limits": {"tie_gain": "much"}},
        {"limits": 0.1},
        {"listed": 0},
        {"each": 0},
        {"leaders": "OME"},
        {"weight": "counts"},
    ],
)
def test_wrong_settings_are_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError) as told:
        asked(at=2021, **settings)
    assert str(told.value)


def test_steps_are_done_once_and_other_errors_are_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    material = AllianceMaterial(STUDY)
    settings = {"at": 2021, "draws": 5}
    assert strategies(material, settings) is strategies(material, settings)
    assert leader(material, settings) is leader(material, settings)

    def broken(*_: object) -> None:
        raise DataError("network.not_solvable")

    monkeypatch.setattr("consilience.analysis.alliance_leader.leader", broken)
    with pytest.raises(DataError, match="orders of magnitude"):
        asked(at=2021)


def test_one_more_leader_is_not_proposed_where_nobody_is_left() -> None:
    assert asked(of_ties(("a", "b")), leaders="a").strategies == ()
    path = of_ties(("a", "b"), ("b", "c"), ("c", "a"))
    assert not of_kind(asked(path, leaders=["a", "b"]), "add_leader")
    few = asked(at=2021, leaders="OEM", limits={"tie_gain": 0.9, "leader_gain": 0.9})
    assert not of_kind(few, "add_tie")
    assert not of_kind(few, "add_leader")


def test_every_threshold_and_kind_has_its_words() -> None:
    found = asked(at=2021)
    assert dict(found.thresholds) == dict(THRESHOLDS)
