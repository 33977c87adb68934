"""Parameters that are not known exactly: ranges, distributions, or values that were observed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from consilience import checks
from consilience.errors import ArgumentError, DataError, UnknownNameError
from consilience.games.expressions import exact
from consilience.games.records import Form, as_float
from consilience.games.values import Number, all_values

Floats = NDArray[np.float64]
Spread = Sequence[Number] | Mapping[str, Any]
SPREADS = {
    "uniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
    "lognormal": ("median", "sigma"),
    "beta": ("a", "b"),
}
_EXTRA = {"beta": {"low": 0.0, "high": 1.0}}


@dataclass(frozen=True)
class Uncertain:
    """One parameter: its distribution, and the numbers that this one needs."""

    name: str
    distribution: str
    numbers: Mapping[str, float]
    observed: tuple[float, ...] = ()

    def quantiles(self, shares: Floats) -> Floats:
        """Return the values below which these shares of the distribution lie."""
        if self.observed:
            places = np.minimum((shares * len(self.observed)).astype(int), len(self.observed) - 1)
            return np.asarray(np.array(self.observed)[places])
        return _QUANTILES[self.distribution](self.numbers, shares)

    def described(self) -> dict[str, Any]:
        """Return the distribution as it stands in the parameters of a result."""
        if self.observed:
            return {"values": list(self.observed)}
        return {"distribution": self.distribution, **self.numbers}


def _triangular(n: Mapping[str, float], shares: Floats) -> Floats:
    low, mode, high = n["low"], n["mode"], n["high"]
    width = high - low
    left = low + np.sqrt(shares * width * (mode - low))
    right = high - np.sqrt((1 - shares) * width * (high - mode))
    return np.where(shares * width < mode - low, left, right)


_QUANTILES: dict[str, Callable[[Mapping[str, float], Floats], Floats]] = {
    "uniform": lambda n, shares: n["low"] + (n["high"] - n["low"]) * shares,
    "triangular": _triangular,
    "normal": lambda n, shares: n["mean"] + n["sd"] * special.ndtri(shares),
    "lognormal": lambda n, shares: n["median"] * np.exp(n["sigma"] * special.ndtri(shares)),
    "beta": lambda n, shares: (
        n["low"] + (n["high"] - n["low"]) * special.betaincinv(n["a"], n["b"], shares)
    ),
}


def uncertain_of(
    form: Form, given: object, values: object, owner: str
) -> tuple[tuple[Uncertain, ...], dict[str, Fraction]]:
    """Return the parameters that vary and the values of the others.

    Raises
    ------
    ArgumentError
        If a distribution is of the wrong form.
    DataError
        If its numbers do not fit together, or another parameter has no value.
    UnknownNameError
        If a name is no parameter, or a distribution is unknown.
    """
    if not isinstance(given, Mapping) or not given:
        raise ArgumentError("uncertain", owner, "uncertain", given)
    names = [item.name for item in form.parameters]
    for name in given:
        if name not in names:
            raise UnknownNameError("uncertain", owner, str(name), names)
    found = tuple(_uncertain(name, spread, owner) for name, spread in given.items())
    return found, all_values(form, values, owner, but=tuple(given))


def _uncertain(name: str, spread: object, owner: str) -> Uncertain:
    if isinstance(spread, Mapping) and set(spread) == {"values"}:
        observed = checks.numbers(spread["values"], f"uncertain[{name}]", owner)
        return Uncertain(name, "observed", {}, tuple(np.sort(observed).tolist()))
    if isinstance(spread, Mapping):
        kind = checks.choice(spread.get("distribution"), SPREADS, f"uncertain[{name}]", owner)
        numbers = {key: value for key, value in spread.items() if key != "distribution"}
    elif isinstance(spread, Sequence) and not isinstance(spread, str) and len(spread) == 2:
        kind, numbers = "uniform", {"low": spread[0], "high": spread[1]}
    else:
        raise ArgumentError(f"uncertain[{name}]", owner, "spread", spread)
    extra = _EXTRA.get(kind, {})
    if not set(SPREADS[kind]) <= set(numbers) <= {*SPREADS[kind], *extra}:
        raise DataError("games.spread_needs", name=name, kind=kind, needs=SPREADS[kind])
    chosen = {**extra, **{key: _number(name, value, owner) for key, value in numbers.items()}}
    _refuse_reversed(name, kind, chosen)
    return Uncertain(name, kind, chosen)


def _number(name: str, given: object, owner: str) -> float:
    value = exact(given)
    if value is None:
        raise ArgumentError(f"uncertain[{name}]", owner, "number", given)
    return as_float(value)


def _refuse_reversed(name: str, kind: str, numbers: Mapping[str, float]) -> None:
    order = [numbers[key] for key in ("low", "mode", "high") if key in numbers]
    sizes = [numbers[key] for key in ("sd", "sigma", "median", "a", "b") if key in numbers]
    if order != sorted(order) or (order and order[0] == order[-1]) or any(v <= 0 for v in sizes):
        raise DataError("games.spread_order", name=name, kind=kind)


def drawn(varying: Sequence[Uncertain], shares: Floats) -> Floats:
    """Return values of shape (parameters, sets) for shares of that shape."""
    rows = [item.quantiles(row) for item, row in zip(varying, shares, strict=True)]
    return np.array(rows)
