"""The step on value propositions: sides, values, vetoes, needs, sureness, consortia."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from consilience import value
from consilience.analysis import MatchFinding
from consilience.errors import ConsilienceError, DataError
from consilience.study import Organisation, Study, study_of
from engines.analysis.test_value_split import done, sentences
from engines.analysis.value_studies import PROPOSITIONS, bare, base, propositions, value_study


def of(*rows: Any) -> Study:
    """Return a study with these propositions, written as those of the samples."""
    named = base(*dict.fromkeys(row[1] for row in rows))
    return bare(*named.values(), *propositions(named, rows))


def matched(study: Study, **settings: object) -> MatchFinding:
    found = done(study, "match", **settings)
    assert isinstance(found, MatchFinding)
    return found


def test_by_default_who_needs_meets_who_offers() -> None:
    found = matched(value_study())
    assert found.rows == ("CITY", "OEM")
    assert found.columns == ("CHIP", "MAP")
    assert found.stable.blocking == 0
    assert len(found.to_frame()) == len(found.pairs)
    assert {(one.row, one.column) for one in found.pairs if one.stable} == {("OEM", "MAP")}
    assert found.row_values.shape == found.column_values.shape == (2, 2)
    assert np.isnan(found.row_values[0, 0])  # the city needs nothing of what the chip maker has


def test_the_value_of_a_pair_by_hand() -> None:
    found = matched(value_study(), goal_weight=0.5)
    place = found.rows.index("OEM"), found.columns.index("MAP")
    # the OEM needs 0.8 + 0.6 + 0.9, of which maps 0.8; goals 1 and 0.5 agree by a half
    assert found.row_values[place] == pytest.approx(0.5 * 0.8 / 2.3 + 0.5 * (1 + 0.5) / 2)
    # the map maker offers 1 + 0.6, of which 0.8 is needed
    assert found.column_values[place] == pytest.approx(0.5 * 0.8 / 1.6 + 0.5 * (1 + 0.5) / 2)
    pair = next(one for one in found.pairs if (one.row, one.column) == ("OEM", "MAP"))
    assert (pair.congruence, pair.conflict) == (0.5, 0.0)
    plain = matched(value_study(), goal_weight=0)
    assert plain.row_values[place] == pytest.approx(0.8 / 2.3)
    assert "Goals count" not in sentences(plain)


def test_reasons_name_topics_and_rows() -> None:
    found = matched(value_study(), row_capacity=2)
    pair = next(one for one in found.pairs if one.column == "CHIP")
    assert [(one.giver, one.topic, one.rows) for one in pair.reasons] == [
        ("CHIP", "chips", ("O2", "N2")),
        ("CHIP", "lidar", ("O4", "N4")),
    ]
    assert pair.conflict > 0


def test_every_need_has_a_supplier_or_says_why_not() -> None:
    found = {(one.member, one.topic): one for one in matched(value_study()).needs}
    assert len(found) == 4
    assert (found["OEM", "maps"].status, found["OEM", "maps"].suppliers) == ("met", ("MAP",))
    lidar = found["OEM", "lidar"]
    assert (lidar.status, lidar.best_offer, lidar.nearest) == ("partly", 0.4, ("CHIP",))
    assert lidar.rows == ("N4",)
    rows = [row for row in PROPOSITIONS if row[0] != "O4"]
    gap = next(one for one in matched(of(*rows)).needs if one.topic == "lidar")
    assert (gap.status, gap.best_offer, gap.nearest) == ("gap", 0, ())
    veto = ("C1", "OEM", "constraint", "", 1.0, "MAP")
    refused = next(one for one in matched(of(*PROPOSITIONS, veto)).needs if one.topic == "maps")
    assert (refused.status, refused.suppliers, refused.refused) == ("refused", (), ("MAP",))


def test_a_veto_holds_in_both_directions_and_a_least_offer_too() -> None:
    veto = ("C1", "MAP", "constraint", "", 1.0, "OEM")
    found = matched(of(*PROPOSITIONS, veto))
    assert [(one.member, one.partner, one.proposition) for one in found.vetoes] == [
        ("MAP", "OEM", "C1")
    ]
    assert ("OEM", "MAP") not in {(one.row, one.column) for one in found.pairs}
    least = ("C2", "OEM", "constraint", "chips", 0.8, "")
    found = matched(of(*PROPOSITIONS, least))
    assert {one.partner for one in found.vetoes} == {"CHIP", "MAP"}
    enough = ("C2", "OEM", "constraint", "chips", 0.7, "")
    assert {one.partner for one in matched(of(*PROPOSITIONS, enough)).vetoes} == {"MAP"}
    unknown = ("C3", "OEM", "constraint", "gold", 0.5, "")
    assert {one.partner for one in matched(of(*PROPOSITIONS, unknown)).vetoes} == {"CHIP", "MAP"}


def test_constraints_that_forbid_everything_leave_a_named_result() -> None:
    vetoes = [
        ("C1", "OEM", "constraint", "gold", 1.0, ""),
        ("C2", "CITY", "constraint", "gold", 1.0, ""),
    ]
    found = matched(of(*PROPOSITIONS, *vetoes))
    assert (found.state, found.pairs) == ("no pair is possible", ())
    assert "No pair is possible" in sentences(found)
    assert np.isnan(found.row_values).all()


def test_conflict_may_exclude() -> None:
    found = matched(value_study(), most_conflict=0.2, row_capacity=2)
    assert {(one.row, one.column) for one in found.pairs if one.stable} == {("OEM", "MAP")}


def test_sides_by_sector_and_by_lists() -> None:
    study = value_study()
    sectors = {"OEM": "cars", "CITY": "public", "MAP": "software", "CHIP": "chips"}
    records = [
        Organisation(id=one.id, code=one.code, name=one.name, sector=sectors[one.code])
        if isinstance(one, Organisation)
        else one
        for one in study.records()
    ]
    found = matched(study_of(records), by="sector", rows="cars", columns=["software", "chips"])
    assert (found.rows, found.columns) == (("OEM",), ("CHIP", "MAP"))
    assert matched(study, rows=["OEM"], columns=["CHIP"]).columns == ("CHIP",)
    same = matched(study, rows=["OEM", "MAP"], columns=["OEM", "MAP"])
    assert np.isnan(same.row_values[0, 0])
    assert {(one.row, one.column) for one in same.pairs} == {("OEM", "MAP"), ("MAP", "OEM")}


def test_sureness_is_the_share_of_draws_and_can_be_left_out() -> None:
    found = matched(value_study(), draws=50, seed=3)
    assert found.draws == 50
    stable = next(one for one in found.pairs if one.stable)
    assert 0 < stable.kept <= 1
    assert stable.kept * 50 == pytest.approx(round(stable.kept * 50))
    assert np.isnan(matched(value_study(), draws=0).pairs[0].kept)
    assert matched(value_study(), draws=50, seed=3).to_json() == found.to_json()


def test_the_best_assignment_knows_who_would_leave_it() -> None:
    found = matched(value_study())
    again = value.blocking_pairs(
        found.best.matchings[0],
        _frame(found, found.row_values),
        _frame(found, found.column_values),
    )
    assert found.best_blocking == len(again.pairs)


def _frame(found: MatchFinding, values: Any) -> pd.DataFrame:
    return pd.DataFrame(values, index=list(found.rows), columns=list(found.columns))


def test_a_consortium_covers_what_it_needs() -> None:
    found = matched(value_study(), consortium={"maps": 0.8, "chips": 0.5})
    assert found.consortia is not None
    assert {one.members for one in found.consortia.sets} >= {("CHIP", "MAP")}
    pair = matched(value_study(), consortium={"maps": 0.8}, size=[2, 2], within=1.0).consortia
    assert pair is not None
    assert all(len(one.members) == 2 for one in pair.sets)
    short = matched(value_study(), consortium={"maps": 9}).consortia
    assert short is not None
    assert short.state == "needs cannot be covered"
    rows = [row for row in PROPOSITIONS if row[2] != "goal"]
    smallest = matched(of(*rows), consortium={"maps": 0.5}).consortia
    assert smallest is not None
    assert [one.members for one in smallest.sets] == [("MAP",)]


@pytest.mark.parametrize(
    "settings",
    [
        {"rows": ["OEM"]},
        {"columns": ["OEM"]},
        {"by": "sector"},
        {"by": "colour", "rows": ["x"], "columns": ["y"]},
        {"by": "sector", "rows": ["x"], "columns": ["y"]},
        {"rows": ["NOBODY"], "columns": ["MAP"]},
        {"rows": 3, "columns": ["MAP"]},
        {"row_capacity": 0},
        {"column_capacity": "many"},
        {"weights": {"gold": 1}},
        {"weights": {"maps": -1}},
        {"weights": 3},
        {"weights": {"maps": 0, "chips": 0, "roads": 0, "lidar": 0}},
        {"goal_weight": 2},
        {"goal_weight": "much"},
        {"most_conflict": -1},
        {"draws": -1},
        {"seed": -1},
        {"consortium": ["maps"]},
        {"consortium": {}},
        {"consortium": {"gold": 1}},
        {"consortium": {"maps": 1}, "size": [3, 2]},
        {"consortium": {"maps": 1}, "size": 3},
        {"consortium": {"maps": 1}, "within": -1},
        {"topic": "maps"},
    ],
)
def test_settings_that_do_not_fit_get_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError):
        matched(value_study(), **settings)


def test_without_offers_or_needs_nothing_is_matched() -> None:
    with pytest.raises(DataError, match="offers and needs"):
        matched(of(("O1", "MAP", "offer", "maps", 1.0, "")))
    weak = (("O1", "MAP", "offer", "maps", 1.0, ""), ("N1", "OEM", "need", "maps", 0.0, ""))
    with pytest.raises(DataError, match="side of the matching is empty"):
        matched(of(*weak))


def test_who_says_a_thing_twice_is_heard_once_and_goals_of_strangers_do_not_count() -> None:
    twice = ("O9", "MAP", "offer", "maps", 0.2, "")
    stranger = ("G9", "OTHER", "goal", "open standard", 1.0, "")
    found = matched(of(*PROPOSITIONS, twice, stranger))
    plain = matched(of(*PROPOSITIONS))
    assert found.row_values == pytest.approx(plain.row_values, nan_ok=True)
    reason = found.pairs[0].reasons[0]
    assert reason.rows == ("O1", "O9", "N1")
