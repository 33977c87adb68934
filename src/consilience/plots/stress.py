"""Places of the nodes of a connected network, so that drawn distances follow those by ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph

from consilience.plots.node_order import structural_order

Matrix = NDArray[np.float64]
_ROUNDS, _SETTLED = 150, 1e-4
_TURNS = 36  # angles that are tried for the widest picture


def stress_places(tied: NDArray[np.bool_], ranks: NDArray[np.int64]) -> Matrix:
    """Return places of the nodes of one component, shape (n, 2), wider than high.

    A tie is drawn the longer, the more partners its ends do not share; the unit is the mean length
    of a tie. The start is classical scaling with a small spiral on top, which parts nodes that
    stand alike. The same network gives the same places in any order of its nodes.

    Parameters
    ----------
    tied : array of shape (n, n)
        Symmetric, connected, without self-loops.
    ranks : array of shape (n,)
        The order of the names, which decides between nodes that stand alike.

    Returns
    -------
    array of shape (n, 2)
        Around (0, 0).

    Raises
    ------
    ValueError
        If there is no node.

    Examples
    --------
    >>> places = stress_places(np.array([[False, True], [True, False]]), np.arange(2))
    >>> np.ptp(places, axis=0).round(3).tolist()
    [1.0, 0.0]

    References
    ----------
    Gansner, E. R., Koren, Y. and North, S. (2004). Graph Drawing by Stress Majorization. In Graph
    Drawing. Springer.
    """
    if len(tied) == 1:
        return np.zeros((1, 2))
    distances = _distances(tied)
    order = structural_order(distances, ranks)
    wanted = distances[np.ix_(order, order)]
    found = _turned(_majorized(wanted, _start(wanted)))
    places = np.empty_like(found)
    places[order] = found
    return places


def _distances(tied: NDArray[np.bool_]) -> Matrix:
    """Return the lengths of the shortest ways, in mean lengths of a tie."""
    links = tied.astype(np.float64)
    degrees = links.sum(axis=1)
    unshared = degrees[:, None] + degrees[None, :] - 2 * links @ links
    lengths = np.where(tied, np.sqrt(np.maximum(unshared, 1.0)), 0.0)
    ways = csgraph.shortest_path(lengths / lengths[tied].mean(), directed=False)
    return np.asarray(np.round(ways, 9))


def _start(wanted: Matrix) -> Matrix:
    count = len(wanted)
    centred = wanted**2
    centred = centred - centred.mean(axis=0) - centred.mean(axis=1)[:, None] + centred.mean()
    values, vectors = np.linalg.eigh(-0.5 * centred)
    places = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 0.0))
    steps = np.arange(count) + 0.5
    radius, angle = np.sqrt(steps / count), steps * np.pi * (3 - np.sqrt(5))
    spiral = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return np.asarray(places + 0.1 * wanted.mean() * spiral)


def _majorized(wanted: Matrix, places: Matrix) -> Matrix:
    """Return places of lower stress: each round solves the quadratic that bounds it from above."""
    count = len(wanted)
    apart = wanted + np.eye(count)
    weights = apart**-2
    np.fill_diagonal(weights, 0.0)
    whole = np.diag(weights.sum(axis=1)) - weights
    bound = -weights * wanted
    inverse = np.linalg.inv(whole + 1.0 / count) - 1.0 / count
    for _ in range(_ROUNDS):
        x, y = places.T
        drawn = np.hypot(x[:, None] - x, y[:, None] - y)
        pull = bound / np.maximum(drawn, 1e-9)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        moved = inverse @ (pull @ places)
        change = np.abs(moved - places).max()
        places = moved
        if change < _SETTLED * wanted.mean():
            break
    return np.asarray(places - places.mean(axis=0))


def _turned(places: Matrix) -> Matrix:
    """Return the places turned so that the picture is as wide against its height as can be."""
    first = np.linalg.eigh(places.T @ places)[1][:, 1]
    start = np.arctan2(first[1], first[0])
    best, found = -1.0, places
    for turn in range(_TURNS):
        angle = start + np.pi * turn / _TURNS
        across, up = np.cos(angle), np.sin(angle)
        turned = places @ np.array([[across, -up], [up, across]])
        wide, high = np.ptp(turned, axis=0)
        if wide - high > best + 1e-6:
            best, found = float(wide - high), turned
    return found
