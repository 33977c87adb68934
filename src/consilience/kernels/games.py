"""Replicator dynamics of many starts, in coordinates in which shares cannot leave the simplex.

The state of a population is the logarithm of its shares, up to a constant: then the change of each
coordinate is the payoff difference itself, smooth also near vertices, so that few steps are needed.
A share of 0 stays 0. Steps are those of Dormand and Prince (1980), each start with its own.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

FINISHED, OUT_OF_STEPS = -1, -2
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
    count, moving = starts.shape[1], len(matrix)
    movers = np.empty(moving, np.int64)
    n = 0
    for number in range(len(populations) - 1):
        for place in range(populations[number], populations[number + 1] - 1):
            movers[n] = place
            n += 1
    logs, trial, shares = np.empty(count), np.empty(count), np.empty(count)
    alive, slopes = np.empty(moving), np.zeros((7, moving))
    products = np.ones(factors.shape[1])
    paths = np.empty((len(starts), len(times), count))
    ends = np.empty(len(starts), np.int64)
    weights = _WEIGHTS
    for start in range(len(starts)):
        for place in range(count):
            value = starts[start, place]
            logs[place] = math.log(value) if value > 0.0 else -math.inf
            trial[place] = logs[place]
        for n in range(moving):
            alive[n] = 1.0 if starts[start, movers[n]] > 0.0 else 0.0
        time, width, taken, end, first = 0.0, 0.0, 0, FINISHED, 0
        for moment in range(len(times)):
            while time < times[moment] and end == FINISHED:
                if taken >= most_steps:
                    end = OUT_OF_STEPS
                    break
                taken += 1
                last = False
                h = 0.0
                for stage in range(first, 7):
                    if stage == 1:
                        if first == 0:
                            fastest = 1e-300
                            for n in range(moving):
                                fastest = max(fastest, abs(slopes[0, n]))
                            width = 1.5 / fastest
                        last = time + width >= times[moment]
                        h = times[moment] - time if last else width
                    if stage > 0:
                        for n in range(moving):
                            total = 0.0
                            for before in range(stage):
                                total += weights[stage - 1, before] * slopes[before, n]
                            trial[movers[n]] = logs[movers[n]] + h * total
                    for number in range(len(populations) - 1):
                        low, high = populations[number], populations[number + 1]
                        if high - low == 2:
                            difference = trial[low] - trial[low + 1]
                            small = math.exp(-abs(difference))
                            share = 1.0 / (1.0 + small)
                            if difference >= 0.0:
                                shares[low], shares[low + 1] = share, small * share
                            else:
                                shares[low], shares[low + 1] = small * share, share
                        else:
                            largest = trial[low]
                            for place in range(low + 1, high):
                                largest = max(largest, trial[place])
                            total = 0.0
                            for place in range(low, high):
                                shares[place] = math.exp(trial[place] - largest)
                                total += shares[place]
                            for place in range(low, high):
                                shares[place] /= total
                    for term in range(1, len(products)):
                        products[term] = products[factors[0, term]] * shares[factors[1, term]]
                    for n in range(moving):
                        total = 0.0
                        for term in range(len(products)):
                            total += matrix[n, term] * products[term]
                        slopes[stage, n] = total * alive[n]
                first = 1
                error = 0.0
                for n in range(moving):
                    gap = h * (
                        71 / 57600 * slopes[0, n]
                        - 71 / 16695 * slopes[2, n]
                        + 71 / 1920 * slopes[3, n]
                        - 17253 / 339200 * slopes[4, n]
                        + 22 / 525 * slopes[5, n]
                        - 1 / 40 * slopes[6, n]
                    )
                    if alive[n] > 0.0:
                        size = 2.0 * tolerance * (1.0 + abs(trial[movers[n]]))
                        error = max(error, abs(gap) / size)
                growth = 10.0 if error < 1e-5 else 0.9 * error**-0.2
                if error > 1.0:
                    width = h * max(growth, 0.2)
                    continue
                time = times[moment] if last else time + h
                for n in range(moving):
                    logs[movers[n]], slopes[0, n] = trial[movers[n]], slopes[6, n]
                if not last or growth < 1.0:
                    width = h * min(growth, 10.0)
                for corner in range(len(radii)):
                    inside = True
                    for number in range(corners.shape[1]):
                        if shares[corners[corner, number]] < 1.0 - radii[corner]:
                            inside = False
                            break
                    if inside:
                        end = corner
            for place in range(count):
                started = times[moment] == 0.0
                paths[start, moment, place] = starts[start, place] if started else shares[place]
        ends[start] = end
    return paths, ends
