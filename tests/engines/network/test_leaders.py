"""Who should lead: sets, bounds, parts, candidates, sensitivity."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import sparse

from consilience import network
from consilience.errors import ArgumentError, DataError


def test_all_tied_sets_are_returned() -> None:
    found = network.best_leaders(nx.complete_graph(5), 2)
    assert set(found.sets) == set(combinations(range(5), 2))
    assert "10 sets" in str(found.notes[0])
    assert found.lower_bound == found.value
    assert len(found.to_frame()) == 10


def test_each_part_needs_a_leader() -> None:
    graph = nx.disjoint_union(nx.path_graph(3), nx.path_graph(5))
    alone = network.best_leaders(graph)
    assert alone.sets == ()
    assert np.isnan(alone.value)
    assert "2 parts" in str(alone.notes[0])
    assert network.best_leaders(graph, 2).sets == ((1, 5),)
    assert network.best_leaders(graph, 3).value == pytest.approx(1 + (1 + 8 / 6) / 2)
    assert network.best_leaders(graph, 2, most_sets=1).sets == ((1, 5),)
    assert network.best_leaders(graph, 1, most_sets=1).sets == ()
    here = network.best_leaders(graph, 2, candidates=[0, 1])
    assert here.sets == ()
    assert "candidates" in str(here.notes[-1])
    assert network.best_leaders(graph, 2, candidates=[0, 1, 2], most_sets=1).sets == ()
    three = nx.disjoint_union(graph, nx.path_graph(2))
    assert network.best_leaders(three, 3).sets == ((1, 5, 8), (1, 5, 9))
    assert network.best_leaders(three, 2).sets == ()
    singles = network.single_leaders(three)
    assert np.isinf(singles.total_variance).all()
    assert singles.notes[0].level == "warning"
    assert (singles.information == 0).all()


def test_candidates_alone_may_lead() -> None:
    graph = nx.star_graph(4)
    assert network.best_leaders(graph, candidates=[2, 3]).sets == ((2,), (3,))
    with pytest.raises(ArgumentError, match="between 1 and 2"):
        network.best_leaders(graph, 3, candidates=[2, 3])


def test_greedy_comes_with_a_bound_that_holds() -> None:
    graph = nx.gnp_random_graph(40, 0.12, seed=2)
    exact = network.best_leaders(graph, 3)
    greedy = network.best_leaders(graph, 3, most_sets=10)
    assert exact.exact
    assert not greedy.exact
    assert greedy.lower_bound <= exact.value * (1 + 1e-12)
    assert 1 - 1e-12 <= greedy.value / exact.value <= 1.05
    assert greedy.value / greedy.lower_bound < 2
    assert "proven to be at most" in str(greedy.notes[-1])


def test_exchange_mends_a_greedy_choice() -> None:
    """On a path the best pair leaves out the middle, which greedy takes first."""
    graph = nx.path_graph(31)
    assert network.best_leaders(graph).sets == ((15,),)
    exact = network.best_leaders(graph, 2)
    assert exact.sets == ((6, 24),)
    assert network.best_leaders(graph, 2, most_sets=1).value == pytest.approx(exact.value)


def test_rate_is_searched_too() -> None:
    graph = nx.karate_club_graph()
    values = {v: network.coherence(graph, v).convergence_rate for v in graph}
    found = network.best_leaders(graph, criterion="convergence_rate")
    assert found.sets == ((max(values, key=values.__getitem__),),)
    assert found.value == pytest.approx(max(values.values()))
    assert np.isnan(found.lower_bound)
    greedy = network.best_leaders(graph, 2, criterion="convergence_rate", most_sets=10)
    assert not greedy.exact
    assert "no bound is known" in str(greedy.notes[-1])


def test_directed_leaders_are_searched_one_by_one() -> None:
    graph = nx.DiGraph([("b", "a"), ("c", "a"), ("d", "c"), ("a", "b")])
    values = {v: network.coherence(graph, v).total_variance for v in graph}
    found = network.best_leaders(graph)
    assert found.sets == tuple((v,) for v in graph if values[v] == min(values.values()))
    singles = network.single_leaders(graph)
    assert_allclose(singles.total_variance, list(values.values()))
    assert np.isnan(network.single_leaders(graph, rates=False).convergence_rate).all()
    two = network.best_leaders(graph, 2, most_sets=1)
    assert len(two.sets) == 1
    far = nx.DiGraph([("b", "a"), ("c", "d"), ("f", "e")])
    assert network.best_leaders(far, 2, most_sets=1).sets == ()
    assert network.best_leaders(far, 2).sets == ()


def test_single_leaders_are_each_solved_for_themselves() -> None:
    graph = nx.karate_club_graph()
    found = network.single_leaders(graph)
    for node in graph:
        one = network.coherence(graph, node)
        assert found.total_variance[node] == pytest.approx(one.total_variance)
        assert found.convergence_rate[node] == pytest.approx(one.convergence_rate)
    assert found.to_frame().total_variance.is_monotonic_increasing


@pytest.mark.parametrize("graph", [nx.empty_graph(1), sparse.eye_array(3_001)])
def test_too_small_and_too_large(graph: object) -> None:
    with pytest.raises((ArgumentError, DataError)):
        network.single_leaders(graph)


def test_gains_refuse_what_no_leader_reaches() -> None:
    graph = nx.disjoint_union(nx.path_graph(2), nx.path_graph(2))
    with pytest.raises(DataError, match="do not reach 2 node"):
        network.leader_gains(graph, 0)
    with pytest.raises(DataError, match="undirected networks only"):
        network.tie_gains(nx.DiGraph([(0, 1)]), 1)


def test_a_complete_network_has_no_tie_to_add() -> None:
    found = network.tie_gains(nx.complete_graph(4), 0)
    assert found.ties == ()
    assert found.to_frame().empty
    pair = nx.Graph([("a", "c"), ("b", "c")])
    assert network.tie_gains(pair, ["a", "b"]).ties == ()
    assert len(network.leader_gains(pair, "a").to_frame()) == 2


def test_sensitivity_of_a_bow_tie() -> None:
    """Two hubs: which of them leads hangs on a single tie."""
    graph = nx.Graph(
        [("h", x) for x in "abcd"] + [("k", x) for x in "abcd"] + [("h", "e"), ("e", "a")]
    )
    found = network.leader_sensitivity(graph, draws=30)
    assert ("h",) in found.sets
    less, lost, more = found.variations
    assert (less.change, lost.change, more.change) == ("one tie less", "ties lost", "ties found")
    assert less.runs == graph.number_of_edges()
    assert less.apart == 0
    gone = [
        (a, b)
        for a, b in graph.edges
        if not set(network.best_leaders(nx.restricted_view(graph, [], [(a, b)])).sets)
        & set(found.sets)
    ]
    assert {frozenset(tie) for tie in found.decisive} == {frozenset(tie) for tie in gone}
    assert less.kept == pytest.approx(1 - len(gone) / less.runs)
    assert lost.runs == more.runs == 30
    assert 0 <= more.kept <= 1
    assert more.frequent[0][1] <= 1
    assert found.to_frame().change.tolist() == ["one tie less", "ties lost", "ties found"]


def test_sensitivity_asks_other_weights_and_leaves_out_some_ties() -> None:
    graph = nx.karate_club_graph()
    found = network.leader_sensitivity(graph, draws=5)
    assert [v.change for v in found.variations][:3] == ["binary", "square root", "one tie less"]
    assert found.variations[2].runs == 5
    best = network.best_leaders(graph, weight=None).sets
    assert found.variations[0].kept == float(bool(set(best) & set(found.sets)))
    directed = network.leader_sensitivity(nx.DiGraph([(0, 1), (1, 0), (2, 1)]), draws=3)
    assert directed.sets == ((1,),)


@pytest.mark.parametrize("size", [1, 2])
def test_one_tie_less_is_as_if_each_network_were_searched_anew(size: int) -> None:
    graph = nx.barbell_graph(4, 1)
    for number, (a, b) in enumerate(graph.edges):
        graph[a][b]["weight"] = 0.5 + number % 3
    best = set(network.best_leaders(graph, size).sets)
    kept, apart, decisive = 0, 0, []
    for a, b in graph.edges:
        other = graph.copy()
        other.remove_edge(a, b)
        after = set(network.best_leaders(other, size).sets)
        kept, apart = kept + bool(after & best), apart + (not after)
        decisive += [{a, b}] if after and not after & best else []
    found = network.leader_sensitivity(graph, size, draws=20)
    less = next(one for one in found.variations if one.change == "one tie less")
    whole = graph.number_of_edges() - apart
    assert (less.runs, less.apart) == (graph.number_of_edges(), apart)
    assert less.kept == pytest.approx(kept / whole)
    assert sorted(map(sorted, found.decisive)) == sorted(map(sorted, decisive))


def test_sensitivity_where_every_loss_tears_the_network() -> None:
    found = network.leader_sensitivity(nx.path_graph(3), draws=4)
    assert found.variations[0].apart == 2
    assert np.isnan(found.variations[0].kept)
    assert found.decisive == ()
    with pytest.raises(ArgumentError, match="at least one tie"):
        network.leader_sensitivity(nx.empty_graph(3))
    with pytest.raises(ArgumentError, match="between 1 and 2"):
        network.leader_sensitivity(nx.path_graph(3), 3)
    with pytest.raises(ArgumentError, match="greater than 0"):
        network.leader_sensitivity(nx.path_graph(3), share=0)
    whole = network.leader_sensitivity(nx.complete_graph(4), draws=2)
    assert whole.variations[-1].kept == 1
