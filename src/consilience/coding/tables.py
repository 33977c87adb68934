"""Several coefficients side by side: pooled, and for each code as a decision of its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np

from consilience import checks
from consilience.coding import coefficients
from consilience.coding.coefficients import Coefficient
from consilience.coding.measuring import (
    PREVALENT,
    evaluated,
    read_unit,
    shares,
    shown,
    undefined_notes,
)
from consilience.coding.ratings import Ratings, joined, read_ratings
from consilience.coding.records import AgreementTable, CodeAgreement, Undefined
from consilience.coding.resampling import Resampling, interval, read_resampling
from consilience.coding.weights import Level, read_level
from consilience.errors import ArgumentError, DataError
from consilience.results import Note

POOLED = "pooled"
_REFERENCES = (
    "krippendorff2011",
    "cohen1960",
    "fleiss1971",
    "gwet2008",
    "brennan1981",
    "feinstein1990",
)


def agreement_table(
    data: object,
    level: Level = "nominal",
    *,
    unit: str = "unit",
    values: object = None,
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> AgreementTable:
    """Measure agreement by several coefficients: all values together, then each alone.

    For codings in which a unit gets one value. Each value alone is the decision "this value, or
    another". Where a unit may get several codes, use ``code_agreement``.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of the pooled alpha; the other coefficients, and all of single values, are nominal.
    unit, values, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``. AC1 and Brennan-Prediger depend on the scale.

    Returns
    -------
    AgreementTable
        Percent agreement, Cohen's kappa (two coders) or Fleiss' kappa (more), Krippendorff's
        alpha, AC1 and Brennan-Prediger, with intervals if asked for.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the table is no table, a coding neither number nor text, or a setting not allowed.

    Examples
    --------
    >>> ann, bo = ["trust", "power", "trust", "law"], ["trust", "power", "law", "law"]
    >>> found = agreement_table({"Ann": ann, "Bo": bo}, unit="sentence")
    >>> found.to_frame()[["code", "percent_agreement", "krippendorff_alpha"]].round(2)
         code  percent_agreement  krippendorff_alpha
    0  pooled               0.75                0.67
    1     law               0.75                0.53
    2   power               1.00                1.00
    3   trust               0.75                0.53

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Feinstein and Cicchetti (1990),
    High Agreement but Low Kappa.
    """
    owner = "agreement_table"
    ratings = read_ratings(data, owner, values)
    chosen = read_level(level, ratings, values, owner)
    resampling = read_resampling(ratings, sources, bootstraps, confidence, seed, owner)
    pooled = _row(POOLED, ratings, resampling, chosen, one_value_each=True)
    codes = tuple(
        _row(shown(value), ratings.only(place), resampling, "nominal")
        for place, value in enumerate(ratings.values)
    )
    parameters = {"unit": read_unit(unit, owner), "level": chosen, **resampling.parameters()}
    return _table(pooled, codes, ratings.coders, parameters)


def code_agreement(
    presence: Mapping[str, object],
    *,
    unit: str = "unit",
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> AgreementTable:
    """Measure agreement on codes of which a unit may get several: each code, and all decisions.

    Every code on every unit is one decision: given (1) or not (0). The pooled row takes all
    decisions together. Units to which nobody gave a code count as agreement, so the table states
    their share (``absent``): with many rare codes they alone make percent agreement high.

    Parameters
    ----------
    presence : mapping of codes to tables of coders x units
        Every table as for ``krippendorff_alpha``, with 0 and 1 only, all of the same coders and
        units.
    unit, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``. In the pooled row all decisions on a unit (or source) are
        drawn together.

    Returns
    -------
    AgreementTable
        As ``agreement_table``.

    Raises
    ------
    ArgumentError, DataError
        If a table is no table, holds other values, or differs in coders or units.

    Examples
    --------
    >>> presence = {
    ...     "trust": [[1, 1, 0, 0], [1, 1, 0, 0]],
    ...     "power": [[0, 1, 0, 0], [0, 0, 0, 0]],
    ... }
    >>> found = code_agreement(presence, unit="sentence")
    >>> found.to_frame()[["code", "absent", "percent_agreement", "cohen_kappa"]].round(3)
         code  absent  percent_agreement  cohen_kappa
    0  pooled   0.625              0.875         0.714
    1   trust   0.500              1.000         1.000
    2   power   0.750              0.750         0.000

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Feinstein and Cicchetti (1990),
    High Agreement but Low Kappa.
    """
    owner = "code_agreement"
    parts = _presence(presence, owner)
    (first, *_) = parts.values()
    resampling = read_resampling(first, sources, bootstraps, confidence, seed, owner)
    whole = joined(list(parts.values()))
    pooled = _row(POOLED, whole, _over_codes(resampling, first, len(parts)), "nominal")
    codes = tuple(_row(code, part, resampling, "nominal") for code, part in parts.items())
    parameters = {"unit": read_unit(unit, owner), "level": "nominal", **resampling.parameters()}
    return _table(pooled, codes, first.coders, parameters)


def _over_codes(resampling: Resampling, ratings: Ratings, codes: int) -> Resampling:
    """Draw the decisions of all codes on a unit together: they are not independent."""
    clusters = resampling.clusters
    one = np.arange(len(ratings.pattern_of)) if clusters is None else clusters
    return dataclasses.replace(resampling, clusters=np.tile(one, codes))


def _presence(presence: object, owner: str) -> dict[str, Ratings]:
    if not isinstance(presence, Mapping) or not presence:
        raise ArgumentError("presence", owner, "tables_by_code", presence)
    checks.names(list(presence), "presence", owner)
    found: dict[str, Ratings] = {}
    for code, table in presence.items():
        part = read_ratings(table, owner, [0.0, 1.0], "presence")
        known = next(iter(found.values()), part)
        if part.coders != known.coders or len(part.units) != len(known.units):
            raise DataError("coding.other_table", code=code)
        found[code] = part
    return found


def _measures(ratings: Ratings, level: Level) -> dict[str, Coefficient]:
    two = len(ratings.coders) == 2
    kappa = coefficients.cohen(ratings, None) if two else coefficients.fleiss(ratings)
    return {
        "percent_agreement": coefficients.percent(ratings),
        "cohen_kappa" if two else "fleiss_kappa": kappa,
        "krippendorff_alpha": coefficients.alpha(ratings, level),
        "gwet_ac1": coefficients.gwet(ratings, None),
        "brennan_prediger": coefficients.brennan_prediger(ratings, None),
    }


def _row(
    code: str,
    ratings: Ratings,
    resampling: Resampling,
    level: Level,
    *,
    one_value_each: bool = False,
) -> CodeAgreement:
    found, intervals, undefined = {}, {}, {}
    for name, coefficient in _measures(ratings, level).items():
        found[name], _, _, reason = evaluated(name, ratings, coefficient)
        if reason:
            undefined[name] = reason
        covered = interval(ratings, coefficient, resampling)
        if covered is not None:
            intervals[name] = covered
    nobody = (ratings.coded >= 2) & (ratings.patterns <= 0).all(axis=1)
    absent = float(ratings.counts[nobody].sum()) / max(ratings.paired_units, 1)
    return CodeAgreement(
        code=code,
        units=ratings.paired_units,
        share=float("nan") if one_value_each else float(shares(ratings)[1]),
        absent=float("nan") if one_value_each else absent,
        coefficients=found,
        intervals=intervals,
        undefined=undefined,
    )


def _table(
    pooled: CodeAgreement,
    codes: tuple[CodeAgreement, ...],
    coders: tuple[str, ...],
    parameters: dict[str, object],
) -> AgreementTable:
    return AgreementTable(
        pooled=pooled,
        codes=codes,
        coders=coders,
        parameters=parameters,
        notes=(*_undefined(pooled), *_named(codes)),
        references=_REFERENCES,
    )


def _undefined(pooled: CodeAgreement) -> tuple[Note, ...]:
    reasons: dict[Undefined, None] = dict.fromkeys(pooled.undefined.values())
    return tuple(note for reason in reasons for note in undefined_notes(reason))


def _named(codes: tuple[CodeAgreement, ...]) -> tuple[Note, ...]:
    """Name the codes that have no kappa or alpha, and those with skewed shares."""
    without = [item.code for item in codes if item.undefined]
    skewed = [
        item.code
        for item in codes
        if not item.undefined and max(item.share, 1 - item.share) >= PREVALENT
    ]
    found = []
    if without:
        found.append(Note("coding.note.codes_undefined", {"codes": without}, "warning"))
    if skewed:
        values = {"codes": skewed, "share": PREVALENT}
        found.append(Note("coding.note.codes_prevalence", values, "warning"))
    return tuple(found)
