"""Other motions of shares than the replicator dynamics: smooth ones, noisy ones, with delay.

Payoffs are sums of products of shares, as in ``kernels.games``. No step can leave the simplex:
steps are convex combinations of states, or are made in logarithms of shares.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOGIT, BEST, MUTATOR, MUTATION = 0, 1, 2, 3
DONE, NEGATIVE = 0, 1


@kernel
def pay(
    shares: NDArray[np.float64],
    factors: NDArray[np.int64],
    matrix: NDArray[np.float64],
    products: NDArray[np.float64],
    payoffs: NDArray[np.float64],
) -> None:
    """Fill in the payoff of each strategy."""
    for term in range(1, len(products)):
        products[term] = products[factors[0, term]] * shares[factors[1, term]]
    for place in range(len(payoffs)):
        total = 0.0
        for term in range(len(products)):
            total += matrix[place, term] * products[term]
        payoffs[place] = total


@kernel
def drift(
    shares: NDArray[np.float64],
    payoffs: NDArray[np.float64],
    populations: NDArray[np.int64],
    kind: int,
    level: float,
    slope: NDArray[np.float64],
) -> None:
    """Fill in the change of each share for logit choice or for either kind of mutation."""
    for number in range(len(populations) - 1):
        low, high = populations[number], populations[number + 1]
        count = high - low
        if kind == LOGIT:
            best = payoffs[low]
            for place in range(low + 1, high):
                best = max(best, payoffs[place])
            total = 0.0
            for place in range(low, high):
                slope[place] = math.exp((payoffs[place] - best) / level)
                total += slope[place]
            for place in range(low, high):
                slope[place] = slope[place] / total - shares[place]
            continue
        mean = 0.0
        for place in range(low, high):
            mean += shares[place] * payoffs[place]
        for place in range(low, high):
            grown = shares[place] * payoffs[place]
            if kind == MUTATOR:
                stays = (1.0 - level) * grown + level / (count - 1) * (mean - grown)
                slope[place] = stays - mean * shares[place]
            else:
                others = (1.0 - shares[place]) - (count - 1) * shares[place]
                slope[place] = grown - mean * shares[place] + level / (count - 1) * others


@kernel
def relaxed(
    starts: NDArray[np.float64],
    times: NDArray[np.float64],
    populations: NDArray[np.int64],
    factors: NDArray[np.int64],
    matrix: NDArray[np.float64],
    kind: int,
    level: float,
    width: float,
) -> tuple[NDArray[np.float64], int]:
    """Follow logit, best-response or mutating motion with equal steps of at most ``width``.

    Returns shares of shape (starts, times, strategies), and NEGATIVE if a payoff below 0 was met
    where mutation is proportional to payoffs.
    """
    count = starts.shape[1]
    paths = np.empty((len(starts), len(times), count))
    products, payoffs = np.ones(factors.shape[1]), np.empty(count)
    slopes, trial = np.empty((4, count)), np.empty(count)
    state = DONE
    for start in range(len(starts)):
        shares = starts[start].copy()
        time = 0.0
        for moment in range(len(times)):
            steps = math.ceil((times[moment] - time) / width)
            h = (times[moment] - time) / max(steps, 1)
            for _ in range(steps):
                if kind == BEST:
                    pay(shares, factors, matrix, products, payoffs)
                    left = math.exp(-h)
                    for number in range(len(populations) - 1):
                        low, high = populations[number], populations[number + 1]
                        best = payoffs[low]
                        for place in range(low + 1, high):
                            best = max(best, payoffs[place])
                        total, ties = 0.0, 0
                        for place in range(low, high):
                            if payoffs[place] >= best - level:
                                total += shares[place]
                                ties += 1
                        for place in range(low, high):
                            reply = 0.0
                            if payoffs[place] >= best - level:
                                reply = shares[place] / total if total > 0.0 else 1.0 / ties
                            shares[place] = reply + (shares[place] - reply) * left
                    continue
                for stage in range(4):
                    reach = 0.0 if stage == 0 else (h if stage == 3 else h / 2)
                    for place in range(count):
                        before = slopes[stage - 1, place] if stage > 0 else 0.0
                        trial[place] = shares[place] + reach * before
                    pay(trial, factors, matrix, products, payoffs)
                    if kind == MUTATOR:
                        for place in range(count):
                            if payoffs[place] < 0.0:
                                state = NEGATIVE
                    drift(trial, payoffs, populations, kind, level, slopes[stage])
                for number in range(len(populations) - 1):
                    low, high = populations[number], populations[number + 1]
                    total = 0.0
                    for place in range(low, high):
                        middle = slopes[1, place] + slopes[2, place]
                        change = (slopes[0, place] + 2 * middle + slopes[3, place]) / 6
                        shares[place] = max(shares[place] + h * change, 0.0)
                        total += shares[place]
                    for place in range(low, high):
                        shares[place] /= total
            time = times[moment]
            paths[start, moment] = shares
    return paths, state


@kernel
def from_logs(
    logs: NDArray[np.float64], populations: NDArray[np.int64], shares: NDArray[np.float64]
) -> None:
    """Fill in the shares that belong to logarithms, up to a constant for each population."""
    for number in range(len(populations) - 1):
        low, high = populations[number], populations[number + 1]
        largest = logs[low]
        for place in range(low + 1, high):
            largest = max(largest, logs[place])
        total = 0.0
        for place in range(low, high):
            shares[place] = math.exp(logs[place] - largest)
            total += shares[place]
        for place in range(low, high):
            shares[place] /= total


@kernel
def noisy(
    start: NDArray[np.float64],
    places: NDArray[np.int64],
    populations: NDArray[np.int64],
    factors: NDArray[np.int64],
    matrix: NDArray[np.float64],
    sigma: float,
    width: float,
    noise: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Follow the replicator dynamics with noise in payoffs (Ito), a run a row of the noise.

    ``noise`` has standard normal numbers, shape (runs, steps, strategies); the last strategy of
    each population has none. ``places`` are the numbers of steps at which shares are kept.
    """
    runs, steps, count = noise.shape
    paths = np.empty((runs, len(places), count))
    products, payoffs = np.ones(factors.shape[1]), np.empty(count)
    shares, logs = np.empty(count), np.empty(count)
    root = math.sqrt(width)
    for run in range(runs):
        for place in range(count):
            logs[place] = math.log(start[place]) if start[place] > 0.0 else -math.inf
        kept = 0
        for step in range(steps + 1):
            from_logs(logs, populations, shares)
            while kept < len(places) and places[kept] == step:
                paths[run, kept] = shares
                kept += 1
            if step == steps:
                break
            pay(shares, factors, matrix, products, payoffs)
            for number in range(len(populations) - 1):
                low, high = populations[number], populations[number + 1]
                for place in range(low, high):
                    change = payoffs[place] * width
                    if place < high - 1:
                        # ||e_s - x||^2 less its part that is the same for all strategies
                        change += sigma * root * noise[run, step, place]
                        change -= sigma**2 / 2 * width * (1.0 - 2.0 * shares[place])
                    logs[place] += change
    return paths


@kernel
def delayed(
    starts: NDArray[np.float64],
    times: NDArray[np.float64],
    populations: NDArray[np.int64],
    factors: NDArray[np.int64],
    matrix: NDArray[np.float64],
    back: int,
    width: float,
) -> NDArray[np.float64]:
    """Follow the replicator dynamics with payoffs of ``back`` steps ago; before 0 all stood still.

    What the logarithms gain in a step depends on the past only: Simpson's rule, with the state in
    the middle of a past step by cubic interpolation.
    """
    count = starts.shape[1]
    steps = math.ceil(times[-1] / width) + 2
    paths = np.empty((len(starts), len(times), count))
    products, payoffs = np.ones(factors.shape[1]), np.empty((3, count))
    shares, middle = np.empty(count), np.empty(count)
    logs, slopes = np.empty((steps + 1, count)), np.empty((steps + 1, count))
    for start in range(len(starts)):
        for place in range(count):
            value = starts[start, place]
            logs[0, place] = math.log(value) if value > 0.0 else -math.inf
        for step in range(steps):
            for point in range(3):
                past = step - back + (point == 2)
                if past < 0 or (point == 1 and past + 1 <= 0):
                    for place in range(count):
                        middle[place] = logs[0, place]
                elif point == 1:
                    for place in range(count):
                        mean = (logs[past, place] + logs[past + 1, place]) / 2
                        bend = width / 8 * (slopes[past, place] - slopes[past + 1, place])
                        middle[place] = mean + bend
                else:
                    for place in range(count):
                        middle[place] = logs[past, place]
                from_logs(middle, populations, shares)
                pay(shares, factors, matrix, products, payoffs[point])
                if point == 0:
                    for place in range(count):
                        slopes[step, place] = payoffs[0, place]
            for place in range(count):
                total = payoffs[0, place] + 4 * payoffs[1, place] + payoffs[2, place]
                logs[step + 1, place] = logs[step, place] + width / 6 * total
        for moment in range(len(times)):
            step = min(int(times[moment] / width), steps - 2)
            part = times[moment] / width - step
            for place in range(count):
                middle[place] = logs[step, place]
                if part > 0.0 and logs[step, place] > -math.inf:
                    gap = logs[step + 1, place] - logs[step, place]
                    first = width * slopes[step, place] - gap
                    last = gap - width * slopes[step + 1, place]
                    bend = (1.0 - part) * first + part * last
                    middle[place] += part * gap + part * (1.0 - part) * bend
            from_logs(middle, populations, shares)
            paths[start, moment] = shares
    return paths
