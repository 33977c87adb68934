"""What each year teaches about the next: scores of its candidates, and their combination."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from consilience.network.evolution.candidates import Snapshot, Snapshots
from consilience.network.evolution.histories import History
from consilience.network.evolution.logistic import Logistic, fit_logistic
from consilience.network.evolution.scores import ROLE, pair_scores, role_scores

Floats = NDArray[np.float64]

COMBINED = "logistic"
LEAST_JOINS = 10  # that a combination is trained on


@dataclass(frozen=True)
class ScoredYear:
    """One year with the scores of its candidates, and the features that are combined."""

    snapshot: Snapshot
    scores: dict[str, Floats]
    features: Floats

    @property
    def can_test(self) -> bool:
        """Whether some candidates join, and some do not."""
        joins = self.snapshot.joins
        return bool(joins.any() and not joins.all())


def features_of(history: History) -> tuple[str, ...]:
    """Return the names of the scores that are combined."""
    if not history.two_mode:
        return ("common neighbours", "recent entries", "degree product")
    return ("common neighbours", "recent entries", *((ROLE,) if history.labels else ()))


def scored(history: History, snapshots: Snapshots, place: int) -> ScoredYear:
    """Return the scores and features of a year, by its place."""
    snapshot = snapshots[place]
    scores = pair_scores(snapshot)
    if history.two_mode and history.labels:
        scores[ROLE] = role_scores(snapshots, place)
    features = [_log(scores[name]) for name in features_of(history)]
    return ScoredYear(snapshot, scores, np.column_stack(features))


def _log(values: Floats) -> Floats:
    """Return logarithms less their mean of the year; 0 counts as half of the least above it."""
    above = values[values > 0]
    found = np.log(np.maximum(values, above.min() / 2 if len(above) else 1.0))
    return found - found.mean() if len(found) else found


def trained(years: list[ScoredYear]) -> Logistic | None:
    """Return the combination that some years teach, none if they have too few joins."""
    joins = np.array([join for year in years for join in year.snapshot.joins], dtype=np.bool_)
    if not LEAST_JOINS <= joins.sum() < len(joins):
        return None
    return fit_logistic(np.concatenate([year.features for year in years]), joins)


def tested_years(years: list[ScoredYear]) -> list[ScoredYear]:
    """Return the years that foretell the next, those with a combination if there is any."""
    able = [place for place, year in enumerate(years) if year.can_test]
    models = {place: trained(years[:place]) for place in able}
    combined = [
        replace(year, scores={**year.scores, COMBINED: model.probability(year.features)})
        for place, year in enumerate(years)
        if (model := models.get(place)) is not None
    ]
    return combined or [years[place] for place in able]
