"""Who will join next, and how well earlier years foretold later ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import checks
from consilience.errors import ArgumentError, DataError
from consilience.network.evolution.candidates import Snapshots
from consilience.network.evolution.histories import History, read_history
from consilience.network.evolution.logistic import Logistic
from consilience.network.evolution.ranking import bounds, ranking
from consilience.network.evolution.training import (
    COMBINED,
    LEAST_JOINS,
    ScoredYear,
    features_of,
    scored,
    tested_years,
    trained,
)
from consilience.results import Note, Result

Floats = NDArray[np.float64]

_FEW_JOINS = 30


@dataclass(frozen=True)
class TestYear:
    """One year that the year before foretold.

    Of ``candidates`` ``joins`` came about, a share of ``base_rate``; ``outside`` pairs came about
    that were no candidates: somebody or something in them was not there the year before.
    ``expected`` joins add up from the probabilities of the combination (NaN without one).
    """

    __test__ = False  # this is no test of ours

    year: int
    candidates: int
    joins: int
    outside: int
    base_rate: float
    expected: float


@dataclass(frozen=True)
class Predictor:
    """How well one score ranked the candidates: the mean over the test years, with intervals.

    ``average_precision`` at chance is the base rate, ``auc`` at chance .5. ``by_year`` has AUC,
    average precision and precision among the first of each test year.
    """

    score: str
    auc: float
    auc_low: float
    auc_high: float
    average_precision: float
    average_precision_low: float
    average_precision_high: float
    precision_at_top: float
    by_year: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class PredictedTie:
    """A candidate for the year after the last: rank 1 is the most probable.

    ``probability`` is that of the combination, NaN where it could not be trained; then ``score`` is
    that of the best predictor.
    """

    rank: int
    first: str
    second: str
    probability: float
    score: float


@dataclass(frozen=True, kw_only=True, eq=False)
class LinkPrediction(Result):
    """Predictors, the best by average precision first, and what they say of the next year.

    ``base_rate`` is the mean over the test years. ``features`` are what the combination stands on,
    ``weights`` what each of them counts, per standard deviation, in the last training.
    """

    tests: tuple[TestYear, ...]
    base_rate: float
    predictors: tuple[Predictor, ...]
    features: tuple[str, ...]
    weights: tuple[float, ...]
    next_year: int
    predicted: tuple[PredictedTie, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a predictor."""
        columns = [name for name in Predictor.__dataclass_fields__ if name != "by_year"]
        rows = [[getattr(item, name) for name in columns] for item in self.predictors]
        return pd.DataFrame(rows, columns=columns)


def link_prediction(
    data: Any,
    *,
    span: tuple[int, int] | None = None,
    top: int = 10,
    draws: int = 200,
    seed: int = 0,
    level: float = 0.95,
) -> LinkPrediction:
    r"""Rank who may join what next, and say how well the same ranking foretold earlier years.

    The candidates of a year are all pairs of an organisation and a collaboration (or of two
    organisations) that are there in that year and not tied. Scores come from that year alone:
    degree product (preferential attachment), common neighbours, Jaccard, cosine, Adamic-Adar,
    resource allocation, Katz (damping .5 over the largest singular value), low rank (3), recent
    entries (who is joined much). In a two-mode network paths have three ties: over an organisation
    that shares a collaboration with the first and takes part in the second. ``role`` is the rate at
    which organisations of the same role joined in earlier years.

    The combination ``logistic`` weighs common neighbours, recent entries and role (of ties between
    organisations: common neighbours, recent entries and degree product): near, attractive, ready.
    They enter as logarithms less their mean of the year, per standard deviation. Weights are
    trained on all earlier years together, from 10 joins on, with a normal prior around 1 (standard
    deviation .5), since equal weights are hard to beat where joins are few. What it combines, and
    the prior, are a convention of this program.

    Parameters
    ----------
    data
        A table of participations or undirected ties, as in :func:`panel`, of at least two years.
    span
        First and last year; those that the table names by default.
    top
        At least 1: how many predictions are listed, and the size of "the first" for precision.
    draws
        Draws of organisations, at least 1, for the intervals.
    seed
        Seed of the draws, at least 0.
    level
        Level of the intervals, between 0 and 1.

    Returns
    -------
    LinkPrediction
        Every measure in [0, 1] is of years after those that trained it. Test years are those for
        which the combination could be trained, else all with a join. Intervals come from drawing
        organisations again, with all their candidates, and leave the training as it is.

    Raises
    ------
    ArgumentError
        If an argument does not fit.
    DataError
        If a column, a name or a date is missing or wrong, ties have a direction, there are more
        than two million candidates, or no candidate of any year joins.

    Examples
    --------
    >>> joined = {"organisation": [*"abbcadc"], "collaboration": [*"xxyyyxx"],
    ...           "start": [2020, 2020, 2020, 2020, 2021, 2021, 2022], "end": [""] * 7}
    >>> found = link_prediction(joined, draws=20)
    >>> [(test.year, test.candidates, test.joins, test.outside) for test in found.tests]
    [(2021, 2, 1, 1), (2022, 2, 1, 0)]
    >>> found.next_year, found.predicted[0].first, found.predicted[0].second
    (2023, 'd', 'y')

    References
    ----------
    Liben-Nowell and Kleinberg (2007), The Link-Prediction Problem for Social Networks; Adamic and
    Adar (2003), Friends and Neighbors on the Web; Zhou, Lü and Zhang (2009), Predicting Missing
    Links via Local Information; Katz (1953), A New Status Index; Dawes (1979), The Robust Beauty of
    Improper Linear Models; Yang, Lichtenwalter and Chawla (2015), Evaluating Link Prediction
    Methods.
    """
    owner = "link_prediction"
    history = read_history(data, span, "data", owner)
    if history.directed:
        raise DataError("network.undirected_only", owner=owner)
    first = checks.whole(top, 1, "top", owner)
    runs = checks.whole(draws, 1, "draws", owner)
    rng = np.random.default_rng(checks.whole(seed, 0, "seed", owner))
    sure = checks.number(level, "level", owner)
    if not 0 < sure < 1:
        raise ArgumentError("level", owner, "between", level, low=0, high=1)
    snapshots = Snapshots(history, owner)
    years = [scored(history, snapshots, place) for place in range(len(history.years))]
    tested = tested_years(years)
    if not tested:
        raise DataError("network.evolution.no_joins")
    predictors = _predictors(tested, first, sure, _drawn(tested, runs, rng))
    model = trained(years[:-1])
    return LinkPrediction(
        tests=tuple(_test(history, year) for year in tested),
        base_rate=float(np.mean([year.snapshot.joins.mean() for year in tested])),
        predictors=predictors,
        features=() if model is None else features_of(history),
        weights=() if model is None else tuple(model.weights[1:].tolist()),
        next_year=history.years[-1] + 1,
        predicted=_predicted(years[-1], model, predictors[0].score, first),
        parameters={
            "span": [history.years[0], history.years[-1]],
            "top": first,
            "draws": runs,
            "seed": seed,
            "level": sure,
        },
        notes=(*history.notes, *_notes(tested, model)),
        references=("liben2007", "adamic2003", "zhou2009", "katz1953", "dawes1979", "yang2015"),
    )


def _test(history: History, year: ScoredYear) -> TestYear:
    snapshot = year.snapshot
    return TestYear(
        year=history.years[snapshot.place + 1],
        candidates=len(snapshot.joins),
        joins=int(snapshot.joins.sum()),
        outside=snapshot.outside,
        base_rate=float(snapshot.joins.mean()),
        expected=float(year.scores[COMBINED].sum()) if COMBINED in year.scores else float("nan"),
    )


def _drawn(tested: list[ScoredYear], runs: int, rng: np.random.Generator) -> list[Floats]:
    """Return for each test year what its candidates count in each draw of organisations."""
    names = sorted({name for year in tested for name in year.snapshot.rows})
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=runs)
    place = {name: number for number, name in enumerate(names)}
    found = []
    for snapshot in (year.snapshot for year in tested):
        of_rows = counts[:, [place[name] for name in snapshot.rows]].astype(np.float64)
        weights = of_rows[:, snapshot.first]
        found.append(weights if snapshot.two_mode else weights * of_rows[:, snapshot.second])
    return found


def _predictors(
    tested: list[ScoredYear], top: int, level: float, drawn: list[Floats]
) -> tuple[Predictor, ...]:
    found = [_predictor(score, tested, top, level, drawn) for score in tested[0].scores]
    return tuple(sorted(found, key=lambda item: (-item.average_precision, -item.auc)))


def _predictor(
    score: str, tested: list[ScoredYear], top: int, level: float, drawn: list[Floats]
) -> Predictor:
    ranked = [ranking(year.scores[score], year.snapshot.joins) for year in tested]
    by_year = [item.measures(np.ones(len(item.joins)), top) for item in ranked]
    draws = np.array(
        [
            [item.measures(weights, top)[:2] for weights in each]
            for item, each in zip(ranked, drawn, strict=True)
        ]
    )
    low, high = bounds(draws, level)
    auc, precision, at_top = np.mean(by_year, axis=0).tolist()
    return Predictor(
        score, auc, low[0], high[0], precision, low[1], high[1], at_top, tuple(by_year)
    )


def _predicted(
    year: ScoredYear, model: Logistic | None, best: str, top: int
) -> tuple[PredictedTie, ...]:
    snapshot = year.snapshot
    chance = None if model is None else model.probability(year.features)
    values = chance if chance is not None else year.scores[best]
    order = np.argsort(-values, kind="stable")[:top]
    return tuple(
        PredictedTie(
            rank=1 + int((values > values[place] * (1 + 1e-12)).sum()),
            first=snapshot.rows[snapshot.first[place]],
            second=snapshot.columns[snapshot.second[place]],
            probability=float("nan") if chance is None else float(chance[place]),
            score=float(values[place]),
        )
        for place in order
    )


def _notes(tested: list[ScoredYear], model: Logistic | None) -> tuple[Note, ...]:
    joins = sum(int(year.snapshot.joins.sum()) for year in tested)
    outside = sum(year.snapshot.outside for year in tested)
    blanks = {"joins": joins, "years": len(tested), "outside": outside}
    found = [Note("network.note.tested_joins", blanks)]
    if joins < _FEW_JOINS:
        found.append(Note("network.note.few_joins", {"count": joins}, "warning"))
    if model is None:
        found.append(Note("network.note.no_combination", {"least": LEAST_JOINS}, "warning"))
    return tuple(found)
