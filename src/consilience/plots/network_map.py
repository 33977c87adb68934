"""A whole network as a figure: near is tied closely, groups by colour and form, leaders ringed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from consilience import checks
from consilience.network.ties import Graph, Node, read_groups, read_ties
from consilience.plots.figure import Figure, Label, Mark
from consilience.plots.network_drawing import (
    Kind,
    Look,
    kinds_of,
    name_marks,
    radii_of,
    sizes_of,
    symbol_marks,
    tie_marks,
)
from consilience.plots.network_legend import (
    Item,
    flow,
    kind_items,
    leader_item,
    size_item,
    tie_items,
)
from consilience.plots.network_places import PagePlaces, page_places
from consilience.plots.network_reading import Array, Network, read_network
from consilience.results import Note

_MARGIN = 12.0
_WIDTHS = ((20, 460.0), (60, 640.0), (150, 820.0), (400, 1000.0))  # up to so many nodes
_WIDEST = 1200.0
_ALL_NAMED, _MOST_NAMED = 60, 40
_HUBS = 3
_ONE = Kind("", "circle", "accent")
_PARTNERS = Note("plots.network.partners")


def network_figure(
    graph: Graph,
    *,
    groups: Mapping[Any, object] | Iterable[object] | None = None,
    sizes: Mapping[Any, float] | None = None,
    size_label: Label = _PARTNERS,
    leaders: Iterable[Node] = (),
    names: int | Iterable[Node] | None = None,
    labels: Mapping[Any, str] | None = None,
    targets: Mapping[Any, str] | None = None,
    key: str = "network",
) -> Figure:
    """Describe a network: who is tied to whom, how strongly, in what group, and who leads.

    Nodes that are near on the page are near by ties. Width shows the strength of a tie, dashes its
    layer (the attribute ``layer`` of the ties), an arrowhead who is listened to. Parts that are not
    tied stand side by side, nodes without ties in rows below.

    Parameters
    ----------
    graph : networkx graph or sparse matrix
        At most 1,000 nodes; it is readable up to about 300.
    groups : mapping of nodes, or iterable, optional
        The group of each node: form and colour. Beyond eight groups the smallest share one.
    sizes : mapping of nodes to float, optional
        Any measure of at least 0, shown as area; the number of partners by default.
    size_label : str or Note
        What the measure is called.
    leaders : iterable of nodes
        Who stands within a ring.
    names : int or iterable of nodes, optional
        How many nodes are named, the leaders and the largest first, or which; all up to 60 nodes,
        else 40 of them. Every node tells its name when pointed at.
    labels, targets : mapping of nodes to str, optional
        What nodes are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        The same for the same network in any order of nodes and ties.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the graph is no network or too large, or a group, size, leader, name or label is amiss.

    Examples
    --------
    >>> import networkx as nx
    >>> figure = network_figure(nx.star_graph(["Hub", "A", "B"]), leaders=["Hub"])
    >>> figure.title.sentence()
    'Network of 3 members and 2 ties'

    References
    ----------
    Gansner, E. R., Koren, Y. and North, S. (2004). Graph Drawing by Stress Majorization. In Graph
    Drawing. Springer.
    """
    owner = "network_figure"
    network = read_network(graph, labels, owner)
    count = len(network.nodes)
    values = sizes_of(network, sizes, owner)
    width = page_width(count)
    radii = radii_of(values, width * (0.75 / count) ** 0.5)
    ranks = np.arange(count)
    page = page_places(network.tied, ranks, 1.25 * radii, width)
    leading = places_of(network, leaders, "leaders", owner)
    kinds = group_kinds(network, graph, groups, owner)
    shown = "" if sizes is None or isinstance(size_label, Note) else size_label
    looks = [
        Look(
            kinds[n],
            float(radii[n]),
            (targets or {}).get(network.nodes[n], ""),
            _node_words(network, n, kinds[n], shown, float(values[n])),
            leads=n in leading,
        )
        for n in range(count)
    ]
    order = named_first(network, names, values, leading, owner)
    items = _items(network, kinds, values, size_label, leads=bool(leading))
    marks, height, named = composed(network, looks, page, order, (width, items))
    told = _told(network, leading, named)
    return Figure(
        key=key,
        title=Note("plots.network.title", told),
        description=Note(f"plots.network.description{'_led' if leading else ''}", told),
        caption=Note(f"plots.network.caption{'' if named == count else '_part'}", told),
        x=None,
        y=None,
        marks=marks,
        width=width,
        height=height,
    )


def composed(
    network: Network,
    looks: Sequence[Look],
    page: PagePlaces,
    order: Sequence[int],
    frame: tuple[float, Sequence[Item]],
) -> tuple[tuple[Mark, ...], float, int]:
    """Return the marks of a network with its legend, how high it is, and how many are named.

    ``frame`` is the width of the page and the signs of the legend.
    """
    width, items = frame
    radii = np.array([look.radius for look in looks])
    names, named = name_marks(network, looks, page.places, order, (width, page.height))
    legend, deep = flow(items, _MARGIN, page.height + 8, width - 2 * _MARGIN)
    marks = (
        *tie_marks(network, network.ties, page.places, radii),
        *symbol_marks(looks, page.places),
        *names,
        *legend,
    )
    return marks, page.height + 8 + deep + (6 if items else 0), named


def page_width(count: int) -> float:
    """Return how wide a network of so many nodes is drawn, in pixels."""
    return next((wide for most, wide in _WIDTHS if count <= most), _WIDEST)


def places_of(network: Network, chosen: Iterable[Node], name: str, owner: str) -> list[int]:
    """Return the places of some nodes, none for none.

    Raises
    ------
    ArgumentError, UnknownNameError
        If one is unknown or named twice.
    """
    listed = chosen if isinstance(chosen, str | int) else list(chosen)
    if listed == []:
        return []
    place = {str(node): number for number, node in enumerate(network.nodes)}
    wanted = [str(listed)] if isinstance(listed, str | int) else [str(node) for node in listed]
    return [place[node] for node in checks.known_names(wanted, place, name, owner)]


def group_kinds(
    network: Network,
    graph: Graph,
    groups: Mapping[Any, object] | Iterable[object] | None,
    owner: str,
) -> list[Kind]:
    """Return the form and colour of each node: one for all without groups.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a node has no group, or a group no node.
    """
    if groups is None:
        return [_ONE] * len(network.nodes)
    ties = read_ties(graph, None, owner)
    names, places = read_groups(ties, groups, owner)
    group = {node: names[place] for node, place in zip(ties.nodes, places.tolist(), strict=True)}
    kinds = kinds_of([group[node] for node in network.nodes])
    return [kinds[group[node]] for node in network.nodes]


def named_first(
    network: Network,
    names: int | Iterable[Node] | None,
    values: Array,
    leading: Sequence[int],
    owner: str,
) -> list[int]:
    """Return which nodes are named, in the order in which they choose their place."""
    count = len(network.nodes)
    order = sorted(
        range(count), key=lambda n: (n not in leading, -values[n], -network.strength[n], n)
    )
    if names is None:
        return order if count <= _ALL_NAMED else order[:_MOST_NAMED]
    if isinstance(names, int):
        return order[: checks.whole(names, 0, "names", owner)]
    wanted = set(places_of(network, names, "names", owner))
    return [place for place in order if place in wanted]


def _node_words(network: Network, node: int, kind: Kind, measure: str, value: float) -> Note:
    more = f" · {kind.name}" if kind.name else ""
    more += f" · {measure} {value:g}" if measure else ""
    told = {"name": network.names[node], "partners": int(network.partners[node]), "more": more}
    return Note("plots.network.node", {**told, "strength": float(network.strength[node])})


def _items(
    network: Network, kinds: Sequence[Kind], values: Array, label: Label, *, leads: bool
) -> list[Item]:
    grouped = any(kind != _ONE for kind in kinds)
    ordered = sorted(set(kinds), key=lambda kind: (not kind.name, kind.style))
    found = kind_items(ordered) if grouped else []
    found += [leader_item()] if leads else []
    if np.ptp(values) > 0:
        found.append(size_item(label, float(values.min()), float(values.max())))
    return [*found, *tie_items(network)]


def _told(network: Network, leading: Sequence[int], named: int) -> dict[str, object]:
    hubs = sorted(range(len(network.nodes)), key=lambda n: (-network.partners[n], n))[:_HUBS]
    return {
        "nodes": len(network.nodes),
        "ties": len(network.ties),
        "alone": int((network.partners == 0).sum()),
        "leaders": [network.names[place] for place in leading],
        "hubs": [f"{network.names[n]} ({network.partners[n]})" for n in hubs],
        "named": named,
    }
