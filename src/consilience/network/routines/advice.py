"""Whether a routine should be copied exactly or adapted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience.network.averages import averages
from consilience.network.routines.spread import CopyMode, cascade, deaf_note, node_shares, worths
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, read_ties
from consilience.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Advice = Literal["exact copy", "adapt", "neither"]

_SAME = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutineAdvice(Result):
    """Exact copy against adaptation, for the network and for each node.

    Sizes count the adopters at the end: if all copy exactly, if all adapt, and if each does the
    better. Values are their sums of worth (fit, or 1 less the cost). ``advice`` is that of the
    larger size, then of the larger value; exact copy if both are equal. ``node_advice`` is that of
    each node by itself.
    """

    advice: Advice
    exact_size: int
    adapted_size: int
    better_size: int
    exact_value: float
    adapted_value: float
    better_value: float
    nodes: tuple[Node, ...]
    node_advice: tuple[Advice, ...]
    fit: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node: its fit and what it should do."""
        return pd.DataFrame({"node": self.nodes, "fit": self.fit, "advice": self.node_advice})


def routine_advice(
    graph: Graph,
    adopters: Node | Iterable[Node],
    thresholds: float | Mapping[Any, float] | ArrayLike = 0.5,
    *,
    fit: float | Mapping[Any, float] | ArrayLike,
    adaptation_cost: float = 0.2,
    weight: str | None = DEFAULT_WEIGHT,
) -> RoutineAdvice:
    """Advise whether a routine should be copied exactly or adapted, with the numbers behind it.

    The routine is spread three times as in :func:`routine_spread`: copied exactly by all, adapted
    by all, and as is better for each. A node should copy exactly if its fit is at least 1 less the
    cost of adaptation, else adapt; neither if both are worth nothing. Where exact copy and
    adaptation are equal, exact copy is advised: copy first, adapt once it works (Szulanski and
    Winter). The comparison is a convention of this program.

    Parameters
    ----------
    graph, adopters, thresholds, fit, weight
        As in :func:`routine_spread`: values in [0, 1], one number or one a node, shape (n,).
    adaptation_cost
        Share of the worth that adapting the routine takes, in [0, 1].

    Returns
    -------
    RoutineAdvice
        Sizes and values of the three, and the advice for the network and each node. The advice is
        ``"neither"`` if the routine reaches nobody beyond its first adopters either way.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If an adopter or the weight is unknown, or a value is given for an unknown node.

    Examples
    --------
    >>> import networkx as nx
    >>> found = routine_advice(nx.path_graph(4), 0, 0.45, fit=[1, 0.95, 0.6, 0.6])
    >>> found.exact_size, found.adapted_size, found.better_size, found.advice
    (2, 1, 2, 'exact copy')

    References
    ----------
    Szulanski and Winter (2002), Getting It Right the Second Time; Watts (2002), A Simple Model of
    Global Cascades on Random Networks.
    """
    owner = "routine_advice"
    ties = read_ties(graph, weight, owner)
    first = ties.places(adopters, "adopters", owner)
    asked = node_shares(ties, thresholds, "thresholds", owner)
    worth = worths(ties, fit, adaptation_cost, owner)
    average, alone = averages(ties)
    sizes, values = {}, {}
    for mode, each in worth.items():
        reached = cascade(average, first, asked, each) >= 0
        sizes[mode], values[mode] = int(reached.sum()), float(each[reached].sum())
    worth["exact"].flags.writeable = False
    return RoutineAdvice(
        advice=_advice(sizes, values, len(first)),
        exact_size=sizes["exact"],
        adapted_size=sizes["adapted"],
        better_size=sizes["better"],
        exact_value=values["exact"],
        adapted_value=values["adapted"],
        better_value=values["better"],
        nodes=ties.nodes,
        node_advice=tuple(
            _better(exact, adapted)
            for exact, adapted in zip(worth["exact"], worth["adapted"], strict=True)
        ),
        fit=worth["exact"],
        parameters={
            "adopters": ties.named(first),
            "thresholds": asked.tolist(),
            "adaptation_cost": adaptation_cost,
            "weight": weight,
        },
        notes=(*ties.notes, *deaf_note(ties, alone)),
        references=("szulanski2002", "watts2002"),
    )


def _advice(sizes: dict[CopyMode, int], values: dict[CopyMode, float], first: int) -> Advice:
    if sizes["better"] == first:
        return "neither"
    more = sizes["adapted"] - sizes["exact"] or values["adapted"] - values["exact"]
    return "adapt" if more > _SAME else "exact copy"


def _better(exact: float, adapted: float) -> Advice:
    if max(exact, adapted) <= _SAME:
        return "neither"
    return "exact copy" if exact >= adapted - _SAME else "adapt"
