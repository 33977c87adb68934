"""Network potential (网络势能): the field of each node, and partners up- and downhill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import optimize
from scipy.sparse import csgraph

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.network.leading.coherence import EXACT_UP_TO
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, components, read_ties
from consilience.results import Note, Result

if TYPE_CHECKING:
    from collections.abc import Callable

_GRID = 200
_FLAT = 1e-9  # entropies that differ by less, relatively, single out no sigma


@dataclass(frozen=True)
class Slope:
    """One tie: by how much the potential of its higher end exceeds that of its lower end."""

    higher: Node
    lower: Node
    difference: float


@dataclass(frozen=True, kw_only=True, eq=False)
class TopologicalPotential(Result):
    """Potential of each node, read-only, shape (n,), and the slope along each tie.

    ``entropy`` is that of the shares of potential at ``sigma``, in [0, ln n]; ``hops`` is the
    distance that a node reaches, 3 sigma / sqrt(2). ``slopes`` come steepest first.
    """

    nodes: tuple[Node, ...]
    potential: NDArray[np.float64]
    sigma: float
    entropy: float
    hops: float
    slopes: tuple[Slope, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node: potential, and the numbers of partners up- and downhill."""
        steep = [slope for slope in self.slopes if slope.difference > 0]
        up = [sum(slope.lower == node for slope in steep) for node in self.nodes]
        down = [sum(slope.higher == node for slope in steep) for node in self.nodes]
        columns = {"node": self.nodes, "potential": self.potential, "uphill": up, "downhill": down}
        return pd.DataFrame(columns)


def topological_potential(
    graph: Graph,
    mass: Mapping[Any, float] | ArrayLike | None = None,
    *,
    sigma: float | None = None,
    weighted: bool = False,
    weight: str | None = DEFAULT_WEIGHT,
) -> TopologicalPotential:
    r"""Measure the potential of each node in the field of all others.

    :math:`\varphi(v) = \sum_u m_u e^{-(d_{uv} / \sigma)^2}`, with the masses m (resources) and
    distances d in ties; u = v is part of the sum, so that an isolated node has its own mass. The
    range :math:`\sigma` is the one of the smallest entropy of the shares of potential: there
    nodes differ most. In a network in several parts it is the mean entropy within the parts, each
    counting by its mass (a convention of this program): their sizes would decide otherwise.
    Where masses alone differ most, sigma is a fifth of the shortest distance, and a note says so.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes. Direction does not count.
    mass
        Mass of each node, at least 0 and not all 0: a mapping of every node, or a list in the
        order of the network, shape (n,); 1 for all by default.
    sigma
        The range, greater than 0; that of the smallest entropy by default.
    weighted
        If true, the length of a tie is one over its strength; else each tie has length 1.

    Returns
    -------
    TopologicalPotential
        Potentials, sigma, and the slope of each tie.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If a mass is missing, a strength is missing, negative or not finite, or the network is too
        large.
    UnknownNameError
        If a mass is given for an unknown node, or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = topological_potential(nx.florentine_families_graph())
    >>> round(found.sigma, 3), found.nodes[int(found.potential.argmax())]
    (1.472, 'Medici')

    References
    ----------
    Gan, He, Li and Wang (2009), Community Discovery Method in Networks Based on Topological
    Potential.
    """
    owner = "topological_potential"
    ties = read_ties(graph, weight, owner)
    if len(ties.nodes) > EXACT_UP_TO:
        raise DataError("network.too_large", owner=owner, limit=EXACT_UP_TO, nodes=len(ties.nodes))
    masses = _masses(ties, mass, owner)
    squared = _distances(ties, weighted=checks.boolean(weighted, "weighted", owner)) ** 2
    given = None if sigma is None else checks.number(sigma, "sigma", owner)
    if given is not None and given <= 0:
        raise ArgumentError("sigma", owner, "above", sigma, limit=0)

    def field(width: float) -> NDArray[np.float64]:
        return np.asarray(np.exp(-squared / width**2) @ masses)

    part = components(ties.strength)[1]
    chosen, notes = (given, ()) if given is not None else _sharpest(field, squared, masses, part)
    potential = field(chosen)
    potential.flags.writeable = False
    return TopologicalPotential(
        nodes=ties.nodes,
        potential=potential,
        sigma=chosen,
        entropy=_entropy(potential),
        hops=3 * chosen / np.sqrt(2),
        slopes=_slopes(ties, potential),
        parameters={
            "mass": masses.tolist(),
            "sigma": sigma,
            "weighted": bool(weighted),
            "weight": weight,
        },
        notes=(*ties.notes, *notes),
        references=("gan2009",),
    )


def _masses(ties: Ties, mass: object, owner: str) -> NDArray[np.float64]:
    if mass is None:
        return np.ones(len(ties.nodes))
    listed = mass
    if isinstance(mass, Mapping):
        missing = [node for node in ties.nodes if node not in mass]
        if missing:
            raise DataError("network.mass_missing", count=len(missing), node=missing[0])
        unknown = [str(node) for node in mass if node not in set(ties.nodes)]
        if unknown:
            raise UnknownNameError("mass", owner, unknown[0], map(str, ties.nodes))
        listed = [mass[node] for node in ties.nodes]
    found = checks.numbers(listed, "mass", owner)
    checks.same_length(found, np.empty(len(ties.nodes)), "mass", owner, "graph")
    if (found < 0).any() or not found.any():
        raise ArgumentError("mass", owner, "masses", found.tolist())
    return found


def _distances(ties: Ties, *, weighted: bool) -> NDArray[np.float64]:
    lengths = ties.mutual.copy()
    lengths.data = 1 / lengths.data if weighted else np.ones_like(lengths.data)
    return np.asarray(csgraph.shortest_path(lengths, directed=False))


def _sharpest(
    field: Callable[[float], NDArray[np.float64]],
    squared: NDArray[np.float64],
    masses: NDArray[np.float64],
    part: NDArray[np.int64],
) -> tuple[float, tuple[Note, ...]]:
    """Return the sigma of the smallest entropy: a grid, then Brent's method around its best."""
    finite = np.sqrt(squared[np.isfinite(squared) & (squared > 0)])
    if not len(finite):
        return 1.0, (Note("network.note.flat_entropy"),)
    grid = np.geomspace(finite.min() / 5, finite.max() * 5, _GRID)

    weights = (np.bincount(part, masses) / masses.sum())[part]

    def within(width: float) -> float:
        found = field(width)
        some = found > 0
        shares = found[some] / np.bincount(part, found)[part][some]
        return float(-(weights[some] * shares * np.log(shares)).sum())

    entropies = np.array([within(width) for width in grid])
    place = int(np.argmin(entropies))
    if np.ptp(entropies) <= _FLAT * max(1.0, abs(entropies[place])):
        return 1.0, (Note("network.note.flat_entropy"),)
    if entropies[0] <= entropies[place] + _FLAT:
        return float(grid[0]), (Note("network.note.masses_alone", {}, "warning"),)
    around = (grid[max(place - 1, 0)], grid[min(place + 1, _GRID - 1)])
    found = optimize.minimize_scalar(
        within,
        bounds=around,
        method="bounded",
        options={"xatol": 1e-9},
    )
    return float(found.x), ()


def _entropy(potential: NDArray[np.float64]) -> float:
    shares = potential[potential > 0] / potential.sum()
    return float(-(shares * np.log(shares)).sum()) + 0.0


def _slopes(ties: Ties, potential: NDArray[np.float64]) -> tuple[Slope, ...]:
    plain = ties.mutual.tocoo()
    once = plain.row < plain.col
    found = []
    for a, b in zip(plain.row[once].tolist(), plain.col[once].tolist(), strict=True):
        high, low = (a, b) if potential[a] >= potential[b] else (b, a)
        difference = float(potential[high] - potential[low])
        found.append(Slope(ties.nodes[high], ties.nodes[low], difference))
    return tuple(sorted(found, key=lambda slope: -slope.difference))
