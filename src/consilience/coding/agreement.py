"""Agreement of coders beyond the chance that their own codings give: alpha and kappa."""

from __future__ import annotations

from consilience.coding import coefficients
from consilience.coding.measuring import measured
from consilience.coding.ratings import read_ratings
from consilience.coding.records import Agreement
from consilience.coding.weights import Level, disagreements_between, read_level
from consilience.errors import ArgumentError


def krippendorff_alpha(
    data: object,
    level: Level = "nominal",
    *,
    unit: str = "unit",
    values: object = None,
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """Measure agreement by Krippendorff's alpha: any number of coders, any level, with gaps.

    Parameters
    ----------
    data : table of coders x units
        An array of shape (coders, units), a list of rows, a mapping of coders to rows, or a frame
        whose index names the coders and whose columns name the units. Numbers or texts; NaN, None
        and "" are not coded. At least two coders.
    level : {"nominal", "ordinal", "interval", "ratio"}
        What the values are. Texts are nominal, or ordinal in the order of ``values``.
    unit : str
        What one column is: sentence, turn, character, ... It stands in the parameters.
    values : list, optional
        The whole scale; texts in their order. What occurs, if left out. It changes alpha only
        where it gives texts their order.
    sources : list of str, shape (units,), optional
        The source of each unit. Then whole sources are resampled, not units: segments of one
        interview are not independent.
    bootstraps : int, at least 0
        Resamples of the percentile interval; 0 for no interval.
    confidence : float, between 0 and 1
        What the interval covers.
    seed : int, at least 0
        Same seed, same interval.

    Returns
    -------
    Agreement
        Alpha, at most 1: 1 for perfect agreement, 0 for what chance gives, below 0 for worse.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If the table is no table, a coding neither number nor text, or a setting not allowed.

    Examples
    --------
    >>> found = krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 4]], level="interval")
    >>> round(found.value, 3)
    0.889
    >>> krippendorff_alpha([[1, 1], [1, 1]]).undefined
    'no variation'

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.
    """
    owner = "krippendorff_alpha"
    ratings = read_ratings(data, owner, values)
    chosen = read_level(level, ratings, values, owner)
    return measured(
        owner,
        ratings,
        coefficients.alpha(ratings, chosen),
        {"level": chosen},
        (unit, sources, bootstraps, confidence, seed),
        ("krippendorff2011",),
    )


def cohen_kappa(
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
    """Measure the agreement of two coders by Cohen's kappa, plain or weighted.

    Units that only one of them coded are left out.

    Parameters
    ----------
    data : table of 2 coders x units
        As for ``krippendorff_alpha``.
    weights : {"linear", "quadratic", "ordinal"} or square table, optional
        How bad a disagreement is: by the difference of the values, its square, or Gwet's ordinal
        weights. Texts need ``values`` in their order and count by their place. A table gives
        the disagreement of every two values (0 on the diagonal, symmetric, at least 0) in the
        order of the scale; it is divided by its largest entry.
    unit, values, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``.

    Returns
    -------
    Agreement
        Kappa, at most 1.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If there are not two coders, or an argument is not allowed.

    Examples
    --------
    >>> ratings = [["yes", "yes", "no", "no"], ["yes", "no", "no", "no"]]
    >>> cohen_kappa(ratings, unit="sentence").value
    0.5

    References
    ----------
    Cohen (1960), A Coefficient of Agreement for Nominal Scales; Cohen (1968), Weighted Kappa.
    """
    owner = "cohen_kappa"
    ratings = read_ratings(data, owner, values)
    if len(ratings.coders) != 2:
        raise ArgumentError("data", owner, "two_coders", len(ratings.coders))
    apart, named = disagreements_between(weights, ratings, values, owner)
    return measured(
        owner,
        ratings,
        coefficients.cohen(ratings, apart),
        {"weights": named},
        (unit, sources, bootstraps, confidence, seed),
        ("cohen1960",) if apart is None else ("cohen1968",),
    )


def fleiss_kappa(
    data: object,
    *,
    unit: str = "unit",
    sources: object = None,
    bootstraps: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """Measure the agreement of any coders by Fleiss' kappa; for two it is Scott's pi.

    With gaps it is Gwet's generalisation: each unit counts the same, however many coded it.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``. Counts (units x values) become such a table by
        ``ratings_from_counts``.
    unit, sources, bootstraps, confidence, seed
        As for ``krippendorff_alpha``.

    Returns
    -------
    Agreement
        Kappa, at most 1.

    Raises
    ------
    ArgumentError
        If the table is no table, or a setting is not allowed.

    Examples
    --------
    >>> found = fleiss_kappa([["a", "a", "b"], ["a", "b", "b"], ["a", "a", "b"]])
    >>> round(found.value, 3)
    0.55

    References
    ----------
    Fleiss (1971), Measuring Nominal Scale Agreement Among Many Raters; Gwet (2014), *Handbook of
    Inter-Rater Reliability*.
    """
    owner = "fleiss_kappa"
    ratings = read_ratings(data, owner)
    return measured(
        owner,
        ratings,
        coefficients.fleiss(ratings),
        {},
        (unit, sources, bootstraps, confidence, seed),
        ("fleiss1971", "gwet2014"),
    )
