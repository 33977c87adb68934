"""The search for the best set of leaders: all sets where possible, else greedy with a bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from consilience.network.leading.coherence import SAME
from consilience.network.leading.grounding import (
    Grounding,
    leaderless,
    variance_with_each,
    with_leader,
    with_leaders,
)
from consilience.network.leading.leader_follower import exact_coherence
from consilience.network.ties import Ties, reached_from

Criterion = Literal["total_variance", "convergence_rate"]
Places = NDArray[np.int64]

MOST_SETS = 1_000_000
MOST_SOLVED_SETS = 20_000  # where each set is solved by itself
_MOST_EXCHANGES = 100


@dataclass
class Search:
    """The best sets so far; a smaller value is better. ``bound``: no set has a smaller value."""

    exact: bool
    best: float = np.inf
    sets: list[tuple[int, ...]] = field(default_factory=list)
    bound: float = np.nan
    examined: int = 0

    def offer(self, start: tuple[int, ...], last: Places, values: NDArray[np.float64]) -> None:
        """Take note of sets that share all leaders but the last, with their values."""
        self.examined += len(values)
        least = float(values.min(initial=np.inf))
        if not np.isfinite(least):
            return
        slack = SAME * abs(least)
        if least < self.best - slack:
            self.best, self.sets = least, []
        if least <= self.best + slack:
            near = last[values <= self.best + slack]
            self.sets.extend((*start, int(place)) for place in near)


def search_leaders(
    ties: Ties, pool: Places, size: int, criterion: Criterion, most: int = MOST_SETS
) -> Search:
    """Search for the best sets of leaders among the candidates at some places."""
    if ties.directed or criterion == "convergence_rate":
        return _solved_search(ties, pool, size, criterion, min(most, MOST_SOLVED_SETS))
    return quick_search(leaderless(ties), pool, size, most)


def quick_search(state: Grounding, pool: Places, size: int, most: int = MOST_SETS) -> Search:
    """Search for the smallest H of an undirected network by rank-one downdates."""
    if comb(len(pool), size) > most:
        return _greedy(state, pool, size)
    search = Search(exact=True)
    if state.open <= size:
        _enumerate(state, (), pool, size, search)
        search.bound = search.best
    return search


def _solved_search(ties: Ties, pool: Places, size: int, criterion: Criterion, most: int) -> Search:
    """Search by solving each set for itself: for the rate and for directed networks."""
    if comb(len(pool), size) <= most:
        search = Search(exact=True)
        for places in combinations(pool.tolist(), size):
            _, value = _solved(ties, criterion, places)
            search.offer(places[:-1], np.array(places[-1:]), np.array([value]))
        search.bound = search.best if criterion == "total_variance" else np.nan
        return search
    search = Search(exact=False)
    chosen: tuple[int, ...] = ()
    while len(chosen) < size:
        rest = [place for place in pool.tolist() if place not in chosen]
        search.examined += len(rest)
        longer = [(*chosen, place) for place in rest]
        chosen = min(longer, key=lambda places: _solved(ties, criterion, places))
    missed, value = _solved(ties, criterion, chosen)
    if not missed:
        search.best, search.sets = value, [tuple(sorted(chosen))]
    return search


def _solved(ties: Ties, criterion: Criterion, places: tuple[int, ...]) -> tuple[int, float]:
    """Return how many nodes the leaders miss, and H or minus the rate if none."""
    leaders = np.array(places)
    missed = int((~reached_from(ties, leaders)).sum())
    if missed:
        return missed, np.inf
    found = exact_coherence(ties, leaders)
    return 0, found.total_variance if criterion == "total_variance" else -found.rate


def _enumerate(
    state: Grounding, start: tuple[int, ...], pool: Places, left: int, search: Search
) -> None:
    if left == 1:
        search.offer(start, pool, variance_with_each(state)[pool])
        return
    for place in range(len(pool) - left + 1):
        following = with_leader(state, int(pool[place]))
        if following.open < left:
            leaders = (*start, int(pool[place]))
            _enumerate(following, leaders, pool[place + 1 :], left - 1, search)


def _greedy(state: Grounding, pool: Places, size: int) -> Search:
    search = Search(exact=False, bound=0.0)
    chosen = _one_a_part(state, pool)
    if len(chosen) < state.open or len(chosen) > size:
        return search
    grown = with_leaders(state, chosen)
    while len(chosen) < size:
        _tighten(search, grown, pool, size)
        chosen.append(int(pool[np.argmin(variance_with_each(grown)[pool])]))
        grown = with_leader(grown, chosen[-1])
        search.examined += len(pool)
    chosen = _exchanged(state, chosen, pool, search)
    final = with_leaders(state, chosen)
    _tighten(search, final, pool, size)
    search.best = float(np.trace(final.matrix) / 2)
    search.sets = [tuple(sorted(chosen))]
    return search


def _one_a_part(state: Grounding, pool: Places) -> list[int]:
    """Return the best single leader of each component that has a candidate."""
    own = np.diag(state.matrix)
    parts = [pool[state.component[pool] == part] for part in range(state.open)]
    return [int(part[np.argmin(own[part])]) for part in parts if len(part)]


def _tighten(search: Search, state: Grounding, pool: Places, size: int) -> None:
    """Raise the bound: H now less the largest gains of one more leader each (supermodularity)."""
    now = float(np.trace(state.matrix) / 2)
    gains = np.sort(now - variance_with_each(state)[pool])[::-1]
    search.bound = max(search.bound, now - float(gains[:size].sum()))


def _exchanged(state: Grounding, chosen: list[int], pool: Places, search: Search) -> list[int]:
    """Exchange one leader at a time for a better one until none is."""
    best = float(np.trace(with_leaders(state, chosen).matrix) / 2)
    for turn in range(_MOST_EXCHANGES):
        place = turn % len(chosen)
        others = chosen[:place] + chosen[place + 1 :]
        values = variance_with_each(with_leaders(state, others))[pool]
        values[np.isin(pool, others)] = np.inf
        search.examined += len(pool)
        if values.min() < best * (1 - SAME):
            best = float(values.min())
            chosen = [*chosen[:place], int(pool[np.argmin(values)]), *chosen[place + 1 :]]
    return chosen
