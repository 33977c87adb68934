"""Bankruptcy, bargaining, power, games from tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import ArgumentError, DataError
from engines.value.games import all_orders

CLAIMS = [100, 200, 300]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("talmud", [50, 75, 75]),
        ("proportional", [100 / 3, 200 / 3, 100]),
        ("constrained equal awards", [200 / 3] * 3),
        ("constrained equal losses", [0, 50, 150]),
        ("random arrival", [100 / 3, 250 / 3, 250 / 3]),
    ],
)
def test_rules_at_200(rule: value.Rule, wanted: list[float]) -> None:
    """Aumann and Maschler 1985 (Talmud); O'Neill 1982 (random arrival)."""
    assert_allclose(value.bankruptcy(200, CLAIMS, rule=rule), wanted, atol=1e-9)


def test_random_arrival_by_its_definition() -> None:
    claims = [3.0, 8, 5, 9]
    found = np.zeros(4)
    for order in all_orders(4):
        left = 12.0
        for player in order:
            taken = min(left, claims[player])
            found[player] += taken / 24
            left -= taken
    assert_allclose(value.bankruptcy(12, claims, rule="random arrival"), found)


def test_nothing_and_everything() -> None:
    assert value.bankruptcy(0, [0, 0], rule="proportional").values.tolist() == [0, 0]
    full = value.bankruptcy(600, CLAIMS)
    assert_allclose(full, CLAIMS)
    assert [note.key for note in full.notes] == ["value.note.no_shortage"]
    assert not value.bankruptcy(500, CLAIMS).notes
    assert_allclose(value.bankruptcy(500, CLAIMS), [200 / 3, 500 / 3 - 0, 800 / 3], atol=1e-9)


def test_too_many_arrive_at_random() -> None:
    with pytest.raises(DataError, match="up to 25 players"):
        value.bankruptcy(5, [1] * 26, rule="random arrival")
    assert len(value.bankruptcy(5, [1] * 26).values) == 26


def test_nash_bargaining_makes_the_product_largest() -> None:
    power, apart = np.array([1.0, 2, 3]), np.array([1.0, 0, 2])
    found = value.nash_bargaining(12, apart, power).values
    assert_allclose(found, [2.5, 3, 6.5])
    best = (np.log(found - apart) * power).sum()
    for step in np.random.default_rng(1).normal(size=(99, 3)) / 3:
        other = found + step - step.mean()
        if (other > apart).all():
            assert (np.log(other - apart) * power).sum() < best


def test_caps_send_the_rest_to_others() -> None:
    found = value.nash_bargaining(12, [0, 0, 0], caps=[2, 20, 20])
    assert_allclose(found, [2, 5, 5])
    short = value.nash_bargaining(12, [0, 0], caps=[2, 3])
    assert short.state == "caps below total"
    assert short.values.tolist() == [2, 3]


def test_no_surplus_is_named() -> None:
    found = value.nash_bargaining(3, [2, 2])
    assert found.state == "no surplus"
    assert np.isnan(found.values).all()
    assert value.nash_bargaining(4, [2, 2]).values.tolist() == [2, 2]


def test_security_council() -> None:
    found = value.power_index([7] * 5 + [1] * 10, 39)
    assert found.fractions[0] == "421/2145"
    assert found.fractions[-1] == "4/2145"
    assert len(found.vetoers) == 5


def test_council_of_1958() -> None:
    """Six states, votes 4 4 4 2 2 1, quota 12: Luxembourg never turned a vote."""
    states = ["DE", "FR", "IT", "BE", "NL", "LU"]
    found = value.power_index([4, 4, 4, 2, 2, 1], 12, players=states)
    assert found.fractions == ("7/30", "7/30", "7/30", "3/20", "3/20", "0")
    assert found.dummies == ("LU",)
    banzhaf = value.power_index([4, 4, 4, 2, 2, 1], 12, index="banzhaf")
    assert banzhaf.fractions == ("5/21", "5/21", "5/21", "1/7", "1/7", "0")


def test_nassau_county_1964() -> None:
    """Banzhaf 1965: three of six boards decide alone."""
    found = value.power_index([31, 31, 28, 21, 2, 2], 58, index="banzhaf")
    assert found.fractions == ("1/3", "1/3", "1/3", "0", "0", "0")


@pytest.mark.parametrize("seed", range(8))
def test_power_is_the_value_of_the_game_of_votes(seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.integers(0, 9, 7) + 1
    quota = int(random.integers(1, weights.sum() + 1))
    game = value.voting_game(weights, quota)
    found = value.power_index(weights, quota)
    assert_allclose(found.values, value.shapley(game).values, atol=1e-12)
    absolute = value.power_index(weights, quota, index="absolute banzhaf")
    assert_allclose(absolute.values, value.banzhaf(game).values, atol=1e-12)


def test_decimals_count_as_written() -> None:
    whole = value.power_index([3, 2, 1], 4).fractions
    assert value.power_index([0.3, 0.2, 0.1], 0.4).fractions == whole
    assert value.power_index([3, 2, 1], 3.5).fractions == whole


def test_dictator_and_minority_are_told() -> None:
    found = value.power_index([5, 1, 1], 4, players=["A", "B", "C"])
    assert found.dictator == "A"
    assert not found.notes
    low = value.power_index([2, 2, 2], 2)
    assert low.dictator == ""
    assert [note.key for note in low.notes] == ["value.note.minority"]


def test_many_voters_are_exact() -> None:
    found = value.power_index([1] * 60, 31)
    assert found.fractions == ("1/60",) * 60


def test_worths_from_a_table() -> None:
    table = pd.DataFrame({"coalition": ["B", "A、B", "A"], "worth": [2.0, 5, 1]})
    found = value.worths_from_table(table, players=["A", "B"])
    assert found.values.tolist() == [0, 1, 2, 5]
    assert value.shapley(found).players == ("A", "B")
    assert found.to_frame().coalition.tolist() == ["A", "B", "A, B"]
    assert value.worths_from_table(table).players == ("B", "A")
    with pytest.raises(DataError, match=r"1 coalition\(s\) have no worth, the first is A, B"):
        value.worths_from_table({"A": 1, "B": 2})
    with pytest.raises(DataError, match="twice"):
        value.worths_from_table({"A": 1, "B": 2, "A, B": 3, "B, A": 3})


def test_worths_from_synergies_invert_dividends() -> None:
    found = value.worths_from_synergies({"A": 1, "B": 2, "A, B": 2, "B, C": -1, "C": 0})
    wanted = np.zeros(8)
    wanted[[1, 2, 3, 6]] = [1, 2, 2, -1]
    assert_allclose(value.dividends(found).values, wanted)


def test_quota_above_all_weights() -> None:
    with pytest.raises(ArgumentError, match="above 0 and at most 4"):
        value.voting_game([2, 2], 5)
