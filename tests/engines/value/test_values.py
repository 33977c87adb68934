"""Values on arrays of worths: against definitions and published numbers."""

from __future__ import annotations

import time
from itertools import combinations, permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose

from consilience import value
from consilience.errors import ArgumentError, ConsilienceError, DataError, UnknownNameError
from engines.value.games import (
    GLOVES,
    MAJORITY,
    all_orders,
    by_orders,
    random_game,
    size_of,
)

SIZES = range(1, 7)


@pytest.mark.parametrize("n", SIZES)
def test_shapley_is_the_mean_over_all_orders(n: int) -> None:
    v = random_game(n, n)
    assert_allclose(value.shapley(v), by_orders(v, all_orders(n)), atol=1e-12)


@pytest.mark.parametrize("n", SIZES)
def test_banzhaf_is_the_mean_over_all_coalitions(n: int) -> None:
    v = random_game(n, n)
    wanted = [
        sum(v[s | 1 << i] - v[s] for s in range(1 << n) if not s >> i & 1) / 2 ** (n - 1)
        for i in range(n)
    ]
    assert_allclose(value.banzhaf(v), wanted, atol=1e-12)
    scaled = value.banzhaf(v, normalized=True)
    assert_allclose(scaled.values, np.array(wanted) * v[-1] / sum(wanted), atol=1e-10)


def test_banzhaf_that_cannot_be_scaled_says_so() -> None:
    found = value.banzhaf([0, 1, 0, 0], normalized=True)
    assert found.state == "sum is zero"
    assert np.isnan(found.values).all()
    assert found.notes
    assert not value.banzhaf([0, 1, 0, 0]).notes


@pytest.mark.parametrize("n", SIZES)
def test_solidarity_shares_the_mean_contribution_of_each_coalition(n: int) -> None:
    v = random_game(n, n)
    orders = all_orders(n)
    wanted = np.zeros(n)
    for order in orders:
        there = 0
        for player in order:
            there |= 1 << player
            members = [j for j in range(n) if there >> j & 1]
            wanted[player] += np.mean([v[there] - v[there ^ 1 << j] for j in members])
    assert_allclose(value.solidarity(v), wanted / len(orders), atol=1e-12)


def test_solidarity_of_nowak_and_radzik_1994() -> None:
    found = value.solidarity([0, 0, 0, 1, 0, 0, 0, 1])  # example 1: two brothers and a third
    assert_allclose(found.values, [7 / 18, 7 / 18, 4 / 18])


@pytest.mark.parametrize("n", range(1, 9))
def test_dividends_add_up_to_the_worth(n: int) -> None:
    v = random_game(n, n)
    found = value.dividends(v).values
    again = [sum(found[t] for t in range(1 << n) if t & s == t) for s in range(1 << n)]
    assert_allclose(again, v, atol=1e-10)


def test_dividends_as_a_table_name_coalitions() -> None:
    frame = value.dividends([0, 1, 0, 3], players=["Maps", "Chips"]).to_frame()
    assert frame.values.tolist() == [["Maps", 1.0], ["Maps, Chips", 2.0]]


@pytest.mark.parametrize("n", range(1, 8))
def test_weighted_shapley_shares_dividends_by_weight(n: int) -> None:
    v, weights = random_game(n, n), np.arange(1.0, n + 1)
    shares = value.dividends(v).values
    wanted = np.zeros(n)
    for s in range(1, 1 << n):
        members = [i for i in range(n) if s >> i & 1]
        wanted[members] += shares[s] * weights[members] / weights[members].sum()
    assert_allclose(value.weighted_shapley(v, weights), wanted, atol=1e-10)


def test_weights_of_any_size_are_taken() -> None:
    v = random_game(4, 4)
    same = value.weighted_shapley(v, [1e-300, 2e-300, 1e-300, 3e-300])
    assert_allclose(same, value.weighted_shapley(v, [1, 2, 1, 3]), atol=1e-10)


def _union_orders(unions: list[list[int]]) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    for order in permutations(unions):
        rows: list[tuple[int, ...]] = [()]
        for union in order:
            rows = [(*row, *inner) for row in rows for inner in permutations(union)]
        found += rows
    return found


@pytest.mark.parametrize(
    "unions", [[[0, 1], [2, 3, 4]], [[0], [1, 4], [2], [3]], [[0, 1, 2, 3, 4]], [[3, 1, 0], [2, 4]]]
)
def test_owen_is_the_mean_over_orders_of_unions(unions: list[list[int]]) -> None:
    v = random_game(5, 5)
    assert_allclose(value.owen(v, unions), by_orders(v, _union_orders(unions)), atol=1e-12)


@pytest.mark.parametrize("unions", [[[0, 1], [2, 3, 4]], [[0], [1, 4], [2], [3]]])
def test_banzhaf_owen_by_its_definition(unions: list[list[int]]) -> None:
    v = random_game(5, 6)
    masks = [sum(1 << i for i in union) for union in unions]
    wanted = np.zeros(5)
    for place, union in enumerate(unions):
        others = masks[:place] + masks[place + 1 :]
        for i in union:
            mates = [1 << j for j in union if j != i]
            rows = [
                sum(beside) + sum(inner)
                for k in range(len(others) + 1)
                for beside in combinations(others, k)
                for m in range(len(mates) + 1)
                for inner in combinations(mates, m)
            ]
            wanted[i] = np.mean([v[row | 1 << i] - v[row] for row in rows])
    assert_allclose(value.banzhaf_owen(v, unions), wanted, atol=1e-12)


def test_unions_by_name_and_those_left_out_stand_alone() -> None:
    v = random_game(4, 7)
    named = value.owen(v, [["Maps", "Chips"]], players=["Maps", "Cars", "Chips", "City"])
    assert named.parameters["unions"] == [["Maps", "Chips"], ["Cars"], ["City"]]
    assert_allclose(named.values, value.owen(v, [[0, 2], [1], [3]]).values)
    with pytest.raises(UnknownNameError, match="did you mean Maps"):
        value.owen(v, [["maps"]], players=["Maps", "Cars", "Chips", "City"])


def test_aumann_dreze_is_shapley_within_each_block() -> None:
    v = random_game(4, 8)
    found = value.aumann_dreze(v, [[0, 2], [1, 3]]).values
    inner = value.shapley([0, v[1], v[4], v[5]]).values
    assert_allclose(found[[0, 2]], inner)
    assert_allclose(found[[1, 3]].sum(), v[10])


def _parts(n: int, s: int, ties: list[tuple[int, int]]) -> list[int]:
    graph = nx.Graph()
    graph.add_nodes_from(i for i in range(n) if s >> i & 1)
    graph.add_edges_from((a, b) for a, b in ties if s >> a & 1 and s >> b & 1)
    return [sum(1 << i for i in part) for part in nx.connected_components(graph)]


@pytest.mark.parametrize("seed", range(6))
def test_myerson_is_shapley_of_the_connected_parts(seed: int) -> None:
    n = 5
    v = random_game(n, seed)
    random = np.random.default_rng(seed)
    ties = [pair for pair in combinations(range(n), 2) if random.random() < 0.4]
    restricted = [sum(v[part] for part in _parts(n, s, ties)) for s in range(1 << n)]
    assert_allclose(value.myerson(v, ties), value.shapley(restricted), atol=1e-12)


def test_myerson_takes_graphs_by_name_and_says_what_is_apart() -> None:
    graph = nx.DiGraph([("Maps", "Chips"), ("Chips", "Maps"), ("Maps", "Maps")])
    found = value.myerson(MAJORITY, graph, players=["Maps", "Chips", "City"])
    assert found.parameters["ties"] == [["Maps", "Chips"]]
    assert_allclose(found.values, [0.5, 0.5, 0])
    graph.add_node("Cars")
    with pytest.raises(UnknownNameError):
        value.myerson(MAJORITY, graph, players=["Maps", "Chips", "City"])
    assert value.myerson(random_game(3, 1), []).notes
    assert not value.myerson(random_game(3, 1), [(0, 1), (1, 2)]).notes


def test_gloves_and_majority() -> None:
    assert_allclose(value.shapley(GLOVES), [1 / 6, 1 / 6, 2 / 3])
    assert_allclose(value.owen(MAJORITY, [[0, 1]]), [0.5, 0.5, 0])  # Owen 1977
    assert_allclose(value.tau(GLOVES), [0, 0, 1])


def test_tau_lies_between_minimal_rights_and_utopia() -> None:
    v = [0, 0, 0, 4, 0, 2, 1, 6]
    found = value.tau(v)
    assert_allclose(found.upper, [5, 4, 2])
    assert_allclose(found.lower, [0, 0, 0])
    assert_allclose(found.values, np.array([5, 4, 2]) * 6 / 11)
    shifted = value.tau([0, 2, 0, 6, 0, 4, 1, 8])  # two more for player 0 alone and with others
    assert_allclose(shifted.values, found.values + np.array([2, 0, 0]))


@pytest.mark.parametrize("seed", range(20))
def test_tau_by_its_definition(seed: int) -> None:
    v = random_game(4, seed) + 8 * np.bitwise_count(np.arange(16)) ** 2
    v[0] = 0
    upper = np.array([v[15] - v[15 ^ 1 << i] for i in range(4)])
    lower = np.array(
        [
            max(
                v[s] - sum(upper[j] for j in range(4) if s >> j & 1 and j != i)
                for s in range(16)
                if s >> i & 1
            )
            for i in range(4)
        ]
    )
    found = value.tau(v)
    assert_allclose(found.lower, lower)
    share = (v[15] - lower.sum()) / (upper - lower).sum()
    assert_allclose(found.values, lower + share * (upper - lower), atol=1e-10)


@pytest.mark.parametrize("v", [MAJORITY, [0, 5, 5, 0], [0, 0, 0, 9, 0, 9, 9, 9]])
def test_tau_names_a_game_that_is_not_quasi_balanced(v: list[float]) -> None:
    found = value.tau(v)
    assert found.state == "not quasi-balanced"
    assert np.isnan(found.values).all()
    assert found.notes


def test_tau_where_rights_leave_no_room() -> None:
    assert_allclose(value.tau([0, 2, 3, 5]), [2, 3])


def test_gately_makes_propensities_to_disrupt_equal() -> None:
    v = [0, 1, 0, 4, 2, 5, 3, 12]
    found = value.gately(v)
    x = found.values
    ratios = [(x.sum() - x[i] - v[7 ^ 1 << i]) / (x[i] - v[1 << i]) for i in range(3)]
    assert_allclose(ratios, ratios[0])
    assert not found.notes


def test_gately_names_its_degenerate_cases() -> None:
    missing = value.gately([0, 0, 0, 1, 0, 1, 1, 1])
    assert missing.state == "no common propensity"
    assert np.isnan(missing.values).all()
    assert_allclose(value.gately([0, 1, 2, 3]), [1, 2])
    low = value.gately([0, 4, 4, 6])
    assert low.state == "found"
    assert [note.key for note in low.notes] == ["value.note.below_own"]


def test_one_player_gets_everything() -> None:
    for found in (
        value.shapley([0, 7]),
        value.banzhaf([0, 7]),
        value.solidarity([0, 7]),
        value.tau([0, 7]),
        value.gately([0, 7]),
        value.owen([0, 7], [[0]]),
        value.banzhaf_owen([0, 7], [[0]]),
        value.myerson([0, 7], []),
        value.aumann_dreze([0, 7], []),
        value.weighted_shapley([0, 7], [3]),
        value.prenucleolus([0, 7]),
        value.nucleolus([0, 7]),
    ):
        assert_allclose(found, [7])


def test_too_many_players_are_named_before_anything_is_computed() -> None:
    many = np.broadcast_to(np.float64(0), 1 << 29)
    with pytest.raises(DataError, match="up to 28 players, this game has 29"):
        value.shapley(many)


def test_shapley_wakes_no_other_thread() -> None:
    """Threads of a product cost more than they bring, most of all where others use the cores."""
    worths = np.arange(float(1 << 20))
    elsewhere = []
    for _ in range(5):
        every, own = time.process_time(), time.thread_time()
        value.shapley(worths)
        elsewhere.append(time.process_time() - every - (time.thread_time() - own))
    assert min(elsewhere) < 0.001


def test_twenty_eight_players_are_read() -> None:
    from consilience.value.game import read_game  # noqa: PLC0415

    game = read_game(np.broadcast_to(np.float64(0), 1 << 28), None, "shapley")
    assert game.size == 28


@pytest.mark.parametrize(
    ("v", "sentence"),
    [
        ([1, 2, 3, 4], "v of shapley must be 0 at place 0: nobody has no worth, got 1.0"),
        (
            np.array([0, 1, np.nan, 2]),
            "v of shapley must be finite worths of a size below 1e100 (at coalition 2), got nan",
        ),
        ([0, 1, 2], "v of shapley must be one worth for each coalition: 2, 4, 8, ... numbers"),
    ],
)
def test_worths_that_are_no_game_get_one_sentence(v: Any, sentence: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        value.shapley(v)
    assert str(caught.value).startswith(sentence)


def test_worths_are_not_copied_nor_changed() -> None:
    v = random_game(6, 3)
    before = v.copy()
    for function in (value.shapley, value.dividends, value.prenucleolus, value.tau):
        function(v)
    v.flags.writeable = False
    value.dividends(v)
    assert (v == before).all()


def test_a_result_is_an_array_and_a_table() -> None:
    found = value.shapley(GLOVES, players=["L", "M", "R"])
    assert np.asarray(found, dtype=np.float32).dtype == np.float32
    assert found.to_frame().player.tolist() == ["L", "M", "R"]
    assert size_of(GLOVES) == 3
    for other in (value.tau(GLOVES), value.nucleolus(GLOVES)):
        assert_allclose(np.array(other), other.values)


def test_errors_name_players() -> None:
    with pytest.raises(ConsilienceError, match="a player: a name, or a place from 0"):
        value.owen(MAJORITY, [[0, 9]])


def test_large_worths_are_taken() -> None:
    assert_allclose(value.shapley([0, 1e60, 0, 3e60]), [2e60, 1e60])
    with pytest.raises(ArgumentError, match="coalition 3"):
        value.shapley(np.array([0, 1, 2, 1e150]))
