"""Intervals from resampled units or sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from consilience import checks
from consilience.coding.coefficients import Coefficient, Floats
from consilience.coding.ratings import Ratings
from consilience.coding.records import Interval
from consilience.errors import ArgumentError

_CELLS = 4_000_000  # of one block of resamples, so that memory stays small
_MANY = 12  # units a pattern from which drawing counts is faster than drawing units


@dataclass(frozen=True, eq=False)
class Resampling:
    """What is drawn with replacement, how often, and what an interval covers.

    ``clusters`` numbers what is drawn together, for every unit; without it units are drawn.
    """

    bootstraps: int
    confidence: float
    seed: int
    clusters: NDArray[np.int64] | None
    resampled: str

    def parameters(self) -> dict[str, object]:
        """Return the settings as a result states them."""
        if not self.bootstraps:
            return {"bootstraps": 0}
        return {
            "bootstraps": self.bootstraps,
            "confidence": self.confidence,
            "seed": self.seed,
            "resampled": self.resampled,
        }


def read_resampling(
    ratings: Ratings,
    sources: object,
    bootstraps: object,
    confidence: object,
    seed: object,
    owner: str,
) -> Resampling:
    """Return checked settings of resampling."""
    covered = checks.number(confidence, "confidence", owner)
    if not 0 < covered < 1:
        raise ArgumentError("confidence", owner, "between", confidence, low=0, high=1)
    return Resampling(
        bootstraps=checks.whole(bootstraps, 0, "bootstraps", owner),
        confidence=covered,
        seed=checks.whole(seed, 0, "seed", owner),
        clusters=None if sources is None else _sources(sources, ratings, owner),
        resampled="unit" if sources is None else "source",
    )


def _sources(sources: object, ratings: Ratings, owner: str) -> NDArray[np.int64]:
    found = [] if isinstance(sources, str) or not hasattr(sources, "__iter__") else list(sources)
    if not found or not all(isinstance(item, str) and item for item in found):
        raise ArgumentError("sources", owner, "texts", sources)
    checks.same_length(np.array(found), ratings.pattern_of, "sources", owner, "units")
    codes, names = pd.factorize(np.array(found, dtype=object), sort=True)
    if len(names) < 2:
        raise ArgumentError("sources", owner, "two_sources", len(names))
    return codes.astype(np.int64)


def interval(ratings: Ratings, coefficient: Coefficient, resampling: Resampling) -> Interval | None:
    """Return the percentile interval of a coefficient, or nothing without resamples."""
    if not resampling.bootstraps:
        return None
    found = np.concatenate(
        [one_minus_ratio(*coefficient(w)) for w in _weights(ratings, resampling)]
    )
    defined = found[~np.isnan(found)]
    tail = (1 - resampling.confidence) / 2
    ends = np.quantile(defined, [tail, 1 - tail]) if len(defined) else (float("nan"),) * 2
    return Interval(
        low=float(ends[0]),
        high=float(ends[1]),
        confidence=resampling.confidence,
        bootstraps=resampling.bootstraps,
        undefined=len(found) - len(defined),
        resampled=resampling.resampled,
    )


def one_minus_ratio(observed: Floats, expected: Floats) -> Floats:
    """Return 1 - observed / expected, NaN where nothing is expected or nothing known."""
    found = np.full(observed.shape, np.nan)
    np.divide(observed, expected, out=found, where=expected > 0)
    return 1 - found


def _weights(ratings: Ratings, resampling: Resampling) -> Iterator[Floats]:
    """Yield blocks of resamples: how often each pattern occurs, shape (resamples, patterns).

    Drawing patterns by their counts is the same as drawing units.
    """
    random = np.random.default_rng(resampling.seed)
    clusters = resampling.clusters
    table = None if clusters is None else _patterns_of_clusters(ratings, clusters)
    drawn = ratings.counts if table is None else np.ones(table.shape[0], dtype=np.int64)
    block = max(1, _CELLS // max(len(drawn), len(ratings.counts)))
    for start in range(0, resampling.bootstraps, block):
        times = _draws(random, drawn, min(block, resampling.bootstraps - start))
        yield times if table is None else (table.T @ times.T).T


def _draws(random: np.random.Generator, drawn: NDArray[np.int64], count: int) -> Floats:
    """Return how often each group is drawn when as many items are drawn as there are."""
    size, groups = int(drawn.sum()), len(drawn)
    if size > _MANY * groups:
        return random.multinomial(size, drawn / size, size=count).astype(np.float64)
    group_of = np.repeat(np.arange(groups), drawn)
    found = [
        np.bincount(group_of[random.integers(0, size, size)], minlength=groups)
        for _ in range(count)
    ]
    return np.array(found, dtype=np.float64)


def _patterns_of_clusters(ratings: Ratings, clusters: NDArray[np.int64]) -> sparse.csr_array:
    shape = (int(clusters.max()) + 1, len(ratings.counts))
    ones = np.ones(len(clusters))
    return sparse.csr_array((ones, (clusters, ratings.pattern_of)), shape=shape)
