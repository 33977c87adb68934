"""All best and nearly best choices of yes and no: integer programmes, one cut a choice found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from consilience.errors import DataError
from consilience.value.game import Floats

_EQUAL = 1e-7  # relative difference of two totals that are the same


@dataclass(frozen=True)
class Choices:
    """Choices, the best first, shape (choices, k); ``complete`` if no other is near enough."""

    chosen: Floats
    complete: bool


def all_choices(
    gains: Floats,
    rows: sparse.csr_array,
    bounds: tuple[Floats, Floats],
    *,
    binary: int,
    within: float,
    most: int,
) -> Choices:
    """Return all choices of the first ``binary`` variables within a distance of the best total.

    The rows are held between the bounds; all variables lie in [0, 1]. After each choice a cut
    forbids it. Without any choice the table is empty.
    """
    low, high = bounds
    whole = np.zeros(len(gains), dtype=np.int64)
    whole[:binary] = 1
    found: list[Floats] = []
    best = -np.inf
    while True:
        answer = optimize.milp(
            -gains,
            constraints=optimize.LinearConstraint(rows, low, high),
            integrality=whole,
            bounds=optimize.Bounds(0, 1),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status not in {0, 2}:
            raise DataError("value.not_solved")
        if answer.status == 2 or float(gains @ answer.x) < best:
            return Choices(_table(found, binary), complete=True)
        if len(found) == most:
            return Choices(_table(found, binary), complete=False)
        if not found:
            total = float(gains @ answer.x)
            best = total - within - _EQUAL * max(1.0, abs(total))
        choice = np.round(answer.x[:binary])
        found.append(choice)
        cut = np.zeros((1, len(gains)))
        cut[0, :binary] = 2 * choice - 1
        rows = sparse.csr_array(sparse.vstack([rows, sparse.csr_array(cut)]))
        low = np.append(low, -np.inf)
        high = np.append(high, choice.sum() - 1)


def _table(found: list[Floats], binary: int) -> Floats:
    return np.array(found, dtype=np.float64).reshape(-1, binary)
