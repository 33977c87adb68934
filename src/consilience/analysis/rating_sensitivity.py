"""What if a rating were one step higher or lower, a rater were right, or silence meant absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from consilience import qca
from consilience.analysis.configurations import TABLE_CUTS
from consilience.analysis.inputs import Found, Settings, chosen, inputs
from consilience.analysis.memberships import Memberships, memberships, recalibrated
from consilience.calibration.graded import FOUR_LEVELS
from consilience.errors import DataError
from consilience.results import Note, Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from consilience.analysis.memberships import ConditionCalibration
    from consilience.study import Study

RATINGS = ("outcome", "conditions", *TABLE_CUTS, "expectations")
Relation = Literal["same", "tied", "other", "none"]
_GRADED = ("rubric", "none")  # calibrations whose memberships are the levels of a scale
_MOST_MODELS = 200


@dataclass(frozen=True)
class RatingTest:
    """The solution under other ratings.

    ``kind`` is "step" (one rating one level higher or lower), "rater" (all scores of one rater) or
    "not mentioned" (silence taken the other way). ``relation`` compares with the models of the
    analysis as it is: "same", "tied" (some of its models are among the tied ones), "other", or
    "none" where nothing is sufficient.
    """

    kind: str
    case: str
    condition: str
    value: str
    relation: Relation
    models: tuple[str, ...]
    cases: int


@dataclass(frozen=True, kw_only=True, eq=False)
class RatingSensitivity(Result):
    """How far the solution hangs on single ratings.

    ``stable`` is the share of steps that leave all models as they are, NaN where none was tried;
    ``pivotal`` are the tests that do not.
    """

    outcome: str
    solution: str
    models: tuple[str, ...]
    tests: tuple[RatingTest, ...]
    stable: float

    @property
    def pivotal(self) -> tuple[RatingTest, ...]:
        """The tests that change the models."""
        return tuple(test for test in self.tests if test.relation != "same")

    def to_frame(self) -> pd.DataFrame:
        """Return one row a test."""
        columns = ["kind", "case", "condition", "value", "relation", "cases"]
        rows = [{name: getattr(test, name) for name in columns} for test in self.tests]
        return pd.DataFrame(rows, columns=columns)


def rating_sensitivity(found: Found, settings: Settings) -> RatingSensitivity:
    """Repeat the analysis with each rating one level higher and lower, and under other readings.

    Only conditions whose memberships come straight from one rating a case take part: those
    calibrated by a rubric, or not calibrated. Everything else stays as it is.

    Parameters
    ----------
    found : Found
        The memberships of a study with membership sheets.
    settings : mapping
        ``outcome``; ``conditions``, cut-offs and ``expectations`` as for a configurations step.

    Raises
    ------
    DataError
        If no condition comes from ratings.

    References
    ----------
    De Block, D. and Vis, B. (2018). Addressing the Challenges Related to Transforming Qualitative
    Into Quantitative Data in Qualitative Comparative Analysis. Journal of Mixed Methods Research.
    """
    frame, outcome, conditions = inputs(found, settings)
    known = found.memberships
    named = (*conditions, *qca.parse(outcome).conditions)
    rated = [name for name in dict.fromkeys(named) if _is_rated(known, name)]
    if not rated:
        raise DataError("analysis.no_ratings", conditions=named)
    analysis = _Analysis(outcome, conditions, settings)
    first = analysis.models(frame)
    changes = (*_steps(known, frame, rated), *_raters(known, frame, rated), *_silence(known, named))
    tests = tuple(_test(analysis, first, *change) for change in changes)
    steps = [test.relation == "same" for test in tests if test.kind == "step"]
    return RatingSensitivity(
        parameters=dict(settings),
        notes=(Note("analysis.note.rating_steps", {"steps": len(steps), "conditions": rated}),),
        references=("deblock2018",),
        outcome=outcome,
        solution=analysis.solution,
        models=first,
        tests=tests,
        stable=float(np.mean(steps)) if steps else float("nan"),
    )


def sensitivity_to_ratings(study: Study, settings: Settings) -> RatingSensitivity:
    """Do the same on a study, without a step of its protocol."""
    return rating_sensitivity(Found(memberships(study)), settings)


@dataclass(frozen=True)
class _Analysis:
    """One way to look for models, on any memberships."""

    outcome: str
    conditions: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def solution(self) -> Literal["intermediate", "parsimonious"]:
        return "intermediate" if "expectations" in self.settings else "parsimonious"

    def models(self, frame: pd.DataFrame) -> tuple[str, ...]:
        """Return the tied models in order, () where nothing is sufficient."""
        column = frame[qca.parse(self.outcome).conditions[0]]
        if column.nunique() < 2:
            return ()
        cuts = chosen(self.settings, TABLE_CUTS)
        table = qca.truth_table(frame, self.outcome, self.conditions, **cuts)
        expected = self.settings.get("expectations")
        found = qca.minimize(table, self.solution, expected, most_models=_MOST_MODELS)
        return tuple(sorted(model.expression for model in found.models))


_Change = tuple[str, str, str, str, pd.DataFrame]


def _test(
    analysis: _Analysis,
    first: tuple[str, ...],
    kind: str,
    case: str,
    condition: str,
    value: str,
    frame: pd.DataFrame,
) -> RatingTest:
    models = analysis.models(frame)
    relation: Relation = "other"
    if models == first:
        relation = "same"
    elif not models:
        relation = "none"
    elif set(models) & set(first):
        relation = "tied"
    return RatingTest(kind, case, condition, value, relation, models, len(frame))


def _is_rated(known: Memberships, name: str) -> bool:
    """Tell whether the memberships of a condition are ratings, one a case."""
    column = known.conditions.index(name)
    cells = [row[column] for row in known.ratings]
    scores = [row[column] for row in known.origins]
    return bool(cells) and all(len(one) <= 1 for one in cells) and any(cells) and not any(scores)


def _steps(known: Memberships, frame: pd.DataFrame, rated: list[str]) -> Iterator[_Change]:
    for name in rated:
        calibration = known.calibration_of(name)
        if calibration.method in _GRADED:
            levels = _levels(calibration, frame[name].to_numpy())
            for case in frame.index:
                at = int(np.argmin(np.abs(levels - frame.loc[case, name])))
                for place in (at - 1, at + 1):
                    if 0 <= place < len(levels):
                        moved = frame.copy()
                        moved.loc[case, name] = levels[place]
                        yield "step", str(case), name, f"{levels[place]:.3g}", moved


def _levels(calibration: ConditionCalibration, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the levels of a scale: those of the rubric, or those that occur."""
    if calibration.method == "rubric":
        return np.array(calibration.anchors or FOUR_LEVELS)
    return np.unique(values)


def _raters(known: Memberships, frame: pd.DataFrame, rated: list[str]) -> Iterator[_Change]:
    codes = sorted(
        {code for row in known.ratings for cell in row for one in cell for code, _ in one.raters}
    )
    for code in codes:
        moved = frame.copy()
        for name in rated:
            moved[name] = _by_rater(known, name, code).loc[frame.index]
        yield "rater", "", "", code, moved.dropna()


def _by_rater(known: Memberships, name: str, code: str) -> pd.Series[float]:
    """Return memberships by one rater's scores; where they gave none, as they are."""
    column = known.conditions.index(name)
    raw = known.raw[:, column].copy()
    top = known.calibration_of(name).reverse_from
    for place, row in enumerate(known.ratings):
        for one in row[column]:
            value = dict(one.raters).get(code)
            if value is not None:
                raw[place] = value if top is None else top - value
    found = recalibrated(known.calibration_of(name), raw, known.calibration_of(name).anchors)
    return pd.Series(found, index=list(known.cases))


def _silence(known: Memberships, named: tuple[str, ...]) -> Iterator[_Change]:
    if known.otherwise is not None:
        frame = pd.DataFrame(known.otherwise, index=list(known.cases), columns=known.conditions)
        moved = frame[list(dict.fromkeys(named))].dropna()
        yield "not mentioned", "", "", "", moved
