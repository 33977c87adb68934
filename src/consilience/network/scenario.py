"""Which of the five scenarios of cooperation a network is nearest to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csgraph

from consilience.errors import ArgumentError
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, components, read_ties
from consilience.results import Note, Result

Kind = Literal[
    "centre divergence",
    "coexistence and symbiosis",
    "principal-agent",
    "group sailing",
    "interconnection",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
OTHER_NAMES: dict[Kind, str] = {
    "centre divergence": "local manufacturing",
    "coexistence and symbiosis": "industrial chain",
    "principal-agent": "principal-agent",
    "group sailing": "group sailing",
    "interconnection": "interconnection",
}

_SAME = 1e-12
# a chain or a star is also a tree, a complete network also a group: the narrower name is said
_NARROW_FIRST: tuple[Kind, ...] = (
    "centre divergence",
    "coexistence and symbiosis",
    "interconnection",
    "principal-agent",
    "group sailing",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Scenario(Result):
    """The nearest of the five scenarios.

    ``kind`` is the nearest one, ``"none"`` for a network without ties, and ``other_name`` its
    second name. ``kinds`` are all with the same score, the narrower first. ``scores`` are
    likenesses in [0, 1], in the order of ``KINDS``; ``score`` is that of ``kind``. ``core`` holds
    the nodes of the largest degree. ``one_tie_away`` are further scenarios, group sailing aside,
    that a single tie more or less would make it: where a tie may have been missed, it may be those.
    """

    kind: str
    other_name: str
    score: float
    kinds: tuple[str, ...]
    scores: tuple[float, ...]
    core: tuple[Node, ...]
    one_tie_away: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row a scenario, with both names and its score."""
        names = [OTHER_NAMES[kind] for kind in KINDS]
        return pd.DataFrame({"scenario": KINDS, "other_name": names, "score": self.scores})


def scenario(graph: Graph, *, weight: str | None = DEFAULT_WEIGHT) -> Scenario:
    r"""Name the scenario of cooperation that a network is nearest to.

    Each scenario stands for a family of templates with as many nodes: centre divergence (local
    manufacturing) a star; coexistence and symbiosis (industrial chain) a path; principal-agent a
    tree; group sailing a clique whose members have the other nodes as hosts, each host tied to
    one member of at least three, or all hosts to the same members (at least two of a pair);
    interconnection the complete network. The likeness is that of Dice,
    :math:`2 |E \cap T| / (|E| + |T|)`, of the ties E with those of the nearest template T. Which
    scenario is which template, and the likeness, are a convention of this program.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at least three nodes. Direction and strength do not count.

    Returns
    -------
    Scenario
        The nearest scenario, all tied ones, and all five scores in [0, 1]. The score of a path is
        an upper bound in networks that are no trees: half the sum of degrees, at most 2 each. The
        core of a group is sought among the nodes above each degree and each coreness.

    Raises
    ------
    ArgumentError
        If the graph is none, or has fewer than three nodes.
    DataError
        If a strength is missing, negative or not finite.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = scenario(nx.star_graph(6))
    >>> found.kind, found.other_name, found.kinds
    ('centre divergence', 'local manufacturing', ('centre divergence', 'principal-agent'))
    >>> scenario(nx.complete_graph(5)).kind
    'interconnection'

    References
    ----------
    Zhou, Chen and Yang (2023) for the scenarios; Dice (1945), Measures of the Amount of Ecologic
    Association Between Species.
    """
    owner = "scenario"
    ties = read_ties(graph, weight, owner)
    if len(ties.nodes) < 3:
        raise ArgumentError("graph", owner, "at_least_nodes", len(ties.nodes), low=3)
    tied = (ties.mutual > 0).tocsr()
    degree = np.diff(tied.indptr)
    scores = dict.fromkeys(KINDS, 0.0)
    if tied.nnz:
        scores = _scores(tied, degree)
    best = max(scores.values())
    near = _one_tie_away(tied, degree, scores) if tied.nnz else ()
    kinds = tuple(kind for kind in _NARROW_FIRST if scores[kind] >= best - _SAME and best > 0)
    return Scenario(
        kind=kinds[0] if kinds else "none",
        other_name=OTHER_NAMES[kinds[0]] if kinds else "none",
        score=best,
        kinds=kinds,
        scores=tuple(scores[kind] for kind in KINDS),
        core=ties.named(np.flatnonzero(degree == degree.max())) if tied.nnz else (),
        one_tie_away=near,
        parameters={"weight": weight},
        notes=(*ties.notes, *_notes(kinds, near)),
        references=("zhou2023", "dice1945"),
    )


def coreness(tied: Graph) -> NDArray[np.int64]:
    """Return the largest k of each node so that it belongs to the k-core, shape (n,)."""
    degree = np.diff(tied.indptr).astype(np.int64)
    left = degree.copy()
    found = np.zeros(len(degree), dtype=np.int64)
    alive = np.ones(len(degree), dtype=np.bool_)
    level = 0
    while alive.any():
        level = max(level, int(left[alive].min()))
        going = np.flatnonzero(alive & (left <= level))
        while len(going):
            found[going], alive[going] = level, False
            left -= np.asarray(tied[going].sum(axis=0)).ravel().astype(np.int64)
            going = np.flatnonzero(alive & (left <= level))
    return found


def _scores(tied: Graph, degree: NDArray[np.int64]) -> dict[Kind, float]:
    count, edges = len(degree), tied.nnz // 2
    parts = components(tied)[0]
    chain = min(count - 1, int(np.minimum(degree, 2).sum()) // 2)
    if edges == count - parts:
        chain = _longest_chains(tied)
    return {
        "centre divergence": _dice(int(degree.max()), edges, count - 1),
        "coexistence and symbiosis": _dice(chain, edges, count - 1),
        "principal-agent": _dice(count - parts, edges, count - 1),
        "group sailing": _group(tied, degree, edges),
        "interconnection": _dice(edges, edges, count * (count - 1) // 2),
    }


def _one_tie_away(
    tied: Graph, degree: NDArray[np.int64], scores: dict[Kind, float]
) -> tuple[Kind, ...]:
    """Return the scenarios but group sailing whose nearest template differs by a single tie."""
    count, edges = len(degree), tied.nnz // 2
    sizes = dict.fromkeys(_NARROW_FIRST[:4], count - 1)
    sizes["interconnection"] = count * (count - 1) // 2
    if edges != count - components(tied)[0] and degree.max() > 2:
        del sizes["coexistence and symbiosis"]  # its score is an upper bound only
    apart = {kind: (1 - scores[kind]) * (edges + size) for kind, size in sizes.items()}
    return tuple(kind for kind, ties in apart.items() if round(ties) == 1)


def _dice(shared: int, edges: int, template: int) -> float:
    return 2 * shared / (edges + template)


def _longest_chains(tied: Graph) -> int:
    """Return the most ties of a forest that separate chains can use, from the leaves upwards."""
    count = tied.shape[0]
    used, free = 0, np.full(count, 2)
    seen = np.diff(tied.indptr) == 0
    for root in range(count):
        if seen[root]:
            continue
        order, above = csgraph.breadth_first_order(tied, root, directed=False)
        seen[order] = True
        for node in order[:0:-1]:
            parent = above[node]
            if free[node] and free[parent]:
                free[node] -= 1
                free[parent] -= 1
                used += 1
    return used


def _group(tied: Graph, degree: NDArray[np.int64], edges: int) -> float:
    """Return the likeness to the nearest group: core sets by degree and by coreness are tried."""
    cores = [rank >= level for rank in (degree, coreness(tied)) for level in np.unique(rank)]
    if len(degree) == 3:  # three partners hold no clique of three and a host: a pair will do
        cores += [np.isin(np.arange(3), pair) for pair in zip(*tied.nonzero(), strict=True)]
    fitting = [core for core in cores if 2 <= core.sum() < len(degree)]
    return max((_group_with(tied, core, degree, edges) for core in fitting), default=0.0)


def _group_with(
    tied: Graph, core: NDArray[np.bool_], degree: NDArray[np.int64], edges: int
) -> float:
    near = tied @ core.astype(np.int64)  # partners in the core, of each node
    size, hosts = int(core.sum()), int((~core).sum())
    inside, clique = int(near[core].sum()) // 2, size * (size - 1) // 2
    met = int((near[~core] > 0).sum())
    single = size > min(2, len(degree) - 2)
    best = _dice(inside + met, edges, clique + hosts) if single else 0.0
    bridges = np.sort((degree - near)[core])[::-1].cumsum()
    for number, shared in enumerate(bridges.tolist(), start=1):
        if size > 2 or number > 1:  # a pair of which one meets all hosts is a star
            best = max(best, _dice(inside + shared, edges, clique + number * hosts))
    return best


def _notes(kinds: tuple[Kind, ...], near: tuple[Kind, ...]) -> tuple[Note, ...]:
    if not kinds:
        return (Note("network.note.no_ties", {}, "warning"),)
    narrow = [kind for kind in kinds if kind in _NARROW_FIRST[:3]]
    found = []
    if len(narrow) > 1:
        found.append(Note("network.note.tied_scenarios", {"count": len(narrow)}, "warning"))
    return (*found, *(Note(f"network.one_tie_away.{kind}") for kind in near))
