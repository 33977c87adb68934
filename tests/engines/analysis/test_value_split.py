"""The step on the division of benefit: rules side by side, verdicts, ranges, gaps, experts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from consilience import analysis, value
from consilience.errors import ConsilienceError, DataError, UnknownNameError
from consilience.results import Result
from consilience.study import Actor, Contribution, Study, Worth, study_of
from engines.analysis.value_studies import (
    ESTIMATES,
    FACTORS,
    WORTHS,
    bare,
    base,
    contributions,
    planned,
    value_study,
    worths,
)


def done(study: Study, kind: str, **settings: object) -> Any:
    """Return what a step finds, through JSON as a study keeps it."""
    asked = study_of([*study.records(), *planned((kind, settings))])
    ((_, finding),) = analysis.run(asked)
    return analysis.STEP_KINDS[kind].result.from_dict(json.loads(finding.result_json))


def sentences(result: Result) -> str:
    return " ".join(note.sentence("en") + note.sentence("zh") for note in result.notes)


def of_worths(*codes: str, **amounts: Any) -> Study:
    """Return a study with these worths; "A_B" is the coalition of A and B."""
    named = base(*codes)
    written = {name.replace("_", " "): amount for name, amount in amounts.items()}
    return bare(*named.values(), *worths(named, written))


def test_each_rule_gives_what_the_engine_gives() -> None:
    found = done(value_study(), "split", claims="claim", power="power")
    game = found.games[0]
    assert (game.collaboration, game.state, game.players) == ("", "exact", ("CHIP", "MAP", "OEM"))
    v = [0, 1, 1, 3, 4, 6, 7, 12]  # bit 0 CHIP, bit 1 MAP, bit 2 OEM
    assert game.of("shapley").values == pytest.approx(value.shapley(v).values)
    assert game.of("nucleolus").values == pytest.approx(value.nucleolus(v).values)
    assert game.of("equal surplus").values == pytest.approx((3, 3, 6))
    assert game.of("nash").values == pytest.approx((2.5, 2.5, 7))
    assert game.of("proportional").values == pytest.approx((2, 2, 8))
    assert game.of("contribution").values == pytest.approx((3.6, 3.6, 4.8))
    wanted = value.corrected_shapley(v, {"input": [4, 4, 2], "risk": [2, 2, 6]})
    assert game.of("corrected").values == pytest.approx(wanted.values)
    assert game.of("talmud").values == pytest.approx(value.bankruptcy(12, [6, 6, 8]).values)
    assert {one.verdict for one in game.rules} == {"in"}
    assert game.factors == ("input", "risk")
    assert not game.of("shapley").low
    assert np.isnan(game.of("shapley").stable)


def test_all_numbers_know_their_rows() -> None:
    game = done(value_study(), "split").games[0]
    assert {one.coalition: one.rows for one in game.worths}["MAP", "OEM"] == ("W4",)
    assert {(one.player, one.factor) for one in game.bears} == {row[:2] for row in FACTORS}


def test_estimates_carry_ranges_and_how_often_nobody_leaves() -> None:
    named = base("OEM", "CITY")
    study = bare(*named.values(), *worths(named, ESTIMATES))
    game = done(study, "split", draws=400, confidence=0.8).games[0]
    shapley = game.of("shapley")
    assert game.state == "estimated"
    assert shapley.values == pytest.approx((2.5, 3.5))
    assert all(
        low < x < high
        for low, x, high in zip(shapley.low, shapley.values, shapley.high, strict=True)
    )
    assert shapley.stable > 0.9
    narrow = done(study, "split", draws=400, confidence=0.2).games[0].of("shapley")
    assert narrow.high[0] - narrow.low[0] < shapley.high[0] - shapley.low[0]
    # the engine's own draws, of the same triangles
    table = {"coalition": ["CITY", "OEM", "OEM, CITY"], "low": [0, 1, 4], "likely": [1, 2, 6]}
    engine = value.estimated_shapley({**table, "high": [2, 3, 9]}, confidence=0.8)
    assert shapley.low == pytest.approx(engine.low, abs=0.25)
    assert shapley.high == pytest.approx(engine.high, abs=0.25)


def test_experts_are_pooled_and_stand_apart() -> None:
    found = done(value_study(), "split")
    game = found.games[1]
    assert (game.collaboration, game.experts) == ("road", ("E1", "E2"))
    together = next(one for one in game.worths if len(one.coalition) == 2)
    assert (together.amount, together.low, together.high) == (5, 3, 9)
    assert together.rows == ("E13", "E23")
    first, second = game.of("shapley").experts
    assert first.values == pytest.approx((2.5, 3.5))
    assert second.values == pytest.approx((0.5, 3.5))
    assert (first.in_core, second.in_core) == (True, False)
    assert "2 experts" in sentences(found)


def test_an_expert_who_is_silent_has_the_rows_that_are_nobodys() -> None:
    named = base("A", "B")
    people = [Actor(code=code, name=code, role="respondent") for code in ("E1", "E2")]
    rows = worths(named, {"A": 1, "B": 1})
    for expert, amount in zip(people, (4, 6), strict=True):
        rows += worths(named, {"A B": amount}, first=expert.code, actor_id=expert.id)
    game = done(bare(*named.values(), *people, *rows), "split").games[0]
    assert [one.values for one in game.of("shapley").experts] == [(2, 2), (3, 3)]
    assert game.of("shapley").values == pytest.approx((2.5, 2.5))


def test_gaps_are_bounded_and_verdicts_may_stay_open() -> None:
    study = of_worths("A", "B", "C", A=1, B=1, C=1, A_B=4, A_B_C=9)
    game = (found := done(study, "split")).games[0]
    assert game.state == "bounded"
    assert game.missing == (("A", "C"), ("B", "C"))
    assert game.of("shapley").low == pytest.approx((4 / 3, 4 / 3, 7 / 3))
    assert game.of("shapley").high == pytest.approx((13 / 3,) * 3)
    assert game.of("equal surplus").verdict == "open"
    assert not game.of("equal surplus").low
    assert "2 coalitions have no worth" in sentences(found)
    sure = of_worths("A", "B", "C", A=1, B=1, C=1, A_B=2, B_C=2, A_B_C=3)
    assert done(sure, "split").games[0].of("equal surplus").verdict == "in"


def test_worths_that_allow_nothing_are_named() -> None:
    for amounts, state in (
        ({"A": 1, "B": 1, "C": 1, "A_B": 4}, "incomplete"),
        ({"A": 1, "B": 1, "A_B_C": 4}, "incomplete"),
        ({"A": 3, "B": 3, "C": 1, "A_B": 4, "A_B_C": 9}, "not superadditive"),
    ):
        found = done(of_worths("A", "B", "C", **amounts), "split")
        game = found.games[0]
        assert (game.state, game.rules, game.core) == (state, (), None)
        assert "nothing can be divided" in sentences(found)
    with pytest.raises(DataError, match="no worths"):
        done(bare(), "split")


def test_one_player_and_too_many() -> None:
    game = done(of_worths("A", A=5), "split").games[0]
    assert game.of("shapley").values == (5,)
    assert game.of("nucleolus").verdict == "in"
    codes = [f"A{n}" for n in range(17)]
    game = done(of_worths(*codes, **{"_".join(codes): 9}), "split").games[0]
    assert game.state == "too many players"
    assert not game.rules


def test_an_empty_core_is_said_with_the_least_core_beside() -> None:
    study = of_worths("A", "B", "C", A=0, B=0, C=0, A_B=4, A_C=4, B_C=4, A_B_C=5)
    game = done(study, "split").games[0]
    assert game.core is not None
    assert not game.core.nonempty
    assert game.core.lacking == pytest.approx(1)
    shapley = game.of("shapley")
    assert (shapley.verdict, shapley.objection_count) == ("out", 3)
    assert shapley.objections[0].gain == pytest.approx(2 / 3)
    assert shapley.nearest == pytest.approx((5 / 3,) * 3)
    assert shapley.rational


def test_a_correction_below_the_own_worth_names_who_would_leave() -> None:
    rows = (("OEM", "risk", 0.0), ("CITY", "risk", 4.0))
    named = base("OEM", "CITY")
    study = bare(
        *named.values(),
        *worths(named, {"OEM": 4, "CITY": 1, "OEM CITY": 6}),
        *contributions(named, rows),
    )
    corrected = done(study, "split").games[0].of("corrected")
    assert corrected.values == pytest.approx((4.5, 1.5))  # CITY, OEM
    assert corrected.below_own == ("OEM",)
    assert corrected.verdict == "out"
    assert not corrected.rational
    assert corrected.objections[0].coalition == ("OEM",)
    assert corrected.nearest == pytest.approx((2, 4))


def test_alone_worth_more_than_together_leaves_rules_without_a_division() -> None:
    game = done(of_worths("A", "B", A=4, B=4, A_B=6), "split").games[0]
    states = {one.rule: one.state for one in game.rules}
    assert states["nucleolus"] == "empty imputation set"
    assert states["equal surplus"] == "no surplus"
    assert game.of("nucleolus").values == ()
    assert game.of("shapley").verdict == "out"


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        ("corrected", "no contributions"),
        ("contribution", "no contributions"),
        ("nash", "no contributions"),
        ("weighted", "no contributions"),
        ("talmud", "no contributions"),
        ("proportional", "no own worths"),
    ],
)
def test_a_rule_asked_for_without_what_it_needs_says_so(rule: str, state: str) -> None:
    study = of_worths("A", "B", A=0, B=0, A_B=6)
    assert done(study, "split", rules=[rule]).games[0].rules[0].state == state
    assert rule == "proportional" or rule not in {
        one.rule for one in done(study, "split").games[0].rules
    }


def test_power_and_claims_that_do_not_fit_say_so() -> None:
    named = base("A", "B")
    rows = (("A", "power", 0.0), ("B", "power", 1.0), ("A", "claim", 1.0), ("B", "claim", 2.0))
    study = bare(
        *named.values(), *worths(named, {"A": 1, "B": 1, "A B": 6}), *contributions(named, rows)
    )
    asked = {"power": "power", "claims": "claim", "rules": ["nash", "weighted", "talmud", "tau"]}
    game = done(study, "split", **asked).games[0]
    assert [one.state for one in game.rules] == [
        "no power",
        "no power",
        "claims below total",
        "found",
    ]


def test_factors_are_weighed_and_own_contributions_go_before_those_of_the_alliance() -> None:
    study = value_study()
    heavy = done(study, "split", factors={"risk": 1, "input": 0}).games[0]
    assert heavy.factors == ("risk",)
    assert done(study, "split", factors=["risk"], rules=["corrected"]).games[0].factors == ("risk",)
    v = [0, 1, 1, 3, 4, 6, 7, 12]
    wanted = value.corrected_shapley(v, {"risk": [2, 2, 6]}).values
    assert heavy.of("corrected").values == pytest.approx(wanted)
    road = next(one for one in study.collaborations if one.code == "road")
    own = [
        Contribution(
            organisation_id=study.organisation(code).id,
            factor="risk",
            amount=amount,
            collaboration_id=road.id,
        )
        for code, amount in (("OEM", 1.0), ("CITY", 3.0))
    ]
    game = done(study_of([*study.records(), *own]), "split").games[1]
    assert [(one.player, one.amount, one.of) for one in game.bears] == [
        ("CITY", 3.0, "road"),
        ("OEM", 1.0, "road"),
    ]
    assert game.of("contribution").values == pytest.approx((3.75, 1.25))


@pytest.mark.parametrize(
    "settings",
    [
        {"rules": ["shapely"]},
        {"rules": []},
        {"rules": "shapley value"},
        {"rules": 3},
        {"collaborations": ["pilot"]},
        {"factors": ["luck"]},
        {"factors": {"risk": -1}},
        {"factors": {"risk": float("nan")}},
        {"factors": {"risk": True}},
        {"factors": {"risk": "much"}},
        {"claims": "luck"},
        {"power": "luck"},
        {"draws": 0},
        {"draws": 2.5},
        {"seed": -1},
        {"confidence": 2},
        {"confidence": "high"},
        {"rule": "shapley"},
    ],
)
def test_settings_that_do_not_fit_get_one_sentence(settings: dict[str, Any]) -> None:
    with pytest.raises(ConsilienceError):
        done(value_study(), "split", **settings)


def test_a_negative_contribution_is_refused() -> None:
    named = base("A", "B")
    rows = (("A", "risk", -1.0), ("B", "risk", 1.0))
    study = bare(
        *named.values(), *worths(named, {"A": 1, "B": 1, "A B": 6}), *contributions(named, rows)
    )
    with pytest.raises(DataError, match="A to risk is negative"):
        done(study, "split")


def test_codes_with_commas_are_players_like_others() -> None:
    study = of_worths("A, Inc.", "B", "C")
    named = {one.code: one for one in study.organisations}
    every = [(["A, Inc."], 1), (["B"], 1), (["C"], 1), (["A, Inc.", "B", "C"], 6)]
    rows = [
        Worth(code=f"W{n}", member_ids=tuple(named[code].id for code in codes), amount=amount)
        for n, (codes, amount) in enumerate(every)
    ]
    game = done(study_of([*study.records(), *rows]), "split").games[0]
    assert game.players == ("A, Inc.", "B", "C")
    assert game.of("shapley").values == pytest.approx((2, 2, 2))


def test_units_that_differ_are_said_and_a_game_of_ten_or_more_has_no_draws() -> None:
    named = base("A", "B")
    rows = [
        *worths(named, {"A": 1}, unit="EUR"),
        *worths(named, {"B": 1, "A B": (2, 3, 4)}, first="V", unit="CNY"),
    ]
    found = done(bare(*named.values(), *rows), "split")
    assert "different units (CNY, EUR)" in sentences(found)
    assert found.games[0].unit == ""
    codes = [f"A{n:02}" for n in range(11)]
    named = base(*codes)
    amounts: dict[str, Any] = {}
    for mask in range(1, 1 << 11):
        inside = [code for place, code in enumerate(codes) if mask >> place & 1]
        amounts[" ".join(inside)] = float(len(inside) ** 2)
    amounts[codes[0]] = (0.5, 1.0, 1.5)
    found = done(bare(*named.values(), *worths(named, amounts)), "split", rules=["shapley"])
    assert found.games[0].draws == 0
    assert "too many players for ranges" in sentences(found)


def test_draws_without_a_division_leave_no_range() -> None:
    named = base("A", "B")
    study = bare(*named.values(), *worths(named, {"A": (4, 5, 6), "B": 4, "A B": 6}))
    game = done(study, "split", rules=["nucleolus", "equal surplus", "proportional"]).games[0]
    assert [one.state for one in game.rules] == ["empty imputation set", "no surplus", "found"]
    assert game.of("nucleolus").low == ()
    assert game.of("proportional").stable == 0


def test_what_a_division_does_to_the_game() -> None:
    found = done(
        value_study(), "split_game", game="G", links={"s": "OEM"}, claims="claim", power="power"
    )
    assert (found.game, found.collaboration) == ("G", "")
    assert found.stability.before.rooms[0].high == pytest.approx(0.6)
    assert found.stability.of("proportional").lost == (("work", "work"),)
    assert found.stability.of("shapley").lost == ()
    assert "proportional" in found.in_core
    assert not found.to_frame().empty
    wrong: tuple[dict[str, Any], ...] = (
        {"links": {}},
        {"links": "OEM"},
        {"links": {"s": "NOBODY"}},
        {"links": {"t": "OEM"}},
        {"links": {"s": "OEM"}, "game": "H"},
        {"links": {"s": "OEM"}, "rules": ["luck"]},
        {"links": {"s": "OEM"}, "collaboration": "pilot"},
    )
    for settings in wrong:
        with pytest.raises((DataError, UnknownNameError)):
            done(value_study(), "split_game", **{"game": "G", **settings})


def test_worths_without_a_division_cannot_enter_a_game_and_gaps_are_said() -> None:
    study = value_study()
    rest = [one for one in study.records() if getattr(one, "code", "") != "W7"]
    with pytest.raises(DataError, match="no division"):
        done(study_of(rest), "split_game", game="G", links={"s": "OEM"})
    rest = [one for one in study.records() if getattr(one, "code", "") != "W5"]
    found = done(study_of(rest), "split_game", game="G", links={"s": "OEM"})
    assert "Some coalitions have no worth" in sentences(found)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from consilience import analysis;"
        "from engines.analysis.value_studies import ALL, value_study;"
        "print(hashlib.sha256(''.join(f.result_json for _, f in"
        " analysis.run(value_study(*ALL))).encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    seen = set()
    for seed in ("1", "2"):
        path = os.pathsep.join([str(root), *sys.path])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        done_ = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        seen.add(done_.stdout)
    assert len(seen) == 1


def test_worths_of_the_helper_are_superadditive() -> None:
    assert WORTHS["OEM MAP CHIP"] > WORTHS["OEM MAP"] > WORTHS["OEM"] + WORTHS["MAP"]


def test_own_contributions_that_lack_a_player_are_said_and_those_of_the_alliance_left_out() -> None:
    study = value_study()
    game = done(study, "split").games[1]  # CITY bears nothing of the alliance's factors
    assert game.bears == ()
    road = next(one for one in study.collaborations if one.code == "road")
    alone = Contribution(
        organisation_id=study.organisation("OEM").id,
        factor="risk",
        amount=1.0,
        collaboration_id=road.id,
    )
    found = done(study_of([*study.records(), alone]), "split")
    assert "road: not every player has a contribution to risk" in sentences(found)
    assert found.games[1].of("contribution").values == pytest.approx((0, 5))
    nothing = done(study_of([*study.records(), alone]), "split", claims="claim")
    assert "talmud" not in {one.rule for one in nothing.games[1].rules}


def test_the_weighted_shapley_value_is_the_engines() -> None:
    game = done(value_study(), "split", rules=["weighted"], power="power").games[0]
    v = [0, 1, 1, 3, 4, 6, 7, 12]
    wanted = value.weighted_shapley(v, [1, 1, 2]).values
    assert game.of("weighted").values == pytest.approx(wanted)


def test_a_rule_that_no_draw_allows_has_no_range() -> None:
    named = base("A", "B")
    rows = (("A", "claim", 4.0), ("B", "claim", 2.0))
    amounts = {"A": 1, "B": 1, "A B": (5, 6, 6)}
    study = bare(*named.values(), *worths(named, amounts), *contributions(named, rows))
    game = done(study, "split", claims="claim", rules=["talmud"]).games[0]
    assert game.of("talmud").low
    amounts = {"A": 1, "B": 1, "A B": (6, 6, 9)}
    study = bare(*named.values(), *worths(named, amounts), *contributions(named, rows))
    game = done(study, "split", claims="claim", rules=["talmud"]).games[0]
    assert (game.of("talmud").state, game.of("talmud").low) == ("found", ())


def test_an_expert_whose_coalitions_are_not_complete_has_no_division_of_his_own() -> None:
    named = base("A", "B")
    people = [Actor(code=code, name=code, role="respondent") for code in ("E1", "E2")]
    rows = worths(named, {"A": 1, "B": 1, "A B": 4}, first="X", actor_id=people[0].id)
    rows += worths(named, {"A B": 6}, first="Y", actor_id=people[1].id)
    game = done(bare(*named.values(), *people, *rows), "split").games[0]
    assert [one.expert for one in game.of("shapley").experts] == ["E1"]


def test_the_frame_has_a_row_a_player_and_rule_and_empty_coalitions_are_none() -> None:
    found = done(value_study(), "split")
    assert len(found.to_frame()) == sum(
        len(one.values) for game in found.games for one in game.rules
    )
    study = of_worths("A", "B", A=1, B=1, A_B=6)
    nobody = Worth(code="X", member_ids=(), amount=9)
    game = done(study_of([*study.records(), nobody]), "split").games[0]
    assert game.of("shapley").values == (3, 3)
    empty = done(bare(nobody), "split").games[0]
    assert (empty.state, empty.players, empty.rules) == ("incomplete", (), ())
