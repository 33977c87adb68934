"""One organisation among its partners: who stands higher, who lower, and who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from consilience.errors import ArgumentError
from consilience.network import TopologicalPotential
from consilience.network.ties import Graph, Node
from consilience.plots.canvas import SIZE
from consilience.plots.ego_ties import OWN_RADIUS, RADIUS, among, ego_ties
from consilience.plots.figure import Align, Figure, Mark, Segments, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_drawing import Kind, Look, symbol_marks
from consilience.plots.network_legend import Item, flow, kind_items, tie_items
from consilience.plots.network_map import group_kinds, places_of
from consilience.plots.network_reading import Array, Network, joined, read_network
from consilience.results import Note

_MARGIN, _WIDEST_NAME, _ACROSS = 12.0, 150.0, 110.0
_STEP, _CLOSE_STEP, _FEW = 34.0, 20.0, 16  # between two rows of a side; partners with much room
_MOST = 60
_LEAST_WIDE, _WIDE, _LEAST_ACROSS = 330.0, 476.0, 64.0  # a page that a phone can show whole


def ego_figure(
    graph: Graph,
    node: Node,
    *,
    potential: TopologicalPotential | None = None,
    groups: Mapping[Any, object] | Iterable[object] | None = None,
    labels: Mapping[Any, str] | None = None,
    targets: Mapping[Any, str] | None = None,
    key: str = "ego",
) -> Figure:
    """Describe one node with its partners, and the ties among them.

    With potentials, partners of higher potential stand above and those of lower potential below,
    the steepest farthest away; arrows run downhill, and numbers tell the potential. Without, the
    strongest ties are uppermost.

    Parameters
    ----------
    graph : networkx graph or sparse matrix
        At most 1,000 nodes.
    node : node
        Whose partners are shown; at most 60, those of the strongest ties.
    potential : TopologicalPotential, optional
        As :func:`consilience.network.topological_potential` returns it, of the same network.
    groups : mapping of nodes, or iterable, optional
        The group of each node: form and colour.
    labels, targets : mapping of nodes to str, optional
        What nodes are called, and where they lead to.
    key : str
        Identifier of the figure in its page.

    Returns
    -------
    Figure
        A row a partner, so that every name has room.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        As :func:`network_figure`; if the potentials are of other nodes.

    Examples
    --------
    >>> import networkx as nx
    >>> ego_figure(nx.star_graph(["Hub", "A", "B"]), "Hub").title.sentence()
    'Hub and its 2 partners'

    References
    ----------
    Burt, R. S. (1992). Structural Holes. Harvard University Press.
    """
    owner = "ego_figure"
    network = read_network(graph, labels, owner)
    own = places_of(network, [node], "node", owner)[0]
    heights = _heights(network, potential, owner)
    if heights is not None:  # an arrow a pair: the slope knows neither layers nor directions
        network = joined(network)
    partners, left_out = _partners(network, own)
    kinds = group_kinds(network, graph, groups, owner)
    shown = {n: _name(network, n, heights) for n in partners}
    wide = max([0.0, *(text_width(name, SIZE) for name in shown.values())])
    beside = wide + RADIUS + 10 + _MARGIN
    across = max(_LEAST_ACROSS, min(_ACROSS, _WIDE / 2 - beside))
    width = max(_LEAST_WIDE, 2 * (across + beside))
    places, height = _places(network, own, partners, heights, (width, across))
    looks = {
        n: Look(
            kinds[n],
            OWN_RADIUS if n == own else RADIUS,
            (targets or {}).get(network.nodes[n], ""),
            _words(network, own, n, heights),
            bold=n == own,
        )
        for n in (own, *partners)
    }
    drawn = [own, *partners]
    signs = symbol_marks([looks[n] for n in drawn], places[drawn])
    items = _items(network, kinds, drawn, grouped=groups is not None, high=heights is not None)
    legend, deep = flow(items, _MARGIN, height + 6, width - 2 * _MARGIN)
    told = _told(network, own, partners, left_out, heights)
    kind = "" if heights is None else "_heights"
    return Figure(
        key=key,
        title=Note("plots.ego.title", told),
        description=Note(f"plots.ego.description{kind}", told),
        caption=Note(f"plots.ego.caption{'_part' if left_out else ''}{kind}", told),
        x=None,
        y=None,
        marks=(
            *ego_ties(network, own, partners, places, heights),
            *signs,
            *_names(network, own, shown, looks, places, heights),
            *legend,
        ),
        width=width,
        height=height + 6 + deep + 6,
    )


def _told(
    network: Network, own: int, partners: Sequence[int], left_out: int, heights: Array | None
) -> dict[str, object]:
    slopes = [] if heights is None else [float(heights[n] - heights[own]) for n in partners]
    return {
        "name": network.names[own],
        "partners": len(partners),
        "left_out": left_out,
        "higher": sum(slope > 0 for slope in slopes),
        "lower": sum(slope < 0 for slope in slopes),
        "strongest": [network.names[n] for n in partners[:3]],
    }


def _heights(network: Network, potential: TopologicalPotential | None, owner: str) -> Array | None:
    if potential is None:
        return None
    if not isinstance(potential, TopologicalPotential):
        raise ArgumentError("potential", owner, "potential", type(potential).__name__)
    found = dict(zip(potential.nodes, potential.potential.tolist(), strict=True))
    if set(found) != set(network.nodes):
        raise ArgumentError("potential", owner, "potential", f"{len(found)} nodes")
    return np.array([found[node] for node in network.nodes])


def _partners(network: Network, own: int) -> tuple[list[int], int]:
    """Return the partners with the strongest ties first, and how many are left out."""
    strength = dict.fromkeys(np.flatnonzero(network.tied[own]).tolist(), 0.0)
    for tie in network.ties:
        if own in {tie.start, tie.end}:
            strength[tie.end if tie.start == own else tie.start] += tie.strength
    found = sorted(strength, key=lambda n: (-strength[n], n))
    return found[:_MOST], max(0, len(found) - _MOST)


def _name(network: Network, node: int, heights: Array | None) -> str:
    value = "" if heights is None else f"  {heights[node]:.2f}"
    return fitted(network.names[node], _WIDEST_NAME, SIZE) + value


def _words(network: Network, own: int, node: int, heights: Array | None) -> Note | str:
    if heights is None:
        return network.names[node]
    told = {"name": network.names[node], "value": float(heights[node])}
    if node == own:
        return Note("plots.ego.own", told)
    return Note("plots.ego.partner", {**told, "difference": float(heights[node] - heights[own])})


def _places(
    network: Network,
    own: int,
    partners: Sequence[int],
    heights: Array | None,
    page: tuple[float, float],
) -> tuple[Array, float]:
    """Return places on an ellipse around the node, one row a partner, and how high that is."""
    width, widest = page
    step = _STEP if len(partners) <= _FEW else _CLOSE_STEP
    if heights is None:
        half = (len(partners) + 1) // 2
        halves = [list(reversed(partners[:half])), list(partners[half:])]
    else:
        ordered = sorted(partners, key=lambda n: (abs(heights[n] - heights[own]), n))
        halves = [[n for n in ordered if heights[n] > heights[own]]]
        halves.append([n for n in ordered if n not in halves[0]])
    rows = [_rows(side, step) for side in halves]
    deepest = [max([y for _, _, y in side], default=0.0) for side in rows]
    middle = _MARGIN + RADIUS + 6 + max(deepest[0], OWN_RADIUS + 18)
    places = np.zeros((len(network.nodes), 2))
    places[own] = width / 2, middle
    for sign, side, deep in zip((-1.0, 1.0), rows, deepest, strict=True):
        for n, across, y in side:
            bend = max(0.0, 1 - (y / (deep + 1.2 * step)) ** 2) ** 0.5
            places[n] = width / 2 + across * widest * bend, middle + sign * y
    return np.round(places, 1), middle + max(deepest[1], OWN_RADIUS + 18) + RADIUS + 8


def _rows(nodes: Sequence[int], step: float) -> list[tuple[int, float, float]]:
    """Return the side and the distance of each row from the middle: left and right in turn."""
    return [
        (n, -1.0 if place % 2 else 1.0, 0.7 * step + step * (place // 2) + 0.5 * step * (place % 2))
        for place, n in enumerate(nodes)
    ]


def _names(
    network: Network,
    own: int,
    shown: Mapping[int, str],
    looks: Mapping[int, Look],
    places: Array,
    heights: Array | None,
) -> list[Mark]:
    middle, found = float(places[own][0]), list[Mark]()
    for n, name in shown.items():
        x, y = places[n].tolist()
        right = x > middle
        at = x + (RADIUS + 6 if right else -RADIUS - 6), y + 0.35 * SIZE
        side: Align = "start" if right else "end"
        look = looks[n]
        found.append(
            Text(*at, name, side, "ink", target=look.target, detail=look.detail, halo=True)
        )
    x, y = places[own].tolist()
    name = _name(network, own, heights)
    look = looks[own]
    below = y + 1.3 * OWN_RADIUS + 3 + 0.75 * SIZE
    above = y - 1.3 * OWN_RADIUS - 4
    at = below if any(places[n][1] < y for n in shown) else above
    found.append(Text(x, at, name, "middle", "bold", target=look.target, halo=True))
    return found


def _items(
    network: Network, kinds: Sequence[Kind], drawn: Sequence[int], *, grouped: bool, high: bool
) -> list[Item]:
    occurring = sorted({kinds[n] for n in drawn}, key=lambda kind: (not kind.name, kind.style))
    found = kind_items(occurring) if grouped else []
    if high and len(drawn) > 1:
        sign = Segments((((-12, 0), (12, 0)),), width=1.2, head=7.0)
        found.append(Item((sign,), 26.0, Note("plots.ego.downhill")))
    if among(network, drawn[1:]):
        sign = Segments((((-12, 0), (12, 0)),), "guide", 0.8)
        found.append(Item((sign,), 26.0, Note("plots.ego.among")))
    return [*found, *tie_items(network)]
