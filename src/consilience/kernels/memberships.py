"""Sums over cases that inclusion, coverage, PRI and RoN are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from consilience.kernels.compiling import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray


@kernel
def literal_membership(value: float, wanted: int, is_multi_value: bool) -> float:  # noqa: FBT001  (kernels take positions)
    """Return the membership of a case in one literal."""
    if is_multi_value:
        return 1.0 if value == wanted else 0.0
    return value if wanted == 1 else 1.0 - value


@kernel
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


@kernel
def subset_sums(
    values: NDArray[np.float64],
    multi_value: NDArray[np.bool_],
    terms: NDArray[np.int64],
    outcome: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return sum(x), sum(min(x, y)) and sum(min(x, y, 1-y)) of every term, shape (terms, 3).

    Does not hold the memberships, so that a million cases fit. A term starts from what it shares
    with the term before, which is most of it where the terms stand in order.
    """
    sums = np.zeros((len(terms), 3))
    shared = _shared_beginnings(terms)
    last = terms.shape[1]
    least = np.ones(last + 1)
    for case in range(len(values)):
        y = outcome[case]
        both = min(y, 1.0 - y)
        empty = last + 1  # conditions after which no membership is left
        for term in range(len(terms)):
            if shared[term] >= empty:
                continue
            empty = last + 1
            for condition in range(shared[term], last):
                x = least[condition]
                wanted = terms[term, condition]
                if wanted >= 0:
                    x = min(
                        x,
                        literal_membership(values[case, condition], wanted, multi_value[condition]),
                    )
                least[condition + 1] = x
                if x == 0.0:
                    empty = condition + 1
                    break
            if empty <= last:
                continue
            x = least[last]
            sums[term, 0] += x
            sums[term, 1] += min(x, y)
            sums[term, 2] += min(x, both)
    return sums


@kernel
def _shared_beginnings(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    # how many conditions, from the first, each term has in common with the one before
    shared = np.zeros(len(terms), np.int64)
    for term in range(1, len(terms)):
        while (
            shared[term] < terms.shape[1]
            and terms[term, shared[term]] == terms[term - 1, shared[term]]
        ):
            shared[term] += 1
    return shared


@kernel
def model_sums(
    memberships: NDArray[np.float64], models: NDArray[np.int64], outcome: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return sums of whole models, and what each of their terms covers alone.

    Parameters
    ----------
    memberships : float array of shape (terms, cases)
        Memberships of the cases in all terms.
    models : int array of shape (models, size)
        Which terms each model joins.
    outcome : float array of shape (cases,)

    Returns
    -------
    tuple of float arrays of shapes (models, 3) and (models, size)
        sum(x), sum(min(x, y)) and sum(min(x, y, 1-y)) of the union x of the terms; and for each
        term the part of sum(min(x, y)) that is lost without it.
    """
    count, size = models.shape
    cases = len(outcome)
    sums = np.zeros((count, 3))
    alone = np.zeros((count, size))
    first = np.empty(cases)
    second = np.empty(cases)
    leader = np.empty(cases, np.int64)
    for model in range(count):
        first[:] = 0.0
        second[:] = 0.0
        leader[:] = 0
        for place in range(size):
            _lead(memberships[models[model, place]], place, first, second, leader)
        whole = 0.0
        both = 0.0
        torn = 0.0
        for case in range(cases):
            y = outcome[case]
            covered = min(first[case], y)
            whole += first[case]
            both += covered
            torn += min(covered, 1.0 - y)
            alone[model, leader[case]] += covered - min(second[case], y)
        sums[model] = (whole, both, torn)
    return sums, alone


@kernel
def _lead(
    term: NDArray[np.float64],
    place: int,
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    leader: NDArray[np.int64],
) -> None:
    # keep the two highest memberships of each case and the place of the highest; a loop over the
    # cases without branches, so that the processor takes several at once
    for case in range(len(term)):
        x = term[case]
        highest = first[case]
        other = min(x, highest)
        second[case] = max(other, second[case])
        leader[case] = place if x > highest else leader[case]
        first[case] = max(x, highest)
