"""Where coders differ: the list to talk about, and who mistakes what for what."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from consilience.coding.measuring import read_unit, shown
from consilience.coding.ratings import Ratings, read_ratings
from consilience.coding.records import Confusion, Disagreement, Disagreements
from consilience.results import Note


def disagreements(data: object, *, unit: str = "unit") -> Disagreements:
    """List every unit on which coders differ, and count who gave what where the other gave what.

    A coefficient says how much coders agree; this says about what to talk.

    Parameters
    ----------
    data : table of coders x units
        As for ``krippendorff_alpha``. Names of units come from the columns of a frame, else
        they are 1, 2, ...
    unit : str
        What one column is: sentence, turn, ...

    Returns
    -------
    Disagreements
        One row a unit with differing codings, and the counts of all pairs of values for every two
        coders.

    Raises
    ------
    ArgumentError
        If the table is no table, or a coding is neither number nor text.

    Examples
    --------
    >>> found = disagreements({"Ann": ["trust", "power"], "Bo": ["trust", "trust"]})
    >>> found.to_frame()
      unit    Ann     Bo
    0    2  power  trust

    References
    ----------
    Krippendorff (2019), *Content Analysis*, on the diagnosis of unreliability.
    """
    owner = "disagreements"
    ratings = read_ratings(data, owner)
    named = read_unit(unit, owner)
    values = tuple(shown(item) for item in ratings.values)
    differing = _differing(ratings)
    labels = (*values, "")
    found = tuple(
        Disagreement(
            unit=str(ratings.units[place]),
            codings=tuple(labels[code] for code in ratings.patterns[ratings.pattern_of[place]]),
        )
        for place in np.flatnonzero(differing[ratings.pattern_of]).tolist()
    )
    return Disagreements(
        coders=ratings.coders,
        values=values,
        units=found,
        confusions=_confusions(ratings, values),
        parameters={"unit": named, "units": ratings.paired_units},
        notes=() if found else (Note("coding.note.no_disagreement"),),
        references=("krippendorff2019",),
    )


def _differing(ratings: Ratings) -> NDArray[np.bool_]:
    held = ratings.patterns >= 0
    high = ratings.patterns.max(axis=1)
    low = np.where(held, ratings.patterns, len(ratings.values)).min(axis=1)
    found: NDArray[np.bool_] = held.any(axis=1) & (low < high)
    return found


def _confusions(ratings: Ratings, values: tuple[str, ...]) -> tuple[Confusion, ...]:
    size = len(values)
    found = []
    for first in range(len(ratings.coders)):
        for second in range(first + 1, len(ratings.coders)):
            both = (ratings.patterns[:, [first, second]] >= 0).all(axis=1)
            key = ratings.patterns[both, first] * size + ratings.patterns[both, second]
            kept, place = np.unique(key, return_inverse=True)
            counts = np.bincount(place, ratings.counts[both], minlength=len(kept))
            found += [
                Confusion(
                    first=ratings.coders[first],
                    second=ratings.coders[second],
                    given=values[code // size],
                    other=values[code % size],
                    count=int(count),
                )
                for code, count in zip(kept.tolist(), counts.tolist(), strict=True)
            ]
    return tuple(found)
