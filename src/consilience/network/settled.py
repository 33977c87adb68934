"""Where opinions rest if everyone keeps some weight on the first one (Friedkin and Johnsen)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.network.averages import averages
from consilience.network.leading.coherence import EXACT_UP_TO
from consilience.network.opinion import alone_note, first_positions
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, reached_from, read_ties
from consilience.results import Result


@dataclass(frozen=True, kw_only=True, eq=False)
class SettledOpinions(Result):
    """Positions at rest and social power; arrays are read-only, shape (nodes,).

    ``power`` is each node's mean weight in all final positions; it sums to 1.
    """

    nodes: tuple[Node, ...]
    positions: NDArray[np.float64]
    power: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node."""
        columns = {"node": self.nodes, "position": self.positions, "power": self.power}
        return pd.DataFrame(columns)


def friedkin_johnsen(
    graph: Graph,
    positions: ArrayLike,
    susceptibility: float | ArrayLike,
    *,
    weight: str | None = DEFAULT_WEIGHT,
) -> SettledOpinions:
    r"""Find where opinions rest if everyone keeps some weight on the first position.

    With susceptibilities s and averages P, opinions rest at
    :math:`x^* = (I - \mathrm{diag}(s) P)^{-1} \mathrm{diag}(1 - s)\, x(0)`. Social power is the
    mean of the columns of that matrix.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes.
    positions
        First position of each node in the order of the network, finite numbers, shape (n,).
    susceptibility
        How far each node follows others, in [0, 1]: one number or one a node, shape (n,). Everyone
        must lead, along ties, to somebody below 1: else no position holds them.

    Returns
    -------
    SettledOpinions
        Final positions and social power. Who listens to nobody keeps the own position.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite, or opinions rest nowhere.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = friedkin_johnsen(nx.star_graph(3), [1, 0, 0, 0], [0, 0.5, 0.5, 0.5])
    >>> found.positions, found.power
    (array([1. , 0.5, 0.5, 0.5]), array([0.625, 0.125, 0.125, 0.125]))

    References
    ----------
    Friedkin and Johnsen (1990), Social Influence and Opinions; Friedkin (1991) for social power.
    """
    owner = "friedkin_johnsen"
    ties = read_ties(graph, weight, owner)
    if len(ties.nodes) > EXACT_UP_TO:
        raise DataError("network.too_large", owner=owner, limit=EXACT_UP_TO, nodes=len(ties.nodes))
    first = first_positions(ties, positions, owner)
    means, alone = averages(ties)
    open_to = np.where(alone, 0.0, _susceptibility(ties, susceptibility, owner))
    anchored = np.flatnonzero(open_to < 1)
    if len(anchored) == 0 or not reached_from(ties, anchored).all():
        raise DataError("network.no_anchor")
    system = np.eye(len(first)) - open_to[:, None] * means.toarray()
    influence = np.linalg.solve(system, np.diag(1 - open_to))
    settled, power = influence @ first, influence.mean(axis=0)
    for array in (settled, power):
        array.flags.writeable = False
    return SettledOpinions(
        nodes=ties.nodes,
        positions=settled,
        power=power,
        parameters={"susceptibility": open_to.tolist(), "weight": weight},
        notes=(*ties.notes, *alone_note(ties, alone)),
        references=("friedkin1990", "friedkin1991"),
    )


def _susceptibility(ties: Ties, given: object, owner: str) -> NDArray[np.float64]:
    count = len(ties.nodes)
    if np.ndim(given) == 0 and not isinstance(given, str):  # type: ignore[arg-type]  # any value
        return np.full(count, checks.interval(given, 0, 1, "susceptibility", owner))
    found = checks.memberships(given, "susceptibility", owner)
    checks.same_length(found, np.empty(count), "susceptibility", owner, "graph")
    return found
