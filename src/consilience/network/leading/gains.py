"""What one more tie or one more leader would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.leading.coherence import REFERENCES, leader_places
from consilience.network.leading.grounding import (
    Grounding,
    leaderless,
    variance_with_each,
    with_leaders,
)
from consilience.network.leading.leaders import small_network
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, read_ties
from consilience.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True, eq=False)
class TieGains(Result):
    """New ties, the most useful first; arrays are read-only, shape (ties,).

    ``gain`` is by how much each tie alone lowers H, which is ``total_variance`` without it.
    """

    total_variance: float
    ties: tuple[tuple[Node, Node], ...]
    gain: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a tie: its gain, and the H that follows."""
        rows = pd.DataFrame(self.ties, columns=["a", "b"])
        return rows.assign(gain=self.gain, total_variance=self.total_variance - self.gain)


@dataclass(frozen=True, kw_only=True, eq=False)
class LeaderGains(Result):
    """Further leaders, the most useful first; arrays are read-only, shape (candidates,).

    ``gain`` is by how much each alone lowers H, which is ``total_variance`` without them.
    """

    total_variance: float
    nodes: tuple[Node, ...]
    gain: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate: its gain, and the H that follows."""
        columns = {"leader": self.nodes, "gain": self.gain}
        return pd.DataFrame(columns).assign(total_variance=self.total_variance - self.gain)


def tie_gains(
    graph: Graph,
    leaders: Node | Iterable[Node],
    *,
    strength: float = 1.0,
    top: int | None = None,
    weight: str | None = DEFAULT_WEIGHT,
) -> TieGains:
    r"""Find the new tie that would help the leaders most.

    With :math:`X = L_{ff}^{-1}` (rows and columns of leaders 0) and :math:`d = e_a - e_b`, a tie
    of strength w between a and b lowers 2 H by
    :math:`w \lVert X d \rVert^2 / (1 + w\, d^\top X d)` (Sherman and Morrison).

    Parameters
    ----------
    graph, leaders, weight
        As in :func:`coherence`, undirected and at most 3,000 nodes; leaders reach all others.
    strength
        Strength of the new tie, greater than 0.
    top
        How many ties are returned, at least 1; all absent ties by default.

    Returns
    -------
    TieGains
        Absent ties by falling gain. A tie between two leaders changes nothing and is left out.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If the network is directed or too large, or a partner is not reached.
    UnknownNameError
        If a leader or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = tie_gains(nx.path_graph(4), 0, top=1)
    >>> found.ties, found.total_variance, found.gain
    (((0, 3),), 3.0, array([1.75]))

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Sherman and
    Morrison (1950), Adjustment of an Inverse Matrix.
    """
    owner = "tie_gains"
    ties, places, state = _led(graph, leaders, weight, owner)
    added = checks.number(strength, "strength", owner)
    if added <= 0:
        raise ArgumentError("strength", owner, "above", strength, limit=0)
    most = None if top is None else checks.whole(top, 1, "top", owner)
    absent = np.triu(ties.strength.toarray() == 0, k=1)
    absent[np.ix_(places, places)] = False
    first, second = np.nonzero(absent)
    gain = _lowered(state.matrix, first, second, added) / 2
    order = np.argsort(-gain, kind="stable")[:most]
    ordered = gain[order]
    ordered.flags.writeable = False
    named = zip(ties.named(first[order]), ties.named(second[order]), strict=True)
    return TieGains(
        total_variance=float(np.trace(state.matrix) / 2),
        ties=tuple(named),
        gain=ordered,
        parameters={
            "leaders": ties.named(places),
            "strength": added,
            "top": most,
            "weight": weight,
        },
        notes=ties.notes,
        references=(*REFERENCES, "sherman1950"),
    )


def leader_gains(
    graph: Graph, leaders: Node | Iterable[Node], *, weight: str | None = DEFAULT_WEIGHT
) -> LeaderGains:
    r"""Find the further leader who would help most.

    With :math:`X = L_{ff}^{-1}`, leader u lowers 2 H by :math:`\sum_i X_{iu}^2 / X_{uu}`.

    Parameters
    ----------
    graph, leaders, weight
        As in :func:`coherence`, undirected and at most 3,000 nodes; leaders reach all others.

    Returns
    -------
    LeaderGains
        All followers by falling gain.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If the network is directed or too large, or a partner is not reached.
    UnknownNameError
        If a leader or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = leader_gains(nx.path_graph(4), 0)
    >>> found.nodes, found.gain.round(3)
    ((3, 2, 1), array([2.333, 2.25 , 1.5  ]))

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Clark, Bushnell
    and Poovendran (2014), A Supermodular Optimization Framework for Leader Selection.
    """
    ties, places, state = _led(graph, leaders, weight, "leader_gains")
    now = float(np.trace(state.matrix) / 2)
    others = np.setdiff1d(np.arange(len(ties.nodes)), places)
    gain = now - variance_with_each(state)[others]
    order = np.argsort(-gain, kind="stable")
    ordered = gain[order]
    ordered.flags.writeable = False
    return LeaderGains(
        total_variance=now,
        nodes=ties.named(others[order]),
        gain=ordered,
        parameters={"leaders": ties.named(places), "weight": weight},
        notes=ties.notes,
        references=(*REFERENCES, "clark2014"),
    )


def _led(
    graph: Graph, leaders: object, weight: object, owner: str
) -> tuple[Ties, NDArray[np.int64], Grounding]:
    ties = small_network(read_ties(graph, weight, owner), owner)
    if ties.directed:
        raise DataError("network.undirected_only", owner=owner)
    places = leader_places(ties, leaders, "leaders", owner)
    state = with_leaders(leaderless(ties), places)
    if state.open:
        missed = np.flatnonzero(~state.led[state.component])
        values = {"count": len(missed), "node": ties.nodes[missed[0]]}
        raise DataError("network.unreached", **values)
    return ties, places, state


def _lowered(
    matrix: NDArray[np.float64],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    added: float,
) -> NDArray[np.float64]:
    squared = matrix @ matrix
    own, own_squared = np.diag(matrix), np.diag(squared)
    resistance = own[first] + own[second] - 2 * matrix[first, second]
    norm = own_squared[first] + own_squared[second] - 2 * squared[first, second]
    return np.asarray(added * norm / (1 + added * resistance))
