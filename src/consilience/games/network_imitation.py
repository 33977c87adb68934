"""Imitation on a network: members take over what their partners do, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.games.finite import payoff_matrix
from consilience.games.graphs import Graph, network_of
from consilience.kernels import imitation as kernels
from consilience.results import Result

Rule = Literal["fermi", "death-birth", "best"]
Payoffs = Literal["mean", "total"]
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
States = NDArray[np.int32]
Start = Floats | NDArray[np.int8]
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


def simulate_network(  # noqa: PLR0913  (a rule of imitation, and how long and often it runs)
    graph: Graph,
    matrix: object,
    start: Sequence[float] | Mapping[object, int],
    *,
    rule: Rule = "fermi",
    payoffs: Payoffs = "mean",
    strength: float = 1.0,
    mutation: float = 0.0,
    weight: str | None = None,
    sweeps: int = 100,
    runs: int = 10,
    seed: int = 0,
) -> NetworkSimulation:
    r"""Let the members of a network imitate their partners, one at a time.

    Parameters
    ----------
    graph
        An undirected networkx graph, or a symmetric scipy sparse matrix of strengths. Every node
        needs a partner. Parallel ties add up, ties of a node with itself are left out. It is not
        changed.
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
        Partners are looked at, or drawn, also in proportion to the strength of the tie.
    payoffs
        ``"mean"`` over a node's ties, or their ``"total"``; each tie counts by its strength.
    strength
        :math:`\beta`, at least 0; plays no part for ``"best"``.
    mutation
        How likely a node takes any other strategy instead of imitating, between 0 and 1.
    weight
        Attribute with the strength of ties, at least 0; where no tie has it each counts 1. By
        default each tie of a graph counts 1.
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
        If a node has no partner, a strength is missing or negative, or the start does not fit.
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
    nodes, first, partners, ties = ties_of(graph, weight, owner)
    how = imitation_of(rule, payoffs, strength, mutation, owner)
    model = Model(first, partners, ties, payoff_matrix(matrix, owner), how)
    count = checks.whole(sweeps, 1, "sweeps", owner)
    repeats = checks.whole(runs, 1, "runs", owner)
    first_seed = checks.whole(seed, 0, "seed", owner)
    begun = start_of(start, nodes, len(model.matrix), owner)
    seeds = np.random.SeedSequence(first_seed).spawn(repeats)
    found = [run_of(model, begun, count, child) for child in seeds]
    shares = np.array([path for path, _ in found]) / len(nodes)
    ends = np.array([[states == kind for kind in range(len(model.matrix))] for _, states in found])
    return NetworkSimulation(
        nodes=tuple(str(node) for node in nodes),
        times=_frozen(np.arange(count + 1, dtype=np.float64)),
        shares=_frozen(shares),
        mean=_frozen(shares.mean(axis=0)),
        deviation=_frozen(shares.std(axis=0)),
        ends=_frozen(ends.mean(axis=0).T.copy()),
        fixed=_frozen((shares[:, -1] == 1).mean(axis=0)),
        parameters={
            **vars(how),
            "weight": weight,
            "sweeps": count,
            "runs": repeats,
            "seed": first_seed,
        },
        references=("szabo1998", "ohtsuki2006", "nowak1992"),
    )


def _frozen(array: Floats) -> Floats:
    array.flags.writeable = False
    return array


@dataclass(frozen=True)
class Imitation:
    """How members imitate."""

    rule: Rule
    payoffs: Payoffs
    strength: float
    mutation: float


@dataclass(frozen=True)
class Model:
    """A network as rows of partners with the strengths of their ties, payoffs, and the rule."""

    first: NDArray[np.int64]
    partners: NDArray[np.int32]
    ties: Floats
    matrix: Floats
    how: Imitation


def imitation_of(
    rule: object, payoffs: object, strength: object, mutation: object, owner: str
) -> Imitation:
    """Return a checked rule of imitation."""
    return Imitation(
        rule=checks.choice(rule, get_args(Rule), "rule", owner),
        payoffs=checks.choice(payoffs, get_args(Payoffs), "payoffs", owner),
        strength=checks.interval(strength, 0, 1e6, "strength", owner),
        mutation=checks.interval(mutation, 0, 1, "mutation", owner),
    )


def ties_of(
    graph: object, weight: str | None, owner: str
) -> tuple[list[object], NDArray[np.int64], NDArray[np.int32], Floats]:
    """Return nodes, the first tie of each, partners and strengths of a network."""
    nodes, found, _ = network_of(graph, weight, owner)
    if not nodes or (np.diff(found.indptr) == 0).any():
        raise DataError("games.graph_alone")
    return nodes, found.indptr.astype(np.int64), found.indices.astype(np.int32), found.data


def run_of(
    model: Model, start: Start, sweeps: int, seed: np.random.SeedSequence
) -> tuple[Counts, States]:
    """Return how many play each strategy after each sweep, and what each node plays at the end."""
    rng = np.random.default_rng(seed)
    nodes, kinds = len(model.first) - 1, len(model.matrix)
    states = start if start.dtype == np.int8 else _drawn(start.astype(float), nodes, rng)
    totals = np.bincount(states, minlength=kinds).astype(np.int64)
    update, current = _updater(model, states.astype(np.int32), totals)
    path = np.empty((sweeps + 1, kinds), dtype=np.int64)
    path[0] = totals
    for sweep in range(sweeps):
        if totals.max() == nodes and not model.how.mutation:  # nobody is left to imitate
            path[sweep + 1 :] = totals
            break
        for done in range(0, nodes, _SLICE):
            update(rng.random((min(_SLICE, nodes - done), 3)))
        path[sweep + 1] = totals
    return path, current


def _updater(
    model: Model, states: States, totals: Counts
) -> tuple[Callable[[Floats], None], States]:
    """Return what makes the updates of some draws, and the states that it changes in place."""
    net, how = (model.first, model.partners), model.how
    rule = (how.payoffs == "mean", _RULES[how.rule], how.strength, how.mutation)
    if (model.ties == 1).all():
        records = np.zeros((len(states), len(totals) + 1), dtype=np.int32)
        records[:, -1] = states
        kernels.counted.at_cost(len(model.partners))(*net, records)

        def count(chance: Floats) -> None:
            form = kernels.imitated.at_cost(len(chance) * _STEP_COST)
            form(net, records, totals, model.matrix, rule, chance)

        return count, records[:, -1]
    cost = _STEP_COST * (1 + len(model.ties) // len(states))

    def walk(chance: Floats) -> None:
        form = kernels.imitated_by_tie.at_cost(len(chance) * cost)
        form((*net, model.ties), states, totals, model.matrix, rule, chance)

    return walk, states


def _drawn(shares: Floats, nodes: int, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return strategies of nodes, as near to the shares as whole numbers can be."""
    cuts = np.rint(np.cumsum(shares) * nodes).astype(np.int64)
    states = np.searchsorted(cuts, np.arange(nodes), side="right")
    return rng.permutation(np.minimum(states, len(shares) - 1)).astype(np.int8)


def start_of(given: object, nodes: Sequence[object], kinds: int, owner: str) -> Start:
    """Return shares of strategies at first, or the place of each node's strategy."""
    if isinstance(given, Mapping):
        places = [given.get(node) for node in nodes]
        whole = [p for p in places if type(p) is int and 0 <= p < kinds]
        if len(whole) != len(nodes) or len(given) != len(nodes) or kinds > _KINDS:
            raise DataError("games.start_nodes", most=kinds - 1)
        return np.array(whole, dtype=np.int8)
    shares = checks.memberships(given, "start", owner)
    if len(shares) != kinds or abs(shares.sum() - 1) > 1e-9 or kinds > _KINDS:
        raise DataError("games.start_kinds", count=kinds)
    return shares
