"""Whether several networks of the same organisations name the same leaders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.leading.coherence import REFERENCES
from consilience.network.leading.grounding import leaderless, variance_with_each
from consilience.network.leading.leader_follower import exact_coherence
from consilience.network.leading.leaders import small_network
from consilience.network.leading.search import search_leaders
from consilience.network.participation import TwoMode, two_mode
from consilience.network.projection import ProjectionWeight, project
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Node, Ties, read_ties
from consilience.results import Note, Result

Floats = NDArray[np.float64]

UNPROJECTED = "two-mode"


@dataclass(frozen=True, kw_only=True, eq=False)
class LeaderAgreement(Result):
    """How candidates fare as leaders in several networks; arrays are read-only.

    ``total_variance`` is the H of each candidate as the only leader, shape (networks, candidates),
    infinite where it does not reach everyone. ``rank_correlation`` is Spearman's between networks,
    by that H, NaN where all candidates are alike. ``best`` are all tied best sets of each network,
    ``times_best`` every set that is best in some network, with the number of networks, the most
    frequent first.
    """

    networks: tuple[str, ...]
    candidates: tuple[Node, ...]
    total_variance: Floats
    rank_correlation: Floats
    best: tuple[tuple[tuple[Node, ...], ...], ...]
    times_best: tuple[tuple[tuple[Node, ...], int], ...]

    @property
    def least_correlation(self) -> float:
        """The smallest rank correlation of two networks, NaN if there is none."""
        pairs = self.rank_correlation[np.triu_indices(len(self.networks), 1)]
        known = pairs[~np.isnan(pairs)]
        return float(known.min()) if len(known) else float("nan")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a candidate, the best mean rank first; ranks of equal ones are shared."""
        ranks = _ranks(self.total_variance)
        frame = pd.DataFrame({"leader": self.candidates, "mean_rank": ranks.mean(axis=0)})
        frame["best_rank"], frame["worst_rank"] = ranks.min(axis=0), ranks.max(axis=0)
        for name, row in zip(self.networks, ranks, strict=True):
            frame[name] = row
        return frame.sort_values("mean_rank", kind="stable", ignore_index=True)


def leader_agreement(
    networks: Any, size: int = 1, *, weight: str | None = DEFAULT_WEIGHT
) -> LeaderAgreement:
    """Ask who should lead in several networks of the same organisations, and whether they agree.

    A two-mode network is projected in every way (count, binary, Newman, Jaccard), and asked as it
    is too, with organisations as candidates and everybody else, collaborations included, as
    followers: five networks of one truth. Which of them is right is not for the numbers to say.

    Parameters
    ----------
    networks
        What :func:`two_mode` returns, of which the largest connected part counts; or a mapping of
        names to at least two networks, as in :func:`coherence`, of the same nodes and of at most
        3,000.
    size
        Number of leaders of the best sets, at least 1 and less than the number of candidates.
    weight
        The attribute with the strength, as in :func:`coherence`; a two-mode network has no other
        than ``"weight"``.

    Returns
    -------
    LeaderAgreement
        H of every candidate in every network, rank correlations in [-1, 1], and in how many
        networks each set is best.

    Raises
    ------
    ArgumentError
        If the networks are none of these, or the size is outside its range.
    DataError
        If networks have different nodes, are too large, or a strength is wrong.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> from consilience.network import two_mode
    >>> joined = two_mode({"organisation": [*"ABCBCDDE"], "collaboration": [*"xxxyyyzz"]})
    >>> found = leader_agreement(joined)
    >>> found.networks, found.times_best
    (('count', 'binary', 'newman', 'jaccard', 'two-mode'), ((('B',), 4), (('C',), 4), (('D',), 2)))
    >>> round(found.least_correlation, 2)
    0.68

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Breiger (1974),
    The Duality of Persons and Groups.
    """
    owner = "leader_agreement"
    read, candidates, notes = _read(networks, weight, owner)
    count = checks.whole(size, 1, "size", owner)
    if count >= len(candidates):
        blanks = {"low": 1, "high": len(candidates) - 1}
        raise ArgumentError("size", owner, "interval_whole", size, **blanks)
    variance, best = [], []
    for ties in read.values():
        places = ties.places(list(candidates), "networks", owner)
        variance.append(_variance(ties, places))
        found = search_leaders(ties, places, count, "total_variance")
        best.append(tuple(ties.named(item) for item in sorted(found.sets)))
    tally = Counter(item for sets in best for item in sets)
    values = np.array(variance)
    correlation = pd.DataFrame(_ranks(values).T).corr().to_numpy(dtype=np.float64, copy=True)
    for array in (values, correlation):
        array.flags.writeable = False
    return LeaderAgreement(
        networks=tuple(read),
        candidates=candidates,
        total_variance=values,
        rank_correlation=correlation,
        best=tuple(best),
        times_best=tuple(sorted(tally.items(), key=lambda item: -item[1])),
        parameters={"size": count, "weight": weight},
        notes=notes,
        references=(*REFERENCES, "breiger1974"),
    )


def _read(
    networks: Any, weight: object, owner: str
) -> tuple[dict[str, Ties], tuple[Node, ...], tuple[Note, ...]]:
    if isinstance(networks, TwoMode):
        checks.choice(weight, (DEFAULT_WEIGHT,), "weight", owner)  # projections have no other
        return _projected(networks, owner)
    if not isinstance(networks, Mapping) or len(networks) < 2:
        raise ArgumentError("networks", owner, "networks", type(networks).__name__)
    if not all(isinstance(name, str) for name in networks):
        raise ArgumentError("networks", owner, "networks", list(networks))
    read = {name: _ties(graph, weight, owner) for name, graph in networks.items()}
    first = next(iter(read.values())).nodes
    for name, ties in read.items():
        apart = set(first) ^ set(ties.nodes)
        if apart:
            blanks = {"name": name, "count": len(apart), "node": min(map(str, apart))}
            raise DataError("network.other_nodes", **blanks)
    return read, first, tuple(note for ties in read.values() for note in ties.notes)


def _projected(
    given: TwoMode, owner: str
) -> tuple[dict[str, Ties], tuple[Node, ...], tuple[Note, ...]]:
    """Return the four projections of the largest part, and that part itself."""
    part, left_out = _largest_part(given)
    read = {
        weight: _ties(project(part, weight=weight).graph(), DEFAULT_WEIGHT, owner)
        for weight in get_args(ProjectionWeight)
    }
    read[UNPROJECTED] = _ties(part.graph(), DEFAULT_WEIGHT, owner)
    notes = (Note("network.note.outside_largest_part", {"count": left_out}),) if left_out else ()
    return read, part.organisations, notes


def _largest_part(given: TwoMode) -> tuple[TwoMode, int]:
    parts: list[set[str]] = list(nx.connected_components(given.graph()))
    inside = max(parts, key=len, default=set())
    rows = given.to_frame()
    part = two_mode(rows[rows.organisation.isin(inside)])
    return part, len(given.organisations) - len(part.organisations)


def _ties(graph: Graph, weight: object, owner: str) -> Ties:
    return small_network(read_ties(graph, weight, owner), owner)


def _variance(ties: Ties, places: NDArray[np.int64]) -> Floats:
    if ties.directed:
        return np.array([exact_coherence(ties, np.array([one])).total_variance for one in places])
    return np.asarray(variance_with_each(leaderless(ties))[places])


def _ranks(values: Floats) -> Floats:
    """Return the rank of each candidate in each network, the least H first; ties share ranks."""
    steady = np.where(np.isfinite(values), np.round(values, 9), np.inf)
    return np.asarray(pd.DataFrame(steady).rank(axis=1), dtype=np.float64)
