"""Ridge regression of codes on texts, one against the rest, and what it says of held-out texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

Floats = NDArray[np.float64]
Rows = Floats | sparse.csr_array
PENALTY = 0.2  # a convention of this program, for rows of length 1


@dataclass(frozen=True, eq=False)
class Ridge:
    """A fitted ridge regression.

    ``weights`` has shape (features, codes), ``constant`` shape (codes,); ``alike`` holds the
    cosines between examples, shape (examples, examples), and ``inverse`` the inverse of the
    penalised kernel.
    """

    weights: Floats
    constant: Floats
    alike: Floats
    inverse: Floats
    target: Floats


def fitted(rows: Rows, has: NDArray[np.bool_]) -> Ridge:
    """Fit codes (1 where an example has the code, else 0) on rows of length 1 and a constant."""
    target = has.astype(np.float64)
    alike = products(rows, rows)
    kernel = alike + 1 + PENALTY * np.eye(len(target))
    inverse = linalg.inv(kernel)
    inverse = (inverse + inverse.T) / 2
    loads = inverse @ target
    return Ridge(np.asarray(rows.T @ loads), loads.sum(axis=0), alike, inverse, target)


def products(rows: Rows, others: Rows) -> Floats:
    """Return the cosines of rows, shape (rows, others)."""
    found = rows @ others.T
    return np.asarray(found.toarray() if isinstance(found, sparse.csr_array) else found)


def held_out(ridge: Ridge, fold: NDArray[np.int64]) -> Floats:
    """Return the scores of each example by the regression fitted without its fold.

    The inverse for all examples gives those of all folds: no regression is fitted again.
    """
    found = np.empty_like(ridge.target)
    loads = ridge.inverse @ ridge.target
    for number in np.unique(fold):
        out = np.flatnonzero(fold == number)
        block = ridge.inverse[np.ix_(out, out)]
        found[out] = ridge.target[out] - linalg.solve(block, loads[out], assume_a="pos")
    return found


def ranked(scores: Floats, count: int) -> NDArray[np.int64]:
    """Return the codes of the highest scores, best first, shape (texts, at most count).

    Scores that differ by rounding only are equal; of equal ones the first code comes first.
    """
    return np.argsort(-np.round(scores, 10), axis=1, kind="stable")[:, :count]
