"""An order of the nodes that the network itself gives, so that a picture does not rest on names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_Hashes = NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)


def structural_order(distances: NDArray[np.float64], ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the nodes in an order that only their distances decide, shape (n,).

    Nodes get colours from the colours at each distance until no more can be told apart; then one
    of those that stand alike is singled out, and so on. ``ranks`` decides between nodes that stand
    alike, so that the picture stays the same but for which of them is where.

    Parameters
    ----------
    distances : array of shape (n, n)
        Symmetric, finite, 0 on the diagonal.
    ranks : array of shape (n,)
        The order of the names.

    Returns
    -------
    array of shape (n,)
        The places of the nodes in their order.

    Raises
    ------
    IndexError
        If the ranks are fewer than the nodes.

    Examples
    --------
    >>> path = np.abs(np.subtract.outer([1.0, 0.0, 2.0], [1.0, 0.0, 2.0]))
    >>> again = path[::-1, ::-1]
    >>> one, other = (structural_order(d, np.arange(3)) for d in (path, again))
    >>> bool((path[np.ix_(one, one)] == again[np.ix_(other, other)]).all())
    True

    References
    ----------
    McKay, B. D. and Piperno, A. (2014). Practical Graph Isomorphism, II. Journal of Symbolic
    Computation 60.
    """
    codes = np.unique(np.round(distances, 6), return_inverse=True)[1].reshape(distances.shape)
    marks = _mixed(codes.astype(np.uint64) * _ODD)
    colours = _refined(np.zeros(len(distances), dtype=np.uint64), marks)
    while (cell := _first_cell(colours)) is not None:
        members = cell[np.argsort(ranks[cell])]
        chosen = members if _interchangeable(codes, members) else members[:1]
        colours[chosen] = _mixed(
            colours[chosen] + _ODD * np.arange(1, len(chosen) + 1, dtype=np.uint64)
        )
        colours = _refined(colours, marks)
    return np.argsort(colours)


def _mixed(values: _Hashes) -> _Hashes:
    """Return numbers that look random, the same for the same numbers (SplitMix64)."""
    found = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(31))


def _refined(colours: _Hashes, marks: _Hashes) -> _Hashes:
    """Return colours that tell apart whatever the colours at each distance tell apart."""
    count = 0
    while (classes := len(np.unique(colours))) > count:
        count = classes
        seen = _mixed(marks ^ _mixed(colours)[None, :]).sum(axis=1, dtype=np.uint64)
        colours = _mixed(colours * _ODD + seen)
    return colours


def _first_cell(colours: _Hashes) -> NDArray[np.int64] | None:
    """Return the nodes of the first colour that several share, or None."""
    found, counts = np.unique(colours, return_counts=True)
    shared = found[counts > 1]
    return np.flatnonzero(colours == shared[0]) if len(shared) else None


def _interchangeable(codes: NDArray[np.int64], members: NDArray[np.int64]) -> bool:
    """Tell whether any two of the nodes may change places without any distance changing."""
    inner = codes[np.ix_(members, members)]
    apart = inner[~np.eye(len(members), dtype=bool)]
    outer = np.delete(codes[members], members, axis=1)
    return bool((apart == apart[0]).all() and (outer == outer[0]).all())
