"""Brokerage between groups: the five roles of Gould and Fernandez, with z and permutation p."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.network.ordering import shuffled_groups
from consilience.network.ties import Graph, Node, Ties, read_groups, read_ties
from consilience.results import Note, Result

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")

_Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Brokerage(Result):
    """Brokerage roles of every node; arrays are read-only, shape (nodes, 6).

    The columns are the five roles in the order of ``ROLES`` and their total. ``expected`` and
    ``z`` compare with a random network of the same density and groups; ``p_value`` is the share of
    random group labels that give as many or more. NaN where nothing can vary.
    """

    nodes: tuple[Node, ...]
    groups: tuple[str, ...]
    counts: NDArray[np.int64]
    expected: NDArray[np.float64]
    z: NDArray[np.float64]
    p_value: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node: its group, and the count of each role."""
        columns = dict(zip((*ROLES, "total"), self.counts.T, strict=True))
        return pd.DataFrame({"node": self.nodes, "group": self.groups, **columns})


def brokerage(
    graph: Graph,
    groups: Mapping[Any, str | int] | Iterable[str | int],
    *,
    permutations: int = 999,
    seed: int = 0,
) -> Brokerage:
    r"""Count how often each node links two others that are not tied, by their groups.

    A node v brokers a -> v -> b if there is no tie a -> b. It is a coordinator if all three are of
    one group; itinerant (consultant) if a and b are of one group and v of another; a representative
    if v is of the group of a alone, a gatekeeper if of the group of b alone; a liaison if all
    three are of different groups. An undirected tie counts in both directions, so that each pair
    of partners counts twice.

    Parameters
    ----------
    graph
        A networkx graph or a square sparse matrix, as in :func:`coherence`; strengths do not count.
    groups
        The group of each node: a mapping of every node, or a list in the order of the network,
        shape (n,).
    permutations
        Random exchanges of the group labels, at least 0; with 0 there is no p.
    seed
        Seed of the exchanges, at least 0.

    Returns
    -------
    Brokerage
        Counts, expectation and z under a random network of the same density d:
        :math:`E = k\, d^2 (1 - d)` with k the pairs (a, b) that could make the role, and the
        variance :math:`E (1 - d^2 (1 - d)) + s\, d^3 (1 - d)^3`, with s the ordered pairs of such
        pairs that share a or share b. p is (1 + as many or more) / (1 + permutations).

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or the groups are not as many as the nodes.
    DataError
        If a node has no group or a group is neither text nor a whole number.
    UnknownNameError
        If a group is given for an unknown node.

    Examples
    --------
    >>> import networkx as nx
    >>> chain = nx.DiGraph([("a", "v"), ("v", "b")])
    >>> found = brokerage(chain, {"a": "car", "v": "car", "b": "chip"}, permutations=0)
    >>> found.to_frame().loc[1, ["gatekeeper", "representative", "total"]].tolist()
    [0, 1, 1]

    References
    ----------
    Gould and Fernandez (1989), Structures of Mediation.
    """
    owner = "brokerage"
    ties = read_ties(graph, None, owner)
    names, label = read_groups(ties, groups, owner)
    rounds = checks.whole(permutations, 0, "permutations", owner)
    start = checks.whole(seed, 0, "seed", owner)
    shuffles = shuffled_groups(ties, label, rounds, np.random.default_rng(start))
    triples = _open_triples(ties)
    counts = _counts(triples, label, len(label))
    expected, variance = _expectation(label, _density(ties))
    z = np.full(counts.shape, np.nan)
    np.divide(counts - expected, np.sqrt(variance), out=z, where=variance > 0)
    arrays = {
        "counts": counts,
        "expected": expected,
        "z": z,
        "p_value": _p_values(triples, counts, shuffles),
    }
    for array in arrays.values():
        array.flags.writeable = False
    return Brokerage(
        nodes=ties.nodes,
        groups=tuple(names[place] for place in label),
        **arrays,
        parameters={"permutations": rounds, "seed": start},
        notes=(*ties.notes, *_notes(names, ties)),
        references=("gould1989",),
    )


def _open_triples(ties: Ties) -> tuple[_Integers, _Integers, _Integers]:
    """Return a, v, b of every a -> v -> b without a -> b and with a other than b."""
    tied = ties.strength.tocsr()
    into = tied.T.tocsr()
    found: list[tuple[_Integers, _Integers, _Integers]] = []
    for node in range(len(ties.nodes)):
        before = into.indices[into.indptr[node] : into.indptr[node + 1]]
        after = tied.indices[tied.indptr[node] : tied.indptr[node + 1]]
        if len(before) and len(after):
            linked = tied[before][:, after].toarray() > 0
            free = ~linked & (before[:, None] != after[None, :])
            a, b = np.nonzero(free)
            found.append((before[a], np.full(len(a), node), after[b]))
    if not found:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, empty
    a, v, b = (np.concatenate(column).astype(np.int64) for column in zip(*found, strict=True))
    return a, v, b


def _counts(
    triples: tuple[_Integers, _Integers, _Integers], label: _Integers, nodes: int
) -> _Integers:
    a, v, b = label[triples[0]], label[triples[1]], label[triples[2]]
    role = np.select(
        [(a == v) & (v == b), (a == b) & (a != v), a == v, v == b], [0, 1, 2, 3], default=4
    )
    table = np.bincount(triples[1] * 5 + role, minlength=5 * nodes).reshape(nodes, 5)
    return np.hstack([table, table.sum(axis=1, keepdims=True)]).astype(np.int64)


def _density(ties: Ties) -> float:
    count = len(ties.nodes)
    return float(ties.strength.nnz / (count * (count - 1))) if count > 1 else 0.0


def _expectation(
    label: _Integers, density: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return expectation and variance of each role of each node, shape (nodes, 6)."""
    sizes = np.bincount(label).astype(np.float64)
    pairs, shared = np.array([_chances(sizes, group) for group in range(len(sizes))]).swapaxes(0, 1)
    chance = density**2 * (1 - density)
    expected = pairs * chance
    variance = expected * (1 - chance) + shared * density**3 * (1 - density) ** 3
    return expected[label], np.maximum(variance[label], 0.0)


def _chances(sizes: NDArray[np.float64], group: int) -> tuple[list[float], list[float]]:
    """Return for a node of a group the pairs (a, b) of each role, and the pairs that share one."""
    whole, own = float(sizes.sum()), float(sizes[group]) - 1
    other = np.delete(sizes, group)
    outside = float(other.sum())
    rest = outside - other  # for each other group: those of third groups
    everyone = whole - 1
    pairs = [
        own * (own - 1),
        float((other * (other - 1)).sum()),
        own * outside,
        own * outside,
        float((other * rest).sum()),
        everyone * (everyone - 1),
    ]
    mixed = own * outside * (outside - 1) + outside * own * (own - 1)
    shared = [
        2 * own * (own - 1) * (own - 2),
        float((2 * other * (other - 1) * (other - 2)).sum()),
        mixed,
        mixed,
        float((2 * other * rest * (rest - 1)).sum()),
        2 * everyone * (everyone - 1) * (everyone - 2),
    ]
    return pairs, shared


def _p_values(
    triples: tuple[_Integers, _Integers, _Integers],
    counts: _Integers,
    shuffles: Iterable[_Integers],
) -> NDArray[np.float64]:
    """Return the share of random labels with as many or more; the total never varies."""
    found = np.full(counts.shape, np.nan)
    reached, rounds = np.ones(counts.shape), 0
    for label in shuffles:
        reached += _counts(triples, label, len(label)) >= counts
        rounds += 1
    if rounds:
        found[:, :5] = reached[:, :5] / (rounds + 1)
    return found


def _notes(names: tuple[str, ...], ties: Ties) -> tuple[Note, ...]:
    notes = []
    if len(names) == 1:
        notes.append(Note("network.note.one_group", {"group": names[0]}, "warning"))
    if not ties.directed:
        notes.append(Note("network.note.both_directions"))
    return tuple(notes)
