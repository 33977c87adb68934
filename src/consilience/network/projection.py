"""One mode from two: who works with whom, and how much each shared collaboration counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.participation import TwoMode
from consilience.network.ties import Matrix
from consilience.results import Note, Result

ProjectionWeight = Literal["count", "binary", "newman", "jaccard"]
Side = Literal["organisations", "collaborations"]

MOST_PAIRS = 20_000_000
DOMINATES_FROM = 0.25

_REFERENCES = {
    "count": "breiger1974",
    "binary": "breiger1974",
    "newman": "newman2001",
    "jaccard": "jaccard1912",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Projection(Result):
    """Ties of one side of a two-mode network; arrays are read-only.

    ``pairs`` has shape (ties, 2), places of two nodes, the smaller first; ``values`` has shape
    (ties,). ``largest`` is what ties the most nodes at once, and ``largest_share`` the share of the
    ties that join two of them (NaN without ties).
    """

    nodes: tuple[str, ...]
    pairs: NDArray[np.int64]
    values: NDArray[np.float64]
    largest: str
    largest_share: float

    @property
    def strength(self) -> Matrix:
        """Return the strengths of the ties: symmetric, shape (nodes, nodes)."""
        rows, columns = self.pairs.reshape(-1, 2).T
        upper = sparse.csr_array((self.values, (rows, columns)), (len(self.nodes),) * 2)
        return (upper + upper.T).tocsr()

    def graph(self) -> nx.Graph:
        """Return a fresh networkx graph; ``weight`` is the strength of a tie."""
        graph = nx.Graph()
        graph.add_nodes_from(self.nodes)
        graph.add_weighted_edges_from(self.to_frame().itertuples(index=False))
        return graph

    def to_frame(self) -> pd.DataFrame:
        """Return one row a tie."""
        rows, columns = self.pairs.reshape(-1, 2).T
        return pd.DataFrame(
            {
                "a": [self.nodes[place] for place in rows],
                "b": [self.nodes[place] for place in columns],
                "strength": self.values,
            }
        )


def project(
    two_mode: TwoMode,
    *,
    weight: ProjectionWeight = "count",
    side: Side = "organisations",
) -> Projection:
    r"""Tie two organisations that take part in the same collaboration, or the other way round.

    With :math:`S_{ij}` what i and j share, :math:`d_i` how much i has in all, and :math:`k_e` how
    many e joins, a tie's strength is: ``"count"`` :math:`|S_{ij}|`; ``"binary"`` 1; ``"newman"``
    :math:`\sum_{e \in S_{ij}} 1 / (k_e - 1)`, so that each e gives each of its members 1 in all;
    ``"jaccard"`` :math:`|S_{ij}| / (d_i + d_j - |S_{ij}|)`, in [0, 1].

    Who leads can depend more on this choice than on anything else. One large collaboration ties all
    its members to each other: where one of at least three accounts for at least a quarter of the
    ties (a convention of this program), a warning says so.

    Parameters
    ----------
    two_mode
        What :func:`two_mode` returns.
    weight
        One of the four.
    side
        ``"organisations"`` or ``"collaborations"``: the nodes of the projection.

    Returns
    -------
    Projection
        Nodes, also those without ties, and their ties.

    Raises
    ------
    ArgumentError
        If it is no two-mode network.
    DataError
        If there would be more than 20 million ties.
    UnknownNameError
        If the weight or the side is unknown.

    Examples
    --------
    >>> from consilience.network import two_mode
    >>> found = two_mode({"organisation": [*"ABCBC"], "collaboration": ["x", "x", "x", "y", "y"]})
    >>> project(found, weight="newman").to_frame()
       a  b  strength
    0  A  B       0.5
    1  A  C       0.5
    2  B  C       1.5

    References
    ----------
    Breiger (1974), The Duality of Persons and Groups; Newman (2001), Scientific Collaboration
    Networks II; Jaccard (1912).
    """
    owner = "project"
    if not isinstance(two_mode, TwoMode):
        raise ArgumentError("two_mode", owner, "two_mode", type(two_mode).__name__)
    chosen = checks.choice(weight, get_args(ProjectionWeight), "weight", owner)
    nodes, events, incidence = sides(two_mode, checks.choice(side, get_args(Side), "side", owner))
    sizes = np.asarray(incidence.sum(axis=0), dtype=np.int64)
    most = int((sizes * (sizes - 1) // 2).sum())
    if most > MOST_PAIRS:
        blanks = {"count": most, "limit": MOST_PAIRS, "largest": events[int(sizes.argmax())]}
        raise DataError("network.too_many_pairs", **blanks)
    pairs, values = _ties(incidence, sizes, chosen)
    joined = int(sizes.max()) * (int(sizes.max()) - 1) / 2 if len(pairs) else np.nan
    largest = events[int(sizes.argmax())] if len(pairs) else ""
    return Projection(
        nodes=nodes,
        pairs=pairs,
        values=values,
        largest=largest,
        largest_share=joined / max(len(pairs), 1),
        parameters={**two_mode.parameters, "weight": chosen, "side": side},
        notes=(*two_mode.notes, *_notes(chosen, events, largest, sizes, len(pairs))),
        references=(_REFERENCES[chosen],),
    )


def sides(two_mode: TwoMode, side: Side) -> tuple[tuple[str, ...], tuple[str, ...], Matrix]:
    """Return the nodes of a side, what joins them, and who has part in what."""
    if side == "organisations":
        return two_mode.organisations, two_mode.collaborations, two_mode.incidence
    return two_mode.collaborations, two_mode.organisations, two_mode.incidence.T.tocsr()


def shared(incidence: Matrix, share: NDArray[np.float64]) -> Matrix:
    """Return what each two nodes share, the smaller place first, each shared thing counting so."""
    found = (incidence @ sparse.diags_array(share) @ incidence.T).tocoo()
    return sparse.triu(found, k=1).tocsr()


def _ties(
    incidence: Matrix, sizes: NDArray[np.int64], weight: ProjectionWeight
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    share = 1 / np.maximum(sizes - 1, 1) if weight == "newman" else np.ones(len(sizes))
    found = shared(incidence, share).tocoo()
    order = np.lexsort((found.col, found.row))
    pairs = np.column_stack([found.row, found.col])[order].astype(np.int64)
    values = np.asarray(found.data[order], dtype=np.float64)
    if weight == "binary":
        values = np.ones(len(values))
    elif weight == "jaccard":
        degree = np.asarray(incidence.sum(axis=1))
        values = values / (degree[pairs].sum(axis=1) - values)
    pairs.flags.writeable = values.flags.writeable = False
    return pairs, values


def _notes(
    weight: str, events: tuple[str, ...], largest: str, sizes: NDArray[np.int64], ties: int
) -> list[Note]:
    notes = [Note(f"network.note.projected_{weight}")]
    if ties and len(events) > 1:
        size = int(sizes.max())
        share = size * (size - 1) / 2 / ties
        if size > 2 and share >= DOMINATES_FROM:
            blanks: dict[str, Any] = {"largest": largest, "size": size, "share": share}
            notes.append(Note("network.note.large_event", blanks, "warning"))
    return notes
