"""Backbones: the disparity filter by hand, the two-mode null model against enumeration."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from consilience import network
from consilience.errors import ArgumentError, DataError
from consilience.network import null_model
from consilience.network.backbone import Correction
from consilience.network.null_model import probabilities, tails


def _two_mode(matrix: np.ndarray[Any, Any]) -> network.TwoMode:
    rows, columns = np.nonzero(matrix)
    organisations, collaborations = [f"o{n:02}" for n in rows], [f"e{n}" for n in columns]
    return network.two_mode({"organisation": organisations, "collaboration": collaborations})


def _p(found: network.Backbone) -> dict[frozenset[Any], float]:
    pairs = [frozenset(found.nodes[place] for place in pair) for pair in found.pairs]
    return dict(zip(pairs, found.p_values, strict=True))


def test_disparity_is_the_smaller_chance_of_both_ends() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 6), ("a", "c", 2), ("a", "d", 2), ("b", "c", 2)])
    found = _p(network.backbone(graph))
    assert_allclose(found[frozenset("ab")], min(0.4**2, 0.25))  # 6 of a's 10, 6 of b's 8
    assert_allclose(found[frozenset("ac")], min(0.8**2, 0.5))
    assert_allclose(found[frozenset("ad")], 0.8**2)  # d has this tie only and decides nothing
    assert_allclose(found[frozenset("bc")], min(0.75, 0.5))


def test_disparity_of_directed_ties_compares_what_goes_out_and_what_comes_in() -> None:
    graph = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 9), ("a", "c", 1), ("c", "b", 1), ("b", "a", 5)])
    found = network.backbone(graph)
    assert found.directed
    p = dict(zip(map(tuple, found.pairs.tolist()), found.p_values, strict=True))
    assert_allclose(p[0, 1], 0.1)  # a sends 9 of 10, b receives 9 of 10
    assert_allclose(p[0, 2], 0.9)
    assert_allclose(p[2, 1], 0.9)
    assert p[1, 0] == 1  # the only tie of either kind
    kept = network.backbone(graph, level=0.1).graph()
    assert kept.is_directed()
    assert list(kept.edges(data="weight")) == [("a", "b", 9)]
    assert list(kept) == ["a", "b", "c"]


def test_a_larger_level_keeps_more_until_all() -> None:
    graph = nx.Graph(nx.karate_club_graph())
    kept = [network.backbone(graph, level=level).kept for level in (0, 0.2, 0.5, 1)]
    assert [int(found.sum()) for found in kept][::3] == [0, 78]
    for fewer, more in itertools.pairwise(kept):
        assert (fewer <= more).all()
        assert fewer.sum() < more.sum()


@pytest.mark.parametrize(
    ("rows", "columns", "wanted"),
    [
        ([1, 1], [1, 1], [[0.5, 0.5], [0.5, 0.5]]),
        ([2, 1], [2, 1], [[1, 1], [1, 0]]),  # the sums force every cell
        ([3, 1, 1], [2, 2, 1], [[1, 1, 1], [0.5, 0.5, 0], [0.5, 0.5, 0]]),
        ([2, 2, 1, 1], [3, 3], [[1, 1], [1, 1], [0.5, 0.5], [0.5, 0.5]]),
        ([3, 3, 3], [3, 3, 3], np.ones((3, 3))),
    ],
)
def test_chances_where_they_are_known(rows: Any, columns: Any, wanted: Any) -> None:
    chances, row_of, column_of = probabilities(np.array(rows), np.array(columns))
    assert_allclose(chances[row_of][:, column_of], wanted, atol=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 9), st.integers(1, 7), st.floats(0.05, 0.95), st.integers(0, 1000))
def test_chances_meet_the_degrees_and_are_of_greatest_entropy(
    height: int, width: int, share: float, seed: int
) -> None:
    matrix = np.random.default_rng(seed).random((height, width)) < share
    matrix = matrix[matrix.any(axis=1)][:, matrix.any(axis=0)]
    if not matrix.size:
        return
    chances, row_of, column_of = probabilities(matrix.sum(axis=1), matrix.sum(axis=0))
    whole = chances[row_of][:, column_of]
    assert_allclose(whole.sum(axis=1), matrix.sum(axis=1), rtol=1e-9)
    assert_allclose(whole.sum(axis=0), matrix.sum(axis=0), rtol=1e-9)
    # Log odds that are a sum of a row's and a column's number: what greatest entropy asks for.
    sure = (whole < 1e-6) | (whole > 1 - 1e-6)
    odds = np.log(np.clip(whole, 1e-12, None) / np.clip(1 - whole, 1e-12, None))
    for (a, b), (c, d) in itertools.product(
        itertools.combinations(range(len(whole)), 2),
        itertools.combinations(range(whole.shape[1]), 2),
    ):
        if not sure[np.ix_([a, b], [c, d])].any():
            assert_allclose(odds[a, c] + odds[b, d], odds[a, d] + odds[b, c], atol=1e-6)


def test_no_model_is_said_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(null_model, "_STEPS", 1)
    matrix = np.triu(np.ones((5, 5)))
    with pytest.raises(DataError, match="no random model with these degrees was found in 1 steps"):
        network.backbone(_two_mode(matrix), method="sdsm")


def test_tails_are_those_of_every_outcome() -> None:
    rng = np.random.default_rng(3)
    chances, counts = rng.random((4, 3)), np.array([1, 3, 2])
    for most in range(1, 9):
        found = tails(chances, counts, most)
        for case, row in zip(chances, found, strict=True):
            trials = np.repeat(case, counts)
            wanted = np.zeros(9)
            for hits in itertools.product((0, 1), repeat=6):
                chance = np.where(hits, trials, 1 - trials).prod()
                wanted[: sum(hits) + 1] += chance
            assert_allclose(row, wanted[: most + 1], rtol=1e-12, atol=1e-15)


def test_small_tails_keep_their_digits() -> None:
    found = tails(np.array([[1e-4]]), np.array([60]), 12)[0]
    assert_allclose(found, stats.binom.sf(np.arange(13) - 1, 60, 1e-4), rtol=1e-10)
    assert 0 < found[12] < 1e-35


def test_two_mode_p_is_that_of_simulated_networks() -> None:
    graph = nx.davis_southern_women_graph()
    women = [node for node, side in graph.nodes(data="bipartite") if side == 0]
    matrix = nx.bipartite.biadjacency_matrix(graph, women).toarray()
    shared = matrix @ matrix.T
    chances, row_of, column_of = probabilities(matrix.sum(axis=1), matrix.sum(axis=0))
    whole = chances[row_of][:, column_of]
    rng = np.random.default_rng(0)
    as_many = np.zeros(shared.shape)
    for _ in range(4000):
        drawn = (rng.random(whole.shape) < whole).astype(int)
        as_many += drawn @ drawn.T >= shared
    found = network.backbone(_two_mode(matrix), method="sdsm")
    for (a, b), p in zip(found.pairs, found.p_values, strict=True):
        i, j = (int(found.nodes[place][1:]) for place in (a, b))
        assert abs(as_many[i, j] / 4000 - p) < 5 * np.sqrt(p * (1 - p) / 4000) + 1e-3


def test_planted_groups_are_found_and_chance_is_not() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.random((60, 150)) < 0.05
    matrix[:5, :12] = True  # five who do a dozen things together
    found = network.backbone(_two_mode(matrix), method="sdsm").graph()
    planted = {frozenset(pair) for pair in itertools.combinations([f"o0{n}" for n in range(5)], 2)}
    kept = set(map(frozenset, found.edges))
    assert kept == planted
    random = network.backbone(_two_mode(rng.random((60, 150)) < 0.05), method="sdsm")
    assert random.kept.sum() == 0


def test_collaborations_have_a_backbone_too() -> None:
    rng = np.random.default_rng(2)
    matrix = rng.random((40, 9)) < 0.3
    organisations = network.backbone(_two_mode(matrix.T), method="sdsm")
    turned = network.backbone(_two_mode(matrix), method="sdsm", side="collaborations")
    assert_allclose(sorted(organisations.p_values), sorted(turned.p_values), rtol=1e-7)
    assert all(str(node).startswith("e") for node in turned.nodes)


def test_who_shares_nothing_has_no_tie() -> None:
    apart = network.backbone(_two_mode(np.eye(3)), method="sdsm")
    assert len(apart.pairs) == 0
    assert len(apart.graph()) == 3
    assert apart.to_frame().empty


def test_corrections_are_those_of_their_names() -> None:
    graph = nx.Graph(nx.karate_club_graph())
    plain, family, share = (
        network.backbone(graph, correction=correction) for correction in get_args(Correction)
    )
    assert_allclose(plain.adjusted, plain.p_values)
    assert_allclose(family.adjusted, np.minimum(plain.p_values * 78, 1))
    assert_allclose(share.adjusted, stats.false_discovery_control(plain.p_values))
    # A pair that shares nothing was tested too, with p = 1.
    matrix = np.random.default_rng(4).random((12, 9)) < 0.25
    found = network.backbone(_two_mode(matrix), method="sdsm")
    tests = len(found.nodes) * (len(found.nodes) - 1) // 2
    every = np.concatenate([found.p_values, np.ones(tests - len(found.pairs))])
    assert len(found.pairs) < tests
    wanted = stats.false_discovery_control(every)[: len(found.pairs)]
    assert_allclose(found.adjusted, wanted)
    assert found.parameters["correction"] == "benjamini-hochberg"


def test_names_change_nothing() -> None:
    graph = nx.Graph(nx.karate_club_graph())
    names = {node: f"n{(node * 7) % 34}" for node in graph}
    turned = nx.relabel_nodes(graph, names)
    before = _p(network.backbone(graph))
    wanted = {frozenset(names[node] for node in pair): p for pair, p in before.items()}
    found = _p(network.backbone(turned))
    assert found.keys() == wanted.keys()
    assert_allclose([found[key] for key in wanted], list(wanted.values()), rtol=1e-12)


def test_each_method_takes_its_own_network() -> None:
    both = _two_mode(np.ones((2, 2)))
    with pytest.raises(ArgumentError, match="must be a networkx graph"):
        network.backbone(both)
    with pytest.raises(ArgumentError, match="must be a two-mode network"):
        network.backbone(nx.path_graph(3), method="sdsm")
