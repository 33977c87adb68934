"""Chains of a finite population: their states, their moves, and how often each state is seen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.special import expit

from consilience.errors import DataError

_STEPS = 300
_REDUCED_UP_TO = 2_000
_OFF = 1e-6
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def compositions(size: int, kinds: int) -> Counts:
    """Return all ways to divide a population among strategies, in lexicographic order."""
    left = np.array([size], dtype=np.int64)
    columns: list[Counts] = []
    for _ in range(kinds - 1):
        ways = left + 1
        rows = np.repeat(np.arange(len(left)), ways)
        part = np.arange(len(rows)) - np.repeat(np.cumsum(ways) - ways, ways)
        columns = [*(column[rows] for column in columns), part]
        left = left[rows] - part
    return np.column_stack([*columns, left])


def ranks(states: Counts, size: int) -> Counts:
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


def moves_of(payoffs: Floats, states: Counts, beta: float, mutation: float) -> sparse.csr_array:
    """Return how likely one update leads from each state to each other."""
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
            columns.append(ranks(target, size))
            chances.append(own / size * chance)
    shape = (len(states), len(states))
    cells = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_array((np.concatenate(chances), cells), shape)


def stationary(moves: sparse.csr_array, likely: int) -> Floats:
    """Return the distribution that the moves leave as it is.

    One sparse factorisation, with one state set to 1: the one that is likely, else the one to which
    some steps from everywhere lead. Where that loses the balance of some state, however
    rare, small chains are reduced state by state; large ones are refused.
    """
    flow = (moves.T - sparse.diags_array(moves.sum(axis=1))).tocsc()
    for known in (True, False):
        found = _solved(flow, likely if known else _reached(flow))
        if found is not None and _balanced(moves, found):
            return found
    if flow.shape[0] > _REDUCED_UP_TO:
        raise DataError("games.chain_unsolved")
    return reduced(moves.toarray())


def _reached(flow: sparse.csc_array) -> int:
    """Return the state that is likeliest some steps after all were equally likely."""
    spread = np.full(flow.shape[0], 1 / flow.shape[0])
    for _ in range(_STEPS):
        spread = spread + flow @ spread
    return int(np.argmax(spread))


def _solved(flow: sparse.csc_array, fixed: int) -> Floats | None:
    kept = np.delete(np.arange(flow.shape[0]), fixed)
    found = np.ones(flow.shape[0])
    try:
        factors = splu(flow[kept][:, kept], permc_spec="MMD_AT_PLUS_A")
    except RuntimeError:  # singular: the fixed state is never seen
        return None
    found[kept] = np.maximum(factors.solve(-flow[kept][:, [fixed]].toarray()[:, 0]), 0.0)
    return np.asarray(found / found.sum(), dtype=np.float64)


def _balanced(moves: sparse.csr_array, chance: Floats) -> bool:
    """Return whether as much comes as goes at every state."""
    comes, goes = moves.T @ chance, moves.sum(axis=1) * chance
    return bool((np.abs(comes - goes) <= _OFF * comes).all())


def reduced(moves: Floats) -> Floats:
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
