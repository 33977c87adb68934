"""Leader-follower consensus: how closely, and how fast, followers keep to their leaders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.leading.leader_follower import Solved, estimated_coherence, exact_coherence
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Node,
    Ties,
    read_ties,
)
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

Method = Literal["auto", "exact", "estimate"]

EXACT_UP_TO = 3_000
SAME = 1e-9  # values that differ by less, relatively, are tied
REFERENCES = ("patterson2010", "fitch2016", "zhou2023")


@dataclass(frozen=True, kw_only=True, eq=False)
class Coherence(Result):
    """How closely the partners of a network keep to the position of its leaders.

    ``total_variance`` is H, with ``standard_error`` 0 unless it is estimated;
    ``variance_per_node`` is H over all nodes, ``variance_per_follower`` H over followers.
    ``convergence_rate`` is the smallest eigenvalue of the grounded Laplacian. ``resistance`` is
    twice the variance of each partner, shape (partners,), read-only, in the order of ``partners``:
    the followers, and the leaders too where they are noisy. ``willingness`` is followers over H;
    ``relative_willingness`` is (n - 1) / (n H): 1 for one leader in a complete network of unit
    ties. ``weakest`` names the partners of the largest resistance, ``unreached`` those that no
    leader reaches: then H and their resistance are infinite, and rate and willingness are 0.
    """

    leaders: tuple[Node, ...]
    partners: tuple[Node, ...]
    total_variance: float
    standard_error: float
    variance_per_node: float
    variance_per_follower: float
    convergence_rate: float
    willingness: float
    relative_willingness: float
    resistance: NDArray[np.float64]
    weakest: tuple[Node, ...]
    unreached: tuple[Node, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a partner: its resistance and its share of H."""
        with np.errstate(invalid="ignore"):  # infinite over infinite: no share
            share = self.resistance / 2 / self.total_variance
        return pd.DataFrame(
            {"partner": self.partners, "resistance": self.resistance, "share": share}
        )


def coherence(
    graph: Graph,
    leaders: Node | Iterable[Node],
    *,
    weight: str | None = DEFAULT_WEIGHT,
    leader_gain: float | None = None,
    method: Method = "auto",
    probes: int = 16,
    seed: int = 0,
) -> Coherence:
    r"""Measure how willingly partners follow their leaders, by the leader-follower model.

    Each follower i moves towards those whom it listens to and is disturbed by white noise,
    :math:`dx_i = -\sum_j w_{ij} (x_i - x_j) dt + dB_i`; leaders keep their position. In the long
    run the followers scatter around the leaders with the total variance
    :math:`H = \frac{1}{2} \mathrm{tr}(L_{ff}^{-1})`, where :math:`L_{ff}` are the followers' rows
    and columns of the Laplacian, and without noise the distance shrinks at least as
    :math:`e^{-\lambda t}`, :math:`\lambda` the smallest eigenvalue of :math:`L_{ff}`. Willingness
    is the number of followers over H. That willingness is measured so is a reading of ours of the
    cited study of standards alliances, whose formulas could not be read: see the theory page.

    Parameters
    ----------
    graph
        A networkx graph, or a square scipy sparse matrix of strengths with shape (n, n) (nodes 0
        to n - 1; directed if it is not symmetric). A tie a -> b of a directed network says that a
        listens to b. Parallel ties add up, self-loops are left out.
    leaders
        One node or several, at least one node less than all.
    weight
        The attribute that holds the strength of ties, at least 0; a strength of 0 is no tie. None
        counts every tie as 1, and so does the default where no tie has it.
    leader_gain
        None: leaders are free of noise. A number above 0: leaders are disturbed like all others
        and are held to their position with this strength (kappa).
    method
        ``"exact"``; ``"estimate"``: H from random probes with a standard error, without the
        resistance of single partners (undirected networks); ``"auto"``: exact up to 3,000 nodes.
    probes, seed
        Number of random probes, at least 2, and the seed, at least 0, of an estimate.

    Returns
    -------
    Coherence
        H, rate, willingness, and each partner's resistance. In a directed network the resistance
        is twice the partner's variance, and the rate the smallest real part of the eigenvalues.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or nobody is left to follow.
    DataError
        If a strength is missing, negative or not finite, or the system cannot be solved.
    UnknownNameError
        If a leader, the weight or the method is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.star_graph(["hub", "a", "b", "c", "d", "e", "f"])
    >>> coherence(star, "hub").willingness, round(coherence(star, "a").willingness, 3)
    (2.0, 1.091)
    >>> found = coherence(nx.path_graph(5), 1)
    >>> round(found.total_variance, 9), found.weakest
    (3.5, (4,))

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Fitch and Leonard
    (2016), Joint Centrality Distinguishes Optimal Leaders in Noisy Networks; Hutchinson (1990), A
    Stochastic Estimator of the Trace; Zhou, Chen and Yang (2023) for the alliances.
    """
    owner = "coherence"
    ties = read_ties(graph, weight, owner)
    places = leader_places(ties, leaders, "leaders", owner)
    gain = _gain(leader_gain, owner)
    way = checks.choice(method, get_args(Method), "method", owner)
    rounds = checks.whole(probes, 2, "probes", owner)
    start = checks.whole(seed, 0, "seed", owner)
    exact = _is_exact(ties, way)
    if exact:
        found = exact_coherence(ties, places, gain)
    else:
        found = estimated_coherence(ties, places, gain, rounds, start)
    parameters: dict[str, object] = {
        "weight": weight,
        "leader_gain": leader_gain,
        "method": "exact" if exact else "estimate",
        "probes": 0 if exact else rounds,
        "seed": start,
    }
    return _record(ties, places, found, parameters)


def leader_places(ties: Ties, leaders: object, name: str, owner: str) -> NDArray[np.int64]:
    """Return the places of the leaders; at least one node must be left to follow."""
    places = ties.places(leaders, name, owner)
    if len(places) >= len(ties.nodes):
        raise ArgumentError(name, owner, "fewer_than_nodes", len(places), nodes=len(ties.nodes))
    return places


def _gain(leader_gain: object, owner: str) -> float | None:
    if leader_gain is None:
        return None
    found = checks.number(leader_gain, "leader_gain", owner)
    if found <= 0:
        raise ArgumentError("leader_gain", owner, "above", leader_gain, limit=0)
    return found


def _is_exact(ties: Ties, way: Method) -> bool:
    large = len(ties.nodes) > EXACT_UP_TO
    if ties.directed and (large or way == "estimate"):
        raise DataError("network.directed_too_large", limit=EXACT_UP_TO, nodes=len(ties.nodes))
    return way == "exact" or (way == "auto" and not large)


def _record(
    ties: Ties, leaders: NDArray[np.int64], found: Solved, parameters: dict[str, object]
) -> Coherence:
    count = len(ties.nodes)
    followers = count - len(leaders)
    total = found.total_variance
    unreached = ties.named(found.partners[np.isinf(found.resistance)])
    resistance = found.resistance.copy()
    resistance.flags.writeable = False
    return Coherence(
        leaders=ties.named(leaders),
        partners=ties.named(found.partners),
        total_variance=total,
        standard_error=found.standard_error,
        variance_per_node=total / count,
        variance_per_follower=total / followers,
        convergence_rate=found.rate,
        willingness=followers / total,
        relative_willingness=(count - 1) / count / total,
        resistance=resistance,
        weakest=_weakest(ties, found),
        unreached=unreached,
        parameters=parameters,
        notes=(*ties.notes, *_notes(unreached, parameters)),
        references=(*REFERENCES, *(() if parameters["method"] == "exact" else ("hutchinson1990",))),
    )


def _weakest(ties: Ties, found: Solved) -> tuple[Node, ...]:
    if np.isnan(found.resistance).any():
        return ()
    most = found.resistance.max()
    return ties.named(found.partners[found.resistance >= most * (1 - SAME)])


def _notes(unreached: tuple[Node, ...], parameters: dict[str, object]) -> tuple[Note, ...]:
    notes = []
    if unreached:
        values = {"count": len(unreached), "nodes": [str(node) for node in unreached[:5]]}
        notes.append(Note("network.note.unreached", values, "warning"))
    elif parameters["method"] == "estimate":
        notes.append(Note("network.note.estimated", {"probes": parameters["probes"]}))
    return tuple(notes)
