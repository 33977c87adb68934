"""Finite populations: fixation of a mutant, and how often each state is seen in the long run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.games.chains import compositions, moves_of, ranks, reduced, stationary
from consilience.results import Result

Process = Literal["fermi", "moran"]
Floats = NDArray[np.float64]
MOST_STATES = 200_000
MOST_SIZE = 1_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Fixation(Result):
    """The probability that mutants take over; ``neutral`` is that without any selection."""

    value: float
    neutral: float

    def __float__(self) -> float:
        """Return the probability."""
        return self.value

    def to_frame(self) -> pd.DataFrame:
        """Return one row: the probability and the neutral one."""
        return pd.DataFrame({"fixation": [self.value], "neutral": [self.neutral]})


@dataclass(frozen=True, kw_only=True, eq=False)
class StationaryDistribution(Result):
    """How often each state is seen; arrays are read-only.

    ``states`` has how many play each strategy, shape (states, strategies); ``probabilities`` has
    the shape (states,); ``average`` the mean share of each strategy, shape (strategies,).
    """

    strategies: tuple[str, ...]
    states: NDArray[np.int64]
    probabilities: Floats
    average: Floats

    def to_frame(self) -> pd.DataFrame:
        """Return one row a strategy: its mean share."""
        return pd.DataFrame({"strategy": self.strategies, "average": self.average})


def fixation_probability(
    matrix: object,
    size: int,
    *,
    mutant: int = 0,
    resident: int = 1,
    mutants: int = 1,
    process: Process = "fermi",
    strength: float = 1.0,
) -> Fixation:
    r"""Calculate the probability that mutants take over a population of residents.

    With i mutants, :math:`\gamma_i` is how much likelier their number falls than it rises; then
    :math:`\rho = \sum_{k<m} \prod_{i \le k} \gamma_i / \sum_{k<N} \prod_{i \le k} \gamma_i`. Who
    meets whom is drawn without oneself.

    Parameters
    ----------
    matrix
        Payoff of each strategy (row) against each (column): a square table of at least 2 rows of
        finite numbers.
    size
        Members of the population, at least 2.
    mutant, resident
        Places of the two strategies in the matrix, from 0.
    mutants
        How many mutants there are at first, at least 1 and less than the size.
    process
        ``"fermi"``: pairwise comparison, :math:`\gamma = e^{-\beta (\pi_A - \pi_B)}`; ``"moran"``:
        birth and death with fitness :math:`1 - \beta + \beta \pi`, which must be positive.
    strength
        Strength of selection :math:`\beta`, at least 0 (for ``"moran"`` at most 1).

    Returns
    -------
    Fixation
        The probability and the neutral one, mutants over size.

    Raises
    ------
    ArgumentError
        If an argument is outside of its range.
    DataError
        If a fitness is not positive.
    UnknownNameError
        If the process is unknown.

    Examples
    --------
    >>> round(fixation_probability([[2, 0], [3, 1]], 20, strength=0.1).value, 4)
    0.0144

    References
    ----------
    Nowak, Sasaki, Taylor and Fudenberg (2004), Emergence of Cooperation and Evolutionary Stability
    in Finite Populations; Traulsen, Nowak and Pacheco (2006), Stochastic Dynamics of Invasion and
    Fixation.
    """
    owner = "fixation_probability"
    payoffs = payoff_matrix(matrix, owner)
    count = _size(size, owner)
    pair = [_place(mutant, payoffs, "mutant", owner), _place(resident, payoffs, "resident", owner)]
    if pair[0] == pair[1]:
        raise ArgumentError("resident", owner, "other_column", resident, other="mutant")
    first = checks.whole(mutants, 1, "mutants", owner)
    if first >= count:
        raise ArgumentError("mutants", owner, "interval_whole", mutants, low=1, high=count - 1)
    chosen = checks.choice(process, get_args(Process), "process", owner)
    beta = _strength(strength, chosen, owner)
    return Fixation(
        value=_fixation(payoffs[np.ix_(pair, pair)], count, first, chosen, beta),
        neutral=first / count,
        parameters={
            "size": count,
            "mutant": pair[0],
            "resident": pair[1],
            "mutants": first,
            "process": chosen,
            "strength": beta,
        },
        references=("nowak2004", "traulsen2006"),
    )


def stationary_distribution(
    matrix: object,
    size: int,
    *,
    mutation: float | None = None,
    strength: float = 1.0,
    strategies: Sequence[str] | None = None,
) -> StationaryDistribution:
    r"""Calculate how often each state is seen in the long run under pairwise comparison.

    One member looks at another and takes over its strategy with probability
    :math:`1 / (1 + e^{-\beta (\pi_{other} - \pi_{own})})`, or, with probability ``mutation``,
    takes any other strategy.

    Parameters
    ----------
    matrix
        As in :func:`fixation_probability`.
    size
        Members of the population, at least 2; with mutation at most 200,000 states.
    mutation
        Probability of a mutation, above 0 and at most 1; None for the limit of rare mutations, in
        which the population is nearly always of one strategy.
    strength
        Strength of selection, at least 0.
    strategies
        Their names; "1", "2", ... by default.

    Returns
    -------
    StationaryDistribution
        States, their probabilities, and the mean share of each strategy.

    Raises
    ------
    ArgumentError
        If an argument is outside of its range.
    DataError
        If there are too many states.

    Examples
    --------
    >>> rock = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    >>> stationary_distribution(rock, 30, mutation=0.01).average.round(3)
    array([0.333, 0.333, 0.333])

    References
    ----------
    Traulsen, Nowak and Pacheco (2006), Stochastic Dynamics of Invasion and Fixation; Fudenberg and
    Imhof (2006), Imitation Processes with Small Mutations.
    """
    owner = "stationary_distribution"
    payoffs = payoff_matrix(matrix, owner)
    count = _size(size, owner)
    beta = _strength(strength, "fermi", owner)
    kinds = len(payoffs)
    numbers = [str(place) for place in range(1, kinds + 1)]
    names = checks.names(numbers if strategies is None else strategies, "strategies", owner)
    if len(names) != kinds:
        raise DataError("games.table.matrix_names", names=len(names), rows=kinds)
    if mutation is None:
        states = np.eye(kinds, dtype=np.int64) * count
        chance = _rare(payoffs, count, beta)
    else:
        rate = checks.interval(mutation, 0, 1, "mutation", owner)
        if rate == 0:
            raise ArgumentError("mutation", owner, "above", mutation, limit=0)
        if math.comb(count + kinds - 1, kinds - 1) > MOST_STATES:
            raise DataError("games.too_many_states", most=MOST_STATES)
        states = compositions(count, kinds)
        purest = int(np.argmax(_rare(payoffs, count, beta)))
        likely = int(ranks(count * np.eye(kinds, dtype=np.int64)[[purest]], count)[0])
        chance = stationary(moves_of(payoffs, states, beta, rate), likely)
    average = chance @ states / count
    for array in (states, chance, average):
        array.flags.writeable = False
    return StationaryDistribution(
        strategies=names,
        states=states,
        probabilities=chance,
        average=average,
        parameters={"size": count, "mutation": mutation, "strength": beta, "process": "fermi"},
        references=("traulsen2006", "fudenberg2006"),
    )


def payoff_matrix(matrix: object, owner: str) -> Floats:
    """Return a square table of finite payoffs."""
    try:
        found = np.array(matrix, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError("matrix", owner, "square", matrix) from error
    if found.ndim != 2 or found.shape[0] != found.shape[1] or len(found) < 2:
        raise ArgumentError("matrix", owner, "square", matrix)
    checks.numbers(found.ravel(), "matrix", owner)
    return found


def _size(size: object, owner: str) -> int:
    found = checks.whole(size, 2, "size", owner)
    if found > MOST_SIZE:
        raise ArgumentError("size", owner, "interval_whole", size, low=2, high=MOST_SIZE)
    return found


def _place(place: object, payoffs: Floats, name: str, owner: str) -> int:
    found = checks.whole(place, 0, name, owner)
    if found >= len(payoffs):
        raise ArgumentError(name, owner, "interval_whole", place, low=0, high=len(payoffs) - 1)
    return found


def _strength(strength: object, process: str, owner: str) -> float:
    high = 1.0 if process == "moran" else 1e6
    return checks.interval(strength, 0, high, "strength", owner)


def _fixation(payoffs: Floats, size: int, first: int, process: str, beta: float) -> float:
    (a, b), (c, d) = payoffs.tolist()
    if process == "fermi":  # payoffs differ by a line in the number of mutants: sums are closed
        k = np.arange(size, dtype=np.float64)
        slope, base = a - b - c + d, size * (b - d) + d - a
        sums = -beta / (size - 1) * k * (slope / 2 * (k + 1) + base)
    else:
        i = np.arange(1, size)
        mutants = (a * (i - 1) + b * (size - i)) / (size - 1)
        residents = (c * i + d * (size - i - 1)) / (size - 1)
        fitness = 1 - beta + beta * np.array([mutants, residents])
        if fitness.min() <= 0:
            raise DataError("games.fitness", least=float(fitness.min()))
        sums = np.concatenate([[0.0], np.cumsum(np.log(fitness[1]) - np.log(fitness[0]))])
    parts = np.exp(sums - sums.max())
    return float(parts[:first].sum() / parts.sum())


def _rare(payoffs: Floats, size: int, beta: float) -> Floats:
    """Return the chain between populations of one strategy each."""
    kinds = len(payoffs)
    moves = np.zeros((kinds, kinds))
    for old in range(kinds):
        for new in range(kinds):
            if new != old:
                pair = np.ix_([new, old], [new, old])
                moves[old, new] = _fixation(payoffs[pair], size, 1, "fermi", beta) / (kinds - 1)
    return reduced(moves)
