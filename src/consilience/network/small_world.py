"""Small worlds: clustering and distances beside those of random networks and lattices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg, sparse

from consilience import checks
from consilience.kernels.paths import distance_sums, tied_partners
from consilience.kernels.rewiring import exchange_ends
from consilience.network.ordering import name_free_order
from consilience.network.ties import (
    DEFAULT_WEIGHT,
    Graph,
    Matrix,
    Ties,
    components,
    direction_note,
    laplacian,
    read_ties,
    rows_of,
)
from consilience.network.walks import limited, plain_ties
from consilience.results import Note, Result

_RANDOM_ROUNDS = 10  # attempts a tie: enough to forget the network
_LATTICE_ROUNDS = 1_000
_LATTICE_TRIES = 3_000_000
_LATTICES = 5
_SAME = 1e-12
_NAMES = ("sigma", "omega", "propensity")


@dataclass(frozen=True)
class Reference:
    """Mean and interval of what the random networks have; NaN where undefined."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Index:
    """An index, and the interval that it has with one reference network at a time."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class SmallWorld(Result):
    """Three indices of small worlds, NaN where undefined; see :func:`small_world`.

    ``nodes`` and ``ties`` are those of the largest part, which is what is measured. Intervals hold
    95 of 100 reference networks.
    """

    nodes: int
    ties: int
    clustering: float
    mean_distance: float
    random_clustering: Reference
    random_distance: Reference
    lattice_clustering: float
    lattice_distance: float
    sigma: Index
    omega: Index
    propensity: Index

    def to_frame(self) -> pd.DataFrame:
        """Return one row an index: its value and interval."""
        rows = [{"index": name, **vars(getattr(self, name))} for name in _NAMES]
        return pd.DataFrame(rows)


def small_world(
    graph: Graph,
    *,
    references: int = 100,
    seed: int = 0,
    weight: str | None = DEFAULT_WEIGHT,
) -> SmallWorld:
    r"""Compare clustering C and mean distance L with random networks (r) and lattices (l).

    :math:`\sigma = (C / C_r) / (L / L_r)`, above 1 in a small world (Humphries and Gurney);
    :math:`\omega = L_r / L - C / C_l`, near 0 in a small world, towards -1 in a lattice and 1 in a
    random network (Telesford and others); the propensity
    :math:`\phi = 1 - \sqrt{(\Delta_C^2 + \Delta_L^2) / 2}` with
    :math:`\Delta_C = (C_l - C) / (C_l - C_r)` and :math:`\Delta_L = (L - L_r) / (L_l - L_r)`, both
    cut to [0, 1]: above 0.6 in a small world (Muldoon and others). C is the mean share of tied
    pairs of partners, L the mean distance in ties.

    Reference networks keep the degree of every node and hang together; so they do for the
    propensity, where its authors keep the number of ties only (a convention of this program).
    Random ones come from 10 attempts a tie to exchange the ends of two ties. Lattices come from
    1,000 attempts a tie, at most three million, that do not lengthen the ties on a ring; on it the
    nodes stand in the order of the angle in the two slowest eigenvectors of the Laplacian (a
    convention of this program). Of five lattices the one of the largest clustering gives C_l and
    L_l.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes. Strength and direction do not count. In a
        network in several parts the largest one is measured, and a note says so.
    references
        Number of random networks, at least 2.
    seed
        Seed of the exchanges, at least 0.

    Returns
    -------
    SmallWorld
        The three indices with intervals. Where random networks have no triangles sigma is
        undefined, where no other network has these degrees omega and propensity are, too.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = small_world(nx.connected_watts_strogatz_graph(60, 6, 0.1, seed=1), references=10)
    >>> found.sigma.low > 1, abs(found.omega.value) < 0.5, found.propensity.value > 0.6
    (True, True, True)

    References
    ----------
    Humphries and Gurney (2008), Network "Small-World-Ness"; Telesford and others (2011), The
    Ubiquity of Small-World Networks; Muldoon, Bridgeford and Bassett (2016), Small-World Propensity
    and Weighted Brain Networks; Maslov and Sneppen (2002) and Sporns and Zwi (2004) for the
    reference networks.
    """
    owner = "small_world"
    ties = limited(read_ties(graph, weight, owner), owner)
    count = checks.whole(references, 2, "references", owner)
    start = checks.whole(seed, 0, "seed", owner)
    tied, notes = _largest_part(ties)
    own = _measured(*rows_of(tied))
    rng = np.random.default_rng(start)
    random, exchanged = _references(tied, np.empty(0, np.int64), count, rng)
    lattices = _references(tied, _ring(tied), _LATTICES, rng)[0]
    best = lattices[np.argmax(lattices[:, 0])]
    values = _indices(own, random, best) if exchanged else np.full((count + 1, 3), np.nan)
    sigma, omega, propensity = (
        Index(float(values[0, k]), *_bounds(values[1:, k])) for k in range(3)
    )
    return SmallWorld(
        nodes=tied.shape[0],
        ties=tied.nnz // 2,
        clustering=own[0],
        mean_distance=own[1],
        random_clustering=_reference(random[:, 0]),
        random_distance=_reference(random[:, 1]),
        lattice_clustering=float(best[0]),
        lattice_distance=float(best[1]),
        sigma=sigma,
        omega=omega,
        propensity=propensity,
        parameters={"references": count, "seed": start, "weight": weight},
        notes=(*ties.notes, *direction_note(ties), *notes, *_undefined(values[0], exchanged)),
        references=("humphries2008", "telesford2011", "muldoon2016", "maslov2002", "sporns2004"),
    )


def _largest_part(ties: Ties) -> tuple[Matrix, tuple[Note, ...]]:
    """Return the ties of the largest part, in an order that names do not decide."""
    whole = plain_ties(ties)
    order = name_free_order(whole)
    tied = whole[order][:, order].tocsr()
    tied.sort_indices()
    parts, part = components(tied)
    if parts == 1:
        return tied, ()
    inside = np.flatnonzero(part == np.argmax(np.bincount(part)))
    values = {"parts": parts, "nodes": len(inside), "all": len(ties.nodes)}
    found = sparse.csr_array(tied[inside][:, inside])
    return found, (Note("network.note.largest_part", values, "warning"),)


def _measured(first: NDArray[np.int64], partners: NDArray[np.int64]) -> tuple[float, float]:
    """Return clustering and mean distance; the distance is NaN without ties."""
    degree = np.diff(first)
    triangles = tied_partners.at_cost(int(degree[partners].sum()))(first, partners)
    clustering = float((triangles / np.maximum(degree * (degree - 1) / 2, 1)).mean())
    pairs, total = distance_sums.at_cost(len(degree) * len(partners))(first, partners)
    return clustering, float(total / pairs) if pairs else float("nan")


def _references(
    tied: Matrix, ring: NDArray[np.int64], count: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], int]:
    """Return clustering and distance of each reference, shape (count, 2), and the exchanges."""
    first, partners = rows_of(tied)
    pairs = np.column_stack(sparse.triu(tied).coords).astype(np.int64)
    patience = min(_LATTICE_ROUNDS, _LATTICE_TRIES // (len(pairs) + 1) + 1)
    rounds = patience if len(ring) else _RANDOM_ROUNDS
    exchange = exchange_ends.at_cost(count * rounds * len(pairs))
    found, made = np.empty((count, 2)), 0
    for place in range(count):
        ends, rows = pairs.copy(), partners.copy()
        for _ in range(rounds if len(pairs) > 1 else 0):
            picks = rng.integers(0, [len(pairs), 2 * len(pairs)], (len(pairs), 2))
            made += exchange(first, rows, ends, picks, ring)
        found[place] = _measured(first, rows)
    return found, made


def _ring(tied: Matrix) -> NDArray[np.int64]:
    """Return the place of each node on a ring: the rank of its angle in two slow eigenvectors."""
    count = tied.shape[0]
    if count < 3:
        return np.arange(count)
    slow = linalg.eigh(laplacian(tied.astype(np.float64)).toarray(), subset_by_index=(1, 2))[1]
    place = np.empty(count, dtype=np.int64)
    place[np.argsort(np.arctan2(slow[:, 1], slow[:, 0]), kind="stable")] = np.arange(count)
    return place


def _indices(
    own: tuple[float, float], random: NDArray[np.float64], lattice: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the indices with the mean reference, then with each one, shape (1 + count, 3)."""
    c, distance = own
    c_random, d_random = np.vstack([random.mean(axis=0), random]).T
    c_lattice, d_lattice = lattice
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma = (c / c_random) / (distance / d_random)
        omega = d_random / distance - c / c_lattice
        less = (c_lattice - c) / (c_lattice - c_random)
        more = (distance - d_random) / (d_lattice - d_random)
    ordered = (c_lattice - c_random > _SAME) & (d_lattice - d_random > _SAME)
    lost = np.clip([less, more], 0, 1)
    propensity = np.where(ordered, 1 - np.sqrt((lost**2).mean(axis=0)), np.nan)
    found = np.column_stack([sigma, omega, propensity])
    found[0, ~np.isfinite(found[0])] = np.nan
    return found


def _reference(values: NDArray[np.float64]) -> Reference:
    return Reference(float(values.mean()), *_bounds(values))


def _bounds(values: NDArray[np.float64]) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.quantile(known, [0.025, 0.975], method="inverted_cdf")
    return float(low), float(high)


def _undefined(values: NDArray[np.float64], exchanged: int) -> tuple[Note, ...]:
    if not exchanged:
        return (Note("network.note.rigid", {}, "warning"),)
    names = [name for name, value in zip(_NAMES, values, strict=True) if np.isnan(value)]
    return (Note("network.note.no_index", {"indices": names}, "warning"),) * bool(names)
