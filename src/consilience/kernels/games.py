"""Replicator dynamics of many starts, in coordinates in which shares cannot leave the simplex.

The state of a population is the logarithm of its shares, up to a constant: then the change of each
coordinate is the payoff difference itself, smooth also near vertices, so that few steps are needed.
A share of 0 stays 0. Steps are those of Dormand and Prince (1980), each start with its own. Several
starts move side by side, in lanes: one alone would wait for each result before the next operation.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINISHED, OUT_OF_STEPS = -1, -2
LANES = 64
_WEIGHTS = np.array(
    [
        [1 / 5, 0, 0, 0, 0, 0],
        [3 / 40, 9 / 40, 0, 0, 0, 0],
        [44 / 45, -56 / 15, 32 / 9, 0, 0, 0],
        [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729, 0, 0],
        [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656, 0],
        [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
    ]
)


@kernel
def gained(
    logs: NDArray[np.float64],
    alive: NDArray[np.float64],
    model: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    lanes: tuple[int, int],
    shares: NDArray[np.float64],
    products: NDArray[np.float64],
    gains: NDArray[np.float64],
) -> None:
    """Fill in shares, their products and the gains of movers, in some lanes.

    ``np.divide`` does not look for zeros, which would keep the lanes from being divided at once.
    """
    populations, factors, matrix = model
    start, stop = lanes
    for number in range(len(populations) - 1):
        low, high = populations[number], populations[number + 1]
        if high - low == 2:
            for lane in range(start, stop):
                shares[low, lane] = math.exp(-abs(logs[low, lane] - logs[low + 1, lane]))
            for lane in range(start, stop):
                small = shares[low, lane]
                large = np.divide(1.0, 1.0 + small)
                small = small * large
                first = logs[low, lane] >= logs[low + 1, lane]
                shares[low, lane] = large if first else small
                shares[low + 1, lane] = small if first else large
        else:
            for lane in range(start, stop):
                largest = logs[low, lane]
                for place in range(low + 1, high):
                    largest = max(largest, logs[place, lane])
                total = 0.0
                for place in range(low, high):
                    shares[place, lane] = math.exp(logs[place, lane] - largest)
                    total += shares[place, lane]
                for place in range(low, high):
                    shares[place, lane] /= total
    for term in range(1, len(products)):
        product, parent = products[term], products[factors[0, term]]
        share = shares[factors[1, term]]
        for lane in range(start, stop):
            product[lane] = parent[lane] * share[lane]
    for n in range(len(matrix)):
        gain = gains[n]
        for lane in range(start, stop):
            gain[lane] = matrix[n, 0]
        for term in range(1, len(products)):
            factor, product = matrix[n, term], products[term]
            if factor == 0.0:
                continue
            for lane in range(start, stop):
                gain[lane] += factor * product[lane]
        for lane in range(start, stop):
            gain[lane] *= alive[n, lane]


@kernel
def stepped(
    logs: NDArray[np.float64],
    alive: NDArray[np.float64],
    model: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    movers: NDArray[np.int64],
    steps: NDArray[np.float64],
    tolerance: float,
    work: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
    errors: NDArray[np.float64],
) -> None:
    """Try a step in each lane: fill in the logarithms after it, shares, slopes and errors."""
    trial, shares, products, slopes = work
    weights, count = _WEIGHTS, len(steps)
    for stage in range(1, 7):
        for n in range(len(movers)):
            found, begun = trial[movers[n]], logs[movers[n]]
            weight, slope = weights[stage - 1, 0], slopes[0, n]
            for lane in range(count):
                found[lane] = weight * slope[lane]
            for before in range(1, stage):
                weight, slope = weights[stage - 1, before], slopes[before, n]
                for lane in range(count):
                    found[lane] += weight * slope[lane]
            for lane in range(count):
                found[lane] = begun[lane] + steps[lane] * found[lane]
        gained(trial, alive, model, (0, count), shares, products, slopes[stage])
    for lane in range(count):
        errors[lane] = 0.0
    for n in range(len(movers)):
        for lane in range(count):
            gap = steps[lane] * (
                71 / 57600 * slopes[0, n, lane]
                - 71 / 16695 * slopes[2, n, lane]
                + 71 / 1920 * slopes[3, n, lane]
                - 17253 / 339200 * slopes[4, n, lane]
                + 22 / 525 * slopes[5, n, lane]
                - 1 / 40 * slopes[6, n, lane]
            )
            size = 2.0 * tolerance * (1.0 + abs(trial[movers[n], lane]))
            errors[lane] = max(errors[lane], np.divide(abs(gap), size))


@kernel
def arrived(
    shares: NDArray[np.float64],
    lane: int,
    corners: NDArray[np.int64],
    radii: NDArray[np.float64],
) -> int:
    """Return the last corner in whose box the shares of a lane are, FINISHED for none."""
    found = FINISHED
    for corner in range(len(radii)):
        inside = True
        for number in range(corners.shape[1]):
            if shares[corners[corner, number], lane] < 1.0 - radii[corner]:
                inside = False
                break
        if inside:
            found = corner
    return found


@kernel
def followed(  # noqa: PLR0915  (one loop: each part needs what the others hold)
    starts: NDArray[np.float64],
    times: NDArray[np.float64],
    populations: NDArray[np.int64],
    factors: NDArray[np.int64],
    matrix: NDArray[np.float64],
    corners: NDArray[np.int64],
    radii: NDArray[np.float64],
    tolerance: float,
    most_steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the shares of each start at increasing times, and how each start ended.

    A start that comes so near to corner c that the shares of its strategies are all at least
    1 - ``radii[c]`` ends there, as c. Else it is FINISHED or OUT_OF_STEPS.

    Parameters
    ----------
    starts : float array of shape (starts, strategies)
    times : float array of shape (times,)
    populations : int array of shape (populations + 1,)
        Place of the first strategy of each population, and the end.
    factors : int array of shape (2, products)
        Each product of shares is that of number ``factors[0]`` times the share at ``factors[1]``;
        number 0 has no factors.
    matrix : float array of shape (movers, products)
        What each strategy but the last of its population gains, in products.
    corners : int array of shape (corners, populations)
    radii : float array of shape (corners,)
    tolerance : float
        Of logarithms, relative to 1 + their size.
    most_steps : int
        Of one start.
    """
    count, moving, moments = starts.shape[1], len(matrix), len(times)
    movers = np.empty(moving, np.int64)
    n = 0
    for number in range(len(populations) - 1):
        for place in range(populations[number], populations[number + 1] - 1):
            movers[n] = place
            n += 1
    model = populations, factors, matrix
    paths = np.empty((len(starts), moments, count))
    ends = np.full(len(starts), FINISHED)
    lanes = min(LANES, len(starts))
    logs, trial = np.zeros((count, lanes)), np.zeros((count, lanes))
    shares = np.zeros((count, lanes))
    alive, slopes = np.zeros((moving, lanes)), np.zeros((7, moving, lanes))
    products = np.ones((factors.shape[1], lanes))
    work = trial, shares, products, slopes
    time, width = np.zeros(lanes), np.zeros(lanes)
    steps, errors = np.zeros(lanes), np.zeros(lanes)
    whose, moment = np.full(lanes, -1), np.zeros(lanes, np.int64)
    taken = np.zeros(lanes, np.int64)
    waiting, busy = 0, 0
    while waiting < len(starts) or busy > 0:
        for lane in range(lanes):
            if whose[lane] >= 0 or waiting == len(starts):
                continue
            start, waiting, busy = waiting, waiting + 1, busy + 1
            whose[lane], moment[lane], taken[lane], time[lane] = start, 0, 0, 0.0
            for place in range(count):
                value = starts[start, place]
                logs[place, lane] = math.log(value) if value > 0.0 else -math.inf
                trial[place, lane] = logs[place, lane]
            for n in range(moving):
                alive[n, lane] = 1.0 if starts[start, movers[n]] > 0.0 else 0.0
            gained(logs, alive, model, (lane, lane + 1), shares, products, slopes[0])
            fastest = 1e-300
            for n in range(moving):
                fastest = max(fastest, abs(slopes[0, n, lane]))
            width[lane] = 1.5 / fastest
            if times[0] == 0.0:
                moment[lane] = 1
                for place in range(count):
                    paths[start, 0, place] = starts[start, place]
        for lane in range(lanes):
            target = times[min(moment[lane], moments - 1)]
            last = time[lane] + width[lane] >= target
            steps[lane] = target - time[lane] if last else width[lane]
            if whose[lane] < 0:
                steps[lane] = 0.0
        stepped(logs, alive, model, movers, steps, tolerance, work, errors)
        for lane in range(lanes):
            start = whose[lane]
            if start < 0:
                continue
            taken[lane] += 1
            end = FINISHED
            error = errors[lane]
            growth = 10.0 if error < 1e-5 else 0.9 * error**-0.2
            if error > 1.0:
                width[lane] = steps[lane] * max(growth, 0.2)
            else:
                target = times[min(moment[lane], moments - 1)]
                last = time[lane] + width[lane] >= target
                time[lane] = target if last else time[lane] + steps[lane]
                for n in range(moving):
                    logs[movers[n], lane] = trial[movers[n], lane]
                    slopes[0, n, lane] = slopes[6, n, lane]
                if not last or growth < 1.0:
                    width[lane] = steps[lane] * min(growth, 10.0)
                end = arrived(shares, lane, corners, radii)
            if end == FINISHED and taken[lane] >= most_steps and time[lane] < times[moments - 1]:
                end = OUT_OF_STEPS
            while moment[lane] < moments and (end != FINISHED or time[lane] >= times[moment[lane]]):
                for place in range(count):
                    paths[start, moment[lane], place] = shares[place, lane]
                moment[lane] += 1
            if moment[lane] == moments:
                ends[start], whose[lane], busy = end, -1, busy - 1
    return paths, ends
