"""What every coefficient does with its ratings: value, interval, notes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from consilience.coding.coefficients import Coefficient
from consilience.coding.ratings import Ratings
from consilience.coding.records import Agreement, Undefined
from consilience.coding.resampling import interval, one_minus_ratio, read_resampling
from consilience.errors import ArgumentError
from consilience.results import Note

PREVALENT = 0.8  # a convention of this program: above this share of one value a note warns
_FALLING = ("krippendorff_alpha", "cohen_kappa", "fleiss_kappa")
_BY_SCALE = ("gwet_ac1", "gwet_ac2", "brennan_prediger")
_REASONS: dict[Undefined, str] = {
    "no pairs": "coding.note.no_pairs",
    "no variation": "coding.note.no_variation",
    "one value": "coding.note.one_value",
}


def read_unit(unit: object, owner: str) -> str:
    """Return the name of the unit of analysis."""
    if not isinstance(unit, str) or not unit.strip():
        raise ArgumentError("unit", owner, "text", unit)
    return unit


def evaluated(
    name: str, ratings: Ratings, coefficient: Coefficient
) -> tuple[float, float, float, Undefined]:
    """Return value, observed and expected disagreement, and why the value is undefined."""
    observed, expected = coefficient(ratings.counts[None, :].astype(np.float64))
    value = float(one_minus_ratio(observed, expected)[0])
    reason: Undefined = ""
    if ratings.paired_units == 0:
        reason, value = "no pairs", float("nan")
    elif np.isnan(value):
        reason = "one value" if name in _BY_SCALE else "no variation"
    return value, float(observed[0]), float(expected[0]), reason


def measured(
    name: str,
    ratings: Ratings,
    coefficient: Coefficient,
    special: dict[str, object],
    settings: tuple[object, object, object, object, object],
    references: tuple[str, ...],
) -> Agreement:
    """Return one coefficient as a result.

    ``settings`` are unit, sources, bootstraps, confidence and seed as the caller gave them.
    """
    unit, sources, bootstraps, confidence, seed = settings
    owner = "gwet_ac1" if name == "gwet_ac2" else name
    named = read_unit(unit, owner)
    resampling = read_resampling(ratings, sources, bootstraps, confidence, seed, owner)
    value, observed, expected, reason = evaluated(name, ratings, coefficient)
    found = interval(ratings, coefficient, resampling)
    paired = ratings.paired_units
    return Agreement(
        coefficient=name,
        value=value,
        undefined=reason,
        observed_disagreement=observed,
        expected_disagreement=expected,
        interval=found,
        coders=ratings.coders,
        units=paired,
        single=int(ratings.counts.sum()) - paired,
        values=tuple(shown(item) for item in ratings.values),
        parameters={"unit": named, **special, **resampling.parameters()},
        notes=(
            *undefined_notes(reason),
            *_single_notes(ratings),
            *(_prevalence_notes(ratings, value) if name in _FALLING else ()),
            *(_resample_notes(found.undefined, found.bootstraps) if found else ()),
        ),
        references=references,
    )


def undefined_notes(reason: Undefined) -> tuple[Note, ...]:
    """Return why a coefficient is undefined, if it is."""
    return (Note(_REASONS[reason], {}, "warning"),) if reason else ()


def shown(value: object) -> str:
    """Return a value of a scale as text: 2 rather than 2.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def shares(ratings: Ratings) -> NDArray[np.float64]:
    """Return the share of each value among all codings of units coded at least twice."""
    paired = np.where(ratings.coded >= 2, ratings.counts, 0).astype(np.float64)
    weights = np.repeat(paired, ratings.patterns.shape[1])
    places = ratings.patterns.ravel()
    held = places >= 0
    found = np.bincount(places[held], weights[held], minlength=len(ratings.values))
    whole: float = max(found.sum(), 1.0)
    return np.asarray(found / whole)


def _single_notes(ratings: Ratings) -> tuple[Note, ...]:
    total = int(ratings.counts.sum())
    single = total - ratings.paired_units
    if not single or not ratings.paired_units:
        return ()
    return (Note("coding.note.single", {"single": single, "total": total}),)


def _prevalence_notes(ratings: Ratings, value: float) -> tuple[Note, ...]:
    found = shares(ratings)
    share = float(found.max())
    if np.isnan(value) or not PREVALENT <= share < 1:
        return ()
    values = {"value": shown(ratings.values[int(found.argmax())]), "share": share}
    return (Note("coding.note.prevalence", values, "warning"),)


def _resample_notes(undefined: int, bootstraps: int) -> tuple[Note, ...]:
    if not undefined:
        return ()
    values = {"undefined": undefined, "bootstraps": bootstraps}
    return (Note("coding.note.undefined_resamples", values, "warning"),)
