"""The rules by which a benefit can be divided, as the steps on value offer them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from consilience import checks, value
from consilience.value.corrected import corrected_values, factor_scores

if TYPE_CHECKING:
    from consilience.analysis.inputs import Settings
    from consilience.analysis.value_bearing import Bearing
    from consilience.value import Worths

Floats = NDArray[np.float64]
Divided = tuple[str, Floats]  # "found" or why there is none, and what each player gets

USUAL = (
    "shapley",
    "corrected",
    "nucleolus",
    "equal surplus",
    "nash",
    "contribution",
    "proportional",
    "talmud",
)


def rules_of(settings: Settings, owner: str) -> tuple[str, ...]:
    """Return the rules that a step is to divide by."""
    named = checks.names(settings.get("rules", USUAL), "rules", owner)
    return checks.known_names(named, RULES, "rules", owner)


def divided(rule: str, worths: Worths, bearing: Bearing) -> Divided:
    """Return what each player gets by a rule; NaN where the rule gives nothing."""
    state, values = RULES[rule](worths, bearing)
    return state, np.asarray(values, dtype=np.float64)


def applies(rule: str, bearing: Bearing) -> bool:
    """Return whether the study has the contributions that a rule needs."""
    if rule in {"corrected", "contribution"}:
        return bool(len(bearing.factors.columns))
    if rule in {"nash", "weighted"}:
        return bearing.power is not None
    return rule != "talmud" or bearing.claims is not None


def _nothing(worths: Worths, state: str) -> Divided:
    return state, np.full(len(worths.players), np.nan)


def _own(worths: Worths) -> Floats:
    return np.asarray(worths.values[1 << np.arange(len(worths.players))], dtype=np.float64)


def _total(worths: Worths) -> float:
    return float(worths.values[-1])


def _shapley(worths: Worths, _: Bearing) -> Divided:
    return "found", value.shapley(worths).values


def _corrected(worths: Worths, bearing: Bearing) -> Divided:
    if not applies("corrected", bearing):
        return _nothing(worths, "no contributions")
    phi = value.shapley(worths).values
    return "found", corrected_values(phi, _scores(worths, bearing), _total(worths))


def _contribution(worths: Worths, bearing: Bearing) -> Divided:
    if not applies("contribution", bearing):
        return _nothing(worths, "no contributions")
    return "found", _scores(worths, bearing) * _total(worths)


def _scores(worths: Worths, bearing: Bearing) -> Floats:
    return factor_scores(bearing.factors, bearing.weights, len(worths.players), "split")[2]


def _nucleolus(worths: Worths, _: Bearing) -> Divided:
    found = value.nucleolus(worths)
    return found.state, found.values


def _tau(worths: Worths, _: Bearing) -> Divided:
    found = value.tau(worths)
    return found.state, found.values


def _equal_surplus(worths: Worths, _: Bearing) -> Divided:
    found = value.nash_bargaining(_total(worths), _own(worths))
    return found.state, found.values


def _nash(worths: Worths, bearing: Bearing) -> Divided:
    if bearing.power is None:
        return _nothing(worths, "no contributions")
    if (bearing.power <= 0).any():
        return _nothing(worths, "no power")
    found = value.nash_bargaining(_total(worths), _own(worths), bearing.power)
    return found.state, found.values


def _weighted(worths: Worths, bearing: Bearing) -> Divided:
    if bearing.power is None:
        return _nothing(worths, "no contributions")
    if (bearing.power <= 0).any():
        return _nothing(worths, "no power")
    return "found", value.weighted_shapley(worths, bearing.power).values


def _proportional(worths: Worths, _: Bearing) -> Divided:
    own, total = _own(worths), _total(worths)
    if (own < 0).any() or not own.any():
        return _nothing(worths, "no own worths")
    return "found", own / own.sum() * total


def _talmud(worths: Worths, bearing: Bearing) -> Divided:
    total = _total(worths)
    if bearing.claims is None:
        return _nothing(worths, "no contributions")
    if not 0 <= total <= bearing.claims.sum():
        return _nothing(worths, "claims below total")
    return "found", value.bankruptcy(total, bearing.claims, rule="talmud").values


RULES: Mapping[str, Callable[[Worths, Bearing], Divided]] = {
    "shapley": _shapley,
    "corrected": _corrected,
    "nucleolus": _nucleolus,
    "tau": _tau,
    "equal surplus": _equal_surplus,
    "nash": _nash,
    "weighted": _weighted,
    "contribution": _contribution,
    "proportional": _proportional,
    "talmud": _talmud,
}
