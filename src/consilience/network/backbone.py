"""The backbone of a network: the ties that chance alone would hardly make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.null_model import probabilities, tails
from consilience.network.participation import TwoMode
from consilience.network.projection import Projection, Side, project, sides
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, read_ties
from consilience.results import Note, Result

BackboneMethod = Literal["disparity", "sdsm"]
Correction = Literal["none", "bonferroni", "benjamini-hochberg"]

_REFERENCES = {"disparity": ("serrano2009",), "sdsm": ("neal2014", "saracco2017")}
_CORRECTIONS: dict[Correction, tuple[str, ...]] = {
    "none": (),
    "bonferroni": ("dunn1961",),
    "benjamini-hochberg": ("benjamini1995",),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Backbone(Result):
    """Ties with the chance of one as strong, and which are kept; arrays are read-only.

    ``pairs`` has shape (ties, 2), places of the nodes; ``strength``, ``p_values``, ``adjusted`` (p
    after the correction for many ties) and ``kept`` have shape (ties,).
    """

    nodes: tuple[Node, ...]
    directed: bool
    pairs: NDArray[np.int64]
    strength: NDArray[np.float64]
    p_values: NDArray[np.float64]
    adjusted: NDArray[np.float64]
    kept: NDArray[np.bool_]

    def graph(self) -> nx.Graph:
        """Return all nodes with the kept ties, as a fresh networkx graph; ``weight``: strength."""
        graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        kept = self.to_frame()[self.kept]
        graph.add_weighted_edges_from(kept[["a", "b", "strength"]].itertuples(index=False))
        return graph

    def to_frame(self) -> pd.DataFrame:
        """Return one row a tie."""
        rows, columns = self.pairs.reshape(-1, 2).T
        return pd.DataFrame(
            {
                "a": [self.nodes[place] for place in rows],
                "b": [self.nodes[place] for place in columns],
                "strength": self.strength,
                "p_value": self.p_values,
                "adjusted": self.adjusted,
                "kept": self.kept,
            }
        )


def backbone(
    graph: Graph | TwoMode,
    *,
    method: BackboneMethod = "disparity",
    level: float = 0.05,
    correction: Correction | None = None,
    side: Side = "organisations",
    weight: str | None = DEFAULT_WEIGHT,
) -> Backbone:
    r"""Keep the ties that are stronger than chance would make them.

    ``"disparity"``, for a network with strengths: were the strength of a node spread over its k
    ties at random, a tie would have a share of at least p of it with the chance
    :math:`(1 - p)^{k - 1}`. The end with the smaller chance decides; of a directed tie, the
    strengths that go out of one end and into the other. An end with one tie decides nothing.

    ``"sdsm"`` (stochastic degree sequence model), for a two-mode network: were participations
    random, with the chances that give everybody and every event the same expected degree (BiCM),
    the number that two share would be Poisson-binomial. Its upper tail is exact.

    Parameters
    ----------
    graph
        A network as in :func:`coherence`, or for ``"sdsm"`` what :func:`two_mode` returns.
    method
        ``"disparity"`` or ``"sdsm"``.
    level
        Ties whose p, after the correction, is at most this are kept; in [0, 1].
    correction
        For testing many ties at once: ``"none"``, ``"bonferroni"`` (chance of one wrong tie at
        most the level) or ``"benjamini-hochberg"`` (expected share of wrong ties at most the
        level). As the methods are usually used: none for the disparity filter,
        Benjamini-Hochberg over all pairs for a two-mode network.
    side
        ``"organisations"`` or ``"collaborations"``: whose ties, for a two-mode network.
    weight
        Attribute with the strength, for a network.

    Returns
    -------
    Backbone
        Every tie with its p; two that share nothing are no tie.

    Raises
    ------
    ArgumentError
        If the graph does not fit the method, or the level is outside of [0, 1].
    DataError
        If a strength is wrong, or no random model with these degrees is found.
    UnknownNameError
        If the method, correction, side or weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> star = nx.Graph([("hub", leaf, {"weight": 1}) for leaf in "abcdef"])
    >>> star.add_edge("hub", "partner", weight=20)
    >>> backbone(star).to_frame()[["b", "p_value", "kept"]].tail(2).round(5)
             b  p_value   kept
    5        f  0.79031  False
    6  partner  0.00015   True

    References
    ----------
    Serrano, Boguñá and Vespignani (2009), Extracting the Multiscale Backbone; Neal (2014), The
    Backbone of Bipartite Projections; Saracco et al. (2017), Inferring Monopartite Projections;
    Benjamini and Hochberg (1995); Dunn (1961).
    """
    owner = "backbone"
    chosen = checks.choice(method, get_args(BackboneMethod), "method", owner)
    limit = checks.interval(level, 0.0, 1.0, "level", owner)
    usual: Correction = "benjamini-hochberg" if chosen == "sdsm" else "none"
    asked = usual if correction is None else correction
    how = checks.choice(asked, get_args(Correction), "correction", owner)
    if isinstance(graph, TwoMode) != (chosen == "sdsm"):
        allowed = "two_mode" if chosen == "sdsm" else "network"
        raise ArgumentError("graph", owner, allowed, type(graph).__name__)
    tested = (
        _by_chance(graph, side)
        if isinstance(graph, TwoMode)
        else _by_disparity(read_ties(graph, weight, owner))
    )
    adjusted = _adjusted(tested.p_values, tested.tests, how)
    kept = adjusted <= limit
    counts = {"kept": int(kept.sum()), "ties": len(kept), "tests": tested.tests}
    for array in (tested.pairs, tested.strength, tested.p_values, adjusted, kept):
        array.flags.writeable = False
    return Backbone(
        nodes=tested.nodes,
        directed=tested.directed,
        pairs=tested.pairs,
        strength=tested.strength,
        p_values=tested.p_values,
        adjusted=adjusted,
        kept=kept,
        parameters={
            "method": chosen,
            "level": limit,
            "correction": how,
            "side": side,
            "weight": weight,
        },
        notes=(*tested.notes, Note("network.note.backbone", counts)),
        references=(*_REFERENCES[chosen], *_CORRECTIONS[how]),
    )


@dataclass(frozen=True)
class _Tested:
    """Ties with their p, before any correction, and how many pairs could have been a tie."""

    nodes: tuple[Node, ...]
    directed: bool
    pairs: NDArray[np.int64]
    strength: NDArray[np.float64]
    p_values: NDArray[np.float64]
    tests: int
    notes: tuple[Note, ...]


def _by_disparity(ties: Ties) -> _Tested:
    found = (ties.strength if ties.directed else sparse.triu(ties.strength)).tocoo()
    out_of, into = (_sums(ties, axis) for axis in (1, 0))
    chances = [
        (1 - np.minimum(found.data / total[end], 1)) ** (count[end] - 1)
        for (total, count), end in ((out_of, found.row), (into, found.col))
    ]
    pairs = np.column_stack([found.row, found.col]).astype(np.int64)
    strength = np.array(found.data, dtype=np.float64)
    p_values = np.minimum(*chances)
    return _Tested(ties.nodes, ties.directed, pairs, strength, p_values, len(pairs), ties.notes)


def _sums(ties: Ties, axis: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    total = np.asarray(ties.strength.sum(axis=axis), dtype=np.float64)
    return total, np.asarray((ties.strength > 0).sum(axis=axis), dtype=np.float64)


def _by_chance(two_mode: TwoMode, side: Side) -> _Tested:
    ties = project(two_mode, side=side)
    pairs, tests = ties.pairs.reshape(-1, 2), len(ties.nodes) * (len(ties.nodes) - 1) // 2
    p_values = _shared_tail(two_mode, side, ties) if len(pairs) else np.zeros(0)
    return _Tested(ties.nodes, False, pairs, ties.values, p_values, tests, two_mode.notes)


def _shared_tail(two_mode: TwoMode, side: Side, ties: Projection) -> NDArray[np.float64]:
    """Return the chance of sharing as much as each tie does; alike for pairs of like degrees."""
    _, _, incidence = sides(two_mode, side)
    degrees = [np.asarray(incidence.sum(axis=axis), dtype=np.int64) for axis in (1, 0)]
    chances, place, event_place = probabilities(*degrees)
    kinds, kind = np.unique(np.sort(place[ties.pairs], axis=1), axis=0, return_inverse=True)
    both = chances[kinds[:, 0]] * chances[kinds[:, 1]]
    counts = ties.values.astype(np.int64)
    tail = tails(both, np.bincount(event_place), int(counts.max()))
    return np.asarray(tail[kind.ravel(), counts])


def _adjusted(p_values: NDArray[np.float64], tests: int, how: Correction) -> NDArray[np.float64]:
    if how == "none":
        return p_values.copy()
    if how == "bonferroni":
        return np.minimum(p_values * tests, 1.0)
    order = np.argsort(p_values, kind="stable")[::-1]
    ranks = np.arange(len(order), 0, -1)
    found = np.empty(len(order))
    found[order] = np.minimum.accumulate(np.minimum(p_values[order] * tests / ranks, 1.0))
    return found
