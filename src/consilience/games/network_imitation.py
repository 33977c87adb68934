"""Imitation on a network: members take over what their partners do, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.finite import payoff_matrix
from consilience.games.graphs import Graph
from consilience.kernels import imitation as kernels
from consilience.results import Result

Rule = Literal["fermi", "death-birth", "best"]
Payoffs = Literal["mean", "total"]
Floats = NDArray[np.float64]
_RULES = {"fermi": kernels.FERMI, "death-birth": kernels.DEATH_BIRTH, "best": kernels.BEST}
_SLICE = 500_000  # updates at a time
_STEP_COST = 20
_KINDS = 100


@dataclass(frozen=True, kw_only=True, eq=False)
class NetworkSimulation(Result):
    """Shares of strategies on a network over time, a run a row.

    ``times`` count sweeps: as many updates as there are nodes. ``shares`` has the shape (runs,
    times, strategies), ``mean`` and ``deviation`` (times, strategies). ``ends`` is how often each
    node plays each strategy at the end, shape (nodes, strategies), in the order of ``nodes``.
    ``fixed`` is the share of runs that ended with one strategy only, by strategy.
    """

    nodes: tuple[str, ...]
    times: Floats
    shares: Floats
    mean: Floats
    deviation: Floats
    ends: Floats
    fixed: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a time: the mean share of each strategy."""
        names = [f"strategy {place}" for place in range(self.mean.shape[1])]
        frame = pd.DataFrame(self.mean, columns=names)
        frame.insert(0, "sweep", self.times)
        return frame


def simulate_network(
    graph: Graph,
    matrix: object,
    start: Sequence[float] | Mapping[object, int],
    *,
    rule: Rule = "fermi",
    payoffs: Payoffs = "mean",
    strength: float = 1.0,
    sweeps: int = 100,
    runs: int = 10,
    seed: int = 0,
) -> NetworkSimulation:
    r"""Let the members of a network imitate their partners, one at a time.

    Parameters
    ----------
    graph
        An undirected networkx graph or a symmetric scipy sparse matrix; each tie counts 1. Every
        node needs a partner. It is not changed.
    matrix
        Payoff of each strategy (row) against each (column): a square table of at least 2 rows of
        finite numbers.
    start
        The share of each strategy, summing to 1: nodes are drawn anew in each run; or a mapping of
        every node to the place of its strategy, from 0.
    rule
        ``"fermi"``: a node looks at one partner and takes over its strategy with probability
        :math:`1 / (1 + e^{-\beta (\pi_{other} - \pi_{own})})`; ``"death-birth"``: a node is
        replaced by the strategy of a partner, drawn in proportion to :math:`e^{\beta \pi}`;
        ``"best"``: a node takes over the strategy of the partner who earns most, if he earns more.
    payoffs
        ``"mean"`` over a node's ties, or their ``"total"``.
    strength
        :math:`\beta`, at least 0; plays no part for ``"best"``.
    sweeps
        How long, in updates a node; at least 1.
    runs
        How often, at least 1.
    seed
        Seed of all draws, at least 0.

    Returns
    -------
    NetworkSimulation
        Shares over time in each run, and what each node plays at the end.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If a node has no partner, or the start does not fit.
    UnknownNameError
        If the rule or the kind of payoffs is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.karate_club_graph()
    >>> found = simulate_network(graph, [[8, -1], [9, 0]], [0.5, 0.5], rule="death-birth", runs=20)
    >>> found.shares.shape
    (20, 101, 2)

    References
    ----------
    Szabó and Tőke (1998), Evolutionary Prisoner's Dilemma Game on a Square Lattice; Ohtsuki,
    Hauert, Lieberman and Nowak (2006), A Simple Rule for the Evolution of Cooperation on Graphs and
    Social Networks; Nowak and May (1992), Evolutionary Games and Spatial Chaos.
    """
    owner = "simulate_network"
    nodes, table = _network(graph, owner)
    payoff = payoff_matrix(matrix, owner)
    chosen = checks.choice(rule, get_args(Rule), "rule", owner)
    kind = checks.choice(payoffs, get_args(Payoffs), "payoffs", owner)
    beta = checks.interval(strength, 0, 1e6, "strength", owner)
    count = checks.whole(sweeps, 1, "sweeps", owner)
    repeats = checks.whole(runs, 1, "runs", owner)
    first_seed = checks.whole(seed, 0, "seed", owner)
    begun = _start(start, nodes, len(payoff), owner)
    model = _Model(
        first=table.indptr.astype(np.int64),
        partners=table.indices.astype(np.int32),
        matrix=payoff,
        mean=kind == "mean",
        rule=_RULES[chosen],
        strength=beta,
    )
    seeds = np.random.SeedSequence(first_seed).spawn(repeats)
    found = [_run(model, begun, count, child) for child in seeds]
    shares = np.array([path for path, _ in found]) / len(nodes)
    ends = np.array([[states == k for k in range(len(payoff))] for _, states in found])
    arrays = {
        "times": np.arange(count + 1, dtype=np.float64),
        "shares": shares,
        "mean": shares.mean(axis=0),
        "deviation": shares.std(axis=0),
        "ends": ends.mean(axis=0).T.copy(),
        "fixed": (shares[:, -1] == 1).mean(axis=0),
    }
    for array in arrays.values():
        array.flags.writeable = False
    return NetworkSimulation(
        nodes=tuple(str(node) for node in nodes),
        **arrays,
        parameters={
            "rule": chosen,
            "payoffs": kind,
            "strength": beta,
            "sweeps": count,
            "runs": repeats,
            "seed": first_seed,
        },
        references=("szabo1998", "ohtsuki2006", "nowak1992"),
    )


@dataclass(frozen=True)
class _Model:
    first: NDArray[np.int64]
    partners: NDArray[np.int32]
    matrix: Floats
    mean: bool
    rule: int
    strength: float


def _run(
    model: _Model, start: Floats | NDArray[np.int8], sweeps: int, seed: np.random.SeedSequence
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return how many play each strategy after each sweep, and what each node plays at the end."""
    rng = np.random.default_rng(seed)
    nodes, kinds = len(model.first) - 1, len(model.matrix)
    records = np.zeros((nodes, kinds + 1), dtype=np.int32)
    records[:, kinds] = start if start.dtype == np.int8 else _drawn(start.astype(float), nodes, rng)
    totals = np.bincount(records[:, kinds], minlength=kinds).astype(np.int64)
    kernels.counted.at_cost(len(model.partners))(model.first, model.partners, records)
    path = np.empty((sweeps + 1, kinds), dtype=np.int64)
    path[0] = totals
    for sweep in range(sweeps):
        if totals.max() == nodes:  # nobody is left to imitate
            path[sweep + 1 :] = totals
            break
        for done in range(0, nodes, _SLICE):
            chance = rng.random((min(_SLICE, nodes - done), 3))
            kernels.imitated.at_cost(len(chance) * _STEP_COST)(
                model.first,
                model.partners,
                records,
                totals,
                model.matrix,
                model.mean,
                model.rule,
                model.strength,
                chance,
            )
        path[sweep + 1] = totals
    return path, records[:, kinds]


def _drawn(shares: Floats, nodes: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return strategies of nodes, as near to the shares as whole numbers can be."""
    cuts = np.rint(np.cumsum(shares) * nodes).astype(np.int64)
    states = np.searchsorted(cuts, np.arange(nodes), side="right")
    return rng.permutation(np.minimum(states, len(shares) - 1)).astype(np.int8)


def _network(graph: object, owner: str) -> tuple[list[object], sparse.csr_array]:
    if isinstance(graph, nx.Graph):
        if graph.is_directed():
            raise ArgumentError("graph", owner, "undirected", type(graph).__name__)
        nodes = list(graph)
        found = sparse.csr_array((0, 0), dtype=np.float64)
        if nodes:
            table = nx.to_scipy_sparse_array(graph, weight=None, dtype=np.float64)
            found = sparse.csr_array(table)
    elif sparse.issparse(graph):
        found = sparse.csr_array(graph.astype(np.float64))  # type: ignore[attr-defined]  # issparse
        if found.shape[0] != found.shape[1] or not abs(found - found.T).sum() == 0:
            raise ArgumentError("graph", owner, "undirected", f"{found.shape}")
        nodes = list(range(found.shape[0]))
    else:
        raise ArgumentError("graph", owner, "network", type(graph).__name__)
    found = (found - sparse.diags_array(found.diagonal())).tocsr()
    found.eliminate_zeros()
    found.sort_indices()
    if not nodes or (np.diff(found.indptr) == 0).any():
        raise DataError("games.graph_alone")
    return nodes, found


def _start(
    given: object, nodes: Sequence[object], kinds: int, owner: str
) -> Floats | NDArray[np.int8]:
    if isinstance(given, Mapping):
        places = [given.get(node) for node in nodes]
        whole = [p for p in places if type(p) is int and 0 <= p < kinds]
        if len(whole) != len(nodes) or len(given) != len(nodes) or kinds > _KINDS:
            raise DataError("games.start_nodes", most=kinds - 1)
        return np.array(whole, dtype=np.int8)
    shares = checks.memberships(given, "start", owner)
    if len(shares) != kinds or abs(shares.sum() - 1) > 1e-9 or kinds > _KINDS:
        raise DataError("games.start_sum", population="start", count=kinds)
    return shares
