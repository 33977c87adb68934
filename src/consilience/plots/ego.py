"""One organisation among its partners: who stands higher, who lower, and who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from consilience.errors import ArgumentError
from consilience.network import TopologicalPotential
from consilience.network.ties import Graph, Node
from consilience.plots.canvas import SIZE
from consilience.plots.figure import Align, Figure, Mark, Segments, Text
from consilience.plots.labels import fitted, text_width
from consilience.plots.network_drawing import Kind, Look, symbol_marks, tie_marks, tie_width
from consilience.plots.network_legend import Item, flow, kind_items, tie_items
from consilience.plots.network_map import group_kinds, places_of
from consilience.plots.network_reading import Array, Network, Tie, read_network
from consilience.results import Note

_MARGIN, _WIDEST_NAME, _ACROSS = 12.0, 150.0, 110.0
_RADIUS, _OWN_RADIUS = 6.5, 12.0
_STEP, _CLOSE_STEP, _FEW = 34.0, 20.0, 16  # between two rows of a side; partners with much room
_MOST = 60
_LEAST_WIDE = 330.0


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
    partners, left_out = _partners(network, own)
    kinds = group_kinds(network, graph, groups, owner)
    shown = {n: _name(network, n, heights) for n in partners}
    wide = max([0.0, *(text_width(name, SIZE) for name in shown.values())])
    width = max(_LEAST_WIDE, 2 * (_ACROSS + wide + _RADIUS + 10 + _MARGIN))
    places, height = _places(network, own, partners, heights, width)
    looks = {
        n: Look(
            kinds[n],
            _OWN_RADIUS if n == own else _RADIUS,
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
    told = {
        "name": network.names[own],
        "partners": len(partners),
        "left_out": left_out,
        "higher": 0 if heights is None else sum(heights[n] > heights[own] for n in partners),
        "lower": 0 if heights is None else sum(heights[n] < heights[own] for n in partners),
        "strongest": [network.names[n] for n in partners[:3]],
    }
    kind = "" if heights is None else "_heights"
    return Figure(
        key=key,
        title=Note("plots.ego.title", told),
        description=Note(f"plots.ego.description{kind}", told),
        caption=Note(f"plots.ego.caption{'_part' if left_out else ''}{kind}", told),
        x=None,
        y=None,
        marks=(
            *_tie_marks(network, own, partners, places, heights),
            *signs,
            *_names(network, own, shown, looks, places, heights),
            *legend,
        ),
        width=width,
        height=height + 6 + deep + 6,
    )


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
    network: Network, own: int, partners: Sequence[int], heights: Array | None, width: float
) -> tuple[Array, float]:
    """Return places on an ellipse around the node, one row a partner, and how high that is."""
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
    middle = _MARGIN + _RADIUS + 6 + max(deepest[0], _OWN_RADIUS)
    places = np.zeros((len(network.nodes), 2))
    places[own] = width / 2, middle
    for sign, side, deep in zip((-1.0, 1.0), rows, deepest, strict=True):
        for n, across, y in side:
            bend = max(0.0, 1 - (y / (deep + 1.2 * step)) ** 2) ** 0.5
            places[n] = width / 2 + across * _ACROSS * bend, middle + sign * y
    return np.round(places, 1), middle + max(deepest[1], _OWN_RADIUS + 18) + _RADIUS + 8


def _rows(nodes: Sequence[int], step: float) -> list[tuple[int, float, float]]:
    """Return the side and the distance of each row from the middle: left and right in turn."""
    return [
        (n, -1.0 if place % 2 else 1.0, 0.7 * step + step * (place // 2) + 0.5 * step * (place % 2))
        for place, n in enumerate(nodes)
    ]


def _tie_marks(
    network: Network, own: int, partners: Sequence[int], places: Array, heights: Array | None
) -> list[Mark]:
    """Return the ties among partners, thin, then those to the node, perhaps with a slope."""
    shown = set(partners)
    pieces = tuple(
        ((float(a[0]), float(a[1])), (float(b[0]), float(b[1])))
        for tie in _among(network, partners)
        for a, b in [(places[tie.start], places[tie.end])]
    )
    ground: list[Mark] = [Segments(pieces, "guide", 0.8)] if pieces else []
    radii = np.full(len(network.nodes), _RADIUS)
    radii[own] = _OWN_RADIUS
    ties = [
        tie
        for tie in network.ties
        if own in {tie.start, tie.end} and (tie.start in shown or tie.end in shown)
    ]
    if heights is None:
        return [*ground, *tie_marks(network, ties, places, radii)]
    return [*ground, *_slopes(network, ties, places, radii, heights)]


def _among(network: Network, partners: Sequence[int]) -> list[Tie]:
    shown = set(partners)
    return [tie for tie in network.ties if tie.start in shown and tie.end in shown]


def _slopes(
    network: Network, ties: Sequence[Tie], places: Array, radii: Array, heights: Array
) -> list[Mark]:
    """Return ties whose heads point downhill; level ones have none."""
    strengths = [tie.strength for tie in network.ties] or [1.0]
    same, strongest = min(strengths) == max(strengths), max(strengths)
    found: list[Mark] = []
    for tie in ties:
        high, low = sorted((tie.start, tie.end), key=lambda n: -heights[n])
        way = places[low] - places[high]
        way = way / np.hypot(*way)
        start = places[high] + way * radii[high]
        end = places[low] - way * (1.2 * radii[low] + 1.5)
        width = 1.2 if same else tie_width(tie.strength, strongest)
        head = 5.0 + 1.6 * width if heights[high] > heights[low] else 0.0
        piece = tuple(start.round(1).tolist()), tuple(end.round(1).tolist())
        found.append(Segments((piece,), "muted", width, head=head))
    return found


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
        at = x + (_RADIUS + 6 if right else -_RADIUS - 6), y + 0.35 * SIZE
        side: Align = "start" if right else "end"
        look = looks[n]
        found.append(
            Text(*at, name, side, "ink", target=look.target, detail=look.detail, halo=True)
        )
    x, y = places[own].tolist()
    name = _name(network, own, heights)
    look = looks[own]
    below = y + _OWN_RADIUS + 4 + 0.75 * SIZE
    found.append(Text(x, below, name, "middle", "bold", target=look.target, halo=True))
    return found


def _items(
    network: Network, kinds: Sequence[Kind], drawn: Sequence[int], *, grouped: bool, high: bool
) -> list[Item]:
    occurring = sorted({kinds[n] for n in drawn}, key=lambda kind: (not kind.name, kind.style))
    found = kind_items(occurring) if grouped else []
    if high and len(drawn) > 1:
        sign = Segments((((-12, 0), (12, 0)),), width=1.2, head=7.0)
        found.append(Item((sign,), 26.0, Note("plots.ego.downhill")))
    if _among(network, drawn[1:]):
        among = Segments((((-12, 0), (12, 0)),), "guide", 0.8)
        found.append(Item((among,), 26.0, Note("plots.ego.among")))
    return found + [item for item in tie_items(network) if not (high and _is_arrow(item))]


def _is_arrow(item: Item) -> bool:
    return any(isinstance(sign, Segments) and sign.head > 0 for sign in item.signs)
