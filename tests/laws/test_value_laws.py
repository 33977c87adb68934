"""Laws of values on random games, negative worths included."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from numpy.typing import NDArray

from consilience import value

Floats = NDArray[np.float64]


@st.composite
def games(draw: st.DrawFn, least: int = 1, most: int = 5) -> Floats:
    """A game of whole numbers from -20 to 20."""
    n = draw(st.integers(least, most))
    worths = draw(st.lists(st.integers(-20, 20), min_size=2**n - 1, max_size=2**n - 1))
    return np.array([0.0, *worths])


@st.composite
def convex_games(draw: st.DrawFn) -> Floats:
    """A game whose dividends of groups are at least 0."""
    n = draw(st.integers(1, 5))
    rows = {}
    for size in range(1, n + 1):
        for group in combinations(range(n), size):
            low = -9 if size == 1 else 0
            rows[", ".join(map(str, group))] = draw(st.integers(low, 6))
    return value.worths_from_synergies(rows).values


def _size(v: Floats) -> int:
    return len(v).bit_length() - 1


@given(games(), st.data())
def test_axioms_of_shapley(v: Floats, data: st.DataObject) -> None:
    n = _size(v)
    phi = value.shapley(v).values
    assert_allclose(phi.sum(), v[-1], atol=1e-9)
    other = np.array(data.draw(st.lists(st.integers(-9, 9), min_size=2**n, max_size=2**n)), float)
    other[0] = 0
    assert_allclose(value.shapley(v + other).values, phi + value.shapley(other).values, atol=1e-9)
    widened = np.concatenate([v, v + 3])  # one more player, who adds 3 to everyone
    assert_allclose(value.shapley(widened).values, [*phi, 3], atol=1e-9)
    order = data.draw(st.permutations(range(n)))
    moved = np.array([sum((s >> i & 1) << order[i] for i in range(n)) for s in range(2**n)])
    shuffled = np.empty(2**n)
    shuffled[moved] = v
    assert_allclose(value.shapley(shuffled).values[list(order)], phi, atol=1e-9)


@given(games())
def test_singletons_and_complete_graph_give_shapley(v: Floats) -> None:
    phi = value.shapley(v).values
    n = _size(v)
    assert_allclose(value.owen(v, [[i] for i in range(n)]), phi, atol=1e-9)
    assert_allclose(value.owen(v, [list(range(n))]), phi, atol=1e-9)
    assert_allclose(value.myerson(v, nx.complete_graph(n)), phi, atol=1e-9)
    assert_allclose(value.aumann_dreze(v, [list(range(n))]), phi, atol=1e-9)
    assert_allclose(value.weighted_shapley(v, [2.5] * n), phi, atol=1e-9)
    assert_allclose(value.banzhaf_owen(v, []), value.banzhaf(v).values, atol=1e-9)


@given(games(2, 5))
@settings(deadline=None)
def test_prenucleolus_is_certified_and_in_the_core_where_there_is_one(v: Floats) -> None:
    found = value.prenucleolus(v)
    assert found.certified
    existence = value.core_nonempty(v)
    assert value.core_membership(v, found.values).in_core == existence.nonempty
    if existence:
        assert value.core_membership(v, existence.values)
    else:
        assert existence.lacking > 0
    if v[1 << np.arange(_size(v))].sum() <= v[-1]:
        floored = value.nucleolus(v)
        assert floored.certified
        if existence:
            assert_allclose(floored.values, found.values, atol=1e-8)


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=6),
    st.floats(0, 1),
)
@settings(deadline=None)
def test_talmud_rule_is_the_nucleolus(claims: list[int], share: float) -> None:
    estate = share * sum(claims)
    game = value.bankruptcy_game(estate, claims)
    wanted = value.nucleolus(game)
    assert_allclose(value.bankruptcy(estate, claims).values, wanted.values, atol=1e-7)
    assert_allclose(
        value.bankruptcy(estate, claims, rule="random arrival").values,
        value.shapley(game).values,
        atol=1e-9,
    )


@given(convex_games())
@settings(deadline=None)
def test_convex_games_hold_shapley_in_the_core(v: Floats) -> None:
    assert value.convexity(v)
    assert value.core_membership(v, value.shapley(v).values)


@given(games(), st.integers(-5, 5), st.floats(0.1, 9))
@settings(deadline=None)
def test_values_follow_a_change_of_unit_and_of_start(v: Floats, shift: int, unit: float) -> None:
    sizes = np.bitwise_count(np.arange(len(v))).astype(np.int64)
    moved = unit * v + shift * sizes
    for function in (value.shapley, value.prenucleolus):
        assert_allclose(function(moved).values, unit * function(v).values + shift, atol=1e-7)
    assert_allclose(value.solidarity(unit * v).values, unit * value.solidarity(v).values, atol=1e-7)


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=8),
    st.floats(0, 1),
    st.sampled_from(get_args(value.Rule)),
)
def test_rules_give_out_the_estate_within_claims(
    claims: list[float], share: float, rule: value.Rule
) -> None:
    estate = share * sum(claims)
    found = value.bankruptcy(estate, claims, rule=rule).values
    assert_allclose(found.sum(), estate, atol=1e-7)
    assert (found >= -1e-7).all()
    assert (found <= np.array(claims) + 1e-7).all()


@given(games(2, 4), st.lists(st.floats(-30, 30), min_size=4, max_size=4))
@settings(deadline=None)
def test_nearest_core_point_is_stable(v: Floats, target: list[float]) -> None:
    found = value.nearest_core_point(v, target[: _size(v)])
    again = value.nearest_core_point(v, found.values)
    assert_allclose(again.values, found.values, atol=1e-6)
    if found.state == "core":
        assert value.core_membership(v, np.round(found.values, 12)).objection_count == 0
