"""The grounded Laplacian solved: exactly for small networks, by iteration for large ones."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.sparse import linalg as sparse_linalg

from consilience.errors import DataError
from consilience.network.ties import Matrix

Array = NDArray[np.float64]

TOLERANCE = 1e-10
MOST_ROUNDS = 20_000
_QUICK_ROUNDS = 25
_WORST_CONDITION = 1e13


def inverse(grounded: Array) -> Array:
    """Return the inverse of a symmetric positive definite matrix, shape (n, n)."""
    try:
        factor, _ = linalg.cho_factor(grounded, lower=True)
    except (linalg.LinAlgError, ValueError) as error:
        raise DataError("network.not_solvable") from error
    found = np.tril(linalg.lapack.dpotri(factor, lower=1)[0])  # half the work of n right-hand sides
    return _trusted(found + np.tril(found, -1).T, grounded)


def smallest_eigenvalue(inverted: Array) -> float:
    """Return the smallest eigenvalue of a matrix from its inverse, shape (n, n)."""
    last = len(inverted) - 1
    return float(1.0 / linalg.eigvalsh(inverted, subset_by_index=(last, last))[0])


def lyapunov(grounded: Array) -> Array:
    """Return X with M X + X M' = I for the grounded Laplacian M of a directed network."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a nearly singular system is only warned of
            found = linalg.solve_continuous_lyapunov(grounded, np.eye(len(grounded)))
    except (linalg.LinAlgError, ValueError, RuntimeWarning) as error:
        raise DataError("network.not_solvable") from error
    return _trusted(np.asarray(found, dtype=np.float64), grounded)


def slowest_rate(grounded: Array) -> float:
    """Return the smallest real part of the eigenvalues of a grounded Laplacian, shape (n, n)."""
    return float(np.min(linalg.eigvals(grounded).real))


def solve(matrix: Matrix, wanted: Array, tolerance: float = TOLERANCE) -> Array:
    """Solve M x = b for several right-hand sides at once by conjugate gradients, shape (n, k).

    The diagonal is the preconditioner (Jacobi).
    """
    scale = 1.0 / matrix.diagonal()[:, None]
    solution = np.zeros_like(wanted)
    residual = wanted.copy()
    direction = scale * residual
    product = np.einsum("ij,ij->j", residual, direction)
    goal = tolerance * np.linalg.norm(wanted, axis=0)
    for _ in range(MOST_ROUNDS):
        if (np.linalg.norm(residual, axis=0) <= goal).all():
            return solution
        moved = matrix @ direction
        step = product / np.maximum(np.einsum("ij,ij->j", direction, moved), np.finfo(float).tiny)
        solution += step * direction
        residual -= step * moved
        ready = scale * residual
        following = np.einsum("ij,ij->j", residual, ready)
        direction = ready + following / np.maximum(product, np.finfo(float).tiny) * direction
        product = following
    raise DataError("network.not_solvable")


def smallest_eigenvalue_iterated(matrix: Matrix) -> float:
    """Return the smallest eigenvalue of a sparse grounded Laplacian, to at least 7 digits.

    Inverse iteration until the residual is small (the error is its square over the gap to the
    next eigenvalue); where two eigenvalues lie close, Lanczos on the inverse takes over.
    """
    vector = np.ones((matrix.shape[0], 1)) / np.sqrt(matrix.shape[0])
    for _ in range(_QUICK_ROUNDS):
        vector = solve(matrix, vector, 1e-8)
        vector /= np.linalg.norm(vector)
        moved = matrix @ vector
        found = float((vector * moved).sum())
        if np.linalg.norm(moved - found * vector) <= 1e-7 * found:
            return found
    return _lanczos(matrix, vector[:, 0])


def trace_of_inverse(matrix: Matrix, probes: int, seed: int) -> tuple[float, float]:
    """Return an estimate of the trace of the inverse and its standard error.

    Random signs as probes (Hutchinson 1989). The part along the all-ones direction, which carries
    most of the variance of the estimate, is computed exactly.
    """
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], (matrix.shape[0], probes))
    unit = np.ones((matrix.shape[0], 1)) / np.sqrt(matrix.shape[0])
    across = signs - unit * (unit * signs).sum(axis=0)
    solved = solve(matrix, np.hstack([across, unit]), 1e-6)
    values = np.einsum("ij,ij->j", across, solved[:, :-1])
    exact = float((unit[:, 0] * solved[:, -1]).sum())
    return exact + float(values.mean()), float(values.std(ddof=1) / np.sqrt(probes))


def _lanczos(matrix: Matrix, start: Array) -> float:
    def operate(vector: Array) -> Array:
        return solve(matrix, vector.reshape(-1, 1))[:, 0]

    operator: Any = sparse_linalg.LinearOperator(matrix.shape, matvec=operate, dtype=np.float64)
    largest = sparse_linalg.eigsh(
        operator, k=1, which="LA", v0=start, tol=1e-11, return_eigenvectors=False
    )
    return float(1.0 / largest[0])


def _trusted(found: Array, grounded: Array) -> Array:
    """Refuse a solution from a matrix so ill-conditioned that few digits would be right."""
    found = (found + found.T) / 2
    with np.errstate(over="ignore", invalid="ignore"):
        condition = np.abs(grounded).sum(axis=0).max() * np.abs(found).sum(axis=0).max()
    if not condition < _WORST_CONDITION:
        raise DataError("network.not_solvable")
    return found
