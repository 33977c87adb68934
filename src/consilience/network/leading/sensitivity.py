"""How far the answer to "who should lead" hangs on weights, on single ties and on missing ties."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.leading.coherence import REFERENCES
from consilience.network.leading.grounding import Grounding, leaderless, without_tie
from consilience.network.leading.leaders import small_network
from consilience.network.leading.search import Places, quick_search, search_leaders
from consilience.network.ordering import name_free_order
from consilience.network.ties import DEFAULT_WEIGHT, Graph, Matrix, Node, Ties, read_ties
from consilience.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Change = Literal["binary", "square root", "one tie less", "ties lost", "ties found"]


@dataclass(frozen=True)
class Variation:
    """One kind of change of the network, tried in ``runs`` networks.

    ``apart`` of them fell into more parts than there are leaders, so that nobody can lead all. In
    the share ``kept`` of the others a best set stays among the best (NaN if there are no others).
    ``frequent`` are up to five sets that are best most often, with their share of the others.
    """

    change: Change
    runs: int
    kept: float
    apart: int
    frequent: tuple[tuple[tuple[Node, ...], float], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class LeaderSensitivity(Result):
    """The best sets of leaders, and how they fare under changes of the network.

    ``decisive`` are the ties without which the network still holds together, but no best set stays
    best.
    """

    sets: tuple[tuple[Node, ...], ...]
    variations: tuple[Variation, ...]
    decisive: tuple[tuple[Node, Node], ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a kind of change."""
        columns = ("change", "runs", "kept", "apart")
        return pd.DataFrame([{name: getattr(v, name) for name in columns} for v in self.variations])


def leader_sensitivity(
    graph: Graph,
    size: int = 1,
    *,
    share: float = 0.1,
    draws: int = 100,
    seed: int = 0,
    weight: str | None = DEFAULT_WEIGHT,
) -> LeaderSensitivity:
    """Ask again who should lead, with other weights, lost ties and ties that were not seen.

    Five changes: every tie as strong as any other (binary) and the square root of strengths, where
    strengths differ; one tie less, each in turn; a share of ties lost, or found, at random.

    Parameters
    ----------
    graph, weight
        As in :func:`coherence`; at most 3,000 nodes and at least one tie.
    size
        Number of leaders, at least 1 and less than the number of nodes.
    share
        Share of ties lost or found at a time, greater than 0 and at most .5; at least one tie. A
        tie found is as strong as the median.
    draws
        Random networks for each of these two, at least 1; also the most single ties that are left
        out one by one (if there are more, as many are drawn).
    seed
        Seed of the random draws, at least 0.

    Returns
    -------
    LeaderSensitivity
        For each change the share of networks in which a best set stays among the best, in [0, 1].
        The changes are a convention of this program.

    Raises
    ------
    ArgumentError
        If an argument is outside its range, or the network has no tie.
    DataError
        If a strength is missing, negative or not finite, or the network is too large.
    UnknownNameError
        If the weight is unknown.

    Examples
    --------
    >>> import networkx as nx
    >>> found = leader_sensitivity(nx.florentine_families_graph(), draws=20)
    >>> found.sets, [(v.change, v.kept) for v in found.variations][0]
    ((('Medici',),), ('one tie less', 1.0))

    References
    ----------
    Borgatti, Carley and Krackhardt (2006), On the Robustness of Centrality Measures Under
    Conditions of Imperfect Data.
    """
    owner = "leader_sensitivity"
    given = small_network(read_ties(graph, weight, owner), owner)
    ties = _in_free_order(given)
    if not ties.strength.nnz:
        raise ArgumentError("graph", owner, "with_ties", 0)
    count = checks.whole(size, 1, "size", owner)
    if count >= len(ties.nodes):
        high = len(ties.nodes) - 1
        raise ArgumentError("size", owner, "interval_whole", size, low=1, high=high)
    part = checks.interval(share, 0, 0.5, "share", owner)
    if part == 0:
        raise ArgumentError("share", owner, "above", share, limit=0)
    runs = checks.whole(draws, 1, "draws", owner)
    rng = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    best = _best(ties, count)
    less, decisive = _one_less(ties, count, best, runs, rng)
    lost = [_best(other, count) for other in _lost(ties, part, runs, rng)]
    found = [_best(other, count) for other in _found(ties, part, runs, rng)]
    variations = [
        *(_variation(change, ties, [_best(o, count)], best) for change, o in _reweighted(ties)),
        less,
        _variation("ties lost", ties, lost, best),
        _variation("ties found", ties, found, best),
    ]
    return LeaderSensitivity(
        sets=_in_order(given, (ties.named(places) for places in best)),
        variations=tuple(variations),
        decisive=decisive,
        parameters={"size": count, "share": part, "draws": runs, "seed": seed, "weight": weight},
        notes=ties.notes,
        references=(*REFERENCES, "borgatti2006"),
    )


_Sets = frozenset[tuple[int, ...]]


def _in_free_order(ties: Ties) -> Ties:
    """Return the same network in an order that names do not decide, so that draws are the same."""
    order = name_free_order((ties.strength + 2 * ties.strength.T).tocsr())
    strength = ties.strength[order][:, order].tocsr()
    strength.sort_indices()
    return replace(ties, nodes=ties.named(order), strength=strength)


def _in_order(ties: Ties, sets: Iterable[tuple[Node, ...]]) -> tuple[tuple[Node, ...], ...]:
    place = {node: number for number, node in enumerate(ties.nodes)}
    places = sorted(sorted(place[node] for node in nodes) for nodes in sets)
    return tuple(ties.named(chosen) for chosen in places)


def _best(ties: Ties, size: int) -> _Sets:
    pool = np.arange(len(ties.nodes))
    return frozenset(search_leaders(ties, pool, size, "total_variance").sets)


def _variation(change: Change, ties: Ties, after: Sequence[_Sets], best: _Sets) -> Variation:
    """Return what became of the best sets, from the best sets of each changed network."""
    tally = Counter(places for found in after for places in found)
    frequent = sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:5]
    whole = sum(bool(found) for found in after)
    return Variation(
        change=change,
        runs=len(after),
        kept=sum(bool(found & best) for found in after) / whole if whole else float("nan"),
        apart=len(after) - whole,
        frequent=tuple((ties.named(places), number / whole) for places, number in frequent),
    )


def _one_less(
    ties: Ties, size: int, best: _Sets, most: int, rng: np.random.Generator
) -> tuple[Variation, tuple[tuple[Node, Node], ...]]:
    first, second = _pairs(ties)
    chosen = np.arange(len(first))
    if len(chosen) > most:
        chosen = np.sort(rng.choice(len(first), most, replace=False))
    whole = None if ties.directed else leaderless(ties)
    after = [_best_without(ties, whole, int(place), size) for place in chosen]
    changed = [place for place, sets in zip(chosen, after, strict=True) if sets and not sets & best]
    decisive = tuple((ties.nodes[first[place]], ties.nodes[second[place]]) for place in changed)
    return _variation("one tie less", ties, after, best), decisive


def _best_without(ties: Ties, whole: Grounding | None, place: int, size: int) -> _Sets:
    """Return the best sets without one tie, from the state of the ``whole`` network if possible."""
    if whole is not None:
        first, second = (int(nodes[place]) for nodes in _pairs(ties))
        state = without_tie(whole, first, second, float(ties.strength[first, second]))
        if state is not None:
            return frozenset(quick_search(state, np.arange(len(ties.nodes)), size).sets)
    return _best(_without(ties, np.array([place])), size)


def _reweighted(ties: Ties) -> Iterator[tuple[Change, Ties]]:
    values = ties.strength.data
    if np.ptp(values) > 0:
        yield "binary", _with(ties, _mapped(ties.strength, np.ones_like(values)))
        yield "square root", _with(ties, _mapped(ties.strength, np.sqrt(values)))


def _lost(ties: Ties, share: float, runs: int, rng: np.random.Generator) -> Iterator[Ties]:
    count = len(_pairs(ties)[0])
    for _ in range(runs):
        yield _without(ties, rng.choice(count, max(1, round(share * count)), replace=False))


def _found(ties: Ties, share: float, runs: int, rng: np.random.Generator) -> Iterator[Ties]:
    absent = ties.strength.toarray() == 0
    np.fill_diagonal(absent, val=False)
    first, second = np.nonzero(absent if ties.directed else np.triu(absent))
    wanted = min(len(first), max(1, round(share * len(_pairs(ties)[0]))))
    strength = float(np.median(ties.strength.data))
    for _ in range(runs):
        chosen = rng.choice(len(first), wanted, replace=False)
        yield _with(ties, ties.strength + _matrix(ties, first[chosen], second[chosen], strength))


def _pairs(ties: Ties) -> tuple[Places, Places]:
    whole = ties.strength if ties.directed else sparse.triu(ties.strength)
    plain = whole.tocoo()
    order = np.lexsort((plain.col, plain.row))
    return plain.row[order].astype(np.int64), plain.col[order].astype(np.int64)


def _without(ties: Ties, chosen: Places) -> Ties:
    first, second = _pairs(ties)
    gone = _matrix(ties, first[chosen], second[chosen], 1.0)
    return _with(ties, ties.strength - ties.strength * gone)


def _matrix(ties: Ties, first: Places, second: Places, value: float) -> Matrix:
    count = len(ties.nodes)
    found = sparse.csr_array((np.full(len(first), value), (first, second)), (count, count))
    return found if ties.directed else (found + found.T).tocsr()


def _mapped(strength: Matrix, values: Places) -> Matrix:
    return sparse.csr_array((values, strength.indices, strength.indptr), strength.shape)


def _with(ties: Ties, strength: Matrix) -> Ties:
    found = strength.tocsr()
    found.eliminate_zeros()
    found.sort_indices()
    return replace(ties, strength=found)
