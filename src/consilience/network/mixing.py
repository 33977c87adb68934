"""The E-I index: ties out of the groups against ties within, with a permutation test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.network.ordering import shuffled_groups
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, read_groups, read_ties
from consilience.results import Note, Result


@dataclass(frozen=True, kw_only=True, eq=False)
class EIIndex(Result):
    """E-I index of a network, its groups and its nodes; arrays are read-only.

    ``value`` is in [-1, 1], NaN without ties; ``expected`` its mean under random labels and
    ``p_value`` two-sided: the share of random labels at least as far from that mean (NaN without
    permutations). ``group_values`` has shape (groups,) in the order of ``group_names``,
    ``node_values`` shape (nodes,).
    """

    value: float
    external: float
    internal: float
    expected: float
    p_value: float
    group_names: tuple[str, ...]
    group_values: NDArray[np.float64]
    nodes: tuple[Node, ...]
    groups: tuple[str, ...]
    node_values: NDArray[np.float64]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a node: its group and its own index."""
        columns = {"node": self.nodes, "group": self.groups, "ei_index": self.node_values}
        return pd.DataFrame(columns)


def ei_index(
    graph: Graph,
    groups: Mapping[Any, str | int] | Iterable[str | int],
    *,
    permutations: int = 999,
    seed: int = 0,
    weight: str | None = DEFAULT_WEIGHT,
) -> EIIndex:
    """Compare ties across groups with ties within: (E - I) / (E + I).

    -1: all ties stay within their group; 1: all cross a boundary. The possible range depends on
    the sizes of the groups, which the permutation test takes into account.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; strengths add up, ``weight=None`` counts ties.
    groups
        The group of each node: a mapping of every node, or a list in the order of the network,
        shape (n,).
    permutations
        Random exchanges of the group labels, at least 0; with 0 there is no test.
    seed
        Seed of the exchanges, at least 0.

    Returns
    -------
    EIIndex
        The index of the network, of each group (the ties of its members) and of each node. NaN
        where there are no ties.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or the groups are not as many as the nodes.
    DataError
        If a node has no group, or a strength is missing, negative or not finite.
    UnknownNameError
        If a group is given for an unknown node, or the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = ei_index(nx.path_graph(4), ["car", "car", "chip", "chip"])
    >>> round(found.value, 3), found.group_values
    (-0.333, array([-0.333..., -0.333...]))

    References
    ----------
    Krackhardt and Stern (1988), Informal Networks and Organizational Crises.
    """
    owner = "ei_index"
    ties = read_ties(graph, weight, owner)
    names, label = read_groups(ties, groups, owner)
    rounds = checks.whole(permutations, 0, "permutations", owner)
    rng = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    plain = ties.strength.tocoo()
    rows, columns, values = plain.row, plain.col, plain.data
    crossing = label[rows] != label[columns]
    scale = 1.0 if ties.directed else 0.5
    external = float(values[crossing].sum() * scale)
    internal = float(values[~crossing].sum() * scale)
    value = _index(external, internal)
    random = np.array(
        [
            _shuffled(rows, columns, values, other)
            for other in shuffled_groups(ties, label, rounds, rng)
        ]
    )
    expected, p_value = _test(value, random)
    mutual = ties.mutual.tocoo()
    across = np.where(label[mutual.row] != label[mutual.col], mutual.data, 0.0)
    out = np.bincount(mutual.row, across, len(label))
    whole = np.bincount(mutual.row, mutual.data, len(label))
    group_values = _indices(_within_groups(out, label, names), _within_groups(whole, label, names))
    return EIIndex(
        value=value,
        external=external,
        internal=internal,
        expected=expected,
        p_value=p_value,
        group_names=names,
        group_values=group_values,
        nodes=ties.nodes,
        groups=tuple(names[place] for place in label),
        node_values=_indices(out, whole),
        parameters={"permutations": rounds, "seed": seed, "weight": weight},
        notes=(*ties.notes, *_notes(names)),
        references=("krackhardt1988",),
    )


def _index(external: float, internal: float) -> float:
    total = external + internal
    return (external - internal) / total if total else float("nan")


def _indices(external: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    found = np.full(len(whole), np.nan)
    np.divide(2 * external - whole, whole, out=found, where=whole > 0)
    found.flags.writeable = False
    return found


def _within_groups(
    values: NDArray[Any], label: NDArray[np.int64], names: tuple[str, ...]
) -> NDArray[np.float64]:
    return np.asarray(np.bincount(label, values, len(names)), dtype=np.float64)


def _shuffled(
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    values: NDArray[np.float64],
    label: NDArray[np.int64],
) -> float:
    crossing = label[rows] != label[columns]
    return _index(float(values[crossing].sum()), float(values[~crossing].sum()))


def _test(value: float, random: NDArray[np.float64]) -> tuple[float, float]:
    if not len(random) or np.isnan(value):
        return float("nan"), float("nan")
    expected = float(random.mean())
    far = np.abs(random - expected) >= abs(value - expected) - 1e-12
    return expected, float((1 + far.sum()) / (1 + len(random)))


def _notes(names: tuple[str, ...]) -> tuple[Note, ...]:
    return (Note("network.note.one_group", {"group": names[0]}, "warning"),) * (len(names) == 1)
