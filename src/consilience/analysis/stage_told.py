"""The stages as the study tells them: their years, and in which of them a date lies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from consilience.study.dates import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.study import Stage, Study


@dataclass(frozen=True)
class ToldStage:
    """First and last year of a stage as the study tells it; ``last`` is None if it goes on."""

    stage: str
    first: int
    last: int | None


def told_stages(study: Study) -> tuple[ToldStage, ...]:
    """Return the stages with a beginning, as they begin.

    A stage that ends within the year in which the next one begins, but before it, ends with the
    year before: they do not overlap.
    """
    dated = dated_stages(study)
    nexts: list[Stage | None] = [*(after for _, after in pairwise(dated)), None]
    return tuple(
        ToldStage(stage.code, _year(stage.start_date), _last(stage, after))
        for stage, after in zip(dated, nexts, strict=False)
    )


def dated_stages(study: Study) -> list[Stage]:
    """Return the stages with a beginning, as they begin; those of one day by their position."""
    dated = [one for one in study.stages if one.start_date]
    return sorted(dated, key=lambda one: (first_day(one.start_date), one.position, one.code))


def stages_at(stages: Iterable[Stage], date: str) -> tuple[str, ...]:
    """Return the codes of the stages that a date lies in, by days; a year lies in all it meets."""
    return tuple(
        one.code
        for one in stages
        if first_day(one.start_date) <= last_day(date)
        and (not one.end_date or first_day(date) <= last_day(one.end_date))
    )


def _last(stage: Stage, after: Stage | None) -> int | None:
    if not stage.end_date:
        return None
    last = _year(stage.end_date)
    if after is None or _year(after.start_date) != last or last == _year(stage.start_date):
        return last
    return last - 1 if last_day(stage.end_date) < first_day(after.start_date) else last


def _year(date: str) -> int:
    return int(date[:4])
