"""The core: existence with proof, membership, nearest point; convexity; corrected Shapley."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import NDArray
from scipy import optimize

from consilience import value
from engines.value.games import GLOVES, MAJORITY, convex_game, excess_list, random_game


def test_least_core_and_its_proof() -> None:
    v = random_game(5, 11)
    found = value.least_core(v)
    assert_allclose(found.epsilon, excess_list(v, found.values)[0], atol=1e-8)
    loads = [sum(p.weight for p in found.proof if str(i) in p.coalition) for i in range(5)]
    assert_allclose(loads, 1)
    worth = sum(p.weight * p.worth for p in found.proof)
    weight = sum(p.weight for p in found.proof)
    assert_allclose(found.epsilon, (worth - v[-1]) / weight)
    assert list(found.to_frame().player) == list("01234")


def test_one_player_has_no_least_excess() -> None:
    found = value.least_core([0, 3])
    assert found.state == "one player"
    assert np.isnan(found.epsilon)
    assert found.notes
    assert value.core_nonempty([0, -3])
    assert value.core_membership([0, -3], [-3])
    assert value.nearest_core_point([0, 3], [5]).values.tolist() == [3]


def test_empty_core_is_proved() -> None:
    found = value.core_nonempty(MAJORITY, players=["A", "B", "C"])
    assert not found
    assert sorted(item.coalition for item in found.proof) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert_allclose([item.weight for item in found.proof], 0.5)
    assert found.lacking == pytest.approx(0.5)
    assert np.isnan(found.values).all()
    assert len(found.to_frame()) == 3


def test_core_without_room_is_told() -> None:
    found = value.core_nonempty(GLOVES)
    assert found
    assert_allclose(found.values, [0, 0, 1], atol=1e-9)
    assert [note.key for note in found.notes] == ["value.note.thin_core"]
    assert not value.core_nonempty([0, 0, 0, 4, 0, 2, 1, 6]).notes


@pytest.mark.parametrize("seed", range(10))
def test_membership_lists_those_who_would_leave(seed: int) -> None:
    v = random_game(5, seed)
    x = value.shapley(v).values
    found = value.core_membership(v, x, most=40)
    gains = [gain for gain in excess_list(v, x) if gain > 1e-7]
    assert found.objection_count == len(gains)
    assert_allclose([item.gain for item in found.objections], gains)
    assert found.in_core == (not gains)
    assert found.below_own == tuple(str(i) for i in range(5) if x[i] < v[1 << i])
    short = value.core_membership(v, x, most=2)
    assert len(short.objections) == min(2, len(gains))
    assert len(short.to_frame()) == len(short.objections)


def test_what_is_not_given_out_is_told() -> None:
    found = value.core_membership([0, 0, 0, 4], [1, 2])
    assert not found
    assert found.surplus == 1
    assert "differ by 1" in str(found.notes[0])


def _by_descent(v: NDArray[np.float64], target: NDArray[np.float64], epsilon: float) -> float:
    n = len(target)
    rows = np.array([[s >> i & 1 for i in range(n)] for s in range(1, 2**n - 1)])
    stable = optimize.LinearConstraint(rows, v[1:-1] - epsilon)
    efficient = optimize.LinearConstraint(np.ones((1, n)), v[-1], v[-1])
    found = optimize.minimize(  # type: ignore[call-overload]  # the stubs want another mapping
        lambda x: float(((x - target) ** 2).sum()),
        value.prenucleolus(v).values,
        constraints=[stable, efficient],
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    return float(np.linalg.norm(found.x - target))


@pytest.mark.parametrize("seed", range(12))
def test_nearest_point_is_stable_and_no_farther_than_another_method_finds(seed: int) -> None:
    v = convex_game(4, seed) if seed % 2 else random_game(4, seed)
    target = np.random.default_rng(seed).normal(size=4) * 9
    found = value.nearest_core_point(v, target)
    least = value.least_core(v).epsilon
    assert found.state == ("core" if least <= 1e-9 else "least core")
    assert found.epsilon == pytest.approx(max(least, 0), abs=1e-9)
    assert excess_list(v, found.values)[0] <= max(least, 0) + 1e-7
    assert_allclose(found.values.sum(), v[-1])
    assert found.distance <= _by_descent(v, target, found.epsilon) + 1e-6
    assert_allclose(found.to_frame().difference, found.values - target)


def test_a_point_of_the_core_is_its_own_nearest() -> None:
    v = convex_game(5, 3)
    inside = value.shapley(v).values
    assert_allclose(value.nearest_core_point(v, inside).values, inside, atol=1e-9)


def test_nearest_point_of_a_core_of_one_point() -> None:
    assert_allclose(value.nearest_core_point(GLOVES, [1, 1, -1]).values, [0, 0, 1], atol=1e-8)
    assert_allclose(value.nearest_core_point(MAJORITY, [1, 0, 0]).values, [1 / 3] * 3, atol=1e-8)
    assert value.nearest_core_point(MAJORITY, [1, 0, 0]).notes


@pytest.mark.parametrize("seed", range(15))
def test_convexity_by_its_definition(seed: int) -> None:
    v = convex_game(4, seed) if seed % 3 == 0 else random_game(4, seed)
    losses = {
        (s, i, j): (v[s | 1 << i] - v[s]) - (v[s | 1 << i | 1 << j] - v[s | 1 << j])
        for i, j in combinations(range(4), 2)
        for s in range(16)
        if not s >> i & 1 and not s >> j & 1
    }
    found = value.convexity(v)
    worst = max(losses.values())
    assert bool(found) == (worst <= 1e-9)
    assert found.violation == pytest.approx(max(worst, 0), abs=1e-9)
    if not found:
        coalition = sum(1 << int(name) for name in found.coalition)
        assert losses[coalition, int(found.first), int(found.second)] == pytest.approx(worst)


def test_two_and_one_players_are_convex_if_together_is_better() -> None:
    assert value.convexity([0, 4])
    assert value.convexity([0, 1, 1, 2])
    assert not value.convexity([0, 1, 1, 1.5])


def test_corrected_shapley_of_an_alliance() -> None:
    v = [0, 1, 1, 4, 1, 4, 4, 9]
    factors = {"risk": [6, 2, 2], "input": [1, 1, 2]}
    found = value.corrected_shapley(v, factors, [9, 1], players=["Maps", "Chips", "City"])
    scores = 0.9 * np.array([0.6, 0.2, 0.2]) + 0.1 * np.array([0.25, 0.25, 0.5])
    assert_allclose(found.scores, scores)
    assert_allclose(found.values, 3 + (scores - 1 / 3) * 9)
    assert_allclose(found.shapley, 3)
    assert found.individually_rational
    assert not found.in_core
    assert found.objections[0].coalition == ("Chips", "City")
    assert found.nearest_state == "core"
    assert value.core_membership(v, found.nearest).objection_count == 0
    assert [note.key for note in found.notes] == ["value.note.unstable"]
    assert list(found.to_frame().columns) == [
        "player",
        "shapley",
        "score",
        "value",
        "own",
        "nearest",
    ]


def test_equal_factors_leave_the_shapley_value() -> None:
    v = convex_game(3, 5)
    found = value.corrected_shapley(v, {"effort": [2, 2, 2]})
    assert_allclose(found.values, value.shapley(v).values)
    assert found.in_core
    assert not found.notes


def test_correction_below_the_own_worth_is_named() -> None:
    found = value.corrected_shapley([0, 4, 4, 10], {"risk": [9, 1]}, players=["A", "B"])
    assert not found.individually_rational
    assert found.below_own == ("B",)
    assert_allclose(found.nearest, [6, 4], atol=1e-8)


def test_correction_of_a_game_with_an_empty_core() -> None:
    found = value.corrected_shapley(MAJORITY, {"risk": [1, 2, 3]})
    assert found.nearest_state == "least core"
    assert {note.key for note in found.notes} == {"value.note.unstable", "value.note.empty_core"}


def test_rounding_is_relative_to_the_worths() -> None:
    tiny = [0, 1e-12, 1e-12, 2e-12]
    assert value.core_membership(tiny, [1e-12, 1e-12])
    assert value.core_membership(tiny, [0, 2e-12]).below_own == ("0",)
    large = np.arange(1 << 16, dtype=np.float64) * 1e9
    assert value.core_membership(large, value.shapley(large).values)
    assert value.core_nonempty(large)
    assert value.core_membership([0, 0, 0, 0], [0, 0])
    assert not value.core_membership([0, 0, 0, 0], [1, -1])
