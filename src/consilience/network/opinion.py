"""Consensus over time: curves of the model, DeGroot steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import linalg as sparse_linalg

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.averages import averages
from consilience.network.leading.coherence import REFERENCES, leader_places
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Node,
    Ties,
    laplacian,
    read_ties,
)
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

Outcome = Literal["consensus", "several positions", "no rest"]

_SETTLED = 1e-6  # a spread of positions below this share of the first spread counts as consensus


@dataclass(frozen=True, kw_only=True, eq=False)
class ConsensusCurve(Result):
    """How far the followers are from their leaders over time; read-only, shape (times,).

    ``mean_distance`` and ``largest_distance`` begin at 1 and fall towards 0; ``slowest`` is the
    partner who is farthest at the last time. Whom no leader reaches stays at 1.
    """

    times: NDArray[np.float64]
    mean_distance: NDArray[np.float64]
    largest_distance: NDArray[np.float64]
    slowest: Node

    def to_frame(self) -> pd.DataFrame:
        """Return one row a time."""
        names = ("times", "mean_distance", "largest_distance")
        return pd.DataFrame({name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True, eq=False)
class Opinions(Result):
    """Positions step by step; read-only, shape (steps + 1, nodes), in the order of ``nodes``.

    ``spread`` is the largest less the smallest position of each step. ``outcome`` says how the
    last step stands: ``"consensus"``, ``"several positions"`` or ``"no rest"`` (still moving).
    """

    nodes: tuple[Node, ...]
    positions: NDArray[np.float64]
    spread: NDArray[np.float64]
    outcome: Outcome

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node: its first and last position."""
        columns = {"node": self.nodes, "first": self.positions[0], "last": self.positions[-1]}
        return pd.DataFrame(columns)


def consensus_curve(
    graph: Graph,
    leaders: Node | Iterable[Node],
    times: ArrayLike,
    *,
    weight: str | None = DEFAULT_WEIGHT,
) -> ConsensusCurve:
    r"""Follow the expected way of the followers to their leaders.

    All leaders stand at 1 and all followers begin at 0; without noise their distance to the
    leaders is :math:`e^{-L_{ff} t} 1`.

    Parameters
    ----------
    graph, leaders, weight
        As in :func:`coherence`.
    times
        Times at least 0, strictly increasing, shape (t,); one over a strength is the unit.

    Returns
    -------
    ConsensusCurve
        Mean and largest distance at each time, in [0, 1].

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If a leader or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = consensus_curve(nx.path_graph(4), 0, [0, 1, 10])
    >>> found.mean_distance.round(3), found.slowest
    (array([1.   , 0.766, 0.126]), 3)

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence.
    """
    owner = "consensus_curve"
    ties = read_ties(graph, weight, owner)
    places = leader_places(ties, leaders, "leaders", owner)
    moments = checks.numbers(times, "times", owner)
    if moments[0] < 0 or (np.diff(moments) <= 0).any():
        raise ArgumentError("times", owner, "increasing_times", moments.tolist())
    followers = np.setdiff1d(np.arange(len(ties.nodes)), places)
    generator = -laplacian(ties.strength)[followers][:, followers].tocsc()
    distance, last, rows = np.ones(len(followers)), 0.0, []
    for moment in moments:
        if moment > last:
            step = generator * (moment - last)
            distance = sparse_linalg.expm_multiply(step, distance, traceA=step.trace())
        last = moment
        rows.append((distance.mean(), distance.max()))
    mean, largest = np.clip(np.array(rows).T, 0.0, 1.0)
    for array in (mean, largest):
        array.flags.writeable = False
    return ConsensusCurve(
        times=moments,
        mean_distance=mean,
        largest_distance=largest,
        slowest=ties.nodes[followers[np.argmax(distance)]],
        parameters={"leaders": ties.named(places), "weight": weight},
        notes=ties.notes,
        references=REFERENCES,
    )


def degroot(
    graph: Graph,
    positions: ArrayLike,
    *,
    leaders: Node | Iterable[Node] | None = None,
    self_weight: float = 0.0,
    steps: int = 100,
    weight: str | None = DEFAULT_WEIGHT,
) -> Opinions:
    """Let everyone average the positions of those they listen to, step by step (DeGroot).

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`.
    positions
        First position of each node in the order of the network, finite numbers, shape (n,).
    leaders
        Nodes that never move (stubborn); none by default.
    self_weight
        Share of the own position in each average, at least 0 and below 1. With 0 a network without
        odd circles may swing for ever.
    steps
        Number of steps, at least 1.

    Returns
    -------
    Opinions
        All positions, shape (steps + 1, n). Who listens to nobody keeps the own position.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If a leader or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = degroot(nx.path_graph(3), [0, 0, 1], self_weight=0.5)
    >>> found.positions[-1], found.outcome
    (array([0.25, 0.25, 0.25]), 'consensus')
    >>> degroot(nx.path_graph(2), [0, 1]).outcome
    'no rest'

    References
    ----------
    DeGroot (1974), Reaching a Consensus.
    """
    owner = "degroot"
    ties = read_ties(graph, weight, owner)
    first = first_positions(ties, positions, owner)
    own = checks.number(self_weight, "self_weight", owner)
    if not 0 <= own < 1:
        raise ArgumentError("self_weight", owner, "below_one", self_weight)
    count = checks.whole(steps, 1, "steps", owner)
    fixed = np.zeros(len(ties.nodes), dtype=np.bool_)
    if leaders is not None:
        fixed[ties.places(leaders, "leaders", owner)] = True
    means, alone = averages(ties)
    fixed |= alone
    rows = np.empty((count + 1, len(first)))
    rows[0] = first
    for step in range(count):
        moved = own * rows[step] + (1 - own) * (means @ rows[step])
        rows[step + 1] = np.where(fixed, first, moved)
    spread = rows.max(axis=1) - rows.min(axis=1)
    for array in (rows, spread):
        array.flags.writeable = False
    return Opinions(
        nodes=ties.nodes,
        positions=rows,
        spread=spread,
        outcome=_outcome(rows, spread),
        parameters={
            "leaders": ties.named(np.flatnonzero(fixed & ~alone)),
            "self_weight": own,
            "steps": count,
            "weight": weight,
        },
        notes=(*ties.notes, *alone_note(ties, alone)),
        references=("degroot1974",),
    )


def first_positions(ties: Ties, positions: ArrayLike, owner: str) -> NDArray[np.float64]:
    """Return the first position of each node, shape (n,)."""
    found = checks.numbers(positions, "positions", owner)
    checks.same_length(found, np.empty(len(ties.nodes)), "positions", owner, "graph")
    return found


def _outcome(rows: NDArray[np.float64], spread: NDArray[np.float64]) -> Outcome:
    scale = spread[0] or 1.0
    if np.abs(rows[-1] - rows[-2]).max() > _SETTLED * scale:
        return "no rest"
    return "consensus" if spread[-1] <= _SETTLED * scale else "several positions"


def alone_note(ties: Ties, alone: NDArray[np.bool_]) -> tuple[Note, ...]:
    """Return the note that some listen to nobody, where they do."""
    if not alone.any():
        return ()
    shown = [str(node) for node in ties.named(np.flatnonzero(alone)[:5])]
    return (Note("network.note.alone", {"count": int(alone.sum()), "nodes": shown}),)
