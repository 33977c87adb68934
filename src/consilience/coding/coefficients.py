"""The coefficients of agreement on counts of patterns.

Each is 1 - observed / expected disagreement. Every function takes ``weights`` of shape
(samples, patterns): how often each pattern of codings occurs, in the data or in a resample. It
returns observed and expected disagreement, each of shape (samples,), NaN where undefined.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from consilience.coding.ratings import Ratings
from consilience.coding.weights import Level

Floats = NDArray[np.float64]
Disagreement = tuple[Floats, Floats]
Coefficient = Callable[[Floats], Disagreement]


def percent(ratings: Ratings) -> Coefficient:
    """Share of pairs of codings that agree; nothing is expected by chance."""
    observed = _observed(ratings, None)

    def measured(weights: Floats) -> Disagreement:
        found = observed(weights)
        return found, np.ones_like(found)

    return measured


def unanimous(ratings: Ratings) -> Coefficient:
    """Share of units, coded at least twice, on which all coders agree."""
    coded = ratings.coded >= 2
    split = coded & (_most_frequent(ratings) < ratings.coded)

    def measured(weights: Floats) -> Disagreement:
        found = _ratio(weights @ split.astype(np.float64), weights @ coded.astype(np.float64))
        return found, np.ones_like(found)

    return measured


def cohen(ratings: Ratings, apart: Floats | None) -> Coefficient:
    """Two coders, each with a distribution of values of their own."""
    both = ratings.coded == 2
    observed = _observed(ratings, apart)
    first, second = (_one_hot(ratings, coder, both) for coder in (0, 1))

    def measured(weights: Floats) -> Disagreement:
        total = weights @ both.astype(np.float64)
        p, q = (_ratio((side.T @ weights.T).T, total[:, None]) for side in (first, second))
        expected = _apart(p, q, apart)
        return observed(weights), expected

    return measured


def fleiss(ratings: Ratings) -> Coefficient:
    """Any coders, with one distribution of values for all of them."""
    observed, shares = _observed(ratings, None), _shares(ratings)

    def measured(weights: Floats) -> Disagreement:
        found = shares(weights)
        return observed(weights), _apart(found, found, None)

    return measured


def gwet(ratings: Ratings, apart: Floats | None) -> Coefficient:
    """Chance only where coders are uncertain: Gwet's AC1, or AC2 with weights."""
    observed, shares = _observed(ratings, apart), _shares(ratings)
    size = len(ratings.values)
    agreeing = _agreeing(size, apart)

    def measured(weights: Floats) -> Disagreement:
        found = shares(weights)
        chance = agreeing * (found * (1 - found)).sum(axis=1)
        uncertain = chance / (size * (size - 1)) if size > 1 else np.ones(len(weights))
        return observed(weights), 1 - uncertain

    return measured


def brennan_prediger(ratings: Ratings, apart: Floats | None) -> Coefficient:
    """Chance as if every value of the scale were equally likely."""
    observed, size = _observed(ratings, apart), len(ratings.values)
    expected = 1 - _agreeing(size, apart) / size**2

    def measured(weights: Floats) -> Disagreement:
        found = observed(weights)
        return found, np.full_like(found, expected)

    return measured


def alpha(ratings: Ratings, level: Level) -> Coefficient:
    """Krippendorff's alpha; units coded once or never do not count."""
    coded = ratings.coded
    paired = np.where(coded >= 2, 1.0, 0.0)
    table = _counts(ratings, paired)
    spread = _spread(ratings, table, level)

    def measured(weights: Floats) -> Disagreement:
        totals = (table.T @ weights.T).T
        pairable = totals.sum(axis=1)
        varied = (totals > 0).sum(axis=1) > 1
        observed, expected = spread(weights, totals)
        expected = _ratio(expected, pairable * (pairable - 1))
        return _ratio(observed, pairable), np.where(varied, expected, 0.0)

    return measured


def _spread(
    ratings: Ratings, table: sparse.csr_array, level: Level
) -> Callable[[Floats, Floats], Disagreement]:
    """Return sums of squared differences: within units, and between all codings."""
    if level == "nominal":
        return _nominal_spread(ratings, table)
    if level == "ratio":
        return _ratio_spread(ratings)
    within = _within(ratings)
    if level == "ordinal":
        return _ordinal_spread(within)
    numbers = np.array(ratings.values, dtype=np.float64)
    fixed = within(numbers)
    return lambda weights, totals: (weights @ fixed, _between(totals, numbers[None, :]))


def _ordinal_spread(
    within: Callable[[Floats], Floats],
) -> Callable[[Floats, Floats], Disagreement]:
    """Return the sums on mid-ranks, which every sample has of its own."""

    def spread(weights: Floats, totals: Floats) -> Disagreement:
        ranks = np.cumsum(totals, axis=1) - totals / 2
        inside = np.array([within(positions) for positions in ranks])
        return np.einsum("sp,sp->s", weights, inside), _between(totals, ranks)

    return spread


def _within(ratings: Ratings) -> Callable[[Floats], Floats]:
    """Return, for positions of the values, the squared differences inside each pattern.

    Differences are taken from the first coding of the pattern, so that equal codings give 0.
    """
    first = np.argmax(ratings.patterns >= 0, axis=1)
    lead = ratings.patterns[np.arange(len(first)), first]
    places = np.where(ratings.patterns < 0, lead[:, None], ratings.patterns)
    differing = np.flatnonzero((places != lead[:, None]).any(axis=1))
    size = ratings.coded[differing].astype(np.float64)
    lead, coders = lead[differing], np.ascontiguousarray(places[differing].T)

    def squares(positions: Floats) -> Floats:
        start = positions[lead]
        total, squared = np.zeros(len(lead)), np.zeros(len(lead))
        for coder in coders:
            away = positions[coder] - start
            total += away
            squared += away * away
        found = np.zeros(len(first))
        found[differing] = 2 * (size * squared - total * total) / (size - 1)
        return found

    return squares


def _between(totals: Floats, positions: Floats) -> Floats:
    size = totals.sum(axis=1)
    centre = _ratio((totals * positions).sum(axis=1), size, undefined=0.0)
    found: Floats = 2 * size * (totals * (positions - centre[:, None]) ** 2).sum(axis=1)
    return found


def _nominal_spread(
    ratings: Ratings, table: sparse.csr_array
) -> Callable[[Floats, Floats], Disagreement]:
    same = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    size = np.asarray(table.sum(axis=1)).ravel()
    within = (size**2 - same) / np.maximum(ratings.coded - 1, 1)

    def spread(weights: Floats, totals: Floats) -> Disagreement:
        rest = totals.sum(axis=1, keepdims=True) - totals
        return weights @ within, (totals * rest).sum(axis=1)

    return spread


def _ratio_spread(ratings: Ratings) -> Callable[[Floats, Floats], Disagreement]:
    numbers = np.array(ratings.values, dtype=np.float64)
    coded = ratings.coded
    within = np.zeros(len(coded))
    for first, second in _pairs(ratings):
        left, right = numbers[ratings.patterns[:, first]], numbers[ratings.patterns[:, second]]
        both = (ratings.patterns[:, [first, second]] >= 0).all(axis=1)
        within += np.where(both, 2 * _relative(left, right), 0.0)
    within /= np.maximum(coded - 1, 1)

    def spread(weights: Floats, totals: Floats) -> Disagreement:
        between = np.zeros(len(totals))
        for place, number in enumerate(numbers):
            between += totals[:, place] * (
                totals @ _relative(np.full_like(numbers, number), numbers)
            )
        return weights @ within, between

    return spread


def _relative(left: Floats, right: Floats) -> Floats:
    """Return ((a - b) / (a + b))^2, with 0 for two zeros."""
    return (_ratio(left - right, left + right, undefined=0.0)) ** 2


def _observed(ratings: Ratings, apart: Floats | None) -> Callable[[Floats], Floats]:
    """Return the mean disagreement of the pairs of codings of a unit, over units."""
    coded = ratings.coded
    paired = (coded >= 2).astype(np.float64)
    differing = np.zeros(len(coded))
    for first, second in _pairs(ratings):
        left, right = ratings.patterns[:, first], ratings.patterns[:, second]
        both = (left >= 0) & (right >= 0)
        differing += both * ((left != right) if apart is None else apart[left, right])
    differing /= np.maximum(coded * (coded - 1) / 2, 1)
    return lambda weights: _ratio(weights @ differing, weights @ paired)


def _pairs(ratings: Ratings) -> list[tuple[int, int]]:
    count = len(ratings.coders)
    return [(first, second) for first in range(count) for second in range(first + 1, count)]


def _shares(ratings: Ratings) -> Callable[[Floats], Floats]:
    """Return the share of each value, every unit that was coded at all counting the same."""
    coded = ratings.coded
    table = _counts(ratings, np.where(coded > 0, 1 / np.maximum(coded, 1), 0.0))
    some = (coded > 0).astype(np.float64)
    return lambda weights: _ratio((table.T @ weights.T).T, (weights @ some)[:, None])


def _counts(ratings: Ratings, factor: Floats) -> sparse.csr_array:
    """Return how often each pattern holds each value, times a factor for each pattern."""
    rows, columns = np.nonzero(ratings.patterns >= 0)
    places = (rows, ratings.patterns[rows, columns])
    shape = (len(ratings.patterns), len(ratings.values))
    found = sparse.csr_array((factor[rows], places), shape=shape)
    found.sum_duplicates()
    found.eliminate_zeros()
    return found


def _one_hot(ratings: Ratings, coder: int, rows: NDArray[np.bool_]) -> sparse.csr_array:
    where = np.flatnonzero(rows)
    shape = (len(ratings.patterns), len(ratings.values))
    places = (where, ratings.patterns[where, coder])
    return sparse.csr_array((np.ones(len(where)), places), shape=shape)


def _apart(p: Floats, q: Floats, apart: Floats | None) -> Floats:
    """Return the expected disagreement of two distributions; exactly 0 without variation."""
    others = q.sum(axis=1, keepdims=True) - q if apart is None else q @ apart
    found: Floats = (p * others).sum(axis=1)
    return found


def _agreeing(size: int, apart: Floats | None) -> float:
    """Return the sum of all agreement weights."""
    return float(size) if apart is None else float((1 - apart).sum())


def _most_frequent(ratings: Ratings) -> NDArray[np.int64]:
    counts = _counts(ratings, np.ones(len(ratings.patterns)))
    return np.asarray(counts.max(axis=1).todense(), dtype=np.int64).ravel()


def _ratio(above: Floats, below: Floats, undefined: float = float("nan")) -> Floats:
    above, below = np.broadcast_arrays(above, below)
    found = np.full(above.shape, undefined)
    np.divide(above, below, out=found, where=below != 0)
    return found
