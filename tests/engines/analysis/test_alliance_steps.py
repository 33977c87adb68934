"""The steps on the three levels of the network: the whole, its actors, ties across sectors."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from consilience import analysis, network
from consilience.analysis.alliance_material import AllianceMaterial
from consilience.analysis.alliance_network import alliance_network
from consilience.errors import DataError
from consilience.results import Result
from consilience.study import Holding, Study, study_of
from engines.analysis.alliances import alliance


def done(
    *steps: tuple[str, dict[str, Any]], study: Study | None = None
) -> analysis.AllianceEvidence:
    """Return what steps find, through the findings as a study keeps them."""
    asked = study or alliance(*steps)
    found = [finding for _, finding in analysis.run(asked)]
    evidence = analysis.evidence(study_of([*asked.records(), *found])).alliance
    assert evidence is not None
    return evidence


def sentences(result: Result) -> str:
    """Return the notes as one text."""
    return " ".join(note.sentence("en") + note.sentence("zh") for note in result.notes)


def test_every_step_goes_to_json_and_back() -> None:
    study = alliance(("network", {}), ("actors", {}), ("boundary", {}), ("leader", {}))
    for step, finding in analysis.run(study):
        kind = analysis.STEP_KINDS[step.kind]
        again = kind.result.from_dict(json.loads(finding.result_json))
        assert again.to_dict() == json.loads(finding.result_json)
        assert not again.to_frame().empty
        assert finding.condition_codes == ()


def test_the_same_study_gives_the_same_findings() -> None:
    study = alliance(("network", {}), ("boundary", {"permutations": 99}))
    assert list(analysis.run(study)) == list(analysis.run(study))


def test_the_hash_changes_with_a_tie_but_not_with_a_case() -> None:
    study = alliance(("network", {}))
    first = AllianceMaterial(study).sha256
    assert AllianceMaterial(study_of(study.records())).sha256 == first
    fewer = [one for one in study.records() if one.id != study.ties[0].id]
    assert AllianceMaterial(study_of(fewer)).sha256 != first


def test_network_says_the_same_as_the_engine_layer_by_layer() -> None:
    found = done(("network", {"at": 2021})).state
    assert found is not None
    graphs = alliance_network(AllianceMaterial(alliance()), {"at": 2021}, "network")
    assert found.whole.to_dict() == network.structure(graphs.graph).to_dict()
    assert [one.layer for one in found.layers] == ["supply", "data", "R&D", "standards"]
    own = network.structure(graphs.layers["R&D"])
    assert found.layers[2].structure.to_dict() == own.to_dict()
    assert found.overlap is not None
    assert found.overlap.shared[2, 3] == 1  # OEM and CHIP, in R&D and in standards
    assert done(("network", {"layers": ["R&D"]})).state.overlap is None  # type: ignore[union-attr]


def test_actors_count_partners_projects_and_sectors() -> None:
    found = done(("actors", {"at": 2021})).actors
    assert found is not None
    assert [one.organisation for one in found.actors][:2] == ["CHIP", "CITY"]
    oem = found.of("OEM")
    assert (oem.partners, oem.collaborations, oem.groups_reached) == (5, 3, 3)
    assert oem.fragile == ("cut vertex",)
    assert found.of("TIER").fragile == ("one tie",)
    assert found.of("NEW").fragile == ("no tie",)
    assert found.of("NEW").constraint != found.of("NEW").constraint
    assert found.of("MAP").fragile == ("cut vertex",)


def test_mass_is_what_is_held_or_offered() -> None:
    found = done(("actors", {"at": 2021})).actors
    assert found is not None
    assert found.mass_of == "holdings"
    assert {one.organisation: one.mass for one in found.actors if one.mass} == {
        "CHIP": 2,
        "MAP": 1,
        "OEM": 4,
    }
    assert found.of("OEM").niche_breadth == pytest.approx(1.6)
    assert found.of("CITY").steepest_uphill == ("OEM", "MAP")
    assert found.of("OEM").downhill == 5
    assert "equal masses" in sentences(found)


def test_without_holdings_everyone_has_the_mass_one() -> None:
    study = alliance(("actors", {}))
    left = {"holdings", "resources"}
    gone = {one.id for name in left for one in getattr(study, name)}
    found = done(study=study_of([one for one in study.records() if one.id not in gone])).actors
    assert found is not None
    assert found.mass_of == "one"
    assert {one.mass for one in found.actors} == {1.0}


def test_state_and_potential_need_two_years_of_holdings() -> None:
    study = alliance(("actors", {"at": 2021}))
    data = next(one for one in study.resources if one.code == "data")
    before, now = (
        [
            Holding(
                organisation_id=study.organisation(code).id,
                resource_id=data.id,
                amount=amount,
                period=year,
            )
            for code, amount in amounts.items()
        ]
        for year, amounts in (
            ("2019", {"OEM": 2.0, "MAP": 2.0}),
            ("2021", {"OEM": 4.0, "MAP": 1.0}),
        )
    )
    kept = [one for one in study.records() if one.id not in {h.id for h in study.holdings}]
    found = done(study=study_of([*kept, *before, *now])).actors
    assert found is not None
    assert found.of("OEM").state_potential == pytest.approx(5 / 5.5)  # 4 + 2 / 2 a year
    assert found.of("MAP").state_potential == pytest.approx(0.5 / 5.5)
    assert "yearly change since 2019" in sentences(found)
    fallen = [dataclasses.replace(one, amount=one.amount * 10) for one in before]
    none = done(study=study_of([*kept, *fallen, *now])).actors
    assert none is not None
    assert none.of("OEM").state_potential != none.of("OEM").state_potential
    assert "less than nothing" in sentences(none)
    chips = [one for one in study.resources if one.code == "chips"]
    units = [dataclasses.replace(one, unit=one.code) for one in (data, *chips)]
    more = Holding(
        organisation_id=study.organisation("CHIP").id,
        resource_id=chips[0].id,
        amount=3.0,
        period="2021",
    )
    gone = {one.id for one in units}
    rest = [one for one in kept if one.id not in gone]
    mixed = done(study=study_of([*rest, *units, *before, *now, more])).actors
    assert mixed is not None
    shares = [one.state_potential for one in mixed.actors]
    assert sum(shares) == pytest.approx(1)
    assert mixed.of("CHIP").state_potential > mixed.of("OEM").state_potential > 0


def test_boundary_counts_ties_across_sectors() -> None:
    found = done(("boundary", {"at": 2021, "permutations": 99})).boundary
    assert found is not None
    assert found.ungrouped == ("NEW",)
    assert found.group_names == ("cars", "chips", "public", "software")
    assert found.mixing.tolist() == [[1, 2, 1, 1], [2, 1, 0, 1], [1, 0, 0, 1], [1, 1, 1, 1]]
    assert found.ei.value == pytest.approx((9 - 7) / 16)  # by strength
    assert found.crossing == 6
    assert found.spanning == pytest.approx(5 / 7)
    first = found.dyads[0]
    assert (first.first, first.second, first.strength) == ("CHIP", "OEM", 3)
    assert first.layers == ("supply", "R&D", "standards")
    assert (first.since, first.until, first.rows) == ("2019", "", 5)
    assert "1 organisation(s) have no sector" in sentences(found)
    assert len(done(("boundary", {"at": 2021, "most": 2})).boundary.dyads) == 2  # type: ignore[union-attr]


def test_permutations_are_fewer_in_large_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilience.analysis.alliance_boundary._PERMUTATIONS", ((3, 99), (999, 9)))
    found = done(("boundary", {"at": 2021})).boundary
    assert found is not None
    assert found.ei.parameters["permutations"] == 9
    assert "9 permutations only" in sentences(found)
    known = done(("boundary", {"at": 2021, "permutations": 19})).boundary
    assert known is not None
    assert "permutations only" not in sentences(known)


def test_steps_on_the_alliance_stand_beside_others_or_alone() -> None:
    assert (
        analysis.evidence(
            study_of(
                [*(s := alliance(("network", {}))).records(), *(f for _, f in analysis.run(s))]
            )
        ).coded
        is None
    )
    with pytest.raises(DataError, match="no organisations"):
        list(analysis.run(study_of(_without_alliance())))


def _without_alliance() -> list[Any]:
    study = alliance(("network", {}))
    return [study.project, *study.steps]


def test_small_world_is_left_out_of_large_networks_unless_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = done(("network", {"at": 2021, "references": 5})).state
    assert found is not None
    assert found.small_world is not None
    assert found.small_world.parameters["references"] == 5
    none = done(("network", {"at": 2021, "references": 0})).state
    assert none is not None
    assert none.small_world is None
    monkeypatch.setattr("consilience.analysis.alliance_state._SMALL", 3)
    large = done(("network", {"at": 2021})).state
    assert large is not None
    assert large.small_world is None
    assert "network is large (9 ties)" in sentences(large)
    assert done(("network", {"at": 1990})).state.small_world is None  # type: ignore[union-attr]
