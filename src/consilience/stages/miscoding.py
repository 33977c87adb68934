"""What the agreement of coders says about single codes, and codes that may be slips."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError

Floats = NDArray[np.float64]


def error_of(agreement: Any, name: str, owner: str) -> float | None:
    """Return the share of slips behind an agreement beyond chance, or None where it is not given.

    If each coder takes the true level with probability 1 - e and any level at random otherwise, two
    coders agree beyond chance in (1 - e)^2 of all events.
    """
    if agreement is None:
        return None
    found = checks.number(agreement, name, owner)
    if not 0 < found <= 1:
        raise ArgumentError(name, owner, "above_to", found, low=0, high=1)
    return 1 - math.sqrt(found)


def log_probability(counts: NDArray[np.int64], prior: float, error: float) -> Floats:
    """Return the log probability of the codes of each stretch, shape (stretches,).

    ``counts`` has the shape (stretches, dimensions, levels). Equal counts are done once, and the
    order of levels does not matter.
    """
    rows, place = np.unique(
        np.sort(counts, axis=2).reshape(-1, counts.shape[2]), axis=0, return_inverse=True
    )
    each = np.array([_of_counts(row, prior, error) for row in rows])
    return np.asarray(each[place.ravel()].reshape(counts.shape[:2]).sum(axis=1))


def _of_counts(counts: NDArray[np.int64], prior: float, error: float) -> float:
    """Return the log probability of codes, each true or a slip: a sum over how many are true.

    The sum over all numbers of true codes of each level is a product of polynomials in their total,
    for the normalising constant of the Dirichlet depends on the total alone. ``unit`` keeps the
    terms within the range of floats.
    """
    total, levels = int(counts.sum()), len(counts)
    if not total:
        return 0.0
    unit = math.log(total) - 1
    product, shift = np.ones(1), 0.0
    for count in counts.tolist():
        true = np.arange(count + 1)
        logs = special.gammaln(count + 1) - special.gammaln(true + 1)
        logs = logs - special.gammaln(count - true + 1) + true * math.log1p(-error)
        logs = logs + (count - true) * math.log(error / levels) - true * unit
        logs = logs + special.gammaln(prior + true) - special.gammaln(prior)
        top = float(logs.max())
        product = np.convolve(product, np.exp(logs - top))
        shift += top + math.log(product.max())
        product = product / product.max()
    true = np.arange(total + 1)
    with np.errstate(divide="ignore"):  # a term too small for floats counts nothing
        logs = np.log(product) + true * unit
    logs = logs - special.gammaln(levels * prior + true) + special.gammaln(levels * prior)
    return shift + float(special.logsumexp(logs))
