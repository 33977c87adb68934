"""The Shapley value of many players by sampling, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import DTypeLike, NDArray
from scipy import stats

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.results import Note, Result
from consilience.value.building import asked
from consilience.value.game import Floats, frozen, players_of

_FEWEST_ORDERS = 30
_CELLS = 1 << 22  # cells of the table of coalitions asked for at once
_ADDED = 2  # observations that the interval adds, half at either end


@dataclass(frozen=True, kw_only=True, eq=False)
class SampledShapley(Result):
    """Estimates, standard errors and the ends of intervals, read-only, shape (n,).

    ``orders`` is the number of random orders, ``evaluations`` that of coalitions asked for.
    """

    players: tuple[str, ...]
    values: Floats
    errors: Floats
    low: Floats
    high: Floats
    orders: int
    evaluations: int

    def __array__(
        self, dtype: DTypeLike | None = None, *, copy: bool | None = None
    ) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype, copy=copy)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a player."""
        columns = {"value": self.values, "error": self.errors, "low": self.low, "high": self.high}
        return pd.DataFrame({"player": self.players, **columns})


def shapley_sampled(
    v_function: Callable[[NDArray[np.bool_]], Any],
    n: int,
    budget: int = 20_000,
    seed: int = 0,
    *,
    confidence: float = 0.95,
    players: Any = None,
) -> SampledShapley:
    r"""Estimate the Shapley value from random orders of joining, with an interval for each player.

    The estimate is the mean marginal contribution over the orders. The interval is Student's after
    two added observations, one at either end of the contributions seen: a contribution that is
    rarely made, such as a small voter's, would else get an interval that is too short. (Agresti
    and Coull add four to shares; that two are added to means of any kind is a convention of this
    program. A player whose contribution never changed is given the ends of all players.)

    Parameters
    ----------
    v_function
        Takes coalitions, booleans of shape (k, n), and returns their k worths; nobody is worth 0.
    n
        The number of players, at least 2.
    budget
        How many coalitions may be asked for at most, at least 30 n.
    seed
        At least 0; the same seed, the same answer.
    confidence
        What the interval covers, between 0 and 1.
    players
        Names of the players; their places from 0 by default.

    Returns
    -------
    SampledShapley
        Estimates, which add up to the worth of all, with their intervals.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.
    DataError
        If the function returns other than k finite numbers, or not 0 for nobody.

    Examples
    --------
    >>> import numpy as np
    >>> found = shapley_sampled(lambda sets: (sets @ np.arange(30.0)) ** 2, 30, 3_000, seed=1)
    >>> found.evaluations, bool((found.low < 435 * np.arange(30)).all())
    (2989, True)

    References
    ----------
    Castro, Gómez and Tejada (2009), Polynomial Calculation of the Shapley Value Based on Sampling;
    Agresti and Coull (1998), Approximate Is Better than "Exact" for Interval Estimation of
    Binomial Proportions.
    """
    owner = "shapley_sampled"
    if not callable(v_function):
        raise ArgumentError("v_function", owner, "callable", v_function)
    size = checks.whole(n, 2, "n", owner)
    most = checks.whole(budget, _FEWEST_ORDERS * size, "budget", owner)
    random = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    level = checks.number(confidence, "confidence", owner)
    if not 0 < level < 1:
        raise ArgumentError("confidence", owner, "between", level, low=0, high=1)
    names = players_of(players, size, owner)
    ends = np.zeros((2, size), dtype=np.bool_)
    ends[1] = True
    empty, total = asked(v_function, ends).tolist()
    if empty != 0:
        raise DataError("value.empty_worth", got=empty)
    orders = (most - 2) // (size - 1)
    found = _contributions(v_function, total, (orders, size), random)
    errors, low, high, unchanged = _intervals(found, level)
    dull = [names[i] for i in np.flatnonzero(unchanged).tolist()]
    return SampledShapley(
        players=names,
        values=frozen(found.mean(axis=0)),
        errors=frozen(errors),
        low=frozen(low),
        high=frozen(high),
        orders=orders,
        evaluations=2 + orders * (size - 1),
        parameters={"n": size, "budget": most, "seed": seed, "confidence": level},
        notes=(Note("value.note.unchanged", {"players": dull}),) if dull else (),
        references=("castro2009", "agresti1998"),
    )


def _contributions(
    v_function: Callable[[NDArray[np.bool_]], Any],
    total: float,
    shape: tuple[int, int],
    random: np.random.Generator,
) -> Floats:
    """Return the marginal contribution of each player in each order, shape (orders, n)."""
    orders, size = shape
    found = np.empty(shape)
    step = max(1, _CELLS // (size * size))
    for start in range(0, orders, step):
        count = min(step, orders - start)
        order = random.permuted(np.tile(np.arange(size), (count, 1)), axis=1)
        places = np.argsort(order, axis=1)
        sets = places[:, None, :] < np.arange(1, size)[:, None]
        worths = np.zeros((count, size + 1))
        worths[:, 1:size] = asked(v_function, sets.reshape(-1, size)).reshape(count, -1)
        worths[:, size] = total
        np.put_along_axis(found[start : start + count], order, np.diff(worths, axis=1), axis=1)
    return found


def _intervals(found: Floats, level: float) -> tuple[Floats, Floats, Floats, NDArray[np.bool_]]:
    """Return standard errors, both ends, and whose contribution never changed."""
    low, high = found.min(axis=0), found.max(axis=0)
    unchanged = high - low <= 1e-12 * np.abs(found).max()
    low, high = np.where(unchanged, found.min(), low), np.where(unchanged, found.max(), high)
    orders = len(found)
    count = orders + _ADDED
    mean = found.mean(axis=0)
    middle = (orders * mean + _ADDED / 2 * (low + high)) / count
    squares = ((found - middle) ** 2).sum(axis=0)
    squares += _ADDED / 2 * ((low - middle) ** 2 + (high - middle) ** 2)
    errors = np.sqrt(squares / (count - 1) / count)
    reach = stats.t.ppf((1 + level) / 2, count - 1) * errors
    return found.std(axis=0, ddof=1) / np.sqrt(orders), middle - reach, middle + reach, unchanged
