"""How far two values of a scale lie apart."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from consilience import checks
from consilience.coding.ratings import Ratings
from consilience.errors import ArgumentError, DataError

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["linear", "quadratic", "ordinal"]


def read_level(level: object, ratings: Ratings, values: object, owner: str) -> Level:
    """Return a level of measurement that the values can have."""
    chosen: Level = checks.choice(level, get_args(Level), "level", owner)
    if ratings.numeric:
        if chosen == "ratio" and ratings.values[0] < 0:
            raise DataError("coding.ratio", got=ratings.values[0])
        return chosen
    if chosen in {"interval", "ratio"}:
        raise DataError("coding.text_level", level=chosen)
    if chosen == "ordinal" and values is None:
        raise DataError("coding.text_order", what="level")
    return chosen


def disagreements_between(
    weights: object, ratings: Ratings, values: object, owner: str
) -> tuple[NDArray[np.float64] | None, str]:
    """Return the disagreement of every two values, 0 to 1 and 0 on the diagonal, and its name.

    Nothing instead of an array stands for the plain case: 0 if equal, else 1.
    """
    if weights is None:
        return None, "identity"
    if not isinstance(weights, str):
        return _table(weights, len(ratings.values), owner), "table"
    chosen = checks.choice(weights, get_args(Weights), "weights", owner)
    if not ratings.numeric and values is None:
        raise DataError("coding.text_order", what="weights")
    size = len(ratings.values)
    numbers = np.array(ratings.values) if ratings.numeric else np.arange(size, dtype=np.float64)
    places = np.arange(size) if chosen == "ordinal" else numbers
    apart = np.abs(places[:, None] - places[None, :]).astype(np.float64)
    if chosen == "ordinal":
        apart = apart * (apart + 1) / 2
    apart = _scaled(apart)
    return (apart**2 if chosen == "quadratic" else apart), chosen


def _scaled(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    most = apart.max()
    return apart / most if most > 0 else apart


def _table(weights: object, size: int, owner: str) -> NDArray[np.float64]:
    try:
        found = np.array(weights, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ArgumentError("weights", owner, "disagreements", weights, size=size) from error
    allowed: Any = found.shape == (size, size) and np.isfinite(found).all()
    if not allowed or (found < 0).any() or np.diag(found).any() or (found != found.T).any():
        raise ArgumentError("weights", owner, "disagreements", weights, size=size)
    return _scaled(found)
