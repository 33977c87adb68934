"""Sums over cases that inclusion, coverage, PRI and RoN are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray


@njit(cache=True)
def literal_membership(value: float, wanted: int, is_multi_value: bool) -> float:  # noqa: FBT001  (kernels take positions)
    """Return the membership of a case in one literal."""
    if is_multi_value:
        return 1.0 if value == wanted else 0.0
    return value if wanted == 1 else 1.0 - value


@njit(cache=True)
def term_memberships(
    values: NDArray[np.float64], multi_value: NDArray[np.bool_], terms: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return memberships of cases in conjunctions, shape (terms, cases); -1 stands for free."""
    found = np.ones((len(terms), len(values)))
    for term in range(len(terms)):
        for condition in range(terms.shape[1]):
            wanted = terms[term, condition]
            if wanted >= 0:
                for case in range(len(values)):
                    part = literal_membership(
                        values[case, condition], wanted, multi_value[condition]
                    )
                    found[term, case] = min(found[term, case], part)
    return found


@njit(cache=True)
def subset_sums(
    values: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    terms: NDArray[np.int64],
    outcome: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return sum(x), sum(min(x, y)) and sum(min(x, y, 1-y)) of every term, shape (terms, 3).

    Does not hold the memberships, so that a million cases fit.
    """
    sums = np.zeros((len(terms), 3))
    for case in range(len(values)):
        y = outcome[case]
        both = min(y, 1.0 - y)
        for term in range(len(terms)):
            x = 1.0
            for condition in range(terms.shape[1]):
                wanted = terms[term, condition]
                if wanted >= 0:
                    part = literal_membership(
                        values[case, condition], wanted, multi_value[condition]
                    )
                    x = min(x, part)
                    if x == 0.0:
                        break
            sums[term, 0] += x
            sums[term, 1] += min(x, y)
            sums[term, 2] += min(x, both)
    return sums
