"""How well scores rank what came about: three measures that share out ties, with weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ranking:
    """Candidates in the order of their scores, the highest first; equal scores form a block."""

    order: NDArray[np.int64]
    ends: NDArray[np.int64]
    joins: NDArray[np.bool_]

    def measures(self, weights: Floats, top: int) -> tuple[float, float, float]:
        """Return AUC, average precision and precision among the first ``top``.

        All weigh candidates; NaN where nothing joined or everything did. AUC counts equal scores
        half, the other two take a block as a whole: precision at its end, and as many of it as fit.
        """
        found = weights[self.order]
        hits, all_ = (np.cumsum(item)[self.ends] for item in (found * self.joins, found))
        new_hits, new = (np.diff(item, prepend=0.0) for item in (hits, all_))
        joined, others = hits[-1], all_[-1] - hits[-1]
        if not joined > 0 or not others > 0:
            return float("nan"), float("nan"), float("nan")
        misses = new - new_hits
        above = hits - new_hits / 2
        auc = float((misses * above).sum() / (joined * others))
        filled = np.maximum(all_, 1e-300)  # blocks that no draw has chosen stand first
        precision = float((new_hits * hits / filled).sum() / joined)
        taken = np.clip((top - (all_ - new)) / np.where(new > 0, new, 1.0), 0.0, 1.0)
        return auc, precision, float((new_hits * taken).sum() / min(top, all_[-1]))


def ranking(scores: Floats, joins: NDArray[np.bool_]) -> Ranking:
    """Return candidates ranked by their scores."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    slack = 1e-12 * np.abs(scores).max(initial=0.0)  # sums in another order are no difference
    ends = np.append(np.flatnonzero(ranked[:-1] - ranked[1:] > slack), len(ranked) - 1)
    return Ranking(order, ends, joins[order])


def bounds(draws: Floats, level: float) -> tuple[list[float], list[float]]:
    """Return the bounds of both measures; draws without a join in some year are left out."""
    means = draws.mean(axis=0)
    whole = means[~np.isnan(means).any(axis=1)]
    if not len(whole):
        return [float("nan")] * 2, [float("nan")] * 2
    low, high = np.quantile(whole, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return low.tolist(), high.tolist()
