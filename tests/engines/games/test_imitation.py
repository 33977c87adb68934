"""Imitation, one at a time, against closed forms; and what to add to a network."""

from __future__ import annotations

import itertools
import math
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from consilience.errors import ConsilienceError
from consilience.games import (
    critical_ratio,
    fixation_probability,
    improve_network,
    simulate_network,
    simulate_population,
    stationary_distribution,
)
from consilience.kernels import imitation as kernels

DILEMMA = [[3, 0], [5, 1]]
SNOW = [[2.0, 1.0], [3.0, 0.0]]


def error(share: float, runs: int) -> float:
    return 4 * math.sqrt(share * (1 - share) / runs)


def test_fermi_where_all_meet_all_is_the_pairwise_comparison() -> None:
    graph = nx.complete_graph(8)
    start = {node: int(node != 0) for node in graph}
    found = simulate_network(graph, SNOW, start, strength=0.3, sweeps=400, runs=1_500, seed=4)
    wanted = fixation_probability(SNOW, 8, strength=0.3).value
    assert found.fixed.sum() > 0.99
    assert found.fixed[0] == pytest.approx(wanted, abs=error(wanted, 1_500))
    assert found.ends[:, 0] == pytest.approx(found.ends[0, 0], abs=0.05)


def test_death_birth_without_selection_favours_by_ties() -> None:
    """A neutral strategy that starts in the hub of a star takes over half of the time."""
    graph = nx.star_graph(6)
    start = {node: int(node != 0) for node in graph}
    rule: Any = {"rule": "death-birth", "strength": 0.0}
    found = simulate_network(graph, DILEMMA, start, sweeps=200, runs=1_500, **rule)
    assert found.fixed[0] == pytest.approx(0.5, abs=error(0.5, 1_500))


def test_death_birth_follows_the_critical_ratio() -> None:
    """On a ring the ratio is near 2: above it cooperators do better than neutral, below worse."""
    graph = nx.cycle_graph(12)
    start = {node: int(node > 5) for node in graph}
    assert critical_ratio(graph).ratio == pytest.approx(2.5)
    shares = []
    for benefit in (1.5, 6.0):
        matrix = [[benefit - 1, -1], [benefit, 0]]
        found = simulate_network(
            graph, matrix, start, rule="death-birth", strength=0.2, sweeps=300, runs=800
        )
        shares.append(found.fixed[0])
    assert shares[0] < 0.47
    assert shares[1] > 0.53


def test_the_best_partner_is_copied() -> None:
    """Nowak and May: a block of cooperators on a ring spreads to where defectors earn less."""
    graph = nx.cycle_graph(10)
    start = {node: int(node > 4) for node in graph}
    matrix = [[1.0, 0.0], [0.9, 0.0]]
    found = simulate_network(graph, matrix, start, rule="best", payoffs="total", sweeps=40, runs=5)
    assert found.shares[:, -1, 0].tolist() == [0.9] * 5  # one alone earns 1.8 from both sides
    stay = simulate_network(graph, [[1, 1], [1, 1]], start, rule="best", sweeps=3, runs=1)
    assert stay.ends[:, 1].tolist() == [0] * 5 + [1] * 5


def test_totals_and_means_differ_where_degrees_do() -> None:
    graph = nx.barabasi_albert_graph(200, 2, seed=1)
    matrix = [[1.0, 0.0], [1.3, 0.0]]
    found = [
        simulate_network(graph, matrix, [0.5, 0.5], payoffs=kind, strength=10, runs=6).mean[-1, 0]
        for kind in ("total", "mean")
    ]
    assert found[0] > found[1] + 0.1  # Santos and Pacheco 2005: hubs carry cooperation
    assert simulate_network(graph, matrix, [0.25, 0.75], runs=1).mean[0, 0] == 0.25


def test_counts_stay_true_and_both_forms_agree() -> None:
    graph = nx.karate_club_graph()
    table = sparse.csr_array(nx.to_scipy_sparse_array(graph, weight=None))
    first, partners = table.indptr.astype(np.int64), table.indices.astype(np.int32)
    rng = np.random.default_rng(0)
    matrix = rng.random((3, 3))
    for rule in (kernels.FERMI, kernels.DEATH_BIRTH, kernels.BEST):
        chance = rng.random((60, 3))
        begun = rng.integers(0, 3, 34).astype(np.int8)
        ends = []
        for form in ("run_plain", "compiled"):
            records = np.zeros((34, 4), dtype=np.int32)
            records[:, 3] = begun
            totals = np.bincount(begun, minlength=3).astype(np.int64)
            getattr(kernels.counted, form)(first, partners, records)
            follow = getattr(kernels.imitated, form)
            follow((first, partners), records, totals, matrix, (True, rule, 1.0, 0.1), chance)
            states = records[:, 3]
            again = np.array([np.bincount(states[list(graph[n])], minlength=3) for n in graph])
            assert (records[:, :3] == again).all()
            assert (totals == np.bincount(states, minlength=3)).all()
            ends.append(records.tobytes())
        assert ends[0] == ends[1]
    chance = rng.random((300, 3))
    results = []
    for form in ("run_plain", "compiled"):
        counts, sums = np.array([5, 4, 6]), np.zeros(3, dtype=np.int64)
        getattr(kernels.mixed, form)(counts, matrix, 0.1, 1.0, chance, sums)
        results.append((counts.tolist(), sums.tolist()))
    assert results[0] == results[1]


def test_a_population_comes_to_its_stationary_distribution() -> None:
    rock = [[0, -1, 1.2], [1, 0, -1], [-1, 1, 0]]
    found = simulate_population(
        rock, [7, 7, 6], mutation=0.05, strength=0.5, updates=400_000, runs=3
    )
    wanted = stationary_distribution(rock, 20, mutation=0.05, strength=0.5).average
    assert found.average == pytest.approx(wanted, abs=0.01)
    assert found.shares.sum(axis=2) == pytest.approx(1)
    assert found.to_frame()["update"].iloc[-1] == 400_000


def test_fixation_in_a_population() -> None:
    found = simulate_population(DILEMMA, [1, 19], strength=0.1, updates=20_000, runs=2_000, seed=1)
    wanted = fixation_probability(DILEMMA, 20, strength=0.1).value
    assert found.fixed[0] == pytest.approx(wanted, abs=error(wanted, 2_000))
    short = simulate_population(DILEMMA, [1, 3], updates=3)
    assert short.times.tolist() == [0, 1, 2, 3]
    all_mutate = simulate_population(DILEMMA, [5, 5], mutation=1.0, updates=20_000)
    assert all_mutate.average == pytest.approx(0.5, abs=0.03)


def moves(
    weights: dict[tuple[int, int], float], matrix: Any, rule: str, payoffs: str, mutation: float
) -> Any:
    """Transitions of one update among the 16 states of four nodes, from the definition."""
    beta = 0.7
    near: dict[int, dict[int, float]] = {node: {} for node in range(4)}
    for (a, b), tie in weights.items():
        near[a][b] = near[b][a] = tie
    found = np.zeros((16, 16))
    for number, state in enumerate(itertools.product((0, 1), repeat=4)):

        def pay(node: int, state: Any = state) -> float:
            sums = [tie * matrix[state[node]][state[k]] for k, tie in near[node].items()]
            return float(sum(sums) / (sum(near[node].values()) if payoffs == "mean" else 1))

        for node in range(4):
            ties = near[node]
            to = [0.0, 0.0]  # how likely the node plays each strategy afterwards
            if rule == "best":
                best = max(pay(k) for k in ties)
                chosen = next(k for k in sorted(ties) if pay(k) == best)
                to[state[chosen] if best > pay(node) else state[node]] = 1.0
            elif rule == "death-birth":
                chance = {k: tie * math.exp(beta * pay(k)) for k, tie in ties.items()}
                for k, part in chance.items():
                    to[state[k]] += part / sum(chance.values())
            else:
                for k, tie in ties.items():
                    copy = tie / sum(ties.values()) / (1 + math.exp(-beta * (pay(k) - pay(node))))
                    to[state[k]] += copy
                    to[state[node]] += tie / sum(ties.values()) - copy
            other = [float(state[node] == 1), float(state[node] == 0)]
            for kind in (0, 1):
                after = number - (state[node] - kind) * 2 ** (3 - node)
                found[number, after] += (mutation * other[kind] + (1 - mutation) * to[kind]) / 4
    return found


@pytest.mark.parametrize("rule", ["fermi", "death-birth", "best"])
@pytest.mark.parametrize(("payoffs", "mutation"), [("mean", 0.0), ("total", 0.15)])
@pytest.mark.parametrize("strong", [1.0, 3.0])  # 1: the kernel of plain ties
def test_strengths_and_mutation_follow_their_definition(
    rule: Any, payoffs: Any, mutation: float, strong: float
) -> None:
    weights = {(0, 1): strong, (1, 2): 1.0, (2, 0): 1.0, (2, 3): (1 + strong) / 2}
    matrix = [[1.0, -0.4], [1.3, 0.1]]
    graph = nx.Graph()
    graph.add_nodes_from(range(4))
    graph.add_weighted_edges_from((a, b, tie) for (a, b), tie in weights.items())
    start: dict[object, int] = {0: 0, 1: 0, 2: 1, 3: 0}
    setting: dict[str, Any] = {
        "rule": rule,
        "payoffs": payoffs,
        "mutation": mutation,
        "strength": 0.7,
    }
    runs = 4_000
    found = simulate_network(
        graph, matrix, start, weight="weight", **setting, sweeps=3, runs=runs, seed=5
    )
    chain = moves(weights, matrix, rule, payoffs, mutation)
    states = np.array(list(itertools.product((0, 1), repeat=4)))
    law = np.zeros(16)
    law[2] = 1.0
    for time in range(1, 4):
        law = law @ np.linalg.matrix_power(chain, 4)
        share = (states == 0).mean(axis=1)
        spread = math.sqrt(max(law @ share**2 - (law @ share) ** 2, 0) / runs)
        assert found.mean[time, 0] == pytest.approx(law @ share, abs=4 * spread + 1e-12)


def test_kernels_of_ties_agree_in_both_forms_and_weight_can_be_left_out() -> None:
    graph = nx.karate_club_graph()
    table = sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float))
    rng = np.random.default_rng(0)
    chance, begun, matrix = rng.random((80, 3)), rng.integers(0, 3, 34), rng.random((3, 3))
    for rule in (kernels.FERMI, kernels.DEATH_BIRTH, kernels.BEST):
        ends = []
        for form in ("run_plain", "compiled"):
            states, totals = begun.astype(np.int32), np.bincount(begun, minlength=3)
            net = table.indptr.astype(np.int64), table.indices.astype(np.int32), table.data
            follow = getattr(kernels.imitated_by_tie, form)
            follow(net, states, totals, matrix, (True, rule, 1.0, 0.1), chance)
            assert (totals == np.bincount(states, minlength=3)).all()
            ends.append(states.tobytes())
        assert ends[0] == ends[1]
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from(graph.edges)
    first, second = (
        simulate_network(net, SNOW, [0.5, 0.5], runs=2, weight=weight)
        for net, weight in ((graph, None), (plain, "weight"))
    )
    assert (first.shares == second.shares).all()
    strong = simulate_network(graph, SNOW, [0.5, 0.5], weight="weight", runs=2)
    assert (strong.shares != first.shares).any()


def test_a_sparse_matrix_is_the_same_network() -> None:
    graph = nx.karate_club_graph()
    table = nx.to_scipy_sparse_array(graph)  # with its strengths
    first, second = (
        simulate_network(net, SNOW, [0.5, 0.5], weight="weight", runs=2) for net in (graph, table)
    )
    assert (first.shares == second.shares).all()
    assert first.to_frame().sweep.iloc[-1] == 100


@pytest.mark.parametrize("addition", ["tie", "firm"])
def test_the_best_addition_is_the_best_of_all(addition: Any) -> None:
    graph = nx.Graph([(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 5), (5, 6)])
    found = improve_network(graph, addition, most=100)
    ratios = [item.ratio for item in found.improvements]
    merits = [1 / ratio for ratio in ratios]
    assert merits == sorted(merits, reverse=True)
    best = found.improvements[0]
    again = graph.copy()
    if addition == "tie":
        again.add_edge(*map(int, best.partners))
        assert found.candidates == 21 - 7
    else:
        again.add_edges_from(("new", int(node)) for node in best.partners)
        assert found.candidates == 21
    assert critical_ratio(again).ratio == pytest.approx(best.ratio)
    assert best.change == pytest.approx(best.ratio - found.ratio)
    assert graph.number_of_edges() == 7
    assert found.to_frame().ratio.tolist() == ratios


def test_chosen_candidates_and_strengths() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("b", "c", 3), ("c", "d", 2)])
    found = improve_network(graph, "tie", [("a", "c"), ("a", "d")])
    again = graph.copy()
    again.add_edge("a", "d", weight=2.0)
    ring = next(item for item in found.improvements if item.partners == ("a", "d"))
    assert ring.ratio == pytest.approx(critical_ratio(again).ratio)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: simulate_network(nx.Graph([(0, 1)]), SNOW, {0: 1}), "every node"),
        (lambda: simulate_network(nx.Graph([(0, 1)]), SNOW, {0: 1, 1: 2}), "every node"),
        (lambda: simulate_network(nx.Graph([(0, 1)]), SNOW, [0.5, 0.6]), "sum to 1"),
        (lambda: simulate_network(nx.empty_graph(3), SNOW, [0.5, 0.5]), "needs a partner"),
        (lambda: simulate_network(nx.Graph(), SNOW, [0.5, 0.5]), "needs a partner"),
        (lambda: simulate_network(nx.DiGraph([(0, 1)]), SNOW, [0.5, 0.5]), "undirected"),
        (lambda: simulate_network(sparse.csr_array([[0, 1], [0, 0]]), SNOW, [1, 0]), "undirected"),
        (lambda: simulate_network([[0, 1], [1, 0]], SNOW, [1, 0]), "network"),
        (lambda: simulate_population(SNOW, [1, 0]), "2 to"),
        (lambda: simulate_population(SNOW, [1.5, 2]), "whole numbers"),  # type: ignore[list-item]
        (lambda: improve_network(nx.cycle_graph(4), "tie", [(0, 1)]), "cannot be added"),
        (lambda: improve_network(nx.cycle_graph(4), "tie", [(0, 9)]), "cannot be added"),
        (lambda: improve_network(nx.cycle_graph(4), "firm", [()]), "cannot be added"),
        (lambda: improve_network(nx.complete_graph(4)), "1 to 5000 candidates"),
        (lambda: improve_network(nx.cycle_graph(200)), "1 to 5000 candidates"),
        (lambda: improve_network(nx.cycle_graph(4), "tie", "ab"), "candidates"),
        (lambda: improve_network([[0, 1]]), "networkx"),
    ],
)
def test_what_does_not_fit_is_refused(call: Any, words: str) -> None:
    with pytest.raises(ConsilienceError, match=words):
        call()


def test_shares_at_first_must_sum_to_one() -> None:
    with pytest.raises(ConsilienceError, match="start needs 2 shares that sum to 1"):
        simulate_network(nx.cycle_graph(5), [[3, 0], [5, 1]], [0.5, 0.6])
