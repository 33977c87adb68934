"""Finite populations: fixation of a mutant, and how often each state is seen in the long run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.special import expit, logsumexp

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Result

Process = Literal["fermi", "moran"]
Floats = NDArray[np.float64]
MOST_STATES = 200_000
MOST_SIZE = 1_000_000
_STEPS = 300
_REDUCED_UP_TO = 2_000
_OFF = 1e-6


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
        states = _compositions(count, kinds)
        purest = int(np.argmax(_rare(payoffs, count, beta)))
        likely = int(_ranks(count * np.eye(kinds, dtype=np.int64)[[purest]], count)[0])
        chance = _stationary(_moves(payoffs, states, beta, rate), likely)
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
    (a, b), (c, d) = payoffs
    i = np.arange(1, size)
    mutants = (a * (i - 1) + b * (size - i)) / (size - 1)
    residents = (c * i + d * (size - i - 1)) / (size - 1)
    if process == "fermi":
        logs = -beta * (mutants - residents)
    else:
        fitness = 1 - beta + beta * np.array([mutants, residents])
        if fitness.min() <= 0:
            raise DataError("games.fitness", least=float(fitness.min()))
        logs = np.log(fitness[1]) - np.log(fitness[0])
    sums = np.concatenate([[0.0], np.cumsum(logs)])
    return float(np.exp(logsumexp(sums[:first]) - logsumexp(sums)))


def _rare(payoffs: Floats, size: int, beta: float) -> Floats:
    """Return the chain between populations of one strategy each."""
    kinds = len(payoffs)
    moves = np.zeros((kinds, kinds))
    for old in range(kinds):
        for new in range(kinds):
            if new != old:
                pair = np.ix_([new, old], [new, old])
                moves[old, new] = _fixation(payoffs[pair], size, 1, "fermi", beta) / (kinds - 1)
    return _reduced(moves)


def _reduced(moves: Floats) -> Floats:
    """Return the stationary distribution by state reduction, which subtracts nothing.

    Also chances of 1e-200 come out right (Grassmann, Taksar and Heyman).
    """
    left = moves.copy()
    for last in range(len(left) - 1, 0, -1):
        away = left[last, :last].sum()
        left[:last, last] /= max(away, 1e-300)
        left[:last, :last] += np.outer(left[:last, last], left[last, :last])
    found = np.ones(len(left))
    for place in range(1, len(left)):
        found[place] = found[:place] @ left[:place, place]
        found[: place + 1] /= found[: place + 1].sum()
    return found


def _compositions(size: int, kinds: int) -> NDArray[np.int64]:
    """Return all ways to divide a population among strategies, in lexicographic order."""
    if kinds == 1:
        return np.array([[size]], dtype=np.int64)
    parts = []
    for first in range(size + 1):
        rest = _compositions(size - first, kinds - 1)
        parts.append(np.column_stack([np.full(len(rest), first), rest]))
    return np.concatenate(parts)


def _ranks(states: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return the place of each state in the lexicographic order."""
    kinds = states.shape[1]
    left = np.full(len(states), size)
    found = np.zeros(len(states), dtype=np.int64)
    for place in range(kinds - 1):
        free = kinds - place - 1
        table = np.array([math.comb(k + free - 1, free - 1) for k in range(size + 1)])
        before = np.concatenate([[0], np.cumsum(table[::-1])])  # as the first number grows
        start = size - left
        found += before[start + states[:, place]] - before[start]
        left = left - states[:, place]
    return found


def _moves(
    payoffs: Floats, states: NDArray[np.int64], beta: float, mutation: float
) -> sparse.csr_array:
    size, kinds = int(states[0].sum()), states.shape[1]
    earned = (states @ payoffs.T - np.diag(payoffs)) / (size - 1)
    rows, columns, chances = [], [], []
    for old in range(kinds):
        there = np.flatnonzero(states[:, old])
        for new in range(kinds):
            if new == old:
                continue
            own, other = states[there, old], states[there, new]
            copied = expit(beta * (earned[there, new] - earned[there, old]))
            chance = (1 - mutation) * other / (size - 1) * copied + mutation / (kinds - 1)
            target = states[there].copy()
            target[:, old] -= 1
            target[:, new] += 1
            rows.append(there)
            columns.append(_ranks(target, size))
            chances.append(own / size * chance)
    shape = (len(states), len(states))
    cells = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_array((np.concatenate(chances), cells), shape)


def _stationary(moves: sparse.csr_array, likely: int) -> Floats:
    """Return the distribution that the moves leave as it is.

    One sparse factorisation, with one state set to 1: the one that is likely, else the one to which
    some steps from everywhere lead. Where that loses the balance of some state, however
    rare, small chains are reduced state by state; large ones are refused.
    """
    flow = (moves.T - sparse.diags_array(moves.sum(axis=1))).tocsc()
    spread = np.full(flow.shape[0], 1 / flow.shape[0])
    for _ in range(_STEPS):
        spread = spread + flow @ spread
    for fixed in dict.fromkeys((likely, int(np.argmax(spread)))):
        found = _solved(flow, fixed)
        if found is not None and _balanced(moves, found):
            return found
    if len(spread) > _REDUCED_UP_TO:
        raise DataError("games.chain_unsolved")
    return _reduced(moves.toarray())


def _solved(flow: sparse.csc_array, fixed: int) -> Floats | None:
    kept = np.delete(np.arange(flow.shape[0]), fixed)
    found = np.ones(flow.shape[0])
    try:
        factors = splu(flow[kept][:, kept])
    except RuntimeError:  # singular: the fixed state is never seen
        return None
    found[kept] = np.maximum(factors.solve(-flow[kept][:, [fixed]].toarray()[:, 0]), 0.0)
    return np.asarray(found / found.sum(), dtype=np.float64)


def _balanced(moves: sparse.csr_array, chance: Floats) -> bool:
    """Return whether as much comes as goes at every state."""
    comes, goes = moves.T @ chance, moves.sum(axis=1) * chance
    return bool((np.abs(comes - goes) <= _OFF * comes).all())
