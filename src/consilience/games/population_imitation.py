"""Imitation in a population in which all meet all, one member at a time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError
from consilience.games.finite import MOST_SIZE, payoff_matrix
from consilience.kernels import imitation as kernels
from consilience.results import Result

Floats = NDArray[np.float64]
_SLICE = 500_000  # updates at a time
_STEP_COST = 20
_ROWS = 100


@dataclass(frozen=True, kw_only=True, eq=False)
class PopulationSimulation(Result):
    """Shares of strategies in a well-mixed population over time, a run a row.

    ``times`` count updates. ``shares`` has the shape (runs, times, strategies); ``average`` is the
    mean over all updates of all runs, ``fixed`` the share of runs that ended with one strategy
    only.
    """

    times: Floats
    shares: Floats
    average: Floats
    fixed: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a time: the mean share of each strategy over the runs."""
        mean = self.shares.mean(axis=0)
        frame = pd.DataFrame(mean, columns=[f"strategy {k}" for k in range(mean.shape[1])])
        frame.insert(0, "update", self.times)
        return frame


def simulate_population(
    matrix: object,
    start: Sequence[int],
    *,
    updates: int = 100_000,
    mutation: float = 0.0,
    strength: float = 1.0,
    runs: int = 1,
    seed: int = 0,
) -> PopulationSimulation:
    r"""Let the members of a population in which all meet all compare payoffs, one at a time.

    The process whose long run :func:`stationary_distribution` computes, and whose fixation
    :func:`fixation_probability`.

    Parameters
    ----------
    matrix
        As in :func:`simulate_network`, of at least 2 rows.
    start
        How many members play each strategy at first: whole numbers of at least 0, at least 2 and
        at most 1,000,000 in all.
    updates
        How long, at least 1.
    mutation
        Probability between 0 and 1 that a member takes any other strategy instead of comparing.
    strength
        Strength of selection :math:`\beta`, at least 0.
    runs
        How often, at least 1.
    seed
        Seed of all draws, at least 0.

    Returns
    -------
    PopulationSimulation
        Shares at 101 moments of each run, their average over all updates.

    Raises
    ------
    ArgumentError
        If an argument is of the wrong form or outside of its range.

    Examples
    --------
    >>> rock = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    >>> found = simulate_population(rock, [10, 10, 10], mutation=0.1, updates=200_000)
    >>> (abs(found.average - 1 / 3) < 0.02).all().item()
    True

    References
    ----------
    Traulsen, Nowak and Pacheco (2006), Stochastic Dynamics of Invasion and Fixation.
    """
    owner = "simulate_population"
    payoff = payoff_matrix(matrix, owner)
    begun = _counts(start, len(payoff), owner)
    count = checks.whole(updates, 1, "updates", owner)
    rate = checks.interval(mutation, 0, 1, "mutation", owner)
    beta = checks.interval(strength, 0, 1e6, "strength", owner)
    repeats = checks.whole(runs, 1, "runs", owner)
    first_seed = checks.whole(seed, 0, "seed", owner)
    times = np.unique(np.linspace(0, count, _ROWS + 1).astype(np.int64))
    sums = np.zeros(len(payoff), dtype=np.int64)
    paths = np.empty((repeats, len(times), len(payoff)))
    for run, child in enumerate(np.random.SeedSequence(first_seed).spawn(repeats)):
        rng, counts = np.random.default_rng(child), begun.copy()
        paths[run, 0] = counts
        for place, (low, high) in enumerate(itertools.pairwise(times), start=1):
            for done in range(low, high, _SLICE):
                chance = rng.random((min(_SLICE, high - done), 3))
                follow = kernels.mixed.at_cost(len(chance) * _STEP_COST)
                follow(counts, payoff, rate, beta, chance, sums)
            paths[run, place] = counts
    shares = paths / begun.sum()
    arrays = {
        "times": times.astype(np.float64),
        "shares": shares,
        "average": sums / (float(begun.sum()) * count * repeats),
        "fixed": (shares[:, -1] == 1).mean(axis=0),
    }
    for array in arrays.values():
        array.flags.writeable = False
    return PopulationSimulation(
        **arrays,
        parameters={
            "start": begun.tolist(),
            "updates": count,
            "mutation": rate,
            "strength": beta,
            "runs": repeats,
            "seed": first_seed,
        },
        references=("traulsen2006",),
    )


def _counts(given: object, kinds: int, owner: str) -> NDArray[np.int64]:
    found = checks.numbers(given, "start", owner)
    whole = found.astype(np.int64)
    if len(found) != kinds or (whole != found).any() or (whole < 0).any():
        raise ArgumentError("start", owner, "start_counts", given, count=kinds, high=MOST_SIZE)
    if not 2 <= whole.sum() <= MOST_SIZE:
        raise ArgumentError("start", owner, "start_counts", given, count=kinds, high=MOST_SIZE)
    return whole
