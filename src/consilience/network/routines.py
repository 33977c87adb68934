"""Routines of the network spread from partner to partner: thresholds, exact copy, adaptation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Matrix, Node, Ties, read_ties
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

CopyMode = Literal["exact", "adapted", "better"]
Advice = Literal["exact copy", "adapt", "neither"]

_SAME = 1e-12


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutineSpread(Result):
    """Who adopts a routine and when; arrays are read-only, shape (n,), in the order of ``nodes``.

    ``adopted_at`` is the step of adoption: 0 for the first adopters, -1 for never. ``pressure`` is
    the share of adopters among those whom a node listens to at the end, NaN where it listens to
    nobody; ``needed`` the share that it asks for, infinite where the routine is worth nothing to
    it. ``curve`` counts the adopters after each step; ``size`` is its last, ``share`` that of all
    nodes. ``vulnerable`` adopt after any single partner whom they listen to.
    """

    nodes: tuple[Node, ...]
    adopted_at: NDArray[np.int64]
    pressure: NDArray[np.float64]
    needed: NDArray[np.float64]
    curve: tuple[int, ...]
    size: int
    share: float
    vulnerable: tuple[Node, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node."""
        names = ("adopted_at", "pressure", "needed")
        return pd.DataFrame({"node": self.nodes, **{name: getattr(self, name) for name in names}})


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


def routine_spread(
    graph: Graph,
    adopters: Node | Iterable[Node],
    thresholds: float | Mapping[Any, float] | ArrayLike = 0.5,
    *,
    mode: CopyMode = "exact",
    fit: float | Mapping[Any, float] | ArrayLike = 1.0,
    adaptation_cost: float = 0.0,
    weight: str | None = DEFAULT_WEIGHT,
) -> RoutineSpread:
    r"""Follow a routine from its first adopters through the network, by thresholds.

    In each step a node adopts if :math:`p_i v_i \ge \theta_i`, with :math:`p_i` the share of
    adopters, by strength, among those whom it listens to, and :math:`\theta_i` its threshold;
    nobody gives a routine up (Watts). :math:`v_i` is what the routine is worth to it: its fit if it
    is copied exactly, 1 less the cost of adaptation if it is adapted, the larger of both in mode
    ``"better"``. These worths are a convention of this program.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`. A tie a -> b of a directed network says that a listens to b.
    adopters
        The first adopters: one node or several.
    thresholds
        Thresholds in [0, 1]: one number, a mapping of every node, or a list in the order of the
        network, shape (n,). With 0 a node adopts of itself.
    mode
        ``"exact"``, ``"adapted"`` or ``"better"``.
    fit
        How well the situation of each node fits that of the origin, in [0, 1], given like the
        thresholds.
    adaptation_cost
        Share of the worth that adapting the routine takes, in [0, 1].

    Returns
    -------
    RoutineSpread
        Who adopts at which step, until nobody does any more.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If an adopter, the weight or the mode is unknown, or a value is given for an unknown node.

    Examples
    --------
    >>> import networkx as nx
    >>> routine_spread(nx.cycle_graph(7), 0, 0.5).curve
    (1, 3, 5, 7)
    >>> routine_spread(nx.cycle_graph(7), 0, 0.5, fit=0.8).size
    1
    >>> routine_spread(nx.star_graph(4), 1, 0.5).size, routine_spread(nx.star_graph(4), 0, 1).size
    (1, 5)

    References
    ----------
    Granovetter (1978), Threshold Models of Collective Behavior; Watts (2002), A Simple Model of
    Global Cascades on Random Networks.
    """
    owner = "routine_spread"
    ties = read_ties(graph, weight, owner)
    first = ties.places(adopters, "adopters", owner)
    asked = _values(ties, thresholds, "thresholds", owner)
    chosen = checks.choice(mode, get_args(CopyMode), "mode", owner)
    worth = _worth(ties, fit, adaptation_cost, owner)[chosen]
    average, alone = _averages(ties)
    adopted_at = _cascade(average, first, asked, worth)
    pressure = np.where(alone, np.nan, average @ (adopted_at >= 0).astype(np.float64))
    needed = np.full(len(worth), np.inf)
    np.divide(asked, worth, out=needed, where=worth > 0)
    needed[asked == 0] = 0.0
    curve = np.bincount(adopted_at[adopted_at >= 0]).cumsum()
    for array in (adopted_at, pressure, needed):
        array.flags.writeable = False
    return RoutineSpread(
        nodes=ties.nodes,
        adopted_at=adopted_at,
        pressure=pressure,
        needed=needed,
        curve=tuple(curve.tolist()),
        size=int(curve[-1]),
        share=float(curve[-1] / len(ties.nodes)),
        vulnerable=ties.named(np.flatnonzero(_least(average) * worth >= asked - _SAME)),
        parameters={
            "adopters": ties.named(first),
            "thresholds": asked.tolist(),
            "mode": chosen,
            "worth": worth.tolist(),
            "weight": weight,
        },
        notes=(*ties.notes, *_notes(ties, alone)),
        references=("granovetter1978", "watts2002"),
    )


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
    asked = _values(ties, thresholds, "thresholds", owner)
    worth = _worth(ties, fit, adaptation_cost, owner)
    average, alone = _averages(ties)
    sizes, values = {}, {}
    for mode, each in worth.items():
        reached = _cascade(average, first, asked, each) >= 0
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
        notes=(*ties.notes, *_notes(ties, alone)),
        references=("szulanski2002", "watts2002"),
    )


def _values(ties: Ties, given: Any, name: str, owner: str) -> NDArray[np.float64]:
    """Return one value in [0, 1] a node."""
    if isinstance(given, Mapping):
        unknown = [str(node) for node in given if node not in set(ties.nodes)]
        if unknown:
            raise UnknownNameError(name, owner, unknown[0], map(str, ties.nodes))
        missing = [node for node in ties.nodes if node not in given]
        if missing:
            raise ArgumentError(name, owner, "every_node", missing[0])
        return checks.memberships([given[node] for node in ties.nodes], name, owner)
    if np.ndim(given) == 0 and not isinstance(given, str):
        return np.full(len(ties.nodes), checks.interval(given, 0, 1, name, owner))
    found = checks.memberships(given, name, owner)
    checks.same_length(found, np.empty(len(ties.nodes)), name, owner, "graph")
    return found


def _worth(
    ties: Ties, fit: object, cost: object, owner: str
) -> dict[CopyMode, NDArray[np.float64]]:
    exact = np.array(_values(ties, fit, "fit", owner))
    adapted = np.full(len(exact), 1 - checks.interval(cost, 0, 1, "adaptation_cost", owner))
    return {"exact": exact, "adapted": adapted, "better": np.maximum(exact, adapted)}


def _averages(ties: Ties) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return whom each node listens to, by shares, and who listens to nobody."""
    total = np.asarray(ties.strength.sum(axis=1)).ravel()
    alone = total == 0
    found = ties.strength.copy()
    found.data /= np.repeat(total, np.diff(found.indptr))
    return found, alone


def _cascade(
    average: Matrix,
    first: NDArray[np.int64],
    asked: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> NDArray[np.int64]:
    found = np.full(len(asked), -1, dtype=np.int64)
    found[first] = 0
    step = 0
    while True:
        step += 1
        pressure = average @ (found >= 0).astype(np.float64)
        joining = (found < 0) & (pressure * worth >= asked - _SAME)
        if not joining.any():
            return found
        found[joining] = step


def _least(average: Matrix) -> NDArray[np.float64]:
    """Return the smallest share that one partner has, 0 without partners."""
    found = np.zeros(average.shape[0])
    some = np.flatnonzero(np.diff(average.indptr))
    if len(some):
        found[some] = np.minimum.reduceat(average.data, average.indptr[some])
    return found


def _advice(sizes: dict[CopyMode, int], values: dict[CopyMode, float], first: int) -> Advice:
    if sizes["better"] == first:
        return "neither"
    more = sizes["adapted"] - sizes["exact"] or values["adapted"] - values["exact"]
    return "adapt" if more > _SAME else "exact copy"


def _better(exact: float, adapted: float) -> Advice:
    if max(exact, adapted) <= _SAME:
        return "neither"
    return "exact copy" if exact >= adapted - _SAME else "adapt"


def _notes(ties: Ties, alone: NDArray[np.bool_]) -> tuple[Note, ...]:
    if not alone.any():
        return ()
    shown = [str(node) for node in ties.named(np.flatnonzero(alone)[:5])]
    return (Note("network.note.hears_nobody", {"count": int(alone.sum()), "nodes": shown}),)
