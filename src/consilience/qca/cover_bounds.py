"""Bounds on the size of a cover: greedy from above; weights and programmes from below.

Weights of rows bound every cover from below: no column takes more weight than the heaviest one,
so a cover needs at least total / heaviest columns. The weights of the linear programme's dual
make this bound as strong as the programme itself. Whole numbers keep it exact.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from consilience.qca.progress import tell

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint, OptimizeResult
    from scipy.sparse import csr_array

SECONDS = 10.0  # for one programme
MOST_ENTRIES = 50_000  # of a chart in an integer programme, which looks at the clock too rarely
_UNIT = 2**30
_POLL = 0.1  # seconds between two reports

_Answer = TypeVar("_Answer")


def greedy(small: NDArray[np.bool_]) -> list[int]:
    """Return a cover, each time with the column that covers most of what is open."""
    chosen: list[int] = []
    waiting = np.ones(small.shape[1], dtype=bool)
    while waiting.any():
        best = int(np.argmax(small[:, waiting].sum(axis=1)))
        chosen.append(best)
        waiting &= ~small[best]
    return chosen


def even_weights(small: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return weights at once: each row its share of the largest column that covers it."""
    sizes = small.sum(axis=1)
    largest = np.where(small, sizes[:, None], 0).max(axis=0).astype(np.int64)
    weights: NDArray[np.int64] = _UNIT // largest
    return weights


def fewest(small: NDArray[np.bool_], weights: NDArray[np.int64]) -> int:
    """Return how many columns a cover needs at least, by the weights of the rows."""
    return -(-int(weights.sum()) // int((small @ weights).max()))


def programme_weights(small: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the weights that give the strongest bound, or even ones if time runs out."""
    from scipy.optimize import LinearConstraint  # noqa: PLC0415  (heavy, rarely needed)

    # as much weight as no column takes more than 1 of: the dual of the cover with fractions
    gains = -np.ones(small.shape[1])
    found = _solved(gains, np.inf, [LinearConstraint(_sparse(small), ub=1)], 0)
    if found.x is None:
        return even_weights(small)
    weights: NDArray[np.int64] = (np.maximum(found.x, 0.0) * _UNIT).astype(np.int64)
    return weights


def by_integer_programme(
    small: NDArray[np.bool_], lower: int, known: list[int]
) -> tuple[list[int], int]:
    """Return the best cover known after it, and the size below which none exists.

    Where the chart is too large for such a programme, that is what was known before.
    """
    if np.count_nonzero(small) > MOST_ENTRIES:
        return known, lower
    from scipy.optimize import LinearConstraint  # noqa: PLC0415  (heavy, rarely needed)

    costs = np.ones(len(small))
    constraints = [
        LinearConstraint(_sparse(small.T), lb=1),
        LinearConstraint(costs[None, :], lb=lower, ub=len(known)),
    ]
    found = _solved(costs, 1, constraints, 1)
    bound = getattr(found, "mip_dual_bound", None)
    if bound is not None and math.isfinite(bound):
        lower = max(lower, math.ceil(bound - 1e-6))
    if found.x is not None:
        known = np.flatnonzero(np.asarray(found.x) > 0.5).tolist()
    return known, min(lower, len(known))


def _solved(
    costs: NDArray[np.float64],
    highest: float,
    constraints: list[LinearConstraint],
    integrality: int,
) -> OptimizeResult:
    from scipy.optimize import Bounds, milp  # noqa: PLC0415  (heavy, rarely needed)

    return _waited(
        lambda: milp(
            costs,
            integrality=np.full(len(costs), integrality),
            bounds=Bounds(0, highest),
            constraints=constraints,
            options={"time_limit": SECONDS},
        ),
    )


def _sparse(small: NDArray[np.bool_]) -> csr_array[Any, tuple[int, int]]:
    from scipy.sparse import csr_array  # noqa: PLC0415  (heavy, rarely needed)

    return csr_array(small.astype(np.float64))


def _waited(work: Callable[[], _Answer]) -> _Answer:
    """Return what the work returns; run beside, it leaves the main thread free for Ctrl-C."""
    answer: Future[_Answer] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except Exception as error:  # noqa: BLE001  (raised again where it was asked for)
            answer.set_exception(error)

    started = time.monotonic()
    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    while worker.is_alive():
        worker.join(_POLL)
        passed = min(int(time.monotonic() - started), int(SECONDS))
        tell("programme", passed, int(SECONDS))
    return answer.result()
