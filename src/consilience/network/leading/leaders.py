"""Who should lead: every single leader at once, and the best set of a given size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.leading.coherence import EXACT_UP_TO, REFERENCES
from consilience.network.leading.grounding import leaderless, variance_with_each
from consilience.network.leading.leader_follower import exact_coherence
from consilience.network.leading.search import MOST_SETS, Criterion, Search, search_leaders
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, components, read_ties
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True, eq=False)
class SingleLeaders(Result):
    """Each node as the only leader, in the order of the network; arrays are read-only, shape (n,).

    ``information`` is the information centrality of Stephenson and Zelen, n over twice H. H is
    infinite for every node of a network in several parts.
    """

    nodes: tuple[Node, ...]
    total_variance: NDArray[np.float64]
    willingness: NDArray[np.float64]
    convergence_rate: NDArray[np.float64]
    information: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node, the best leader first."""
        names = ("total_variance", "willingness", "convergence_rate", "information")
        columns = {name: getattr(self, name) for name in names}
        frame = pd.DataFrame({"leader": self.nodes, **columns})
        return frame.sort_values("total_variance", kind="stable", ignore_index=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class BestLeaders(Result):
    """The best sets of leaders of one size.

    ``sets`` are all tied sets if ``exact``, else one set found by greedy choice and exchange.
    ``value`` is its H or rate; ``willingness`` followers over H. ``lower_bound``: no set of this
    size has a smaller H, so that H is at most value / lower_bound times the least possible; equal
    to ``value`` if exact, NaN where no bound is known. ``examined`` counts the sets looked at.
    """

    size: int
    sets: tuple[tuple[Node, ...], ...]
    value: float
    willingness: float
    exact: bool
    lower_bound: float
    examined: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row a tied set."""
        shown = [", ".join(map(str, item)) for item in self.sets]
        return pd.DataFrame({"leaders": shown, self.parameters["criterion"]: self.value})


def single_leaders(
    graph: Graph, *, weight: str | None = DEFAULT_WEIGHT, rates: bool = True
) -> SingleLeaders:
    r"""Compare every node as the only leader.

    With the pseudo-inverse :math:`L^+` of the Laplacian, :math:`2 H(v) = n L^+_{vv} +
    \mathrm{tr}(L^+)`, so that one inverse serves all leaders of an undirected network.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes, at least two.
    rates
        If true, also the convergence rate of each leader: one eigenvalue problem a node. If false
        it is NaN.

    Returns
    -------
    SingleLeaders
        H, willingness, rate and information centrality of each node, shape (n,).

    Raises
    ------
    ArgumentError
        If the graph is none, or has one node only.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = single_leaders(nx.florentine_families_graph())
    >>> found.to_frame().leader[:2].tolist(), found.total_variance.min().round(3)
    (['Medici', 'Guadagni'], np.float64(7.047))

    References
    ----------
    Stephenson and Zelen (1989), Rethinking Centrality; Fitch and Leonard (2016), Joint Centrality
    Distinguishes Optimal Leaders in Noisy Networks.
    """
    owner = "single_leaders"
    ties = small_network(read_ties(graph, weight, owner), owner)
    wanted = checks.boolean(rates, "rates", owner)
    count = len(ties.nodes)
    if ties.directed:
        solved = [exact_coherence(ties, np.array([place])) for place in range(count)]
        variance = np.array([item.total_variance for item in solved])
        rate = np.array([item.rate if wanted else np.nan for item in solved])
    else:
        variance = variance_with_each(leaderless(ties))
        rate = _rates(ties) if wanted else np.full(count, np.nan)
    columns = {
        "total_variance": variance,
        "willingness": (count - 1) / variance,
        "convergence_rate": rate,
        "information": count / 2 / variance,
    }
    for column in columns.values():
        column.flags.writeable = False
    return SingleLeaders(
        nodes=ties.nodes,
        **columns,
        parameters={"weight": weight, "rates": wanted},
        notes=(*ties.notes, *_apart(ties, 1)),
        references=(*REFERENCES, "stephenson1989"),
    )


def best_leaders(
    graph: Graph,
    size: int = 1,
    *,
    criterion: Criterion = "total_variance",
    candidates: Iterable[Node] | None = None,
    weight: str | None = DEFAULT_WEIGHT,
    most_sets: int = MOST_SETS,
) -> BestLeaders:
    """Find the leaders whom all others follow most willingly, with all tied sets.

    All sets are compared where there are at most ``most_sets`` of them (at most 20,000 for the
    rate and for directed networks, where each is solved by itself). Else a set is built leader by
    leader and improved by exchanges. For H in undirected networks a bound goes with it: H is
    supermodular, so no set of k leaders can be better than the H of a set less the k largest
    gains of one more leader. For the rate and for directed networks no bound is known.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes.
    size
        Number of leaders, at least 1 and less than the number of nodes.
    criterion
        ``"total_variance"``: the smallest H. ``"convergence_rate"``: the largest rate.
    candidates
        Nodes that may lead; all by default.
    most_sets
        Up to how many sets are compared one by one, at least 1. Sets count as tied where they
        differ by less than 1e-9, relatively: a convention of this program.

    Returns
    -------
    BestLeaders
        The sets, in the order of the network, without any if the network has more parts than
        there are leaders.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If a candidate, the weight or the criterion is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> best_leaders(nx.path_graph(6)).sets
    ((2,), (3,))
    >>> found = best_leaders(nx.florentine_families_graph(), 3)
    >>> found.sets, found.exact, found.examined
    ((('Strozzi', 'Albizzi', 'Pazzi'),), True, 455)

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Clark, Bushnell
    and Poovendran (2014), A Supermodular Optimization Framework for Leader Selection;
    Nemhauser, Wolsey and Fisher (1978) for the bound.
    """
    owner = "best_leaders"
    ties = small_network(read_ties(graph, weight, owner), owner)
    chosen = checks.choice(criterion, get_args(Criterion), "criterion", owner)
    pool = _pool(ties, candidates, owner)
    count = checks.whole(size, 1, "size", owner)
    allowed = min(len(pool), len(ties.nodes) - 1)
    if count > allowed:
        raise ArgumentError("size", owner, "interval_whole", size, low=1, high=allowed)
    most = checks.whole(most_sets, 1, "most_sets", owner)
    found = search_leaders(ties, pool, count, chosen, most)
    parameters = {
        "weight": weight,
        "criterion": chosen,
        "candidates": None if candidates is None else ties.named(pool),
        "most_sets": most,
    }
    return _best(ties, found, count, parameters)


def small_network(ties: Ties, owner: str) -> Ties:
    """Return ties of at least two and at most 3,000 nodes."""
    if len(ties.nodes) < 2:
        raise ArgumentError("graph", owner, "at_least_nodes", len(ties.nodes), low=2)
    if len(ties.nodes) > EXACT_UP_TO:
        raise DataError("network.too_large", owner=owner, limit=EXACT_UP_TO, nodes=len(ties.nodes))
    return ties


def _pool(ties: Ties, candidates: object, owner: str) -> NDArray[np.int64]:
    if candidates is None:
        return np.arange(len(ties.nodes))
    return np.sort(ties.places(candidates, "candidates", owner))


def _rates(ties: Ties) -> NDArray[np.float64]:
    places = range(len(ties.nodes))
    return np.array([exact_coherence(ties, np.array([place])).rate for place in places])


def _apart(ties: Ties, size: int) -> tuple[Note, ...]:
    parts = components(ties.strength)[0]
    if parts <= size:
        return ()
    return (Note("network.note.apart", {"parts": parts, "size": size}, "warning"),)


def _best(ties: Ties, found: Search, size: int, parameters: dict[str, object]) -> BestLeaders:
    rate = parameters["criterion"] == "convergence_rate"
    sets = tuple(ties.named(places) for places in found.sets)
    willingness = np.nan
    if found.sets:
        variance = exact_coherence(ties, np.array(found.sets[0])).total_variance
        willingness = (len(ties.nodes) - size) / variance
    return BestLeaders(
        size=size,
        sets=sets,
        value=(-found.best if rate else found.best) if sets else np.nan,
        willingness=willingness,
        exact=found.exact,
        lower_bound=found.bound if sets else np.nan,
        examined=found.examined,
        parameters=parameters,
        notes=(*ties.notes, *_apart(ties, size), *_search_notes(found)),
        references=(*REFERENCES, "clark2014", "nemhauser1978"),
    )


def _search_notes(found: Search) -> tuple[Note, ...]:
    if not found.sets:
        return (Note("network.note.no_leaders", {}, "warning"),)
    if found.exact:
        return (Note("network.note.tied_leaders", {"count": len(found.sets)}),) * (
            len(found.sets) > 1
        )
    if np.isnan(found.bound):
        return (Note("network.note.greedy", {}, "warning"),)
    ratio = found.best / found.bound if found.bound > 0 else np.inf
    return (Note("network.note.greedy_bound", {"ratio": ratio}, "warning"),)
