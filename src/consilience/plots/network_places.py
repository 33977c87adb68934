"""Where the nodes of a whole network stand on the page: parts side by side, nobody on another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from consilience.plots.stress import Matrix, stress_places

_SHAPE = 1.5  # width over height of several parts together
_FLATTEST, _HIGHEST = 0.8, 0.8  # how far a picture is squeezed; its height over its width
_LEAST_HIGH = 0.6
_LARGEST_UNIT = 110.0  # pixels for the room of one node, where there are few
_SIDE, _TOP, _LEAST_PAGE = 32.0, 22.0, 84.0
_APART = 5.0  # pixels between two symbols
_ROUNDS = 200
_NAMED_ALONE = 24  # nodes without ties that get room for their names


@dataclass(frozen=True)
class PagePlaces:
    """Places of the nodes in pixels, shape (n, 2), and how high they reach."""

    places: Matrix
    height: float


def page_places(
    tied: NDArray[np.bool_], ranks: NDArray[np.int64], radii: Matrix, width: float
) -> PagePlaces:
    """Return where the nodes stand on a page of some width.

    Each part is placed by its ties, the largest first, in rows; nodes without ties stand in rows
    below. Symbols that would overlap are pushed apart.

    Parameters
    ----------
    tied : array of shape (n, n)
        Symmetric, without self-loops.
    ranks : array of shape (n,)
        The order of the names.
    radii : array of shape (n,)
        How much room each symbol takes, in pixels.
    width : float
        Of the page, in pixels.

    Returns
    -------
    PagePlaces
        The same for the same network in any order.

    Raises
    ------
    ValueError
        If there is no node.

    Examples
    --------
    >>> none = np.zeros((2, 2), dtype=bool)
    >>> page_places(none, np.arange(2), np.full(2, 6.0), 460).places.tolist()
    [[115.0, 24.0], [345.0, 24.0]]

    References
    ----------
    Gansner, E. R., Koren, Y. and North, S. (2004). Graph Drawing by Stress Majorization. In Graph
    Drawing. Springer.
    """
    alone = ~tied.any(axis=1)
    places, height = np.zeros((len(tied), 2)), 0.0
    joined = np.flatnonzero(~alone)
    if len(joined):
        places[joined] = _packed(tied[np.ix_(joined, joined)], ranks[joined])
        edge = np.array([_SIDE, _TOP]) + radii.max()
        places[joined], height = _scaled(places[joined], width, edge)
        frame = np.array([edge, [width, height] - edge])
        places[joined] = _pushed_apart(places[joined], radii[joined], frame)
    rows, height = _rows(np.flatnonzero(alone), ranks, float(radii.max()), width, height)
    for node, x, y in rows:
        places[node] = x, y
    return PagePlaces(np.round(places, 1), height)


def _packed(tied: NDArray[np.bool_], ranks: NDArray[np.int64]) -> Matrix:
    """Return the places of all parts, in rows; each node has about one unit of room."""
    parts = _parts(tied, ranks)
    sizes = [np.ptp(places, axis=0) + 1.0 for _, places in parts]
    widest = max(float(size[0]) for size in sizes)
    limit = max(widest, float(np.sqrt(_SHAPE * sum(size.prod() for size in sizes))))
    found, x, y, deep = np.zeros((len(tied), 2)), 0.0, 0.0, 0.0
    for (nodes, places), (wide, high) in zip(parts, sizes, strict=True):
        if x and x + wide > limit + 1e-9:
            x, y, deep = 0.0, y + deep, 0.0
        found[nodes] = places - places.min(axis=0) + [x + 0.5, y + 0.5]
        x, deep = x + float(wide), max(deep, float(high))
    return found


def _parts(
    tied: NDArray[np.bool_], ranks: NDArray[np.int64]
) -> list[tuple[NDArray[np.int64], Matrix]]:
    """Return the nodes of each part with their places: larger and wider parts first."""
    count, labels = csgraph.connected_components(tied, directed=False)
    found = [np.flatnonzero(labels == number) for number in range(count)]
    parts = [(nodes, _part(tied, ranks, nodes)) for nodes in found]

    def order(part: tuple[NDArray[np.int64], Matrix]) -> tuple[float, ...]:
        nodes, places = part
        wide, high = np.round(np.ptp(places, axis=0), 4).tolist()
        return -len(nodes), -wide, -high, float(ranks[nodes].min())

    return sorted(parts, key=order)


def _part(tied: NDArray[np.bool_], ranks: NDArray[np.int64], nodes: NDArray[np.int64]) -> Matrix:
    places = stress_places(tied[np.ix_(nodes, nodes)], ranks[nodes])
    wide, high = np.ptp(places, axis=0)
    room = max(float(wide), 1.0) * max(float(high), _LEAST_HIGH)
    return np.asarray(places * np.sqrt(len(nodes) / room))


def _scaled(places: Matrix, width: float, edge: Matrix) -> tuple[Matrix, float]:
    """Return places in pixels and the height that they need."""
    low = places.min(axis=0)
    wide, high = np.maximum(np.ptp(places, axis=0), 1e-9)
    across = width - 2 * float(edge[0])
    scale = min(across / float(wide), _LARGEST_UNIT)
    down = max(_FLATTEST * scale, min(scale, _HIGHEST * across / high))
    shrink = min(1.0, _HIGHEST * across / (down * high))
    scale, down = scale * shrink, down * shrink
    found = (places - low) * [scale, down]
    height = max(float(np.ptp(found[:, 1])) + 2 * float(edge[1]), _LEAST_PAGE)
    corner = (np.array([width, height]) - np.ptp(found, axis=0)) / 2
    return found + corner, height


def _pushed_apart(places: Matrix, radii: Matrix, frame: Matrix) -> Matrix:
    """Return the places after all that overlap were pushed apart, within the frame."""
    room = radii[:, None] + radii[None, :] + _APART
    np.fill_diagonal(room, 0.0)
    for _ in range(_ROUNDS):
        gaps = places[:, None] - places[None]
        apart = np.hypot(gaps[..., 0], gaps[..., 1])
        over = np.maximum(room - apart, 0.0)
        if over.max() < 0.5:
            break
        push = (gaps / np.maximum(apart, 1e-6)[..., None]) * (0.5 * over)[..., None]
        places = np.clip(places + push.sum(axis=1), frame[0], frame[1])
    return places


def _rows(
    nodes: NDArray[np.int64], ranks: NDArray[np.int64], radius: float, width: float, top: float
) -> tuple[list[tuple[int, float, float]], float]:
    """Return where nodes without ties stand, below the others, and how high the page is then."""
    if not len(nodes):
        return [], top
    named = len(nodes) <= _NAMED_ALONE
    step = 100.0 if named else 2 * radius + 10
    down = 2 * radius + (22 if named else 8)
    columns = max(1, min(len(nodes), int((width - 20) // step)))
    step = (width if len(nodes) <= columns and named else columns * step) / columns
    left = (width - columns * step) / 2
    ordered = nodes[np.argsort(ranks[nodes])].tolist()
    found = [
        (node, left + step * (place % columns + 0.5), top + radius + 18 + down * (place // columns))
        for place, node in enumerate(ordered)
    ]
    return found, top + radius + 18 + down * (1 + (len(ordered) - 1) // columns)
