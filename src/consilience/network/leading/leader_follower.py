"""The leader-follower model solved for leaders at some places: exactly, or estimated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.network.leading.solving import (
    inverse,
    lyapunov,
    slowest_rate,
    smallest_eigenvalue,
    smallest_eigenvalue_iterated,
    trace_of_inverse,
)
from consilience.network.ties import Matrix, Ties, laplacian, reached_from


@dataclass(frozen=True)
class Solved:
    """What the grounded Laplacian says; resistance is infinite where no leader reaches."""

    partners: NDArray[np.int64]
    resistance: NDArray[np.float64]
    total_variance: float
    standard_error: float
    rate: float


def exact_coherence(ties: Ties, leaders: NDArray[np.int64], gain: float | None = None) -> Solved:
    """Return the exact solution for leaders at some places."""
    partners, reached = _partners(ties, leaders, gain)
    inside = partners[reached]
    matrix = _grounded(ties, inside, leaders, gain).toarray()
    resistance = np.full(len(partners), np.inf)
    rate = np.inf
    if len(inside):
        inverted = lyapunov(matrix) * 2 if ties.directed else inverse(matrix)
        resistance[reached] = np.diag(inverted)
        rate = slowest_rate(matrix) if ties.directed else smallest_eigenvalue(inverted)
    total = float(resistance.sum() / 2)
    return Solved(partners, resistance, total, 0.0, rate if reached.all() else 0.0)


def estimated_coherence(
    ties: Ties, leaders: NDArray[np.int64], gain: float | None, probes: int, seed: int
) -> Solved:
    """Return an estimate from random probes, without the resistance of single partners."""
    partners, reached = _partners(ties, leaders, gain)
    resistance = np.full(len(partners), np.nan)
    if not reached.all():
        resistance[~reached] = np.inf
        return Solved(partners, resistance, np.inf, 0.0, 0.0)
    matrix = _grounded(ties, partners, leaders, gain)
    trace, error = trace_of_inverse(matrix, probes, seed)
    rate = smallest_eigenvalue_iterated(matrix)
    return Solved(partners, resistance, trace / 2, error / 2, rate)


def _partners(
    ties: Ties, leaders: NDArray[np.int64], gain: float | None
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the places of those who scatter, and which of them a leader reaches."""
    scattering = np.ones(len(ties.nodes), dtype=np.bool_)
    if gain is None:
        scattering[leaders] = False
    partners = np.flatnonzero(scattering)
    return partners, reached_from(ties, leaders)[partners]


def _grounded(
    ties: Ties, inside: NDArray[np.int64], leaders: NDArray[np.int64], gain: float | None
) -> Matrix:
    whole = laplacian(ties.strength)
    if gain is not None:
        held = np.zeros(len(ties.nodes))
        held[leaders] = gain
        whole = whole.tolil()
        whole.setdiag(whole.diagonal() + held)
        whole = whole.tocsr()
    return whole[inside][:, inside]
