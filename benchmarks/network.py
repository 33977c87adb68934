"""Time the network engine, and networkx in the same run where it does the same.

``python benchmarks/network.py`` prints one line a case: CPU seconds here (least of three, one
thread, compiled code warm), those of networkx and their ratio.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: CPU seconds of one thread

import time
from collections.abc import Callable
from functools import partial

import networkx as nx
import numpy as np
from scipy import sparse

from consilience import network
from consilience.network.leading.solving import smallest_eigenvalue_iterated
from consilience.network.ties import laplacian


def random_network(nodes: int, ties: int, seed: int = 0) -> sparse.csr_array:
    """A ring with random ties: connected, unit strengths."""
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, nodes, (2, ties - nodes))
    ring = np.arange(nodes)
    rows, columns = np.concatenate([a, ring]), np.concatenate([b, (ring + 1) % nodes])
    kept = rows != columns
    found = sparse.csr_array((np.ones(kept.sum()), (rows[kept], columns[kept])), (nodes, nodes))
    return ((found + found.T) > 0).astype(np.float64).tocsr()


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least CPU seconds of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def show(name: str, ours: float, peer: float | None = None) -> None:
    compared = "" if peer is None else f"  networkx {peer:9.3f}  ratio {peer / ours:8.1f}"
    print(f"{name:56} {ours:9.3f}{compared}", flush=True)


def many_small() -> None:
    graphs = [nx.gnp_random_graph(8 + seed % 17, 0.4, seed=seed) for seed in range(1_256)]
    started = time.process_time()
    for graph in graphs:
        network.single_leaders(graph, rates=False)
        network.scenario(graph)
    show("1,256 projects: scenario and willingness of each", time.process_time() - started)


def main() -> None:
    middle = random_network(2_000, 10_000)
    graph = nx.from_scipy_sparse_array(middle)
    single = least(partial(network.single_leaders, middle, rates=False))
    started = time.process_time()
    nx.information_centrality(graph)
    show("all single leaders, n = 2,000", single, time.process_time() - started)
    show(
        "constraint, 1e4 ties",
        least(partial(network.constraint, middle)),
        least(partial(nx.constraint, graph), 1),
    )
    show(
        "betweenness, closeness and all centralities, n = 2,000",
        least(partial(network.centralities, middle), 2),
        least(partial(nx.betweenness_centrality, graph), 1),
    )
    small = nx.connected_watts_strogatz_graph(300, 10, 0.1, seed=1)
    show("small world, 300 nodes, 100 references", least(partial(network.small_world, small), 2))
    show("core and periphery, 300 nodes", least(partial(network.core_periphery, small), 2))
    filled = np.random.default_rng(1).random((2_667, 16)) < np.linspace(0.02, 0.4, 16)
    nested = partial(network.nestedness, sparse.csr_array(filled))
    show("nestedness, 2,667 x 16, 199 tables", least(nested, 2))
    large = random_network(20_000, 100_000)
    rng = np.random.default_rng(1)
    first = rng.normal(size=20_000)
    show("100 DeGroot steps, 1e5 ties", least(partial(network.degroot, large, first, leaders=0)))
    huge = random_network(200_000, 1_000_000)
    grounded = laplacian(huge)[1:][:, 1:].tocsr()
    show("convergence rate, 1e6 ties", least(partial(smallest_eigenvalue_iterated, grounded), 2))
    started = time.process_time()
    found = network.coherence(huge, 0)
    spent = time.process_time() - started
    share = found.standard_error / found.total_variance
    show(f"H and rate, 1e6 ties (standard error {share:.3%})", spent)
    show("constraint, 1e6 ties", least(partial(network.constraint, huge), 2))
    many_small()


if __name__ == "__main__":
    main()
