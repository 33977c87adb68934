"""The typed multiplex network: the same organisations, tied in several layers, over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import DataError
from consilience.network.rows import (
    places,
    read_labels,
    read_names,
    read_spells,
    read_window,
)
from consilience.results import Note, Result

Aggregate = Literal["strength", "layers"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Multiplex(Result):
    """Organisations and their ties in several layers; arrays are read-only.

    ``pairs`` has shape (ties, 2), places of the nodes at both ends; ``layer`` (place of the layer),
    ``strength`` and ``directed`` have shape (ties,), as have the texts ``start`` and ``end``. Every
    row of the table stays as it was.
    """

    nodes: tuple[str, ...]
    layers: tuple[str, ...]
    pairs: NDArray[np.int64]
    layer: NDArray[np.int64]
    strength: NDArray[np.float64]
    start: tuple[str, ...]
    end: tuple[str, ...]
    directed: NDArray[np.bool_]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a tie, as :func:`multiplex` takes them."""
        rows, columns = self.pairs.reshape(-1, 2).T
        return pd.DataFrame(
            {
                "from": [self.nodes[place] for place in rows],
                "to": [self.nodes[place] for place in columns],
                "layer": [self.layers[place] for place in self.layer],
                "strength": self.strength,
                "start": list(self.start),
                "end": list(self.end),
                "directed": self.directed,
            }
        )

    def graph(self, layer: str) -> nx.Graph:
        """Return one layer as a fresh networkx graph of all nodes; ``weight`` is the strength.

        Rows between the same two add up. The graph is directed if a tie of the layer is; a tie
        without direction then counts both ways.

        Raises
        ------
        UnknownNameError
            If there is no such layer.
        """
        place = self.layers.index(checks.choice(layer, self.layers, "layer", "graph"))
        return self._graph(self.layer == place)

    def aggregated(self, by: Aggregate = "strength") -> nx.Graph:
        """Return all layers together as a fresh networkx graph of all nodes.

        The ``weight`` of a tie is the sum of its strengths over the layers, or with ``"layers"``
        the number of layers that have it. ``layers`` names these.

        Raises
        ------
        UnknownNameError
            If ``by`` is neither.
        """
        chosen = checks.choice(by, get_args(Aggregate), "by", "aggregated")
        graph = self._graph(np.ones(len(self.layer), dtype=np.bool_))
        for name in self.layers:
            part = self.graph(name)
            for a, b in part.edges:
                for one, other in _ways(a, b, graph, one_way=part.is_directed()):
                    graph.edges[one, other].setdefault("layers", []).append(name)
        if chosen == "layers":
            for _, _, data in graph.edges(data=True):
                data["weight"] = float(len(data["layers"]))
        return graph

    def _graph(self, kept: NDArray[np.bool_]) -> nx.Graph:
        directed = bool(self.directed[kept].any())
        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(self.nodes)
        ends = self.pairs.reshape(-1, 2)[kept].tolist()
        rows = zip(ends, self.strength[kept].tolist(), self.directed[kept].tolist(), strict=True)
        for (first, second), strength, one_way in rows:
            a, b = self.nodes[first], self.nodes[second]
            for one, other in _ways(a, b, graph, one_way=one_way):
                before = graph.get_edge_data(one, other, {}).get("weight", 0.0)
                graph.add_edge(one, other, weight=before + strength)
        return graph


def multiplex(
    ties: Any,
    *,
    nodes: Iterable[str] | None = None,
    layers: Iterable[str] | None = None,
    at: str | int | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
) -> Multiplex:
    """Read ties of several layers (R&D, standards, equity, data, supply, ...) as one network.

    Parameters
    ----------
    ties
        A table, one row a tie: ``from``, ``to``; if there, ``layer`` (else one layer without a
        name), ``strength`` (above 0: the larger, the closer; else 1), ``start`` and ``end``
        (``2019``, ``2019-05``, ``2019-05-12``; both included, empty: open on that side) and
        ``directed`` (true or false; else false). ``from`` listens to ``to``.
    nodes
        Organisations, also those without ties; those of the ties by default. None of the ties may
        lead to others.
    layers
        Only these layers, in this order.
    at, since, until
        Only ties at one date (year, month or day), or at some time between two.

    Returns
    -------
    Multiplex
        Nodes, layers and every tie; graphs of one layer and of all together.

    Raises
    ------
    ArgumentError
        If there is no table, or a date is none, or they are in the wrong order.
    DataError
        If a column or a name is missing, a strength is no number above 0, a date is none, an end
        comes before its start, a direction is neither true nor false, or a tie leads to an unknown
        node.
    UnknownNameError
        If no tie has such a layer.

    Examples
    --------
    >>> found = multiplex({"from": [*"AAB"], "to": [*"BBC"], "layer": ["data", "R&D", "R&D"]})
    >>> found.layers, found.graph("R&D").number_of_edges()
    (('data', 'R&D'), 2)
    >>> found.aggregated("layers").edges["A", "B"]["weight"]
    2.0

    References
    ----------
    Kivela et al. (2014), Multilayer Networks. One meaning of weight (strength), and that the whole
    is the sum over layers or their number, are conventions of this program.
    """
    owner = "multiplex"
    frame = checks.frame(ties, "ties", owner)
    ends = [read_names(frame, column) for column in ("from", "to")]
    names, end_places = places(
        [name for pair in zip(*ends, strict=True) for name in pair], _nodes(nodes, ends, owner)
    )
    labels = read_labels(frame, "layer")
    window = read_window(at, since, until, owner)
    spells = read_spells(frame)
    strength, directed = _strengths(frame), _directions(frame)
    kept = spells.during(*window)
    outside = int((~kept).sum())
    order = tuple(dict.fromkeys(labels))
    chosen = order if layers is None else checks.known_names(layers, order, "layers", owner)
    kept &= np.isin(np.array(labels, dtype=object), np.array(chosen, dtype=object))
    rows = np.flatnonzero(kept)
    place = {name: number for number, name in enumerate(chosen)}
    return Multiplex(
        nodes=names,
        layers=chosen,
        pairs=_frozen(end_places.reshape(-1, 2)[rows]),
        layer=_frozen(np.array([place[labels[row]] for row in rows], dtype=np.int64)),
        strength=_frozen(strength[rows]),
        start=tuple(spells.start[row] for row in rows),
        end=tuple(spells.end[row] for row in rows),
        directed=_frozen(directed[rows]),
        parameters={"since": window[0], "until": window[1]},
        notes=(Note("network.note.outside", {"count": outside}),) if outside else (),
        references=("kivela2014",),
    )


def _ways(a: str, b: str, graph: nx.Graph, *, one_way: bool) -> tuple[tuple[str, str], ...]:
    """Return the edges of a graph that a tie makes."""
    both = graph.is_directed() and not one_way and a != b
    return ((a, b), (b, a)) if both else ((a, b),)


def _nodes(nodes: object, ends: list[list[str]], owner: str) -> tuple[str, ...]:
    if nodes is None:
        return ()
    known = checks.names(nodes, "nodes", owner)
    for row, pair in enumerate(zip(*ends, strict=True), start=1):
        for name in pair:
            if name not in known:
                raise DataError("network.unknown_end", name=name, row=row)
    return known


def _strengths(frame: pd.DataFrame) -> NDArray[np.float64]:
    if "strength" not in frame.columns:
        return np.ones(len(frame))
    cells: list[Any] = frame["strength"].tolist()
    for row, cell in enumerate(cells, start=1):
        is_number = isinstance(cell, int | float | np.number) and not isinstance(cell, bool)
        if not is_number or not 0 < cell < np.inf:
            raise DataError("network.row_strength", row=row, got=repr(cell))
    return np.array(cells, dtype=np.float64)


def _directions(frame: pd.DataFrame) -> NDArray[np.bool_]:
    if "directed" not in frame.columns:
        return np.zeros(len(frame), dtype=np.bool_)
    cells = frame["directed"].tolist()
    for row, cell in enumerate(cells, start=1):
        if not isinstance(cell, bool):
            raise DataError("network.row_direction", row=row, got=repr(cell))
    return np.array(cells, dtype=np.bool_)


def _frozen(found: NDArray[Any]) -> Any:
    found.flags.writeable = False
    return found
