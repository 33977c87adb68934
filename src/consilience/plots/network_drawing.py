"""What all drawings of networks share: ties with their looks, symbols of groups, names of nodes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.plots.canvas import SIZE
from consilience.plots.figure import (
    Area,
    Circle,
    Form,
    Label,
    Line,
    Segments,
    Style,
    Symbol,
    Text,
)
from consilience.plots.labels import Box, Dot, Place, fitted, text_box, text_width
from consilience.plots.network_reading import Array, Network, Tie
from consilience.plots.node_names import node_names
from consilience.plots.order import natural_order
from consilience.results import Note

_LOOKS: tuple[tuple[Form, Style], ...] = (
    ("circle", "group 1"),
    ("square", "group 2"),
    ("triangle", "group 3"),
    ("diamond", "group 4"),
    ("wedge", "group 5"),
    ("plus", "group 6"),
    ("star", "group 7"),
    ("hexagon", "group 8"),
)
_DASHES: tuple[tuple[float, ...], ...] = ((), (7, 3), (2, 2.5), (9, 3, 2, 3), (4, 5))
_STRONG = 0.5  # of the strongest tie
_MANY_TIES = 300  # beyond them ties are pale, and share one element of the drawing
_WIDEST_NAME, _WIDEST_ALONE = 150.0, 84.0
_PARALLEL = 3.5  # pixels between ties of the same pair


Movable = Symbol | Circle | Text | Segments | Line | Area


@dataclass(frozen=True)
class Kind:
    """A group with its form and colour; ``name`` is "" for what has no look of its own."""

    name: str
    form: Form
    style: Style


def kinds_of(groups: Sequence[str]) -> dict[str, Kind]:
    """Return the form and colour of each group, in the order of their names.

    With more than eight groups the seven largest have their own; the others share the last.
    """
    names = natural_order(set(groups))
    own = _most_frequent(groups, names, len(_LOOKS))
    looks = {name: Kind(name, *look) for name, look in zip(own, _LOOKS, strict=False)}
    rest = Kind("", *_LOOKS[-1])
    return {name: looks.get(name, rest) for name in names}


def dashes_of(layers: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Return the dashes of each layer; with more than five, all but the four largest share one."""
    names = natural_order(set(layers))
    own = _most_frequent(layers, names, len(_DASHES))
    looks = dict(zip(own, _DASHES, strict=False))
    return {name: looks.get(name, _DASHES[-1]) for name in names}


def _most_frequent(values: Sequence[str], names: list[str], most: int) -> list[str]:
    """Return all names, or one less than fit: those that occur most, in their order."""
    if len(names) <= most:
        return names
    counts = Counter(values)
    kept = set(sorted(names, key=lambda name: (-counts[name], names.index(name)))[: most - 1])
    return [name for name in names if name in kept]


def sizes_of(network: Network, sizes: object, owner: str) -> Array:
    """Return the size of each node: the number of its partners unless sizes are given.

    Raises
    ------
    ArgumentError, DataError
        If a node has none, or one is no finite number of at least 0.
    """
    if sizes is None:
        return network.partners.astype(np.float64)
    if not isinstance(sizes, Mapping):
        raise ArgumentError("sizes", owner, "mapping", sizes)
    missing = [node for node in network.nodes if node not in sizes]
    if missing:
        raise DataError("plots.size_missing", count=len(missing), node=missing[0])
    found = checks.numbers([sizes[node] for node in network.nodes], "sizes", owner)
    if found.min() < 0:
        raise ArgumentError("sizes", owner, "not_negative", float(found.min()))
    return found


def radii_of(values: Array, room: float) -> Array:
    """Return radii in pixels whose areas grow with the values; ``room`` is that of one node."""
    largest = float(np.clip(0.17 * room, 5.0, 15.0))
    if np.ptp(values) == 0:
        return np.full(len(values), round(0.62 * largest, 1))
    least = max(3.2, 0.34 * largest)
    return np.asarray(np.round(least + (largest - least) * np.sqrt(values / values.max()), 1))


def tie_width(strength: float, strongest: float) -> float:
    """Return the width of a tie in pixels, in steps of 0.4."""
    share = math.sqrt(strength / strongest)
    return round(0.4 * round((0.7 + 3.7 * share) / 0.4), 1)


def tie_marks(network: Network, ties: Sequence[Tie], places: Array, radii: Array) -> list[Movable]:
    """Return ties as lines below the symbols, the weakest first; arrows end before a symbol."""
    if not ties:
        return []
    strengths = [tie.strength for tie in network.ties]
    same, strongest = min(strengths) == max(strengths), max(strengths)
    dashes = dashes_of([tie.layer for tie in network.ties])
    many = len(ties) > _MANY_TIES
    pieces = zip(ties, _pieces(network, ties, places, radii), strict=True)
    looks: dict[tuple[float, str], list[tuple[Tie, Piece]]] = defaultdict(list)
    for tie, piece in pieces:
        width = 1.2 if same else tie_width(tie.strength, strongest)
        looks[0.5 * width if many else width, tie.layer].append((tie, piece))
    found: list[Movable] = []
    for (width, layer), held in sorted(looks.items(), key=lambda item: item[0]):
        sets = [held] if many else [[one] for one in held]
        found += [
            Segments(
                tuple(piece for _, piece in one),
                _tie_style(one[0][0].strength / strongest, many=many, same=same),
                round(width, 2),
                dashes[layer],
                5.0 + 1.6 * width if network.directed else 0.0,
                "" if many else _tie_words(network, one[0][0]),
            )
            for one in sets
        ]
    return found


def _tie_style(share: float, *, many: bool, same: bool) -> Style:
    """Return the colour of a tie: where there are many, only the strong ones are dark."""
    if not many:
        return "muted"
    return "guide" if same or share > _STRONG else "pale muted"


Piece = tuple[tuple[float, float], tuple[float, float]]


def _pieces(network: Network, ties: Sequence[Tie], places: Array, radii: Array) -> list[Piece]:
    """Return where ties are drawn; several of one pair run side by side."""
    pairs = Counter(_pair(tie) for tie in ties)
    seen: Counter[tuple[int, int]] = Counter()
    found = []
    for tie in ties:
        pair = _pair(tie)
        shift = _PARALLEL * (seen[pair] - (pairs[pair] - 1) / 2)
        seen[pair] += 1
        low, high = places[pair[0]], places[pair[1]]
        way = high - low
        way = way / (np.hypot(*way) or 1.0)
        aside = shift * np.array([-way[1], way[0]])
        along = way if tie.start == pair[0] else -way
        start = places[tie.start] + aside
        gap = 1.15 * radii[tie.end] + 1.5 if network.directed else 0.0
        end = places[tie.end] + aside - along * gap
        found.append((_rounded(start), _rounded(end)))
    return found


def _pair(tie: Tie) -> tuple[int, int]:
    return min(tie.start, tie.end), max(tie.start, tie.end)


def _rounded(place: Array) -> tuple[float, float]:
    return round(float(place[0]), 1), round(float(place[1]), 1)


def _tie_words(network: Network, tie: Tie) -> Note:
    names = {"start": network.names[tie.start], "end": network.names[tie.end]}
    more = f" · {tie.layer}" if tie.layer else ""
    key = "plots.network.arc" if network.directed else "plots.network.tie"
    return Note(key, {**names, "strength": tie.strength, "more": more})


@dataclass(frozen=True)
class Look:
    """How a node is drawn: its kind, its radius, whether it leads, where it leads to, its words."""

    kind: Kind
    radius: float
    target: str
    detail: Label
    leads: bool = False
    bold: bool = False


def _reach(look: Look) -> float:
    """Return how far a symbol reaches from its middle."""
    return look.radius if look.kind.form == "circle" else 1.3 * look.radius


def symbol_marks(looks: Sequence[Look], places: Array) -> list[Movable]:
    """Return the symbols, the largest first; a leader stands within a ring."""
    found: list[Movable] = []
    for place in sorted(range(len(looks)), key=lambda n: (-looks[n].radius, n)):
        look = looks[place]
        x, y = _rounded(places[place])
        kind = look.kind
        if look.leads:
            found.append(Circle(x, y, _reach(look) + 2.6, "open", "ink"))
        found.append(
            Symbol(x, y, look.radius, kind.form, kind.style, "ink", 0.9, look.target, look.detail)
        )
    return found


def _short(network: Network, node: int, widest: float) -> str:
    """Return a name as it stands in the drawing; nodes without ties stand in narrow columns."""
    return fitted(network.names[node], widest if network.partners[node] else _WIDEST_ALONE, SIZE)


def name_marks(
    network: Network,
    looks: Sequence[Look],
    places: Array,
    order: Sequence[int],
    page: tuple[float, float],
) -> tuple[list[Movable], int]:
    """Return the names of some nodes, the first ones with the best places, and how many found one.

    ``order`` holds the nodes that are to be named; ``page`` is the width and height.
    """
    chosen = set(order)
    rest = [place for place in range(len(looks)) if place not in chosen]
    dots = [
        Dot(
            *_rounded(places[place]),
            _reach(looks[place]) + (3.4 if looks[place].leads else 0.0),
            _short(network, place, _WIDEST_NAME) if place in chosen else "",
        )
        for place in (*order, *rest)
    ]
    ends = [(*places[tie.start], *places[tie.end]) for tie in network.ties]
    frame = 3, 3, page[0] - 3, page[1] - 2
    placed = _placed(network, dots, order, np.array(ends).reshape(-1, 4), frame)
    marks: list[Movable] = [
        Text(
            round(at.x, 1),
            round(at.y, 1),
            shown,
            at.align,
            "bold" if looks[node].leads or looks[node].bold else "ink",
            target=looks[node].target,
            detail=looks[node].detail,
            halo=True,
        )
        for node, at, shown in placed
    ]
    return marks, len(marks)


def _placed(
    network: Network, dots: list[Dot], order: Sequence[int], ties: Array, frame: Box
) -> list[tuple[int, Place, str]]:
    """Return the nodes with the places of their names; where a long one finds none, a short one."""
    found = node_names(dots, ties, frame, SIZE)
    first = [(n, at, dot.text) for n, at, dot in zip(order, found, dots, strict=False) if at]
    taken = [text_box(at, text_width(shown, SIZE), SIZE) for _, at, shown in first]
    done = {n for n, _, _ in first}
    short = {n: _short(network, n, _WIDEST_ALONE) for n in order if n not in done}
    again = [
        replace(dot, text=short.get(order[place], "") if place < len(order) else "")
        for place, dot in enumerate(dots)
    ]
    second = node_names(again, ties, frame, SIZE, taken=taken)
    return [*first, *((n, at, short[n]) for n, at in zip(order, second, strict=False) if at)]
