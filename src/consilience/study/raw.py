"""From scores to the raw value of a condition: waves, reversal, combination."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from consilience.study.base_records import Case, Condition, Score, Variable
    from consilience.study.coding_records import Rating
    from consilience.study.model import Study

_COMBINE: Mapping[str, Callable[[Sequence[float]], float]] = {
    "single": lambda values: values[0],
    "mean": statistics.fmean,
    "available mean": statistics.fmean,
    "sum": sum,
    "minimum": min,
    "maximum": max,
    "difference": lambda values: values[0] - values[1],
}
_COUNTS: Mapping[str, int] = {"single": 1, "difference": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawValue:
    """The raw value of a condition for a case, and the scores and ratings that it is made of.

    ``missing`` names the variables without a value for the case, ``not_mentioned`` those of them
    that a membership sheet calls not mentioned; ``value`` is None if any is missing, or, for an
    ``"available mean"``, if all are.
    """

    case: str
    value: float | None
    scores: tuple[Score, ...]
    missing: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()
    not_mentioned: tuple[str, ...] = ()


def raw_values(study: Study, condition: Condition) -> tuple[RawValue, ...]:
    """Return the raw value of a condition for every unit of analysis, in the order of their codes.

    For each variable the first of the condition's waves that has a score is taken; no waves means
    the score without a wave. Where there is none, the rating of the membership sheet counts; what
    is not mentioned there has no value, or is 0 if the condition takes it for absent. A reversal
    comes before the combination. A case that lacks one of the variables has no value, unless the
    condition is an ``"available mean"`` (convention of this program: scores are never filled in).

    Parameters
    ----------
    study
        The study with the scores.
    condition
        One of its conditions or its outcome.

    Raises
    ------
    UnknownNameError
        If the condition names a variable that the study does not have.
    DataError
        If the combination needs another number of variables.

    Examples
    --------
    >>> from consilience.study import Case, Condition, Project, Score, Source, Variable, study_of
    >>> case, table = Case(code="C01", name="A"), Source(code="T", title="Survey", kind="table")
    >>> trust = Variable(code="Q1", minimum=1, maximum=7)
    >>> score = Score(case_id=case.id, variable_id=trust.id, value=2.0, source_id=table.id,
    ...               row=2, column="Q1")
    >>> study = study_of([Project(code="P", title="Alliances"), case, table, trust, score])
    >>> distrust = Condition(code="DIS", role="condition", variables=("Q1",), reverse_from=8.0)
    >>> raw_values(study, distrust)[0].value
    6.0
    """
    check_count(condition)
    variables = [study.variable(code) for code in condition.variables]
    return tuple(_raw_value(study, condition, case, variables) for case in study.units)


def check_count(condition: Condition) -> None:
    """Refuse a condition whose combination needs another number of variables.

    Raises
    ------
    DataError
        ``"single"`` takes one variable, ``"difference"`` two, the others at least one.
    """
    count, needed = len(condition.variables), _COUNTS.get(condition.combine)
    if count == 0 or needed not in {None, count}:
        raise DataError(
            "study.record.variable_count",
            condition=condition.code,
            combine=condition.combine,
            needed=needed or 1,
            count=count,
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """What stands in one cell: a score, a rating, or nothing."""

    variable: str
    value: float | None = None
    score: Score | None = None
    rating: Rating | None = None


def _raw_value(
    study: Study, condition: Condition, case: Case, variables: Sequence[Variable]
) -> RawValue:
    found = [_taken(study, condition, case.id, variable) for variable in variables]
    top = condition.reverse_from
    values = [_reversed(one.value, top) for one in found if one.value is not None]
    missing = tuple(one.variable for one in found if one.value is None)
    complete = not missing or (values and condition.combine == "available mean")
    return RawValue(
        case=case.code,
        value=_COMBINE[condition.combine](values) if complete else None,
        scores=tuple(one.score for one in found if one.score is not None),
        missing=missing,
        ratings=tuple(one.rating for one in found if one.rating is not None),
        not_mentioned=tuple(
            one.variable for one in found if one.rating is not None and one.value is None
        ),
    )


def _taken(study: Study, condition: Condition, case_id: str, variable: Variable) -> _Taken:
    for wave in condition.waves or ("",):
        score = study.scores_by_cell.get((case_id, variable.id, wave))
        if score is not None:
            return _Taken(variable.code, score.value, score=score)
    rating = study.ratings_by_cell.get((case_id, variable.id))
    if rating is None:
        return _Taken(variable.code)
    return _Taken(variable.code, _rated(rating, condition), rating=rating)


def _rated(rating: Rating, condition: Condition) -> float | None:
    match rating.status:
        case "not mentioned":
            return 0.0 if condition.not_mentioned == "absent" else None
        case "absent":
            return rating.value or 0.0
        case _:
            return rating.value


def _reversed(value: float, reverse_from: float | None) -> float:
    return value if reverse_from is None else reverse_from - value
