"""Core and periphery: the division that fits best, and how central each node is by degrees."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize

from consilience.network.ordering import name_free_order
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Matrix,
    Node,
    direction_note,
    read_ties,
)
from consilience.network.walks import limited, plain_ties
from consilience.results import Note, Result

_Whole = NDArray[np.int32]

_SAME = 1e-12
_ALL_UP_TO = 12
_SEVERAL_STARTS_UP_TO = 300
_MOST_STARTS = 40


@dataclass(frozen=True, kw_only=True, eq=False)
class CorePeriphery(Result):
    """A core with its periphery; ``coreness`` is read-only, shape (n,).

    ``fit`` is the correlation with the pattern, in [-1, 1], NaN where no division is possible.
    Densities are shares of possible ties, in [0, 1]: within the core, between, and within the
    periphery. ``coreness`` is at least 0, and ``coreness_fit`` its correlation.
    """

    nodes: tuple[Node, ...]
    core: tuple[Node, ...]
    fit: float
    core_density: float
    between_density: float
    periphery_density: float
    coreness: NDArray[np.float64]
    coreness_fit: float

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node, the most central first."""
        inside = set(self.core)
        columns = {
            "node": self.nodes,
            "core": [node in inside for node in self.nodes],
            "coreness": self.coreness,
        }
        frame = pd.DataFrame(columns)
        return frame.sort_values("coreness", ascending=False, kind="stable", ignore_index=True)


def core_periphery(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> CorePeriphery:
    r"""Divide a network into a core and a periphery.

    Discrete: the core whose pattern "the core is tied with everyone, the rest with nobody else"
    correlates best with the ties over all pairs. Up to 12 nodes all cores are compared. Beyond, it
    is sought from the nodes above each degree and, up to 300 nodes, from cores of 40 sizes, by
    single moves and exchanges until none betters it; that nothing fits better is then not proven.
    Continuous: coreness c that minimises :math:`\sum_{i<j} (a_{ij} - c_i c_j)^2`, with the
    correlation of :math:`c_i c_j` with the strengths :math:`a_{ij}`.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes. Strengths count in the continuous coreness
        alone; direction does not count.

    Returns
    -------
    CorePeriphery
        The core, three densities, and the coreness of each node, shape (n,).

    Raises
    ------
    ArgumentError
        If the graph is none.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = core_periphery(nx.Graph([(1, 2), (1, 3), (2, 3), (1, 4), (2, 5), (3, 6)]))
    >>> found.core, round(found.fit, 3), found.coreness.round(2)
    ((1, 2, 3), 0.408, array([1.  , 1.  , 1.  , 0.31, 0.31, 0.31]))

    References
    ----------
    Borgatti and Everett (2000), Models of Core/Periphery Structures; Boyd, Fitzgerald, Mahutga and
    Smith (2010), Computing Continuous Core/Periphery Structures for Social Relations Data with
    MINRES/SVD.
    """
    owner = "core_periphery"
    ties = limited(read_ties(graph, weight, owner), owner)
    tied = plain_ties(ties)
    core, fit, rivals = best_core(tied)
    coreness, coreness_fit = _continuous(ties.mutual)
    coreness.flags.writeable = False
    core_density, between, rest = _densities(tied, core)
    return CorePeriphery(
        nodes=ties.nodes,
        core=ties.named(core),
        fit=fit,
        core_density=core_density,
        between_density=between,
        periphery_density=rest,
        coreness=coreness,
        coreness_fit=coreness_fit,
        parameters={"weight": weight},
        notes=(*ties.notes, *direction_note(ties), *_notes(fit, rivals)),
        references=("borgatti2000", "boyd2010"),
    )


def best_core(tied: Matrix) -> tuple[NDArray[np.int64], float, int]:
    """Return the core that fits best, its correlation, and how many next to it fit as well.

    ``tied`` is symmetric, in sparse rows. Without a possible division the core is empty.
    """
    order = name_free_order(tied)
    matrix = (tied[order][:, order] > 0).toarray().astype(np.int32)  # at most 3,000 x 3,000
    degree = matrix.sum(axis=1)
    inside, fit, rivals = np.zeros(len(degree), dtype=np.bool_), float("nan"), 0
    for start in _starts(matrix, degree):
        found = _climbed(matrix, degree, start)
        if np.isnan(fit) or found[1] > fit + _SAME:
            inside, fit, rivals = found
    return np.sort(order[inside]), fit, rivals


def _starts(tied: _Whole, degree: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    """Return cores to begin with: all, those of several sizes by degree, or the best by degree."""
    if len(degree) <= _ALL_UP_TO:
        return _best_of_all(tied, degree)
    ranked = np.argsort(-degree, kind="stable")
    sizes = np.unique(np.linspace(1, len(degree) - 1, _MOST_STARTS).astype(np.int64))
    cores = [degree >= level for level in np.unique(degree)[1:]]
    if len(degree) <= _SEVERAL_STARTS_UP_TO:
        cores += [np.isin(np.arange(len(degree)), ranked[:size]) for size in sizes[sizes > 0]]
    fits = np.array([_fit(tied, core) for core in cores])
    kept = np.flatnonzero(~np.isnan(fits))
    if len(degree) > _SEVERAL_STARTS_UP_TO and len(kept):
        kept = kept[[np.argmax(fits[kept])]]
    return [cores[place] for place in kept]


def _best_of_all(tied: _Whole, degree: NDArray[np.int64]) -> list[NDArray[np.bool_]]:
    cores = np.array(list(product((False, True), repeat=len(degree))))
    rest = (~cores).astype(np.int64)
    idle = ((rest @ tied) * rest).sum(axis=1) // 2
    sizes, fits = cores.sum(axis=1), np.full(len(cores), -np.inf)
    for size in range(1, len(degree)):
        values = _fits(degree, idle[sizes == size], size)
        fits[sizes == size] = np.nan_to_num(values, nan=-np.inf)
    best = fits.max()
    if not np.isfinite(best):
        return []
    tied_degree = np.where(fits >= best - _SAME, cores @ degree, -1)  # of equals the best tied
    return [cores[np.argmax(tied_degree)]]


def _climbed(
    tied: _Whole, degree: NDArray[np.int64], inside: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], float, int]:
    fit, inside = _fit(tied, inside), inside.copy()
    while True:
        value, rivals, move = _step(tied, degree, inside)
        if value <= fit + _SAME:
            return inside, fit, rivals if value >= fit - _SAME else 0
        inside[move] = ~inside[move]
        fit = value


def _step(
    tied: _Whole, degree: NDArray[np.int64], inside: NDArray[np.bool_]
) -> tuple[float, int, list[int]]:
    """Return the best fit after one move or exchange, how many have it, and the nodes moved."""
    rest = tied @ ~inside  # ties to the periphery
    idle = rest[~inside].sum() // 2
    size = int(inside.sum())
    leave, join = np.flatnonzero(inside), np.flatnonzero(~inside)
    exchange = rest[leave][:, None] - tied[np.ix_(leave, join)] - rest[join][None, :]
    choices = [
        (_fits(degree, idle + rest[leave], size - 1), leave[:, None]),
        (_fits(degree, idle - rest[join], size + 1), join[:, None]),
        (_fits(degree, (idle + exchange).ravel(), size), np.empty((0, 2), dtype=np.int64)),
    ]
    tops = [np.nanmax(values, initial=-np.inf) for values, _ in choices]
    best = float(max(tops))
    rivals = sum(int((values >= best - _SAME).sum()) for values, _ in choices)
    kind = int(np.argmax(np.array(tops) >= best - _SAME))
    place = int(np.argmax(choices[kind][0] >= best - _SAME))
    if kind < 2:
        return best, rivals, choices[kind][1][place].tolist()
    one, other = divmod(place, len(join))
    return best, rivals, [int(leave[one]), int(join[other])]


def _fit(tied: _Whole, inside: NDArray[np.bool_]) -> float:
    idle = np.array([tied[np.ix_(~inside, ~inside)].sum() // 2])
    return float(_fits(tied.sum(axis=1), idle, int(inside.sum()))[0])


def _fits(degree: NDArray[np.int64], idle: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    """Return the correlations of cores of one size that leave ``idle`` ties in the periphery."""
    count, ties = len(degree), float(degree.sum() // 2)
    pairs, rest = count * (count - 1) / 2, count - size
    pattern = pairs - rest * (rest - 1) / 2
    scale = np.sqrt(pattern * (pairs - pattern) * ties * (pairs - ties))
    if not scale > 0:
        return np.full(len(idle), np.nan)
    return np.asarray(((ties - idle) * pairs - pattern * ties) / scale)


def _densities(tied: Matrix, core: NDArray[np.int64]) -> tuple[float, float, float]:
    inside = np.zeros(tied.shape[0], dtype=np.bool_)
    inside[core] = True
    size, rest = len(core), int((~inside).sum())
    shares = (
        (tied[inside][:, inside].nnz, size * (size - 1)),
        (tied[inside][:, ~inside].nnz, size * rest),
        (tied[~inside][:, ~inside].nnz, rest * (rest - 1)),
    )
    return tuple(ties / pairs if pairs else float("nan") for ties, pairs in shares)  # type: ignore[return-value]  # three


def _continuous(strength: Matrix) -> tuple[NDArray[np.float64], float]:
    """Return the coreness and its correlation; all 0 and NaN without ties."""
    count = strength.shape[0]
    if not strength.nnz:
        return np.zeros(count), float("nan")
    unit = float(strength.data.max())
    scaled = strength / unit

    def loss(c: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        moved, square = scaled @ c, c @ c
        value = (square**2 - (c**4).sum()) / 2 - c @ moved
        return float(value), 2 * c * (square - c**2) - 2 * moved

    degree = np.asarray(scaled.sum(axis=1)).ravel()
    start = degree / np.sqrt(degree.sum())
    options: Any = {"maxiter": 10_000, "maxfun": 100_000, "ftol": 1e-15, "gtol": 1e-9}
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=optimize.Bounds(0, np.inf), options=options
    ).x
    return np.asarray(found * np.sqrt(unit)), _correlation(scaled, found)


def _correlation(strength: Matrix, c: NDArray[np.float64]) -> float:
    """Return the correlation of strengths with products of coreness over all pairs."""
    pairs = len(c) * (len(c) - 1) / 2
    a_sum, a_square = strength.sum() / 2, (strength.data**2).sum() / 2
    c_sum = (c.sum() ** 2 - (c**2).sum()) / 2
    c_square = ((c**2).sum() ** 2 - (c**4).sum()) / 2
    both = c @ (strength @ c) / 2
    scale = (a_square * pairs - a_sum**2) * (c_square * pairs - c_sum**2)
    if scale <= _SAME * (a_square * c_square * pairs**2):
        return float("nan")
    return float((both * pairs - a_sum * c_sum) / np.sqrt(scale))


def _notes(fit: float, rivals: int) -> tuple[Note, ...]:
    if np.isnan(fit):
        return (Note("network.note.no_core"),)
    return (Note("network.note.core_rivals", {"count": rivals}, "warning"),) * (rivals > 0)
