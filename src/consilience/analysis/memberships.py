"""Memberships of a study's cases: raw values made from scores, calibrated, with their origins."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from consilience import calibration, checks
from consilience.analysis.origins import (
    RatingOrigin,
    ScoreOrigin,
    rating_origins,
    score_origins,
)
from consilience.errors import DataError
from consilience.results import Note, Result
from consilience.study import Condition, RawValue, Study, raw_values, study_seen_by
from consilience.study.base_records import HalfPolicy, NotMentioned, Profile


@dataclass(frozen=True)
class ConditionCalibration:
    """How a condition was calibrated and how its memberships lie.

    ``share_in`` is the share of cases above .5, ``half_cases`` are those at exactly .5,
    ``partial_cases`` those whose raw value is a mean of only some of the scores.
    """

    condition: str
    role: str
    method: str
    anchors: tuple[float, ...]
    profile: Profile
    half: HalfPolicy
    reason: str
    share_in: float
    half_cases: tuple[str, ...]
    partial_cases: tuple[str, ...]
    notes: tuple[Note, ...]
    reverse_from: float | None = None


@dataclass(frozen=True)
class LeftOut:
    """A case without membership in a condition; ``reason`` is a key of the catalogue."""

    case: str
    condition: str
    reason: str
    variables: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Memberships(Result):
    """Memberships of all cases in all conditions of a study, with what is behind each.

    ``raw`` and ``values`` have the shape (cases, conditions) and hold NaN where a score is
    missing; ``left_out`` names each such place. ``origins`` (scores) and ``ratings`` (lines of
    membership sheets, empty where the study has none) have the same shape. ``otherwise`` are the
    memberships if what is not mentioned were taken the other way, absent or left out; None if
    everything is mentioned.
    """

    cases: tuple[str, ...]
    conditions: tuple[str, ...]
    raw: NDArray[np.float64]
    values: NDArray[np.float64]
    origins: tuple[tuple[tuple[ScoreOrigin, ...], ...], ...]
    calibrations: tuple[ConditionCalibration, ...]
    left_out: tuple[LeftOut, ...]
    ratings: tuple[tuple[tuple[RatingOrigin, ...], ...], ...] = ()
    otherwise: NDArray[np.float64] | None = None

    def to_frame(self) -> pd.DataFrame:
        """Return memberships, one row a case, one column a condition, NaN where missing."""
        index = pd.Index(self.cases, name="case")
        return pd.DataFrame(self.values.copy(), index=index, columns=list(self.conditions))

    def complete(self, conditions: Sequence[str]) -> pd.DataFrame:
        """Return the cases that have a membership in each of the conditions."""
        checks.known_names(conditions, self.conditions, "conditions", "memberships")
        return self.to_frame()[list(conditions)].dropna()

    def calibration_of(self, condition: str) -> ConditionCalibration:
        """Return how a condition was calibrated."""
        return self.calibrations[self.conditions.index(condition)]


def memberships(study: Study) -> Memberships:
    """Calibrate every condition of a study over the cases that have the scores for it.

    Parameters
    ----------
    study : Study
        A study with cases, scores and conditions.

    Returns
    -------
    Memberships
        Conditions in the order of their codes, cases in the order of theirs.

    Raises
    ------
    DataError
        If the study has no case or no condition, or a condition has no score at all.
    ArgumentError, UnknownNameError
        If anchors or a name cannot be used.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry. University of Chicago Press.
    """
    if not study.units:
        raise DataError("analysis.no_cases", study=study.project.code)
    if not study.conditions:
        raise DataError("analysis.no_conditions", study=study.project.code)
    seen = study_seen_by(study)  # without quotes of a blind round that is open
    made = [_calibrate(seen, condition) for condition in study.conditions]
    cases = tuple(case.code for case in study.units)
    other = [item.values if item.otherwise is None else item.otherwise for item in made]
    changed = any(item.otherwise is not None for item in made)
    return Memberships(
        parameters={"cases": len(cases), "conditions": len(made)},
        notes=(),
        references=("ragin2008",),
        cases=cases,
        conditions=tuple(item.calibration.condition for item in made),
        raw=_stacked([item.raw for item in made]),
        values=_stacked([item.values for item in made]),
        origins=tuple(zip(*(item.origins for item in made), strict=True)),
        calibrations=tuple(item.calibration for item in made),
        left_out=tuple(left for item in made for left in item.left_out),
        ratings=tuple(zip(*(item.ratings for item in made), strict=True)) if study.ratings else (),
        otherwise=_stacked(other) if changed else None,
    )


@dataclass(frozen=True)
class _Made:
    calibration: ConditionCalibration
    raw: NDArray[np.float64]
    values: NDArray[np.float64]
    origins: tuple[tuple[ScoreOrigin, ...], ...]
    left_out: tuple[LeftOut, ...]
    ratings: tuple[tuple[RatingOrigin, ...], ...]
    otherwise: NDArray[np.float64] | None


def _calibrate(study: Study, condition: Condition) -> _Made:
    found = raw_values(study, condition)
    raw = np.array([np.nan if item.value is None else item.value for item in found])
    has = np.isfinite(raw)
    if not has.any():
        raise DataError(
            "analysis.never_scored", condition=condition.code, variables=condition.variables
        )
    result = _engine(condition, condition.code, condition.anchors, raw[has])
    decided, half_notes = _decide_halves(condition, np.asarray(result.memberships))
    values = np.full(len(raw), np.nan)
    values[has] = decided
    cases = [item.case for item in found]
    at_half = np.flatnonzero(has)[np.asarray(result.memberships) == 0.5]
    gaps = [
        LeftOut(item.case, condition.code, _reason(item), item.missing)
        for item in found
        if item.value is None
    ]
    if condition.half == "drop":
        gaps += [
            LeftOut(cases[place], condition.code, "analysis.left_out.half", ()) for place in at_half
        ]
    return _Made(
        ConditionCalibration(
            condition=condition.code,
            role=condition.role,
            method=condition.method,
            anchors=tuple(condition.anchors),
            profile=condition.profile,
            half=condition.half,
            reason=condition.reason,
            share_in=float((values[has] > 0.5).mean()),
            half_cases=tuple(cases[place] for place in at_half),
            partial_cases=tuple(i.case for i in found if i.missing and i.value is not None),
            notes=(*result.notes, *(note for note in half_notes if note not in result.notes)),
            reverse_from=condition.reverse_from,
        ),
        raw,
        values,
        tuple(score_origins(study, item) for item in found),
        tuple(gaps),
        tuple(rating_origins(study, item) for item in found),
        _otherwise(study, condition, raw),
    )


def _reason(item: RawValue) -> str:
    return f"analysis.left_out.{'not_mentioned' if item.not_mentioned else 'no_score'}"


def _otherwise(
    study: Study, condition: Condition, raw: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    """Return the memberships if what is not mentioned were taken the other way."""
    policy: NotMentioned = "absent" if condition.not_mentioned == "leave out" else "leave out"
    other = dataclasses.replace(condition, not_mentioned=policy)
    found = [np.nan if one.value is None else one.value for one in raw_values(study, other)]
    moved = np.array(found, dtype=np.float64)
    if np.array_equal(moved, raw, equal_nan=True) or np.isnan(moved).all():
        return None
    return _recalibrated(condition, condition.code, moved, condition.anchors)


def recalibrated(
    item: ConditionCalibration, raw: NDArray[np.float64], anchors: Sequence[float]
) -> NDArray[np.float64]:
    """Return the memberships that other anchors give, shape (n,); NaN where there is none.

    Raises
    ------
    DataError, ArgumentError
        If the anchors cannot be used.
    """
    return _recalibrated(item, item.condition, raw, tuple(anchors))


def _recalibrated(
    item: Condition | ConditionCalibration,
    name: str,
    raw: NDArray[np.float64],
    anchors: tuple[float, ...],
) -> NDArray[np.float64]:
    has = np.isfinite(raw)
    found = _engine(item, name, anchors, raw[has])
    values = np.full(len(raw), np.nan)
    values[has] = _decide_halves(item, np.asarray(found.memberships))[0]
    return values


def _decide_halves(
    condition: Condition | ConditionCalibration, found: NDArray[np.float64]
) -> tuple[NDArray[np.float64], tuple[Note, ...]]:
    """Return memberships after the decision on .5, NaN where the case is left out."""
    if (found > 1).any():  # values of a multi-value condition, no memberships
        return found, ()
    half = calibration.half_memberships(found, condition.half)
    return np.where(half.kept, half.memberships, np.nan), half.notes


def _engine(
    condition: Condition | ConditionCalibration,
    name: str,
    anchors: tuple[float, ...],
    raw: NDArray[np.float64],
) -> Any:
    try:
        match condition.method:
            case "direct":
                return calibration.direct(raw, anchors, profile=condition.profile)
            case "indirect":
                return calibration.indirect(raw, anchors)
            case "thresholds":
                return calibration.thresholds(raw, anchors)
            case "rubric" if anchors:
                return calibration.rubric(raw, anchors)
            case "rubric":
                return calibration.rubric(raw)
            case _:
                return _Given(checks.memberships(raw, name, "memberships"))
    except DataError as error:
        raise DataError("analysis.in_condition", condition=name, problem=error) from error


@dataclass(frozen=True)
class _Given:
    """Scores that are memberships already."""

    memberships: NDArray[np.float64]
    notes: tuple[Note, ...] = ()


def _stacked(columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    found = np.column_stack(columns)
    found.flags.writeable = False
    return found
