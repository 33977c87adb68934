"""Which tie, or which new member, makes a network most favourable to cooperation."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import networkx as nx
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.graphs import critical_ratio
from consilience.results import Result

Addition = Literal["tie", "firm"]
MOST_CANDIDATES = 5_000


@dataclass(frozen=True)
class Improvement:
    """What is added: a tie between two nodes, or a new node with these partners.

    ``ratio`` is the critical benefit over cost then, ``change`` how much it moves (NaN where it is
    infinite before or after).
    """

    partners: tuple[str, ...]
    ratio: float
    change: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Improvements(Result):
    """The best additions, the best one first; ``ratio`` is that of the network as it is."""

    addition: Addition
    ratio: float
    improvements: tuple[Improvement, ...]
    candidates: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row an addition."""
        rows = [
            {"partners": ", ".join(item.partners), "ratio": item.ratio, "change": item.change}
            for item in self.improvements
        ]
        return pd.DataFrame(rows, columns=["partners", "ratio", "change"])


def improve_network(
    graph: nx.Graph,
    addition: Addition = "tie",
    candidates: Iterable[Sequence[object]] | None = None,
    *,
    partners: int = 2,
    most: int = 10,
    weight: str | None = None,
) -> Improvements:
    """Rank the ties or the new members that could be added by the critical ratio that follows.

    Every candidate's ratio is solved for exactly, as in :func:`critical_ratio`; the best is the one
    with which the least benefit over cost makes cooperation pay.

    Parameters
    ----------
    graph
        A connected undirected networkx graph of at least 3 nodes. It is not changed.
    addition
        ``"tie"`` or ``"firm"``: a new node.
    candidates
        Pairs of nodes that are not tied, or lists of the partners of the new node; by default
        all. At most 5,000.
    partners
        To how many nodes a new one is tied where no candidates are given, at least 1.
    most
        How many are returned, at least 1.
    weight
        As in :func:`critical_ratio`; where ties have strengths, a new one has their mean.

    Returns
    -------
    Improvements
        The best additions with their ratios.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.
    DataError
        If there are no or too many candidates, or one is no tie that can be added.
    UnknownNameError
        If the kind of addition is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = improve_network(nx.star_graph(4), "firm", partners=1, most=1)
    >>> found.ratio, found.improvements[0].partners, round(found.improvements[0].ratio, 3)
    (inf, ('1',), 4.126)

    References
    ----------
    Allen, Lippner, Chen, Fotouhi, Momeni, Yau and Nowak (2017), Evolutionary Dynamics on Any
    Population Structure.
    """
    owner = "improve_network"
    if not isinstance(graph, nx.Graph):
        raise ArgumentError("graph", owner, "graph_only", type(graph).__name__)
    now = critical_ratio(graph, weight=weight).ratio
    kind = checks.choice(addition, get_args(Addition), "addition", owner)
    size = checks.whole(partners, 1, "partners", owner)
    shown = checks.whole(most, 1, "most", owner)
    listed = _candidates(graph, kind, candidates, size, owner)
    found = []
    for chosen in listed:
        ratio = critical_ratio(_with(graph, kind, chosen, weight), weight=weight).ratio
        found.append(Improvement(tuple(str(node) for node in chosen), ratio, ratio - now))
    found.sort(key=lambda item: -1 / item.ratio)
    return Improvements(
        addition=kind,
        ratio=now,
        improvements=tuple(found[:shown]),
        candidates=len(found),
        parameters={"addition": kind, "partners": size, "most": shown, "weight": weight},
        references=("allen2017",),
    )


def _candidates(
    graph: nx.Graph, kind: Addition, given: object, size: int, owner: str
) -> list[tuple[object, ...]]:
    if given is None:
        every = nx.non_edges(graph) if kind == "tie" else itertools.combinations(graph, size)
        found = [tuple(item) for item in itertools.islice(every, MOST_CANDIDATES + 1)]
    elif isinstance(given, str) or not isinstance(given, Iterable):
        raise ArgumentError("candidates", owner, "candidates", given)
    else:
        found = [_checked(graph, kind, item) for item in given]
    if not 0 < len(found) <= MOST_CANDIDATES:
        raise DataError("games.candidates", most=MOST_CANDIDATES)
    return found


def _checked(graph: nx.Graph, kind: Addition, given: object) -> tuple[object, ...]:
    nodes = tuple(given) if isinstance(given, tuple | list) else ()
    known = bool(nodes) and all(node in graph for node in nodes) and len(set(nodes)) == len(nodes)
    tied = kind == "tie" and (len(nodes) != 2 or (known and graph.has_edge(*nodes)))
    if not known or tied:
        raise DataError("games.candidate", got=given)
    return nodes


def _with(
    graph: nx.Graph, kind: Addition, chosen: Sequence[object], weight: str | None
) -> nx.Graph:
    found = graph.copy()
    strengths = [data[weight] for _, _, data in graph.edges(data=True) if weight in data]
    extra = {str(weight): sum(strengths) / len(strengths)} if strengths else {}
    if kind == "tie":
        found.add_edge(*chosen, **extra)
    else:
        new = object()
        found.add_edges_from((new, node, extra) for node in chosen)
    return found
