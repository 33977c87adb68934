"""A logistic regression with a normal prior on its weights, at its mode."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

PRIOR_MEAN, PRIOR_SPREAD = 1.0, 0.5  # of each weight: few joins hardly beat equal weights

_CLOSE = 1e-8


@dataclass(frozen=True)
class Logistic:
    """Weights of standardised features: the intercept first."""

    centre: Floats
    spread: Floats
    weights: Floats

    def probability(self, features: Floats) -> Floats:
        """Return the probability of each row of features, in (0, 1)."""
        scaled = (features - self.centre) / self.spread
        return np.asarray(special.expit(self.weights[0] + scaled @ self.weights[1:]))


def fit_logistic(features: Floats, joins: NDArray[np.bool_]) -> Logistic:
    """Fit the weights; each has a normal prior around 1, the intercept has none.

    ``features`` has shape (candidates, features); both outcomes must occur.
    """
    from scipy import optimize  # noqa: PLC0415  (slow to load: only where something is trained)

    centre, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-12, spread, 1.0)
    design = np.column_stack([np.ones(len(features)), (features - centre) / spread])
    tight = np.array([0.0, *np.full(features.shape[1], PRIOR_SPREAD**-2)])

    def loss(weights: Floats) -> float:
        line = design @ weights
        prior = tight @ (weights - PRIOR_MEAN) ** 2 / 2
        return float(np.logaddexp(0.0, line).sum() - line[joins].sum() + prior)

    def slope(weights: Floats) -> Floats:
        chance = special.expit(design @ weights)
        return np.asarray(design.T @ (chance - joins) + tight * (weights - PRIOR_MEAN))

    def bend(weights: Floats) -> Floats:
        chance = special.expit(design @ weights)
        return np.asarray((design * (chance * (1 - chance))[:, None]).T @ design + np.diag(tight))

    start = np.array([special.logit(joins.mean()), *np.full(features.shape[1], PRIOR_MEAN)])
    found = optimize.minimize(
        loss, start, jac=slope, hess=bend, method="trust-exact", options={"gtol": _CLOSE}
    )
    return Logistic(centre, spread, np.asarray(found.x, dtype=np.float64))
