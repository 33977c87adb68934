"""The layers of a network side by side: the same places, one panel a layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from consilience.errors import DataError
from consilience.network.ties import Graph, Node
from consilience.plots.common import rectangle
from consilience.plots.figure import Area, Figure, Label, Mark, Text
from consilience.plots.labels import fitted
from consilience.plots.network_drawing import (
    Kind,
    Look,
    Movable,
    name_marks,
    radii_of,
    symbol_marks,
    tie_marks,
)
from consilience.plots.network_legend import flow, kind_items, leader_item, moved, tie_items
from consilience.plots.network_map import group_kinds, places_of
from consilience.plots.network_places import PagePlaces, page_places
from consilience.plots.network_reading import Array, Network, read_network
from consilience.results import Note

_MARGIN, _HEAD, _GAP = 12.0, 24.0, 18.0
_SMALL, _LARGE, _FEW = 300.0, 460.0, 40  # width of a panel; nodes up to which it is small
_MOST_LAYERS, _MOST_NAMED, _ALL_NAMED = 12, 10, 16
_WIDE, _ROOM = 940.0, 0.75  # of all panels; of a node, against a network that stands alone


def layers_figure(
    graph: Graph,
    *,
    groups: Mapping[Any, object] | Iterable[object] | None = None,
    leaders: Iterable[Node] = (),
    labels: Mapping[Any, str] | None = None,
    targets: Mapping[Any, str] | None = None,
    key: str = "layers",
) -> Figure:
    """Describe each layer of a network in a panel of its own; everyone stands at one place in all.

    Places come from all layers together. Who has no tie in a layer is pale in its panel.

    Parameters
    ----------
    graph : networkx graph
        Its ties have the attribute ``layer``; at most twelve layers and 1,000 nodes.
    groups : mapping of nodes, or iterable, optional
        The group of each node: form and colour.
    leaders : iterable of nodes
        Who stands within a ring.
    labels, targets : mapping of nodes to str, optional
        What nodes are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        One panel a layer, in the order of their names.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As :func:`network_figure`; if no tie has a layer, or there are more than twelve.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiGraph([("A", "B", {"layer": "data"}), ("A", "C", {"layer": "supply"})])
    >>> layers_figure(graph).title.sentence()
    '2 layers of a network of 3 members'

    References
    ----------
    Kivela, M. and others (2014). Multilayer Networks. Journal of Complex Networks 2(3).
    """
    owner = "layers_figure"
    network = read_network(graph, labels, owner)
    if network.layers in {(), ("",)} or len(network.layers) > _MOST_LAYERS:
        raise DataError("plots.layers", most=_MOST_LAYERS, count=len(set(network.layers) - {""}))
    count = len(network.nodes)
    width = _SMALL if count <= _FEW else _LARGE
    radii = radii_of(network.partners.astype(np.float64), _ROOM * width * (0.75 / count) ** 0.5)
    page = page_places(network.tied, np.arange(count), 1.25 * radii, width)
    leading = places_of(network, leaders, "leaders", owner)
    kinds = group_kinds(network, graph, groups, owner)
    columns = min(len(network.layers), max(1, int(_WIDE // (width + _GAP))))
    marks: list[Mark] = []
    for place, layer in enumerate(network.layers):
        left = _MARGIN + (width + _GAP) * (place % columns)
        top = _MARGIN + (page.height + _HEAD + _GAP) * (place // columns)
        inner = _panel(network, layer, page, (kinds, radii, leading, targets or {}), width)
        border = rectangle(left, top + _HEAD - 4, width, page.height + 4)
        marks += [Area(border, "paper", "guide"), _head(network, layer, left, top, width)]
        marks += [moved(mark, left, top + _HEAD) for mark in inner]
    rows = 1 + (len(network.layers) - 1) // columns
    whole = 2 * _MARGIN + columns * (width + _GAP) - _GAP
    foot = _MARGIN + rows * (page.height + _HEAD + _GAP)
    signs = kind_items(sorted(set(kinds), key=lambda k: (not k.name, k.style))) if groups else []
    signs += [leader_item()] if leading else []
    plain = replace(network, ties=tuple(replace(tie, layer="") for tie in network.ties))
    legend, deep = flow([*signs, *tie_items(plain)], _MARGIN, foot, whole - 2 * _MARGIN)
    told = {"layers": len(network.layers), "nodes": count, "names": _counts(network)}
    return Figure(
        key=key,
        title=Note("plots.layers_of.title", told),
        description=Note("plots.layers_of.description", told),
        caption=Note("plots.layers_of.caption", told),
        x=None,
        y=None,
        marks=(*marks, *legend),
        width=whole,
        height=foot + deep + 6,
    )


def _counts(network: Network) -> list[str]:
    return [
        f"{layer or '–'} ({sum(tie.layer == layer for tie in network.ties)})"
        for layer in network.layers
    ]


def _head(network: Network, layer: str, left: float, top: float, width: float) -> Text:
    count = sum(tie.layer == layer for tie in network.ties)
    named: Label = fitted(layer, width - 80, 11) if layer else Note("plots.network.no_layer")
    label = (
        named
        if isinstance(named, Note)
        else Note("plots.layers_of.head", {"layer": named, "count": count})
    )
    return Text(left, top + 12, label, "start", "bold", detail=layer)


def _panel(
    network: Network,
    layer: str,
    page: PagePlaces,
    given: tuple[list[Kind], Array, list[int], Mapping[Any, str]],
    width: float,
) -> list[Movable]:
    kinds, radii, leading, targets = given
    ties = [replace(tie, layer="") for tie in network.ties if tie.layer == layer]
    degree = [0] * len(network.nodes)
    for tie in ties:
        degree[tie.start] += 1
        degree[tie.end] += 1
    looks = [
        Look(
            kinds[n] if degree[n] else replace(kinds[n], style="pale muted"),
            float(radii[n]),
            targets.get(node, ""),
            Note("plots.layers_of.node", {"name": network.names[n], "count": degree[n]}),
            leads=n in leading,
        )
        for n, node in enumerate(network.nodes)
    ]
    tied = sorted((n for n, d in enumerate(degree) if d), key=lambda n: (-degree[n], n))
    order = tied if len(network.nodes) <= _ALL_NAMED else tied[:_MOST_NAMED]
    own = replace(network, ties=tuple(ties))
    names, _ = name_marks(own, looks, page.places, order, (width, page.height))
    strengths = replace(network, ties=tuple(replace(tie, layer="") for tie in network.ties))
    return [
        *tie_marks(strengths, ties, page.places, radii),
        *symbol_marks(looks, page.places),
        *names,
    ]
