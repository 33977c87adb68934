"""Routines of the network spread from partner to partner, by thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from consilience import checks
from consilience.errors import ArgumentError, UnknownNameError
from consilience.network.averages import averages
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Matrix, Node, Ties, read_ties
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

CopyMode = Literal["exact", "adapted", "better"]

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
    asked = node_shares(ties, thresholds, "thresholds", owner)
    chosen = checks.choice(mode, get_args(CopyMode), "mode", owner)
    worth = worths(ties, fit, adaptation_cost, owner)[chosen]
    average, alone = averages(ties)
    adopted_at = cascade(average, first, asked, worth)
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
        notes=(*ties.notes, *deaf_note(ties, alone)),
        references=("granovetter1978", "watts2002"),
    )


def node_shares(ties: Ties, given: Any, name: str, owner: str) -> NDArray[np.float64]:
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


def worths(
    ties: Ties, fit: object, cost: object, owner: str
) -> dict[CopyMode, NDArray[np.float64]]:
    """Return what the routine is worth to each node, copied exactly, adapted, or the better."""
    exact = np.array(node_shares(ties, fit, "fit", owner))
    adapted = np.full(len(exact), 1 - checks.interval(cost, 0, 1, "adaptation_cost", owner))
    return {"exact": exact, "adapted": adapted, "better": np.maximum(exact, adapted)}


def cascade(
    average: Matrix,
    first: NDArray[np.int64],
    asked: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Return the step at which each node adopts, 0 for the first adopters, -1 for never."""
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


def deaf_note(ties: Ties, alone: NDArray[np.bool_]) -> tuple[Note, ...]:
    """Return the note that some listen to nobody, where they do."""
    if not alone.any():
        return ()
    shown = [str(node) for node in ties.named(np.flatnonzero(alone)[:5])]
    return (Note("network.note.hears_nobody", {"count": int(alone.sum()), "nodes": shown}),)
