"""From scores to the raw value of a condition: waves, reversal, combination."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consilience.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from consilience.study.base_records import Case, Condition, Score, Variable
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
    """The raw value of a condition for a case, and the scores that it is made of.

    ``missing`` names the variables without a score for the case; ``value`` is None if there are
    any, or, for an ``"available mean"``, if all are missing.
    """

    case: str
    value: float | None
    scores: tuple[Score, ...]
    missing: tuple[str, ...] = ()


def raw_values(study: Study, condition: Condition) -> tuple[RawValue, ...]:
    """Return the raw value of a condition for every case, in the order of the case codes.

    For each variable the first of the condition's waves that has a score is taken; no waves means
    the score without a wave. A reversal comes before the combination. A case that lacks one of the
    variables has no value, unless the condition is an ``"available mean"`` (convention of this
    program: scores are never filled in).

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
    return tuple(_raw_value(study, condition, case, variables) for case in study.cases)


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


def _raw_value(
    study: Study, condition: Condition, case: Case, variables: Sequence[Variable]
) -> RawValue:
    waves = condition.waves or ("",)
    found = [_first_score(study, case.id, variable.id, waves) for variable in variables]
    scores = tuple(score for score in found if score is not None)
    gaps = zip(variables, found, strict=True)
    missing = tuple(variable.code for variable, score in gaps if score is None)
    if len(missing) == len(found) or (missing and condition.combine != "available mean"):
        return RawValue(case=case.code, value=None, scores=scores, missing=missing)
    values = [_reversed(score.value, condition.reverse_from) for score in scores]
    raw = _COMBINE[condition.combine](values)
    return RawValue(case=case.code, value=raw, scores=scores, missing=missing)


def _first_score(
    study: Study, case_id: str, variable_id: str, waves: tuple[str, ...]
) -> Score | None:
    scores = (study.scores_by_cell.get((case_id, variable_id, wave)) for wave in waves)
    return next((score for score in scores if score is not None), None)


def _reversed(value: float, reverse_from: float | None) -> float:
    return value if reverse_from is None else reverse_from - value
