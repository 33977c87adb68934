"""Agreement by the scale or by plain shares: AC1 and AC2, Brennan-Prediger, percent."""

from __future__ import annotations

from typing import Literal, get_args

from consilience import checks
from consilience.coding import coefficients
from consilience.coding.measuring import measured
from consilience.coding.ratings import read_ratings
from consilience.coding.records import Agreement
from consilience.coding.weights import disagreements_between

Rule = Literal["pairs", "unanimous"]


def gwet_ac1(
    data: object,
    weights: object = None,
    *,
    unit: str = "unit",
    values: object = None,
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """Measure agreement by Gwet's AC1, or by AC2 with weights: stable where one value prevails.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``.
    weights : {"linear", "quadratic", "ordinal"} or square table, optional
        As for ``cohen_kappa``; with weights the coefficient is AC2.
    values : list, optional
        The whole scale. AC1 depends on the number of its values: give it where some value that
        coders could have given does not occur.
    unit, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``.

    Returns
    -------
    Agreement
        AC1 or AC2, at most 1.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an argument is not allowed.

    Examples
    --------
    >>> from consilience.coding import cohen_kappa
    >>> ratings = [["no"] * 9 + ["yes"], ["no"] * 8 + ["yes", "no"]]
    >>> round(gwet_ac1(ratings).value, 3), round(cohen_kappa(ratings).value, 3)
    (0.756, -0.111)

    References
    ----------
    Gwet (2008), Computing Inter-Rater Reliability and Its Variance in the Presence of High
    Agreement; Gwet (2014), *Handbook of Inter-Rater Reliability*.
    """
    owner = "gwet_ac1"
    ratings = read_ratings(data, owner, values)
    apart, named = disagreements_between(weights, ratings, values, owner)
    return measured(
        "gwet_ac1" if apart is None else "gwet_ac2",
        ratings,
        coefficients.gwet(ratings, apart),
        {"weights": named, "scale": len(ratings.values)},
        (unit, sources, bootstraps, confidence, seed),
        ("gwet2008", "gwet2014"),
    )


def brennan_prediger(
    data: object,
    weights: object = None,
    *,
    unit: str = "unit",
    values: object = None,
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """Measure agreement beyond that of a scale whose values are equally likely.

    For two coders and two values it is also known as PABAK.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``.
    weights : {"linear", "quadratic", "ordinal"} or square table, optional
        As for ``cohen_kappa``.
    values : list, optional
        The whole scale; the coefficient depends on the number of its values.
    unit, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``.

    Returns
    -------
    Agreement
        The coefficient, at most 1.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If an argument is not allowed.

    Examples
    --------
    >>> brennan_prediger([["a", "a", "b", "b"], ["a", "a", "b", "a"]]).value
    0.5

    References
    ----------
    Brennan and Prediger (1981), Coefficient Kappa: Some Uses, Misuses, and Alternatives.
    """
    owner = "brennan_prediger"
    ratings = read_ratings(data, owner, values)
    apart, named = disagreements_between(weights, ratings, values, owner)
    return measured(
        owner,
        ratings,
        coefficients.brennan_prediger(ratings, apart),
        {"weights": named, "scale": len(ratings.values)},
        (unit, sources, bootstraps, confidence, seed),
        ("brennan1981",),
    )


def percent_agreement(
    data: object,
    rule: Rule = "pairs",
    *,
    unit: str = "unit",
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """Measure agreement as a plain share, without any correction for chance.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``.
    rule : {"pairs", "unanimous"}
        The share of pairs of codings of a unit that agree, averaged over units; or the share of
        units on which all who coded them agree. The same for two coders.
    unit, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``.

    Returns
    -------
    Agreement
        A share in [0, 1].

    Raises
    ------
    ArgumentError, UnknownNameError
        If the table is no table, or a setting is not allowed.

    Examples
    --------
    >>> ratings = [["a", "a", "b"], ["a", "b", "b"], ["a", "a", "b"]]
    >>> round(percent_agreement(ratings).value, 3)
    0.778
    >>> round(percent_agreement(ratings, "unanimous").value, 3)
    0.667

    References
    ----------
    Gwet (2014), *Handbook of Inter-Rater Reliability*.
    """
    owner = "percent_agreement"
    ratings = read_ratings(data, owner)
    chosen = checks.choice(rule, get_args(Rule), "rule", owner)
    share = coefficients.percent if chosen == "pairs" else coefficients.unanimous
    return measured(
        owner,
        ratings,
        share(ratings),
        {"rule": chosen},
        (unit, sources, bootstraps, confidence, seed),
        ("gwet2014",),
    )
